"""The second step: what the file is, with the first rows as they are read; everything detected can be overruled."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from salesdesk.exchange.rows import ReadOptions, Table
from salesdesk.text import kind_name, tr
from salesdesk.text.formats import number
from salesdesk.ui.importing.list_import import OFFERED
from salesdesk.ui.importing.words import delimiter_words, format_words
from salesdesk.ui.kit.panels import label
from salesdesk.ui.kit.theme import GRID, pixels

_SHOWN_ROWS, _SHOWN_COLUMNS = 20, 60
_MOST_HEADER_ROW = 20
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ReadingStep(QWidget):
    """`changed(reading)` is called when a person overrules how the file is read, `chosen(kind)` for what it holds."""

    def __init__(self, changed: Callable[[ReadOptions], object], chosen: Callable[[str], object]) -> None:
        super().__init__()
        self._changed, self._chosen = changed, chosen
        self.kind, self.encoding, self.delimiter = QComboBox(), QComboBox(), QComboBox()
        self.sheet, self.header = QComboBox(), QComboBox()
        self._labels = [label("", "label") for _ in range(5)]
        self.rows = QTableWidget()
        self.rows.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.rows.setWordWrap(False)
        self.rows.horizontalHeader().setDefaultAlignment(_LEFT)
        self._note = label("", "muted", wraps=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(3)
        boxes = (self.kind, self.encoding, self.delimiter, self.sheet, self.header)
        for at, (words, box) in enumerate(zip(self._labels, boxes, strict=True)):
            grid.addWidget(words, 0, at)
            grid.addWidget(box, 1, at)
            grid.setColumnStretch(at, 1)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(GRID)
        body.addLayout(grid)
        body.addWidget(self.rows, 1)
        body.addWidget(self._note)
        self.kind.activated.connect(lambda: self._chosen(str(self.kind.currentData())))
        for box in (self.encoding, self.delimiter, self.sheet):
            box.activated.connect(lambda: self._on_change(None))
        self.header.activated.connect(lambda: self._on_change(int(self.header.currentData())))
        self._say()

    def show_table(self, table: Table, kind: str, *, is_fixed: bool, reading: ReadOptions) -> None:
        """Show how the file is read, and what it is taken for."""
        layout = table.layout
        self._fill_kinds(kind, is_fixed=is_fixed)
        self._fill_encodings(layout.encoding, is_text=layout.format == "csv")
        self._fill_delimiters(layout.delimiter, is_text=layout.format == "csv")
        _fill(self.sheet, [(name, name) for name in layout.sheets], layout.sheet)
        self._labels[3].setVisible(bool(layout.sheets))
        self.sheet.setVisible(bool(layout.sheets))
        lines = [(tr("There is none"), 0)]
        lines += [
            (tr("Row {row}").format(row=row), row)
            for row in range(1, max(_MOST_HEADER_ROW, layout.header_row) + 1)
        ]
        _fill(self.header, lines, layout.header_row)
        self._labels[4].setVisible(not is_fixed)
        self.header.setVisible(not is_fixed)
        self._show_rows(table)
        self._note.setText(_about(table))

    def _fill_kinds(self, kind: str, *, is_fixed: bool) -> None:
        _fill(self.kind, [(kind_name(one), one) for one in OFFERED], kind)
        self.kind.setEnabled(not is_fixed)

    def _fill_encodings(self, present: str, *, is_text: bool) -> None:
        from salesdesk.exchange.encoding import ENCODINGS

        names = list(dict.fromkeys((*((present,) if present else ()), *ENCODINGS)))
        _fill(self.encoding, [(name.upper(), name) for name in names], present)
        self._labels[1].setVisible(is_text)
        self.encoding.setVisible(is_text)

    def _fill_delimiters(self, present: str, *, is_text: bool) -> None:
        from salesdesk.exchange.delimited import DELIMITERS

        names = list(dict.fromkeys((present, *DELIMITERS)))
        _fill(self.delimiter, [(delimiter_words(one), one) for one in names], present)
        self._labels[2].setVisible(is_text)
        self.delimiter.setVisible(is_text)

    def _show_rows(self, table: Table) -> None:
        from salesdesk.exchange.convert import text_of

        header = table.header[:_SHOWN_COLUMNS]
        first = table.rows[:_SHOWN_ROWS]
        self.rows.clear()
        self.rows.setColumnCount(len(header))
        self.rows.setRowCount(len(first))
        self.rows.setHorizontalHeaderLabels([" ".join(name.split())[:60] for name in header])
        self.rows.setVerticalHeaderLabels([str(line) for line, _ in first])
        for at, (_, cells) in enumerate(first):
            for column, cell in enumerate(cells[:_SHOWN_COLUMNS]):
                words = "" if cell is None else " ".join(text_of(cell)[:200].split())
                self.rows.setItem(at, column, QTableWidgetItem(words))
        self.rows.resizeColumnsToContents()
        for column in range(len(header)):
            width = self.rows.columnWidth(column)
            self.rows.setColumnWidth(column, max(pixels(64), min(pixels(220), width)))

    def _on_change(self, header_row: int | None) -> None:
        """The column names are looked for anew unless their row was chosen."""
        self._changed(ReadOptions(
            encoding=str(self.encoding.currentData() or ""), delimiter=str(self.delimiter.currentData() or ""),
            sheet=str(self.sheet.currentData() or ""), header_row=header_row,
        ))  # fmt: skip

    def _say(self) -> None:
        boxes = (self.kind, self.encoding, self.delimiter, self.sheet, self.header)
        words = (
            tr("The rows are"),
            tr("Encoding"),
            tr("Columns parted by"),
            tr("Sheet"),
            tr("Column names in"),
        )
        for said, box, name in zip(self._labels, boxes, words, strict=True):
            said.setText(name)
            box.setAccessibleName(name)
        self.rows.setAccessibleName(tr("The first rows"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._say()


def _fill(box: QComboBox, choices: list[tuple[str, str]] | list[tuple[str, int]], present: str | int) -> None:
    box.clear()
    for words, code in choices:
        box.addItem(words, code)
    box.setCurrentIndex(max(0, box.findData(present)))


def _about(table: Table) -> str:
    """What is said beneath the rows: format, size, lines passed over, rows that cannot be read."""
    from salesdesk.exchange.refusals import sentence_of

    said = [
        format_words(table.layout.format),
        tr("{rows} rows, {columns} columns").format(
            rows=number(len(table.rows)), columns=number(len(table.header))
        ),
    ]
    if table.problems:
        first = table.problems[0]
        said.append(
            tr("{count} rows cannot be read; row {row}: {why}").format(
                count=number(len(table.problems)), row=first.row, why=sentence_of(first)
            )
        )
    if table.notes:
        first = table.notes[0]
        said.append(
            tr("{count} lines passed over; line {row}: {why}").format(
                count=number(len(table.notes)), row=first.row, why=sentence_of(first)
            )
        )
    return " · ".join(said)
