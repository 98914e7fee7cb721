"""What every reader hands on: cells, lines with their number, problems of a line, and the limits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

Cell = str | int | Decimal | bool | date | datetime | None
"""One value of a table: always text from delimited files, the typed value from workbooks."""

Line = tuple[int, tuple[Cell, ...]]
"""A row with the number of the line in the file where it begins; the first line is 1."""

MAX_BYTES = 64 * 1024 * 1024
MAX_ROWS = 200_000
MAX_COLUMNS = 1_000
MAX_CELLS = 2_000_000


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A fault of one row, or of one field of it, with a code, the reason as a word of ours, and its facts."""

    row: int
    field: str
    code: str
    reason: str
    facts: tuple[tuple[str, str], ...] = ()


def row_problem(
    row: int, reason: str, *, field: str = "", code: str = "E_FILE", **facts: object
) -> RowProblem:
    """A problem of the row of that line number; the facts are what its sentence names."""
    return RowProblem(row, field, code, reason, tuple((name, str(value)) for name, value in facts.items()))


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a person decided instead of the detection; empty values leave it to the detection."""

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header_row: int | None = None
    """Line number of the column names; 0 says that the list has none."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How the file was read, to be shown and changed by the person."""

    format: str
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    header_row: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A list as read: column names, numbered rows, the layout, refused rows, and lines passed over."""

    header: tuple[str, ...]
    rows: tuple[Line, ...]
    layout: Layout
    problems: tuple[RowProblem, ...] = ()
    notes: tuple[RowProblem, ...] = ()


def is_blank(cell: Cell) -> bool:
    """True for a cell without content, also one of spaces only."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def is_empty(cells: Iterable[Cell]) -> bool:
    """True for a row without any content."""
    return all(is_blank(cell) for cell in cells)
