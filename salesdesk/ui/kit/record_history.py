"""What was ever written in a record, field by field, with a way back to what stood there before."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from salesdesk.domain.problems import Known
from salesdesk.domain.record import FieldType, Record, Secrecy, field_map
from salesdesk.text import tr
from salesdesk.text.formats import moment_words
from salesdesk.ui.kit.actions import Command, Commands
from salesdesk.ui.kit.extra_fields import ExtraField, currency_for, extra_fields, field_label
from salesdesk.ui.kit.panels import label, row
from salesdesk.ui.kit.record_model import COVER
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.table_view import TableView
from salesdesk.ui.kit.theme import pixels
from salesdesk.ui.kit.value_words import value_words

if TYPE_CHECKING:
    from salesdesk.store.history import HistoryEntry

AnyIndex = QModelIndex | QPersistentModelIndex
_WIDTHS = (136, 88, 112, 140, 140)


class HistoryModel(QAbstractTableModel):
    """When, who, which field, what stood there before and after; the newest first."""

    def __init__(self, frame: Frame, parent: QObject) -> None:
        super().__init__(parent)
        self._frame = frame
        self._record: Record | None = None
        self._extras: dict[str, ExtraField] = {}
        self.entries: list[HistoryEntry] = []

    def show(self, record: Record) -> None:
        """Read the history of a record."""
        self.beginResetModel()
        self._record = record
        self._extras = {field.name: field for field in extra_fields(self._frame.desk, record.KIND)}
        ranks = {field.name for field in field_map(type(record)).values() if field.type is FieldType.RANK}
        self.entries = [
            entry
            for entry in reversed(self._frame.desk.history(record.id))
            if (not entry.field or self._is_known(entry.field)) and entry.field not in ranks
        ]
        self.endResetModel()

    def _is_known(self, name: str) -> bool:
        assert self._record is not None
        return name in field_map(type(self._record)) or name in self._extras

    def can_restore(self, at: int) -> bool:
        """Whether what stood before can be written again: the program's own fields, none that must be filled."""
        if self._record is None or at >= len(self.entries):
            return False
        entry, field = self.entries[at], field_map(type(self._record)).get(self.entries[at].field)
        return field is not None and not (field.required and entry.before in (None, ""))

    def words(self, at: int, section: int) -> str:
        """What a cell says."""
        assert self._record is not None
        entry = self.entries[at]
        if section == 0:
            return moment_words(datetime.fromtimestamp(entry.at_ms / 1000, UTC))
        if section == 1:
            return self._frame.headings.of("member", entry.user_id)
        if not entry.field:
            return (
                {"delete": tr("deleted"), "undelete": tr("brought back")}[entry.verb] if section == 2 else ""
            )
        field = self._extras.get(entry.field) or field_map(type(self._record))[entry.field]
        if section == 2:
            return field_label(field)
        if field.secrecy is Secrecy.COVERED and self._frame.is_covered:
            return COVER
        value = entry.before if section == 3 else entry.after
        if isinstance(field, ExtraField):  # the log keeps what a team's own field says as text
            return str(value or "")
        return " ".join(
            value_words(field, value, self._frame.headings, currency=currency_for(self._record)).split()
        )

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(_WIDTHS)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if index.isValid() and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.words(index.row(), index.column())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (tr("When"), tr("By whom"), tr("Field"), tr("Before"), tr("After"))[section]
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class RecordHistory(QWidget):
    """The history of one record as a list; what stood before can be brought back, as an edit like any other."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._record: Record | None = None
        self.model = HistoryModel(frame, self)
        self.view = TableView(self)
        self.view.setModel(self.model)
        self.commands = Commands(self.view, (
            Command("history.restore", lambda: tr("Bring back what stood before"), self.restore, "", "rotate-ccw",
                    lambda: self.model.can_restore(self.view.currentIndex().row())
                    if self.view.currentIndex().isValid() else False),
        ))  # fmt: skip
        self._problem = label("", "problem", wraps=True)
        self._problem.hide()
        header = self.view.horizontalHeader()
        for section, width in enumerate(_WIDTHS):
            header.resizeSection(section, pixels(width))
        header.setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(self.view, 1)
        body.addWidget(self._problem)
        body.addLayout(row(self.commands.button("history.restore"), 1))
        self.view.selectionModel().currentRowChanged.connect(lambda: self.commands.refresh())
        self.view.menu_asked.connect(lambda point: self.commands.menu().popup(point))
        self.setFocusProxy(self.view)
        self._say()

    def show_history(self, record: Record) -> None:
        """Show the history of a record."""
        self._record = record
        self._problem.hide()
        self.model.show(record)
        self.commands.refresh()

    def restore(self) -> None:
        """Write again what stood in the field before the change chosen."""
        from salesdesk.ui.kit.form import write_field

        index = self.view.currentIndex()
        if self._record is None or not index.isValid():
            return
        entry = self.model.entries[index.row()]
        field = field_map(type(self._record))[entry.field]
        value = field.empty if entry.before is None else entry.before
        try:
            write_field(self._frame, self._record, entry.field, value)
        except Known as error:
            from salesdesk.ui.kit.faults import words_of

            self._problem.setText(str(words_of(error)))
            self._problem.show()
            return
        self._frame.notify(tr("{field} is as it was before.").format(field=field_label(field)), undo=True)

    def _say(self) -> None:
        self.view.setAccessibleName(tr("History"))
        self.view.empty_words = tr("Nothing was ever written here.")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.commands.retranslate()
            self._say()
            self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(_WIDTHS) - 1)
