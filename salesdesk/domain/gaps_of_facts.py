"""Gaps about the facts of a deal: budget, timing, criteria, competition, steps, promises, our questions."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from salesdesk.domain.deal import Deal
from salesdesk.domain.gap import Gap, askable, facts
from salesdesk.domain.reading import Reading


@dataclass(frozen=True, slots=True)
class _Blank:
    """A gap that is open while the deal's field is empty, from a stage on."""

    code: str
    field: str
    weight: int
    lines: tuple[str, ...]
    from_stage: int = 1
    check: str = ""
    type: str = "new_information"

    def is_open(self, deal: Deal) -> bool:
        return deal.value(self.field) in ("", None)


_BLANKS = (
    _Blank("need_behind_unknown", "need_behind", 64, ("user", "management"), check="need_behind_named"),
    _Blank("management_unknown", "management_agreed", 60, ("management",), check="management_agreed"),
    _Blank("why_now_unknown", "why_now", 36, ("management", "user")),
    _Blank("budget_unknown", "budget_state", 60, ("purchasing", "management"), check="budget_known"),
    _Blank("timing_unknown", "purchase_on", 60, ("purchasing", "user"), check="timing_known"),
    _Blank(
        "approval_unknown", "project_approved", 58, ("management", "technical"), 2, check="project_approved"
    ),
    _Blank("specification_unknown", "specification", 54, ("technical",), 3, check="specification_ours"),
    _Blank("trial_unknown", "trial", 44, ("technical", "user"), 4, check="trial_passed"),
    _Blank("short_list_unknown", "short_listed", 52, ("purchasing", "technical"), 4, check="short_listed"),
    _Blank(
        "agreement_unknown", "agreed_in_writing", 54, ("purchasing",), 5, "agreed_in_writing", "commitment"
    ),
    _Blank("incumbent_unknown", "incumbent", 38, ("user", "purchasing")),
)
_CARD = (
    _Blank("amount_unknown", "amount", 50, ("purchasing",)),
    _Blank("close_date_unknown", "close_date", 48, ("purchasing",), type="commitment"),
)
"""What even a small deal's card asks for."""


def blank(reading: Reading) -> Iterator[Gap]:
    """A fact of the deal nobody has found out."""
    deal = reading.sheet.deal
    for fact in (*_BLANKS, *_CARD) if reading.is_key else _CARD:
        if reading.stage >= fact.from_stage and fact.is_open(deal):
            yield Gap(
                code=fact.code,
                weight=fact.weight,
                question_type=fact.type,
                about_id=deal.id,
                field=fact.field,
                check=fact.check,
                ask=askable(reading, *fact.lines),
            )


def _of_deal(reading: Reading, code: str, weight: int, *lines: str, check: str = "") -> Gap:
    deal_id = reading.sheet.deal.id
    return Gap(code=code, weight=weight, about_id=deal_id, check=check, ask=askable(reading, *lines))


def criteria(reading: Reading) -> Iterator[Gap]:
    """What they decide by, or the weight of a criterion, is unknown."""
    if not reading.is_key or reading.stage < 2:
        return
    if not reading.sheet.criteria:
        yield _of_deal(
            reading, "criteria_unknown", 62, "technical", "purchasing", "decision", check="criteria_known"
        )
    for criterion in reading.sheet.criteria:
        if criterion.weight is None:
            yield Gap(
                code="weight_unknown",
                weight=44,
                about_kind="criterion",
                about_id=criterion.id,
                field="weight",
                check="weights_known",
                ask=askable(reading, criterion.line, "purchasing"),
                facts=facts(what=criterion.name),
            )


def competition(reading: Reading) -> Iterator[Gap]:
    """No rival is known, or what a rival will do next."""
    if not reading.is_key:
        return
    rivals = [row for row in reading.sheet.competitors if row.way in ("rival", "")]
    if not rivals:
        yield _of_deal(reading, "rivals_unknown", 50, "purchasing", "technical")
    for rival in rivals:
        if not rival.likely_move.strip() and rival.standing != "out":
            yield Gap(
                code="rival_move_unknown",
                weight=33,
                about_kind="competitor",
                about_id=rival.id,
                field="likely_move",
                ask=askable(reading, "technical", "purchasing"),
                facts=facts(what=rival.name),
            )


def buying_steps(reading: Reading) -> Iterator[Gap]:
    """How they buy is unknown, or who approves a step that lies ahead, or when."""
    if not reading.is_key or reading.stage < 2:
        return
    if not reading.sheet.buying_steps:
        yield _of_deal(reading, "steps_unknown", 48, "purchasing", "management")
    for step in reading.sheet.buying_steps:
        if step.state in ("done", "skipped", "refused"):
            continue
        for code, field, is_open in (
            ("approver_unknown", "approver_contact_id", not step.approver_contact_id),
            ("step_date_unknown", "planned_on", step.planned_on is None),
        ):
            if is_open:
                yield Gap(
                    code=code,
                    weight=40,
                    about_kind="buying_step",
                    about_id=step.id,
                    field=field,
                    ask=askable(reading, "purchasing", "management"),
                    facts=facts(what=step.name),
                )


def promises(reading: Reading) -> Iterator[Gap]:
    """A promise of theirs is overdue or due soon: ask after it."""
    soon = reading.today + timedelta(days=reading.limits.promise_soon_days)
    for promise in reading.sheet.commitments:
        due = promise.due_on
        if promise.side != "theirs" or promise.state != "promised" or due is None or due > soon:
            continue
        is_overdue = due < reading.today
        yield Gap(
            code="promise_overdue" if is_overdue else "promise_due",
            weight=76 if is_overdue else 58,
            question_type="commitment",
            about_kind="commitment",
            about_id=promise.id,
            field="state",
            ask=(promise.contact_id,) if promise.contact_id else askable(reading),
            facts=facts(what=promise.what, date=due, person=reading.sheet.name_of(promise.contact_id)),
        )


def own_questions(reading: Reading) -> Iterator[Gap]:
    """A question somebody wrote on the sheet and nobody has answered."""
    for question in reading.sheet.questions:
        if question.state in ("open", "planned", ""):
            is_late = question.due_on is not None and question.due_on < reading.today
            yield Gap(
                code="question_open",
                weight=72 if is_late else 57,
                about_kind="question",
                about_id=question.id,
                field="answer",
                line=question.line,
                ask=(question.ask_contact_id,)
                if question.ask_contact_id
                else askable(reading, question.line),
                facts=facts(what=question.question),
            )


FACT_RULES: Sequence[Callable[[Reading], Iterator[Gap]]] = (
    blank,
    criteria,
    competition,
    buying_steps,
    promises,
    own_questions,
)
