"""Planning visits: from nothing, from a gap of a deal; readiness; cancelled or moved with a reason."""

import dataclasses
from collections.abc import Sequence
from datetime import datetime

from salesdesk.desk.derived import last_rank, rank_after
from salesdesk.domain.account import Account
from salesdesk.domain.deal import Deal
from salesdesk.domain.gap import Gap
from salesdesk.domain.gaps import ask
from salesdesk.domain.problems import Known
from salesdesk.domain.readiness import is_ready
from salesdesk.domain.record import Record, Value, new_id, replaced
from salesdesk.domain.sheet import PLANNED_STATES
from salesdesk.domain.strategy import Question
from salesdesk.domain.toolbox import Tool
from salesdesk.domain.visit import (
    Attendee,
    Commitment,
    Need,
    Objection,
    Strength,
    Visit,
    VisitQuestion,
)
from salesdesk.store.writer import Writer

PLAN_ROWS: tuple[type[Record], ...] = (Attendee, VisitQuestion, Objection, Need, Strength)
"""Kinds of rows that belong to the plan of a visit and go along when it is moved."""


def plan_visit(
    w: Writer,
    account_id: str,
    *,
    starts_at: datetime | None = None,
    contact_ids: Sequence[str] = (),
    member_ids: Sequence[str] = (),
    questions: Sequence[str] = (),
    **values: Value,
) -> Visit:
    """Plan a visit: whom, when, with which of us; it is ready as soon as nothing needed is missing."""
    w.need(Account, account_id)
    facts: dict[str, Value] = {"owner_id": w.user_id, **values}
    visit = w.add(Visit(account_id=account_id, starts_at=starts_at, **facts))  # type: ignore[arg-type]  # checked there
    for contact_id in contact_ids:
        _add_row(w, Attendee(visit_id=visit.id, contact_id=contact_id, is_planned=True))
    for member_id in member_ids:
        _add_row(w, Attendee(visit_id=visit.id, member_id=member_id, is_planned=True))
    for words in questions:
        _add_row(w, VisitQuestion(visit_id=visit.id, type="new_information", question=words))
    return settle(w, visit.id)


def settle(w: Writer, visit_id: str) -> Visit:
    """Bring the state of a planned visit in line with its plan: ready when nothing needed is missing."""
    visit = w.need(Visit, visit_id)
    if visit.state not in PLANNED_STATES:
        return visit
    ready = is_ready(visit, w.select(Attendee, visit_id=visit_id), w.select(VisitQuestion, visit_id=visit_id))
    state = "ready" if ready else "draft"
    return visit if visit.state == state else w.set(Visit, visit_id, state=state)


def edit_visit(w: Writer, visit_id: str, **values: Value) -> Visit:
    """Write fields of a visit, and see whether it is ready now."""
    w.set(Visit, visit_id, **values)
    return settle(w, visit_id)


def _add_row(w: Writer, row: Record) -> Record:
    """Put a row of a visit behind those of its kind, unless it has a place."""
    if not row.value("order"):
        rows = w.select(type(row), visit_id=row.value("visit_id"))
        row = replaced(row, {"order": rank_after(last_rank(rows))})
    return w.add(row)


def add_row(w: Writer, row: Record) -> Record:
    """Put a row into a visit: an attendee, question, objection, need, strength or commitment."""
    visit = w.need(Visit, str(row.value("visit_id")))
    placed: dict[str, Value] = {}
    if isinstance(row, Need | Strength | Commitment):
        placed["deal_id"] = visit.deal_id
    if isinstance(row, Commitment):
        placed["account_id"] = visit.account_id
    added = _add_row(w, replaced(row, placed))
    settle(w, visit.id)
    return added


def remove_row(w: Writer, row: Record) -> None:
    """Take a row out of a visit; raises Known E_NOT_FOUND."""
    w.drop(type(row), row.id)
    settle(w, str(row.value("visit_id")))


def invite(
    w: Writer,
    visit_id: str,
    *,
    contact_id: str = "",
    member_id: str = "",
    name: str = "",
    title: str = "",
) -> Attendee:
    """Plan somebody for a visit, once: a contact, one of us, or a name that is no contact yet."""
    for row in w.select(Attendee, visit_id=visit_id):
        if (contact_id and row.contact_id == contact_id) or (member_id and row.member_id == member_id):
            if not row.is_planned:
                row = w.set(Attendee, row.id, is_planned=True)
                settle(w, visit_id)
            return row
    added = Attendee(
        visit_id=visit_id, contact_id=contact_id, member_id=member_id, name=name, title=title, is_planned=True
    )
    add_row(w, added)
    return w.need(Attendee, added.id)


def insert_tool(w: Writer, visit_id: str, tool_id: str) -> Record:
    """Put a piece of the toolbox into a plan: an objection with its answer, a question, a strength with its proof."""
    tool = w.need(Tool, tool_id)
    if tool.tool_kind == "objection":
        answer = "\n".join(part for part in (tool.text, tool.advantage) if part)
        row: Record = Objection(visit_id=visit_id, objection=tool.name, answer=answer, tool_id=tool.id)
    elif tool.tool_kind in ("question", "script"):
        row = VisitQuestion(visit_id=visit_id, type="new_information", question=tool.need or tool.name)
    else:
        kinds = {"case": "case", "letter": "letter", "reference_site": "site", "product_sheet": "figure"}
        row = Strength(
            visit_id=visit_id,
            strength=tool.advantage or tool.name,
            proof=tool.proof or tool.name,
            proof_kind=kinds.get(tool.tool_kind, ""),
            tool_id=tool.id,
        )
    return add_row(w, row)


