"""The room of today: what comes next, what waits to be recorded, what is worth asking, what was promised."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from salesdesk.text import tr
from salesdesk.text.formats import date_with_weekday
from salesdesk.ui.kit.actions import Command
from salesdesk.ui.kit.beside import Beside
from salesdesk.ui.kit.panels import EmptyState, Page, column
from salesdesk.ui.kit.screen import Frame, Screen
from salesdesk.ui.kit.theme import GRID
from salesdesk.ui.today.gap_card import GapCard
from salesdesk.ui.today.next_card import NextCard
from salesdesk.ui.today.promise_card import PromiseCard
from salesdesk.ui.today.visit_card import VisitCard
from salesdesk.ui.today.week_line import WeekLine

if TYPE_CHECKING:
    from salesdesk.desk.desk import Change
    from salesdesk.desk.today import DealGap, Today

_MINUTE_MS = 60_000
_KINDS = frozenset({
    "visit", "attendee", "visit_question", "commitment", "deal", "influence", "contact", "account", "evidence",
    "question", "site", "criterion", "competitor", "buying_step", "setting",
})  # fmt: skip


class TodayScreen(Screen):
    """Read off the main thread, drawn at once; the time is looked at every minute."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, self._commands())
        self.today: Today | None = None
        self.next_card = NextCard(frame)
        self.visits = VisitCard(frame)
        self.gaps = GapCard(frame)
        self.promises = PromiseCard(frame)
        self.week = WeekLine()
        self._empty = EmptyState("house")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._page())
        self._stack.addWidget(self._empty)
        self.setLayout(column(self._stack, spacing=0))
        self._clock = QTimer(self)
        self._clock.setInterval(_MINUTE_MS)
        self._clock.timeout.connect(self._tick)
        self._clock.start()

    def _commands(self) -> tuple[Command, ...]:
        has_next: Callable[[], bool] = lambda: self.today is not None and self.today.next_visit is not None  # noqa: E731
        return (
            Command("today.plan", lambda: tr("Plan a visit"), self.plan, "Ctrl+N", "calendar-plus", group="new"),
            Command("today.brief", lambda: tr("Brief"), lambda: self.next_card.open_brief(), "Ctrl+B", "send",
                    has_next),
        )  # fmt: skip

    def _page(self) -> QWidget:
        page = Page()
        below = Beside((self.visits, 5), (self.gaps, 4), (self.promises, 4), spacing=GRID + 4)
        page.body.addWidget(self.next_card)
        page.body.addWidget(self.week)
        page.body.addWidget(below, 1)
        return page

    # --- what a room says of itself

    def title(self) -> str:
        return (
            f"{tr('Today')}  ·  {date_with_weekday(self.frame.desk.today(), today=self.frame.desk.today())}"
        )

    def primary(self) -> str:
        return "today.plan"

    def plan(self) -> None:
        """Plan a visit."""
        from salesdesk.ui.kit.new_visit import NewVisit

        NewVisit(self.frame, self.frame.window_widget()).open()

    def refresh(self, change: "Change | None") -> None:
        if change is None or change.kinds & _KINDS:
            self._read()

    def retranslate(self) -> None:
        if self.today is not None:
            self._draw(self.today)

    def _tick(self) -> None:
        if self.isVisible():
            self._read()

    # --- reading and drawing

    def _read(self) -> None:
        from salesdesk.desk.today import gaps_worth_closing, read_today

        desk = self.frame.desk
        self.frame.tasks.run(lambda job: read_today(desk), owner=self, done=self._draw)
        self.frame.tasks.run(lambda job: gaps_worth_closing(desk), owner=self, done=self._draw_gaps)

    def _draw(self, day: "Today") -> None:
        self.today = day
        self.next_card.show_today(day)
        self.visits.show_today(day)
        self.promises.show_today(day)
        self.week.show_week(day.week)
        self.commands.refresh()
        self._choose_page()

    def _draw_gaps(self, gaps: "Sequence[DealGap]") -> None:
        self.gaps.show_gaps(gaps)
        self._choose_page()

    def _choose_page(self) -> None:
        day = self.today
        is_empty = (
            day is not None
            and not (day.next_visit or day.later or day.to_record or day.promises)
            and not self.gaps.gaps
            and not any(of for _, of in (day.week.ready, day.week.in_time))
        )
        self._stack.setCurrentIndex(1 if is_empty else 0)
        self._empty.say(
            tr("What to do today stands here"),
            tr("Your next visit with phone, address and three questions; visits that wait to be recorded; what is not "
               "known of your deals; what was promised. It fills itself from the visits you plan."),
            (tr("Plan a visit"), self.plan),
            (tr("Add a customer"), lambda: self.frame.show_room("accounts")),
        )  # fmt: skip
