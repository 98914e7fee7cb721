"""The visit form on paper, blank or filled in: the plan first, then the record in the order of the screen."""

from collections.abc import Sequence
from pathlib import Path

from reportlab.platypus import Flowable, KeepTogether, Spacer

from salesdesk.drawing.shapes import Ink
from salesdesk.reports.blocks import BODY, MUTED, Facts, Heading, Style, Words
from salesdesk.reports.data import Row
from salesdesk.reports.fonts import colour
from salesdesk.reports.grid import Column, Grid
from salesdesk.reports.page import Paper, write_paper
from salesdesk.reports.visit_data import VisitPaper
from salesdesk.text import choice, label, tr

_RULE = 19.0
_OUTCOMES = ("best", "minimum", "not_reached")


class Rules(Flowable):
    """Empty lines to write on by hand."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """As high as its lines."""
        self.width, self.height = availWidth, _RULE * self.count
        return self.width, self.height

    def draw(self) -> None:
        """Rule the lines."""
        self.canv.setStrokeColor(colour(Ink.HAIRLINE))
        self.canv.setLineWidth(0.7)
        self.canv.lines([(0, _RULE * row + 3, self.width, _RULE * row + 3) for row in range(self.count)])


def visit_form(visit: VisitPaper, path: Path, *, is_invariant: bool = False) -> int:
    """Write the form in the language in force; the number of pages. Raises Known as `write_paper` does."""
    title = tr("Behaviour control form")
    paper = Paper(
        title=f"{title} – {visit.account}" if visit.account else title,
        head=" · ".join(part for part in (title, visit.account, visit.deal) if part),
        mark=tr("Internal – not for the customer"),
        is_warning=True,
        foot=tr("Record {code}").format(code=visit.code) if visit.code else "",
        author=visit.owner,
        is_invariant=is_invariant,
    )
    return write_paper(
        path,
        paper,
        [
            Words(title, Style(size=18, leading=27, bold=True, after=6)),
            *_head(visit),
            *_plan(visit),
            *_record(visit),
        ],
    )


def _head(visit: VisitPaper) -> list[Flowable]:
    facts = [
        (label("visit.account_id"), visit.account),
        (label("visit.deal_id"), visit.deal),
        (label("visit.kind"), visit.kind),
        (label("visit.starts_at"), visit.when),
        (label("visit.place"), visit.place),
        (label("visit.owner_id"), visit.owner),
    ]
    if any(value for _, value in facts):
        return [Facts(facts, columns=3)]
    blank = [(name, "_" * 22) for name, _ in facts]
    return [Facts(blank, columns=3)]


def _plan(visit: VisitPaper) -> list[Flowable]:
    """Appointment, objective, conversation, needs, strengths, materials."""
    return [
        Heading(tr("Plan"), "plan"),
        *_field(tr("Whom we meet"), visit.people, 1),
        *_field(label("visit.customer_reason"), visit.customer_reason, 1),
        *_field(tr("Asked and confirmed"), visit.asked, 1),
        *_field(label("visit.objective_best"), visit.objective_best, 1),
        *_field(label("visit.objective_minimum"), visit.objective_minimum, 1),
        *_field(label("visit.beliefs"), visit.beliefs, 1),
        *_table(
            [Column(tr("Questions"), 3), Column(tr("Whom"), 1), Column(tr("Answer"), 3)], visit.questions, 3
        ),
        *_table([Column(tr("Objection"), 3), Column(tr("Our answer"), 4)], visit.objections, 2),
        *_table(
            [Column(tr("Person"), 1), Column(tr("Need"), 3), Column(tr("The reason behind it"), 3)],
            visit.needs,
            2,
        ),
        *_table([Column(tr("Strength that moves them"), 3), Column(tr("Proof"), 4)], visit.strengths, 2),
        *_field(label("visit.opening"), visit.opening, 0),
        *_field(label("visit.materials"), visit.materials, 1),
    ]


def _record(visit: VisitPaper) -> list[Flowable]:
    """What came of it."""
    boxes = "     ".join(
        f"{'■' if code == visit.outcome else '□'} {choice(f'visit.outcome.{code}')}" for code in _OUTCOMES
    )
    return [
        Heading(tr("Record, within 24 hours"), "record"),
        *_field(tr("Whom we met"), visit.met, 1),
        KeepTogether([Words(label("visit.outcome"), MUTED), Words(boxes, Style(after=4))]),
        *_field(label("visit.outcome_reason"), visit.outcome_reason, 1),
        *_table(
            [Column(tr("Promises: who"), 1.4), Column(tr("What"), 4), Column(tr("By when"), 1.2)],
            visit.commitments,
            3,
        ),
        *_field(label("visit.learned"), visit.learned, 3),
        *_field(
            label("visit.next_step"),
            " · ".join(one for one in (visit.next_step_on, visit.next_step) if one),
            1,
        ),
    ]


def _field(name: str, words: str, rules: int) -> list[Flowable]:
    """A label with its words, or with lines to write on."""
    if words.strip():
        return [_kept(Words(name, MUTED)), Words(words.strip(), BODY)]
    return [KeepTogether([Words(name, MUTED), Rules(rules), Spacer(1, 4)])] if rules else []


def _kept(block: Words) -> Words:
    block.keepWithNext = True
    return block


def _table(columns: Sequence[Column], rows: Sequence[Row], blanks: int) -> list[Flowable]:
    """The rows, or empty ones to write in."""
    empty = tuple(" \n " for _ in columns)
    return [Grid(columns, rows or [empty] * blanks)]
