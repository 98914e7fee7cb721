"""The risk points (red flags) and strengths of a key project, each raised by a rule of its own (method 4)."""

from collections.abc import Iterable
from datetime import date

from salesdesk.domain.reading import Reading
from salesdesk.domain.risk_rule import RiskPoint, RiskRule
from salesdesk.domain.risks_of_course import COURSE_RISKS
from salesdesk.domain.risks_of_people import PEOPLE_RISKS
from salesdesk.domain.strategy import AcceptedRisk
from salesdesk.domain.strong_points import STRONG_POINTS

__all__ = ["RULES", "RiskPoint", "most_urgent", "risk_points", "strong_points"]

RULES: tuple[RiskRule, ...] = (*PEOPLE_RISKS, *COURSE_RISKS, *STRONG_POINTS)
"""Every rule, in the order in which risks of equal severity are shown."""

SHOWN_FIRST = 3


def risk_points(reading: Reading) -> tuple[RiskPoint, ...]:
    """All risk points of an open key project, the gravest first; accepted ones carry who accepted and why."""
    return _raise(reading, (rule for rule in RULES if rule.severity > 0))


def strong_points(reading: Reading) -> tuple[RiskPoint, ...]:
    """What speaks for us in an open key project."""
    return _raise(reading, (rule for rule in RULES if rule.severity == 0))


def most_urgent(points: Iterable[RiskPoint], *, in_review: bool = False) -> tuple[RiskPoint, ...]:
    """The three to show first, without those somebody has accepted; what tells of coaches in review mode only."""
    shown = (point for point in points if point.accepted is None and (in_review or not point.is_close))
    return tuple(shown)[:SHOWN_FIRST]


def _raise(reading: Reading, rules: Iterable[RiskRule]) -> tuple[RiskPoint, ...]:
    if not reading.is_key or not reading.is_open:
        return ()
    accepted = _accepted(reading.sheet.accepted_risks, reading.today)
    found = [
        RiskPoint(
            code=rule.code,
            severity=rule.severity,
            facts=raised.facts,
            about_kind=raised.about_kind,
            about_id=(about_id := raised.about_id or reading.sheet.deal.id),
            accepted=accepted.get((rule.code, about_id)) or accepted.get((rule.code, "")),
            is_close=rule.is_close,
        )
        for rule in rules
        if reading.stage >= rule.from_stage
        for raised in rule.find(reading)
    ]
    return tuple(sorted(found, key=lambda point: -point.severity))


def _accepted(rows: Iterable[AcceptedRisk], today: date) -> dict[tuple[str, str], AcceptedRisk]:
    """The acceptances in force by code and subject; without a date they hold until taken back."""
    in_force = (row for row in rows if row.until_on is None or row.until_on >= today)
    return {(row.risk, row.subject_id): row for row in in_force}
