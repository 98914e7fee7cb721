"""The sync room: alone, joining by files and words, what leaves in words, files in with named refusals, a team led."""

from pathlib import Path

import pytest

from salesdesk.desk.desk import Desk
from salesdesk.desk.notes import write_note
from salesdesk.domain.account import Account
from salesdesk.ui.sync import counts
from salesdesk.ui.sync.dialogs import Approve, AskToJoin, Invite, MakeTeam, Words
from salesdesk.ui.sync.results import result_words
from salesdesk.ui.sync.screen import SyncScreen
from salesdesk.ui.sync.state import file_kind, read_state
from tests.desk.conftest import NOW
from tests.ui.conftest import BareFrame
from tests.ui.room_frame import dialog, notices, settle, shown


class Seat:
    """A person with a workspace and the sync room open."""

    def __init__(self, frame: BareFrame, room: SyncScreen, qtbot) -> None:
        self.frame, self.room, self._qtbot = frame, room, qtbot

    @property
    def desk(self) -> Desk:
        return self.frame.desk

    def rest(self) -> None:
        settle(self._qtbot, self.frame)
        settle(self._qtbot, self.frame)


@pytest.fixture
def seat(qapp, qtbot, theme):
    """Makes seats; each is closed afterwards."""
    open_now = []

    def make(name: str) -> Seat:
        frame = BareFrame(Desk.in_memory(name=name, clock=lambda: NOW))
        place = shown(qtbot, frame, SyncScreen)
        made = Seat(frame, place.__enter__(), qtbot)
        made.rest()
        open_now.append((place, frame))
        return made

    yield make
    for place, frame in open_now:
        place.__exit__(None, None, None)
        frame.tasks.close()
        frame.desk.close()


def lead(boss: Seat, folder: Path) -> None:
    boss.room.deeds.lead()
    asking = dialog(MakeTeam)
    asking.name.setText("华北区")
    asking.store.line.setText(str(folder / "team" / "store.db"))
    asking.try_deed()
    boss.rest()


def invite(boss: Seat, path: Path) -> str:
    boss.room.deeds.invite()
    asking = dialog(Invite)
    asking.file.line.setText(str(path))
    asking.try_deed()
    boss.rest()
    shown_words = dialog(Words)
    words = shown_words._all
    shown_words.try_deed()
    return words


def admit(boss: Seat, rep: Seat, folder: Path) -> None:
    words = invite(boss, folder / "invitation.sdbundle")
    rep.room.take_in([folder / "invitation.sdbundle"])
    asking = dialog(AskToJoin)
    asking.words.setText(words.upper().replace(" ", ", "))
    asking.request.line.setText(str(folder / "request.sdbundle"))
    asking.try_deed()
    rep.rest()
    dialog(Words).try_deed()
    assert rep.room.state.is_waiting
    boss.room.take_in([folder / "request.sdbundle"])
    boss.rest()
    hearing = dialog(Approve)
    for line, place in zip(hearing.typed, hearing.places, strict=True):
        line.setText(hearing._words[place])
    hearing.answer.line.setText(str(folder / "approval.sdbundle"))
    hearing.try_deed()
    boss.rest()
    rep.room.take_in([folder / "approval.sdbundle"])
    rep.rest()


def test_alone_nothing_waits_to_leave(seat) -> None:
    rep = seat("李娜")
    rep.desk.write("add.account", lambda w: w.add(Account(name="甲")))
    rep.rest()
    assert rep.room.primary() == "sync.join"
    assert counts.unsent(rep.desk) == 0 and counts.last_exchange(rep.desk) is None
    rep.room.take_in([])
    assert notices(rep.frame) == []


def test_from_alone_to_a_bundle_in_the_store(seat, tmp_path) -> None:
    boss, rep = seat("王经理"), seat("李娜")
    account = rep.desk.write("add.account", lambda w: w.add(Account(name="甲")))
    rep.desk.write("add.note", lambda w: write_note(w, account, "私下的话", is_private=True))
    lead(boss, tmp_path)
    admit(boss, rep, tmp_path)
    state = rep.room.state
    assert state.team == "华北区" and state.role == "rep" and not state.leads
    assert dict(state.waiting.records)["account"] == 1 and "note" not in dict(state.waiting.records)
    assert state.waiting.private == 1 and state.waiting.since is not None
    assert counts.unsent(rep.desk) == state.waiting.changes > 0
    rep.room.export(tmp_path / "one.sdbundle")
    rep.rest()
    assert counts.unsent(rep.desk) == 0 and counts.last_exchange(rep.desk) == NOW
    rep.desk.write("set.account", lambda w: w.set(Account, account.id, city="济南"))
    assert counts.unsent(rep.desk) == 1
    boss.room.take_in([tmp_path / "one.sdbundle", tmp_path / "one.sdbundle"])
    boss.rest()
    assert [one.state for one in boss.room.results.results] == ["APPLIED", "DUPLICATE"]
    store = boss.room.state.store
    assert {one.name: one.last_bundle for one in store.devices} == {"王经理": 0, "李娜": 1}
    assert rep.frame.told == [] and boss.frame.told == []


