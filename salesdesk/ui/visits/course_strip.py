"""Cancelling or moving a visit, with the reason, in place."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit

from salesdesk.domain.problems import Known
from salesdesk.domain.record import field_map
from salesdesk.domain.visit import Visit
from salesdesk.text import tr
from salesdesk.text.formats import moment_words
from salesdesk.ui.kit import faults
from salesdesk.ui.kit.date_editors import MomentEditor
from salesdesk.ui.kit.editors import Unreadable
from salesdesk.ui.kit.panels import button, column, label, row, set_role
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID

if TYPE_CHECKING:
    from salesdesk.store.writer import Writer


class CourseStrip(QFrame):
    """One line: the new time where the visit is moved, the reason, the deed. Escape closes it."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        set_role(self, "card")
        self._frame = frame
        self._visit: Visit | None = None
        self._is_moving = False
        self._heading = label("", "strong")
        self.moment = MomentEditor(field_map(Visit)["starts_at"], frame)
        self.reason = QLineEdit()
        self.reason.setMaxLength(field_map(Visit)["change_reason"].limit)
        self.reason.returnPressed.connect(self.do)
        self._deed = button("", self.do)
        self._back = button("", self.close_strip)
        self._problem = label("", "problem", wraps=True)
        self._problem.hide()
        first = row(self._heading, self.moment, self.reason, self._deed, self._back)
        first.setStretch(2, 1)
        whole = column(first, self._problem, spacing=4)
        whole.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        self.setLayout(whole)
        self.hide()

    def open_for(self, visit: Visit, *, is_moving: bool) -> None:
        """Ask for the reason, and for the new time where it is moved."""
        self._visit, self._is_moving = visit, is_moving
        self._heading.setText(tr("Move this visit") if is_moving else tr("Cancel this visit"))
        self._deed.setText(tr("Move") if is_moving else tr("Cancel the visit"))
        self._back.setText(tr("Back"))
        self.moment.setVisible(is_moving)
        self.moment.retranslate()
        self.moment.name_for_readers(tr("New time"))
        self.moment.set_value(visit.starts_at)
        self.reason.clear()
        self.reason.setPlaceholderText(tr("Reason"))
        self.reason.setAccessibleName(tr("Reason"))
        self._say("")
        self.show()
        (self.moment if is_moving else self.reason).setFocus()

    def close_strip(self) -> None:
        """Leave the visit as it is."""
        self.hide()

    def _say(self, words: str) -> None:
        self._problem.setText(words)
        self._problem.setVisible(bool(words))

    def do(self) -> None:
        """Cancel or move; what is wrong is said beneath."""
        if self._visit is None:
            return
        try:
            done = self._frame.desk.write("move_visit" if self._is_moving else "cancel_visit", self._work())
        except Known as error:
            is_reason = error.field == "change_reason"
            self._say(
                tr("Say the reason: it is what one learns from.")
                if is_reason
                else str(faults.words_of(error))
            )
            self.reason.setFocus()
            return
        except Unreadable:
            self._say(tr("The new time cannot be read yet."))
            self.moment.setFocus()
            return
        self.hide()
        if self._is_moving:
            when = moment_words(done.starts_at, today=self._frame.desk.today())
            self._frame.notify(tr("Moved to {when}, with its plan.").format(when=when), undo=True)
            self._frame.show_record("visit", done.id)
        else:
            self._frame.notify(tr("The visit is cancelled; its questions are open again."), undo=True)

    def _work(self) -> "Callable[[Writer], Visit]":
        from salesdesk.desk.visits import cancel_visit, move_visit

        assert self._visit is not None
        visit_id, reason = self._visit.id, self.reason.text()
        if not self._is_moving:
            return lambda w: cancel_visit(w, visit_id, reason=reason)
        moment = self.moment.value()
        if not isinstance(moment, datetime):
            raise Unreadable("")
        return lambda w: move_visit(w, visit_id, moment, reason=reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_strip()
        else:
            super().keyPressEvent(event)
