"""A risk point or a strength as data, and the rule that raises it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from salesdesk.domain.reading import Facts, Reading, facts
from salesdesk.domain.strategy import AcceptedRisk

__all__ = ["Raised", "RiskPoint", "RiskRule", "facts"]


@dataclass(frozen=True, slots=True)
class Raised:
    """What made a rule speak: the facts, and the record it is about when it is about one."""

    facts: Facts = ()
    about_kind: str = "deal"
    about_id: str = ""


@dataclass(frozen=True, slots=True)
class RiskRule:
    """One rule: its words are `risk.CODE` and, for a risk, `risk.CODE.deed`."""

    code: str
    severity: int
    """3 urgent, 2 serious, 1 to watch; 0 is a strength."""
    find: Callable[[Reading], Iterator[Raised]]
    from_stage: int = 1
    is_close: bool = False
    """It tells of coaches: shown in review mode only, never printed (method 4)."""


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """A risk point (or, with severity 0, a strength) with the facts that fired it."""

    code: str
    severity: int
    facts: Facts = ()
    about_kind: str = "deal"
    about_id: str = ""
    accepted: AcceptedRisk | None = None
    is_close: bool = False
    """It tells of coaches: shown in review mode only, never printed (method 4)."""

    @property
    def key(self) -> str:
        """Key of the sentence that says it."""
        return f"risk.{self.code}"

    @property
    def deed_key(self) -> str:
        """Key of the deed that clears it."""
        return f"risk.{self.code}.deed"
