"""What came of a visit, as the form or the one-line record collects it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from salesdesk.desk.learning import Learned
from salesdesk.domain.record import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """Somebody met who is no contact yet: becomes one, on a line of the deal when that is said."""

    name: str
    title: str = ""
    line: str = ""
    is_contact: bool = True
    """False keeps the name with the visit alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A commitment got (`theirs`) or given (`ours`)."""

    what: str
    side: str = "theirs"
    due_on: date | None = None
    contact_id: str = ""
    member_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was said to a question of the plan; `value` fills the field the question is about.

    Without a value, a field of text takes the words of the answer.
    """

    visit_question_id: str
    answer: str
    contact_id: str = ""
    value: Value = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedHeard:
    """What a person needs, in their words, with the reason behind it."""

    contact_id: str
    need: str
    reason_behind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionHeard:
    """An objection raised, our answer, and whether it satisfied them (`yes`, `no`)."""

    objection: str
    contact_id: str = ""
    answer: str = ""
    settled: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitResult:
    """All that is known at the end of a visit; everything may be left out."""

    met: Sequence[str] = ()
    """Ids of the contacts met."""
    newcomers: Sequence[Newcomer] = ()
    outcome: str = ""
    outcome_reason: str = ""
    agreed: str = ""
    learned: str = ""
    promises: Sequence[Promise] = ()
    kept: Sequence[str] = ()
    """Ids of earlier promises that proved kept."""
    answers: Sequence[Answer] = ()
    facts: Sequence[Learned] = ()
    needs: Sequence[NeedHeard] = ()
    objections: Sequence[ObjectionHeard] = ()
    questions: Sequence[str] = ()
    """New things to find out, for the sheet of the deal."""
    next_step: str = ""
    next_step_on: date | None = None
    next_at: datetime | None = None
    """When the next visit is to be; without it the morning of `next_step_on`."""
