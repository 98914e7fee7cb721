"""Known, guessed or stale: what a value rests on (the second law: evidence, not opinion)."""

import enum
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from salesdesk.domain.limits import LIMITS, Limits
from salesdesk.domain.record import Record, Value
from salesdesk.domain.sheet import Sheet
from salesdesk.domain.strategy import Evidence


class Knowledge(enum.StrEnum):
    """What a value is worth."""

    UNKNOWN = "unknown"
    """There is no value."""
    GUESS = "guess"
    """There is a value, and nobody said so."""
    STALE = "stale"
    """Somebody said so, too long ago."""
    KNOWN = "known"
    """Somebody said so, not long ago."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a value is worth, and the youngest evidence for it."""

    knowledge: Knowledge
    evidence: Evidence | None = None
    said_on: date | None = None
    age_days: int | None = None


def claimed_text(value: Value) -> str:
    """The canonical text of a value, as evidence keeps the value it claims; empty for no value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()


def standing(
    record: Record,
    field: str,
    evidence: Iterable[Evidence],
    *,
    today: date,
    visits: Container[str] | None = None,
    stale_after_days: int = LIMITS.stale_after_days,
) -> Standing:
    """What the value of one field is worth.

    Evidence counts when it claims the present value and is anchored in a visit, a person or words. `visits`
    holds the ids of the visits that exist (None: all do): evidence from a deleted visit does not count.
    """
    value = record.value(field)
    present = claimed_text(value)
    dated = [
        (piece.said_on, piece)
        for piece in evidence
        if piece.about_id == record.id
        and piece.field == field
        and piece.claimed.strip() == present
        and _is_anchored(piece, visits)
    ]
    if not present or (value is False and not dated):
        return Standing(Knowledge.UNKNOWN)
    if not dated:
        return Standing(Knowledge.GUESS)
    said_on, youngest = max(dated, key=lambda pair: (pair[0] or date.min, pair[1].id))
    if said_on is None:
        return Standing(Knowledge.STALE, youngest)
    age = max(0, (today - said_on).days)
    worth = Knowledge.STALE if age > stale_after_days else Knowledge.KNOWN
    return Standing(worth, youngest, said_on, age)


def _is_anchored(piece: Evidence, visits: Container[str] | None) -> bool:
    if piece.visit_id:
        return visits is None or piece.visit_id in visits
    return bool(piece.contact_id or piece.words.strip())


def standing_on(
    sheet: Sheet, record: Record, field: str, *, today: date, limits: Limits = LIMITS
) -> Standing:
    """What the value of one field of a record of this sheet is worth, by the sheet's evidence and visits."""
    return standing(
        record,
        field,
        sheet.evidence_by_record.get(record.id, ()),
        today=today,
        visits=sheet.visit_by_id,
        stale_after_days=limits.stale_after_days,
    )
