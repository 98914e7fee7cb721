"""The plain parts that screens are made of: labels, cards, sections, empty states, badges, splitters."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QByteArray, QSettings, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from salesdesk.ui.kit.icons import icon, pixmap
from salesdesk.ui.kit.theme import GRID


def set_role(widget: QWidget, role: str, *, tone: str | None = None) -> None:
    """Give a widget its part in the style sheet, and style it anew."""
    widget.setProperty("role", role)
    if tone is not None:
        widget.setProperty("tone", tone)
    restyle(widget)


def restyle(widget: QWidget) -> None:
    """Let the style sheet look at the widget's properties again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def label(words: str = "", role: str = "", *, wraps: bool = False, can_copy: bool = False) -> QLabel:
    """A label in plain text; roles: title section strong figure muted small label problem good danger warning."""
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wraps)
    if can_copy:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


class ElidedLabel(QLabel):
    """One line of plain text cut with an ellipsis where it does not fit; the tool tip has it whole."""

    def __init__(self, words: str = "", role: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setText(words)

    def setText(self, words: str) -> None:
        """Show other words."""
        super().setText(words)
        self._say_whole()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say_whole()

    def _say_whole(self) -> None:
        is_cut = QFontMetrics(self.font()).horizontalAdvance(self.text()) > self.contentsRect().width()
        self.setToolTip(self.text() if is_cut else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        words = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )
        self.style().drawItemText(
            painter, self.contentsRect(), int(self.alignment()), self.palette(), self.isEnabled(), words,
            self.foregroundRole(),
        )  # fmt: skip


def badge(words: str, tone: str = "") -> QLabel:
    """A few words on a tinted ground; tones: accent, good, danger, warning, or none."""
    made = label(words, "badge")
    made.setProperty("tone", tone)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return made


def line() -> QFrame:
    """A hairline across."""
    made = QFrame()
    made.setProperty("role", "line")
    return made


def row(*items: QWidget | QLayout | int, spacing: int = GRID, margins: int = 0) -> QHBoxLayout:
    """A layout from left to right; a number stands for a stretch of that weight."""
    made = QHBoxLayout()
    _fill(made, items, spacing, margins)
    return made


def column(*items: QWidget | QLayout | int, spacing: int = GRID, margins: int = 0) -> QVBoxLayout:
    """A layout from top to bottom; a number stands for a stretch of that weight."""
    made = QVBoxLayout()
    _fill(made, items, spacing, margins)
    return made


def _fill(made: QBoxLayout, items: Sequence[QWidget | QLayout | int], spacing: int, margins: int) -> None:
    made.setSpacing(spacing)
    made.setContentsMargins(margins, margins, margins, margins)
    for item in items:
        if isinstance(item, int):
            made.addStretch(item)
        elif isinstance(item, QLayout):
            made.addLayout(item)
        else:
            made.addWidget(item)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let the widgets go."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def show_now(layout: QLayout) -> None:
    """Show what was just put into a layout in this turn, so that all of it is laid out before it is painted."""
    for at in range(layout.count()):
        item = layout.itemAt(at)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.show()


class Card(QFrame):
    """A surface with a hairline around it; `body` is its layout. Its heading can hold widgets at the right."""

    def __init__(self, *, margins: int = 2 * GRID, spacing: int = GRID) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margins, margins - 4, margins, margins - 4)
        self.body.setSpacing(spacing)
        self._heading = label("", "strong")
        self._note = ElidedLabel("", "muted")
        self._heading_row: QHBoxLayout | None = None

    def set_heading(self, words: str, note: str = "") -> None:
        """The words over the card, with a note after them."""
        self.heading_row()
        self._heading.setText(words)
        self._note.setText(note)

    def heading_row(self) -> QHBoxLayout:
        """The layout of the heading; what is added stands at the right."""
        if self._heading_row is None:
            self._heading_row = row(self._heading, self._note)
            self._heading_row.setStretch(1, 1)
            self.body.insertLayout(0, self._heading_row)
        return self._heading_row


class EmptyState(QWidget):
    """What an empty screen says: what it is for, and the first deed."""

    def __init__(self, icon_name: str) -> None:
        super().__init__()
        self._icon_name = icon_name
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words = label("", "section", wraps=True)
        self._help = label("", "muted", wraps=True)
        self._deeds = QHBoxLayout()
        for part in (self._words, self._help):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inner = QWidget()
        inner.setMaximumWidth(480)
        inner.setLayout(column(self._picture, self._words, self._help, self._deeds))
        self.setLayout(column(1, row(1, inner, 1), 2))
        inner.setMinimumWidth(320)

    def say(self, words: str, more: str, *deeds: tuple[str, Callable[[], object]]) -> None:
        """Words, a sentence of help, and the deeds as buttons, the first of them primary."""
        self._words.setText(words)
        self._help.setText(more)
        self._picture.setPixmap(pixmap(self._icon_name, 32, ratio=self.devicePixelRatioF()))
        clear(self._deeds)
        self._deeds.addStretch(1)
        for index, (text, deed) in enumerate(deeds):
            button = QPushButton(text)
            if index == 0:
                button.setProperty("role", "primary")
            button.clicked.connect(lambda _checked=False, chosen=deed: chosen())
            self._deeds.addWidget(button)
        self._deeds.addStretch(1)


class KeyValue(QWidget):
    """A name and its value on one line, the value cut where it does not fit."""

    def __init__(self, name: str = "", value: str = "", *, name_width: int = 96) -> None:
        super().__init__()
        self.name = label(name, "muted")
        self.name.setMinimumWidth(name_width)
        self.value = ElidedLabel(value)
        made = row(self.name, self.value)
        made.setStretch(1, 1)
        self.setLayout(made)

    def set_value(self, value: str) -> None:
        """Show another value."""
        self.value.setText(value)


class SplitView(QSplitter):
    """Parts side by side whose widths are remembered under a name."""

    def __init__(
        self, name: str, *parts: QWidget, sizes: Sequence[int] = (), is_upright: bool = False
    ) -> None:
        super().__init__(Qt.Orientation.Vertical if is_upright else Qt.Orientation.Horizontal)
        self._name = f"splitter/{name}"
        self.setHandleWidth(GRID + 4)
        self.setChildrenCollapsible(False)
        for part in parts:
            self.addWidget(part)
        if sizes:
            self.setSizes(list(sizes))
            for index, size in enumerate(sizes):
                self.setStretchFactor(index, size)
        kept = QSettings().value(self._name)
        if isinstance(kept, QByteArray):
            self.restoreState(kept)
        self.splitterMoved.connect(lambda: QSettings().setValue(self._name, self.saveState()))


class Page(QScrollArea):
    """A column of cards that scrolls; `body` is its layout."""

    def __init__(self, *, margins: int = 2 * GRID, spacing: int = GRID + 4) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setProperty("role", "page")
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(margins, margins, margins, margins)
        self.body.setSpacing(spacing)
        self.setWidget(inner)


def link(words: str, deed: Callable[[], object], *, icon_name: str = "") -> QPushButton:
    """A button that looks like a link."""
    made = QPushButton(words)
    made.setProperty("role", "link")
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if icon_name:
        made.setIcon(icon(icon_name, "accent_ink"))
    made.clicked.connect(lambda: deed())
    return made


def button(
    words: str, deed: Callable[[], object], *, is_primary: bool = False, icon_name: str = ""
) -> QPushButton:
    """A push button that does a deed."""
    made = QPushButton(words)
    if is_primary:
        made.setProperty("role", "primary")
    if icon_name:
        made.setIcon(icon(icon_name))
    made.clicked.connect(lambda: deed())
    return made
