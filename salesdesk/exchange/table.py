"""Read a list of any supported format into a table, by its content and not by its name."""

import re

from salesdesk.exchange.compound import MARK as COMPOUND_MARK
from salesdesk.exchange.delimited import read_delimited
from salesdesk.exchange.encoding import detect_encoding
from salesdesk.exchange.header import shape
from salesdesk.exchange.refusals import refuse
from salesdesk.exchange.rows import MAX_BYTES, MAX_ROWS, Layout, Line, ReadOptions, Table
from salesdesk.exchange.workbook import read_workbook

_FOREIGN = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"SQLite format 3\x00", "SQLite"),
    (b"\x1f\x8b", "GZIP"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"\x28\xb5\x2f\xfd", "Zstandard"),
    (b"{\\rtf", "RTF"),
    (b"MZ", "EXE"),
    (b"\x7fELF", "ELF"),
)
_MARKUP = re.compile(rb"^\s*<(?:!doctype\s+html|html|\?xml|table|workbook)\b", re.IGNORECASE)
_JSON = re.compile(rb"^\s*(?:\{\s*[\"}]|\[\s*[\[{\"\]])")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def format_of(data: bytes) -> str:
    """What a file is: `xlsx`, `xls`, `csv`, `vcard` or `icalendar`; Known E_FILE for others."""
    if not data.strip(b"\x00\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise refuse("empty", remedy="choose_list")
    if len(data) > MAX_BYTES:
        raise refuse("too_big", remedy="split_list", size=len(data) >> 20, limit=MAX_BYTES >> 20)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "xlsx"
    if data.startswith(COMPOUND_MARK):
        return "xls"
    for mark, found in _FOREIGN:
        if data.startswith(mark):
            raise refuse("not_a_list", remedy="choose_list", found=found)
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").replace(b"\x00", b"").lstrip()[:64].upper()
    for opening, name in (
        (b"BEGIN:VCARD", "vcard"),
        (b"BEGIN:VCALENDAR", "icalendar"),
        (b"BEGIN:VEVENT", "icalendar"),
    ):
        if opening in start:
            return name
    return "csv"


def read_table(data: bytes, name: str = "", *, options: ReadOptions = ReadOptions()) -> Table:
    """The list in a file: header, rows with line numbers, layout, refused rows; Known E_FILE when it is none.

    `name` is the file's name and only serves the words of a refusal.
    """
    found = format_of(data)
    if found in ("xlsx", "xls"):
        lines, layout = read_workbook(data, options.sheet)
        return _limited(shape(lines, layout, options.header_row, ()))
    if found != "csv":
        raise refuse("not_a_list", remedy="choose_list", found=found, name=name)
    if not options.encoding:
        _refuse_other_text(data)
    encoding = detect_encoding(data, options.encoding)
    read = read_delimited(data, encoding, options.delimiter)
    layout = Layout("csv", encoding=encoding.name, delimiter=read.delimiter)
    return _limited(shape(read.lines, layout, options.header_row, read.problems))


def preview(table: Table, count: int = 20) -> tuple[Line, ...]:
    """The first rows, for the person to see whether encoding, separator and header are right."""
    return table.rows[:count]


def _limited(table: Table) -> Table:
    if len(table.rows) > MAX_ROWS:
        raise refuse("too_many_rows", remedy="split_list", limit=MAX_ROWS)
    return table


def _refuse_other_text(data: bytes) -> None:
    """Known E_FILE for web pages with a workbook's name, for JSON, and for bytes that are no text."""
    start = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if _MARKUP.match(start):
        raise refuse("other_workbook", remedy="save_as_xlsx", found="HTML / XML")
    if _JSON.match(start):
        raise refuse("not_a_list", remedy="choose_list", found="JSON")
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    controls = len(_CONTROL.findall(start.replace(b"\x00", b"")))
    if controls > 8 and controls * 50 > len(start):
        raise refuse("not_a_list", remedy="choose_list", found="?")