# --- from the gaps of a deal --------------------------------------------------------------------------------------


def ask_in_visit(w: Writer, visit_id: str, gap: Gap, words: str) -> VisitQuestion:
    """Put a gap as a question into a visit, once; a question of the sheet is planned by it."""
    for row in w.select(VisitQuestion, visit_id=visit_id):
        if row.gap == gap.code and row.about_id == gap.about_id and not row.is_answered:
            return row
    question = ask(gap, visit_id, words)
    if question.question_id and w.get(Question, question.question_id) is not None:
        w.set(Question, question.question_id, state="planned", visit_id=visit_id)
    add_row(w, question)
    if question.contact_id and not _is_planned(w, visit_id, question.contact_id):
        visit = w.need(Visit, visit_id)
        if not any(row.contact_id for row in w.select(Attendee, visit_id=visit.id)):
            invite(w, visit_id, contact_id=question.contact_id)
    return w.need(VisitQuestion, question.id)


def _is_planned(w: Writer, visit_id: str, contact_id: str) -> bool:
    return any(row.contact_id == contact_id for row in w.select(Attendee, visit_id=visit_id))


def next_visit_of(w: Writer, deal_id: str) -> Visit | None:
    """The planned visit of a deal that comes next; one without a date is the last."""
    planned = [
        visit
        for visit in w.select(Visit, deal_id=deal_id)
        if visit.state in PLANNED_STATES and (visit.starts_at is None or visit.starts_at >= w.now)
    ]
    return min(
        planned, key=lambda visit: (visit.starts_at is None, str(visit.starts_at), visit.id), default=None
    )


def ask_in_next_visit(w: Writer, deal_id: str, gap: Gap, words: str) -> Visit:
    """Put a gap into the next visit of its deal, which is drafted when there is none."""
    visit = next_visit_of(w, deal_id) or plan_for_gap(w, deal_id, gap)
    ask_in_visit(w, visit.id, gap, words)
    return w.need(Visit, visit.id)


def plan_for_gap(
    w: Writer, deal_id: str, gap: Gap, words: str = "", *, starts_at: datetime | None = None
) -> Visit:
    """Draft a visit to whoever may know about a gap, with its question when the words are given."""
    deal = w.need(Deal, deal_id)
    visit = plan_visit(w, deal.account_id, deal_id=deal_id, starts_at=starts_at, contact_ids=gap.ask[:1])
    if words:
        ask_in_visit(w, visit.id, gap, words)
    return w.need(Visit, visit.id)


# --- the course of a visit ----------------------------------------------------------------------------------------


def cancel_visit(w: Writer, visit_id: str, *, reason: str) -> Visit:
    """Cancel a planned visit; raises Known E_FIELD (reason required) without a reason."""
    _need_reason(reason)
    _free_questions(w, visit_id)
    return w.set(Visit, visit_id, state="cancelled", change_reason=reason.strip())


def move_visit(w: Writer, visit_id: str, starts_at: datetime, *, reason: str) -> Visit:
    """Move a visit to another time: the plan goes along to a new visit, the old one stays as moved with the reason.

    Raises Known E_FIELD (reason required) without a reason.
    """
    _need_reason(reason)
    old = w.need(Visit, visit_id)
    ends_at = starts_at + (old.ends_at - old.starts_at) if old.ends_at and old.starts_at else None
    moved = w.add(
        dataclasses.replace(
            old,
            id=new_id(),
            starts_at=starts_at,
            ends_at=ends_at,
            state="draft",
            confirmed="",
            external_id="",
        )
    )
    for kind in PLAN_ROWS:
        for row in w.select(kind, visit_id=visit_id):
            w.add(replaced(row, {"id": new_id(), "visit_id": moved.id}))
    for question in w.select(Question, visit_id=visit_id):
        if question.state == "planned":
            w.set(Question, question.id, visit_id=moved.id)
    w.set(Visit, visit_id, state="moved", change_reason=reason.strip(), moved_to_id=moved.id)
    return settle(w, moved.id)


def _need_reason(reason: str) -> None:
    if not reason.strip():
        raise Known("E_FIELD", kind=Visit.KIND, field="change_reason", reason="required")


def _free_questions(w: Writer, visit_id: str) -> None:
    for question in w.select(Question, visit_id=visit_id):
        if question.state == "planned":
            w.set(Question, question.id, state="open", visit_id="")


def mark_done(w: Writer, visit_id: str) -> Visit:
    """Note that a visit took place; its record waits."""
    return w.set(Visit, visit_id, state="done")


def review_visit(w: Writer, visit_id: str, *, is_model: bool = False) -> Visit:
    """Note that whoever works here has reviewed a recorded visit; a model goes to the toolbox."""
    return w.set(
        Visit, visit_id, state="reviewed", reviewed_at=w.now, reviewed_by_id=w.user_id, is_model=is_model
    )


def delete_visit(w: Writer, visit_id: str) -> list[Record]:
    """Delete a visit with its rows; the evidence from it stays and proves nothing, so its values are guesses again."""
    _free_questions(w, visit_id)
    return w.drop(Visit, visit_id)
