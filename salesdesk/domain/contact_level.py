"""How well a person is known to us, computed from visits and touches, never typed (method 4)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from salesdesk.domain.limits import LIMITS, Limits
from salesdesk.domain.sheet import MET_STATES, REMOTE_KINDS, Sheet

CONTACT_LEVELS = ("none", "brief", "several", "deep")


@dataclass(frozen=True, slots=True)
class ContactLevel:
    """How often and when a person was met face to face, and when there was any contact at all."""

    level: str = "none"
    meetings: int = 0
    contacts: int = 0
    last_met: date | None = None
    last_contact: date | None = None


NEVER = ContactLevel()


def contact_levels(sheet: Sheet, *, today: date, limits: Limits = LIMITS) -> Mapping[str, ContactLevel]:
    """The level of every contact anybody was in touch with up to today, by contact id."""
    met: defaultdict[str, set[tuple[date, str]]] = defaultdict(set)
    reached: defaultdict[str, set[tuple[date, str]]] = defaultdict(set)
    for attendee in sheet.attendees:
        visit = sheet.visit_by_id.get(attendee.visit_id)
        if not attendee.contact_id or not attendee.was_met or visit is None or visit.state not in MET_STATES:
            continue
        day = sheet.day_of(visit.starts_at)
        if day is not None and day <= today:
            places = reached if visit.kind in REMOTE_KINDS else met
            places[attendee.contact_id].add((day, visit.id))
    for touch in sheet.touches:
        day = sheet.day_of(touch.touched_at)
        if touch.contact_id and day is not None and day <= today:
            reached[touch.contact_id].add((day, touch.id))
    return {key: _level(met[key], reached[key], limits) for key in {*met, *reached}}


def _level(met: set[tuple[date, str]], reached: set[tuple[date, str]], limits: Limits) -> ContactLevel:
    if len(met) >= limits.depth_visits:
        level = "deep"
    else:
        level = "several" if len(met) >= 2 else "brief"
    return ContactLevel(
        level=level,
        meetings=len(met),
        contacts=len(met) + len(reached),
        last_met=max((day for day, _ in met), default=None),
        last_contact=max(day for day, _ in met | reached),
    )
