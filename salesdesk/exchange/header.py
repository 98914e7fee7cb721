"""Where the column names stand, and which rows of a list are whole: shared by text files and workbooks."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from salesdesk.exchange.known_columns import is_known_column
from salesdesk.exchange.refusals import refuse
from salesdesk.exchange.rows import Cell, Layout, Line, RowProblem, Table, is_blank, is_empty, row_problem

_LOOKED_AT = 20
_LONGEST_NAME = 80


def shape(lines: Sequence[Line], layout: Layout, wanted: int | None, problems: Sequence[RowProblem]) -> Table:
    """Make a table of the lines of a file: find the header, pass over titles, refuse half rows."""
    filled = [line for line in lines if not is_empty(line[1])]
    at = _wanted_header(filled, wanted) if wanted is not None else find_header(filled)
    notes: list[RowProblem] = []
    if at is None:
        width = max((len(cells) for _, cells in filled), default=0)
        header, body, number = tuple(_letters(index) for index in range(width)), filled, 0
    else:
        number, cells = filled[at]
        header = _names(cells)
        notes += [row_problem(line, "title_line") for line, _ in filled[:at]]
        body, repeated = _without_repeated(filled[at + 1 :], header, is_told=wanted is not None)
        notes += repeated
    rows, refused = _whole_rows(body, len(header), is_text=layout.format == "csv")
    found = sorted((*problems, *refused), key=lambda problem: problem.row)
    layout = replace(layout, header_row=number)
    return Table(header, rows, layout, tuple(found), tuple(notes))


def _wanted_header(lines: Sequence[Line], wanted: int) -> int | None:
    if wanted == 0:
        return None
    for index, (number, _) in enumerate(lines):
        if number == wanted:
            return index
    raise refuse("no_such_row", remedy="choose_header", row=wanted)


def find_header(lines: Sequence[Line]) -> int | None:
    """Index of the line with the column names among the first ones; None when the list begins with data."""
    looked_at = lines[:_LOOKED_AT]
    known = [
        sum(is_known_column(str(cell)) for cell in cells if not is_blank(cell)) for _, cells in looked_at
    ]
    best = max(known, default=0)
    if best >= 2:
        return known.index(best)
    widths = Counter(_filled_count(cells) for _, cells in lines[:100])
    # A list with a title above it has one or two narrow lines; the usual width is that of its data.
    usual = max(widths, key=lambda width: (widths[width], width), default=0)
    for index, (_, cells) in enumerate(looked_at):
        if _filled_count(cells) * 2 <= usual:
            continue
        if not _names_columns(cells):
            return None
        following = looked_at[index + 1][1] if index + 1 < len(looked_at) else ()
        return index + 1 if _is_group_line(cells, following) else index
    return None


def _filled_count(cells: Sequence[Cell]) -> int:
    return sum(not is_blank(cell) for cell in cells)


def _names_columns(cells: Sequence[Cell]) -> bool:
    """True when the cells are short texts, nearly all of them different; years may stand among them."""
    names = [cell for cell in cells if not is_blank(cell)]
    texts = [cell for cell in names if isinstance(cell, str) and not _is_number(cell)]
    if not texts or any(isinstance(cell, date) for cell in names):
        return False
    if any(len(text) > _LONGEST_NAME for text in texts):
        return False
    return len(texts) * 2 >= len(names) and len(set(texts)) * 2 > len(texts)


def _is_number(text: str) -> bool:
    return text.strip().replace(".", "", 1).replace(",", "").replace("-", "", 1).isdigit()


def _is_group_line(cells: Sequence[Cell], following: Sequence[Cell]) -> bool:
    """A line with gaps above a full line of names: it names groups of columns."""
    return bool(
        following
        and _filled_count(cells) < _filled_count(following)
        and any(is_blank(cell) for cell in cells[: len(following)])
        and _names_columns(following)
        and all(isinstance(cell, str) and len(cell) <= 30 for cell in following if not is_blank(cell))
        and _filled_count(following) == len(following)
    )


def _names(cells: Sequence[Cell]) -> tuple[str, ...]:
    names = ["" if cell is None else " ".join(str(cell).split()) for cell in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def _letters(index: int) -> str:
    """The name of a column in a list without names, as spreadsheets call it: A, B … Z, AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def _without_repeated(
    lines: Sequence[Line], header: Sequence[str], *, is_told: bool
) -> tuple[list[Line], list[RowProblem]]:
    """Leave out lines that repeat the header, or name its columns once more in another language."""
    rows: list[Line] = []
    notes: list[RowProblem] = []
    folded = [name.casefold() for name in header]
    for index, (number, cells) in enumerate(lines):
        repeats = bool(folded) and _folded(cells, len(folded)) == folded
        if repeats or (index == 0 and not is_told and _is_second_header(cells, len(header))):
            notes.append(row_problem(number, "repeated_header"))
        else:
            rows.append((number, tuple(cells)))
    return rows, notes


def _folded(cells: Sequence[Cell], width: int) -> list[str]:
    return ["" if cell is None else " ".join(str(cell).split()).casefold() for cell in cells[:width]]


def _is_second_header(cells: Sequence[Cell], width: int) -> bool:
    names = {str(cell) for cell in cells if not is_blank(cell)}
    return len(names) >= max(2, width) and all(is_known_column(name) for name in names)


def _whole_rows(
    lines: Sequence[Line], width: int, *, is_text: bool
) -> tuple[tuple[Line, ...], list[RowProblem]]:
    """Rows cut or filled to the width of the header; in text files half and overlong rows are refused.

    A short row is whole when the columns it lacks are mostly empty in the other rows too: spreadsheets leave
    out trailing empty cells. Otherwise it is half a row, and half a row is not taken for a whole one.
    """
    usual = _usually_filled(lines, width) if is_text else width
    rows: list[Line] = []
    problems: list[RowProblem] = []
    for number, cells in lines:
        found = len(cells)
        if found == width:
            rows.append((number, cells))
        elif found > width:
            if is_text and not is_empty(cells[width:]):
                problems.append(row_problem(number, "long_row", found=found, expected=width))
            else:
                rows.append((number, cells[:width]))
        elif is_text and found < usual:
            problems.append(row_problem(number, "half_row", found=found, expected=width))
        else:
            rows.append(
                (number, cells + ("",) * (width - found) if is_text else cells + (None,) * (width - found))
            )
    return tuple(rows), problems


def _usually_filled(lines: Sequence[Line], width: int) -> int:
    """How many columns, counted from the left, reach to the last one that most full rows have filled."""
    full = [cells for _, cells in lines if len(cells) >= width]
    if not full:
        return 0
    for column in range(width - 1, -1, -1):
        if sum(not is_blank(cells[column]) for cells in full) * 2 >= len(full):
            return column + 1
    return 0
