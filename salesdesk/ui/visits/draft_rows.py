"""Rows of a record that is being typed: nothing is written before the whole record is."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from salesdesk.text import tr
from salesdesk.ui.kit.icons import icon
from salesdesk.ui.kit.theme import GRID
from salesdesk.ui.visits.people import Person


class DraftRow(QWidget):
    """One row of a draft. `changed` is sent as soon as something is typed, `removed` by its cross or Ctrl+Delete."""

    changed = Signal()
    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        key = QShortcut(QKeySequence("Ctrl+Del"), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.removed.emit)

    def cross(self) -> QToolButton:
        """The cross that takes the row out."""
        made = QToolButton()
        made.setIcon(icon("x"))
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setToolTip(f"{tr('Take out')}  Ctrl+Del")
        made.setAccessibleName(tr("Take out"))
        made.clicked.connect(self.removed.emit)
        return made

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed in it."""
        raise NotImplementedError

    def set_people(self, people: Sequence[Person]) -> None:
        """Offer these people."""

    def retranslate(self) -> None:
        """Say the words anew."""


class DraftRows(QWidget):
    """Any number of rows; there is always an empty one at the end."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[DraftRow] = []
        self._people: tuple[Person, ...] = ()
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(GRID - 2)

    def new_row(self) -> DraftRow:
        """Make an empty row."""
        raise NotImplementedError

    def start(self) -> None:
        """Let go of everything typed: one empty row."""
        if len(self._rows) == 1 and self._rows[0].is_empty:
            return
        for row in tuple(self._rows):
            self._drop(row)
        self._append()

    def _append(self) -> DraftRow:
        row = self.new_row()
        row.set_people(self._people)
        row.changed.connect(self._on_change)
        row.removed.connect(lambda: self._remove(row))
        self._rows.append(row)
        self._body.addWidget(row)
        return row

    def _on_change(self) -> None:
        if not self._rows or not self._rows[-1].is_empty:
            self._append()
        self.changed.emit()

    def _remove(self, row: DraftRow) -> None:
        if row.is_empty and row is self._rows[-1]:
            return
        at = self._rows.index(row)
        self._drop(row)
        self._rows[min(at, len(self._rows) - 1)].setFocus()
        self.changed.emit()

    def _drop(self, row: DraftRow) -> None:
        self._rows.remove(row)
        self._body.removeWidget(row)
        row.hide()
        row.deleteLater()

    def set_people(self, people: Sequence[Person]) -> None:
        """Offer these people in every row."""
        self._people = tuple(people)
        for row in self._rows:
            row.set_people(people)

    @property
    def filled(self) -> list[DraftRow]:
        """The rows in which something is typed."""
        return [row for row in self._rows if not row.is_empty]

    @property
    def rows(self) -> list[DraftRow]:
        """All rows, the empty one last."""
        return list(self._rows)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            for row in self._rows:
                row.retranslate()
