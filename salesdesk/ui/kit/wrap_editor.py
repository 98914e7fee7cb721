"""A line of text that goes on in the next one where it is long, and grows with what is typed."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit

from salesdesk.domain.record import Field, Value
from salesdesk.ui.kit.editors import Editor
from salesdesk.ui.kit.extra_fields import field_label
from salesdesk.ui.kit.theme import GRID

_MOST_LINES = 6


class WrappedLine(QPlainTextEdit):
    """The control: Enter ends the line, Tab goes on, the height follows the words."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.setMinimumWidth(6 * GRID)
        self.textChanged.connect(self.fit)
        self.fit()

    def text(self) -> str:
        """What is typed, on one line."""
        return " ".join(self.toPlainText().split())

    def fit(self) -> None:
        """As high as the words are."""
        lines = max(1, min(_MOST_LINES, round(self.document().size().height())))
        height = lines * self.fontMetrics().lineSpacing() + GRID + 4
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_command = event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if is_command:
                event.ignore()
            else:
                self.entered.emit()
            return
        super().keyPressEvent(event)


class WrapEditor(Editor):
    """One line of text, shown whole however long it is."""

    def __init__(self, field: Field, *, says_its_name: bool = False) -> None:
        """In a row without a label it says its name as long as it is empty."""
        super().__init__(field)
        self.page = WrappedLine()
        self._says_its_name = says_its_name
        self._is_filling = False
        self.page.textChanged.connect(self._tell)
        self.page.entered.connect(self.left.emit)
        self.watch(self.page)

    def _tell(self) -> None:
        if not self._is_filling:
            self.edited.emit()

    def value(self) -> Value:
        return self.page.text()

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

    def retranslate(self) -> None:
        if self._says_its_name:
            self.page.setPlaceholderText(field_label(self.field))


class AddLine(WrappedLine):
    """An empty line that makes something of what is typed in it: Enter, or leaving it, hands the words over."""

    typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.entered.connect(self.hand_over)
        self.installEventFilter(self)

    def hand_over(self) -> None:
        """Hand over what is typed, if anything is, and be empty again."""
        words = self.text()
        if words:
            self.clear()
            self.typed.emit(words)

    def say(self, words: str, *, whose: str = "") -> None:
        """What the line is for, and whose it is for those who cannot see where it stands."""
        self.setPlaceholderText(words)
        self.setAccessibleName(" · ".join(part for part in (whose, words) if part))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut:
            self.hand_over()
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
            and self.text()
        ):
            self.clear()
            return True
        return super().eventFilter(watched, event)
