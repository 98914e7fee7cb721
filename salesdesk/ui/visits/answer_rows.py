"""The questions of the plan with what was answered, and the value of the sheet that an answer fills."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from salesdesk.domain.record import Field, FieldType, Secrecy, Value, field_map
from salesdesk.domain.visit import VisitQuestion
from salesdesk.text import tr
from salesdesk.text.words import choice
from salesdesk.ui.kit.editors import Editor, LineEditor, Unreadable, editor_for
from salesdesk.ui.kit.extra_fields import field_label
from salesdesk.ui.kit.panels import badge, label, row
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID, pixels
from salesdesk.ui.kit.wrap_editor import WrappedLine
from salesdesk.ui.visits.said_editor import SaidEditor

if TYPE_CHECKING:
    from salesdesk.desk.visit_result import Answer

_TYPED = (FieldType.CHOICE, FieldType.DATE, FieldType.BOOL, FieldType.REFERENCE, FieldType.INT)


class AnswerRow(QWidget):
    """One question of the plan, what was said to it, and the value it fills where that is more than words."""

    changed = Signal()

    def __init__(self, frame: Frame, question: VisitQuestion) -> None:
        super().__init__()
        self._frame = frame
        self.question = question
        self._kind = badge("")
        self._words = label("", wraps=True)
        self.answer = WrappedLine()
        self.answer.textChanged.connect(self.changed.emit)
        self.value = self._value_editor(question)
        head = row(self._kind, self._words, spacing=GRID - 2)
        head.setStretch(1, 1)
        head.setAlignment(self._kind, Qt.AlignmentFlag.AlignTop)
        said = row(self.answer, spacing=GRID - 2)
        said.setStretch(0, 1)
        if self.value is not None:
            self.value.edited.connect(self.changed.emit)
            self.value.setFixedWidth(pixels(150))
            said.addWidget(self.value)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(3)
        body.addLayout(head)
        body.addLayout(said)
        self.setFocusProxy(self.answer)
        self.show_question(question)
        self.start()

    def start(self) -> None:
        """Let go of everything typed: the answer as it is written."""
        if self.answer.toPlainText() != self.question.answer:
            self.answer.setPlainText(self.question.answer)
        if self.value is not None:
            self.value.set_value(None)

    def _value_editor(self, question: VisitQuestion) -> Editor | None:
        from salesdesk.domain.kinds import KINDS

        kind = KINDS.get(question.about_kind)
        field: Field | None = field_map(kind).get(question.about_field) if kind is not None else None
        if field is None or not question.about_id or field.type not in _TYPED:
            return None
        is_choice = field.type is FieldType.CHOICE
        made = SaidEditor(field, lambda: field_label(field)) if is_choice else editor_for(field, self._frame)
        made.name_for_readers(field_label(field))
        made.setToolTip(field_label(field))
        if isinstance(made, LineEditor):
            made.line.setPlaceholderText(field_label(field))
        return made

    def show_question(self, question: VisitQuestion) -> None:
        """Show the question as it stands; the answer typed stays."""
        self.question = question
        self._kind.setText(choice(f"visit_question.type.{question.type}") if question.type else "")
        self._kind.setVisible(bool(question.type))
        self._words.setText(question.question)
        self.answer.setPlaceholderText(tr("What they said"))
        self.answer.setAccessibleName(tr("Answer to: {question}").format(question=question.question))
        if self.value is not None:
            is_covered = self.value.field.secrecy is Secrecy.COVERED and self._frame.is_covered
            self.value.setVisible(not is_covered)

    @property
    def is_empty(self) -> bool:
        """Whether nothing new is said here."""
        return self.answer.text() == " ".join(self.question.answer.split()) and not self._chosen()

    def _chosen(self) -> Value:
        try:
            return self.value.value() if self.value is not None else None
        except Unreadable:
            return None

    def heard(self, contact_id: str) -> "Answer":
        """The answer; `contact_id` is who said it where the question names nobody."""
        from salesdesk.desk.visit_result import Answer
        from salesdesk.ui.kit.value_words import value_words

        value = self._chosen()
        words = self.answer.text()
        if not words and self.value is not None:
            words = value_words(self.value.field, value, self._frame.headings)
        return Answer(
            visit_question_id=self.question.id,
            answer=words,
            contact_id=self.question.contact_id or contact_id,
            value=value if value not in ("", False) else None,
        )


class AnswerRows(QWidget):
    """A row for each question of the plan."""

    changed = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._rows: dict[str, AnswerRow] = {}
        self._none: QLabel = label("", "muted", wraps=True)
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(GRID)
        self._body.addWidget(self._none)

    def start(self) -> None:
        """Let go of everything typed."""
        for one in self._rows.values():
            one.start()

    def show_questions(self, questions: Sequence[VisitQuestion]) -> None:
        """Show a row for each of these questions; what is typed stays."""
        self._keep([one.id for one in questions])
        self._none.setText(tr("The plan holds no question."))
        self._none.setVisible(not questions)
        for at, one in enumerate(questions):
            if one.id not in self._rows:
                made = AnswerRow(self._frame, one)
                made.changed.connect(self.changed.emit)
                self._rows[one.id] = made
            if self._body.indexOf(self._rows[one.id]) != at:
                self._body.insertWidget(at, self._rows[one.id])
            self._rows[one.id].show_question(one)

    def _keep(self, keys: Sequence[str]) -> None:
        for key in [key for key in self._rows if key not in keys]:
            gone = self._rows.pop(key)
            self._body.removeWidget(gone)
            gone.hide()
            gone.deleteLater()

    def answers(self, contact_id: str) -> "list[Answer]":
        """What is new among the answers."""
        return [one.heard(contact_id) for one in self._rows.values() if not one.is_empty]

    @property
    def rows(self) -> tuple[AnswerRow, ...]:
        """The rows in their order."""
        return tuple(self._rows.values())
