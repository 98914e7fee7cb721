"""Comma, tab, semicolon and bar separated text into lines with their numbers."""

import csv
import io
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from salesdesk.exchange.encoding import SAMPLE, Encoding
from salesdesk.exchange.refusals import refuse
from salesdesk.exchange.rows import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Line, RowProblem, row_problem

DELIMITERS = (",", "\t", ";", "|")
"""What is looked for; a person may choose any other single character."""

_NONE = "\U0010fffe"
"""Stands for no delimiter: a code point that is no character."""
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
_RUNAWAY = 100
"""A quoted cell over more lines than this is taken for a quotation mark that was never closed."""
_MANY_RUNAWAYS = 20


@dataclass(frozen=True, slots=True)
class Delimited:
    """The lines of a file, its delimiter (empty when each line is one cell), and what was refused."""

    delimiter: str
    lines: list[Line]
    problems: tuple[RowProblem, ...]


def read_delimited(data: bytes, encoding: Encoding, wanted: str = "") -> Delimited:
    """Read the whole file; Known E_FILE when it has too many rows, columns or cells, or one without end."""
    if len(wanted) > 1:
        raise refuse("long_delimiter", remedy="choose_delimiter", delimiter=wanted)
    start = 1
    text_lines = _text_lines(data, encoding)
    first = next(text_lines, "")
    told = _SEPARATOR_LINE.fullmatch(first)
    if told:
        start, wanted = 2, wanted or told.group(1)
    else:
        text_lines = _text_lines(data, encoding)
    delimiter = wanted if wanted else sniff_delimiter(sample_text(data, encoding))
    reader = _Reader(delimiter or _NONE, marks_bad=encoding.is_lossy)
    if delimiter or _is_well_quoted(sample_text(data, encoding)):
        reader.read(text_lines, start)
    else:
        reader.read_plain(text_lines, start)
    return Delimited(delimiter, reader.lines, tuple(reader.problems))


def sample_text(data: bytes, encoding: Encoding) -> str:
    """The beginning of the file, cut at a line break where there is one."""
    piece = data[encoding.mark : encoding.mark + SAMPLE]
    text = piece.decode(encoding.name, "replace")
    if encoding.mark + SAMPLE < len(data):
        text = text[: max(text.rfind("\n"), text.rfind("\r")) + 1] or text
    return text


def _text_lines(data: bytes, encoding: Encoding) -> Iterator[str]:
    stream = io.BytesIO(data)
    stream.seek(encoding.mark)
    # newline="" keeps line breaks inside quotes as they are, and takes a lone CR for one.
    yield from io.TextIOWrapper(stream, encoding=encoding.name, errors=encoding.errors, newline="")


def sniff_delimiter(sample: str) -> str:
    """The delimiter that cuts the lines most evenly into most columns; empty when none does."""
    sample = _SEPARATOR_LINE.sub("", sample, count=1) if _SEPARATOR_LINE.match(sample) else sample
    scores = {delimiter: _evenness(sample, delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: scores[delimiter])
    return best if scores[best] > 0.12 else ""


def _evenness(sample: str, delimiter: str) -> float:
    if delimiter not in sample:
        return 0.0
    counts: list[int] = []
    try:
        for cells in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
            if any(cell.strip() for cell in cells):
                counts.append(len(cells))
            if len(counts) >= 60:
                break
    except csv.Error:
        return 0.0
    wide = Counter(count for count in counts if count > 1)
    if not wide:
        return 0.0
    columns, rows = wide.most_common(1)[0]
    if columns == 2 and counts[0] == 1 and delimiter == "," and not re.search(r",(?! )", sample):
        return 0.0  # one column of names such as "Acme, Inc."
    share = rows / len(counts)
    headed = 1.0 if counts[0] == columns else 0.5
    return share * share * headed * (1 + math.log2(min(columns, 64)) / 6)


class _Reader:
    """Collects lines from the csv module and starts again after a quotation mark that is never closed."""

    def __init__(self, delimiter: str, *, marks_bad: bool) -> None:
        self.delimiter = delimiter
        self.marks_bad = marks_bad
        self.lines: list[Line] = []
        self.problems: list[RowProblem] = []
        self._cells = 0

    def read(self, text_lines: Iterable[str], start: int) -> None:
        """Read all rows; `start` is the number of the first line."""
        remaining: Iterator[str] = iter(text_lines)
        for _ in range(_MANY_RUNAWAYS):
            kept = _Kept(remaining)
            runaway = self._read_quoted(kept, start)
            if runaway is None:
                return
            self.problems.append(row_problem(runaway, "open_quote"))
            start = runaway + 1
            remaining = chain(kept.since_row()[1:], remaining)
        self.read_plain(remaining, start)

    def read_plain(self, text_lines: Iterable[str], start: int) -> None:
        """Read all lines as rows; quotation marks mean nothing."""
        for number, line in enumerate(text_lines, start):
            self._add(number, next(csv.reader([line], delimiter=self.delimiter, quoting=csv.QUOTE_NONE), []))

    def _read_quoted(self, kept: "_Kept", start: int) -> int | None:
        """Read rows until the end, or until a row that begins at the line answered and does not end."""
        reader = csv.reader(kept, delimiter=self.delimiter)
        number = start
        try:
            for cells in reader:
                after = start + reader.line_num
                # The lines ran out inside quotation marks, or marks closed a row that goes on after them.
                if kept.is_spent or (after - number > 1 and not self._is_strict(kept.since_row())):
                    return number
                self._add(number, cells)
                kept.forget()
                number = after
        except csv.Error as error:
            raise refuse("unreadable_row", remedy="look_at_row", row=number, error=error) from error
        except _TooLong:
            return number
        return None

    def _is_strict(self, lines: list[str]) -> bool:
        try:
            list(csv.reader(lines, delimiter=self.delimiter, strict=True))
        except csv.Error:
            return False
        return True

    def _add(self, number: int, cells: list[str]) -> None:
        self._cells += len(cells)
        if len(cells) > MAX_COLUMNS:
            raise refuse("too_many_columns", remedy="choose_delimiter", limit=MAX_COLUMNS, row=number)
        if len(self.lines) > MAX_ROWS:
            raise refuse("too_many_rows", remedy="split_list", limit=MAX_ROWS)
        if self._cells > MAX_CELLS:
            raise refuse("too_many_cells", remedy="split_list", limit=MAX_CELLS)
        if self.marks_bad and any("\ufffd" in cell for cell in cells):
            self.problems.append(row_problem(number, "bad_bytes"))
            return
        self.lines.append((number, tuple(cells)))


class _TooLong(Exception):
    """A row has gone on for more lines than any cell of a list has."""


class _Kept:
    """Hands lines on to the csv module and keeps those of the row being read."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._row: list[str] = []
        self.is_spent = False

    def __iter__(self) -> "_Kept":
        return self

    def __next__(self) -> str:
        if len(self._row) > _RUNAWAY:
            raise _TooLong
        try:
            line = next(self._lines)
        except StopIteration:
            self.is_spent = True
            raise
        self._row.append(line)
        return line

    def since_row(self) -> list[str]:
        """The lines read since the last finished row."""
        return self._row

    def forget(self) -> None:
        """The row is finished."""
        self._row = []


def _is_well_quoted(sample: str) -> bool:
    """True when quotation marks in a list of one column keep the rules, and so are no part of the text."""
    try:
        for _ in csv.reader(io.StringIO(sample, newline=""), delimiter=_NONE, strict=True):
            pass
    except csv.Error:
        return False
    return True
