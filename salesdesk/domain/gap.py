"""A gap of a deal's sheet as data, and whom one may ask about it."""

from dataclasses import dataclass

from salesdesk.domain.lines import lines_of, weight_of
from salesdesk.domain.reading import Facts, Reading, facts
from salesdesk.domain.strategy import Influence

__all__ = ["MOST_TO_ASK", "Gap", "askable", "facts"]

MOST_TO_ASK = 3
"""So many people at most are named to ask."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something not known: its words are `gap.CODE`, `gap.CODE.why` and `gap.CODE.question`."""

    code: str
    weight: int
    question_type: str = "new_information"
    about_kind: str = "deal"
    about_id: str = ""
    field: str = ""
    """The field that an answer fills, empty when it is not one field."""
    check: str = ""
    """The check of a stage that this gap keeps open."""
    line: str = ""
    ask: tuple[str, ...] = ()
    """Ids of contacts who may know, the best first."""
    facts: Facts = ()
    planned_visit_id: str = ""
    """The planned visit in which it is asked already."""

    @property
    def key(self) -> str:
        """Key of the sentence that names the gap; `.why` and `.question` are beside it."""
        return f"gap.{self.code}"


_OPENNESS = {"strong_supporter": 0, "supporter": 1, "neutral": 2, "": 3, "opponent": 4, "strong_opponent": 5}


def askable(reading: Reading, *lines: str, but: str = "") -> tuple[str, ...]:
    """Who may know: people we have met, who wish us well, on one of the lines first; `but` is not asked."""
    met = [
        part
        for part in reading.sheet.people
        if part.contact_id != but and reading.level(part.contact_id).last_met is not None
    ]

    def nearness(part: Influence) -> tuple[bool, int, int, str]:
        is_on = bool(set(lines_of(part)).intersection(lines))
        return not is_on, _OPENNESS.get(part.attitude, 3), -weight_of(part), part.id

    return tuple(dict.fromkeys(part.contact_id for part in sorted(met, key=nearness)))[:MOST_TO_ASK]
