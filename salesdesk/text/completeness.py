"""What is missing from the catalogues: used by the tests and by the compile command, never by the program."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from salesdesk.text.catalogue import LANGUAGES, sources
from salesdesk.text.po import Entry, PoError, read_po

_PLACEHOLDER = re.compile(r"\{(\w+)[^}]*\}")
_CODE_KEY = re.compile(r"[a-z][a-z0-9_]*(?:\.[A-Za-z0-9_]+)+")
_ASKING = {"tr", "tr_n"}


def problems(package: Path | None = None, folder: Path | None = None) -> list[str]:
    """All that wants mending: unreadable sources, texts without words, clashes, lost placeholders."""
    found: list[str] = []
    entries = {language: _read(language, folder, found) for language in LANGUAGES}
    keys = {name: {entry.key for _, entry in rows} for name, rows in entries.items()}
    for language in LANGUAGES:
        found += _clashes(language, entries[language])
        found += _placeholders(language, entries)
    english = {key for key in keys["en"] if _CODE_KEY.fullmatch(key)}
    chinese = {key for key in keys["zh_CN"] if _CODE_KEY.fullmatch(key)}
    found += [f"zh_CN lacks the key {key}" for key in sorted(english - chinese)]
    found += [f"en lacks the key {key}" for key in sorted(chinese - english)]
    for place, message in asked_for(package or Path(__file__).resolve().parent.parent):
        if message in keys["zh_CN"]:
            continue
        found.append(f"{place}: no Chinese for {message.split(chr(4))[-1]!r}")
    return found


def _read(language: str, folder: Path | None, found: list[str]) -> list[tuple[str, Entry]]:
    rows: list[tuple[str, Entry]] = []
    for path in sources(language, folder):
        try:
            entries = read_po(path.read_text(encoding="utf-8-sig"), f"{language}/{path.name}")
        except (PoError, UnicodeDecodeError) as error:
            found.append(str(error))
            continue
        rows += [(f"{language}/{path.name}:{entry.line}", entry) for entry in entries if entry.msgid]
    return rows


def _clashes(language: str, rows: list[tuple[str, Entry]]) -> Iterator[str]:
    """The same text translated differently in two areas: the later file would win by its name alone."""
    first: dict[str, tuple[str, Entry]] = {}
    for place, entry in rows:
        known = first.setdefault(entry.key, (place, entry))
        if known[1].forms != entry.forms:
            yield f"{place}: {entry.key!r} is {known[1].forms[0]!r} in {known[0]} ({language})"


def _placeholders(language: str, entries: dict[str, list[tuple[str, Entry]]]) -> Iterator[str]:
    english = {entry.key: entry.forms.get(0, "") for _, entry in entries["en"]}
    for place, entry in entries[language]:
        model = english.get(entry.key, entry.msgid or "")
        wanted = set(_PLACEHOLDER.findall(model + (entry.plural or "")))
        for form in entry.forms.values():
            unknown = set(_PLACEHOLDER.findall(form)) - wanted
            if unknown:
                yield f"{place}: {entry.key!r} has no {', '.join(sorted(unknown))}"
            if entry.plural is None and wanted - set(_PLACEHOLDER.findall(form)):
                lost = sorted(wanted - set(_PLACEHOLDER.findall(form)))
                yield f"{place}: {entry.key!r} loses {', '.join(lost)}"


def asked_for(package: Path) -> Iterator[tuple[str, str]]:
    """(file:line, key) of every literal text handed to tr or tr_n in the package's sources."""
    for path in sorted(package.rglob("*.py")):
        try:
            tree = ast.parse(path.read_text(encoding="utf-8"))
        except SyntaxError:
            continue
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in _ASKING:
                place = f"{path.relative_to(package.parent).as_posix()}:{node.lineno}"
                yield from ((place, message) for message in _messages(node))


def _messages(call: ast.Call) -> Iterator[str]:
    contexts = [word.value for word in call.keywords if word.arg == "context"]
    prefix = ""
    if contexts and isinstance(contexts[0], ast.Constant) and isinstance(contexts[0].value, str):
        prefix = contexts[0].value + "\x04"
    for branch in _branches(call.args[0]):
        if isinstance(branch, ast.Constant) and isinstance(branch.value, str) and branch.value:
            yield prefix + branch.value


def _branches(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.IfExp):
        yield from _branches(node.body)
        yield from _branches(node.orelse)
    else:
        yield node
