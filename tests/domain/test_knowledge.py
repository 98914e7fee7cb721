"""Known, guessed, stale: what a value rests on; and how well people and lines are known."""

import dataclasses
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesdesk.domain.contact_level import NEVER, contact_levels
from salesdesk.domain.knowledge import Knowledge, claimed_text, standing, standing_on
from salesdesk.domain.limits import LIMITS
from salesdesk.domain.lines import LINES, lines_of, people_on, weight_of
from salesdesk.domain.sheet import Sheet
from salesdesk.domain.strategy import Evidence, Influence
from salesdesk.domain.visit import Attendee, Touch, Visit
from tests.domain.sheets import GOOD, TODAY, contact_id, part_id, reading, stamp, with_part

PART = GOOD.influences[0]


def said(days_ago: int | None = 10, **values: Any) -> Evidence:
    told: dict[str, Any] = {
        "about_id": PART.id,
        "field": "attitude",
        "claimed": "supporter",
        "visit_id": "visit",
        "said_on": None if days_ago is None else TODAY - timedelta(days=days_ago),
    }
    return Evidence(**{**told, **values})


def worth(
    *pieces: Evidence, visits: Any = None, part: Influence = PART, field: str = "attitude"
) -> Knowledge:
    return standing(part, field, pieces, today=TODAY, visits=visits).knowledge


def test_a_value_somebody_said_is_known_until_it_is_stale():
    assert worth(said(10)) is Knowledge.KNOWN
    assert worth(said(LIMITS.stale_after_days)) is Knowledge.KNOWN
    assert worth(said(LIMITS.stale_after_days + 1)) is Knowledge.STALE
    assert worth(said(500), said(3)) is Knowledge.KNOWN
    assert worth(said(None)) is Knowledge.STALE
    assert worth(said(-5)) is Knowledge.KNOWN


def test_a_value_nobody_said_is_a_guess_and_no_value_is_unknown():
    assert worth() is Knowledge.GUESS
    assert worth(said(claimed="opponent")) is Knowledge.GUESS
    assert worth(said(field="influence")) is Knowledge.GUESS
    assert worth(said(about_id="another")) is Knowledge.GUESS
    assert worth(part=dataclasses.replace(PART, attitude="")) is Knowledge.UNKNOWN
    assert worth(said(visit_id="")) is Knowledge.GUESS
    assert worth(said(visit_id="", words="He will sign")) is Knowledge.KNOWN


def test_deleting_the_visit_makes_the_value_a_guess():
    assert worth(said(), visits={"visit"}) is Knowledge.KNOWN
    assert worth(said(), visits=set()) is Knowledge.GUESS
    assert worth(said(contact_id="c", words="He will sign"), visits=set()) is Knowledge.GUESS
    without_visit = dataclasses.replace(GOOD, visits=())
    assert standing_on(GOOD, PART, "attitude", today=TODAY).knowledge is Knowledge.KNOWN
    assert standing_on(without_visit, PART, "attitude", today=TODAY).knowledge is Knowledge.GUESS


def test_changing_the_value_leaves_its_evidence_behind():
    moved = with_part("user", attitude="neutral")[0]
    assert standing_on(GOOD, moved, "attitude", today=TODAY).knowledge is Knowledge.GUESS


def test_no_is_unknown_until_somebody_said_no():
    part = dataclasses.replace(PART, has_veto=False)
    assert worth(part=part, field="has_veto") is Knowledge.UNKNOWN
    assert worth(said(field="has_veto", claimed="false"), part=part, field="has_veto") is Knowledge.KNOWN


def test_the_youngest_evidence_is_named():
    young, old = said(3), said(30)
    found = standing(PART, "attitude", (old, young), today=TODAY)
    assert (found.evidence, found.age_days) == (young, 3)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("", ""),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (320_000_000, "320000000"),
        (date(2027, 3, 20), "2027-03-20"),
        (datetime(2027, 3, 20, 8, tzinfo=timezone(timedelta(hours=8))), "2027-03-20T00:00:00+00:00"),
        ("  yes ", "yes"),
    ],
)
def test_a_claimed_value_has_one_text(value: Any, text: str):
    assert claimed_text(value) == text


