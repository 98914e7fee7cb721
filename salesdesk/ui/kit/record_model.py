"""The rows of a list: keyset pages fetched off the main thread as the list is scrolled, the count later."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from salesdesk.domain.record import FieldType, Record, Secrecy, field_map
from salesdesk.ui.kit.columns import Column
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.tasks import Cancelled, Job

if TYPE_CHECKING:
    from salesdesk.domain.conditions import Condition
    from salesdesk.store.database import ColumnElement, Connection

PAGE = 100
COVER = "•••"
"""What stands where F9 hides a value."""
AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Query:
    """What a list shows: conditions, order."""

    conditions: tuple["Condition", ...] = ()
    sort: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class _Run:
    """One page with all that its cells say."""

    records: tuple[Record, ...]
    cursor: tuple[str | int, str] | None
    names: dict[str, str] = field(default_factory=dict)
    computed: dict[str, dict[str, str]] = field(default_factory=dict)


class RecordModel(QAbstractTableModel):
    """Records of one kind as rows; knows as many as were scrolled to, and the total once it is counted."""

    counted = Signal(int)
    loaded = Signal()
    failed = Signal(object)

    def __init__(self, record_class: type[Record], frame: Frame, parent: QObject) -> None:
        super().__init__(parent)
        self.record_class = record_class
        self.columns: Sequence[Column] = ()
        self.query = Query()
        self.total: int | None = None
        self._frame = frame
        self._records: list[Record] = []
        self._rows: dict[str, int] = {}
        self._computed: dict[str, dict[str, str]] = {}
        self._cursor: tuple[str | int, str] | None = None
        self._has_more = False
        self._page: Job | None = None
        self._count: Job | None = None

    # --- what is shown

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Have other columns; `show` or `reload` fills those that are computed."""
        self.beginResetModel()
        self.columns = columns
        self.endResetModel()

    def show(self, query: Query) -> None:
        """Begin the list anew; the present rows stay until the first page is here."""
        self.query = query
        self._cancel()
        self._fetch(None, self._replace)
        self._begin_count()

    def reload(self) -> None:
        """Read what is shown again, as far as it was scrolled to."""
        self._cancel()
        self._fetch(None, self._replace, limit=max(PAGE, len(self._records)))
        self._begin_count()

    def refresh(self, record_ids: frozenset[str]) -> None:
        """Read single rows again where only their content changed; others are left as they are."""
        wanted = [record_id for record_id in record_ids if record_id in self._rows]
        if wanted:
            self._frame.tasks.run(lambda job: self._read_some(wanted), owner=self, done=self._update)

    def _cancel(self) -> None:
        for job in (self._page, self._count):
            if job is not None:
                job.cancel()
        self._page = self._count = None

    def _fetch(
        self, after: tuple[str | int, str] | None, done: Callable[[_Run], None], *, limit: int = PAGE
    ) -> None:
        query, columns = self.query, tuple(self.columns)
        self._page = self._frame.tasks.run(
            lambda job: self._read_page(job, query, columns, after, limit),
            owner=self, done=done, failed=self._on_failure,
        )  # fmt: skip

    def _on_failure(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            return  # another page is on its way
        self._page = None
        self.failed.emit(error)

    def _begin_count(self) -> None:
        query = self.query
        self._count = self._frame.tasks.run(
            lambda job: self._read_count(job, query), owner=self, done=self._on_count, failed=self._on_failure
        )

    def _on_count(self, total: int) -> None:
        self._count = None
        self.total = total
        self.counted.emit(total)

    # --- off the main thread

    def _read_page(
        self,
        job: Job,
        query: Query,
        columns: tuple[Column, ...],
        after: tuple[str | int, str] | None,
        limit: int,
    ) -> _Run:
        from salesdesk.store.cancel import cancelled_by
        from salesdesk.store.queries import page

        desk = self._frame.desk
        with desk.read() as connection, cancelled_by(connection, lambda: job.is_cancelled):
            found = page(
                connection, self.record_class, sort=query.sort, descending=query.descending, after=after,
                limit=limit, where=_where(connection, self.record_class, query),
            )  # fmt: skip
        return self._run(found.records, found.cursor, columns)

    def _run(
        self, records: tuple[Record, ...], cursor: tuple[str | int, str] | None, columns: tuple[Column, ...]
    ) -> _Run:
        from salesdesk.ui.kit.headings import Headings

        headings = Headings(self._frame.desk)
        names: dict[str, str] = {}
        fields = field_map(self.record_class)
        for column in columns:
            spec = fields.get(column.name)
            if spec is not None and spec.type is FieldType.REFERENCE and spec.reference != "*":
                names |= headings.learn(
                    spec.reference, [str(record.value(column.name)) for record in records]
                )
        computed = {
            column.name: dict(column.compute(self._frame.desk, records))
            for column in columns
            if column.compute is not None
        }
        return _Run(records, cursor, names, computed)

    def _read_some(self, record_ids: Sequence[str]) -> _Run:
        from salesdesk.store.queries import records_by_id

        with self._frame.desk.read() as connection:
            found = records_by_id(connection, self.record_class, record_ids)
        return self._run(tuple(found.values()), None, tuple(self.columns))

    def _read_count(self, job: Job, query: Query) -> int:
        from salesdesk.store.cancel import cancelled_by, free_pages
        from salesdesk.store.queries import count

        with (
            self._frame.desk.read() as connection,
            cancelled_by(connection, lambda: job.is_cancelled),
        ):
            found = count(connection, self.record_class, _where(connection, self.record_class, query))
        with self._frame.desk.read() as connection:
            free_pages(connection)
        return found

    # --- on the main thread again

    def _keep(self, run: _Run) -> None:
        self._frame.headings.keep(run.names)
        for name, words in run.computed.items():
            self._computed.setdefault(name, {}).update(words)

    def _replace(self, run: _Run) -> None:
        self._page = None
        self.beginResetModel()
        self._computed.clear()
        self._keep(run)
        self._records = list(run.records)
        self._rows = {record.id: number for number, record in enumerate(self._records)}
        self._cursor, self._has_more = run.cursor, run.cursor is not None
        self.endResetModel()
        self.loaded.emit()

    def _append(self, run: _Run) -> None:
        self._page = None
        fresh = [record for record in run.records if record.id not in self._rows]
        if fresh:
            first = len(self._records)
            self.beginInsertRows(QModelIndex(), first, first + len(fresh) - 1)
            self._keep(run)
            self._records += fresh
            self._rows.update((record.id, first + number) for number, record in enumerate(fresh))
            self.endInsertRows()
        self._cursor, self._has_more = run.cursor, run.cursor is not None
        self.loaded.emit()

    def _update(self, run: _Run) -> None:
        self._keep(run)
        for record in run.records:
            row = self._rows.get(record.id)
            if row is not None:
                self._records[row] = record
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))

    # --- what the view asks

    def canFetchMore(self, parent: AnyIndex = QModelIndex()) -> bool:
        return not parent.isValid() and self._has_more and self._page is None

    def fetchMore(self, parent: AnyIndex = QModelIndex()) -> None:
        if self.canFetchMore(parent):
            self._fetch(self._cursor, self._append)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def record(self, row: int) -> Record:
        """The record of a row."""
        return self._records[row]

    def row_of(self, record_id: str) -> int | None:
        """The row of a record, if it was scrolled to."""
        return self._rows.get(record_id)

    def words(self, row: int, column: int) -> str:
        """What a cell says."""
        record, spec = self._records[row], self.columns[column]
        if spec.secrecy is Secrecy.COVERED and self._frame.is_covered:
            return COVER
        if spec.compute is not None:
            return self._computed.get(spec.name, {}).get(record.id, "")
        return spec.words(record, self._frame.headings)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        spec = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            across = Qt.AlignmentFlag.AlignRight if spec.is_number else Qt.AlignmentFlag.AlignLeft
            return across | Qt.AlignmentFlag.AlignVCenter
        is_open = spec.secrecy is not Secrecy.COVERED or not self._frame.is_covered
        if role == Qt.ItemDataRole.DecorationRole and spec.icon is not None and is_open:
            return spec.icon(self._records[index.row()])
        if role == Qt.ItemDataRole.ForegroundRole and spec.colour is not None and is_open:
            return spec.colour(self._records[index.row()])
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        spec = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            arrow = ""
            if spec.sort and spec.sort == self.query.sort:
                arrow = " ↓" if self.query.descending else " ↑"
            return spec.title() + arrow
        if role == Qt.ItemDataRole.TextAlignmentRole:
            across = Qt.AlignmentFlag.AlignRight if spec.is_number else Qt.AlignmentFlag.AlignLeft
            return across | Qt.AlignmentFlag.AlignVCenter
        return None


def _where(
    connection: "Connection", record_class: type[Record], query: Query
) -> "ColumnElement[bool] | None":
    from salesdesk.desk.values import unusual_currencies
    from salesdesk.store.list_filters import list_where

    return list_where(connection, record_class, query.conditions, unusual_currencies())
