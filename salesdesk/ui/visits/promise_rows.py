"""Commitments got and given, as they are typed: whose, what, who, by when."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from salesdesk.domain.record import field_map
from salesdesk.domain.visit import Commitment
from salesdesk.text import label as field_label
from salesdesk.text import tr
from salesdesk.ui.kit.choice_editors import Segments
from salesdesk.ui.kit.date_editors import DateEditor
from salesdesk.ui.kit.editors import Unreadable
from salesdesk.ui.kit.panels import label, row
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID, pixels
from salesdesk.ui.kit.wrap_editor import WrappedLine
from salesdesk.ui.visits.draft_rows import DraftRow, DraftRows
from salesdesk.ui.visits.people import Person, WhomEditor

if TYPE_CHECKING:
    from salesdesk.desk.visit_result import Promise

_FIELDS = field_map(Commitment)


class PromiseRow(DraftRow):
    """What is promised first, the rest beneath it as soon as there is something."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._theirs: tuple[Person, ...] = ()
        self._ours: tuple[Person, ...] = ()
        self.side = Segments([("theirs", "▲ " + tr("They"), None), ("ours", "▼ " + tr("We"), None)])
        self.side.choose("theirs")
        self.side.setFixedWidth(pixels(116))
        self.side.chosen.connect(lambda _code: self._offer())
        self.what = WrappedLine()
        self.whom = WhomEditor(_FIELDS["contact_id"])
        self.due = DateEditor(_FIELDS["due_on"], frame)
        self._by = label("", "muted")
        self._more = QWidget()
        more = row(self.whom, self._by, self.due)
        more.setStretch(0, 2)
        more.setStretch(2, 3)
        self._more.setLayout(more)
        self._more.hide()
        self._cross = self.cross()
        self._cross.hide()
        first = row(self.side, self.what, self._cross, spacing=GRID - 2)
        first.setStretch(1, 1)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(4)
        body.addLayout(first)
        body.addWidget(self._more)
        self.setFocusProxy(self.what)
        self.what.textChanged.connect(self._on_words)
        self.whom.edited.connect(self.changed.emit)
        self.due.edited.connect(self.changed.emit)
        self.retranslate()

    def _on_words(self) -> None:
        self._more.setVisible(not self.is_empty)
        self._cross.setVisible(not self.is_empty)
        self.changed.emit()

    @property
    def is_empty(self) -> bool:
        return not self.what.text()

    def set_people(self, people: Sequence[Person]) -> None:
        self._theirs = tuple(people)
        self._offer()

    def set_colleagues(self, people: Sequence[Person]) -> None:
        """Offer these of us for what we promise."""
        self._ours = tuple(people)
        self._offer()

    def _offer(self) -> None:
        is_ours = self.side.code == "ours"
        self.whom.set_people(self._ours if is_ours else self._theirs)
        known = {person.key for person in (self._ours if is_ours else self._theirs)}
        if str(self.whom.value()) not in known:
            self.whom.set_value("" if is_ours or len(self._theirs) != 1 else self._theirs[0].key)
        self.changed.emit()

    def promise(self) -> "Promise":
        """What is typed; raises Unreadable for a date that is none."""
        from salesdesk.desk.visit_result import Promise

        due = self.due.value()
        side, whom = self.side.code or "theirs", str(self.whom.value() or "")
        return Promise(
            what=self.what.text()[: _FIELDS["what"].limit],
            side=side,
            due_on=due,  # type: ignore[arg-type]  # a date editor gives a date or None
            contact_id=whom if side == "theirs" else "",
            member_id=whom if side == "ours" else "",
        )

    def is_readable(self) -> bool:
        """Whether the date can be read; it is marked where it cannot."""
        try:
            self.due.value()
        except Unreadable:
            self.due.set_problem(True)
            return False
        self.due.set_problem(False)
        return True

    def retranslate(self) -> None:
        self.side.set_words(["▲ " + tr("They"), "▼ " + tr("We")])
        self.what.setPlaceholderText(tr("What was promised"))
        self.what.setAccessibleName(tr("What was promised"))
        self._by.setText(tr("due"))
        self.whom.retranslate()
        self.whom.name_for_readers(field_label("commitment.contact_id"))
        self.due.retranslate()
        self.due.name_for_readers(field_label("commitment.due_on"))


class PromiseRows(DraftRows):
    """The commitments of one record."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._colleagues: tuple[Person, ...] = ()

    def new_row(self) -> DraftRow:
        made = PromiseRow(self._frame)
        made.set_colleagues(self._colleagues)
        return made

    def set_colleagues(self, people: Sequence[Person]) -> None:
        """Offer these of us for what we promise."""
        self._colleagues = tuple(people)
        for one in self._promise_rows(self.rows):
            one.set_colleagues(people)

    @staticmethod
    def _promise_rows(rows: Sequence[DraftRow]) -> list[PromiseRow]:
        return [one for one in rows if isinstance(one, PromiseRow)]

    def promises(self) -> "list[Promise] | None":
        """What is typed; None where a date cannot be read, which is marked."""
        rows = self._promise_rows(self.filled)
        readable = [one.is_readable() for one in rows]
        return [one.promise() for one in rows] if all(readable) else None
