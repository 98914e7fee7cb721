"""How wide words are in the bundled font, cutting and breaking them, and what stands for a missing glyph.

Every painter uses the same font, so that what fits here fits on the screen and on paper.
"""

import struct
import unicodedata
import zlib
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache

from salesdesk.resources import resource

ELLIPSIS = "…"
_REMEMBERED = 120
"""Longer words are measured anew each time, so that what is remembered stays small."""
_OPENING = frozenset("([{（【《〈「『〔“‘￥¥$#")
_CLOSING = frozenset(")]}）】》〉」』〕”’，。、；：？！,.;:?!%％…·~—–-/")


class Widths:
    """The advance widths of one weight, as parts of the size of the font."""

    def __init__(self, data: bytes) -> None:
        """Read the table that packaging/fonts/subset.py writes beside each font."""
        units, count = struct.unpack_from("<HI", data)
        body = zlib.decompress(data[6:])
        runs = list(struct.iter_unpack("<IIH", body))
        if len(runs) != count:
            raise ValueError("width table is cut off")
        self._starts = [first for first, _, _ in runs]
        self._ends = [last for _, last, _ in runs]
        self._widths = [width / units for _, _, width in runs]
        self._known: dict[str, float] = {}

    def has(self, char: str) -> bool:
        """True when the weight has a glyph for the character."""
        at = bisect_right(self._starts, ord(char)) - 1
        return at >= 0 and ord(char) <= self._ends[at]

    def of(self, char: str) -> float | None:
        """The width of a character at size 1, or None without a glyph."""
        width = self._known.get(char)
        if width is None:
            at = bisect_right(self._starts, ord(char)) - 1
            if at < 0 or ord(char) > self._ends[at]:
                return None
            width = self._known[char] = self._widths[at]
        return width


@cache
def widths(*, bold: bool) -> Widths:
    """The width table of a weight, read once."""
    name = "NotoSansSC-bold.widths" if bold else "NotoSansSC-regular.widths"
    return Widths(resource("fonts", name).read_bytes())


def text_width(words: str, size: float, *, bold: bool = False) -> float:
    """How wide the words are in the units of the size."""
    return size * (_known_width(words, bold) if len(words) <= _REMEMBERED else _width(words, bold))


@lru_cache(maxsize=20_000)
def _known_width(words: str, bold: bool) -> float:
    return _width(words, bold)


def _width(words: str, bold: bool) -> float:
    table, regular = widths(bold=bold), widths(bold=False)
    total = 0.0
    for char in words:
        width = table.of(char)
        if width is None:
            width = regular.of(char)
        total += 0.6 if width is None else width
    return total


def printable(words: str) -> str:
    """The words as the font can show them: a missing glyph as its code point, `[U+2348D]`; no controls."""
    if words.isascii() and words.isprintable():
        return words
    return _known_printable(words) if len(words) <= _REMEMBERED else _printable(words)


@lru_cache(maxsize=20_000)
def _known_printable(words: str) -> str:
    return _printable(words)


def _printable(words: str) -> str:
    table = widths(bold=False)
    if any(unicodedata.combining(char) for char in words):
        words = unicodedata.normalize("NFC", words)
    return "".join(_shown(char, table) for char in words)


def _shown(char: str, table: Widths) -> str:
    category = unicodedata.category(char)
    if category == "Cc" or category in ("Zl", "Zp"):
        return " "
    point = ord(char)
    if category == "Cf" or 0xFE00 <= point <= 0xFE0F or 0xE0100 <= point <= 0xE01EF:
        return ""
    return char if table.has(char) else f"[U+{point:04X}]"


def weight_runs(words: str, *, bold: bool) -> list[tuple[str, bool]]:
    """The words in stretches of one weight: what bold lacks is set in regular."""
    if not bold:
        return [(words, False)] if words else []
    table = widths(bold=True)
    found: list[tuple[str, bool]] = []
    for char in words:
        has = table.has(char)
        if found and found[-1][1] == has:
            found[-1] = (found[-1][0] + char, has)
        else:
            found.append((char, has))
    return found


def elide(words: str, width: float, size: float, *, bold: bool = False) -> str:
    """The words cut with an ellipsis to the width; empty when not even the ellipsis fits."""
    if text_width(words, size, bold=bold) <= width:
        return words
    room = width - text_width(ELLIPSIS, size, bold=bold)
    if room < 0:
        return ""
    used, kept = 0.0, 0
    for char in words:
        used += text_width(char, size, bold=bold)
        if used > room:
            break
        kept += 1
    return words[:kept].rstrip() + ELLIPSIS


def wrap(words: str, width: float, size: float, *, bold: bool = False, lines: int = 1_000_000) -> list[str]:
    """The words broken into lines of at most the width, after Chinese characters or between Latin words.

    No line begins with closing punctuation or ends with an opening bracket where that can be helped; a word
    wider than the line is broken; what does not fit into the lines allowed is elided on the last one.
    """
    if text_width(words, size, bold=bold) <= width:
        return [words.rstrip()]
    found: list[str] = []
    for line in _lines(words, width, size, bold=bold):
        if len(found) == lines:
            found[-1] = elide(found[-1] + ELLIPSIS, width, size, bold=bold)
            break
        found.append(line)
    return found


def _lines(words: str, width: float, size: float, *, bold: bool) -> Iterator[str]:
    line, used = "", 0.0
    for piece in _pieces(words):
        bare = text_width(piece.rstrip(), size, bold=bold)
        if line and used + bare > width:
            yield line.rstrip()
            line, used = "", 0.0
        if bare > width:
            *whole, piece = _broken(piece, width, size, bold=bold)
            yield from whole
        line += piece
        used += text_width(piece, size, bold=bold)
    yield line.rstrip()


def _broken(piece: str, width: float, size: float, *, bold: bool) -> list[str]:
    """A piece wider than the line in stretches that fit; one character at least."""
    found: list[str] = []
    line, used = "", 0.0
    for char in piece:
        long = text_width(char, size, bold=bold)
        if line and used + long > width:
            found.append(line)
            line, used = "", 0.0
        line += char
        used += long
    return [*found, line]


def _pieces(words: str) -> list[str]:
    """Stretches that a line may break after."""
    pieces: list[str] = []
    for char in words:
        glued = bool(pieces) and (
            char in _CLOSING
            or pieces[-1][-1] in _OPENING
            or char == " "
            or (not _is_wide(char) and not _is_wide(pieces[-1][-1]) and pieces[-1][-1] != " ")
        )
        if glued:
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def _is_wide(char: str) -> bool:
    return ord(char) >= 0x2E80
