"""Editors of values: one widget for each type of field, all with the same few words; `editor_for` picks one."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from salesdesk.domain.record import Field, FieldType, Record, Value
from salesdesk.ui.kit import typed
from salesdesk.ui.kit.extra_fields import field_label
from salesdesk.ui.kit.panels import restyle
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID, pixels


class Unreadable(ValueError):
    """What was typed is no value of the field's type."""


class Editor(QWidget):
    """Shows and edits one value. `edited` is sent at each change by the person, `left` when the focus leaves it.

    `also` carries a second field that goes with the value: the currency of an amount.
    """

    edited = Signal()
    left = Signal()
    also = Signal(str, object)

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self.body = QHBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(GRID // 2)

    def value(self) -> Value:
        """The value as typed; raises Unreadable."""
        raise NotImplementedError

    def set_value(self, value: Value) -> None:
        """Show a value."""
        raise NotImplementedError

    def show_record(self, record: Record) -> None:
        """Learn of the record whose field this is; called before `set_value`."""

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the value be read only, or edited again."""
        self.setEnabled(not is_read_only)

    def set_problem(self, has_problem: bool) -> None:
        """Mark that the value cannot stand."""
        target = self.focusProxy() or self
        target.setProperty("problem", "true" if has_problem else "false")
        restyle(target)

    def retranslate(self) -> None:
        """Say the words anew."""

    def name_for_readers(self, words: str) -> None:
        """Give the control its name for screen readers."""
        (self.focusProxy() or self).setAccessibleName(words)

    def watch(self, control: QWidget) -> None:
        """Make a control the one that has the focus, and tell when it loses it."""
        self.body.addWidget(control, 1)
        self.setFocusProxy(control)
        control.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when the focus leaves; a menu or another window taking it for a while does not count."""
        is_left = isinstance(event, QFocusEvent) and event.lostFocus()
        if is_left and event.reason() is not Qt.FocusReason.PopupFocusReason:  # type: ignore[attr-defined]
            self.left.emit()
        return super().eventFilter(watched, event)


class LineEditor(Editor):
    """One line of text."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.line = QLineEdit()
        self.line.textEdited.connect(lambda _text: self.edited.emit())
        self.line.returnPressed.connect(self.left.emit)
        self.watch(self.line)

    def value(self) -> Value:
        return self.line.text().strip()

    def set_value(self, value: Value) -> None:
        self.show_words(str(value or ""))

    def show_words(self, words: str) -> None:
        """Show words, leaving the cursor where it is as far as possible."""
        if words == self.line.text():
            return
        at = self.line.cursorPosition()
        self.line.setText(words)
        self.line.setCursorPosition(min(at, len(words)) if self.line.hasFocus() else 0)

    def set_read_only(self, is_read_only: bool) -> None:
        self.line.setReadOnly(is_read_only)


class LongEditor(Editor):
    """Text of any number of lines; grows with its text from two lines to ten."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.page = QPlainTextEdit()
        self.page.setTabChangesFocus(True)
        self.page.textChanged.connect(self._fit)
        self.page.textChanged.connect(self._tell)
        self._is_filling = False
        self.watch(self.page)
        self._fit()

    def _tell(self) -> None:
        if not self._is_filling:
            self.edited.emit()

    def _fit(self) -> None:
        lines = max(2, min(10, round(self.page.document().size().height())))
        self.page.setFixedHeight(lines * self.page.fontMetrics().lineSpacing() + 2 * GRID + 4)

    def value(self) -> Value:
        return self.page.toPlainText().strip()

    def set_value(self, value: Value) -> None:
        words = str(value or "")
        if words == self.page.toPlainText():
            return
        at = self.page.textCursor().position()
        self._is_filling = True
        self.page.setPlainText(words)
        self._is_filling = False
        cursor = self.page.textCursor()
        cursor.setPosition(min(at, len(words)))
        self.page.setTextCursor(cursor)

    def set_read_only(self, is_read_only: bool) -> None:
        self.page.setReadOnly(is_read_only)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()


class FlagEditor(Editor):
    """True or false."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.box = QCheckBox()
        self.box.clicked.connect(self._chosen)
        self.watch(self.box)

    def _chosen(self) -> None:
        self.edited.emit()
        self.left.emit()

    def value(self) -> Value:
        return self.box.isChecked()

    def set_value(self, value: Value) -> None:
        self.box.setChecked(bool(value))

    def set_words(self, words: str) -> None:
        """The words stand at the box, not above it."""
        self.box.setText(words)


class WholeEditor(LineEditor):
    """A whole number in its unit, right-aligned; up and down change it by one."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMaximumWidth(pixels(180))

    def value(self) -> Value:
        text = self.line.text().strip()
        if not text:
            return None
        found = typed.read_whole(text, self.field.unit)
        if found is None:
            raise Unreadable(text)
        return found

    def set_value(self, value: Value) -> None:
        self.show_words(typed.whole_words(value if isinstance(value, int) else None, self.field.unit))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None or self.line.isReadOnly():
            super().keyPressEvent(event)
            return
        present = typed.read_whole(self.line.text(), self.field.unit)
        self.set_value((present or 0) + step * 10 ** typed.UNIT_DIGITS.get(self.field.unit, 0))
        self.edited.emit()


def editor_for(field: Field, frame: Frame) -> Editor:
    """The editor of a field's type, with its name for screen readers."""
    made = _made(field, frame)
    made.name_for_readers(field_label(field))
    return made


def _made(field: Field, frame: Frame) -> Editor:
    match field.type:
        case FieldType.LONG_TEXT:
            return LongEditor(field)
        case FieldType.BOOL:
            return FlagEditor(field)
        case FieldType.INT:
            return WholeEditor(field)
        case FieldType.CHOICE:
            from salesdesk.ui.kit.choice_editors import choice_editor

            return choice_editor(field)
        case FieldType.MONEY:
            from salesdesk.ui.kit.money_editor import MoneyEditor

            return MoneyEditor(field)
        case FieldType.DATE:
            from salesdesk.ui.kit.date_editors import DateEditor

            return DateEditor(field, frame)
        case FieldType.TIME:
            from salesdesk.ui.kit.date_editors import MomentEditor

            return MomentEditor(field, frame)
        case FieldType.REFERENCE:
            from salesdesk.ui.kit.reference_editor import ReferenceEditor

            return ReferenceEditor(field, frame)
    return LineEditor(field)
