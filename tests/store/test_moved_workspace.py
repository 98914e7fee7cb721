"""A workspace that was moved or copied writes under a new replica id, and still takes its earlier edits back."""

import shutil
from pathlib import Path

from salesdesk.desk.desk import Desk
from salesdesk.domain.account import Account
from salesdesk.store.rebuild import log_operations


def test_undo_and_redo_reach_across_a_move(tmp_path: Path) -> None:
    desk = Desk.create(tmp_path / "0", name="李卫东")
    account = desk.write("add.account", lambda w: w.add(Account(name="华北电力")))
    desk.write("set.account", lambda w: w.set(Account, account.id, city="北京"))
    for number in (1, 2):
        desk.close()
        shutil.move(tmp_path / f"{number - 1}", tmp_path / f"{number}")
        desk = Desk.open(tmp_path / f"{number}")
        desk.write("set.account", lambda w, n=number: w.set(Account, account.id, city=f"{n}"))  # type: ignore[misc]
    shown = []
    for _ in range(4):
        desk.undo()
        found = desk.get(Account, account.id)
        shown.append(found.city if found else None)
    assert shown == ["1", "北京", "", None]
    for _ in range(4):
        desk.redo()
    assert desk.need(Account, account.id).city == "2"
    desk.close()


def test_what_the_other_copy_did_is_not_taken_for_one_s_own(tmp_path: Path) -> None:
    """Both copies number their edits on from the same number; only their replica ids tell them apart."""
    original = Desk.create(tmp_path / "original", name="李卫东")
    account = original.write("add.account", lambda w: w.add(Account(name="华北电力")))
    original.close()
    shutil.copytree(tmp_path / "original", tmp_path / "copy")
    original, copy = Desk.open(tmp_path / "original"), Desk.open(tmp_path / "copy")
    original.write("set.account", lambda w: w.set(Account, account.id, city="北京"))
    copy.write("set.account", lambda w: w.set(Account, account.id, industry="电力"))
    with original.read() as connection:
        theirs = list(log_operations(connection))
    copy.receive(theirs)
    copy.undo()
    found = copy.need(Account, account.id)
    assert (found.city, found.industry) == ("北京", "")
    for desk in (original, copy):
        desk.close()
