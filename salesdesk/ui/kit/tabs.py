"""Parts of a card of which one is seen at a time, with how much there is in each."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from salesdesk.text.formats import number
from salesdesk.ui.kit.theme import GRID

Words = Callable[[], str]


class Tabs(QWidget):
    """A row of names over the part that is seen; `changed` carries the name of the part."""

    changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._parts: dict[str, tuple[Words, QWidget]] = {}
        self._counts: dict[str, int] = {}
        self.bar = QTabBar()
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(True)
        self.stack = QStackedWidget()
        self.bar.currentChanged.connect(self._on_change)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(GRID)
        body.addWidget(self.bar)
        body.addWidget(self.stack, 1)

    def add(self, name: str, words: Words, part: QWidget) -> None:
        """Add a part at the end."""
        self._parts[name] = (words, part)
        self.stack.addWidget(part)
        self.bar.addTab(words())

    def say_count(self, name: str, count: int) -> None:
        """Say how much there is in a part; nothing for nothing."""
        self._counts[name] = count
        self._say(name)

    def _say(self, name: str) -> None:
        words, count = self._parts[name][0](), self._counts.get(name, 0)
        self.bar.setTabText(list(self._parts).index(name), f"{words} {number(count)}" if count else words)

    @property
    def current(self) -> str:
        """The name of the part that is seen."""
        return list(self._parts)[self.bar.currentIndex()]

    def show_part(self, name: str) -> None:
        """Show a part."""
        self.bar.setCurrentIndex(list(self._parts).index(name))

    def _on_change(self, at: int) -> None:
        if 0 <= at < self.stack.count():
            self.stack.setCurrentIndex(at)
            self.changed.emit(self.current)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            for name in self._parts:
                self._say(name)