@settings(max_examples=20)
@given(
    st.datetimes(
        timezones=st.sampled_from([UTC, timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))])
    )
)
def test_one_moment_has_one_text(value: datetime):
    try:
        same = value.astimezone(timezone(timedelta(hours=5)))
    except OverflowError:
        same = value
    assert claimed_text(value) == claimed_text(same)


def levels(sheet: Sheet) -> Any:
    return contact_levels(sheet, today=TODAY)


def visits(count: int, **values: Any) -> Sheet:
    rows = tuple(
        Visit(id=f"v{number}", **{"state": "recorded", "starts_at": stamp(-number - 1), **values})
        for number in range(count)
    )
    met = tuple(Attendee(visit_id=row.id, contact_id="c", was_met=True) for row in rows)
    return dataclasses.replace(GOOD, visits=rows, attendees=met, touches=())


@pytest.mark.parametrize(("count", "level"), [(1, "brief"), (2, "several"), (4, "several"), (5, "deep")])
def test_meetings_make_the_contact_level(count: int, level: str):
    found = levels(visits(count))["c"]
    assert (found.level, found.meetings, found.last_met) == (level, count, TODAY - timedelta(days=1))


@pytest.mark.parametrize(
    "values", [{"state": "ready"}, {"state": "cancelled"}, {"starts_at": stamp(1)}, {"starts_at": None}]
)
def test_what_did_not_take_place_is_no_meeting(values: dict[str, Any]):
    assert levels(visits(3, **values)) == {}


def test_who_was_met_today_was_met():
    assert levels(visits(1, starts_at=stamp(0)))["c"].last_met == TODAY


def test_a_call_or_a_touch_is_contact_and_not_a_meeting():
    sheet = visits(3, kind="phone")
    touch = Touch(contact_id="d", touched_at=stamp(-2), words="Happy new year")
    found = levels(dataclasses.replace(sheet, touches=(touch,)))
    assert (found["c"].level, found["c"].meetings, found["c"].last_met, found["c"].contacts) == (
        "brief",
        0,
        None,
        3,
    )
    assert found["d"].last_contact == TODAY - timedelta(days=2)
    assert NEVER.level == "none"


def test_who_was_planned_and_not_met_was_not_met():
    rows = tuple(dataclasses.replace(row, was_met=False, is_planned=True) for row in GOOD.attendees)
    assert levels(dataclasses.replace(GOOD, attendees=rows)) == {}


def test_a_meeting_late_in_the_day_counts_for_the_day_of_the_user():
    sheet = dataclasses.replace(visits(1, starts_at=stamp(-1, 20)), zone=timezone(timedelta(hours=8)))
    assert levels(sheet)["c"].last_met == TODAY


def test_one_person_may_stand_on_several_lines():
    both = with_part("user", on_technical_line=True)
    assert lines_of(both[0]) == ("user", "technical")
    sheet = dataclasses.replace(GOOD, influences=both)
    assert {part.id for part in people_on(sheet, "technical")} == {part_id("user"), part_id("technical")}


def test_the_strongest_of_a_line_comes_first_and_coverage_has_three_states():
    low = dataclasses.replace(PART, id="low", influence="low")
    sheet = dataclasses.replace(GOOD, influences=(low, PART))
    assert [part.id for part in people_on(sheet, "user")] == [PART.id, "low"]
    assert [weight_of(part) for part in (PART, low, Influence())] == [2, 1, 0]
    assert [line.state for line in reading().coverage] == ["met"] * len(LINES)
    part_met = reading(attendees=GOOD.attendees[:1], influences=GOOD.influences[:2])
    assert [line.state for line in part_met.coverage] == ["met", "not_met", "nobody", "nobody", "nobody"]
    assert part_met.coverage[0].last_met == TODAY - timedelta(days=10)
    assert part_met.level(contact_id("technical")) == NEVER
