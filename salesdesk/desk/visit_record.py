"""Recording a visit: one deed notes what came of it and changes what the sheet knows, the visit as evidence."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from salesdesk.desk.contacts import create_contact
from salesdesk.desk.derived import derived_id, last_rank, rank_after
from salesdesk.desk.evidence import Proof
from salesdesk.desk.learning import Learned, learn
from salesdesk.desk.strategy import add_question, answer_question, part_of, put_on_map, rate
from salesdesk.desk.visit_result import Answer, NeedHeard, ObjectionHeard, Promise, VisitResult
from salesdesk.desk.visits import settle
from salesdesk.domain.contact import Contact
from salesdesk.domain.deal import Deal
from salesdesk.domain.kinds import KINDS
from salesdesk.domain.record import FieldType, Record, Value, field_map, replaced
from salesdesk.domain.sheet import PLANNED_STATES
from salesdesk.domain.strategy import Question
from salesdesk.domain.visit import Attendee, Commitment, Need, Objection, Visit, VisitQuestion
from salesdesk.store.writer import Writer

_MORNING = time(9)


@dataclass(frozen=True, slots=True)
class Recorded:
    """The visit as recorded, and the draft of the next one where a next step with a day was named."""

    visit: Visit
    next_visit: Visit | None


def record_visit(w: Writer, visit_id: str, result: VisitResult) -> Recorded:
    """Record a visit: who was met, outcome, promises, answers, what was learned, the next step.

    Values of the sheet change with this visit as their evidence. Recording again replaces and adds, and never
    doubles a row. Raises Known E_NOT_FOUND and for bad values; nothing stays then.
    """
    visit = w.need(Visit, visit_id)
    return _Recording(w, visit, result).run()


class _Recording:
    """One visit being recorded."""

    def __init__(self, w: Writer, visit: Visit, result: VisitResult) -> None:
        self._w = w
        self._visit = visit
        self._result = result
        self._day = (visit.starts_at or w.now).astimezone().date()

    def run(self) -> Recorded:
        """All of it, in the order in which later parts need earlier ones."""
        self._visit = self._write_visit()
        self._meet()
        for promise in self._result.promises:
            self._promise(promise)
        for commitment_id in self._result.kept:
            self._w.set(Commitment, commitment_id, state="kept", kept_on=self._day)
        for answer in self._result.answers:
            self._answer(answer)
        for fact in self._result.facts:
            learn(self._w, self._visit, fact, self._proof(fact.said_by_id, fact.words))
        for need in self._result.needs:
            self._need(need)
        for objection in self._result.objections:
            self._object(objection)
        if self._visit.deal_id:
            for words in self._result.questions:
                self._ask(words)
        return Recorded(self._visit, self._go_on())

    def _proof(self, contact_id: str, words: str) -> Proof:
        return Proof(visit_id=self._visit.id, contact_id=contact_id, words=words, said_on=self._day)

    def _write_visit(self) -> Visit:
        result, visit = self._result, self._visit
        return self._w.set(
            Visit,
            visit.id,
            state="reviewed" if visit.state == "reviewed" else "recorded",
            starts_at=visit.starts_at or self._w.now,
            recorded_at=visit.recorded_at or self._w.now,
            outcome=result.outcome,
            outcome_reason=result.outcome_reason.strip(),
            agreed=result.agreed.strip(),
            learned=result.learned.strip(),
            next_step=result.next_step.strip(),
            next_step_on=result.next_step_on or _day_of(result.next_at),
        )

    # --- people

    def _meet(self) -> None:
        rows = self._w.select(Attendee, visit_id=self._visit.id)
        known = {row.contact_id: row for row in rows if row.contact_id}
        met = dict.fromkeys([*self._result.met, *self._newcomers()])
        rank = last_rank(rows)
        for contact_id, row in known.items():
            self._w.set(Attendee, row.id, was_met=contact_id in met)
        for contact_id in met:
            if contact_id not in known:
                rank = rank_after(rank)
                attendee_id = derived_id(Attendee.KIND, self._visit.id, contact_id)
                row = Attendee(
                    id=attendee_id, visit_id=self._visit.id, contact_id=contact_id, was_met=True, order=rank
                )
                self._w.put(row)
        for row in rows:
            if row.member_id and row.is_planned:
                self._w.set(Attendee, row.id, was_met=True)

    def _newcomers(self) -> list[str]:
        """The newcomers as contacts; a name that stays a name becomes a row of the visit."""
        found: list[str] = []
        for person in self._result.newcomers:
            if person.is_contact:
                contact_id = derived_id(Contact.KIND, self._visit.id, person.name.strip())
                if self._w.get(Contact, contact_id) is None:
                    facts = {"id": contact_id, "title": person.title}
                    create_contact(self._w, self._visit.account_id, person.name, **facts)
                found.append(contact_id)
                if person.line and self._visit.deal_id:
                    proof = self._proof(contact_id, "")
                    put_on_map(self._w, self._visit.deal_id, contact_id, [person.line], evidence=proof)
            else:
                row_id = derived_id(Attendee.KIND, self._visit.id, "name", person.name)
                row = Attendee(
                    id=row_id, visit_id=self._visit.id, name=person.name, title=person.title, was_met=True
                )
                self._w.put(row)
        return found

    # --- what was said

    def _place(self, record_class: type[Record]) -> str:
        return rank_after(last_rank(self._w.select(record_class, visit_id=self._visit.id)))

    def _promise(self, promise: Promise) -> None:
        what = promise.what.strip()
        known = self._w.select(Commitment, visit_id=self._visit.id, side=promise.side, what=what)
        member = promise.member_id or (self._w.user_id if promise.side == "ours" else "")
        facts: dict[str, Value] = {
            "due_on": promise.due_on,
            "contact_id": promise.contact_id,
            "member_id": member,
        }
        if known:
            self._w.set(Commitment, known[0].id, **facts)
            return
        row = Commitment(
            visit_id=self._visit.id,
            deal_id=self._visit.deal_id,
            account_id=self._visit.account_id,
            side=promise.side,
            what=what,
            order=self._place(Commitment),
        )
        self._w.add(replaced(row, facts))

    def _answer(self, answer: Answer) -> None:
        w, words = self._w, answer.answer.strip()
        row = w.set(VisitQuestion, answer.visit_question_id, answer=words, is_answered=True)
        who = answer.contact_id or row.contact_id
        if row.question_id and w.get(Question, row.question_id) is not None:
            answer_question(
                w, row.question_id, words, today=self._day, contact_id=who, visit_id=self._visit.id
            )
            return
        value = answer.value if answer.value is not None else _text_value(row, words)
        if value is not None and row.about_id:
            fact = Learned(
                kind=row.about_kind, record_id=row.about_id, field=row.about_field, value=value, words=words
            )
            learn(w, self._visit, fact, self._proof(who, words))

    def _need(self, heard: NeedHeard) -> None:
        words = heard.need.strip()
        known = self._w.select(Need, visit_id=self._visit.id, contact_id=heard.contact_id, need=words)
        facts: dict[str, Value] = {"reason_behind": heard.reason_behind.strip(), "state": "confirmed"}
        if known:
            self._w.set(Need, known[0].id, **facts)
        else:
            row = Need(
                visit_id=self._visit.id,
                deal_id=self._visit.deal_id,
                contact_id=heard.contact_id,
                need=words,
                order=self._place(Need),
            )
            self._w.add(replaced(row, facts))
        part = part_of(self._w, self._visit.deal_id, heard.contact_id) if self._visit.deal_id else None
        if part is not None:
            rate(self._w, part.id, evidence=self._proof(heard.contact_id, words), need=words)

    def _object(self, heard: ObjectionHeard) -> None:
        words = heard.objection.strip()
        known = self._w.select(Objection, visit_id=self._visit.id, objection=words)
        facts: dict[str, Value] = {"was_raised": True, "settled": heard.settled}
        facts.update(
            {
                name: text
                for name, text in (("answer", heard.answer.strip()), ("contact_id", heard.contact_id))
                if text
            }
        )
        if known:
            self._w.set(Objection, known[0].id, **facts)
            return
        row = Objection(visit_id=self._visit.id, objection=words, order=self._place(Objection))
        self._w.add(replaced(row, facts))

    def _ask(self, words: str) -> None:
        deal_id = self._visit.deal_id
        if not self._w.select(Question, deal_id=deal_id, question=words.strip()):
            add_question(self._w, deal_id, words)

    # --- what comes next

    def _go_on(self) -> Visit | None:
        """Note the next step on the deal, and draft the next visit with what was left unanswered."""
        w, visit = self._w, self._visit
        on = visit.next_step_on
        if visit.deal_id and visit.next_step:
            w.set(Deal, visit.deal_id, next_step=visit.next_step, next_step_on=on)
        if on is None:
            return None
        next_id = derived_id(Visit.KIND, visit.id, "next")
        starts_at = self._result.next_at or datetime.combine(on, _MORNING).astimezone(UTC)
        drafted = w.get(Visit, next_id)
        if drafted is not None:
            if drafted.state in PLANNED_STATES:
                w.set(Visit, next_id, starts_at=starts_at)
            return settle(w, next_id)
        w.put(
            Visit(
                id=next_id,
                account_id=visit.account_id,
                deal_id=visit.deal_id,
                site_id=visit.site_id,
                owner_id=visit.owner_id or w.user_id,
                starts_at=starts_at,
                objective_best=visit.next_step,
            )
        )
        self._carry_over(next_id)
        return settle(w, next_id)

    def _carry_over(self, next_id: str) -> None:
        rank = ""
        for row in self._w.select(Attendee, visit_id=self._visit.id):
            if row.was_met and row.contact_id:
                rank = rank_after(rank)
                row_id = derived_id(Attendee.KIND, next_id, row.contact_id)
                self._w.put(
                    Attendee(
                        id=row_id, visit_id=next_id, contact_id=row.contact_id, is_planned=True, order=rank
                    )
                )
        for question in self._w.select(VisitQuestion, visit_id=self._visit.id):
            if question.is_answered:
                continue
            self._w.put(
                replaced(
                    question,
                    {"id": derived_id(VisitQuestion.KIND, question.id, next_id), "visit_id": next_id},
                )
            )
            if question.question_id and self._w.get(Question, question.question_id) is not None:
                self._w.set(Question, question.question_id, visit_id=next_id, state="planned")


def _day_of(moment: datetime | None) -> date | None:
    return moment.astimezone().date() if moment else None


def _text_value(row: VisitQuestion, words: str) -> Value:
    """The words of an answer as the value of the field asked about, where that is a field of text."""
    kind = KINDS.get(row.about_kind)
    field = field_map(kind).get(row.about_field) if kind else None
    if field is None or field.type not in (FieldType.TEXT, FieldType.LONG_TEXT):
        return None
    return words[: field.limit] or None
