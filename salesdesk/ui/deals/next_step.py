"""What is done next about a deal, and when: two lines that save themselves."""

from salesdesk.domain.deal import Deal
from salesdesk.domain.record import Value
from salesdesk.text import tr
from salesdesk.ui.kit.form import Form
from salesdesk.ui.kit.panels import Card
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID


class NextStepCard(Card):
    """The next step of the deal."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(margins=GRID + 6)
        self._frame = frame
        self.form = Form(Deal, frame, self._write)
        self.form.row("next_step")
        self.form.row("next_step_on")
        self.body.addWidget(self.form)
        self.retranslate()

    def retranslate(self) -> None:
        """Say the words anew."""
        self.form.setAccessibleName(tr("Next step"))

    def show_deal(self, deal: Deal) -> None:
        """Show what is next for a deal."""
        self.form.show_record(deal)

    def _write(self, name: str, value: Value) -> None:
        from salesdesk.desk.deals import change_fact

        record = self.form.record
        if record is not None:
            self._frame.desk.write("set_next_step", lambda w: change_fact(w, record.id, {name: value}))
