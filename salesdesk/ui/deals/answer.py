"""What can be done about one gap: ask it in the next visit in these words, or write down what is known by now."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from salesdesk.domain.gap import Gap
from salesdesk.domain.record import Record, Value, field_map
from salesdesk.domain.strategy import Question
from salesdesk.text import tr
from salesdesk.text.findings import finding
from salesdesk.text.formats import words_list
from salesdesk.ui.deals.deeds import Deeds
from salesdesk.ui.deals.sheet_state import SheetState
from salesdesk.ui.kit.form import Form, write_field
from salesdesk.ui.kit.panels import Page, button, clear, column, label, row
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID, pixels


class AnswerPanel(Page):
    """Beside the list of gaps."""

    ask_wanted = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__(margins=GRID + 4, spacing=GRID)
        self._frame = frame
        self._gap: Gap | None = None
        self._deeds: Deeds | None = None
        self._state: SheetState | None = None
        self._shown: tuple[str, str, str] | None = None
        self._words = label("", "strong", wraps=True)
        self._why = label("", "muted", wraps=True)
        self._ask_label = label("", "label")
        self.question = QPlainTextEdit()
        self.question.setTabChangesFocus(True)
        self.question.setFixedHeight(pixels(54))
        self.ask = button("", self.ask_wanted.emit)
        self._whom = label("", "muted", wraps=True)
        self._answer_box = QWidget()
        self._answer = QVBoxLayout(self._answer_box)
        self._answer.setContentsMargins(0, GRID, 0, 0)
        self._form: Form | None = None
        self._inner = QWidget()
        deed = row(self.ask, self._whom)
        deed.setStretch(1, 1)
        self._inner.setLayout(column(
            self._words, self._ask_label, self.question, deed, self._why, self._answer_box, spacing=4
        ))  # fmt: skip
        self.body.addWidget(self._inner)
        self.body.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        """Say the words anew."""
        self._ask_label.setText(tr("Ask it like this"))
        self.question.setAccessibleName(tr("Ask it like this"))
        self.ask.setText(tr("Put into the next visit"))
        self.ask.setToolTip(tr("Put into the next visit") + "  V")
        self._shown = None

    # --- what is shown

    def show_gap(self, gap: Gap | None, state: SheetState, deeds: Deeds) -> None:
        """Show a gap with its question, and the field or question that an answer fills."""
        key = (gap.code, gap.about_id, gap.field) if gap is not None else None
        is_same = key is not None and key == self._shown
        if not is_same:
            self.commit()
        self._gap, self._state, self._deeds, self._shown = gap, state, deeds, key
        self._inner.setVisible(gap is not None)
        if gap is None:
            return
        self._words.setText(finding(gap.key, gap.facts))
        self._why.setText(finding(f"{gap.key}.why", gap.facts))
        people = words_list([state.sheet.name_of(contact) for contact in gap.ask])
        self._whom.setText(tr("Who may know: {people}").format(people=people) if people else "")
        self._whom.setVisible(bool(people))
        self.ask.setEnabled(not gap.planned_visit_id)
        if not is_same:
            self.question.setPlainText(finding(f"{gap.key}.question", gap.facts))
            self._lay_out_answer(gap)
        record = self._record(gap)
        if self._form is not None and record is not None:
            self._form.show_record(record)

    def question_words(self) -> str:
        """The question as it is to be asked."""
        return self.question.toPlainText().strip()

    def begin(self) -> None:
        """Let the question be changed."""
        self.question.setFocus()

    def _record(self, gap: Gap) -> Record | None:
        from salesdesk.domain.kinds import KINDS

        kind = KINDS.get(gap.about_kind)
        return self._frame.desk.get(kind, gap.about_id) if kind is not None and gap.about_id else None

    def _lay_out_answer(self, gap: Gap) -> None:
        """The editor of what an answer fills: a field of the record, or the answer of our own question."""
        clear(self._answer)
        self._form = None
        record = self._record(gap)
        if record is None:
            return
        if isinstance(record, Question):
            self._form = Form(Question, self._frame, self._write_question)
            for name in ("question", "why", "answer", "answered_by_id", "ask_contact_id", "due_on", "line"):
                self._form.row(name)
        elif gap.field in field_map(type(record)):
            self._form = Form(type(record), self._frame)
            self._answer.addWidget(label(tr("Or, where it is known by now:"), "muted", wraps=True))
            self._form.row(gap.field)
        if self._form is not None:
            self._answer.addWidget(self._form)

    # --- writing

    def _write_question(self, name: str, value: Value) -> None:
        from salesdesk.desk.strategy import answer_question

        record = self._form.record if self._form is not None else None
        if not isinstance(record, Question):
            return
        if name == "answer" and str(value or "").strip():
            today = self._frame.desk.today()
            self._frame.desk.write("answer_question", lambda w: answer_question(
                w, record.id, str(value), today=today, contact_id=record.answered_by_id,
            ))  # fmt: skip
        else:
            write_field(self._frame, record, name, value)

    def commit(self) -> None:
        """Write what is being typed."""
        if self._form is not None:
            self._form.commit()
