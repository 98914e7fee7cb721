"""Is the deal worth it: four sides, a decision, and the solution named."""

from salesdesk.domain.deal import Deal
from salesdesk.text import tr
from salesdesk.ui.deals.deeds import Deeds
from salesdesk.ui.deals.sheet_state import SheetState
from salesdesk.ui.kit.form import Form
from salesdesk.ui.kit.panels import Page, label
from salesdesk.ui.kit.screen import Frame


class WorthTab(Page):
    """Saves itself."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._help = label("", "muted", wraps=True)
        self.form = Form(Deal, frame)
        self.form.rows("worth_budget", "worth_ability")
        self.form.rows("worth_effort", "worth_strategic")
        self.form.row("worth")
        self.form.row("worth_reason")
        self.body.addWidget(self._help)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        """Say the words anew."""
        self._help.setText(tr("Asked apart from the odds: is it worth the effort, and with which solution?"))

    def show_state(self, state: SheetState, _deeds: Deeds) -> None:
        """Show what was decided."""
        self.form.show_record(state.deal)

    def commit(self) -> None:
        """Write what is being typed."""
        self.form.commit()
