"""Is a visit ready, what is missing, does its record wait (method 2)? It warns and never blocks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from salesdesk.domain.limits import LIMITS, Limits
from salesdesk.domain.objective import has_day, seller_verb
from salesdesk.domain.reading import Facts, facts
from salesdesk.domain.visit import Attendee, Visit, VisitQuestion


@dataclass(frozen=True, slots=True)
class Missing:
    """What a plan lacks: its words are `ready.CODE`; without `is_needed` it is advice only."""

    code: str
    is_needed: bool
    field: str = ""
    facts: Facts = ()

    @property
    def key(self) -> str:
        """Key of the sentence that says it."""
        return f"ready.{self.code}"


def missing_in_plan(
    visit: Visit, attendees: Iterable[Attendee], questions: Iterable[VisitQuestion]
) -> tuple[Missing, ...]:
    """What the plan of a visit lacks, what is needed first, then advice."""
    people = [row for row in attendees if row.visit_id == visit.id and row.is_planned]
    asked = [row for row in questions if row.visit_id == visit.id and row.question.strip()]
    theirs = [row for row in people if row.contact_id or (row.name.strip() and not row.member_id)]
    needed = (
        ("who", "", bool(theirs)),
        ("when", "starts_at", visit.starts_at is not None),
        ("objective", "objective_minimum", bool(visit.objective_minimum.strip())),
        ("question", "", bool(asked)),
    )
    found = [Missing(code, True, field) for code, field, is_there in needed if not is_there]
    return (*found, *_advice(visit))


def is_ready(visit: Visit, attendees: Iterable[Attendee], questions: Iterable[VisitQuestion]) -> bool:
    """Appointment, minimum objective and one question are there."""
    return not any(row.is_needed for row in missing_in_plan(visit, attendees, questions))


def _advice(visit: Visit) -> Iterator[Missing]:
    for field, words in (
        ("objective_minimum", visit.objective_minimum.strip()),
        ("objective_best", visit.objective_best.strip()),
    ):
        if verb := seller_verb(words):
            yield Missing("seller_verb", False, field, facts(what=verb))
        if words and not has_day(words, visit.objective_by):
            yield Missing("no_day", False, field)
    if not visit.customer_reason.strip():
        yield Missing("customer_reason", False, "customer_reason")
    if visit.confirmed != "confirmed":
        yield Missing("not_confirmed", False, "confirmed")


def waits_for_record(visit: Visit, *, now: datetime) -> bool:
    """The visit is over and nothing is recorded yet."""
    over = visit.ends_at or visit.starts_at
    return visit.state in ("draft", "ready", "done") and over is not None and over <= now


def record_is_overdue(visit: Visit, *, now: datetime, limits: Limits = LIMITS) -> bool:
    """The visit was over more than the allowed hours ago and nothing is recorded yet."""
    over = visit.ends_at or visit.starts_at
    if over is None or not waits_for_record(visit, now=now):
        return False
    return now - over > timedelta(hours=limits.record_within_hours)


def recorded_in_time(visit: Visit, *, limits: Limits = LIMITS) -> bool | None:
    """Whether the record came within the allowed hours; None while there is no record to judge."""
    over = visit.ends_at or visit.starts_at
    if over is None or visit.recorded_at is None:
        return None
    return visit.recorded_at - over <= timedelta(hours=limits.record_within_hours)
