"""A log chained anew under a team's id: other ids, and otherwise everything as it was."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesdesk.desk.desk import Desk
from salesdesk.domain.account import Account
from salesdesk.domain.contact import Contact
from salesdesk.domain.kinds import KINDS
from salesdesk.domain.problems import Known
from salesdesk.domain.record import Record
from salesdesk.store.chains import known_chains, links
from salesdesk.store.rebuild import faults
from salesdesk.store.tables import HEAD, OPERATION

TEAM = "ab" * 16


def everything(desk: Desk) -> dict[str, Record]:
    return {record.id: record for kind in KINDS.values() for record in desk.select(kind)}


def histories(desk: Desk) -> list[object]:
    """The history of every record, without the ids of operations."""
    with desk.read() as connection:
        records = connection.scalars(HEAD.select().with_only_columns(HEAD.c.record_id)).all()
    return [
        [dataclasses.replace(entry, op_id="") for entry in desk.history(record)] for record in sorted(records)
    ]


def op_ids(desk: Desk) -> set[bytes]:
    with desk.read() as connection:
        return set(connection.scalars(OPERATION.select().with_only_columns(OPERATION.c.op_id)))


def check_sound(desk: Desk) -> None:
    with desk.read() as connection:
        team = bytes.fromhex(desk.team_id)
        assert list(faults(connection, team)) == []
        tips: dict[int, bytes] = {}
        for link in links(connection, team, known_chains(connection)):
            tips[link.chain.number] = link.op_id
        assert tips == {chain.number: chain.tip for chain in known_chains(connection)}


def run(desk: Desk, deeds: list[tuple[int, int]]) -> None:
    """Any deeds: add, change, delete, undelete, undo, redo."""
    for deed, number in deeds:
        accounts, contacts = desk.select(Account), desk.select(Contact)
        account = accounts[number % len(accounts)] if accounts else None
        contact = contacts[number % len(contacts)] if contacts else None
        if deed == 0 or account is None:
            desk.write("add", lambda w, n=number: w.add(Account(name=f"客户 {n}")))  # type: ignore[misc]
        elif deed == 1:
            desk.write("add", lambda w, a=account: w.add(Contact(name="李卫东", account_id=a.id)))  # type: ignore[misc]
        elif deed == 2 and contact is not None:
            desk.write("set", lambda w, c=contact, n=number: w.set(Contact, c.id, title=f"{n}"))  # type: ignore[misc]
        elif deed == 3:
            desk.write("drop", lambda w, a=account: w.drop(Account, a.id))  # type: ignore[misc]
        else:
            try:
                desk.undo() if deed == 4 else desk.redo()
            except Known as known:
                assert known.code in ("E_NOTHING_TO_UNDO", "E_CHANGED_SINCE")


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 9)), max_size=25))
def test_history_views_and_undo_stay(deeds: list[tuple[int, int]]) -> None:
    desk = Desk.in_memory(name="李卫东")
    run(desk, deeds)
    records, history, before = everything(desk), histories(desk), op_ids(desk)
    undo, redo = desk.undo_label(), desk.redo_label()
    desk.change_team(TEAM, lambda _: None)
    assert everything(desk) == records
    assert histories(desk) == history
    assert (desk.undo_label(), desk.redo_label()) == (undo, redo)
    assert desk.team_id == TEAM and not op_ids(desk) & before
    check_sound(desk)
    run(desk, [(4, 0), (5, 0), (1, 3), (2, 1)])
    check_sound(desk)
    desk.close()


def test_all_can_be_undone_and_redone_after_it() -> None:
    desk = Desk.in_memory(name="李卫东")
    start = everything(desk)
    run(desk, [(0, 1), (1, 0), (2, 5), (2, 6), (3, 0)])
    end = everything(desk)
    desk.change_team(TEAM, lambda _: None)
    for _ in range(5):
        desk.undo()
    assert everything(desk) == start
    for _ in range(5):
        desk.redo()
    assert everything(desk) == end
    check_sound(desk)
    desk.close()


def test_a_failure_leaves_the_workspace_alone(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("solo") / "w"
    desk = Desk.create(folder, name="李卫东")
    run(desk, [(0, 1), (1, 0), (2, 5)])
    ids, team = op_ids(desk), desk.team_id
    for also in (lambda _: 1 // 0,):
        with pytest.raises(ZeroDivisionError):
            desk.change_team(TEAM, also)  # type: ignore[arg-type]
    assert (op_ids(desk), desk.team_id) == (ids, team)
    run(desk, [(2, 6)])
    check_sound(desk)
    desk.close()
    again = Desk.open(folder)
    assert again.team_id == team
    check_sound(again)
    again.close()


def test_a_damaged_log_is_not_chained_anew() -> None:
    desk = Desk.in_memory(name="李卫东")
    run(desk, [(0, 1), (2, 5)])
    with desk.database.write() as connection:
        connection.exec_driver_sql("INSERT INTO door VALUES (1)")
        connection.execute(OPERATION.update().values(raw=b"\x90"))
        connection.exec_driver_sql("DELETE FROM door")
    with pytest.raises(Known, match="E_DAMAGED"):
        desk.change_team(TEAM, lambda _: None)
    desk.close()
