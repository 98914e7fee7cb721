"""Records as an XLSX workbook: typed cells, texts never taken for formulas or links."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

from salesdesk.exchange.cells_out import Row, protected
from salesdesk.exchange.refusals import refuse
from salesdesk.exchange.rows import Cell

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MAX_ROWS = 1_048_575
_MAX_CELL = 32_767
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - xlsxwriter wants it without a zone
"""Every workbook says so, that the same records are the same bytes at any time."""
_EXACT = Decimal(10) ** 15
"""Spreadsheets keep 15 digits; larger numbers are written as text."""


def write_xlsx(header: Sequence[str], rows: Iterable[Row], *, sheet: str = "salesdesk") -> bytes:
    """One sheet with a frozen header and a filter; Known E_FILE beyond the rows and letters it can hold."""
    from xlsxwriter import Workbook

    data = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(data, options) as workbook:
        workbook.set_properties({"created": _MADE})
        page = workbook.add_worksheet(sheet[:31])
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        page.write_row(0, 0, header, workbook.add_format({"bold": True}))
        page.freeze_panes(1, 0)
        count = 0
        for count, row in enumerate(rows, 1):
            if count > MAX_ROWS:
                raise refuse("too_many_rows", remedy="split_list", limit=MAX_ROWS)
            for column, cell in enumerate(row):
                if cell is not None and cell != "":
                    _write_cell(page, count, column, cell, day)
        if header:
            page.autofilter(0, 0, max(count, 1), len(header) - 1)
    return data.getvalue()


def _write_cell(page: "Worksheet", row: int, column: int, cell: Cell, day: "Format") -> None:
    if isinstance(cell, bool):
        page.write_boolean(row, column, cell)
    elif isinstance(cell, int | Decimal) and abs(Decimal(cell)) < _EXACT:
        page.write_number(row, column, float(cell))
    elif isinstance(cell, date) and cell.year > 1900:
        page.write_datetime(row, column, datetime.combine(cell, time()), day)
    else:
        # Reading takes a protecting apostrophe away, so a text that begins like one gets another.
        text = str(cell)
        text = protected(text) if text.startswith("'") else text
        if len(text) > _MAX_CELL:
            raise refuse("long_cell", remedy="use_csv", row=row + 1, limit=_MAX_CELL)
        page.write_string(row, column, text)
