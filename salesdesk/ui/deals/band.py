"""The top band of the sheet: objective and how we win, stage and buying steps, odds, position, risk points."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from salesdesk.domain.stages import stages_of
from salesdesk.drawing.shapes import Drawing
from salesdesk.drawing.stage_steps import stage_steps
from salesdesk.text import choice, label, tr, tr_n
from salesdesk.text.findings import finding
from salesdesk.text.formats import date_words, money, words_list
from salesdesk.ui.deals.sheet_state import SheetState
from salesdesk.ui.kit.display_list import DrawingView, Region
from salesdesk.ui.kit.icons import icon
from salesdesk.ui.kit.panels import Card, clear, column, link, row, set_role
from salesdesk.ui.kit.panels import label as words_label
from salesdesk.ui.kit.theme import GRID, pixels

_MOST_MISSING = 1
"""So many checks are named beside the stage; the tool tip has them all."""


class Band(Card):
    """Says where the deal stands, at one glance."""

    facts_wanted = Signal(str)
    """The field of the deal that is to be changed."""
    move_wanted = Signal(str)
    """The stage asked for; empty for the next."""
    risks_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(margins=GRID + 4)
        self._state: SheetState | None = None
        self._is_covered = False
        self.objective = _Column(lambda: self.facts_wanted.emit("objective_what"))
        self.stage = _Column(lambda: self.move_wanted.emit(""), picture="arrow-right")
        self.odds = _Column()
        self.position = _Column(lambda: self.facts_wanted.emit("position"))
        self.risks = _Column()
        self.steps = DrawingView()
        self.steps.setFixedHeight(12)
        self.steps.chosen.connect(self._on_step)
        self.stage.body.insertWidget(1, self.steps)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(2 * GRID)
        for part, stretch in (
            (self.objective, 30), (self.stage, 30), (self.odds, 17), (self.position, 12), (self.risks, 11),
        ):  # fmt: skip
            self._columns.addWidget(part, stretch, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(self._columns)

    def show_state(self, state: SheetState, *, is_covered: bool) -> None:
        """Say how a deal stands; while covered only what the customer may know."""
        self._state, self._is_covered = state, is_covered
        self._say_objective(state, is_covered)
        self._say_stage(state, is_covered)
        for part in (self.odds, self.position, self.risks):
            part.setVisible(not is_covered)
        if not is_covered:
            self._say_odds(state)
            self._say_position(state)
            self._say_risks(state)

    def _say_objective(self, state: SheetState, is_covered: bool) -> None:
        deal, paper = state.deal, state.paper
        self.objective.set_heading(tr("Single sales objective"), tr("Change the objective"))
        self.objective.clear()
        if paper.objective:
            self.objective.say(paper.objective)
        else:
            self.objective.say(tr("Not said yet: what, how much, to whom, by when"), "muted")
        signing = tr("signing {date}").format(date=date_words(deal.close_date)) if deal.close_date else ""
        changes = state.objective_changes
        facts = (
            "" if paper.objective else money(deal.amount, deal.currency),
            signing,
            tr_n("changed {count} time", "changed {count} times", changes) if changes else "",
        )
        self.objective.say(" · ".join(part for part in facts if part), "muted")
        if not is_covered:
            words = deal.how_we_win or tr("not said yet")
            self.objective.say(f"{label('deal.how_we_win')}: {words}", "" if deal.how_we_win else "muted")

    def _say_stage(self, state: SheetState, is_covered: bool) -> None:
        missing = state.missing
        days = state.days_in_stage
        stay = tr_n("{count} day here", "{count} days here", days) if days and not is_covered else ""
        self.stage.set_heading(" · ".join(part for part in (tr("Stage"), stay) if part), tr("Move the deal"))
        self.stage.clear()
        self.steps.setAccessibleName(tr("Stage"))
        self.steps.show_drawing(self._draw_steps)
        self.steps.set_current("")
        self.stage.say(state.paper.stage_words, "strong")
        if missing and not is_covered:
            words = [finding(f"check.{check.code}", check.facts) for check in missing]
            more = len(words) - _MOST_MISSING
            shown = words_list(words[:_MOST_MISSING])
            if more > 0:
                shown = tr("{first}; {count} more").format(first=shown, count=more)
            made = self.stage.say(tr("Unproven: {checks}").format(checks=shown), "danger")
            made.setToolTip(words_list(words))
        if state.paper.buying_steps:
            self.stage.say(f"{tr('Buying steps')}: {state.paper.buying_steps}", "muted")

    def _draw_steps(self, width: float) -> tuple[Drawing, Sequence[Region]]:
        assert self._state is not None
        deal = self._state.deal
        stages = stages_of(deal.deal_kind)
        here = stages.index(deal.stage) + 1 if deal.stage in stages else 1
        is_unproven = bool(self._state.missing) and not self._is_covered
        made = stage_steps(len(stages), here, width, is_unproven=is_unproven)
        own = width / max(1, len(stages))
        regions = [
            Region(code, at * own, 0, own - 4, 12, choice(f"deal.stage.{code}"))
            for at, code in enumerate(stages)
        ]
        return made, regions

    def _on_step(self, stage: str) -> None:
        if stage and self._state is not None and stage != self._state.deal.stage:
            self.move_wanted.emit(stage)
        self.steps.set_current("")

    def _say_odds(self, state: SheetState) -> None:
        self.odds.set_heading(tr("Odds"))
        self.odds.clear()
        if state.paper.odds:
            self.odds.say(state.paper.odds, "section")
        for reason in state.paper.reasons:
            self.odds.say(reason, "muted")
        if not state.paper.odds:
            self.odds.say(state.paper.stage_words, "muted")

    def _say_position(self, state: SheetState) -> None:
        self.position.set_heading(tr("Position"), tr("Change the position"))
        self.position.clear()
        words = state.paper.position
        self.position.say(words or tr("Unknown"), "strong" if words else "muted")
        if state.deal.incumbent:
            self.position.say(f"{label('deal.incumbent')}: {state.deal.incumbent}", "muted")

    def _say_risks(self, state: SheetState) -> None:
        self.risks.set_heading(tr("Risk points"))
        self.risks.clear()
        count = len(state.open_points)
        figure = self.risks.say(str(count), "figure")
        set_role(figure, "figure", tone="danger" if count else "good")
        self.risks.say(tr("Strengths: {count}").format(count=len(state.paper.strengths)), "muted")
        self.risks.link(tr("Show"), self.risks_wanted.emit)


class _Column(QWidget):
    """A heading with what stands beneath it; with a deed it can be changed."""

    def __init__(self, deed: Callable[[], object] | None = None, *, picture: str = "pencil") -> None:
        super().__init__()
        self._heading = words_label("", "muted")
        self._change = QToolButton()
        self._change.setIcon(icon(picture, "muted"))
        self._change.setFixedSize(pixels(20), pixels(20))
        self._change.setVisible(deed is not None)
        if deed is not None:
            self._change.clicked.connect(lambda: deed())
        self.words = QVBoxLayout()
        self.words.setSpacing(2)
        self.body: QVBoxLayout = column(row(self._heading, self._change, 1, spacing=4), self.words, spacing=3)
        self.setLayout(self.body)

    def set_heading(self, words: str, change_words: str = "") -> None:
        """The words over the column, and what its button does."""
        self._heading.setText(words)
        self._change.setToolTip(change_words)
        self._change.setAccessibleName(change_words)

    def clear(self) -> None:
        """Take the words away."""
        clear(self.words)

    def say(self, words: str, role: str = "") -> QLabel:
        """Add a line of words; nothing is not shown."""
        made = words_label(words, role, wraps=True)
        if words:
            self.words.addWidget(made)
        return made

    def link(self, words: str, deed: Callable[[], object]) -> None:
        """Add words that lead somewhere."""
        made = link(words, deed)
        made.setContentsMargins(0, 0, 0, 0)
        self.words.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
