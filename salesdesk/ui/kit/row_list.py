"""Few records that belong to one another record: a table, a line to add one by its words, a form of the chosen one.

rows = RowList(Competitor, frame, columns=("name", "standing"), name="competitors",
               lay_out=lambda form: form.row("name"), add=lambda words: new_id, add_words=lambda: tr("Add …"))
rows.show_rows(records)
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHeaderView, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from salesdesk.domain.problems import Known
from salesdesk.domain.record import Record, Value
from salesdesk.text import kind_name, tr
from salesdesk.ui.kit import faults
from salesdesk.ui.kit.actions import Command, Commands
from salesdesk.ui.kit.columns import Column, field_column
from salesdesk.ui.kit.form import Form
from salesdesk.ui.kit.panels import SplitView, button, column, label, row
from salesdesk.ui.kit.row_model import RowModel
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.table_view import TableView
from salesdesk.ui.kit.theme import GRID, pixels

Words = Callable[[], str]
_FIRST_COLUMN = 170
"""Pixels that the first column should have at least."""
_LEAST_COLUMN = 68
_NARROWEST = 0.55
"""The share of its width that a column keeps at least."""


class RowList(QWidget):
    """`add(words)` makes a record and answers with its id; it raises Known where it cannot be made."""

    chosen = Signal(str)

    def __init__(
        self,
        record_class: type[Record],
        frame: Frame,
        *,
        columns: Sequence[str | Column],
        name: str,
        lay_out: Callable[[Form], None],
        add: Callable[[str], str] | None = None,
        add_words: Words = lambda: "",
        empty_words: Words = lambda: "",
        on_change: Callable[[str, str, Value], None] | None = None,
        commands: Sequence[Command] = (),
    ) -> None:
        """`on_change(id, field, value)` writes an edit by a verb of its own; without it the field is written."""
        super().__init__()
        self.record_class = record_class
        self._frame, self._add = frame, add
        self._add_words, self._empty_words = add_words, empty_words
        self._wanted = ""
        specs = [field_column(record_class, one) if isinstance(one, str) else one for one in columns]
        self.model = RowModel(specs, frame, self)
        self.view = TableView(self)
        self.form = Form(record_class, frame, self._changer(on_change))
        lay_out(self.form)
        self.form.body.addStretch(1)
        self.line = QLineEdit()
        self._button = button("", self._add_typed, icon_name="plus")
        self._problem = label("", "problem", wraps=True)
        self._detail = QScrollArea()
        self.commands = Commands(self.view, (*commands, self._delete_command()))
        self._lay_out(name)
        self._connect()
        self.retranslate()

    def _changer(
        self, on_change: Callable[[str, str, Value], None] | None
    ) -> Callable[[str, Value], None] | None:
        if on_change is None:
            return None

        def write(field: str, value: Value) -> None:
            if self.form.record is not None:
                on_change(self.form.record.id, field, value)

        return write

    def _delete_command(self) -> Command:
        return Command("row.delete", lambda: tr("Delete"), self.delete_chosen, "Del", "trash-2",
                       lambda: bool(self.current_id), group="edit", is_danger=True)  # fmt: skip

    def _lay_out(self, name: str) -> None:
        self.view.setModel(self.model)
        header = self.view.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(pixels(56))
        header.setHighlightSections(False)
        left = QWidget()
        foot = row(self.line, self._button, margins=0)
        foot.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        foot.setStretch(0, 1)
        left.setLayout(column(self.view, self._problem, foot, spacing=0))
        self._problem.hide()
        self.line.setVisible(self._add is not None)
        self._button.setVisible(self._add is not None)
        self.form.setProperty("role", "page")
        self.form.setContentsMargins(GRID, GRID, GRID + 4, GRID)
        self._detail.setWidgetResizable(True)
        self._detail.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._detail.setWidget(self.form)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        split = SplitView(f"rows/{name}", left, self._detail, sizes=(560, 320))
        split.splitterMoved.connect(lambda *_: self._fit_columns())
        body.addWidget(split)
        self.setFocusProxy(self.view)

    def _fit_columns(self) -> None:
        """The first column takes what the others leave; where that is little, they grow narrow together."""
        widths = [pixels(spec.width) for spec in self.model.columns[1:]]
        room = self.view.viewport().width() - pixels(_FIRST_COLUMN)
        share = min(1.0, max(_NARROWEST, room / sum(widths))) if widths else 1.0
        header = self.view.horizontalHeader()
        for section, width in enumerate(widths, 1):
            header.resizeSection(section, max(pixels(_LEAST_COLUMN), round(width * share)))

    def _connect(self) -> None:
        self.view.selectionModel().currentRowChanged.connect(self._on_current)
        self.view.menu_asked.connect(lambda point: self.commands.menu().popup(point))
        self.view.activated.connect(lambda _index: self.form.setFocus())
        self.view.activated.connect(lambda _index: self.form.focusNextChild())
        self.line.returnPressed.connect(self._add_typed)
        self.line.installEventFilter(self)
        self._frame.covered.connect(lambda _is_covered: self.model.say_anew())

    # --- what is shown

    def show_rows(self, records: Sequence[Record]) -> None:
        """Show these records; the chosen one stays chosen while it is among them, else the first one is."""
        wanted, self._wanted = self._wanted or self.current_id, ""
        self.model.show_records(records)
        self.commands.refresh()
        self._detail.setVisible(bool(records))
        if not records:
            self.form.commit()
            self.form.record = None
            return
        self.select(wanted if self.model.row_of(wanted) is not None else records[0].id)
        shown = self.model.record(self.view.currentIndex().row())
        self.form.show_record(shown)

    def select(self, record_id: str) -> None:
        """Choose a row."""
        at = self.model.row_of(record_id)
        if at is not None and record_id != self.current_id:
            self.view.selectRow(at)

    @property
    def current_id(self) -> str:
        """The id of the row chosen; empty for none."""
        index = self.view.currentIndex()
        return self.model.record(index.row()).id if index.isValid() else ""

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid():
            record = self.model.record(index.row())
            self.form.show_record(record)
            self.commands.refresh()
            self.chosen.emit(record.id)

    # --- deeds

    def focus_add(self) -> None:
        """Let the next words typed be those of a new row."""
        self.line.setFocus()

    def _add_typed(self) -> None:
        words = self.line.text().strip()
        if self._add is None or not words:
            self.line.setFocus()
            return
        try:
            made = self._add(words)
        except Known as error:
            self._say_problem(str(faults.words_of(error)))
            return
        self._say_problem("")
        self.line.clear()
        self._wanted = made
        self.select(made)

    def _say_problem(self, words: str) -> None:
        self._problem.setText(words)
        self._problem.setVisible(bool(words))

    def delete_chosen(self) -> None:
        """Delete the chosen row as one step that can be undone."""
        from salesdesk.desk.field_verbs import remove

        chosen, kind = self.current_id, self.record_class
        if not chosen:
            return
        self.form.commit()
        self._frame.desk.write(f"delete.{kind.KIND}", lambda w: remove(w, w.need(kind, chosen)))
        self._frame.notify(tr("Deleted: {kind}.").format(kind=kind_name(kind.KIND)), undo=True)

    def commit(self) -> None:
        """Write what is still being typed in the form."""
        self.form.commit()

    # --- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._detail.setMinimumWidth(min(self.form.minimumSizeHint().width() + 3 * GRID, self.width() // 2))
        self._fit_columns()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_columns()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape in the line for a new row lets go of what was typed."""
        is_escape = (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
        )
        if watched is self.line and is_escape and self.line.text():
            self.line.clear()
            self._say_problem("")
            return True
        return super().eventFilter(watched, event)

    def retranslate(self) -> None:
        """Say the words anew."""
        self.line.setPlaceholderText(self._add_words())
        self.line.setAccessibleName(self._add_words())
        self._button.setText(tr("Add"))
        self.view.setAccessibleName(kind_name(self.record_class.KIND))
        self.view.empty_words = self._empty_words()
        self.model.say_anew()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.commands.retranslate()
            self.retranslate()
