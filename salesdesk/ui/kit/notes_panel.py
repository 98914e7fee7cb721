"""The notes on a record, the newest first: written here, changed in place, private or the team's."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QVBoxLayout, QWidget

from salesdesk.domain.account import Note
from salesdesk.domain.problems import Known
from salesdesk.domain.record import Record
from salesdesk.text import tr
from salesdesk.text.formats import moment_words
from salesdesk.ui.kit import faults
from salesdesk.ui.kit.form import write_field
from salesdesk.ui.kit.panels import Card, Page, badge, button, clear, column, label, link, row
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID


class NoteEdit(QPlainTextEdit):
    """A small page of text; Ctrl+Enter does what the button beside it does."""

    def __init__(self, lines: int = 3) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 2 * GRID + 4)
        self.deed: Callable[[], object] = lambda: None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.deed()
            return
        super().keyPressEvent(event)


class NotesPanel(QWidget):
    """A place to write a note, and the notes there are; a private one never leaves this person's copies."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._about: Record | None = None
        self._notes: Sequence[Note] = ()
        self.page = NoteEdit()
        self.page.deed = self.add
        self.is_private = QCheckBox()
        self._button = button("", self.add, icon_name="plus")
        self._problem = label("", "problem", wraps=True)
        self._problem.hide()
        area = Page(margins=0)
        self._list = QVBoxLayout()
        self._list.setSpacing(GRID)
        area.body.addLayout(self._list)
        area.body.addStretch(1)
        foot = row(self.is_private, 1, self._button)
        made = column(self.page, foot, self._problem, area)
        made.setStretch(3, 1)
        self.setLayout(made)
        self.setFocusProxy(self.page)
        self._say()

    def show_notes(self, about: Record, notes: Sequence[Note]) -> None:
        """Show the notes of a record; what is being written about another is let go."""
        if self._about is None or self._about.id != about.id:
            self.page.clear()
            self.is_private.setChecked(False)
            self._say_problem("")
        is_same = self._about is not None and self._about.id == about.id and list(notes) == list(self._notes)
        self._about, self._notes = about, notes
        if not is_same:
            self._draw()

    def _draw(self) -> None:
        clear(self._list)
        if not self._notes:
            self._list.addWidget(label(tr("No note yet."), "muted"))
        for note in self._notes:
            self._list.addWidget(self._card(note))

    def _card(self, note: Note) -> Card:
        card = Card()
        author = self._frame.headings.of("member", note.author_id)
        said = label(" · ".join(part for part in (moment_words(note.noted_at), author) if part), "muted")
        head = row(said)
        if note.is_private:
            head.addWidget(badge(tr("private"), "warning"))
        head.addStretch(1)
        head.addWidget(link(tr("Change"), partial(self._edit, note, card)))
        head.addWidget(link(tr("Delete"), partial(self._delete, note)))
        card.body.addLayout(head)
        card.body.addWidget(label(note.text, wraps=True, can_copy=True))
        return card

    def add(self) -> None:
        """Put the note that was written."""
        from salesdesk.desk.notes import write_note

        about, text, is_private = self._about, self.page.toPlainText().strip(), self.is_private.isChecked()
        if about is None or not text:
            self.page.setFocus()
            return
        try:
            self._frame.desk.write("add.note", lambda w: write_note(w, about, text, is_private=is_private))
        except Known as error:
            self._say_problem(str(faults.words_of(error)))
            return
        self._say_problem("")
        self.page.clear()
        self.is_private.setChecked(False)

    def _edit(self, note: Note, card: Card) -> None:
        edit = NoteEdit(5)
        edit.setAccessibleName(tr("Note"))
        edit.setPlainText(note.text)
        clear(card.body)

        def save() -> None:
            try:
                write_field(self._frame, note, "text", edit.toPlainText().strip())
            except Known as error:
                self._frame.faults.tell(error)

        edit.deed = save
        card.body.addWidget(edit)
        card.body.addLayout(
            row(1, button(tr("Cancel"), self._draw), button(tr("Save"), save, is_primary=True))
        )
        edit.setFocus()

    def _delete(self, note: Note) -> None:
        from salesdesk.ui.kit.bulk import delete_records

        delete_records(self._frame, Note, [note.id])

    def _say_problem(self, words: str) -> None:
        self._problem.setText(words)
        self._problem.setVisible(bool(words))

    def _say(self) -> None:
        self.page.setPlaceholderText(tr("Write a note; Ctrl+Enter adds it"))
        self.page.setAccessibleName(tr("Note"))
        self.is_private.setText(tr("Private: never leaves this computer"))
        self._button.setText(tr("Add note"))
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._say()
