"""Rows of a plan that are edited where they stand: questions, objections, needs, strengths."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from salesdesk.domain.record import Record, field_map
from salesdesk.text import tr
from salesdesk.ui.kit.editors import Editor
from salesdesk.ui.kit.form import Form
from salesdesk.ui.kit.icons import icon
from salesdesk.ui.kit.panels import badge, label
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID, pixels
from salesdesk.ui.kit.wrap_editor import AddLine, WrapEditor
from salesdesk.ui.visits.flow import cut
from salesdesk.ui.visits.people import Person, WhomEditor


def silent() -> str:
    """The words of a row without a label."""
    return ""


class RowForm(Form):
    """One row: its editors side by side, a note beneath, a cross that takes it out (Ctrl+Delete)."""

    removed = Signal()

    def __init__(self, record_class: type[Record], frame: Frame) -> None:
        super().__init__(record_class, frame)
        self.fields = field_map(record_class)
        self.body.setSpacing(2)
        self._across = QHBoxLayout()
        self._across.setSpacing(GRID - 2)
        self.body.addLayout(self._across)
        self._beneath = QHBoxLayout()
        self._beneath.setSpacing(GRID - 2)
        self._beneath.setContentsMargins(0, 0, pixels(24) + GRID - 2, 0)
        self.body.addLayout(self._beneath)
        self.note = label("", "muted", wraps=True)
        self.note.hide()
        self.body.addWidget(self.note)
        self._cross = QToolButton()
        self._cross.setIcon(icon("x"))
        self._cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cross.clicked.connect(self.removed.emit)
        key = QShortcut(QKeySequence("Ctrl+Del"), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.removed.emit)
        self._whom: list[WhomEditor] = []

    def put(
        self,
        name: str,
        weight: int,
        *,
        editor: Editor | None = None,
        width: int = 0,
        is_beneath: bool = False,
    ) -> None:
        """Add the editor of a field, a line that grows where none is given; on the first line or beneath it."""
        made = self.field(
            name, words=silent, editor=editor or WrapEditor(self.fields[name], says_its_name=True)
        )
        if width:
            made.setFixedWidth(pixels(width))
        if isinstance(made.editor, WhomEditor):
            self._whom.append(made.editor)
        line = self._beneath if is_beneath else self._across
        line.addWidget(made, weight, Qt.AlignmentFlag.AlignTop)

    def close_row(self) -> None:
        """Put the cross at the end."""
        self._cross.setToolTip(f"{tr('Take out')}  Ctrl+Del")
        self._cross.setAccessibleName(tr("Take out"))
        self._across.addWidget(self._cross, 0, Qt.AlignmentFlag.AlignTop)

    def set_people(self, people: Sequence[Person]) -> None:
        """Offer these people where a row names one."""
        for editor in self._whom:
            editor.set_people(people)

    def say_note(self, words: str) -> None:
        """Say something beneath the row; nothing for no words."""
        self.note.setText(words)
        self.note.setVisible(bool(words))


class PlanRows(QWidget):
    """The rows of one kind in one visit, and lines that add one more.

    `add(words, key)` makes a row; a key stands for the line it was typed in.
    """

    def __init__(
        self,
        record_class: type[Record],
        frame: Frame,
        *,
        lay_out: Callable[[RowForm], None],
        add: Callable[[str, str], object],
        note: Callable[[Record], str] = lambda _record: "",
    ) -> None:
        super().__init__()
        self._class, self._frame = record_class, frame
        self._lay_out_row, self._add, self._note = lay_out, add, note
        self._rows: dict[str, RowForm] = {}
        self._lines: dict[str, tuple[QWidget, AddLine]] = {}
        self._people: tuple[Person, ...] = ()
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(GRID - 2)

    def set_people(self, people: Sequence[Person]) -> None:
        """Offer these people in every row."""
        self._people = tuple(people)
        for row in self._rows.values():
            row.set_people(people)

    def show_rows(self, records: Sequence[Record]) -> None:
        """Show these rows; those that stay keep what is being typed in them."""
        wanted = [record.id for record in records]
        for row_id in [row_id for row_id in self._rows if row_id not in wanted]:
            row = self._rows.pop(row_id)
            self._body.removeWidget(row)
            row.record = None  # what was typed in a row that is gone is not written
            row.hide()
            row.deleteLater()
        for at, record in enumerate(records):
            row = self._rows.get(record.id) or self._new_row(record.id)
            if self._body.indexOf(row) != at:
                self._body.insertWidget(at, row)
            row.show_record(record)
            row.say_note(self._note(record))

    def _new_row(self, record_id: str) -> RowForm:
        row = RowForm(self._class, self._frame)
        self._lay_out_row(row)
        row.close_row()
        row.set_people(self._people)
        row.removed.connect(lambda: self._remove(record_id))
        self._rows[record_id] = row
        return row

    def _remove(self, record_id: str) -> None:
        from salesdesk.desk.visits import remove_row

        kind = self._class
        self._frame.desk.write(f"delete.{kind.KIND}", lambda w: remove_row(w, w.need(kind, record_id)))

    def set_lines(self, lines: Sequence[tuple[str, str, str]]) -> None:
        """The lines that add a row: key, whose it is (small, before it), what it is for."""
        keys = [key for key, _, _ in lines]
        for key in [key for key in self._lines if key not in keys]:
            holder, _ = self._lines.pop(key)
            self._body.removeWidget(holder)
            holder.hide()
            holder.deleteLater()
        for key, whose, words in lines:
            if key not in self._lines:
                self._lines[key] = self._new_line(key, whose)
                self._body.addWidget(self._lines[key][0])
            self._lines[key][1].say(words, whose=whose)

    def _new_line(self, key: str, whose: str) -> tuple[QWidget, AddLine]:
        holder, typed = QWidget(), AddLine()
        typed.typed.connect(lambda words: self._add(words, key))
        across = QHBoxLayout(holder)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(GRID - 2)
        if whose:
            across.addWidget(badge(cut(whose)))
        across.addWidget(typed, 1)
        return holder, typed

    def commit(self) -> None:
        """Write what is being typed."""
        for row in tuple(self._rows.values()):
            row.commit()
        for _, line in tuple(self._lines.values()):
            line.hand_over()

    def focus_line(self) -> None:
        """Let the next words be a new row."""
        if self._lines:
            next(iter(self._lines.values()))[1].setFocus()

    @property
    def rows(self) -> tuple[RowForm, ...]:
        """The rows as they stand."""
        return tuple(self._rows.values())

    @property
    def lines(self) -> tuple[AddLine, ...]:
        """The lines that add a row."""
        return tuple(line for _, line in self._lines.values())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            for row in self._rows.values():
                if row.record is not None:
                    row.say_note(self._note(row.record))
