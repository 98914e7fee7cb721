"""The four lists of a plan: questions, objections with answers, a need for each person, strengths with proof."""

from collections.abc import Sequence

from salesdesk.domain.record import Record
from salesdesk.domain.visit import Need, Objection, Strength, VisitQuestion
from salesdesk.text import tr
from salesdesk.ui.kit.choice_editors import ListEditor
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.visits.people import Person, WhomEditor
from salesdesk.ui.visits.plan_rows import PlanRows, RowForm
from salesdesk.ui.visits.reading import VisitView

_TYPE_WIDTH, _WHOM_WIDTH = 124, 100


class PlanLists:
    """Each a widget of its own, placed by the plan."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._visit_id = ""
        self.questions = PlanRows(
            VisitQuestion, frame, lay_out=_lay_question, add=self._add_question, note=_note_of_question
        )
        self.objections = PlanRows(Objection, frame, lay_out=_lay_objection, add=self._add_objection)
        self.needs = PlanRows(Need, frame, lay_out=_lay_need, add=self._add_need)
        self.strengths = PlanRows(Strength, frame, lay_out=_lay_strength, add=self._add_strength)

    @property
    def all(self) -> tuple[PlanRows, ...]:
        """The lists in their order."""
        return self.questions, self.objections, self.needs, self.strengths

    def show_view(self, view: VisitView, people: Sequence[Person]) -> None:
        """Show the rows of a visit; `people` are those planned for it."""
        self._visit_id = view.form.visit.id
        for rows in self.all:
            rows.set_people(people)
        self.questions.show_rows(view.form.questions)
        self.objections.show_rows(view.form.objections)
        self.needs.show_rows(view.form.needs)
        self.strengths.show_rows(view.form.strengths)
        self.questions.set_lines([("", "", tr("Add a question"))])
        self.objections.set_lines([("", "", tr("Add an objection"))])
        self.strengths.set_lines([("", "", tr("Add a strength"))])
        told = {row.contact_id for row in view.form.needs}
        silent = [one for one in people if one.key not in told]
        lines = [(one.key, one.name, tr("Not known yet")) for one in silent]
        self.needs.set_lines(lines or [("", "", tr("Add a need"))])

    def commit(self) -> None:
        """Write what is being typed in any of them."""
        for rows in self.all:
            rows.commit()

    # --- new rows

    def _put(self, row: Record) -> None:
        from salesdesk.desk.visits import add_row

        self._frame.desk.write(f"add.{row.KIND}", lambda w: add_row(w, row))

    def _add_question(self, words: str, _key: str) -> None:
        self._put(VisitQuestion(visit_id=self._visit_id, type="new_information", question=words))

    def _add_objection(self, words: str, _key: str) -> None:
        self._put(Objection(visit_id=self._visit_id, objection=words))

    def _add_need(self, words: str, key: str) -> None:
        self._put(Need(visit_id=self._visit_id, contact_id=key, need=words))

    def _add_strength(self, words: str, _key: str) -> None:
        self._put(Strength(visit_id=self._visit_id, strength=words))


def _lay_question(form: RowForm) -> None:
    form.put("question", 1)
    form.put("type", 1, editor=ListEditor(form.fields["type"]), is_beneath=True)
    form.put("contact_id", 1, editor=WhomEditor(form.fields["contact_id"]), is_beneath=True)


def _note_of_question(record: Record) -> str:
    """Whence a question comes, and what was answered."""
    if not isinstance(record, VisitQuestion):
        return ""
    if record.is_answered:
        return tr("Answer: {words}").format(words=record.answer)
    return tr("From the gaps of the deal") if record.gap else ""


def _lay_objection(form: RowForm) -> None:
    form.put("objection", 1)
    form.put("answer", 1)


def _lay_need(form: RowForm) -> None:
    form.put("contact_id", 0, editor=WhomEditor(form.fields["contact_id"]), width=_WHOM_WIDTH)
    form.put("need", 3)
    form.put("reason_behind", 2)


def _lay_strength(form: RowForm) -> None:
    form.put("strength", 1)
    form.put(
        "proof_kind", 0, editor=ListEditor(form.fields["proof_kind"]), width=_TYPE_WIDTH, is_beneath=True
    )
    form.put("proof", 1, is_beneath=True)
