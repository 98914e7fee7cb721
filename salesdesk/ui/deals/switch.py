"""A few parts in one place, of which one is seen; each is built when it is first looked at."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from salesdesk.domain.record import Record
from salesdesk.ui.kit.choice_editors import Segments
from salesdesk.ui.kit.form import Form
from salesdesk.ui.kit.panels import Page, row
from salesdesk.ui.kit.row_list import RowList
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID

Words = Callable[[], str]


class FormPage(Page):
    """A form that saves itself, on a page that scrolls."""

    def __init__(self, record_class: type[Record], frame: Frame, lay_out: Callable[[Form], None]) -> None:
        super().__init__()
        self.form = Form(record_class, frame)
        lay_out(self.form)
        self.body.addWidget(self.form)
        self.body.addStretch(1)

    def commit(self) -> None:
        """Write what is being typed."""
        self.form.commit()


@dataclass(frozen=True, slots=True)
class SwitchPart:
    """One part: its name, its words, and how it is built."""

    name: str
    words: Words
    make: Callable[[], RowList | FormPage]


class Switch(QWidget):
    """Buttons at the top choose which part is seen. A subclass fills a part in `fill`."""

    def __init__(self, *parts: SwitchPart) -> None:
        super().__init__()
        self._parts = {part.name: part for part in parts}
        self._built: dict[str, RowList | FormPage] = {}
        self._counts: dict[str, int] = {}
        self._current = parts[0].name
        self.segments = Segments([(part.name, part.words(), None) for part in parts])
        self.segments.chosen.connect(self.choose)
        self.stack = QStackedWidget()
        head = row(self.segments, 1)
        head.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addLayout(head)
        body.addWidget(self.stack, 1)
        self.segments.choose(self._current)
        self._widen()

    # --- parts

    @property
    def current(self) -> str:
        """The name of the part that is seen."""
        return self._current

    def rows(self, name: str) -> RowList:
        """A part that is a list."""
        found = self._part(name)
        assert isinstance(found, RowList)
        return found

    def page(self, name: str) -> FormPage:
        """A part that is a form."""
        found = self._part(name)
        assert isinstance(found, FormPage)
        return found

    def _part(self, name: str) -> RowList | FormPage:
        if name not in self._built:
            self._built[name] = self._parts[name].make()
            self.stack.addWidget(self._built[name])
        return self._built[name]

    def choose(self, name: str) -> None:
        """Show one of the parts."""
        self._current = name
        self.segments.choose(name)
        self.stack.setCurrentWidget(self._part(name))
        self.fill(name)

    def show_current(self) -> None:
        """Fill the part that is seen."""
        self.choose(self._current)

    def fill(self, name: str) -> None:
        """Show in a part what there is to show."""
        raise NotImplementedError

    def commit(self) -> None:
        """Write what is being typed in any part."""
        for part in self._built.values():
            part.commit()

    # --- words

    def say_counts(self, **counts: int) -> None:
        """Say how many each part holds."""
        self._counts.update(counts)
        self._say()

    def _say(self) -> None:
        self.segments.set_words([
            f"{part.words()} {self._counts[name]}" if self._counts.get(name) else part.words()
            for name, part in self._parts.items()
        ])  # fmt: skip
        self._widen()

    def _widen(self) -> None:
        """The chosen words are bold; they must not be cut."""
        for made in self.segments.buttons():
            font = made.font()
            font.setBold(True)
            made.setMinimumWidth(QFontMetrics(font).horizontalAdvance(made.text()) + 3 * GRID)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._say()
