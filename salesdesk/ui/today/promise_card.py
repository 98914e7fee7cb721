"""Promises that are due, theirs and ours, each to be marked as kept."""

from typing import TYPE_CHECKING

from salesdesk.text import tr
from salesdesk.text.formats import short_date
from salesdesk.ui.kit.panels import Card, button, clear, label, show_now
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.today.lines import Line, nothing

if TYPE_CHECKING:
    from salesdesk.desk.today import Due, Today

_SHOWN = 8


class PromiseCard(Card):
    """The earliest due first; what is overdue stands out."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame

    def show_today(self, day: "Today") -> None:
        """Show the promises due."""
        clear(self.body)
        self.body.addWidget(label(tr("Promises due"), "strong"))
        for one in day.promises[:_SHOWN]:
            self.body.addWidget(self._line(one))
        if not day.promises:
            self.body.addWidget(nothing(tr("No promise is due, theirs or ours.")))
        elif len(day.promises) > _SHOWN:
            more = tr("{count} more").format(count=len(day.promises) - _SHOWN)
            self.body.addWidget(nothing(more))
        self.body.addStretch(1)
        show_now(self.body)

    def _line(self, one: "Due") -> Line:
        promise = one.promise
        is_ours = promise.side == "ours"
        whose = tr("We") if is_ours else (one.person or tr("They"))
        more = " · ".join(
            part for part in (one.account_name, tr("overdue") if one.is_overdue else "") if part
        )
        deed = button(tr("Kept"), lambda: self._settle(promise.id))
        deed.setAccessibleName(tr("Kept: {what}").format(what=promise.what))
        lead = short_date(promise.due_on, today=self._frame.desk.today())
        words = f"{'▼' if is_ours else '▲'} {tr('{who}: {what}').format(who=whose, what=promise.what)}"
        return Line(lead, words, more, deed, lead_role="danger" if one.is_overdue else "strong",
                    more_role="danger" if one.is_overdue else "muted")  # fmt: skip

    def _settle(self, promise_id: str) -> None:
        from salesdesk.desk.promises import settle_promise

        today = self._frame.desk.today()
        self._frame.desk.write("settle_promise", lambda w: settle_promise(w, promise_id, "kept", today=today))
        self._frame.notify(tr("Marked as kept."), undo=True)
