"""Read gettext .po sources and write the binary .mo form, with the standard library alone."""

import ast
import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

_MAGIC = 0x950412DE
_KEYWORDS = ("msgctxt", "msgid_plural", "msgid", "msgstr")


@dataclass(slots=True)
class Entry:
    """One message of a catalogue: its English text or key, and its translation (one per plural form)."""

    line: int
    context: str | None = None
    msgid: str | None = None
    plural: str | None = None
    forms: dict[int, str] = field(default_factory=dict)
    is_fuzzy: bool = False

    @property
    def key(self) -> str:
        """The key of the binary form: context, EOT, msgid."""
        return f"{self.context}\x04{self.msgid}" if self.context is not None else self.msgid or ""


class PoError(ValueError):
    """A .po source that cannot be read, with its line."""


def read_po(text: str, name: str = "") -> list[Entry]:
    """The translated entries of a .po source; PoError names the line that cannot be read."""
    return [entry for entry in _entries(text, name) if not entry.is_fuzzy and any(entry.forms.values())]


def _entries(text: str, name: str) -> Iterator[Entry]:
    entry = Entry(line=1)
    target = ""
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            if entry.forms:
                yield entry
                entry, target = Entry(line=number), ""
            entry.is_fuzzy = entry.is_fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        if not line.startswith('"'):
            keyword = line.split(None, 1)[0]
            if entry.forms and not keyword.startswith("msgstr"):
                yield entry
                entry = Entry(line=number)
            target, line = keyword, line[len(keyword) :].strip()
        _append(entry, target, _unquote(line, name, number), name, number)
    if entry.forms:
        yield entry


def _append(entry: Entry, target: str, value: str, name: str, number: int) -> None:
    if target == "msgctxt":
        entry.context = (entry.context or "") + value
    elif target == "msgid":
        entry.msgid = (entry.msgid or "") + value
    elif target == "msgid_plural":
        entry.plural = (entry.plural or "") + value
    elif target.startswith("msgstr") and entry.msgid is not None:
        index = int(target[7:-1]) if target.startswith("msgstr[") and target[7:-1].isdigit() else 0
        entry.forms[index] = entry.forms.get(index, "") + value
    else:
        raise PoError(f"{name}:{number}: expected one of {', '.join(_KEYWORDS)}")


def _unquote(quoted: str, name: str, number: int) -> str:
    try:
        value = ast.literal_eval(quoted)
    except (SyntaxError, ValueError) as error:
        raise PoError(f"{name}:{number}: not a quoted text") from error
    if not isinstance(value, str):
        raise PoError(f"{name}:{number}: not a quoted text")
    return value


def messages_of(entries: Iterable[Entry]) -> dict[str, str]:
    """Key → translation as the binary form holds them; plural forms are joined by NUL."""
    found: dict[str, str] = {}
    for entry in entries:
        if not entry.msgid:
            continue
        if entry.plural is None:
            found[entry.key] = entry.forms[0]
        else:
            forms = [entry.forms.get(index, "") for index in range(max(entry.forms) + 1)]
            found[f"{entry.key}\x00{entry.plural}"] = "\x00".join(forms)
    return found


def write_mo(messages: Mapping[str, str], header: str) -> bytes:
    """The binary .mo form of the messages; the header goes in as the translation of the empty text."""
    pairs = sorted((key.encode(), value.encode()) for key, value in {**messages, "": header}.items())
    originals, translations = b"", b""
    rows: list[tuple[int, int, int, int]] = []
    for original, translation in pairs:
        rows.append((len(original), len(originals), len(translation), len(translations)))
        originals += original + b"\x00"
        translations += translation + b"\x00"
    start = 28 + 16 * len(rows)
    first = b"".join(struct.pack("<II", size, start + at) for size, at, _, _ in rows)
    after = start + len(originals)
    second = b"".join(struct.pack("<II", size, after + at) for _, _, size, at in rows)
    head = struct.pack("<7I", _MAGIC, 0, len(rows), 28, 28 + 8 * len(rows), 0, start)
    return head + first + second + originals + translations
