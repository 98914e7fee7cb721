"""Promises that are written already: those of this visit with their state, and open ones from before."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from salesdesk.domain.record import field_map
from salesdesk.domain.visit import Commitment
from salesdesk.text import label as field_label
from salesdesk.text import tr
from salesdesk.text.formats import date_with_weekday
from salesdesk.ui.kit.choice_editors import ListEditor
from salesdesk.ui.kit.panels import clear, label, row, set_role
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import pixels

if TYPE_CHECKING:
    from salesdesk.ui.visits.reading import VisitView


def promise_words(frame: Frame, promise: Commitment) -> str:
    """Whose it is, who, what, by when."""
    is_ours = promise.side == "ours"
    person = frame.headings.of("member", promise.member_id) if is_ours else ""
    who = person or frame.headings.of("contact", promise.contact_id) or (tr("We") if is_ours else tr("They"))
    words = f"{'▼' if is_ours else '▲'} {tr('{who}: {what}').format(who=who, what=promise.what)}"
    if promise.due_on is None:
        return words
    return f"{words} · {date_with_weekday(promise.due_on, today=frame.desk.today())}"


class MadePromises(QWidget):
    """The promises of this visit; each state can be changed, as an edit of its own."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._shown: tuple[Commitment, ...] | None = None
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(4)

    def show_promises(self, promises: Sequence[Commitment]) -> None:
        """Show these promises."""
        if self._shown == tuple(promises):
            return
        self._shown = tuple(promises)
        clear(self._body)
        for promise in promises:
            self._body.addLayout(self._line(promise))
        self.setVisible(bool(promises))

    def _line(self, promise: Commitment) -> "QVBoxLayout":
        words = label(promise_words(self._frame, promise), wraps=True)
        state = ListEditor(field_map(Commitment)["state"])
        state.set_value(promise.state)
        state.setFixedWidth(pixels(116))
        state.name_for_readers(f"{promise.what}: {field_label('commitment.state')}")
        state.edited.connect(lambda: self._settle(promise.id, str(state.value())))
        across = row(words, state)
        across.setStretch(0, 1)
        across.setAlignment(state, Qt.AlignmentFlag.AlignTop)
        made = QVBoxLayout()
        made.addLayout(across)
        return made

    def _settle(self, promise_id: str, state: str) -> None:
        from salesdesk.desk.promises import settle_promise

        today = self._frame.desk.today()
        self._frame.desk.write("settle_promise", lambda w: settle_promise(w, promise_id, state, today=today))


class EarlierPromises(QWidget):
    """Open promises from before: which of them proved kept; written with the record."""

    changed = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._lines: dict[str, tuple[QWidget, QCheckBox, QLabel]] = {}
        self._heading = label("", "label")
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(4)
        self._body.addWidget(self._heading)

    def show_view(self, view: "VisitView") -> None:
        """Show what is open from before; what is ticked stays ticked."""
        promises = view.form.earlier
        self._heading.setText(tr("Promised before: tick what was kept"))
        self.setVisible(bool(promises))
        known = {one.id for one in promises}
        for promise_id in [one for one in self._lines if one not in known]:
            holder, _, _ = self._lines.pop(promise_id)
            self._body.removeWidget(holder)
            holder.hide()
            holder.deleteLater()
        for one in promises:
            if one.id not in self._lines:
                self._lines[one.id] = self._new_line()
            self._say(one)

    def _new_line(self) -> tuple[QWidget, QCheckBox, QLabel]:
        holder, box, words = QWidget(), QCheckBox(), label("", wraps=True)
        across = row(box, words)
        across.setStretch(1, 1)
        across.setAlignment(box, Qt.AlignmentFlag.AlignTop)
        holder.setLayout(across)
        box.toggled.connect(lambda _is_on: self.changed.emit())
        self._body.addWidget(holder)
        return holder, box, words

    def _say(self, promise: Commitment) -> None:
        _, box, shown = self._lines[promise.id]
        words = promise_words(self._frame, promise)
        is_late = promise.due_on is not None and promise.due_on < self._frame.desk.today()
        if is_late:
            words += " · " + tr("overdue")
        shown.setText(words)
        set_role(shown, "danger" if is_late else "")
        box.setAccessibleName(tr("Kept: {what}").format(what=promise.what))

    def start(self) -> None:
        """Let go of everything ticked."""
        for _, box, _ in self._lines.values():
            box.setChecked(False)

    @property
    def kept(self) -> list[str]:
        """Ids of those ticked."""
        return [promise_id for promise_id, (_, box, _) in self._lines.items() if box.isChecked()]
