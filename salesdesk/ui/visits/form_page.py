"""The form of a visit: the plan on the left, the record on the right, the gaps of the deal beside them."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from salesdesk.domain.sheet import PLANNED_STATES
from salesdesk.domain.visit import Visit
from salesdesk.text import label as field_label
from salesdesk.text import tr
from salesdesk.text.formats import moment_words
from salesdesk.text.words import choice
from salesdesk.ui.kit.panels import ElidedLabel, SplitView, badge, column, link, row, set_role
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID
from salesdesk.ui.visits.course_strip import CourseStrip
from salesdesk.ui.visits.flow import cut
from salesdesk.ui.visits.gap_side import GapSide
from salesdesk.ui.visits.hand_outs import HandOuts
from salesdesk.ui.visits.plan_side import PlanSide
from salesdesk.ui.visits.reading import VisitView, read_visit
from salesdesk.ui.visits.record_side import RecordSide
from salesdesk.ui.visits.tab_order import order_tabs

TONES = {
    "ready": "good",
    "recorded": "good",
    "reviewed": "good",
    "done": "warning",
    "cancelled": "",
    "moved": "",
}
_KINDS = frozenset({
    "visit", "attendee", "visit_question", "objection", "need", "strength", "commitment", "evidence", "influence",
    "contact", "deal", "account", "question", "tool", "member",
})  # fmt: skip


class FormPage(QWidget):
    """One visit. A record that is being typed waits here when another visit is shown."""

    shown = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self.view: VisitView | None = None
        self.plan = PlanSide(frame)
        self.gaps = GapSide(frame)
        self.strip = CourseStrip(frame)
        self.hand_outs = HandOuts(frame)
        self._shown = ("", "")
        self._records: dict[str, RecordSide] = {}
        self._sides = QStackedWidget()
        self._state = badge("")
        self._deal = link("", self._show_deal)
        self._account = link("", self._show_account)
        self._reason = ElidedLabel("", "muted")
        self._unsaved = badge("", "warning")
        head = row(self._state, self._unsaved, self._account, self._deal, self._reason, self.hand_outs)
        head.setStretch(4, 1)
        split = SplitView("visit", self.plan, self._sides, self.gaps, sizes=(440, 440, 260))
        whole = column(head, self.strip, split, margins=2 * GRID, spacing=GRID)
        whole.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self._order = QTimer(self)
        self._order.setSingleShot(True)
        self._order.setInterval(0)
        self._order.timeout.connect(self.order_tabs)
        frame.covered.connect(lambda _is_covered: self.reload())

    # --- what is shown

    @property
    def record(self) -> RecordSide:
        """The record side of the visit shown."""
        assert self.view is not None
        return self._records[self.view.form.visit.id]

    @property
    def visit(self) -> Visit | None:
        """The visit shown."""
        return self.view.form.visit if self.view is not None else None

    def show_visit(self, visit_id: str) -> None:
        """Show a visit; raises Known E_NOT_FOUND."""
        if self.view is not None and self.view.form.visit.id != visit_id:
            self.commit()
            self.strip.hide()
            self._forget_clean(visit_id)
        self._show(read_visit(self._frame.desk, visit_id))

    def _forget_clean(self, but: str) -> None:
        for key in [key for key, side in self._records.items() if key != but and not side.is_dirty]:
            side = self._records.pop(key)
            self._sides.removeWidget(side)
            side.deleteLater()

    def reload(self) -> None:
        """Read the visit again and show it; a visit that is gone is let go of."""
        if self.view is None:
            return
        visit_id = self.view.form.visit.id
        if self._frame.desk.get(Visit, visit_id) is None:
            self.view = None
            return
        self._show(read_visit(self._frame.desk, visit_id))

    def hears(self, kinds: frozenset[str]) -> bool:
        """Whether a change of these kinds can be seen here."""
        return bool(kinds & _KINDS)

    def _show(self, view: VisitView) -> None:
        self.view = view
        visit_id = view.form.visit.id
        if visit_id not in self._records:
            side = RecordSide(self._frame)
            side.touched.connect(self._say_head)
            self._records[visit_id] = side
            self._sides.addWidget(side)
        self._sides.setCurrentWidget(self.record)
        self.plan.show_view(view)
        self.record.show_view(view)
        self.gaps.show_view(view)
        self.hand_outs.show_view(view)
        self._say_head()
        self._order.start()
        now_shown = (self.title(), view.form.visit.state)
        if now_shown != self._shown:
            self._shown = now_shown
            self.shown.emit()

    def _say_head(self) -> None:
        if self.view is None:
            return
        form, visit = self.view.form, self.view.form.visit
        self._state.setText(choice(f"visit.state.{visit.state}"))
        set_role(self._state, "badge", tone=TONES.get(visit.state, ""))
        self._unsaved.setText(tr("record not written yet · Ctrl+Enter"))
        self._unsaved.setVisible(self.record.is_dirty)
        account = (form.account.short_name or form.account.name) if form.account else ""
        self._account.setText(cut(account))
        self._account.setToolTip(account)
        self._deal.setText(cut(form.deal.name) if form.deal is not None else "")
        self._deal.setVisible(form.deal is not None)
        self._reason.setText(
            f"{field_label('visit.change_reason')}: {visit.change_reason}" if visit.change_reason else ""
        )
        self.plan.set_heading(tr("Plan"))
        recorded = tr("recorded {when}").format(
            when=moment_words(visit.recorded_at, today=self._frame.desk.today())
        )
        self.record.set_heading(tr("Record"), recorded if visit.recorded_at else tr("within 24 hours"))

    def title(self) -> str:
        """Kind and time of the visit."""
        if self.visit is None:
            return tr("Visits")
        when = moment_words(self.visit.starts_at, today=self._frame.desk.today())
        return " · ".join(part for part in (choice(f"visit.kind.{self.visit.kind}"), when) if part)

    def _show_deal(self) -> None:
        if self.visit is not None:
            self._frame.show_record("deal", self.visit.deal_id)

    def _show_account(self) -> None:
        if self.visit is not None:
            self._frame.show_record("account", self.visit.account_id)

    # --- keyboard

    def order_tabs(self) -> None:
        """Plan, record, gaps: as a rep thinks."""
        if self.view is not None:
            order_tabs(self.plan, self.record, self.gaps, self.hand_outs)

    def begin(self) -> None:
        """Put the keyboard where there is something to do: the plan before a visit, the record after it."""
        if self.visit is None:
            return
        is_over = self.visit.starts_at is not None and self.visit.starts_at <= self._frame.desk.now()
        if self.visit.state in PLANNED_STATES and not is_over:
            self.plan.go_to("appointment")
        else:
            self.record.first_stop().setFocus()

    def commit(self) -> None:
        """Write what is being typed in the plan; a record is written by its own deed alone."""
        if self.view is not None:
            self.plan.commit()

    def retranslate(self) -> None:
        """Say the words anew."""
        for side in self._records.values():
            side.retranslate()
        self.reload()
