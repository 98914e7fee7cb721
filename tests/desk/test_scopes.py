"""A record lives in one scope for life: what hangs it elsewhere is a move by a verb, or refused in words."""

import pytest

from salesdesk.desk.desk import Desk
from salesdesk.desk.merging import merge_contacts
from salesdesk.desk.records import add_record, set_fields
from salesdesk.domain.account import Note
from salesdesk.domain.contact import Contact, Relation
from salesdesk.domain.kinds import KINDS
from salesdesk.domain.problems import Known
from salesdesk.store.rebuild import faults


def add(desk: Desk, kind: str, **texts: str) -> str:
    return desk.write(f"add.{kind}", lambda w: add_record(w, kind, texts)).id


def scopes(desk: Desk) -> dict[str, str]:
    with desk.read() as connection:
        return dict(connection.exec_driver_sql("SELECT record_id, scope FROM head").fetchall())


@pytest.fixture
def two(desk: Desk) -> tuple[str, str]:
    return add(desk, "account", name="Here"), add(desk, "account", name="There")


def test_a_contact_that_is_given_another_account_is_moved_by_its_verb(
    desk: Desk, two: tuple[str, str]
) -> None:
    here, there = two
    old = add(desk, "contact", name="李明", account_id=here, email="li@here.example")
    new = desk.write(
        "set.contact", lambda w: set_fields(w, "contact", old, {"account_id": there, "title": "CTO"})
    ).id
    assert new != old and scopes(desk)[new] == f"account:{there}"
    moved, stayed = desk.need(Contact, new), desk.need(Contact, old)
    assert (moved.account_id, moved.title, moved.name) == (there, "CTO", "李明")
    assert (stayed.account_id, stayed.has_left, scopes(desk)[old]) == (here, True, f"account:{here}")
    desk.undo()
    assert desk.get(Contact, new) is None and not desk.need(Contact, old).has_left


@pytest.mark.parametrize("kind", ["deal", "visit", "site", "account_plan"])
def test_what_cannot_be_moved_is_refused_in_words(desk: Desk, two: tuple[str, str], kind: str) -> None:
    here, there = two
    name = {"name": "N"} if kind in ("deal", "site", "account_plan") else {}
    record_id = add(desk, kind, account_id=here, **name)
    before = desk.need(KINDS[kind], record_id)
    with pytest.raises(Known) as fault:
        desk.write(f"set.{kind}", lambda w: set_fields(w, kind, record_id, {"account_id": there}))
    assert (fault.value.code, fault.value.field, fault.value.facts["reason"]) == (
        "E_FIELD",
        "account_id",
        "home",
    )
    assert desk.need(KINDS[kind], record_id) == before


def test_the_door_itself_keeps_records_in_their_scope(desk: Desk, two: tuple[str, str]) -> None:
    here, there = two
    deal, other = add(desk, "deal", name="D", account_id=here), add(desk, "deal", name="E", account_id=there)
    third = add(desk, "deal", name="F", account_id=here)
    contact = add(desk, "contact", name="Li", account_id=here)
    part = add(desk, "influence", deal_id=deal, contact_id=contact)
    note = add(desk, "note", about_id=deal, text="n")
    coach = add(desk, "coach", deal_id=deal, contact_id=contact, side="ours")
    for kind, record_id, name, target in (
        ("influence", part, "deal_id", other),
        ("note", note, "about_id", there),
        ("coach", coach, "deal_id", third),
    ):
        with pytest.raises(Known):
            desk.write("set", lambda w, k=kind, i=record_id, n=name, t=target: w.set(KINDS[k], i, **{n: t}))
    desk.write("set", lambda w: w.set(KINDS["influence"], part, deal_id=third))  # the same account


def test_contacts_of_two_accounts_become_one_and_every_scope_is_kept(
    desk: Desk, two: tuple[str, str]
) -> None:
    here, there = two
    keep = add(desk, "contact", name="Li", account_id=here)
    other = add(desk, "contact", name="Li", account_id=there)
    friend = add(desk, "contact", name="Wang", account_id=there)
    add(desk, "relation", from_contact_id=other, to_contact_id=friend)
    note = add(desk, "note", about_id=other, text="likes tea")
    desk.write("merge_contacts", lambda w: merge_contacts(w, keep, other))
    (relation,) = desk.select(Relation, from_contact_id=keep)
    (copied,) = desk.select(Note, about_id=keep)
    assert copied.id != note and copied.text == "likes tea" and desk.get(Note, note) is None
    assert {scopes(desk)[relation.id], scopes(desk)[copied.id]} == {f"account:{here}"}
    desk.undo()
    assert desk.need(Note, note).about_id == other and not desk.select(Note, about_id=keep)
    with desk.read() as connection:
        assert not list(faults(connection, bytes.fromhex(desk.team_id)))


def test_two_references_to_one_record_are_both_checked(desk: Desk, two: tuple[str, str]) -> None:
    contact = add(desk, "contact", name="Li", account_id=two[0])
    with pytest.raises(Known) as fault:
        add(desk, "contact", name="X", account_id=contact, reports_to_id=contact)
    assert (fault.value.code, fault.value.field) == ("E_NOT_FOUND", "account_id")
