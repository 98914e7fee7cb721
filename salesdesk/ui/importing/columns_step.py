"""The third step: which column goes into which field, with samples; what single values mean; what is updated."""

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from salesdesk.domain.kinds import KINDS
from salesdesk.domain.record import FieldType, field_map
from salesdesk.exchange.columns import ColumnMatch
from salesdesk.exchange.plan import PlanOptions
from salesdesk.text import tr
from salesdesk.ui.importing.list_import import ListImport
from salesdesk.ui.importing.meanings import MeaningsTable
from salesdesk.ui.importing.words import date_order_words, target_words, targets
from salesdesk.ui.kit.panels import SplitView, column, label, row
from salesdesk.ui.kit.theme import GRID, colour, pixels

_SAMPLES = 3


class ColumnsStep(QWidget):
    """All columns at the left; at the right what becomes of the chosen one."""

    def __init__(self, coming: ListImport) -> None:
        super().__init__()
        self._coming = coming
        self._samples: dict[int, str] = {}
        self.table = QTableWidget(0, 3)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.table.setWordWrap(False)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setHighlightSections(False)
        for section, width in enumerate((170, 150)):
            self.table.setColumnWidth(section, pixels(width))
        self.table.currentCellChanged.connect(lambda: self._show_column())
        self._column_name = label("", "strong", wraps=True)
        self.target, self.date_order = QComboBox(), QComboBox()
        self.target.setMaxVisibleItems(20)
        self.target.activated.connect(lambda: self._on_target())
        self.date_order.activated.connect(lambda: self._on_date_order())
        self.is_lenient = QCheckBox()
        self.is_lenient.clicked.connect(self._on_lenient)
        self.meanings = MeaningsTable(self._on_meaning)
        self._goes, self._dates, self._guess = (
            label("", "label"),
            label("", "label"),
            label("", "warning", wraps=True),
        )
        self.update_by, self.is_doubling, self.makes_accounts = QComboBox(), QCheckBox(), QCheckBox()
        self._updates = label("", "label")
        self._lay_out()
        self._say()

    def _lay_out(self) -> None:
        right = QWidget()
        right.setLayout(column(
            self._column_name, self._goes, self.target, self._dates, self.date_order, self._guess, self.is_lenient,
            self.meanings, 1,
        ))  # fmt: skip
        right.layout().setStretchFactor(self.meanings, 100)  # type: ignore[union-attr]
        split = SplitView("import-columns", self.table, right, sizes=(520, 400))
        foot = row(self._updates, self.update_by, self.is_doubling, self.makes_accounts, 1, spacing=2 * GRID)
        body = column(split, foot)
        body.setStretch(0, 1)
        self.setLayout(body)

    # --- what is shown

    def show_columns(self) -> None:
        """Show the columns of the list as they are matched."""
        table, columns = self._coming.table, self._coming.columns
        assert table is not None and columns is not None
        self._samples = {
            at: " · ".join(self._coming.distinct(at, _SAMPLES)) for at in range(len(table.header))
        }
        self.table.setRowCount(len(table.header))
        for at in range(len(table.header)):
            self._fill_row(at)
        self._fill_options()
        if self.table.currentRow() < 0:
            self.table.setCurrentCell(0, 0)
        self._show_column()

    def _fill_row(self, at: int) -> None:
        assert self._coming.table is not None and self._coming.columns is not None
        match = self._coming.match_of(at)
        target = target_words(self._coming.columns.kind, match.target if match is not None else "")
        name = " ".join(self._coming.table.header[at].split())
        for section, words in enumerate((name, target, self._samples[at][:200])):
            item = QTableWidgetItem(words)
            item.setToolTip(words)
            if match is None:
                item.setForeground(colour("muted"))
            self.table.setItem(at, section, item)

    def _fill_options(self) -> None:
        assert self._coming.columns is not None
        kind, chosen = self._coming.columns.kind, self.update_by.currentData() or ""
        self.update_by.clear()
        self.update_by.addItem(tr("Id or foreign id only"), "")
        for name in self._coming.update_fields():
            self.update_by.addItem(target_words(kind, name), name)
        self.update_by.setCurrentIndex(max(0, self.update_by.findData(chosen)))
        self.makes_accounts.setVisible(
            kind != "account" and self._coming.columns.of("account_id") is not None
        )
        is_calendar = self._coming.fixed_kind == "visit"
        for part in (self._updates, self.update_by, self.is_doubling):
            part.setVisible(not is_calendar)

    def _chosen(self) -> tuple[int, ColumnMatch | None]:
        at = max(0, self.table.currentRow())
        return at, self._coming.match_of(at)

    def _show_column(self) -> None:
        table, columns = self._coming.table, self._coming.columns
        if table is None or columns is None or not table.header:
            return
        at, match = self._chosen()
        target = match.target if match is not None else ""
        self._column_name.setText(" ".join(table.header[at].split())[:120])
        self.target.clear()
        for name in dict.fromkeys((*targets(columns.kind), target)):
            self.target.addItem(target_words(columns.kind, name), name)
        self.target.setCurrentIndex(self.target.findData(target))
        field = field_map(KINDS[columns.kind]).get(target)
        is_dated = match is not None and bool(match.date_order)
        self.date_order.clear()
        for order in ("ymd", "mdy", "dmy"):
            self.date_order.addItem(date_order_words(order), order)
        self.date_order.setCurrentIndex(
            self.date_order.findData(match.date_order if match is not None else "")
        )
        self._dates.setVisible(is_dated)
        self.date_order.setVisible(is_dated)
        self._guess.setVisible(match is not None and match.is_guessed)
        is_reference = field is not None and field.type is FieldType.REFERENCE and not field.required
        self.is_lenient.setVisible(is_reference)
        self.is_lenient.setChecked(match is not None and match.is_lenient)
        has_meanings = match is not None and field is not None and field.type is FieldType.CHOICE
        self.meanings.setVisible(has_meanings)
        if has_meanings and match is not None and field is not None:
            self.meanings.show_values(columns.kind, field, self._coming.distinct(at), match.meanings)

    # --- what is chosen

    def options(self, present: PlanOptions) -> PlanOptions:
        """The options as they are chosen now."""
        return replace(
            present, update_by=str(self.update_by.currentData() or ""),
            allow_duplicates=self.is_doubling.isChecked(),
            create_accounts=self.makes_accounts.isVisibleTo(self) and self.makes_accounts.isChecked(),
        )  # fmt: skip

    def set_target(self, column: int, target: str) -> None:
        """Let a column go into another field, or nowhere."""
        self._coming.set_target(column, target)
        for at in range(self.table.rowCount()):  # what went there before goes nowhere now
            self._fill_row(at)
        self._fill_options()
        self._show_column()

    def _on_target(self) -> None:
        self.set_target(max(0, self.table.currentRow()), str(self.target.currentData() or ""))

    def _on_date_order(self) -> None:
        _, match = self._chosen()
        if match is not None:
            order = str(self.date_order.currentData())
            self._coming.set_match(replace(match, date_order=order, is_guessed=False))
            self._show_column()

    def _on_lenient(self, is_on: bool) -> None:
        _, match = self._chosen()
        if match is not None:
            self._coming.set_match(replace(match, is_lenient=is_on))

    def _on_meaning(self, value: str, meaning: dict[str, str]) -> None:
        at, match = self._chosen()
        if match is not None and self._coming.columns is not None:
            self._coming.columns = self._coming.columns.with_meaning(at, value, meaning)

    def _say(self) -> None:
        self.table.setHorizontalHeaderLabels([tr("Column"), tr("Goes into"), tr("Samples")])
        for section in range(3):
            item = self.table.horizontalHeaderItem(section)
            if item is not None:
                item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.setAccessibleName(tr("Columns of the list"))
        self._goes.setText(tr("Goes into"))
        self.target.setAccessibleName(tr("Goes into"))
        self._dates.setText(tr("Dates are read as"))
        self.date_order.setAccessibleName(tr("Dates are read as"))
        self._guess.setText(tr("These dates can be read two ways. Look at the samples, and choose."))
        self.is_lenient.setText(tr("Leave it empty where nothing is found, instead of refusing the row"))
        self._updates.setText(tr("Records are found by"))
        self.update_by.setAccessibleName(tr("Records are found by"))
        self.is_doubling.setText(tr("Bring in what seems to be there already"))
        self.makes_accounts.setText(tr("Make accounts that are missing"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._say()
