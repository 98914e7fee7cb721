"""The five relationship lines: who stands on which, and whether somebody of it was met (method 4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from salesdesk.domain.codes import LEVELS, LINES
from salesdesk.domain.contact_level import NEVER, ContactLevel
from salesdesk.domain.sheet import Sheet
from salesdesk.domain.strategy import Influence

__all__ = ["LINES", "LineCoverage", "coverage", "line_field", "lines_of", "people_on", "weight_of"]


@dataclass(frozen=True, slots=True)
class LineCoverage:
    """One line of one deal: who stands on it, strongest first, who was met, and when last."""

    line: str
    people: tuple[Influence, ...]
    met: tuple[Influence, ...]
    last_met: date | None

    @property
    def state(self) -> str:
        """`nobody` is known on the line, somebody is known and `not_met`, or somebody was `met`."""
        if not self.people:
            return "nobody"
        return "met" if self.met else "not_met"


def line_field(line: str) -> str:
    """The field of an influence that says whether the person stands on the line."""
    return f"on_{line}_line"


def lines_of(part: Influence) -> tuple[str, ...]:
    """The lines a person stands on."""
    return tuple(line for line in LINES if part.value(line_field(line)))


def weight_of(part: Influence) -> int:
    """3 for high influence, 2 medium, 1 low, 0 unknown."""
    return len(LEVELS) - LEVELS.index(part.influence) if part.influence in LEVELS else 0


def people_on(sheet: Sheet, line: str) -> tuple[Influence, ...]:
    """The known people on a line, strongest first; who has left does not count."""
    there = [part for part in sheet.people if part.value(line_field(line))]
    return tuple(sorted(there, key=lambda part: (-weight_of(part), part.order, part.id)))


def coverage(sheet: Sheet, levels: Mapping[str, ContactLevel]) -> tuple[LineCoverage, ...]:
    """The state of all five lines; only a face-to-face meeting covers a line."""
    return tuple(_coverage(sheet, line, levels) for line in LINES)


def _coverage(sheet: Sheet, line: str, levels: Mapping[str, ContactLevel]) -> LineCoverage:
    people = people_on(sheet, line)
    days = {part.id: levels.get(part.contact_id, NEVER).last_met for part in people}
    return LineCoverage(
        line=line,
        people=people,
        met=tuple(part for part in people if days[part.id] is not None),
        last_met=max((day for day in days.values() if day is not None), default=None),
    )
