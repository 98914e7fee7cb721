"""The card of a deal: next step, date, amount, stage; all there is of a small one."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal

from salesdesk.domain.deal import Deal
from salesdesk.domain.reading import Reading
from salesdesk.domain.stages import stages_of
from salesdesk.drawing.shapes import Drawing
from salesdesk.drawing.stage_steps import stage_steps
from salesdesk.text import choice, tr
from salesdesk.text.formats import date_words, money
from salesdesk.ui.deals.next_step import NextStepCard
from salesdesk.ui.deals.stage_panel import StagePanel
from salesdesk.ui.kit.display_list import DrawingView, Region
from salesdesk.ui.kit.form import Form
from salesdesk.ui.kit.panels import Card, ElidedLabel, Page, button, label, row
from salesdesk.ui.kit.screen import Frame


class DealCard(Page):
    """Shows the deal chosen in the list; everything on it saves itself."""

    sheet_wanted = Signal(str)

    def __init__(self, frame: Frame) -> None:
        super().__init__(margins=0)
        self._frame = frame
        self.deal: Deal | None = None
        self._name = ElidedLabel("", "section")
        self._account = label("", "muted", wraps=True)
        self._stage = label("", "strong", wraps=True)
        self._figures = label("", wraps=True)
        self._open = button("", self._open_sheet, is_primary=True)
        self._move = button("", lambda: self.move_stage(""), icon_name="arrow-right")
        self.steps = DrawingView()
        self.steps.setFixedHeight(12)
        self.steps.chosen.connect(self._on_step)
        self.stage = StagePanel(frame)
        self.next_step = NextStepCard(frame)
        self.form = Form(Deal, frame)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        head = Card()
        for part in (self._name, self._account, self.steps, self._stage, self._figures):
            head.body.addWidget(part)
        head.body.addLayout(row(self._open, self._move, 1))
        self.form.row("name")
        for name in (
            "amount",
            "close_date",
            "deal_kind",
            "purchase_mode",
            "account_id",
            "owner_id",
            "channel",
        ):
            self.form.row(name)
        self.form.row("source")
        self.form.row("remarks")
        self.form.extra_rows()
        facts = Card()
        facts.body.addWidget(self.form)
        for made in (head, self.stage, self.next_step, facts):
            self.body.addWidget(made)
        self.body.addStretch(1)

    def retranslate(self) -> None:
        """Say the words anew."""
        self._open.setText(tr("Open the strategy sheet"))
        self._move.setText(tr("Move the deal …"))
        self.steps.setAccessibleName(tr("Stage"))
        self.stage.retranslate()
        if self.deal is not None:
            self.show_deal(self.deal)

    def show_deal(self, deal: Deal) -> None:
        """Show a deal."""
        if self.deal is not None and deal.id != self.deal.id:
            self.stage.leave()
        self.deal = deal
        self._name.setText(deal.name)
        kind = choice(f"deal.deal_kind.{deal.deal_kind}") if deal.deal_kind else ""
        account = self._frame.headings.of("account", deal.account_id)
        self._account.setText(" · ".join(part for part in (account, kind) if part))
        status = choice(f"deal.status.{deal.status}") if deal.status not in ("", "open") else ""
        stage = choice(f"deal.stage.{deal.stage}") if deal.stage else ""
        self._stage.setText(" · ".join(part for part in (stage, status, deal.reason) if part))
        signing = tr("signing {date}").format(date=date_words(deal.close_date)) if deal.close_date else ""
        self._figures.setText(
            " · ".join(part for part in (money(deal.amount, deal.currency), signing) if part)
        )
        self._open.setVisible(deal.deal_kind == "key_project")
        self.steps.show_drawing(self._draw_steps)
        self.next_step.show_deal(deal)
        self.form.show_record(deal)

    def _draw_steps(self, width: float) -> tuple[Drawing, Sequence[Region]]:
        assert self.deal is not None
        stages = stages_of(self.deal.deal_kind)
        here = stages.index(self.deal.stage) + 1 if self.deal.stage in stages else 1
        own = width / max(1, len(stages))
        regions = [
            Region(code, at * own, 0, own - 4, 12, choice(f"deal.stage.{code}"))
            for at, code in enumerate(stages)
        ]
        return stage_steps(len(stages), here, width), regions

    def _on_step(self, stage: str) -> None:
        if stage and self.deal is not None and stage != self.deal.stage:
            self.move_stage(stage)
        self.steps.set_current("")

    def move_stage(self, to: str = "") -> None:
        """Ask in place where the deal moves to."""
        if self.deal is None:
            return
        deal = self.deal
        reading = self._reading() if deal.deal_kind == "key_project" else None
        self.stage.begin(deal, reading, to)
        self.ensureWidgetVisible(self.stage)

    def _reading(self) -> Reading:
        from salesdesk.ui.deals.sheet_state import read_state

        assert self.deal is not None
        return read_state(self._frame.desk, self.deal.id).reading

    def _open_sheet(self) -> None:
        if self.deal is not None:
            self.sheet_wanted.emit(self.deal.id)

    def commit(self) -> None:
        """Write what is being typed."""
        self.next_step.form.commit()
        self.form.commit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
