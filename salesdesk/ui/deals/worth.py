"""Is the deal worth it: four sides, a decision, and the solution named."""

from salesdesk.domain.deal import Deal
from salesdesk.text import tr
from salesdesk.ui.deals.deeds import Deeds
from salesdesk.ui.deals.sheet_state import SheetState
from salesdesk.ui.deals.switch import FormPage
from salesdesk.ui.kit.form import Form
from salesdesk.ui.kit.screen import Frame


class WorthTab(FormPage):
    """Saves itself."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(Deal, frame, _lay_out)

    def show_state(self, state: SheetState, _deeds: Deeds) -> None:
        """Show what was decided."""
        self.form.show_record(state.deal)


def _lay_out(form: Form) -> None:
    form.section(lambda: tr("Asked apart from the odds: is it worth the effort, and with which solution?"))
    form.rows("worth_budget", "worth_ability")
    form.rows("worth_effort", "worth_strategic")
    form.row("worth")
    form.row("worth_reason")
