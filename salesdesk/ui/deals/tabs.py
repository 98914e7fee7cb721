"""The tabs beneath the map; each is built when it is first looked at, and only the one that is seen is filled."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QToolButton

from salesdesk.text import tr
from salesdesk.ui.deals.actions import ActionsTab
from salesdesk.ui.deals.competition import CompetitionTab
from salesdesk.ui.deals.deeds import Deeds
from salesdesk.ui.deals.facts import FactsTab
from salesdesk.ui.deals.history import HistoryTab
from salesdesk.ui.deals.risks import RiskTab
from salesdesk.ui.deals.sheet_state import SheetState
from salesdesk.ui.deals.to_find_out import ToFindOutTab
from salesdesk.ui.deals.worth import WorthTab
from salesdesk.ui.kit.icons import icon
from salesdesk.ui.kit.panels import Card, label, row
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID

Tab = CompetitionTab | ToFindOutTab | RiskTab | ActionsTab | WorthTab | FactsTab | HistoryTab


@dataclass(frozen=True, slots=True)
class _Spec:
    """One tab: its name, its words, how it is built, how many it holds."""

    name: str
    words: Callable[[], str]
    make: Callable[[Frame], Tab]
    count: Callable[[SheetState], int] = lambda _state: 0


def _open_actions(state: SheetState) -> int:
    return sum(action.state == "open" for action in state.sheet.actions)


_TABS = (
    _Spec("competition", lambda: tr("Competition"), CompetitionTab),
    _Spec("to_find_out", lambda: tr("To find out"), ToFindOutTab, lambda state: len(state.gaps)),
    _Spec("risks", lambda: tr("Risk points"), RiskTab, lambda state: len(state.open_points)),
    _Spec("actions", lambda: tr("Strategy and actions"), ActionsTab, _open_actions),
    _Spec("worth", lambda: tr("Worth it"), WorthTab),
    _Spec("facts", lambda: tr("Facts"), FactsTab),
    _Spec("history", lambda: tr("History"), HistoryTab),
)
_FIRST = 1
"""To find out is what a rep looks at first."""


class SheetTabs(Card):
    """Competition · To find out · Risk points · Strategy and actions · Worth it · Facts · History.

    `grown` says whether the room of the map is wanted too: for the facts, or because somebody wishes it.
    """

    grown = Signal(bool)

    def __init__(self, frame: Frame) -> None:
        super().__init__(margins=4, spacing=0)
        self._frame = frame
        self._state: SheetState | None = None
        self._deeds: Deeds | None = None
        self._built: dict[str, Tab] = {}
        self.bar = QTabBar()
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(False)
        self.bar.setElideMode(Qt.TextElideMode.ElideRight)
        self.grow = QToolButton()
        self.grow.setCheckable(True)
        self.stack = QStackedWidget()
        self._covered = label("", "muted", wraps=True)
        self._covered.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for spec in _TABS:
            self.bar.addTab(spec.words())
        self.bar.setCurrentIndex(_FIRST)
        head = row(self.bar, self.grow)
        head.setStretch(0, 1)
        self.body.addLayout(head)
        self.body.addWidget(self.stack, 1)
        self.body.addWidget(self._covered, 1)
        self.setMinimumHeight(18 * GRID)
        self.bar.currentChanged.connect(lambda _at: self._show_tab())
        self.grow.toggled.connect(lambda _is_on: self._say_growth())
        self.retranslate()

    def tab(self, name: str) -> Tab:
        """A tab, built when it is first wanted."""
        if name not in self._built:
            made = next(spec for spec in _TABS if spec.name == name).make(self._frame)
            self._built[name] = made
            self.stack.addWidget(made)
        return self._built[name]

    @property
    def current(self) -> str:
        """The name of the tab that is seen."""
        return _TABS[self.bar.currentIndex()].name

    # --- what is shown

    def show_state(self, state: SheetState, deeds: Deeds) -> None:
        """Show a sheet; while the screen is covered nothing of it."""
        self._state, self._deeds = state, deeds
        is_covered = self._frame.is_covered
        self.bar.setVisible(not is_covered)
        self.stack.setVisible(not is_covered)
        self._covered.setVisible(is_covered)
        self._say()
        self._show_tab()

    def _say(self) -> None:
        for at, spec in enumerate(_TABS):
            count = spec.count(self._state) if self._state is not None else 0
            self.bar.setTabText(at, f"{spec.words()} {count}" if count else spec.words())

    def _show_tab(self) -> None:
        if self._state is not None and self._deeds is not None and not self._frame.is_covered:
            shown = self.tab(self.current)
            self.stack.setCurrentWidget(shown)
            shown.show_state(self._state, self._deeds)
        self._say_growth()

    @property
    def is_grown(self) -> bool:
        """Whether the tabs want the room of the map too."""
        return (self.grow.isChecked() or self.current == "facts") and not self._frame.is_covered

    def _say_growth(self) -> None:
        self.grow.setVisible(self.current != "facts" and not self._frame.is_covered)
        self.grow.setIcon(icon("minimize" if self.grow.isChecked() else "maximize"))
        self.grown.emit(self.is_grown)

    def show_tab(self, name: str) -> None:
        """Bring a tab up."""
        self.bar.setCurrentIndex([spec.name for spec in _TABS].index(name))

    def ask_for_fact(self, field: str) -> None:
        """Let a fact of the deal be changed."""
        self.show_tab("facts")
        facts = self.tab("facts")
        assert isinstance(facts, FactsTab)
        facts.ask_for(field)

    def commit(self) -> None:
        """Write what is being typed."""
        for part in self._built.values():
            if not isinstance(part, RiskTab | HistoryTab):
                part.commit()

    def retranslate(self) -> None:
        """Say the words anew."""
        for part in self._built.values():
            if isinstance(part, ToFindOutTab | HistoryTab):
                part.retranslate()
        words = tr("Give this the room of the map, or give it back")
        self.grow.setToolTip(words)
        self.grow.setAccessibleName(words)
        self._covered.setText(tr("Covered. F9 shows it again."))
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
