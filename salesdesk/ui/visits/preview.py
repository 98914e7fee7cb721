"""A look at one visit beside the list: whom, when, what for, what is missing, what came of it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from salesdesk.domain.readiness import missing_in_plan
from salesdesk.domain.sheet import PLANNED_STATES
from salesdesk.domain.visit import Touch, Visit
from salesdesk.text import kind_name, tr
from salesdesk.text import label as field_label
from salesdesk.text.findings import finding
from salesdesk.text.formats import date_with_weekday, moment_words, words_list
from salesdesk.text.words import choice
from salesdesk.ui.kit.form import Form
from salesdesk.ui.kit.panels import Card, Page, badge, button, clear, label, row, show_now
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID
from salesdesk.ui.visits.promise_list import promise_words
from salesdesk.ui.visits.reading import VisitView, read_visit

_TONES = {"ready": "good", "recorded": "good", "reviewed": "good", "done": "warning"}


class Preview(Card):
    """Shows a visit, or a touch, which has no form of its own."""

    opened = Signal(str)

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._visit_id = ""
        self._touch_id = ""
        self.page = Page(margins=0, spacing=GRID - 2)
        self.body.addWidget(self.page, 1)

    def show_visit(self, visit_id: str) -> None:
        """Show a visit; nothing for no id."""
        self._visit_id, self._touch_id = visit_id, ""
        self.reload()

    def show_touch(self, touch_id: str) -> None:
        """Show a touch, to read and to mend."""
        self._visit_id, self._touch_id = "", touch_id
        self.reload()

    def reload(self) -> None:
        """Read and draw again what is shown."""
        clear(self.page.body)
        visit = self._frame.desk.get(Visit, self._visit_id) if self._visit_id else None
        touch = self._frame.desk.get(Touch, self._touch_id) if self._touch_id else None
        if visit is not None:
            self._draw(read_visit(self._frame.desk, visit.id))
        elif touch is not None:
            self._draw_touch(touch)
        else:
            self.page.body.addWidget(label(tr("Choose a visit to see what it is for."), "muted", wraps=True))
        self.page.body.addStretch(1)
        show_now(self.page.body)

    def _draw(self, view: VisitView) -> None:
        form, visit, body = view.form, view.form.visit, self.page.body
        today = self._frame.desk.today()
        body.addLayout(self._head(view))
        name = (form.account.short_name or form.account.name) if form.account is not None else ""
        body.addWidget(label(name, "section", wraps=True))
        people = view.met or view.planned
        self._line(words_list([" ".join(part for part in (one.name, one.title) if part) for one in people]))
        self._line(form.deal.name if form.deal is not None else "")
        self._line(visit.place)
        self._fact(field_label("visit.objective_best"), visit.objective_best)
        self._fact(field_label("visit.objective_minimum"), visit.objective_minimum)
        if visit.state in PLANNED_STATES:
            for one in missing_in_plan(visit, form.attendees, form.questions):
                body.addWidget(
                    label(finding(one.key, one.facts), "warning" if one.is_needed else "muted", wraps=True)
                )
        questions = "\n".join(f"· {row.question}" for row in form.questions)
        self._fact(tr("Questions"), questions)
        if visit.outcome:
            self._fact(field_label("visit.outcome"), choice(f"visit.outcome.{visit.outcome}"))
        self._fact(field_label("visit.outcome_reason"), visit.outcome_reason)
        self._fact(tr("Commitments"), "\n".join(promise_words(self._frame, row) for row in form.commitments))
        self._fact(field_label("visit.learned"), visit.learned)
        following = " · ".join(
            part for part in (visit.next_step, date_with_weekday(visit.next_step_on, today=today)) if part
        )
        self._fact(field_label("visit.next_step"), following)
        self._fact(field_label("visit.change_reason"), visit.change_reason)

    def _head(self, view: VisitView) -> QHBoxLayout:
        visit = view.form.visit
        state = badge(choice(f"visit.state.{visit.state}"), _TONES.get(visit.state, ""))
        when = label(
            moment_words(visit.starts_at, today=self._frame.desk.today()) or tr("no date yet"), "strong"
        )
        deed = button(tr("Open"), lambda: self.opened.emit(visit.id))
        return row(when, state, 1, deed)

    def _line(self, words: str) -> None:
        if words:
            self.page.body.addWidget(label(words, wraps=True))

    def _fact(self, name: str, words: str) -> None:
        if words:
            heading: QWidget = label(name, "label")
            heading.setContentsMargins(0, GRID // 2, 0, 0)
            self.page.body.addWidget(heading)
            self.page.body.addWidget(label(words, wraps=True, can_copy=True))

    def _draw_touch(self, touch: Touch) -> None:
        body = self.page.body
        body.addWidget(
            label(f"{kind_name('touch')} · {moment_words(touch.touched_at)}", "section", wraps=True)
        )
        form = Form(Touch, self._frame)
        form.rows("kind", "direction")
        form.row("touched_at")
        form.row("contact_id")
        form.row("deal_id")
        form.row("words")
        form.show_record(touch)
        body.addWidget(form)
