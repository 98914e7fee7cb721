"""The record of a visit, collected without writing and then written as one deed: what came of it, what it changes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from salesdesk.domain.record import field_map
from salesdesk.domain.strategy import Evidence
from salesdesk.domain.visit import OUTCOMES, Visit
from salesdesk.text import tr
from salesdesk.ui.kit.choice_editors import Segments
from salesdesk.ui.kit.date_editors import MomentEditor
from salesdesk.ui.kit.editors import Unreadable
from salesdesk.ui.kit.form_row import FormRow
from salesdesk.ui.kit.panels import Card, Page
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID
from salesdesk.ui.visits.answer_rows import AnswerRows
from salesdesk.ui.visits.change_list import ChangeList
from salesdesk.ui.visits.fact_rows import FactRows
from salesdesk.ui.visits.heard_rows import HeardRows
from salesdesk.ui.visits.laid_form import LaidForm
from salesdesk.ui.visits.met_people import MetPeople
from salesdesk.ui.visits.objection_rows import LineRows, RaisedObjections
from salesdesk.ui.visits.people import Person
from salesdesk.ui.visits.promise_list import EarlierPromises, MadePromises
from salesdesk.ui.visits.promise_rows import PromiseRows
from salesdesk.ui.visits.reading import VisitView

if TYPE_CHECKING:
    from salesdesk.desk.visit_result import VisitResult

_WORDS = ("outcome_reason", "agreed", "learned", "next_step")


class RecordSide(Card):
    """The right half of the form, for one visit. `record()` writes everything typed as one step."""

    touched = Signal()
    """Something is typed that is not written yet."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._view: VisitView | None = None
        self._is_showing = False
        self.is_dirty = False
        self.page = Page(margins=0)
        self.form = LaidForm(frame, is_draft=True)
        self.people = MetPeople(frame)
        self.outcome = Segments([(code, "", None) for code in OUTCOMES])
        self.earlier = EarlierPromises(frame)
        self.made = MadePromises(frame)
        self.promises = PromiseRows(frame)
        self.answers = AnswerRows(frame)
        self.heard = HeardRows(frame)
        self.facts = FactRows(frame)
        self.objections = RaisedObjections()
        self.questions = LineRows(lambda: tr("Still to find out"))
        self.next_at = MomentEditor(field_map(Visit)["starts_at"], frame)
        self.changes = ChangeList(frame)
        self._lay_out()
        self._connect()
        self.retranslate()

    # --- layout

    def _lay_out(self) -> None:
        form = self.form
        self.body.addWidget(self.page, 1)
        self.page.body.setContentsMargins(0, 0, GRID, 0)
        self.page.body.addWidget(form)
        self.page.body.addStretch(1)
        form.section(lambda: tr("Met"))
        form.add(self.people)
        form.section(lambda: tr("Objective"))
        form.add(self.outcome)
        form.wide("outcome_reason", lambda: tr("Why not reached"))
        form.section(lambda: tr("Commitments"))
        form.add(self.earlier)
        form.add(self.made)
        form.add(self.promises)
        form.add(self.changes)
        form.section(lambda: tr("Answers to the questions"))
        form.add(self.answers)
        form.section(lambda: tr("What each of them said"))
        form.add(self.heard)
        form.section(lambda: tr("What else was learned"))
        form.add(self.facts)
        form.add(self.objections)
        form.add(self.questions)
        form.row("learned")
        form.row("agreed", help_words=lambda: tr("The customer may read this: it stands in the minute."))
        form.section(lambda: tr("Next step"))
        form.wide("next_step", lambda: "")
        form.add(
            FormRow(
                self.next_at.field, self.next_at, words=lambda: tr("When: the next visit is drafted for it")
            )
        )

    def _connect(self) -> None:
        self.people.changed.connect(self._on_people)
        for part in (self.people, self.earlier, self.promises, self.answers, self.heard, self.facts,
                     self.objections, self.questions):  # fmt: skip
            part.changed.connect(self._touch)
        self.outcome.chosen.connect(self._on_outcome)
        self.next_at.edited.connect(self._touch)
        for name in _WORDS:
            self.form.editor(name).edited.connect(self._touch)

    def _touch(self) -> None:
        if not self.is_dirty and not self._is_showing:
            self.is_dirty = True
            self.touched.emit()

    def _on_outcome(self) -> None:
        self.form.show_row("outcome_reason", is_shown=self.outcome.code == "not_reached")
        self._touch()

    # --- what is shown

    def show_view(self, view: VisitView) -> None:
        """Show the record of a visit as it stands; what is being typed stays."""
        self._view, self._is_showing = view, True  # what is filled in here is not typed by anybody
        if not self.is_dirty:
            self.people.start()
        self.people.show_view(view)
        self.promises.set_colleagues([Person(one.id, one.name) for one in view.colleagues])
        self.earlier.show_view(view)
        self.made.show_promises(view.form.commitments)
        self.answers.show_questions(view.form.questions)
        self.objections.show_expected(view.form.objections)
        self.questions.setVisible(view.form.deal is not None)
        self.facts.setVisible(view.form.deal is not None)
        self.changes.show_view(view)
        if not self.is_dirty:
            self._start(view.form.visit, view.next_visit)
        self._on_people()
        self._is_showing = False

    def _start(self, visit: Visit, next_visit: Visit | None) -> None:
        """Everything as it is written; nothing typed."""
        for part in (self.earlier, self.promises, self.answers, self.heard, self.facts, self.objections,
                     self.questions):  # fmt: skip
            part.start()
        self.form.record = None
        self.form.show_record(visit)
        self.outcome.choose(visit.outcome or None)
        self.form.show_row("outcome_reason", is_shown=visit.outcome == "not_reached")
        self.next_at.set_value(next_visit.starts_at if next_visit is not None else None)

    def _on_people(self) -> None:
        if self._view is None:
            return
        met = self.people.met
        deal = self._view.form.deal
        self.promises.set_people(met)
        self.facts.set_people(met)
        self.heard.show_people(
            met, self._view.parts, has_map=deal is not None and deal.deal_kind == "key_project"
        )

    def retranslate(self) -> None:
        """Say the words anew."""
        self.outcome.set_words([tr("Best"), tr("Minimum"), tr("Not reached")])
        self.outcome.setAccessibleName(tr("Objective"))

    # --- the record

    def result(self) -> "VisitResult | None":
        """What is typed; None where something cannot be read, which is marked."""
        from salesdesk.desk.visit_result import VisitResult

        promises = self.promises.promises()
        if not self.form.commit() or promises is None or not self._is_next_readable():
            return None
        draft = self.form.record
        assert isinstance(draft, Visit)
        met = [person.key for person in self.people.met]
        said_by = met[0] if len(met) == 1 else ""
        heard = [(key, one) for key, one in self.heard.rows.items()]
        needs = [one.need_heard(key) for key, one in heard]
        return VisitResult(
            met=[key for key in met if key not in self.people.newcomers],
            newcomers=list(self.people.newcomers.values()),
            outcome=self.outcome.code or "",
            outcome_reason=draft.outcome_reason if self.outcome.code == "not_reached" else "",
            agreed=draft.agreed,
            learned=draft.learned,
            promises=promises,
            kept=self.earlier.kept,
            answers=self.answers.answers(said_by),
            facts=[*(fact for key, one in heard for fact in one.facts(key)), *self.facts.facts(said_by)],
            needs=[need for need in needs if need is not None],
            objections=self.objections.heard(said_by),
            questions=self.questions.words(),
            next_step=draft.next_step,
            next_at=self.next_at.value(),  # type: ignore[arg-type]  # a moment editor gives a moment or None
        )

    def _is_next_readable(self) -> bool:
        try:
            self.next_at.value()
        except Unreadable:
            self.next_at.set_problem(True)
            return False
        self.next_at.set_problem(False)
        return True

    def record(self) -> bool:
        """Write the record as one deed; False where something cannot be read."""
        from salesdesk.desk.visit_record import record_visit

        result = self.result()
        if result is None or self._view is None:
            self._frame.notify(
                tr("A date cannot be read yet; nothing was recorded. See the field marked."), tone="warning"
            )
            return False
        visit_id, known = self._view.form.visit.id, set(self._view.evidence)
        self.is_dirty = False
        try:
            done = self._frame.desk.write("record_visit", lambda w: record_visit(w, visit_id, result))
        except BaseException:
            self.is_dirty = True
            raise
        proved = self._frame.desk.select(Evidence, visit_id=visit_id)
        self._tell(done.next_visit, sum(1 for piece in proved if piece not in known))
        self.page.ensureWidgetVisible(self.changes)
        return True

    def _tell(self, next_visit: Visit | None, changed: int) -> None:
        from salesdesk.text import tr_n
        from salesdesk.text.formats import moment_words

        said = [tr("Recorded.")]
        if changed:
            said.append(
                tr_n("{count} value of the sheet changed.", "{count} values of the sheet changed.", changed)
            )
        show = None
        if next_visit is not None:
            when = moment_words(next_visit.starts_at, today=self._frame.desk.today())
            said.append(tr("The next visit is drafted for {when}.").format(when=when))
            next_id = next_visit.id
            show = lambda: self._frame.show_record("visit", next_id)  # noqa: E731
        self._frame.notify(" ".join(said), tone="good", show=show, undo=True)

    def first_stop(self) -> QWidget:
        """Where recording begins on the keyboard."""
        return self.outcome if self.people.met else self.people
