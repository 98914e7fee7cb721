"""Words of the import: formats, separators, targets of columns, what becomes of a row and why."""

from collections.abc import Mapping, Sequence

from salesdesk.domain.kinds import KINDS
from salesdesk.domain.record import FieldType, field_map, fields_of
from salesdesk.exchange.outcome import DUPLICATE, ERROR, NEW, SAME, SKIPPED, UPDATE, PlannedRow
from salesdesk.exchange.rows import RowProblem
from salesdesk.text import kind_name, label, tr
from salesdesk.ui.kit.headings import Headings
from salesdesk.ui.kit.value_words import value_words

ICONS = {
    NEW: ("plus", "good"), UPDATE: ("pencil", "accent_ink"), SAME: ("check", "muted"), DUPLICATE: ("copy", "warning"),
    ERROR: ("circle-x", "danger"), SKIPPED: ("minus", "muted"),
}  # fmt: skip
"""Outcome → icon and colour."""


def outcome_words(outcome: str) -> str:
    """What becomes of a row, in a word or two."""
    return {
        NEW: tr("added"),
        UPDATE: tr("changed"),
        SAME: tr("as it is"),
        DUPLICATE: tr("duplicate"),
        ERROR: tr("refused"),
        SKIPPED: tr("passed over"),
    }[outcome]


def format_words(name: str) -> str:
    """A file format as people know it."""
    return {
        "csv": tr("Text with columns (CSV)"), "xlsx": "Excel (XLSX)", "xls": "Excel (XLS)", "vcard": "vCard",
        "icalendar": "iCalendar",
    }[name]  # fmt: skip


def delimiter_words(delimiter: str) -> str:
    """What parts the columns."""
    return {
        ",": tr("Comma  ,"), "\t": tr("Tab"), ";": tr("Semicolon  ;"), "|": tr("Bar  |"), "": tr("None"),
    }.get(delimiter, delimiter)  # fmt: skip


def date_order_words(order: str) -> str:
    """The order of the parts of a date."""
    return {
        "mdy": tr("month / day / year"), "dmy": tr("day / month / year"), "ymd": tr("year / month / day"),
    }.get(order, "")  # fmt: skip


def target_words(kind: str, target: str) -> str:
    """Where a column goes."""
    parts = {
        "": tr("– leave out –"), "id": tr("Id in salesdesk"), "+first_name": tr("First name"),
        "+last_name": tr("Family name"), "+place": tr("Province and city in one"),
        "+is_deleted": tr("Mark of deleted rows"), "+is_current": tr("Mark of the present state"),
    }  # fmt: skip
    return parts[target] if target in parts else label(f"{kind}.{target}")


def targets(kind: str) -> list[str]:
    """Where columns of a list of this kind may go, in the order in which people look for them."""
    fields = [field.name for field in fields_of(KINDS[kind]) if field.type is not FieldType.RANK]
    parts = ["+first_name", "+last_name"] if kind in ("contact", "lead", "member") else []
    places = ["+place"] if kind in ("account", "site", "lead") else []
    return ["", *fields, *parts, *places, "+is_deleted", "+is_current", "id"]


def difference_words(kind: str, row: PlannedRow, headings: Headings, *, currency: str) -> str:
    """What a row would write: of a change each field before and after, of a new record what it gives."""
    fields = field_map(KINDS[kind])
    said = []
    values: Mapping[str, object] = row.values or {}
    own = str(values.get("currency") or currency)
    # What a person looks for first; ids of other programs last.
    for name, value in sorted(values.items(), key=lambda pair: pair[0].startswith("external_")):
        field = fields.get(name)
        if field is None or field.type is FieldType.RANK or (row.outcome == NEW and name == "name"):
            continue
        after = _plain(value_words(field, value, headings, currency=own))  # type: ignore[arg-type]
        if row.outcome == NEW:
            said += [f"{label(field.label_key)}: {after}"] if after else []
            continue
        before = _plain(value_words(field, (row.before or {}).get(name), headings, currency=own))
        said.append(f"{label(field.label_key)}: {before or '–'} → {after or '–'}")
    return "; ".join(said)


def _plain(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 60 else line[:59] + "…"


def problem_words(kind: str, problems: Sequence[RowProblem]) -> str:
    """Why a row is refused, or what was left out of it, field by field."""
    from salesdesk.exchange.refusals import sentence_of

    said = []
    for problem in problems:
        name = target_words(kind, problem.field) if _is_target(kind, problem.field) else problem.field
        sentence = sentence_of(problem)
        said.append(tr("{field}: {sentence}").format(field=name, sentence=sentence) if name else sentence)
    return " ".join(said)


def _is_target(kind: str, name: str) -> bool:
    return name == "id" or name.startswith("+") or name in field_map(KINDS[kind])


def duplicate_words(kind: str, row: PlannedRow, headings: Headings) -> str:
    """What a row repeats: another row of the list, or a record that is there."""
    if row.other.isdecimal() and len(row.other) < 32:
        return tr("Like row {row} of the list").format(row=row.other)
    name = headings.of(kind, row.other)
    return tr("Like {kind} “{name}”, which is there already").format(kind=kind_name(kind), name=name)
