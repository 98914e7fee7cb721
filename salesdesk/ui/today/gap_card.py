"""The gaps most worth closing over all open key projects, each with the way into a visit."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from salesdesk.text import tr
from salesdesk.text.findings import finding
from salesdesk.text.formats import moment_words
from salesdesk.text.words import choice
from salesdesk.ui.kit.panels import Card, button, clear, label, show_now
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.today.lines import Line, nothing

if TYPE_CHECKING:
    from salesdesk.desk.today import DealGap

_URGENT = 70


class GapCard(Card):
    """One key puts a gap into the next visit of its deal, which is drafted where there is none."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self.gaps: Sequence[DealGap] = ()
        frame.covered.connect(lambda _is_covered: self._draw())

    def show_gaps(self, gaps: "Sequence[DealGap]") -> None:
        """Show these gaps."""
        self.gaps = tuple(gaps)
        self._draw()

    def _draw(self) -> None:
        clear(self.body)
        self.body.addWidget(label(tr("Gaps most worth closing"), "strong"))
        if self._frame.is_covered:
            self.body.addWidget(nothing(tr("Covered. F9 shows it again.")))
        elif not self.gaps:
            self.body.addWidget(nothing(tr("No open key project has a gap that no visit asks about.")))
        else:
            for one in self.gaps:
                self.body.addWidget(self._line(one))
        self.body.addStretch(1)
        show_now(self.body)

    def _line(self, one: "DealGap") -> Line:
        deal, words = one.deal, finding(one.gap.key, one.gap.facts)
        stage = choice(f"deal.stage.{deal.stage}") if deal.stage else ""
        more = " · ".join(part for part in (one.account_name, deal.name, stage) if part)
        deed = button(tr("Plan visit"), lambda: self.plan(one))
        deed.setAccessibleName(tr("Plan visit: {gap}").format(gap=words))
        is_urgent = one.gap.weight >= _URGENT
        return Line("!" if is_urgent else "?", words, more, deed, lead_role="danger" if is_urgent else "warning",
                    lead_width=12)  # fmt: skip

    def plan(self, one: "DealGap") -> None:
        """Put a gap as a question into the next visit of its deal, and show that visit."""
        from salesdesk.desk.visits import ask_in_next_visit

        question = finding(f"{one.gap.key}.question", one.gap.facts)
        visit = self._frame.desk.write(
            "ask_in_visit", lambda w: ask_in_next_visit(w, one.deal.id, one.gap, question)
        )
        when = moment_words(visit.starts_at, today=self._frame.desk.today())
        said = (
            tr("Asked in the visit of {when}.").format(when=when)
            if when
            else tr("A visit is drafted with this question.")
        )
        self._frame.show_record("visit", visit.id)
        self._frame.notify(said, undo=True)
