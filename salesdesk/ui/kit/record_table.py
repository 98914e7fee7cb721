"""The one list: any kind of record, any size, columns chosen and remembered, filtered, sorted, copied, edited in bulk.

table = RecordTable(Account, frame, columns=("name", "city", "tier", "owner_id"), sort="name")
table.chosen.connect(self.show_account)
table.load()
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, QSettings, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from salesdesk.domain.record import Record
from salesdesk.text import tr
from salesdesk.text.formats import number
from salesdesk.ui.kit.actions import Command, Commands
from salesdesk.ui.kit.columns import Column, field_columns
from salesdesk.ui.kit.copying import copy_table
from salesdesk.ui.kit.filter_header import FilterHeader
from salesdesk.ui.kit.filter_words import filter_condition
from salesdesk.ui.kit.panels import label, row
from salesdesk.ui.kit.record_model import Query, RecordModel
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.table_view import TableView
from salesdesk.ui.kit.theme import GRID, pixels

if TYPE_CHECKING:
    from salesdesk.desk.desk import Change
    from salesdesk.domain.conditions import Condition

_BULK_LIMIT = 5_000


class RecordTable(QWidget):
    """A list of records. `chosen` carries the id under the cursor, `opened` that of Enter or a double click.

    `scope` conditions always hold: `table.set_scope(FieldTest(field, "=", account.id))`.
    """

    chosen = Signal(str)
    opened = Signal(str)
    counted = Signal(int)

    def __init__(
        self,
        record_class: type[Record],
        frame: Frame,
        *,
        columns: Sequence[str] = (),
        more_columns: Sequence[Column] = (),
        sort: str = "",
        descending: bool = False,
        name: str = "",
        commands: Sequence[Command] = (),
        can_edit: bool = True,
    ) -> None:
        """`columns` are shown at first, of the fields and of `more_columns`; `name` is what choices are kept under."""
        super().__init__()
        self.record_class = record_class
        self._frame = frame
        self._name = f"list/{name or record_class.KIND}"
        self._known = {column.name: column for column in (*field_columns(record_class), *more_columns)}
        self._scope: tuple[Condition, ...] = ()
        self._sort, self._descending = sort, descending
        self._wanted = ""
        self.model = RecordModel(record_class, frame, self)
        self.view = TableView(self)
        self.header = FilterHeader(self.view)
        self._foot = label("", "muted")
        self._build()
        self.commands = Commands(self, (*commands, *self._own_commands(can_edit)))
        self.view.menu_asked.connect(lambda point: self.commands.menu().popup(point))
        self._show_columns(self._kept_columns() or [name for name in columns if name in self._known])
        frame.covered.connect(lambda _is_covered: self.view.viewport().update())

    def _build(self) -> None:
        self.view.setModel(self.model)
        self.view.setHorizontalHeader(self.header)
        self._foot.setContentsMargins(GRID, 2, GRID, GRID // 2)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.view, 1)
        body.addLayout(row(self._foot, 1))
        self.setFocusProxy(self.view)
        self.view.selectionModel().currentRowChanged.connect(self._on_current)
        self.view.selectionModel().selectionChanged.connect(lambda: self._say_foot())
        self.view.activated.connect(lambda index: self.opened.emit(self.model.record(index.row()).id))
        self.view.horizontalScrollBar().valueChanged.connect(self.header.follow)
        self.header.sectionClicked.connect(self._sort_by)
        self.header.filtered.connect(self.load)
        self.header.sectionResized.connect(lambda: self._keep_widths())
        self.header.sectionMoved.connect(lambda: self._keep_columns())
        self.header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.header.customContextMenuRequested.connect(self._choose_columns)
        self.model.loaded.connect(self._on_loaded)
        self.model.counted.connect(self._on_counted)
        self.model.failed.connect(self._frame.faults.tell)

    # --- what is shown

    def load(self) -> None:
        """Read the list from its beginning, by the scope, the filters and the order in force."""
        conditions = list(self._scope)
        for field, text in self.header.texts():
            condition = filter_condition(
                self.record_class, field, text, today=self._frame.desk.today(), lookup=self._ids_found
            )
            self.header.mark(field.name, is_readable=condition is not None)
            if condition is not None:
                conditions.append(condition)
        self.model.show(Query(tuple(conditions), self._sort or self._first_sort(), self._descending))

    def set_scope(self, *conditions: "Condition") -> None:
        """Show only records that meet these conditions, from now on."""
        self._scope = conditions
        self.load()

    def order_by(self, sort: str, *, descending: bool = False) -> None:
        """Order by a declared sort field from the next loading on."""
        self._sort, self._descending = sort, descending

    def _first_sort(self) -> str:
        return next(column.sort for column in self._known.values() if column.sort)

    def _ids_found(self, kind: str, text: str) -> Sequence[str]:
        from salesdesk.store.queries import search

        with self._frame.desk.read() as connection:
            return [hit.id for hit in search(connection, text, kinds=(kind,), limit=500)]

    def hear(self, change: "Change") -> None:
        """Take a change in: rows whose record changed are read again, the whole list where rows came or went."""
        if not self.model.query.sort:
            return  # never loaded: there is nothing to keep up to date
        kind = self.record_class.KIND
        notes = [note for note in change.notes if note.kind == kind]
        if (
            any(note.before is None or note.after is None for note in notes)
            or len(notes) > 100
            or (notes and self._is_reordered(change))
        ):
            self.model.reload()
        elif notes:
            self.model.refresh(change.ids(kind))
        elif change.kinds & {
            column.field.reference for column in self.model.columns if column.field is not None
        }:
            self.view.viewport().update()

    def _is_reordered(self, change: "Change") -> bool:
        sort = self.model.query.sort
        has_filter = bool(self.model.query.conditions)
        return has_filter or any(
            note.before is not None
            and note.after is not None
            and note.before.value(sort) != note.after.value(sort)
            for note in change.notes
            if note.kind == self.record_class.KIND
        )

    def select(self, record_id: str) -> None:
        """Put the cursor on a record, now or as soon as its row is there."""
        self._wanted = record_id
        at = self.model.row_of(record_id)
        if at is None:
            return
        self._wanted = ""
        index = self.model.index(at, 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.view.selectionModel().setCurrentIndex(index, flags)
        self.view.scrollTo(index)

    @property
    def current_id(self) -> str:
        """The id under the cursor; empty for none."""
        index = self.view.currentIndex()
        return (
            self.model.record(index.row()).id
            if index.isValid() and index.row() < self.model.rowCount()
            else ""
        )

    def selected_ids(self) -> list[str]:
        """The ids of the rows selected, from top to bottom."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return [self.model.record(at).id for at in rows]

    def set_empty_words(self, words: str) -> None:
        """What the list says when it has no row."""
        self.view.empty_words = words

    # --- events of model and view

    def _on_loaded(self) -> None:
        if self._wanted:
            self.select(self._wanted)
        self.view.viewport().update()
        self._say_foot()

    def _on_counted(self, total: int) -> None:
        self._say_foot()
        self.counted.emit(total)

    def _say_foot(self) -> None:
        total = self.model.total
        counted = tr("1 row") if total == 1 else tr("{count} rows").format(count=number(total or 0))
        words = counted if total is not None else tr("Counting …")
        selected = len(self.view.selectionModel().selectedRows())
        if selected > 1:
            words += " · " + tr("{count} selected").format(count=number(selected))
        if self.header.texts():
            words += " · " + tr("filtered")
        self._foot.setText(words)

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.model.record(index.row()).id)

    def _sort_by(self, section: int) -> None:
        column = self.model.columns[section]
        if not column.sort:
            return
        self._descending = not self._descending if column.sort == self._sort else False
        self._sort = column.sort
        self.load()
        self.header.viewport().update()

    # --- columns

    def _show_columns(self, names: Sequence[str]) -> None:
        columns = [self._known[name] for name in names if name in self._known]
        self.model.set_columns(columns)
        self.header.blockSignals(True)
        kept = QSettings().value(f"{self._name}/widths")
        widths = kept if isinstance(kept, dict) else {}
        for section, column in enumerate(columns):
            self.header.resizeSection(section, int(widths.get(column.name, pixels(column.width))))
        self.header.setStretchLastSection(True)
        self.header.blockSignals(False)
        self.header.set_columns(columns)

    def _kept_columns(self) -> list[str]:
        kept = QSettings().value(f"{self._name}/columns")
        return [name for name in kept if name in self._known] if isinstance(kept, list) else []

    def _keep_widths(self) -> None:
        if QGuiApplication.mouseButtons():  # not where the last column merely stretches with the window
            self._keep_columns()

    def _keep_columns(self) -> None:
        order = [
            self.model.columns[self.header.logicalIndex(at)].name for at in range(len(self.model.columns))
        ]
        widths = {self.model.columns[at].name: self.header.sectionSize(at) for at in range(len(order) - 1)}
        QSettings().setValue(f"{self._name}/columns", order)
        QSettings().setValue(f"{self._name}/widths", widths)

    def _choose_columns(self, point: QPoint) -> None:
        shown = [column.name for column in self.model.columns]
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, column in self._known.items():
            action = menu.addAction(column.title())
            action.setCheckable(True)
            action.setChecked(name in shown)
            action.setEnabled(name not in shown or len(shown) > 1)
            action.toggled.connect(lambda is_on, chosen=name: self.show_column(chosen, is_shown=is_on))
        menu.popup(self.header.mapToGlobal(point))

    def show_column(self, name: str, *, is_shown: bool) -> None:
        """Add a column at the end, or take one away; remembered."""
        names = [column.name for column in self.model.columns if column.name != name]
        self._show_columns([*names, name] if is_shown else names)
        self._keep_columns()
        self.load()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words anew in another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.commands.retranslate()
            self.header.retranslate()
            self._say_foot()

    # --- commands

    def _own_commands(self, can_edit: bool) -> list[Command]:
        has_rows: Callable[[], bool] = lambda: bool(self.selected_ids())  # noqa: E731
        own = [
            Command(
                "list.filter", lambda: tr("Filter"), self.toggle_filter, "Ctrl+F", "list-filter", group="list"
            ),
            Command(
                "list.copy", lambda: tr("Copy as table"), self.copy, "Ctrl+C", "copy", has_rows, group="list"
            ),
        ]
        if can_edit:
            own += [
                Command("list.change", lambda: tr("Change a field …"), self.change_selected, "Ctrl+E", "pencil",
                        has_rows, group="edit"),
                Command("list.delete", lambda: tr("Delete"), self.delete_selected, "Del", "trash-2", has_rows,
                        group="edit", is_danger=True),
            ]  # fmt: skip
        return own

    def toggle_filter(self) -> None:
        """Show or hide the row of filters."""
        self.header.set_open(not self.header.is_open)
        if not self.header.is_open:
            self.view.setFocus()

    def copy(self) -> None:
        """Put the selected rows on the clipboard as a table."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        order = [self.header.logicalIndex(at) for at in range(len(self.model.columns))]
        cells = [[self.model.words(at, section) for section in order] for at in rows]
        copy_table([self.model.columns[section].title() for section in order], cells)

    def change_selected(self) -> None:
        """Write one field of all selected records, as one step."""
        from salesdesk.ui.kit.bulk import ChangeFieldDialog

        ChangeFieldDialog(self._frame, self.record_class, self.selected_ids()[:_BULK_LIMIT], self).open()

    def delete_selected(self) -> None:
        """Delete the selected records with what hangs on them, as one step that can be undone."""
        from salesdesk.ui.kit.bulk import delete_records

        delete_records(self._frame, self.record_class, self.selected_ids()[:_BULK_LIMIT])
