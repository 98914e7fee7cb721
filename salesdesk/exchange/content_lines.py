"""The lines that contact cards and calendars are made of: unfolded, decoded, cut into name, parameters and value."""

import binascii
import quopri
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from salesdesk.exchange.encoding import detect_encoding

_NAME = re.compile(r"(?:[A-Za-z0-9_-]+\.)?([A-Za-z0-9_-]+)(?=[;:])")
_PARAMETER = re.compile(r';((?:"[^"]*"|\\[;:,\\]|[^";:])*)')
_QUOTED_PRINTABLE = re.compile(rb"^[^:]*;\s*(?:ENCODING=)?QUOTED-PRINTABLE\b[^:]*:", re.IGNORECASE)
_ENCODINGS = frozenset(("QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"))
_ESCAPED = re.compile(r"\\([\\;,:nN])")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class ContentLine:
    """One property: its upper-case name without group, its parameters, its value as written, and where it stands."""

    number: int
    name: str
    value: str
    parameters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_readable: bool = True

    def has_type(self, *names: str) -> bool:
        """True when one of the names stands among the types."""
        return any(name in self.parameters.get("TYPE", ()) for name in names)

    def parameter(self, name: str) -> str:
        """The first value of a parameter; empty when it has none."""
        return self.parameters.get(name, ("",))[0]

    @property
    def text(self) -> str:
        """The value with its escapes undone."""
        return unescaped(self.value)


def content_lines(data: bytes) -> Iterator[ContentLine]:
    """The properties of a file in their order; a line that is none is answered as unreadable."""
    encoding = detect_encoding(data)
    if encoding.name.startswith(("utf-16", "utf-32")):
        data = data[encoding.mark :].decode(encoding.name, "replace").encode()
        default = "utf-8"
    else:
        data, default = data[encoding.mark :], encoding.name
    for number, line in _unfolded(data):
        yield _content_line(number, line, default)


def _unfolded(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Lines joined with those that go on below: after a blank, or after the soft break of quoted printable."""
    whole, start = b"", 0
    for number, raw in enumerate(data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"), 1):
        if whole.endswith(b"=") and _QUOTED_PRINTABLE.match(whole):
            whole = whole[:-1] + raw
        elif raw[:1] in (b" ", b"\t") and whole:
            whole += raw[1:]
        else:
            if whole.strip():
                yield start, whole
            whole, start = raw, number
    if whole.strip():
        yield start, whole


def _content_line(number: int, line: bytes, default: str) -> ContentLine:
    head = line.decode("latin-1")
    named = _NAME.match(head)
    if named is None:
        return ContentLine(number, "", line.decode(default, "replace"), is_readable=False)
    at = named.end()
    texts: list[str] = []
    while found := _PARAMETER.match(head, at):
        texts.append(line[found.start(1) : found.end(1)].decode(default, "replace"))
        at = found.end()
    if head[at : at + 1] != ":":
        return ContentLine(number, "", line.decode(default, "replace"), is_readable=False)
    parameters = _parameters(texts)
    value = _decoded(line[at + 1 :], parameters, default)
    return ContentLine(number, named[1].upper(), value, parameters)


def _parameters(texts: list[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for text in texts:
        name, equals, value = text.strip().partition("=")
        if not name:
            continue
        if not equals:
            # Version 2.1 leaves out the names of types and encodings.
            name, value = ("ENCODING" if name.upper() in _ENCODINGS else "TYPE"), name
        name = name.upper()
        value = value.strip().strip('"')
        values = (
            tuple(part.strip().upper() for part in value.split(","))
            if name == "TYPE"
            else (unescaped(value),)
        )
        found[name] = found.get(name, ()) + values
    return found


def _decoded(raw: bytes, parameters: Mapping[str, tuple[str, ...]], default: str) -> str:
    encoding = parameters.get("ENCODING", ("",))[0].upper()
    if encoding == "QUOTED-PRINTABLE":
        raw = quopri.decodestring(raw)
    charset = parameters.get("CHARSET", ("",))[0].lower()
    charset = {"gb2312": "gb18030", "gbk": "gb18030"}.get(charset, charset)
    for name in (charset, default, "gb18030"):
        try:
            return raw.decode(name) if name else raw.decode(default)
        except (UnicodeDecodeError, LookupError, binascii.Error):
            continue
    return raw.decode(default, "replace")


def unescaped(text: str) -> str:
    """A value with its escapes undone and its controls taken out."""
    text = _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def parts(value: str, separator: str = ";") -> list[str]:
    """The parts of a value, cut where the separator is not escaped, each with its escapes undone."""
    found, piece, is_escaped = [], "", False
    for char in value:
        if char == separator and not is_escaped:
            found.append(unescaped(piece).strip())
            piece = ""
        else:
            piece += char
        is_escaped = char == "\\" and not is_escaped
    return [*found, unescaped(piece).strip()]


def escaped(text: str) -> str:
    """A text as a value: backslash, comma, semicolon and line break escaped, other controls left out."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace(",", "\\,").replace(";", "\\;")


def quoted(text: str) -> str:
    """A text as the value of a parameter; what cannot stand there becomes a blank or an apostrophe."""
    plain = " ".join(_CONTROL.sub(" ", text).replace('"', "'").split())
    return f'"{plain}"'


def folded(line: str) -> bytes:
    """A line in pieces of at most 75 bytes, cut between characters."""
    pieces: list[bytes] = []
    piece = b""
    for char in line:
        encoded = char.encode("utf-8", "replace")
        if len(piece) + len(encoded) > 75:
            pieces.append(piece)
            piece = b" "
        piece += encoded
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
