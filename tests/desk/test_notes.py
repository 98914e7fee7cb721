"""Notes, tags and files on any record."""

import hashlib
from pathlib import Path

import pytest

from salesdesk.desk.desk import Desk
from salesdesk.desk.notes import (
    add_tag,
    attach,
    attach_file,
    attachment_path,
    keep_bytes,
    remove_tag,
    write_note,
)
from salesdesk.domain.account import Account, Attachment, Note, Tag
from salesdesk.domain.problems import Known

from .conftest import NOW


def test_a_note_is_dated_and_signed(desk, make, check_undo) -> None:
    account = make.account()
    check_undo(lambda: desk.write("note", lambda w: write_note(w, account, " 换了总经理 ")))
    (note,) = desk.select(Note)
    assert (note.text, note.noted_at, note.author_id, note.about_kind) == (
        "换了总经理",
        NOW,
        desk.user_id,
        "account",
    )
    with pytest.raises(Known):
        desk.write("note", lambda w: write_note(w, account, "  "))


def test_a_tag_is_one_whatever_its_case(desk, make, check_undo) -> None:
    account = make.account()
    check_undo(lambda: desk.write("tag", lambda w: add_tag(w, account, "VIP  client")))
    desk.write("tag", lambda w: add_tag(w, account, "vip client"))
    assert [tag.word for tag in desk.select(Tag)] == ["VIP client"]
    check_undo(lambda: desk.write("tag", lambda w: remove_tag(w, account.id, "Vip Client")))
    desk.write("tag", lambda w: add_tag(w, account, "vip client"))
    assert len(desk.select(Tag)) == 1
    with pytest.raises(Known):
        desk.write("tag", lambda w: remove_tag(w, account.id, "other"))


@pytest.fixture
def kept_desk(tmp_path: Path):
    opened = Desk.create(tmp_path / "ws", name="张伟", clock=lambda: NOW)
    yield opened
    opened.close()


def test_a_file_lies_under_its_hash_before_its_record(kept_desk, tmp_path) -> None:
    account = kept_desk.write("a", lambda w: w.add(Account(name="华北")))
    photo = tmp_path / "现场 photo.png"
    photo.write_bytes(b"\x89PNG" * 100)
    attachment = attach_file(kept_desk, account, photo, caption="三号线")
    assert (attachment.size, attachment.media_type) == (400, "image/png")
    assert attachment.sha256 == hashlib.sha256(photo.read_bytes()).hexdigest()
    path = attachment_path(kept_desk, attachment)
    assert path is not None and path.read_bytes() == photo.read_bytes()
    again = attach(kept_desk, account, "../../evil.png", photo.read_bytes())
    assert again.name == "evil.png"
    assert [file.name for file in path.parent.iterdir()] == [attachment.sha256]
    kept_desk.undo()
    assert [row.id for row in kept_desk.select(Attachment)] == [attachment.id]
    assert path.is_file()


def test_a_hash_that_is_no_hash_is_no_path(kept_desk) -> None:
    for name in ("../key", "", "A" * 64, "0" * 63, "0" * 64):
        assert attachment_path(kept_desk, Attachment(sha256=name)) is None


def test_what_cannot_be_kept_leaves_no_record(desk, make, kept_desk, tmp_path) -> None:
    with pytest.raises(Known) as caught:
        attach(desk, make.account(), "a.txt", b"x")
    assert caught.value.code == "E_FILE"
    account = kept_desk.write("a", lambda w: w.add(Account(name="华北")))
    with pytest.raises(Known):
        attach_file(kept_desk, account, tmp_path / "nothing.txt")
    with pytest.raises(Known):
        attach_file(kept_desk, account, tmp_path)
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    with pytest.raises(Known):
        keep_bytes(blocked, b"x")
    assert kept_desk.select(Attachment) == []
