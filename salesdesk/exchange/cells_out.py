"""Values of records as cells that come back as the same values when they are imported."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from salesdesk.desk.values import moment_text
from salesdesk.domain.record import Field, FieldType, Record, Value, fields_of
from salesdesk.exchange.convert import UNITS
from salesdesk.exchange.rows import Cell
from salesdesk.text.currency import minor_digits

_DANGEROUS = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_HARMLESS = re.compile(r"[+-]?\d[\d ().,/-]*")

Row = tuple[Cell, ...]


def header_of(record_class: type[Record], fields: Sequence[Field] = ()) -> tuple[str, ...]:
    """The column names of an export: `id` and the names of the fields."""
    return ("id", *(field.name for field in fields or fields_of(record_class)))


def rows_of(records: Iterable[Record], fields: Sequence[Field]) -> Iterable[Row]:
    """One row of cells per record: its id, then the fields in the order given."""
    for record in records:
        yield (record.id, *(cell_of(field, record) for field in fields))


def cell_of(field: Field, record: Record) -> Cell:
    """The cell for one field of a record; money and units as decimals, time stamps as text in UTC."""
    value: Value = record.value(field.name)
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value
    digits = UNITS.get(field.unit, 0)
    if field.type is FieldType.MONEY:
        digits = minor_digits(str(record.value(field.currency_field)))
    return Decimal(value).scaleb(-digits) if digits else value


def text_cell(cell: Cell) -> str:
    """The text of a cell for a delimited file; formulas are made harmless by an apostrophe.

    Numbers and telephone numbers stay as they are. Reading takes one apostrophe away again, so texts that
    begin with apostrophes of their own before such a character get one more.
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, str):
        return protected(cell)
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def protected(text: str) -> str:
    """The text, with an apostrophe in front when a spreadsheet would take it for a formula."""
    return f"'{text}" if _DANGEROUS.match(text) and not _HARMLESS.fullmatch(text) else text
