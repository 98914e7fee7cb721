"""Risk points: the three most urgent with the deed that clears each, and all of them with those accepted."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from salesdesk.domain.problems import Known
from salesdesk.domain.risk_points import most_urgent
from salesdesk.domain.risk_rule import RiskPoint
from salesdesk.domain.strategy import AcceptedRisk
from salesdesk.text import tr, tr_n
from salesdesk.text.findings import finding
from salesdesk.text.formats import date_words
from salesdesk.ui.deals.deeds import Deeds
from salesdesk.ui.deals.sheet_state import SheetState
from salesdesk.ui.kit import faults
from salesdesk.ui.kit.form import Form
from salesdesk.ui.kit.icons import icon, pixmap
from salesdesk.ui.kit.panels import Card, Page, button, clear, column, label, line, link, row
from salesdesk.ui.kit.popover import Popover
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID

_SIGNS = {3: ("triangle-alert", "danger"), 2: ("circle-alert", "warning"), 1: ("info", "muted")}
"""The sign of a severity: its picture and token."""


def person_of(state: SheetState, point: RiskPoint) -> str:
    """The id of the part a risk point is about; empty where it is about none."""
    return point.about_id if point.about_kind == "influence" and point.about_id in state.part_by_id else ""


class RiskLine(QWidget):
    """One risk point: what it is, the deed that clears it, and living with it."""

    def __init__(self, frame: Frame, state: SheetState, deeds: Deeds, point: RiskPoint) -> None:
        super().__init__()
        self._frame, self._state, self._deeds, self._point = frame, state, deeds, point
        sign = QLabel()
        picture, token = _SIGNS[point.severity]
        sign.setPixmap(pixmap(picture, 16, token=token, ratio=self.devicePixelRatioF()))
        sign.setToolTip(tr(f"severity.{point.severity}"))
        sign.setAccessibleName(tr(f"severity.{point.severity}"))
        words = label(finding(point.key, point.facts), "strong" if point.severity > 2 else "", wraps=True)
        body = column(_beside(sign, words), spacing=2)
        if point.accepted is None:
            deed = label(finding(point.deed_key, point.facts), "muted", wraps=True)
            plan = _small("clipboard-list", tr("Make it an action"), self._plan)
            accept = _small(
                "check", tr("Accept this risk, with a reason and until a day …"), lambda: self._ask(accept)
            )
            body.addLayout(_beside(deed, plan, accept, stretch=0))
        else:
            body.addWidget(label(_accepted_words(point.accepted), "muted", wraps=True))
            again = link(tr("Let it speak again"), partial(self._reject, point.accepted.id))
            body.addLayout(row(again, 1))
        self.setLayout(body)

    def _plan(self) -> None:
        part = self._state.part_by_id.get(person_of(self._state, self._point))
        self._deeds.plan_deed(self._point, part.contact_id if part is not None else "")

    def _ask(self, beside: QWidget) -> None:
        AcceptPopover(self._frame, beside, self._deeds, self._point).show()

    def _reject(self, accepted_id: str) -> None:
        from salesdesk.desk.strategy import reject_risk

        self._deeds.try_("reject_risk", lambda w: reject_risk(w, accepted_id))


def _beside(*parts: QWidget, stretch: int = 1) -> QHBoxLayout:
    """Parts from left to right along their upper edge; one of them takes the room there is."""
    made = row(spacing=GRID // 2)
    for at, part in enumerate(parts):
        made.addWidget(part, int(at == stretch), Qt.AlignmentFlag.AlignTop)
    return made


def _small(picture: str, words: str, deed: Callable[[], object]) -> QToolButton:
    """A deed as a small picture whose words are told by tool tip and screen reader."""
    made = QToolButton()
    made.setIcon(icon(picture, "accent_ink"))
    made.setToolTip(words)
    made.setAccessibleName(words)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.clicked.connect(lambda: deed())
    return made


def _accepted_words(accepted: AcceptedRisk) -> str:
    until = tr("until {date}").format(date=date_words(accepted.until_on)) if accepted.until_on else ""
    return " · ".join(part for part in (tr("Accepted"), accepted.reason, until) if part)


class AcceptPopover(Popover):
    """Asks for the reason and until when, in place."""

    def __init__(self, frame: Frame, beside: QWidget, deeds: Deeds, point: RiskPoint) -> None:
        super().__init__(beside, tr("Live with this risk"))
        self._deeds, self._point = deeds, point
        self.form = Form(AcceptedRisk, frame, is_draft=True)
        self.form.row("reason")
        self.form.row("until_on")
        self.form.show_record(AcceptedRisk(deal_id=deeds.deal_id, risk=point.code))
        self._problem = label("", "problem", wraps=True)
        self._problem.hide()
        self.body.addWidget(label(finding(point.key, point.facts), "muted", wraps=True))
        self.body.addWidget(self.form)
        self.body.addWidget(self._problem)
        self.body.addLayout(row(button(tr("Accept"), self.give, is_primary=True), 1))
        self.form.editor("reason").setFocus()

    def give(self) -> None:
        """Accept it; a fault is said here."""
        if not self.form.commit() or not isinstance(self.form.record, AcceptedRisk):
            return
        draft = self.form.record
        until: date | None = draft.until_on
        try:
            self._deeds.accept_risk(self._point, draft.reason, until)
        except Known as error:
            if not self.form.say_problem(error):
                self._problem.setText(str(faults.words_of(error)))
                self._problem.show()
            return
        self.close()


class UrgentRisks(Card):
    """The three most urgent; a link leads to the others."""

    all_wanted = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__(margins=GRID + 6)
        self._frame = frame
        self._lines = QVBoxLayout()
        self._lines.setSpacing(GRID)
        self.body.addLayout(self._lines)

    def show_state(self, state: SheetState, deeds: Deeds) -> None:
        """Show what is most urgent now; nothing while the screen is covered."""
        clear(self._lines)
        self.setVisible(not self._frame.is_covered)
        self.set_heading(tr("Most urgent risk points"))
        shown = most_urgent(state.points)
        _fill(self._lines, [RiskLine(self._frame, state, deeds, point) for point in shown])
        more = len(state.open_points) - len(shown)
        accepted = len(state.points) - len(state.open_points)
        words = [
            tr_n("{count} more", "{count} more", more) if more else "",
            tr_n("{count} accepted", "{count} accepted", accepted) if accepted else "",
        ]
        said = " · ".join(part for part in words if part)
        if said:
            self._lines.addWidget(link(said, self.all_wanted.emit))
        elif not shown:
            self._lines.addWidget(label(tr("Nothing speaks against it now."), "muted", wraps=True))


class RiskTab(Page):
    """All risk points, those accepted last, and the strengths beneath."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame

    def show_state(self, state: SheetState, deeds: Deeds) -> None:
        """Show every risk point and strength."""
        clear(self.body)
        accepted = [point for point in state.points if point.accepted is not None]
        _fill(
            self.body,
            [RiskLine(self._frame, state, deeds, point) for point in (*state.open_points, *accepted)],
        )
        if not state.points:
            self.body.addWidget(label(tr("Nothing speaks against it now."), "muted"))
        if state.paper.strengths:
            self.body.addWidget(label(tr("Strengths"), "strong"))
            for words in state.paper.strengths:
                self.body.addWidget(label(f"＋ {words}", "good", wraps=True))
        self.body.addStretch(1)


def _fill(layout: QVBoxLayout, parts: Sequence[QWidget]) -> None:
    for at, part in enumerate(parts):
        if at:
            layout.addWidget(line())
        layout.addWidget(part)
