"""A gap of a deal's sheet as data, and whom one may ask about it."""

from dataclasses import dataclass

from salesdesk.domain.reading import Facts, Reading, facts

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


def askable(reading: Reading, *lines: str, but: str = "") -> tuple[str, ...]:
    """Who may know: people we have met, who wish us well, on one of the lines first; `but` is not asked."""
    near: list[str] = []
    far: list[str] = []
    for contact_id, stands_on in reading.open_people:
        if contact_id != but:
            (near if stands_on.intersection(lines) else far).append(contact_id)
    return tuple(dict.fromkeys([*near, *far]))[:MOST_TO_ASK]
