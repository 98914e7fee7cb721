"""Exports come back unchanged, and no cell of them runs as a formula."""

import csv
import io
import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.desk.importing import DeskLookups
from salesdesk.domain.account import Account
from salesdesk.domain.contact import Contact
from salesdesk.domain.deal import Deal, DealLine
from salesdesk.domain.kinds import KINDS
from salesdesk.domain.problems import Known
from salesdesk.domain.record import fields_of
from salesdesk.domain.visit import Visit
from salesdesk.exchange.cells_out import header_of, protected, rows_of
from salesdesk.exchange.convert import clean_line
from salesdesk.exchange.csv_out import write_csv
from salesdesk.exchange.source import plan_file
from salesdesk.exchange.table import read_table
from salesdesk.exchange.xlsx_out import write_xlsx
from tests.exchange.desks import brought_in


def exported(desk, kind, form):
    record_class = KINDS[kind]
    header, rows = header_of(record_class), rows_of(desk.select(record_class), fields_of(record_class))
    return write_csv(header, rows) if form == "csv" else write_xlsx(header, rows)


def fill(desk, data_dir):
    brought_in(desk, data_dir / "companies/sp500.csv", "account")
    strings = json.loads((data_dir / "hostile/blns.json").read_text(encoding="utf-8"))
    text = io.StringIO(newline="")
    csv.writer(text).writerows([["name", "remarks"], *([s, f"{s}\n{s}"] for s in strings)])
    brought_in(desk, text.getvalue(), "account", allow_duplicates=True)
    home = desk.select(Account)[0]
    deal = Deal(
        name="=1+1", account_id=home.id, amount=-123_456_789_012, currency="JPY", close_date=date(2027, 3, 20),
        how_we_win="'=x", budget=5, objective_by=date(1899, 1, 1), objective_what="_x0041_",
    )  # fmt: skip
    records = (
        deal,
        Deal(name="-100", account_id=home.id, amount=99, currency="KWD"),
        DealLine(
            deal_id=deal.id, description="+1-202-555-0143", quantity=2500, unit_price=101, currency="CNY"
        ),
        Contact(
            name="王伟", account_id=home.id, phone="+1-202-555-0143", has_left=True, left_on=date(2026, 1, 1)
        ),
        Visit(
            account_id=home.id,
            starts_at=datetime(2027, 3, 20, 9, 30, 15, 250_000, tzinfo=UTC),
            learned="a\n\nb",
        ),
    )
    desk.write("fill", lambda w: [w.add(record) for record in records])


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_importing_an_export_changes_nothing(desk, data_dir, form):
    fill(desk, data_dir)
    for kind in ("account", "deal", "deal_line", "contact", "visit", "member"):
        data = exported(desk, kind, form)
        plan = plan_file(data, kind, DeskLookups(desk)).plan
        assert plan.problems == (), (kind, plan.problems[:3])
        assert [row for row in plan.rows if row.outcome != "same"] == [], kind
        assert len(plan.rows) == len(desk.select(KINDS[kind]))


def test_an_export_fills_an_empty_desk_with_the_same_records(desk, data_dir):
    from salesdesk.desk.desk import Desk

    fill(desk, data_dir)
    other = Desk.in_memory()
    try:
        for kind in ("member", "account", "deal", "contact", "visit", "deal_line"):
            plan = brought_in(other, exported(desk, kind, "csv"), kind, allow_duplicates=True)
            assert plan.problems == (), plan.problems[:3]
            mine = {record.id: record for record in desk.select(KINDS[kind])}
            theirs = {record.id: record for record in other.select(KINDS[kind])}
            assert mine.items() <= theirs.items(), kind
    finally:
        other.close()


def test_a_blank_cell_of_our_own_export_empties_the_field(desk):
    brought_in(desk, "name,city\nAcme,Paris\n", "account")
    data = exported(desk, "account", "csv").decode("utf-8-sig").replace("Paris", "")
    (row,) = plan_file(data.encode(), "account", DeskLookups(desk)).plan.rows
    assert (row.outcome, row.values) == ("update", {"city": ""})


def test_no_cell_begins_like_a_formula(data_dir):
    table = read_table((data_dir / "hostile/csv_injection.csv").read_bytes())
    data = write_csv(table.header, (cells for _, cells in table.rows)).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(data, newline="")) for cell in row]
    assert all(cell[0] not in "=@\t\r＝＋－＠" for cell in cells if cell)
    assert {"+1-202-555-0143", "-100", "+1 202 555 0100"} <= set(cells)
    assert [clean_line(cell) for cell in cells[3:]] == [
        clean_line(str(c)) for _, row in table.rows for c in row
    ]


@given(st.text(alphabet="'=+-@＝＋－＠1 a", max_size=8))
def test_protection_is_taken_away_again(text):
    text = text.strip()
    assert clean_line(protected(clean_line(text))) == clean_line(text)
    assert not protected(text).startswith(("=", "@", "＝", "＋", "－", "＠"))


def test_a_text_too_long_for_a_sheet_is_refused():
    with pytest.raises(Known) as caught:
        write_xlsx(("id", "remarks"), [("1", "x" * 40_000)])
    assert caught.value.facts["reason"] == "long_cell"
    assert b"x" * 40_000 in write_csv(("id", "remarks"), [("1", "x" * 40_000)])
