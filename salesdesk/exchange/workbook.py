"""XLSX, XLSM and XLS workbooks as data: checked before they are opened, macros and formulas never run."""

import io
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from salesdesk.exchange.compound import check_compound
from salesdesk.exchange.packed import check_zip
from salesdesk.exchange.refusals import refuse
from salesdesk.exchange.rows import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Cell, Layout, Line, is_empty

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_Raw = int | float | str | bool | time | date | datetime | timedelta


def read_workbook(data: bytes, wanted: str = "") -> tuple[list[Line], Layout]:
    """The rows of one sheet, by default of the first visible one with cells; Known E_FILE when refused."""
    is_zip = data.startswith(b"PK")
    if is_zip:
        check_zip(data)
    else:
        check_compound(data)
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            names = tuple(workbook.sheet_names)
            sheet = _chosen(workbook, wanted)
            lines = _lines(sheet)
            return lines, Layout("xlsx" if is_zip else "xls", sheet=sheet.name, sheets=names)
    except PasswordError as error:
        raise refuse("encrypted", remedy="remove_password") from error
    except CalamineError as error:
        raise refuse("broken_workbook", remedy="save_as_xlsx") from error
    except BaseException as error:
        # The reader is compiled: a file that upsets it raises a panic, which is no Exception.
        if type(error).__name__ == "PanicException":
            raise refuse("broken_workbook", remedy="save_as_xlsx") from None
        raise


def _chosen(workbook: "CalamineWorkbook", wanted: str) -> "CalamineSheet":
    names = list(workbook.sheet_names)
    if wanted:
        if wanted not in names:
            raise refuse("unknown_sheet", remedy="choose_sheet", sheet=wanted, sheets=", ".join(names))
        return workbook.get_sheet_by_name(wanted)
    shown = [sheet.name for sheet in workbook.sheets_metadata if str(sheet.visible).endswith("Visible")]
    for name in (*shown, *(name for name in names if name not in shown)):
        sheet = workbook.get_sheet_by_name(name)
        if sheet.start is not None:
            return sheet
    raise refuse("no_sheet", remedy="choose_list")


def _lines(sheet: "CalamineSheet") -> list[Line]:
    if sheet.width > MAX_COLUMNS:
        raise refuse("too_many_columns", remedy="split_list", limit=MAX_COLUMNS, row=1)
    if sheet.height * sheet.width > MAX_CELLS:
        raise refuse("too_many_cells", remedy="split_list", limit=MAX_CELLS)
    lines: list[Line] = []
    for number, values in enumerate(sheet.iter_rows(), 1):
        cells = tuple(map(_cell, values))
        if not is_empty(cells):
            lines.append((number, cells))
            if len(lines) > MAX_ROWS + 1:
                raise refuse("too_many_rows", remedy="split_list", limit=MAX_ROWS)
    return lines


def _cell(value: _Raw) -> Cell:
    """A number without decimals is whole; others keep the 15 digits that a spreadsheet shows."""
    if isinstance(value, str):
        # Two code points cannot stand in XML and are written by their numbers.
        return (
            value.replace("_xFFFE_", "\ufffe").replace("_xFFFF_", "\uffff") if "_xFFF" in value else value
        ) or None
    if isinstance(value, float):
        if value.is_integer():
            return int(value)
        number = Decimal(f"{value:.15g}")
        return number if number.is_finite() else str(value)
    if isinstance(value, time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return value
