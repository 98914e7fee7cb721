"""A few lists in one place, of which one is shown."""

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from salesdesk.ui.kit.choice_editors import Segments
from salesdesk.ui.kit.panels import row
from salesdesk.ui.kit.theme import GRID

Words = Callable[[], str]


class Switch(QWidget):
    """Buttons at the top choose which part is seen."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[tuple[str, Words, QWidget]] = []
        self._counts: dict[str, int] = {}
        self.segments = Segments()
        self.segments.chosen.connect(self.choose)
        self.stack = QStackedWidget()
        head = row(self.segments, 1)
        head.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addLayout(head)
        body.addWidget(self.stack, 1)

    def set_parts(self, *parts: tuple[str, Words, QWidget]) -> None:
        """Hold these parts, each (name, words, widget); the first is shown."""
        self._parts = list(parts)
        self.segments.set_choices([(name, words(), None) for name, words, _ in parts])
        for _, _, part in parts:
            self.stack.addWidget(part)
        self._widen()
        self.choose(parts[0][0])

    def choose(self, name: str) -> None:
        """Show one of the parts."""
        self.segments.choose(name)
        self.stack.setCurrentIndex([one for one, _, _ in self._parts].index(name))

    def _widen(self) -> None:
        """The chosen words are bold; they must not be cut."""
        for made in self.segments.buttons():
            font = made.font()
            font.setBold(True)
            made.setMinimumWidth(QFontMetrics(font).horizontalAdvance(made.text()) + 3 * GRID)

    def say_counts(self, **counts: int) -> None:
        """Say how many each part holds."""
        self._counts.update(counts)
        self._say()

    def _say(self) -> None:
        self.segments.set_words([
            f"{words()} {self._counts[name]}" if self._counts.get(name) else words()
            for name, words, _ in self._parts
        ])  # fmt: skip
        self._widen()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._say()