def test_wrong_words_let_nobody_in(seat, tmp_path) -> None:
    boss, rep = seat("王经理"), seat("李娜")
    lead(boss, tmp_path)
    words = invite(boss, tmp_path / "i.sdbundle")
    rep.room.deeds.join(tmp_path / "i.sdbundle")
    asking = dialog(AskToJoin)
    asking.request.line.setText(str(tmp_path / "r.sdbundle"))
    for wrong in ("", "abandon " * 6, "no words of the list"):
        asking.words.setText(wrong)
        asking.try_deed()
        rep.rest()
        assert asking.isVisible() and asking._problem.text()
    assert not (tmp_path / "r.sdbundle").exists()
    asking.words.setText(words)
    asking.try_deed()
    rep.rest()
    dialog(Words).try_deed()
    boss.room.take_in([tmp_path / "r.sdbundle"])
    boss.rest()
    hearing = dialog(Approve)
    hearing.try_deed()
    assert hearing.isVisible() and len(boss.room.state.store.devices) == 1
    hearing.reject()


def test_a_request_is_approved_once(seat, tmp_path) -> None:
    boss, rep = seat("王经理"), seat("李娜")
    lead(boss, tmp_path)
    admit(boss, rep, tmp_path)
    boss.room.take_in([tmp_path / "request.sdbundle"])
    boss.rest()
    assert len(boss.frame.told) == 1, "it is said that it was used"


def test_what_is_broken_or_foreign_is_named_and_kept_apart(seat, tmp_path) -> None:
    boss, rep = seat("王经理"), seat("李娜")
    lead(boss, tmp_path)
    admit(boss, rep, tmp_path)
    rep.room.export(tmp_path / "one.sdbundle")
    rep.rest()
    whole = (tmp_path / "one.sdbundle").read_bytes()
    folder = tmp_path / "post"
    folder.mkdir()
    (folder / "cut.sdbundle").write_bytes(whole[:-40])
    (folder / "text.sdbundle").write_text("hello")
    (folder / "flipped.sdbundle").write_bytes(whole[:200] + bytes([whole[200] ^ 1]) + whole[201:])
    assert file_kind(folder / "text.sdbundle") == ""
    boss.room.take_in([folder])
    boss.rest()
    results = boss.room.results.results
    assert [one.state for one in results] == ["QUARANTINED"] * 3
    assert all(all(result_words(one)) for one in results), "a sentence and a remedy for each"
    assert len(boss.room.state.aside) == 3
    rep.room.take_in([folder / "cut.sdbundle"])
    rep.rest()
    assert len(rep.room.results.results) == 1 and not rep.room.results.results[0].is_in


def test_a_store_that_is_gone_is_said_and_hides_nothing(seat, tmp_path) -> None:
    boss = seat("王经理")
    lead(boss, tmp_path)
    (tmp_path / "team" / "store.db").rename(tmp_path / "elsewhere.db")
    state = read_state(boss.desk)
    assert state.leads and state.store is None and state.store_fault == "E_STORE"
    boss.room.refresh(None)
    boss.rest()
    assert boss.room.primary() == "sync.export"


def test_nothing_more_is_let_in_from_who_is_shut_out(seat, tmp_path) -> None:
    from salesdesk.ui.kit.dialogs import Question

    boss, rep = seat("王经理"), seat("李娜")
    lead(boss, tmp_path)
    admit(boss, rep, tmp_path)
    rep.room.export(tmp_path / "late.sdbundle")
    rep.rest()
    device = next(one for one in boss.room.state.store.devices if one.role == "rep")
    boss.room.deeds.revoke(device.device, device.name)
    dialog(Question).try_deed()
    boss.rest()
    boss.room.take_in([tmp_path / "late.sdbundle"])
    boss.rest()
    (aside,) = boss.room.state.aside
    assert aside.code == "E_REVOKED_DEVICE"
    boss.room.deeds.release(aside.sha256.hex(), aside.file)
    dialog(Question).try_deed()
    boss.rest()
    assert boss.room.state.aside == ()
