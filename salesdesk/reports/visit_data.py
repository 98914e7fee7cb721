"""What visit papers print, as words ready for the page; a blank form is a `VisitPaper` without words."""

from dataclasses import dataclass

from salesdesk.reports.data import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPaper:
    """A visit with its plan and, where it was made, its record: for our own house."""

    code: str = ""
    """The beginning of the record's id, by which the paper is typed back."""
    account: str = ""
    deal: str = ""
    kind: str = ""
    when: str = ""
    place: str = ""
    owner: str = ""
    people: str = ""
    customer_reason: str = ""
    asked: str = ""
    objective_best: str = ""
    objective_minimum: str = ""
    beliefs: str = ""
    opening: str = ""
    materials: str = ""
    questions: tuple[Row, ...] = ()
    """Question, whom, answer."""
    needs: tuple[Row, ...] = ()
    """Person, need, the reason behind it."""
    strengths: tuple[Row, ...] = ()
    """Strength, proof."""
    objections: tuple[Row, ...] = ()
    """Objection, answer."""
    met: str = ""
    outcome: str = ""
    """The code of the outcome, empty while there is none."""
    outcome_reason: str = ""
    commitments: tuple[Row, ...] = ()
    """Who, what, by when."""
    learned: str = ""
    next_step: str = ""
    next_step_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutePaper:
    """What both sides agreed in a visit: all of it may be read by the customer."""

    account: str
    kind: str = ""
    when: str = ""
    place: str = ""
    theirs: str = ""
    """Their people who were there."""
    ours: str = ""
    agreed: str = ""
    needs: tuple[Row, ...] = ()
    """Person, need."""
    commitments: tuple[Row, ...] = ()
    """Side, who, what, by when."""
    next_step: str = ""
    next_step_on: str = ""
