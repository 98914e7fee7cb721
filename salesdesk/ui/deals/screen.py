"""The room of deals: the list with the card of the chosen one beside it, and the strategy sheet of a key project."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from salesdesk.domain.conditions import FieldTest
from salesdesk.domain.deal import Deal
from salesdesk.domain.record import field_map
from salesdesk.text import tr
from salesdesk.ui.deals.card import DealCard
from salesdesk.ui.deals.new_deal import NewDealDialog
from salesdesk.ui.kit.actions import Command
from salesdesk.ui.kit.choice_editors import Segments
from salesdesk.ui.kit.columns import field_column
from salesdesk.ui.kit.panels import Card, EmptyState, SplitView, column, row
from salesdesk.ui.kit.record_table import RecordTable
from salesdesk.ui.kit.screen import Frame, Screen
from salesdesk.ui.kit.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from salesdesk.desk.desk import Change
    from salesdesk.ui.deals.sheet import SheetView

_COLUMNS = {
    "name": 180, "account_id": 150, "stage": 116, "amount": 88, "close_date": 116, "status": 72, "owner_id": 72,
    "next_step": 220,
}  # fmt: skip
_SCOPES: dict[str, tuple[str, ...]] = {
    "open": ("open", "on_hold"),
    "closed": ("won", "lost", "no_decision"),
    "all": (),
}


class DealsScreen(Screen):
    """A list, and one deal at a time."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, (
            Command("deal.new", lambda: tr("New deal"), self.new, "Ctrl+N", "plus"),
            Command("deal.list", lambda: tr("All deals"), self.show_list, "Alt+Up", "list",
                    lambda: self.is_sheet, group="deal"),
            Command("deal.move", lambda: tr("Move the deal …"), self.move_deal, "Ctrl+M", "arrow-right",
                    lambda: bool(self.deal_id), group="deal"),
            Command("deal.person", lambda: tr("Put a person on the map …"), self.add_person, "Ctrl+Shift+P",
                    "user-plus", lambda: self.is_sheet, group="deal"),
            Command("deal.print", lambda: tr("Print"), self.print, "Ctrl+P", "printer",
                    lambda: self.is_sheet, group="deal"),
        ))  # fmt: skip
        self.table = RecordTable(
            Deal, frame, columns=tuple(_COLUMNS), sort="close_date",
            more_columns=[field_column(Deal, name, width=width) for name, width in _COLUMNS.items()],
        )  # fmt: skip
        self.scope = Segments()
        self.scope.chosen.connect(lambda _code: self._set_scope())
        self.card = DealCard(frame)
        self._sheet: SheetView | None = None
        self._nothing = EmptyState("handshake")
        self._detail = QStackedWidget()
        self._listing = QWidget()
        self.stack = QStackedWidget()
        self._lay_out()
        self.table.chosen.connect(self._show_card)
        self.table.opened.connect(self.open)
        self.table.counted.connect(self._on_count)
        self.card.sheet_wanted.connect(self.open)
        self.retranslate()

    def _lay_out(self) -> None:
        self._detail.addWidget(QWidget())
        self._detail.addWidget(self.card)
        self._detail.setMinimumWidth(47 * GRID)
        listing = Card(margins=4, spacing=0)
        head = row(self.scope, 1)
        head.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        listing.body.addLayout(head)
        listing.body.addWidget(self.table)
        both = SplitView("deals", listing, self._detail, sizes=(820, 350))
        self._listing.setLayout(column(both, margins=GRID + 4))
        for part in (self._listing, self._nothing):
            self.stack.addWidget(part)
        self.setLayout(column(self.stack))

    # --- what the window asks

    @property
    def is_sheet(self) -> bool:
        """Whether a strategy sheet is shown."""
        return self._sheet is not None and self.stack.currentWidget() is self._sheet

    @property
    def sheet(self) -> "SheetView":
        """The sheet, built when the first one is opened."""
        if self._sheet is None:
            from salesdesk.ui.deals.sheet import SheetView

            self._sheet = SheetView(self.frame)
            self._sheet.shown.connect(self._on_sheet)
            self._sheet.gone.connect(self.show_list)
            self.stack.addWidget(self._sheet)
        return self._sheet

    @property
    def deal_id(self) -> str:
        """The deal that is shown; empty for none."""
        if self.is_sheet:
            return self.sheet.deal_id
        return self.card.deal.id if self.card.deal is not None and self._detail.currentIndex() else ""

    def title(self) -> str:
        if self.is_sheet and self.sheet.state is not None:
            return f"{self.sheet.state.deal.name} · {tr('Strategy sheet')}"
        return tr("Deals")

    def crumb(self) -> str:
        if not self.is_sheet or self.sheet.state is None or self.sheet.state.sheet.account is None:
            return ""
        account = self.sheet.state.sheet.account
        return account.short_name or account.name

    def primary(self) -> str:
        return "deal.print" if self.is_sheet else "deal.new"

    def secondary(self) -> "Sequence[str]":
        return ("deal.list", "deal.move") if self.is_sheet else ()

    def picture_states(self) -> "Sequence[tuple[str, Callable[[], object]]]":
        return (("sheet", self._open_first), ("new", self.new))

    def retranslate(self) -> None:
        chosen = self.scope.code or "open"
        words = {"open": tr("Open deals"), "closed": tr("Closed deals"), "all": tr("All deals")}
        self.scope.set_choices([(code, said, None) for code, said in words.items()])
        self.scope.choose(chosen)
        self.table.set_empty_words(tr("No deal meets the filter."))
        self._nothing.say(
            tr("No deals yet"),
            tr(
                "A deal is one purchase of one account. A key project gets a strategy sheet, the others a card."
            ),
            (tr("New deal"), self.new),
        )

    def refresh(self, change: "Change | None") -> None:
        if self.is_sheet:
            self.sheet.read()
        if change is None:
            self._set_scope()
        else:
            self.table.hear(change)
        self._refresh_card()

    def _set_scope(self) -> None:
        """Show open deals, closed ones, or all."""
        wanted = _SCOPES[self.scope.code or "all"]
        self.table.set_scope(*([FieldTest(field_map(Deal)["status"], "in", wanted)] if wanted else []))

    def show_record(self, kind: str, record_id: str) -> None:
        if kind == Deal.KIND:
            self.open(record_id)

    def commit(self) -> None:
        self.card.commit()
        if self._sheet is not None:
            self._sheet.commit()

    # --- going

    def open(self, deal_id: str) -> None:
        """Show a deal: a key project's sheet, another's card."""
        deal = self.frame.desk.get(Deal, deal_id)
        if deal is None:
            return
        if deal.deal_kind == "key_project":
            self.card.commit()
            self.stack.setCurrentWidget(self.sheet)
            self.sheet.open(deal_id)
            self.frame.title_changed()
            return
        self.show_list()
        if deal.status not in _SCOPES.get(self.scope.code or "", ()) and self.scope.code != "all":
            self.scope.choose("all")
            self._set_scope()
        self.table.select(deal_id)
        self._show_card(deal_id)
        self.card.next_step.form.editor("next_step").setFocus()

    def show_list(self) -> None:
        """Go back to the list."""
        chosen = self.sheet.deal_id if self.is_sheet else ""
        self.commit()
        self.stack.setCurrentWidget(self._listing)
        if chosen:
            self.table.select(chosen)
            self._show_card(chosen)
        self.table.setFocus()
        self.frame.title_changed()

    def _show_card(self, deal_id: str) -> None:
        deal = self.frame.desk.get(Deal, deal_id)
        if deal is not None:
            self.card.show_deal(deal)
            self._detail.setCurrentWidget(self.card)
            self.commands.refresh()

    def _refresh_card(self) -> None:
        if self.card.deal is None:
            return
        deal = self.frame.desk.get(Deal, self.card.deal.id)
        if deal is None:
            self.card.deal = None
            self._detail.setCurrentIndex(0)
        else:
            self.card.show_deal(deal)

    def _on_count(self, total: int) -> None:
        if not self.is_sheet:
            is_nothing = total == 0 and not self._has_deals()
            self.stack.setCurrentWidget(self._nothing if is_nothing else self._listing)

    def _has_deals(self) -> bool:
        from salesdesk.store.queries import count

        with self.frame.desk.read() as connection:
            return count(connection, Deal) > 0

    def _on_sheet(self) -> None:
        self.commands.refresh()
        self.frame.title_changed()

    def _open_first(self) -> None:
        from salesdesk.store.queries import page

        with self.frame.desk.read() as connection:
            deals = page(connection, Deal, sort="name", limit=200).records
        first = next((deal.id for deal in deals if deal.value("deal_kind") == "key_project"), "")
        if first:
            self.open(first)

    # --- deeds

    def new(self) -> None:
        """Make a new deal."""
        NewDealDialog(self.frame, self.frame.window_widget(), self.open).open()

    def move_deal(self) -> None:
        """Ask in place where the deal moves to."""
        if self.is_sheet:
            self.sheet.move_stage()
        else:
            self.card.move_stage()

    def add_person(self) -> None:
        """Put a person on the map."""
        self.sheet.add_person()

    def print(self) -> None:
        """Show the strategy sheet as it is printed."""
        from salesdesk.reports.printing import print_strategy_sheet
        from salesdesk.ui.kit.paper import show_paper

        if self.sheet.state is not None:
            desk, deal = self.frame.desk, self.sheet.state.deal
            name = f"{deal.name} · {tr('Strategy sheet')}"
            show_paper(self.frame, name, lambda path: print_strategy_sheet(desk, deal.id, path))
