"""To find out: every gap and every question of our own, why it matters, whom to ask; one key asks it next time."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QLineEdit, QWidget

from salesdesk.domain.gap import Gap
from salesdesk.text import tr
from salesdesk.text.findings import finding
from salesdesk.text.formats import moment_words, words_list
from salesdesk.ui.deals.answer import AnswerPanel
from salesdesk.ui.deals.deeds import Deeds
from salesdesk.ui.deals.sheet_state import SheetState
from salesdesk.ui.kit import theme
from salesdesk.ui.kit.actions import Command, Commands
from salesdesk.ui.kit.panels import SplitView, button, column, row
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.table_view import TableView
from salesdesk.ui.kit.theme import GRID, pixels

AnyIndex = QModelIndex | QPersistentModelIndex
_URGENT_FROM = 70
"""A gap of this weight carries an exclamation mark."""


@dataclass(frozen=True, slots=True)
class GapRow:
    """One gap in words."""

    gap: Gap
    words: str
    why: str
    ask: str
    state: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from the others."""
        return self.gap.code, self.gap.about_id, self.gap.field

    def cells(self) -> tuple[str, ...]:
        """Its cells from left to right."""
        return "!" if self.gap.weight >= _URGENT_FROM else "", self.words, self.why, self.ask, self.state


def gap_rows(state: SheetState) -> list[GapRow]:
    """The gaps in words, the most worth asking first."""
    return [_row(state, gap) for gap in state.gaps]


def _row(state: SheetState, gap: Gap) -> GapRow:
    visit = state.sheet.visit_by_id.get(gap.planned_visit_id)
    if visit is not None:
        when = moment_words(visit.starts_at, today=state.reading.today)
        planned = tr("to be asked {when}").format(when=when) if when else tr("to be asked, no day yet")
    else:
        planned = tr("not planned yet")
    people = words_list([state.sheet.name_of(contact) for contact in gap.ask])
    why = finding(f"{gap.key}.why", gap.facts)
    return GapRow(gap, finding(gap.key, gap.facts), why, people, planned)


class GapModel(QAbstractTableModel):
    """The gaps as rows of a table."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[GapRow] = []

    def show_rows(self, rows: Sequence[GapRow]) -> None:
        """Hold other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else 5

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        made = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return made.cells()[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(made, index.column())
        return None

    def _colour(self, made: GapRow, section: int) -> QColor | None:
        if section == 0:
            return theme.colour("danger")
        if section == 4:
            return theme.colour("good" if made.gap.planned_visit_id else "muted")
        return theme.colour("muted") if section == 2 else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DisplayRole:
            return ("", tr("To find out"), tr("Why it matters"), tr("Whom to ask"), tr("State"))[section]
        return None


class _GapTable(TableView):
    """V puts the gap into the next visit."""

    wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_V and not event.modifiers() and self.currentIndex().isValid():
            self.wanted.emit()
        else:
            super().keyPressEvent(event)


class ToFindOutTab(QWidget):
    """The gaps at the left, what can be done about the chosen one at the right."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._deeds: Deeds | None = None
        self._state: SheetState | None = None
        self.model = GapModel(self)
        self.view = _GapTable()
        self.view.setModel(self.model)
        self.panel = AnswerPanel(frame)
        self.line = QLineEdit()
        self._add = button("", self.add_question, icon_name="plus")
        self.commands = Commands(self.view, (
            Command("gap.ask", lambda: tr("Put into the next visit"), self.ask_chosen, icon="calendar-plus",
                    is_enabled=lambda: self.chosen is not None),
        ))  # fmt: skip
        self._lay_out()
        self.view.wanted.connect(self.ask_chosen)
        self.view.activated.connect(lambda _index: self.panel.begin())
        self.view.menu_asked.connect(lambda point: self.commands.menu().popup(point))
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        self.panel.ask_wanted.connect(self.ask_chosen)
        self.line.returnPressed.connect(self.add_question)
        self.retranslate()

    def _lay_out(self) -> None:
        header = self.view.horizontalHeader()
        for section, width in enumerate((24, 240, 240, 130, 150)):
            header.resizeSection(section, pixels(width))
        header.setMinimumSectionSize(pixels(24))
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        foot = row(self.line, self._add)
        foot.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        foot.setStretch(0, 1)
        left = QWidget()
        left.setLayout(column(self.view, foot, spacing=0))
        self.setLayout(column(SplitView("gaps", left, self.panel, sizes=(620, 280))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, why it matters is told beside the list alone."""
        super().resizeEvent(event)
        self.view.setColumnHidden(2, self.width() < pixels(1000))

    def retranslate(self) -> None:
        """Say the words anew."""
        self.line.setPlaceholderText(tr("A question of our own"))
        self.line.setAccessibleName(tr("A question of our own"))
        self._add.setText(tr("Add"))
        self.view.setAccessibleName(tr("To find out"))
        self.view.empty_words = tr("Nothing is left to find out for now.")
        self.commands.retranslate()
        self.panel.retranslate()
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 4)

    # --- what is shown

    def show_state(self, state: SheetState, deeds: Deeds) -> None:
        """Show what is to be found out about a deal; the chosen gap stays chosen, else the one in its place."""
        wanted = self.chosen.key if self.chosen is not None else None
        at = self.view.currentIndex().row()
        self._state, self._deeds = state, deeds
        rows = gap_rows(state)
        self.model.show_rows(rows)
        if rows:
            same = next((place for place, made in enumerate(rows) if made.key == wanted), -1)
            self.view.selectRow(same if same >= 0 else max(0, min(at, len(rows) - 1)))
        self._show_chosen()

    @property
    def chosen(self) -> GapRow | None:
        """The gap under the cursor."""
        at = self.view.currentIndex().row()
        return self.model.rows[at] if 0 <= at < len(self.model.rows) else None

    def _show_chosen(self) -> None:
        if self._state is None or self._deeds is None:
            return
        chosen = self.chosen
        self.panel.show_gap(chosen.gap if chosen is not None else None, self._state, self._deeds)
        self.commands.refresh()

    # --- deeds

    def ask_chosen(self) -> None:
        """Put the chosen gap into the next visit."""
        if self.chosen is not None and self._deeds is not None:
            self._deeds.ask_next(self.chosen.gap, self.panel.question_words())

    def add_question(self) -> None:
        """Write a question of our own down."""
        from salesdesk.desk.strategy import add_question

        words = self.line.text().strip()
        if not words or self._deeds is None:
            self.line.setFocus()
            return
        deal_id = self._deeds.deal_id
        if self._deeds.try_("add.question", lambda w: add_question(w, deal_id, words)) is not None:
            self.line.clear()

    def commit(self) -> None:
        """Write what is being typed."""
        self.panel.commit()
