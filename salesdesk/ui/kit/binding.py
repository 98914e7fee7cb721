"""The bond between an editor and a field: what was shown, what is typed, and when it is written."""

from collections.abc import Callable

from PySide6.QtCore import QTimer

from salesdesk.domain.checks import value_problem
from salesdesk.domain.problems import Known
from salesdesk.domain.record import Value
from salesdesk.text import tr
from salesdesk.ui.kit import faults
from salesdesk.ui.kit.editors import Unreadable
from salesdesk.ui.kit.form_row import FormRow

PAUSE_MS = 700
"""After so long without a key what is typed is written."""


class Binding:
    """Keeps one row and one field in step. `take(name, value)` writes, and says whether it could."""

    def __init__(self, row: FormRow, take: Callable[[str, Value], bool]) -> None:
        self.row = row
        self.is_dirty = False
        self._take = take
        self._shown: Value = None
        self._is_shown = False
        self._timer = QTimer(row)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(lambda: self.commit(is_final=False))
        row.editor.edited.connect(self._on_edit)
        row.editor.left.connect(self._on_leave)

    def _on_edit(self) -> None:
        self.is_dirty = True
        self._timer.start()

    def _on_leave(self) -> None:
        if self.commit(is_final=True):
            self.reformat()

    def forget(self) -> None:
        """Let go of what is typed: another record comes."""
        self._timer.stop()
        self.is_dirty = False
        self._is_shown = False
        self.row.say_problem("")

    def show_value(self, value: Value) -> None:
        """Show the value of the record, unless something else is being typed."""
        if self.is_dirty:
            return
        if self._is_shown and value == self._shown and self._says(value):
            return
        self._shown, self._is_shown = value, True
        if not self._says(value) or not self._has_focus():
            self.row.editor.set_value(value)
        self.row.say_problem("")

    def reformat(self) -> None:
        """Show the value in its usual form: 3,200,000 for what was typed as 320万."""
        if not self.is_dirty and self._is_shown:
            self.row.editor.set_value(self._shown)

    def _says(self, value: Value) -> bool:
        try:
            return self.row.editor.value() == value
        except Unreadable:
            return False

    def _has_focus(self) -> bool:
        target = self.row.editor.focusProxy() or self.row.editor
        return target.hasFocus()

    def commit(self, *, is_final: bool) -> bool:
        """Write what is typed if it differs; at a pause (`is_final` False) half-typed values are left in peace."""
        self._timer.stop()
        if not self.is_dirty:
            return True
        try:
            value = self.row.editor.value()
        except Unreadable as error:
            if is_final:
                self.row.say_problem(_unreadable(self.row, str(error)))
            return False
        if value == self._shown:
            self.is_dirty = False
            self.row.say_problem("")
            return True
        problem = value_problem(self.row.field, value)
        if problem is None and self.row.field.required and value in (None, ""):
            if is_final:
                self.row.say_problem(tr("This must be filled in."))
            return False
        if problem is not None:
            self.row.say_problem(str(faults.words_of(Known.of(problem))))
            return False
        self.is_dirty = False
        if not self._take(self.row.field.name, value):
            self.is_dirty = True
            return False
        self._shown, self._is_shown = value, True
        self.row.say_problem("")
        return True


def _unreadable(row: FormRow, text: str) -> str:
    kind = tr(f"type.{row.field.type.value}")
    return tr("“{text}” is not {type}; it is not saved yet.").format(text=text, type=kind)
