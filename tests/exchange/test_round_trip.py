"""What is exported comes back: about any kind of record, from another desk, and however strange the texts."""

import json
import time
from pathlib import Path

import pytest

from salesdesk.desk.desk import Desk
from salesdesk.desk.records import add_record
from salesdesk.domain.account import Account, Note
from salesdesk.domain.kinds import KINDS
from salesdesk.domain.problems import Known
from salesdesk.domain.record import Record
from salesdesk.exchange.list_out import list_bytes
from tests.exchange.desks import brought_in, planned


def add(desk: Desk, kind: str, **texts: str) -> Record:
    return desk.write(f"add.{kind}", lambda w: add_record(w, kind, texts))


def test_records_about_any_record_come_back_unchanged(desk: Desk) -> None:
    home = add(desk, "account", name="Home")
    deal = add(desk, "deal", name="D", account_id=home.id)
    for about in (home, deal):
        add(desk, "note", about_id=about.id, text="n")
        add(desk, "tag", about_id=about.id, word="key")
        add(desk, "evidence", about_id=about.id, field="name", words="said so")
    for kind in ("note", "tag", "evidence"):
        for form in ("csv", "xlsx"):
            plan = planned(desk, list_bytes(kind, desk.select(KINDS[kind]), form), kind)
            assert plan.counts() == {"same": 2}, (kind, form, plan.problems)


def test_an_export_goes_into_another_desk_though_its_people_are_unknown_there(desk: Desk) -> None:
    add(desk, "account", name="Home")
    data = list_bytes("account", desk.select(Account), "csv")
    other = Desk.in_memory(name="Li")
    plan = brought_in(other, data, "account")
    assert plan.counts() == {"new": 1} and [warning.field for warning in plan.warnings] == ["owner_id"]
    assert other.select(Account)[0].owner_id == other.user_id
    other.close()


def test_a_list_cannot_carry_records_into_another_account(desk: Desk) -> None:
    here, there = add(desk, "account", name="Here"), add(desk, "account", name="There")
    contact = add(desk, "contact", name="Li", account_id=here.id)
    rows = f"id,name,account_id\n{contact.id},Li,{there.id}\n,Wang,{there.id}\n"
    plan = brought_in(desk, rows, "contact")
    assert plan.counts() == {"error": 1, "new": 1}
    assert [(one.row, one.field, one.code) for one in plan.problems] == [(2, "account_id", "E_FIELD")]


def test_naughty_strings_change_nothing_when_they_come_back(desk: Desk, data_dir: Path) -> None:
    home = add(desk, "account", name="Home")
    texts = json.loads((data_dir / "hostile" / "blns.json").read_text("utf-8"))

    def put(text: str) -> None:
        for kind, facts in (
            ("account", {"name": text}),
            ("contact", {"name": text, "account_id": home.id}),
            ("note", {"text": text, "about_id": home.id}),
        ):
            try:
                desk.write("add", lambda w, k=kind, f=facts: add_record(w, k, f))
            except Known as known:
                assert known.code == "E_FIELD"

    for text in texts:
        put(text)
    for kind in ("account", "contact", "note"):
        records = desk.select(KINDS[kind])
        assert len(records) > 450
        for form in ("csv", "xlsx"):
            plan = planned(desk, list_bytes(kind, records, form), kind)
            assert plan.counts() == {"same": len(records)}, (kind, form, plan.problems[:3])


@pytest.mark.parametrize("name", ["\ufeff", " \ufeff\u3000"])
def test_a_name_of_nothing_that_can_be_seen_is_no_name(desk: Desk, name: str) -> None:
    with pytest.raises(Known):
        add(desk, "account", name=name)
    assert not desk.select(Note)


def test_the_same_records_are_the_same_bytes_at_any_time(desk: Desk) -> None:
    """Exports must not tell apart what two people may see of the same records (sync.md, decision 3)."""
    add(desk, "account", name="Home")
    first = list_bytes("account", desk.select(Account), "xlsx")
    time.sleep(2.1)  # times in a workbook and in its archive are whole or even seconds
    assert list_bytes("account", desk.select(Account), "xlsx") == first
