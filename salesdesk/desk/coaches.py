"""What is done about coaches: all of it in the deal's close scope, shown in review mode alone (method 4)."""

from datetime import date

from salesdesk.desk.derived import derived_id
from salesdesk.desk.evidence import Proof, prove
from salesdesk.domain.contact import Contact
from salesdesk.domain.deal import Deal
from salesdesk.domain.record import Value
from salesdesk.domain.strategy import Coach
from salesdesk.store.writer import Writer

TESTS = ("they_trust_us", "trusted_inside", "wants_us_to_win", "told_truth")
"""All four make a coach of ours a confirmed one."""


def name_coach(
    w: Writer,
    deal_id: str,
    contact_id: str,
    *,
    side: str = "possible",
    competitor_id: str = "",
    **values: Value,
) -> Coach:
    """Say that a person is a coach: ours, possibly ours, or a competitor's; saying it again changes it."""
    w.need(Deal, deal_id)
    w.need(Contact, contact_id)
    coach_id = derived_id(Coach.KIND, deal_id, contact_id)
    facts: dict[str, Value] = {"side": side, "competitor_id": competitor_id, **values}
    if w.get(Coach, coach_id) is not None:
        return w.set(Coach, coach_id, **facts)
    return w.put(Coach(id=coach_id, deal_id=deal_id, contact_id=contact_id, **facts))  # type: ignore[arg-type]


def check_coach(w: Writer, coach_id: str, test: str, passed: bool, *, evidence: Proof | None = None) -> Coach:
    """Say whether a coach passes one of the four tests, and what shows it."""
    coach = w.set(Coach, coach_id, **{test: passed})
    if evidence is not None and evidence.is_anchored:
        prove(w, coach, test, evidence)
    return coach


def note_advice(w: Writer, coach_id: str, advice: str, *, today: date) -> Coach:
    """Write down how the coach thinks this deal should be done."""
    return w.set(Coach, coach_id, advice=advice.strip(), advice_on=today, advice_proved="")


def judge_advice(w: Writer, coach_id: str, *, proved: bool) -> Coach:
    """Say whether the coach's advice proved true; what proved true passes the test of it."""
    values: dict[str, Value] = {"advice_proved": "yes" if proved else "no"}
    if proved:
        values["told_truth"] = True
    return w.set(Coach, coach_id, **values)


def dismiss_coach(w: Writer, coach_id: str) -> None:
    """Say that a person is no coach after all."""
    w.drop(Coach, coach_id)
