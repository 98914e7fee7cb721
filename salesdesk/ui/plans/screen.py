"""The room of account plans: the list, and one plan with its parts."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from salesdesk.domain.plan import AccountPlan
from salesdesk.text import tr
from salesdesk.ui.kit.actions import Command
from salesdesk.ui.kit.panels import Card, EmptyState, column
from salesdesk.ui.kit.record_table import RecordTable
from salesdesk.ui.kit.screen import Frame, Screen
from salesdesk.ui.kit.theme import GRID
from salesdesk.ui.plans.new_plan import NewPlanDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from salesdesk.desk.desk import Change
    from salesdesk.ui.plans.plan import PlanView

_COLUMNS = ("name", "account_id", "type", "state", "from_year", "until_year", "owner_id")


class PlansScreen(Screen):
    """A list, and one plan at a time."""

    def __init__(self, frame: Frame) -> None:
        has_plan = lambda: self.is_plan  # noqa: E731
        super().__init__(frame, (
            Command("plan.new", lambda: tr("New plan for an account …"), self.new, "Ctrl+N", "plus"),
            Command("plan.list", lambda: tr("All plans"), self.show_list, "Alt+Up", "list", has_plan, group="plan"),
            Command("plan.print", lambda: tr("Print"), self.print_internal, "Ctrl+P", "printer", has_plan,
                    group="plan"),
            Command("plan.print_customer", lambda: tr("Customer's edition"), self.print_customer, "Ctrl+Shift+P",
                    "share-2", has_plan, group="plan"),
        ))  # fmt: skip
        self.table = RecordTable(AccountPlan, frame, columns=_COLUMNS, sort="name")
        self._plan: PlanView | None = None
        self._nothing = EmptyState("file-text")
        listing = Card(margins=4, spacing=0)
        listing.body.addWidget(self.table)
        whole = QWidget()
        whole.setLayout(column(listing, margins=GRID + 4))
        self.stack = QStackedWidget()
        self._listing = whole
        for part in (whole, self._nothing):
            self.stack.addWidget(part)
        self.setLayout(column(self.stack))
        self.table.opened.connect(self.open)
        self.table.counted.connect(self._on_count)
        self.retranslate()

    # --- what the window asks

    @property
    def is_plan(self) -> bool:
        """Whether one plan is shown."""
        return self._plan is not None and self.stack.currentWidget() is self._plan

    @property
    def plan(self) -> "PlanView":
        """The view of one plan, built when the first one is opened."""
        if self._plan is None:
            from salesdesk.ui.plans.plan import PlanView

            self._plan = PlanView(self.frame)
            self.stack.addWidget(self._plan)
        return self._plan

    def title(self) -> str:
        return self.plan.plan.name if self.is_plan and self.plan.plan is not None else tr("Account plans")

    def crumb(self) -> str:
        if not self.is_plan or self.plan.plan is None:
            return ""
        return self.frame.headings.of("account", self.plan.plan.account_id)

    def primary(self) -> str:
        return "plan.print" if self.is_plan else "plan.new"

    def secondary(self) -> "Sequence[str]":
        return ("plan.list", "plan.print_customer") if self.is_plan else ()

    def picture_states(self) -> "Sequence[tuple[str, Callable[[], object]]]":
        return (("plan", self._open_first), ("new", self.new))

    def retranslate(self) -> None:
        self.table.set_empty_words(tr("No plan meets the filter."))
        self._nothing.say(
            tr("No account plans yet"),
            tr(
                "A plan says over years how we become impossible to leave for one account. It starts from its deals."
            ),
            (tr("New plan for an account …"), self.new),
        )

    def refresh(self, change: "Change | None") -> None:
        if change is None:
            self.table.load()
        else:
            self.table.hear(change)
        if self.is_plan and self.plan.plan is not None:
            plan = self.frame.desk.get(AccountPlan, self.plan.plan.id)
            if plan is None:
                self.plan.plan = None
                self.show_list()
            else:
                self.plan.show_plan(plan)
                self.frame.title_changed()

    def show_record(self, kind: str, record_id: str) -> None:
        if kind == AccountPlan.KIND:
            self.open(record_id)

    def commit(self) -> None:
        if self._plan is not None:
            self._plan.commit()

    # --- going

    def open(self, plan_id: str) -> None:
        """Show a plan."""
        plan = self.frame.desk.get(AccountPlan, plan_id)
        if plan is None:
            return
        self.stack.setCurrentWidget(self.plan)
        self.plan.show_plan(plan)
        self.plan.names.setFocus()
        self.frame.title_changed()

    def show_list(self) -> None:
        """Go back to the list."""
        self.commit()
        self._on_count(self.table.model.total or 0, is_forced=True)
        if self.plan.plan is not None:
            self.table.select(self.plan.plan.id)
        self.table.setFocus()
        self.frame.title_changed()

    def _on_count(self, total: int, *, is_forced: bool = False) -> None:
        if is_forced or not self.is_plan:
            is_nothing = total == 0 and not self.table.header.texts()
            self.stack.setCurrentWidget(self._nothing if is_nothing else self._listing)

    def _open_first(self) -> None:
        plans = self.frame.desk.select(AccountPlan)
        if plans:
            self.open(plans[0].id)

    # --- deeds

    def new(self) -> None:
        """Make a new plan."""
        NewPlanDialog(self.frame, self.frame.window_widget(), self.open).open()

    def print_internal(self) -> None:
        """Show the plan as it is printed for our own house."""
        self._print("internal", tr("Account plan"))

    def print_customer(self) -> None:
        """Show the plan as the customer may read it."""
        self._print("customer", tr("Customer's edition"))

    def _print(self, edition: str, words: str) -> None:
        from salesdesk.reports.printing import print_account_plan
        from salesdesk.ui.kit.paper import show_paper

        plan, desk = self.plan.plan, self.frame.desk
        if plan is not None:
            self.plan.commit()
            show_paper(
                self.frame, f"{plan.name} · {words}",
                lambda path: print_account_plan(desk, plan.id, path, edition=edition),
            )  # fmt: skip
