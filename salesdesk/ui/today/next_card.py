"""The next visit, first and large: who, phone, address, confirmed, objective, last promises, three questions."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from salesdesk.domain.visit import Visit
from salesdesk.text import tr
from salesdesk.text.findings import finding
from salesdesk.text.formats import date_with_weekday, duration, short_date, time_words, words_list
from salesdesk.text.words import choice
from salesdesk.ui.kit.beside import Beside
from salesdesk.ui.kit.brief import BriefDialog, brief_questions, promise_line
from salesdesk.ui.kit.panels import Card, badge, button, clear, label, row, show_now
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID

if TYPE_CHECKING:
    from salesdesk.desk.today import Appointment, Today
    from salesdesk.domain.brief import Brief

_TONES = {"confirmed": "good", "refused": "danger", "no_answer": "warning"}


class NextCard(Card):
    """Everything for the car park, and the deeds: brief, open."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(spacing=4)
        self._frame = frame
        self._brief: Brief | None = None
        self._content = QVBoxLayout()
        self._content.setSpacing(4)
        self.body.addLayout(self._content)

    def show_today(self, day: "Today") -> None:
        """Show the next visit, or that there is none."""
        self._brief = day.brief
        clear(self._content)
        if day.next_visit is None or day.brief is None:
            self._content.addWidget(label(tr("Next"), "label"))
            self._content.addWidget(label(tr("No visit is planned."), "section"))
            return
        self._content.addWidget(label(f"{tr('Next')} · {self._when(day.next_visit.visit)}", "label"))
        parts = [
            (self._left(day.next_visit, day.brief), 5),
            (self._right(day.brief), 5),
            (self._deeds(day.next_visit.visit), 0),
        ]
        self._content.addWidget(
            Beside(*((_holding(part), weight) for part, weight in parts), spacing=3 * GRID)
        )
        show_now(self._content)

    def _when(self, visit: Visit) -> str:
        starts_at, now = visit.starts_at, self._frame.desk.now()
        if starts_at is None:
            return ""
        if starts_at <= now:
            return tr("going on now")
        day, today = starts_at.astimezone().date(), self._frame.desk.today()
        if day == today:
            return tr("in {span}").format(span=duration(starts_at - now))
        return tr("Tomorrow") if (day - today).days == 1 else date_with_weekday(day, today=today)

    def _left(self, line: "Appointment", brief: "Brief") -> QVBoxLayout:
        visit, made = line.visit, QVBoxLayout()
        made.setSpacing(4)
        head = " · ".join(part for part in (line.account_name, words_list(line.people)) if part)
        made.addWidget(label(f"{time_words(visit.starts_at)}   {head}", "title", wraps=True))
        reach = "   ".join(
            part for part in (f"☎ {brief.phone}" if brief.phone else "", brief.address) if part
        )
        confirmed = (
            choice(f"visit.confirmed.{visit.confirmed}") if visit.confirmed else tr("not confirmed yet")
        )
        state = badge(confirmed, _TONES.get(visit.confirmed, "warning"))
        second = row(label(reach, wraps=True, can_copy=True), state)
        second.setStretch(0, 1)
        made.addLayout(second)
        if line.deal_name:
            made.addWidget(label(line.deal_name, "muted", wraps=True))
        aims = [words for words in (visit.objective_best, visit.objective_minimum) if words]
        if aims:
            made.addWidget(label(tr("Objective: {words}").format(words=aims[0]), wraps=True))
        if len(aims) > 1:
            made.addWidget(label(tr("at least: {words}").format(words=aims[1]), "muted", wraps=True))
        needed = [finding(one.key, one.facts) for one in line.missing if one.is_needed]
        if needed:
            made.addWidget(label(" · ".join(needed), "warning", wraps=True))
        made.addStretch(1)
        return made

    def _right(self, brief: "Brief") -> QVBoxLayout:
        made = QVBoxLayout()
        made.setSpacing(4)
        today = self._frame.desk.today()
        made.addWidget(label(tr("Promised"), "label"))
        for one in brief.promises[:3]:
            due = short_date(one.due_on, today=today)
            is_late = one.due_on is not None and one.due_on < today
            words = promise_line(one.what, is_ours=one.side == "ours", due=due)
            made.addWidget(label(words, "danger" if is_late else "", wraps=True))
        if not brief.promises:
            made.addWidget(label(tr("Nothing is open."), "muted"))
        made.addWidget(label(tr("To ask"), "label"))
        questions = brief_questions(brief)
        for number, words in enumerate(questions, 1):
            made.addWidget(label(f"{number}  {words}", wraps=True))
        if not questions:
            made.addWidget(label(tr("No question yet."), "muted"))
        made.addStretch(1)
        return made

    def _deeds(self, visit: Visit) -> QVBoxLayout:
        made = QVBoxLayout()
        made.setSpacing(GRID)
        parts: tuple[QWidget, ...] = (
            button(tr("Brief to the phone"), self.open_brief, icon_name="qr-code"),
            button(tr("Open the plan"), lambda: self._frame.show_record("visit", visit.id)),
        )
        for part in parts:
            made.addWidget(part)
        made.addStretch(1)
        return made

    def open_brief(self) -> None:
        """Show the brief, to copy or to take over by camera."""
        if self._brief is not None:
            BriefDialog(self._frame, self._brief).open()


def _holding(layout: QVBoxLayout) -> QWidget:
    layout.setContentsMargins(0, 0, 0, 0)
    made = QWidget()
    made.setLayout(layout)
    return made
