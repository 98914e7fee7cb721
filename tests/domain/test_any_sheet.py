"""Whatever stands on a sheet, the rules answer, and what they answer keeps its promises."""

import dataclasses
import random
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.deal import Deal
from salesdesk.domain.gaps import gaps
from salesdesk.domain.odds import odds
from salesdesk.domain.reading import Reading
from salesdesk.domain.record import Field, FieldType, Record, fields_of
from salesdesk.domain.risk_points import risk_points, strong_points
from salesdesk.domain.sheet import FieldChange, Sheet
from salesdesk.domain.stages import STAGES, checks
from salesdesk.domain.strategy import Coach
from tests.domain.sheets import GOOD, TODAY

IDS = ("", "a", "b", "c", "deal", "visit", "c-user", "i-user", "rival")
WORDS = ("", " ", "x", "supporter", "attitude", "CNY")
FIRST_DAY = date(2020, 1, 1)


def any_day(chance: random.Random) -> date:
    return FIRST_DAY + timedelta(days=chance.randrange(5000))


def any_value(field: Field, chance: random.Random) -> Any:
    """Any value the field may hold, none of it likely."""
    low, high = field.low or 0, 9 if field.high is None else field.high
    values: dict[FieldType, Any] = {
        FieldType.CHOICE: lambda: chance.choice(("", *field.choices)),
        FieldType.REFERENCE: lambda: chance.choice(IDS),
        FieldType.BOOL: lambda: chance.random() < 0.5,
        FieldType.INT: lambda: chance.choice((None, chance.randint(low, high))),
        FieldType.MONEY: lambda: chance.choice((None, chance.randint(-5, 10**9))),
        FieldType.DATE: lambda: chance.choice((None, any_day(chance))),
        FieldType.TIME: lambda: chance.choice((None, datetime.combine(any_day(chance), time(9), UTC))),
    }
    return values.get(field.type, lambda: chance.choice(WORDS))()


def any_record(kind: type[Record], chance: random.Random) -> Any:
    values = {field.name: any_value(field, chance) for field in fields_of(kind)}
    return kind(id=chance.choice(IDS), **values)


def kinds_of_sheet() -> dict[str, type[Record]]:
    """The kind of record in each list of a sheet, as the good sheet or a type hint says."""
    found = {}
    for name, hint in Sheet.__annotations__.items():
        kind = next((part for part in getattr(hint, "__args__", ()) if isinstance(part, type)), None)
        if kind is not None and issubclass(kind, Record):
            found[name] = kind
        elif name == "coaches":
            found[name] = Coach
    return found


LISTS = kinds_of_sheet()


def any_change(chance: random.Random) -> FieldChange:
    field = chance.choice(("amount", "close_date"))
    values = [chance.choice((None, any_day(chance), chance.randrange(10**9))) for _ in range(2)]
    return FieldChange("deal", field, values[0], values[1], any_day(chance))


def any_sheet(seed: int) -> Sheet:
    """Any sheet: some of the good sheet's lists replaced by anything. The seed makes it, for speed."""
    chance = random.Random(seed)
    replaced = chance.sample(sorted(set(LISTS) - {"deal", "account"}), chance.randint(1, 8))
    rows: dict[str, Any] = {
        name: tuple(any_record(LISTS[name], chance) for _ in range(chance.randrange(4))) for name in replaced
    }
    rows["deal"] = dataclasses.replace(any_record(Deal, chance), id="deal")
    if chance.random() < 0.3:
        rows["coaches"] = None
    rows["changes"] = tuple(any_change(chance) for _ in range(chance.randrange(4)))
    return dataclasses.replace(GOOD, **rows)


SHEETS = st.integers(0, 2**32).map(any_sheet)


def test_every_list_of_a_sheet_is_tried():
    lists = {field.name for field in dataclasses.fields(Sheet)} - {"deal", "account", "changes", "zone"}
    assert set(LISTS) - {"deal", "account"} == lists


@given(SHEETS)
def test_the_rules_answer_on_any_sheet(sheet: Sheet):
    reading = Reading(sheet, TODAY)
    found = odds(reading)
    assert 0 <= found.low <= found.middle <= found.high <= 100
    assert all(reason.points for reason in found.contributions)
    points = (*risk_points(reading), *strong_points(reading))
    assert bool(points) <= (reading.is_open and reading.is_key)
    for gap in gaps(reading):
        assert len(gap.ask) <= 3
        assert all(gap.ask)
    for stage in STAGES:
        assert {check.state for check in checks(reading, stage)} <= {"yes", "no", "unknown", "hidden"}


@given(SHEETS, st.integers(0, 2**32))
def test_gaps_are_the_same_whoever_the_coach_is(sheet: Sheet, seed: int):
    """A gap becomes a question others read: it may not depend on the coaches, granted or not."""
    coaches = tuple(any_record(Coach, random.Random(seed + number)) for number in range(3))
    hidden = dataclasses.replace(sheet, coaches=None)
    granted = dataclasses.replace(sheet, coaches=coaches)
    assert gaps(Reading(hidden, TODAY)) == gaps(Reading(granted, TODAY))
