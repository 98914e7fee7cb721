"""The rows of a short list, all of them at hand."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from salesdesk.domain.record import Record, Secrecy
from salesdesk.ui.kit.columns import Column
from salesdesk.ui.kit.record_model import COVER
from salesdesk.ui.kit.screen import Frame

AnyIndex = QModelIndex | QPersistentModelIndex


class RowModel(QAbstractTableModel):
    """Says what the cells of a few records hold."""

    def __init__(self, columns: Sequence[Column], frame: Frame, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._frame = frame
        self._records: tuple[Record, ...] = ()
        self._rows: dict[str, int] = {}

    def show_records(self, records: Sequence[Record]) -> None:
        """Hold other records; where they are the same ones in the same order, only their cells are said anew."""
        is_same = [record.id for record in records] == [record.id for record in self._records]
        if is_same:
            self._records = tuple(records)
            self.say_anew()
            return
        self.beginResetModel()
        self._records = tuple(records)
        self._rows = {record.id: at for at, record in enumerate(records)}
        self.endResetModel()

    def say_anew(self) -> None:
        """Let the cells and headings be asked for again."""
        last = len(self.columns) - 1
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
        if self._records:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._records) - 1, last))

    def record(self, at: int) -> Record:
        """The record of a row."""
        return self._records[at]

    def row_of(self, record_id: str) -> int | None:
        """The row of a record."""
        return self._rows.get(record_id)

    def words(self, at: int, section: int) -> str:
        """What a cell says, on one line."""
        record, spec = self._records[at], self.columns[section]
        if spec.secrecy is Secrecy.COVERED and self._frame.is_covered:
            return COVER
        return " ".join(spec.words(record, self._frame.headings).split())

    # --- what the view asks

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        spec, record = self.columns[index.column()], self._records[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.words(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _across(spec)
        is_open = spec.secrecy is not Secrecy.COVERED or not self._frame.is_covered
        if role == Qt.ItemDataRole.DecorationRole and spec.icon is not None and is_open:
            return spec.icon(record)
        if role == Qt.ItemDataRole.ForegroundRole and spec.colour is not None and is_open:
            return spec.colour(record)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _across(self.columns[section])
        return None


def _across(spec: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if spec.is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
