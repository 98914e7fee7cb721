"""The container of XLS workbooks, read as far as needed to refuse passwords and giant sheets."""

import struct
from collections.abc import Iterator

from salesdesk.exchange.refusals import refuse
from salesdesk.exchange.rows import MAX_CELLS

MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_END = 0xFFFFFFFA
"""Sector numbers from here on are marks: end of chain, free, table sector."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FILEPASS, _DIMENSIONS = 0x002F, 0x0200
_CELL_RECORDS = frozenset((0x0006, 0x007E, 0x00BD, 0x00BE, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x00D6))


def check_compound(data: bytes) -> None:
    """Known E_FILE when the workbook is encrypted, claims a giant sheet, or is no workbook at all."""
    if _ENCRYPTED in data:
        raise refuse("encrypted", remedy="remove_password")
    try:
        stream = _workbook_stream(data)
    except (struct.error, IndexError, ValueError, MemoryError) as error:
        raise refuse("broken_workbook", remedy="save_as_xlsx") from error
    if not stream:
        raise refuse("not_a_list", remedy="choose_list", found="OLE")
    for number, record in _records(stream):
        _check_record(number, record)


def _check_record(number: int, record: bytes) -> None:
    if number == _FILEPASS:
        raise refuse("encrypted", remedy="remove_password")
    rows = columns = 0
    if number == _DIMENSIONS and len(record) >= 14:
        _, rows, _, columns = struct.unpack_from("<IIHH", record)
    elif number in _CELL_RECORDS and len(record) >= 4:
        rows, columns = struct.unpack_from("<HH", record)
    if rows * columns > MAX_CELLS:
        raise refuse("too_many_cells", remedy="split_list", limit=MAX_CELLS)


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        number, size = struct.unpack_from("<HH", stream, at)
        yield number, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _workbook_stream(data: bytes) -> bytes:
    """The bytes of the stream `Workbook` (or `Book` of older versions); empty when there is none."""
    big, small = (1 << shift for shift in struct.unpack_from("<HH", data, 30))
    if big not in (512, 4096) or small != 64:
        raise ValueError("sector size")
    directory_start, cutoff, small_start = struct.unpack_from("<I4xII", data, 48)
    table = _table(data, big)
    directory = _chain(data, table, directory_start, big, base=big)
    root: tuple[int, int] = (_END, 0)
    for at in range(0, len(directory) - 127, 128):
        entry = directory[at : at + 128]
        length = struct.unpack_from("<H", entry, 64)[0]
        name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        start, size = struct.unpack_from("<II", entry, 116)
        if entry[66] == 5:
            root = (start, size)
        elif name.lower() in ("workbook", "book"):
            if size >= cutoff:
                return _chain(data, table, start, big, base=big)[:size]
            small_table = _numbers(_chain(data, table, small_start, big, base=big))
            room = _chain(data, table, root[0], big, base=big)
            return _chain(room, small_table, start, small, base=0)[:size]
    return b""


def _table(data: bytes, big: int) -> tuple[int, ...]:
    """The table of sector chains, gathered from the header's list and the chain of further lists."""
    sectors = list(struct.unpack_from("<109I", data, 76))
    following, seen = struct.unpack_from("<I", data, 68)[0], 0
    while following < _END and seen * big < len(data):
        numbers = _numbers(data[(following + 1) * big : (following + 2) * big])
        sectors += numbers[:-1]
        following, seen = numbers[-1], seen + 1
    pieces = [data[(sector + 1) * big : (sector + 2) * big] for sector in sectors if sector < _END]
    return _numbers(b"".join(pieces[: len(data) // big + 1]))


def _numbers(piece: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(piece) // 4}I", piece[: len(piece) // 4 * 4])


def _chain(room: bytes, table: tuple[int, ...], start: int, size: int, *, base: int) -> bytes:
    """The sectors of one chain joined; a chain that bites its own tail is a broken file."""
    pieces: list[bytes] = []
    sector = start
    while sector < _END:
        pieces.append(room[base + sector * size : base + (sector + 1) * size])
        if len(pieces) > len(table):
            raise ValueError("endless chain")
        sector = table[sector]
    return b"".join(pieces)
