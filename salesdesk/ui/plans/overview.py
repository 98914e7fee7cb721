"""The plan itself: what it is for, their business and strategy, where we stand, strengths and threats."""

from salesdesk.domain.plan import AccountPlan
from salesdesk.domain.record import Value
from salesdesk.text import tr
from salesdesk.text.formats import percent
from salesdesk.ui.kit.form import Form, write_field
from salesdesk.ui.kit.panels import Page, label
from salesdesk.ui.kit.screen import Frame


class OverviewPage(Page):
    """Saves itself."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self.form = Form(AccountPlan, frame, self._write)
        self._share = label("", "muted")
        self.form.rows("name", "type", widths=(3, 2))
        self.form.rows("owner_id", "from_year", "until_year", widths=(2, 1, 1))
        self.form.row("state")
        self.form.row("ambition")
        self.form.section(lambda: tr("They"))
        self.form.row("their_business")
        self.form.row("their_strategy")
        self.form.row("their_organisation")
        self.form.section(lambda: tr("We at their house"))
        self.form.row("history")
        self.form.rows("wallet", "wallet_ours")
        self.form.add(self._share)
        self.form.section(lambda: tr("Where we stand"))
        self.form.rows("strengths", "weaknesses")
        self.form.rows("opportunities", "threats")
        self.form.row("remarks")
        self.form.setMaximumWidth(880)
        self.body.addWidget(self.form)
        self.body.addStretch(1)

    def show_plan(self, plan: AccountPlan) -> None:
        """Show a plan."""
        self.form.show_record(plan)
        share = round(100 * (plan.wallet_ours or 0) / plan.wallet) if plan.wallet else None
        self._share.setText(
            tr("Our share of what they spend: {share}").format(share=percent(share))
            if share is not None
            else ""
        )
        self._share.setVisible(share is not None)

    def _write(self, name: str, value: Value) -> None:
        """The state goes its own way: draft, submitted, approved, closed."""
        from salesdesk.desk.plans import move_plan

        plan = self.form.record
        if not isinstance(plan, AccountPlan):
            return
        if name == "state":
            self._frame.desk.write("move_plan", lambda w: move_plan(w, plan.id, str(value)))
        else:
            write_field(self._frame, plan, name, value)
