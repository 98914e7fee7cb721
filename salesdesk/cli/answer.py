"""What a command answers: one JSON object for scripts, lines for people, an exit code; faults in the same way."""

import json
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from salesdesk.domain.problems import Known

DONE, REFUSALS, WRONG_USAGE, FAILED, STOPPED = 0, 1, 2, 3, 130


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command found or did; `lines` are for people, `data` is what `--json` prints."""

    data: Mapping[str, object]
    lines: Sequence[str] | None = None
    code: int = DONE
    notices: Sequence[str] = ()
    """Sentences for standard error, such as a warning."""


def failure(known: Known) -> dict[str, str]:
    """A fault of the world as `--json` prints it: code, message and remedy in the language in force, and the field."""
    from salesdesk.text import tr
    from salesdesk.text.errors import sentence

    if known.code == "E_NOT_FOUND" and known.kind and not _is_kind(known.kind):
        message = tr("There is no kind of record named {name}. Nothing was changed.").format(name=known.kind)
        remedy = tr("“salesdesk fields” lists the kinds.")
    elif known.kind == "setting" and known.facts.get("reason") == "unknown":
        message = tr("There is no setting named {name}. Nothing was changed.").format(name=known.field)
        remedy = tr("“salesdesk config” lists the settings.")
    else:
        words = sentence(known.code, _facts(known))
        message, remedy = _of_file(known) or (words.message, words.remedy)
    return {"error": known.code, "message": message, "remedy": remedy, "field": known.field}


def _of_file(known: Known) -> tuple[str, str] | None:
    """The words of `exchange` for what it refuses in a list."""
    if known.code != "E_FILE" or "remedy" not in known.facts:
        return None
    from salesdesk.exchange.refusals import message_of, remedy_of

    message = message_of(known)
    return (message, remedy_of(known)) if message else None


def _is_kind(name: str) -> bool:
    from salesdesk.domain.kinds import KINDS

    return name in KINDS


def _facts(known: Known) -> dict[str, str]:
    from salesdesk.text import label

    facts = dict(known.facts)
    if known.kind:
        facts.setdefault("kind", known.kind)
    if known.field:
        is_named = known.kind and facts.get("reason") != "unknown"
        facts["field"] = label(f"{known.kind}.{known.field}") if is_named else known.field
    return facts


# --- print --------------------------------------------------------------------------------------------------------


def say(answer: Answer, *, is_json: bool) -> None:
    """Print an answer on standard output, its notices on standard error."""
    for notice in answer.notices:
        tell(notice)
    if is_json:
        write_out(to_json(answer.data))
    else:
        lines = readable(answer.data) if answer.lines is None else answer.lines
        write_out("".join(f"{line}\n" for line in lines))


def to_json(data: Mapping[str, object]) -> str:
    """One JSON object on one line; characters the terminal's encoding lacks are escaped."""
    encoding = (getattr(sys.stdout, "encoding", None) or "ascii").lower().replace("-", "")
    return json.dumps(_clean(data), ensure_ascii=encoding != "utf8", default=str) + "\n"


def _clean(value: object) -> object:
    """The value without lone surrogates, which no encoding can write (names of files may hold them)."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if isinstance(value, Mapping):
        return {str(key): _clean(item) for key, item in value.items()}
    return [_clean(item) for item in value] if isinstance(value, list | tuple) else value


def write_out(text: str) -> None:
    """Write on standard output and see it through; what its encoding lacks is written as escapes."""
    if text and sys.stdout is not None:
        encoding = getattr(sys.stdout, "encoding", None) or "ascii"
        sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))
        sys.stdout.flush()


def tell(text: str) -> None:
    """Write a line on standard error, where there is one to write on."""
    if sys.stderr is None:
        return
    encoding = getattr(sys.stderr, "encoding", None) or "ascii"
    try:
        sys.stderr.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        return


def readable(data: Mapping[str, object]) -> list[str]:
    """Any answer as lines for people."""
    lines: list[str] = []
    for name, value in data.items():
        if isinstance(value, list | tuple) and value and isinstance(value[0], Mapping):
            lines += [f"{name}:", *(f"  {line}" for line in table_of(value))]
        elif isinstance(value, Mapping):
            lines += [f"{name}:", *(f"  {line}" for line in readable(value))]
        else:
            lines.append(f"{name}: {word(value)}")
    return lines


def word(value: object) -> str:
    """A value of an answer as words on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return ", ".join(word(item) for item in value)
    return "" if value is None else str(value).replace("\n", " ⏎ ").replace("\t", " ")


def table_of(rows: Sequence[Mapping[str, object]], names: Iterable[str] = ()) -> list[str]:
    """Rows as columns of words under their names; Chinese characters take two places."""
    chosen = list(names) or list(dict.fromkeys(name for row in rows for name in row))
    return columns([chosen, *([word(row.get(name)) for name in chosen] for row in rows)])


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of words set under each other."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            word + " " * (width - _width(word)) for word, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    ]


def _width(text: str) -> int:
    return (
        len(text)
        if text.isascii()
        else sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
    )
