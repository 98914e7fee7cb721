"""The check of an XLSX file before it is opened: names, number, size and content of its parts."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath, PureWindowsPath

from salesdesk.exchange.refusals import refuse
from salesdesk.exchange.rows import MAX_CELLS

MAX_PARTS = 2_000
MAX_UNPACKED = 128 * 1024 * 1024
MAX_RATIO = 150
"""How many times a part may be packed; real sheets reach about 30, the format itself 1,032."""

_SMALL = 64 * 1024
_PIECE = 1 << 20
_CELL = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']([A-Za-z]{1,8})([0-9]{1,9})["'][^>]*(?<!/)>""")
_ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br\s*=\s*["']([0-9]{1,12})["']""")
_PLACELESS = re.compile(rb"""<(?:\w+:)?c(?:\s+(?!r\b)\w+\s*=\s*["'][^"']*["'])*\s*>""")
_OVERLAP = 512


def check_zip(data: bytes) -> None:
    """Known E_FILE when the file is damaged, no XLSX workbook, or made to do harm.

    Sizes are measured by unpacking, since those written in the file may lie.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
        raise refuse("broken_workbook", remedy="save_as_xlsx") from error
    if len(parts) > MAX_PARTS:
        raise refuse("zip_entries", remedy="ask_sender", count=len(parts), limit=MAX_PARTS)
    names = {part.filename for part in parts}
    for name in names:
        _check_name(name)
    _check_kind(names)
    unpacked = 0
    for part in parts:
        unpacked += _check_part(data, part, MAX_UNPACKED - unpacked)


def _check_name(name: str) -> None:
    paths = PurePosixPath(name), PureWindowsPath(name)
    if any(path.is_absolute() or ".." in path.parts for path in paths) or paths[1].drive:
        raise refuse("zip_names", remedy="ask_sender", part=name)


def _check_kind(names: set[str]) -> None:
    if "xl/workbook.xml" in names or any(name.lower().endswith("workbook.xml") for name in names):
        return
    if any(name.lower().endswith("workbook.bin") for name in names):
        raise refuse("other_workbook", remedy="save_as_xlsx", found="XLSB")
    if "content.xml" in names and "mimetype" in names:
        raise refuse("other_workbook", remedy="save_as_xlsx", found="OpenDocument")
    found = "DOCX" if any(name.startswith("word/") for name in names) else "ZIP"
    raise refuse("not_a_list", remedy="choose_list", found=found)


def _check_part(data: bytes, part: zipfile.ZipInfo, room: int) -> int:
    """Unpack one part piece by piece and look through it; answers its size in bytes."""
    if part.flag_bits & 1:
        raise refuse("encrypted", remedy="remove_password")
    is_markup = part.filename.lower().endswith((".xml", ".rels", ".vml"))
    is_sheet = "worksheets/" in part.filename.lower() and is_markup
    size, tail, area = 0, b"", _Area()
    for piece in _unpacked(data, part):
        size += len(piece)
        piece = tail + piece
        if is_markup and (b"<!ENTITY" in piece or b"<!DOCTYPE" in piece):
            raise refuse("xml_entities", remedy="ask_sender", part=part.filename)
        if size > room:
            raise refuse("zip_size", remedy="ask_sender", size=f"> {size >> 20}", limit=MAX_UNPACKED >> 20)
        if size > _SMALL and size > MAX_RATIO * max(part.compress_size, 1):
            ratio = size // max(part.compress_size, 1)
            raise refuse("zip_ratio", remedy="ask_sender", part=part.filename, ratio=ratio)
        if is_sheet:
            area.look(piece)
        tail = piece[-_OVERLAP:]
    return size


def _unpacked(data: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content of a part in pieces of at most 1 MiB."""
    at = part.header_offset
    if data[at : at + 4] != b"PK\x03\x04":
        raise refuse("broken_workbook", remedy="save_as_xlsx")
    start = at + 30 + int.from_bytes(data[at + 26 : at + 28], "little")
    start += int.from_bytes(data[at + 28 : at + 30], "little")
    packed = data[start : start + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        yield from (packed[index : index + _PIECE] for index in range(0, len(packed), _PIECE))
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise refuse("broken_workbook", remedy="save_as_xlsx")
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        while packed and not engine.eof:
            piece = engine.decompress(packed, _PIECE)
            yield piece
            packed = engine.unconsumed_tail
    except zlib.error as error:
        raise refuse("broken_workbook", remedy="save_as_xlsx") from error


class _Area:
    """How far the filled cells of a sheet reach: the reader takes memory for all cells up to the last one."""

    def __init__(self) -> None:
        self.rows = 1
        self.columns = 1

    def look(self, piece: bytes) -> None:
        """Note the cells of a piece; Known E_FILE once they reach too far."""
        places = _CELL.findall(piece)
        if places:
            self.rows = max(self.rows, max(int(row) for _, row in places))
            letters = {place[0] for place in places}
            self.columns = max(self.columns, max(_column_number(name) for name in letters))
        if _PLACELESS.search(piece):
            self.rows = max([self.rows, *(int(row) for row in _ROW.findall(piece))])
        if self.rows * self.columns > MAX_CELLS:
            raise refuse("too_many_cells", remedy="split_list", limit=MAX_CELLS)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
