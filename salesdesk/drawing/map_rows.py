"""What the relationship map is told: people, lines, arrows and their words. It never hears of a coach."""

from dataclasses import dataclass

LEVELS = ("high", "medium", "low", "")
"""Influence from the top row to the bottom one; the last is unknown."""


@dataclass(frozen=True, slots=True)
class MapPerson:
    """A person of the deal as the map shows them; `id` comes back when the card is chosen."""

    id: str
    name: str
    title: str = ""
    lines: tuple[str, ...] = ()
    """Codes of the lines the person stands on; the first carries the full card."""
    influence: str = ""
    attitude: str = ""
    """strong_opponent, opponent, neutral, supporter, strong_supporter; empty is unknown."""
    state: str = "evidence"
    """evidence is drawn solid, guess hatched, stale faded."""
    note: str = ""
    """Last met, in words: 3 days ago."""


@dataclass(frozen=True, slots=True)
class MapLink:
    """That one person influences another, or that two are in conflict."""

    from_id: str
    to_id: str
    is_conflict: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class MapLine:
    """One column: its code, its name, the words at its right end, and the hint where nobody stands on it."""

    code: str
    title: str
    note: str = ""
    is_uncovered: bool = False
    nobody: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class MapLevel:
    """The words at the left of one row of influence."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class CardArea:
    """Where a person's card lies; one person may have several, `is_main` being the full one."""

    person_id: str
    x: float
    y: float
    width: float
    height: float
    line: str
    level: str
    is_main: bool

    def holds(self, x: float, y: float) -> bool:
        """True when the point lies on the card."""
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height


@dataclass(frozen=True, slots=True)
class CellArea:
    """Where a line crosses a level: dropping a card here gives the person that line and influence."""

    line: str
    level: str
    x: float
    y: float
    width: float
    height: float

    def holds(self, x: float, y: float) -> bool:
        """True when the point lies in the cell."""
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height
