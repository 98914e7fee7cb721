"""Conditions: what they say, what they refuse, and that SQL and the rule on one record always agree."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesdesk.desk.desk import Desk
from salesdesk.desk.looking import condition_on, listed
from salesdesk.desk.values import read_operand, unusual_currencies
from salesdesk.domain.account import Account
from salesdesk.domain.condition_meaning import holds, tied
from salesdesk.domain.conditions import AllOf, AnyOf, Comparison, Condition, parse
from salesdesk.domain.deal import Deal
from salesdesk.domain.problems import Known
from salesdesk.domain.visit import Visit
from salesdesk.store.listing import living
from salesdesk.store.writer import Writer
from salesdesk.text.currency import minor_digits


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("stage = 3", Comparison("stage", "=", "3")),
        ("stage>=3", Comparison("stage", ">=", "3")),
        ("name~电力", Comparison("name", "~", "电力")),
        ("name = 'two words'", Comparison("name", "=", "two words")),
        ('name = "say \\"yes\\" \\\\ no"', Comparison("name", "=", 'say "yes" \\ no')),
        ("amount is empty", Comparison("amount", "empty")),
        ("amount IS  NOT EMPTY", Comparison("amount", "filled")),
        ("a = Acme(China)", Comparison("a", "=", "Acme(China)")),
        ("(a = Acme(China))", Comparison("a", "=", "Acme(China)")),
        ("a = and", Comparison("a", "=", "and")),
        ("a = -1", Comparison("a", "=", "-1")),
        ("android = 1", Comparison("android", "=", "1")),
        ("a = ''", Comparison("a", "=")),
    ],
)
def test_one_comparison(text: str, expected: Comparison) -> None:
    assert parse(text) == expected


def test_and_binds_closer_than_or_and_brackets_group() -> None:
    a, b, c = (Comparison(name, "=", "1") for name in "abc")
    assert parse("a=1 or b=1 and c=1") == AnyOf((a, AllOf((b, c))))
    assert parse("(a=1 OR b=1) AND c=1") == AllOf((AnyOf((a, b)), c))
    assert parse("a=1 and b=1 and c=1") == AllOf((a, b, c))


@pytest.mark.parametrize(
    "text",
    ["", " ", "name", "name =", "name = a b", "= 3", "name == x", "name = 'open", "a=1 and", "and a=1", "(a=1",
     "a is", "a is full", "a = 1 or or b = 1", "名 = 1", "(" * 50 + "a=1" + ")" * 50, " or ".join(["a=1"] * 300),
     "a = " + "x" * 20_000],
)  # fmt: skip
def test_what_cannot_be_understood_is_named(text: str) -> None:
    with pytest.raises(Known) as raised:
        parse(text)
    assert raised.value.code == "E_USAGE"


@pytest.mark.parametrize(
    ("kind", "text", "code", "field"),
    [
        ("deal", "nonsense = 1", "E_FIELD", "nonsense"),
        ("deal", "stage = 9", "E_CHOICE", "stage"),
        ("deal", "amount = lots", "E_TYPE", "amount"),
        ("deal", "amount > 1e9", "E_TYPE", "amount"),
        ("deal", "amount ~ 3", "E_USAGE", "amount"),
        ("deal", "close_date < tomorrow", "E_TYPE", "close_date"),
        ("deal", "account_id = nobody", "E_NOT_FOUND", "account_id"),
        ("deal", "account_id < 0", "E_USAGE", "account_id"),
        ("contact", "has_left > true", "E_USAGE", "has_left"),
        ("contact", "has_left = yes", "E_TYPE", "has_left"),
        ("visit", "starts_at < 0001-01-01", "E_TYPE", "starts_at"),
        ("deal", "name = '\udc80'", "E_TYPE", "name"),
        ("nothing", "a = 1", "E_NOT_FOUND", ""),
    ],
)
def test_what_the_kind_cannot_take_is_named(kind: str, text: str, code: str, field: str) -> None:
    with pytest.raises(Known) as raised:
        condition_on(kind, text)
    assert (raised.value.code, raised.value.field) == (code, field)


def names(desk: Desk, kind: str, where: str, **options: object) -> list[str]:
    return [record.heading for record in listed(desk, kind, where=where, **options).records]  # type: ignore[arg-type]


def test_amounts_are_compared_in_their_own_currency(desk: Desk, make) -> None:
    home = make.account()
    make.deal("yuan", account=home, amount=10_000, currency="CNY")
    make.deal("yen", account=home, amount=100, currency="JPY")
    make.deal("dinar", account=home, amount=100_000, currency="KWD")
    make.deal("none", account=home)
    assert names(desk, "deal", "amount = 100") == ["yuan", "yen", "dinar"]
    assert names(desk, "deal", "amount = 100.00") == ["yuan", "yen", "dinar"]
    assert names(desk, "deal", "amount > 99.999") == ["yuan", "yen", "dinar"]
    assert names(desk, "deal", "amount < 100.001") == ["yuan", "yen", "dinar"]
    assert names(desk, "deal", "amount != 100") == ["none"]
    assert names(desk, "deal", "amount is empty") == ["none"]


def test_choices_are_ordered_as_they_are_declared(desk: Desk, make) -> None:
    home = make.account(tier="B")
    for tier in ("S", "C", ""):
        make.account(f"of tier {tier}", tier=tier)
    assert listed(desk, "account", where="tier >= B").records[0].id == home.id
    assert names(desk, "account", "tier < B") == ["of tier S"]
    assert names(desk, "account", "tier != S") == [home.name, "of tier C", "of tier "]


def test_a_time_compared_with_a_day_means_the_whole_day_here(desk: Desk, make) -> None:
    home = make.account()
    noon = datetime(2026, 11, 26, 12).astimezone().astimezone(UTC)
    for days, words in ((-1, "before"), (0, "on"), (1, "after")):
        make.record(Visit(account_id=home.id, starts_at=noon + timedelta(days=days), objective_minimum=words))
    make.record(Visit(account_id=home.id, objective_minimum="no time"))
    found = {
        operator: names(desk, "visit", f"starts_at {operator} 2026-11-26")
        for operator in ("=", "<", "<=", ">", ">=")
    }
    assert found == {
        "=": ["on"],
        "<": ["before"],
        "<=": ["before", "on"],
        ">": ["after"],
        ">=": ["on", "after"],
    }
    assert names(desk, "visit", "starts_at != 2026-11-26") == ["before", "after", "no time"]


def test_parts_of_a_second_stand_in_order(desk: Desk, make) -> None:
    home = make.account()
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for milliseconds in (0, 500):
        at = start + timedelta(milliseconds=milliseconds)
        make.record(Visit(account_id=home.id, starts_at=at, objective_minimum=str(milliseconds)))
    assert names(desk, "visit", "starts_at > 2026-01-01T00:00:00Z") == ["500"]
    assert names(desk, "visit", "starts_at <= 2026-01-01T08:00:00+08:00") == ["0"]


def test_sorting_by_any_field_leaves_empty_ones_last(desk: Desk, make) -> None:
    for name, phone in (("甲", "2"), ("乙", ""), ("丙", "1")):
        make.account(name, phone=phone)
    assert names(desk, "account", "", sort="phone") == ["丙", "甲", "乙"]
    assert names(desk, "account", "", sort="-phone") == ["甲", "丙", "乙"]
    assert names(desk, "account", "", sort="name") == ["丙", "甲", "乙"]
    with pytest.raises(Known, match="E_FIELD"):
        listed(desk, "account", sort="nonsense")


def test_a_limit_keeps_the_total_and_deleted_records_are_listed_apart(desk: Desk, make) -> None:
    accounts = [make.account(f"A{number}", tier="A") for number in range(5)]
    desk.write("delete.account", lambda w: w.drop(Account, accounts[2].id))
    found = listed(desk, "account", limit=2)
    assert (len(found.records), found.total) == (2, 4)
    assert listed(desk, "account", limit=0).total == 4
    gone = listed(desk, "account", where="tier = A", is_deleted=True, sort="name")
    assert [record.id for record in gone.records] == [accounts[2].id]
    assert listed(desk, "account", where="tier = B", is_deleted=True).total == 0


# --- SQL and the rule agree --------------------------------------------------------------------

TEXTS = ("", "a", "A", "ab", "Ärger", "电力", "a'b", 'q"', "%", "_", "\\", "zz z", "É", "é")
VALUES = {
    "name": st.sampled_from(TEXTS),
    "next_step": st.sampled_from(TEXTS),
    "amount": st.decimals(-200, 200, places=3).map(str)
    | st.sampled_from(["0", "1", "100", "100.5", "46116860184273.8"]),
    "close_date": st.sampled_from(["2026-01-01", "2026-06-30", "1999-12-31", "2026"]),
    "stage": st.sampled_from("123456"),
    "worth": st.sampled_from(["defer", "part", "no_go"]),
    "account_id": st.sampled_from(["0" * 32, "f" * 32]),
}
OPERATORS = st.sampled_from(["=", "!=", "<", "<=", ">", ">=", "~", "empty", "filled"])


@st.composite
def comparisons(draw: st.DrawFn) -> Comparison:
    name = draw(st.sampled_from(sorted(VALUES)))
    return Comparison(name, draw(OPERATORS), draw(VALUES[name]))


CONDITIONS = st.recursive(
    comparisons(),
    lambda parts: st.lists(parts, min_size=1, max_size=3).flatmap(
        lambda found: st.sampled_from([AllOf(tuple(found)), AnyOf(tuple(found))])
    ),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def many_deals() -> Iterator[Desk]:
    """Deals with every sort of value, empty ones among them."""
    desk = Desk.in_memory()
    home = desk.write("add.account", lambda w: w.add(Account(id="0" * 31 + "1", name="home")))
    chance = random.Random(7)

    def fill(w: Writer) -> None:
        for _ in range(150):
            w.add(Deal(
                name=chance.choice(TEXTS[1:]), account_id=home.id, next_step=chance.choice(TEXTS),
                amount=chance.choice([None, 0, -1, 1, 100, 10_050, -20_000, 2**62]),
                currency=chance.choice(["CNY", "JPY", "KWD", "CLF", "cny", "jpy", ""]),
                close_date=chance.choice([None, date(2026, 1, 1), date(2026, 6, 30), date(1999, 12, 31)]),
                stage=chance.choice("123456"), worth=chance.choice(["", "defer", "part", "whole", "no_go"]),
            ))  # fmt: skip

    desk.write("fill", fill)
    yield desk
    desk.close()


@settings(max_examples=300)
@given(condition=CONDITIONS)
def test_sql_and_the_rule_agree(condition: Condition, many_deals: Desk) -> None:
    try:
        meant = tied(condition, Deal, read_operand)
    except Known:
        return
    with many_deals.read() as connection:
        found = living(connection, Deal, condition=meant, currencies=unusual_currencies())
    expected = [deal for deal in many_deals.select(Deal) if holds(meant, deal, minor_digits)]
    assert [deal.id for deal in found.records] == [deal.id for deal in expected]
