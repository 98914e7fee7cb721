"""A sheet read on a day: what several rules need, computed once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from salesdesk.domain.contact_level import NEVER, ContactLevel, contact_levels
from salesdesk.domain.knowledge import Standing, standing_on
from salesdesk.domain.limits import LIMITS, Limits
from salesdesk.domain.lines import LineCoverage, coverage, lines_of, weight_of
from salesdesk.domain.record import Record, Value
from salesdesk.domain.sheet import PLANNED_STATES, Sheet

Facts = tuple[tuple[str, Value], ...]
"""What a sentence names, by the name of its placeholder: `person` and `what` are words; `line`, `stage` and
`mode` codes, `lines` and `checks` codes joined by commas; `days`, `count` and `percent` numbers; `date` is a
date, `amount` minor units of `currency`."""


def facts(**named: Value) -> Facts:
    """The facts of a finding."""
    return tuple(named.items())


_OPENNESS = {"strong_supporter": 0, "supporter": 1, "neutral": 2, "": 3, "opponent": 4, "strong_opponent": 5}


@dataclass(frozen=True)
class Reading:
    """A sheet as it stands on one day, with the team's limits."""

    sheet: Sheet
    today: date
    limits: Limits = LIMITS

    @property
    def stage(self) -> int:
        """The number of the deal's stage, 1 when none is given."""
        return int(self.sheet.deal.stage or "1")

    @property
    def is_open(self) -> bool:
        """The deal is neither won nor lost nor given up."""
        return self.sheet.deal.status in ("open", "on_hold", "")

    @property
    def is_key(self) -> bool:
        """Only key projects have a strategy sheet, gaps and risk points."""
        return self.sheet.deal.deal_kind in ("key_project", "")

    @cached_property
    def levels(self) -> Mapping[str, ContactLevel]:
        """The contact levels by contact id."""
        return contact_levels(self.sheet, today=self.today, limits=self.limits)

    def level(self, contact_id: str) -> ContactLevel:
        """How well one person is known to us."""
        return self.levels.get(contact_id, NEVER)

    @cached_property
    def coverage(self) -> tuple[LineCoverage, ...]:
        """The state of the five lines."""
        return coverage(self.sheet, self.levels)

    @cached_property
    def open_people(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """People we have met and their lines, the friendliest first, then the strongest."""
        met = [part for part in self.sheet.people if self.level(part.contact_id).last_met is not None]
        met.sort(key=lambda part: (_OPENNESS.get(part.attitude, 3), -weight_of(part), part.id))
        return tuple((part.contact_id, frozenset(lines_of(part))) for part in met)

    def standing(self, record: Record, field: str) -> Standing:
        """What one value is worth."""
        return standing_on(self.sheet, record, field, today=self.today, limits=self.limits)

    @cached_property
    def last_contact(self) -> date | None:
        """When anybody of the deal was last seen, called or written to."""
        ids = {part.contact_id for part in self.sheet.people}
        days = [level.last_contact for key, level in self.levels.items() if key in ids and level.last_contact]
        return max(days, default=None)

    @cached_property
    def has_next_step(self) -> bool:
        """Something is to be done from today on: the deal's next step, a planned visit, an open action."""
        deal = self.sheet.deal
        days = [deal.next_step_on if deal.next_step else None]
        days += [
            self.sheet.day_of(visit.starts_at)
            for visit in self.sheet.own_visits
            if visit.state in PLANNED_STATES
        ]
        days += [action.due_on for action in self.sheet.actions if action.state == "open"]
        return any(day is not None and day >= self.today for day in days)
