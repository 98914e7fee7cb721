"""The tabs beneath the map; only the one that is seen is filled."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QToolButton, QVBoxLayout, QWidget

from salesdesk.domain.gap import Gap
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


@dataclass(slots=True)
class _Tab:
    """One tab: its words, its widget, how it is filled, how many it holds."""

    name: str
    words: Callable[[], str]
    widget: QWidget
    fill: Callable[[SheetState, Deeds], object]
    count: Callable[[SheetState], int] = lambda _state: 0
    is_tall: bool = False


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
        self.competition = CompetitionTab(frame)
        self.to_find_out = ToFindOutTab(frame)
        self.risks = RiskTab(frame)
        self.strategy = ActionsTab(frame)
        self.worth = WorthTab(frame)
        self.facts = FactsTab(frame)
        self.history = HistoryTab(frame)
        self._tabs = self._table()
        self.bar = QTabBar()
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(False)
        self.bar.setElideMode(Qt.TextElideMode.ElideRight)
        self.grow = QToolButton()
        self.grow.setCheckable(True)
        self.grow.setIcon(icon("maximize"))
        self.grow.toggled.connect(lambda _is_on: self._say_growth())
        self.stack = QStackedWidget()
        self._covered = label("", "muted", wraps=True)
        self._covered.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for tab in self._tabs:
            self.bar.addTab(tab.words())
            self.stack.addWidget(tab.widget)
        self.bar.currentChanged.connect(self._on_tab)
        body = QVBoxLayout()
        body.setSpacing(0)
        head = row(self.bar, 1, self.grow)
        body.addLayout(head)
        body.addWidget(self.stack, 1)
        body.addWidget(self._covered, 1)
        self.body.addLayout(body)
        self.setMinimumHeight(18 * GRID)
        self.show_tab("to_find_out")
        self.retranslate()

    def _table(self) -> tuple[_Tab, ...]:
        return (
            _Tab("competition", lambda: tr("Competition"), self.competition, self.competition.show_state),
            _Tab("to_find_out", lambda: tr("To find out"), self.to_find_out, self.to_find_out.show_state,
                 lambda state: len(state.gaps)),
            _Tab("risks", lambda: tr("Risk points"), self.risks, self.risks.show_state,
                 lambda state: len(state.open_points)),
            _Tab("actions", lambda: tr("Strategy and actions"), self.strategy, self.strategy.show_state,
                 lambda state: sum(action.state == "open" for action in state.sheet.actions)),
            _Tab("worth", lambda: tr("Worth it"), self.worth, self.worth.show_state),
            _Tab("facts", lambda: tr("Facts"), self.facts,
                 lambda state, deeds: self.facts.show_deal(state.deal, deeds), is_tall=True),
            _Tab("history", lambda: tr("History"), self.history, self.history.show_state),
        )  # fmt: skip

    # --- what is shown

    def show_state(self, state: SheetState, deeds: Deeds) -> None:
        """Show a sheet; while the screen is covered nothing of it."""
        self._state, self._deeds = state, deeds
        is_covered = self._frame.is_covered
        self.bar.setVisible(not is_covered)
        self.stack.setVisible(not is_covered)
        self._covered.setVisible(is_covered)
        self._covered.setText(tr("Covered. F9 shows it again."))
        self._say()
        self._say_growth()
        if not is_covered:
            self._fill(self.bar.currentIndex())

    def _say(self) -> None:
        for at, tab in enumerate(self._tabs):
            count = tab.count(self._state) if self._state is not None else 0
            self.bar.setTabText(at, f"{tab.words()} {count}" if count else tab.words())

    def _fill(self, at: int) -> None:
        if self._state is not None and self._deeds is not None and at >= 0:
            self._tabs[at].fill(self._state, self._deeds)

    def _on_tab(self, at: int) -> None:
        self.stack.setCurrentIndex(at)
        self._fill(at)
        self._say_growth()

    @property
    def is_grown(self) -> bool:
        """Whether the tabs want the room of the map too."""
        is_wished = self.grow.isChecked() or self._tabs[self.bar.currentIndex()].is_tall
        return is_wished and not self._frame.is_covered

    def _say_growth(self) -> None:
        self.grow.setVisible(not self._tabs[self.bar.currentIndex()].is_tall and not self._frame.is_covered)
        self.grow.setIcon(icon("minimize" if self.grow.isChecked() else "maximize"))
        self.grown.emit(self.is_grown)

    def show_tab(self, name: str) -> None:
        """Bring a tab up."""
        self.bar.setCurrentIndex([tab.name for tab in self._tabs].index(name))

    def ask_for_fact(self, field: str) -> None:
        """Let a fact of the deal be changed."""
        self.show_tab("facts")
        self.facts.ask_for(field)

    @property
    def chosen_gap(self) -> Gap | None:
        """The gap chosen in the list of those to find out."""
        row = self.to_find_out.chosen
        return row.gap if row is not None else None

    def commit(self) -> None:
        """Write what is being typed."""
        for part in (self.competition, self.to_find_out, self.strategy, self.worth, self.facts):
            part.commit()

    def retranslate(self) -> None:
        """Say the words anew."""
        for part in (self.to_find_out, self.worth, self.history):
            part.retranslate()
        self.grow.setToolTip(tr("Give this the room of the map, or give it back"))
        self.grow.setAccessibleName(tr("Give this the room of the map, or give it back"))
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
