"""The visits of the sample: planned with their rows, recorded with what they taught."""

from datetime import timedelta
from typing import TYPE_CHECKING, cast

from salesdesk.desk import promises, visits
from salesdesk.desk.learning import Learned
from salesdesk.desk.sample_entries import Entry, rows, texts
from salesdesk.desk.visit_record import record_visit
from salesdesk.desk.visit_result import NeedHeard, ObjectionHeard, Promise, VisitResult
from salesdesk.domain.kinds import KINDS
from salesdesk.domain.record import Record, replaced
from salesdesk.domain.visit import Commitment, Visit
from salesdesk.store.writer import Writer

if TYPE_CHECKING:
    from salesdesk.desk.sample import Words

_VISIT_PARTS = (
    "account", "deal", "at", "minutes", "contacts", "members", "questions", "needs", "strengths", "objections",
    "record", "cancelled", "moved_to",
)  # fmt: skip


def put_visit(w: Writer, words: "Words", entry: Entry) -> Record:
    """A visit with its plan, and what became of it."""
    start = words.moment(entry["at"])
    visit = visits.plan_visit(
        w,
        words.id_of(entry["account"]),
        deal_id=words.id_of(entry.get("deal")),
        starts_at=start,
        ends_at=start + timedelta(minutes=cast("int", entry.get("minutes", 60))),
        contact_ids=[words.id_of(key) for key in texts(entry, "contacts")],
        member_ids=[words.id_of(key) for key in texts(entry, "members")],
    )
    if values := words.values("visit", entry, *_VISIT_PARTS):
        visit = visits.edit_visit(w, visit.id, **values)
    for section, kind in (
        ("questions", "visit_question"),
        ("needs", "need"),
        ("strengths", "strength"),
        ("objections", "objection"),
    ):
        for row in rows(entry, section):
            visits.add_row(w, replaced(KINDS[kind](), {"visit_id": visit.id, **words.values(kind, row)}))
    if "record" in entry:
        _record_of(w, words, visit, cast("Entry", entry["record"]))
    if "cancelled" in entry:
        visits.cancel_visit(w, visit.id, reason=words.say(entry["cancelled"]))
    if "moved_to" in entry:
        reason = words.say("客户临时开会|Their management called a meeting")
        visits.move_visit(w, visit.id, words.moment(entry["moved_to"]), reason=reason)
    return visit


def _record_of(w: Writer, words: "Words", visit: Visit, entry: Entry) -> None:
    result = VisitResult(
        met=[words.id_of(key) for key in texts(entry, "met")],
        outcome=str(entry.get("outcome", "")),
        outcome_reason=words.say(entry.get("reason", "")),
        agreed=words.say(entry.get("agreed", "")),
        learned=words.say(entry.get("learned", "")),
        promises=[_promise(words, row) for row in rows(entry, "promises")],
        facts=[_fact(words, row) for row in rows(entry, "facts")],
        needs=[
            NeedHeard(
                contact_id=words.id_of(row["who"]),
                need=words.say(row["need"]),
                reason_behind=words.say(row.get("why", "")),
            )
            for row in rows(entry, "needs")
        ],
        objections=[
            ObjectionHeard(
                objection=words.say(row["objection"]),
                contact_id=words.id_of(row["who"]),
                answer=words.say(row.get("answer", "")),
                settled=str(row.get("settled", "")),
            )
            for row in rows(entry, "objections")
        ],
        next_step=words.say(entry.get("next_step", "")),
    )
    record_visit(w, visit.id, result)
    hours = timedelta(hours=cast("int", entry.get("recorded_after", 4)))
    w.set(Visit, visit.id, recorded_at=min(w.now, (visit.ends_at or w.now) + hours))
    states = {words.say(row["what"]): str(row["state"]) for row in rows(entry, "promises") if "state" in row}
    for row in w.select(Commitment, visit_id=visit.id):
        if row.what in states:
            promises.settle_promise(
                w, row.id, states[row.what], today=min(row.due_on or words.today, words.today)
            )


def _promise(words: "Words", row: Entry) -> Promise:
    who = words.id_of(row.get("who"))
    return Promise(
        what=words.say(row["what"]), side=str(row["side"]), due_on=words.day(row["due"]), contact_id=who
    )


def _fact(words: "Words", row: Entry) -> Learned:
    kind = str(row.get("kind", "influence"))
    name = str(row["field"])
    value = next(iter(words.values(kind, {name: row["value"]}).values()))
    return Learned(
        kind=kind,
        field=name,
        value=value,
        contact_id=words.id_of(row.get("about")),
        record_id=words.id_of(row.get("record")),
        said_by_id=words.id_of(row.get("by") or (row.get("about") if kind == "influence" else "")),
        words=words.say(row.get("words", "")),
    )
