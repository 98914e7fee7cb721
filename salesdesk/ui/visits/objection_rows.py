"""Objections that were raised, expected or not, and plain lines of which there can be any number."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from salesdesk.domain.record import TEXT_LIMIT
from salesdesk.domain.visit import Objection
from salesdesk.text import tr
from salesdesk.ui.kit.panels import label, row
from salesdesk.ui.kit.theme import GRID
from salesdesk.ui.kit.wrap_editor import WrappedLine
from salesdesk.ui.visits.draft_rows import DraftRow, DraftRows
from salesdesk.ui.visits.flow import FlowLayout, cut

if TYPE_CHECKING:
    from salesdesk.desk.visit_result import ObjectionHeard

Words = Callable[[], str]


class _Line(DraftRow):
    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.typed = WrappedLine()
        self.typed.textChanged.connect(self._on_words)
        self._cross = self.cross()
        self._cross.hide()
        across = row(self.typed, self._cross, spacing=GRID - 2)
        across.setStretch(0, 1)
        self.setLayout(across)
        self.setFocusProxy(self.typed)
        self.retranslate()

    def _on_words(self) -> None:
        self._cross.setVisible(not self.is_empty)
        self.changed.emit()

    @property
    def is_empty(self) -> bool:
        return not self.typed.text()

    def retranslate(self) -> None:
        self.typed.setPlaceholderText(self._words())
        self.typed.setAccessibleName(self._words())


class LineRows(DraftRows):
    """Lines of text, one thing each."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words

    def new_row(self) -> DraftRow:
        return _Line(self._words)

    def words(self) -> list[str]:
        """What is typed."""
        return [one.typed.text()[:TEXT_LIMIT] for one in self.filled if isinstance(one, _Line)]


class RaisedObjections(QWidget):
    """Chips of those expected, ticked when they were raised, and lines for others."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._chips: dict[str, QPushButton] = {}
        self._expected: tuple[Objection, ...] = ()
        self._heading = label("", "label")
        self._place = QWidget()
        self._flow = FlowLayout(self._place)
        self.others = LineRows(lambda: tr("Another objection they raised"))
        self.others.changed.connect(self.changed.emit)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(GRID - 2)
        for part in (self._heading, self._place, self.others):
            body.addWidget(part)

    def start(self) -> None:
        """Let go of everything typed."""
        for one in self._expected:
            self._chips[one.id].setChecked(one.was_raised)
        self.others.start()

    def show_expected(self, objections: Sequence[Objection]) -> None:
        """Show the objections of the plan; what is ticked stays."""
        self._expected = tuple(objections)
        self._heading.setText(tr("Which objections were raised?"))
        self._heading.setVisible(bool(objections))
        self._place.setVisible(bool(objections))
        known = {one.id for one in objections}
        for row_id in [row_id for row_id in self._chips if row_id not in known]:
            chip = self._chips.pop(row_id)
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        for one in objections:
            if one.id not in self._chips:
                chip = QPushButton()
                chip.setProperty("role", "chip")
                chip.setCheckable(True)
                chip.setChecked(one.was_raised)
                chip.toggled.connect(lambda _is_on: self.changed.emit())
                self._chips[one.id] = chip
                self._flow.addWidget(chip)
            self._chips[one.id].setText(cut(one.objection).replace("&", "&&"))
            self._chips[one.id].setToolTip(one.objection)

    def heard(self, contact_id: str) -> "list[ObjectionHeard]":
        """Those raised."""
        from salesdesk.desk.visit_result import ObjectionHeard

        expected = [
            ObjectionHeard(
                objection=one.objection, contact_id=one.contact_id or contact_id, settled=one.settled
            )
            for one in self._expected
            if self._chips[one.id].isChecked()
        ]
        return expected + [
            ObjectionHeard(objection=words, contact_id=contact_id) for words in self.others.words()
        ]
