"""The rows of a list as values of fields, before it is known which records they meet."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo

from salesdesk.domain.kinds import KINDS
from salesdesk.domain.record import Field, FieldType, Value, field_map
from salesdesk.exchange.amounts import read_amount
from salesdesk.exchange.columns import ID, ColumnMap, ColumnMatch
from salesdesk.exchange.convert import Context, Fault, clean_line, convert, text_of
from salesdesk.exchange.known_columns import FIRST_NAME, IS_CURRENT, IS_DELETED, LAST_NAME, PLACE
from salesdesk.exchange.rows import Cell, RowProblem, Table, is_blank, row_problem

_CHINESE = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_CHINESE_PLACE = re.compile(r"(.{2,8}?(?:省|自治区))(.{2,12}?(?:市|州|盟|地区))(.*)")
_TRUE = ("true", "1", "yes", "是")
_FALSE = ("false", "0", "no", "否")

Find = Callable[[str, str], tuple[str, ...]]


@dataclass(slots=True)
class Draft:
    """One row on its way: what it gives, what is wrong with it, and which record it meets."""

    row: int
    id: str = ""
    """As written in the row, or of the record it meets, or of the new one."""
    external_id: str = ""
    values: dict[str, Value] = field(default_factory=dict)
    faults: list[RowProblem] = field(default_factory=list)
    warnings: list[RowProblem] = field(default_factory=list)
    skipped: str = ""
    """Why the row does not count: it was deleted, or is an earlier state."""
    cells: Sequence[Cell] = ()

    def fault(self, name: str, found: Fault) -> None:
        """Note that the cell for a field is wrong."""
        self.faults.append(RowProblem(self.row, name, found.code, found.reason, found.facts))


@dataclass(frozen=True, slots=True)
class Reading:
    """How cells are read that do not say it themselves."""

    currency: str = "CNY"
    zone: tzinfo | None = None


def key_drafts(table: Table, columns: ColumnMap) -> list[Draft]:
    """A draft for each row with nothing but its id, its external id, and whether it counts."""
    drafts = [Draft(number, cells=cells) for number, cells in table.rows]
    matches = [
        match for match in columns.matches if match.target in (ID, "external_id", IS_DELETED, IS_CURRENT)
    ]
    for draft in drafts:
        for match in matches:
            cell = draft.cells[match.column]
            if match.target == ID:
                draft.id = clean_line(text_of(cell)).replace("-", "").lower()
            elif match.target == "external_id":
                draft.external_id = clean_line(text_of(cell))
            elif match.target == IS_DELETED and _word(cell) in _TRUE:
                draft.skipped = "deleted_row"
            elif match.target == IS_CURRENT and _word(cell) in _FALSE:
                draft.skipped = "older_state"
    return drafts


def _word(cell: Cell) -> str:
    return text_of(cell).strip().casefold()


def fill_drafts(
    drafts: Sequence[Draft],
    columns: ColumnMap,
    reading: Reading,
    find: Find,
    currency_of: Callable[[str], str],
) -> None:
    """Convert the cells of all drafts; `currency_of` names the currency of the record of an id."""
    fields = field_map(KINDS[columns.kind])
    moneys: list[tuple[ColumnMatch, Field]] = []
    for match in columns.matches:
        spec = fields.get(match.target)
        if spec is None:
            continue
        if spec.type is FieldType.MONEY:
            moneys.append((match, spec))
        else:
            context = Context(match.date_order or "mdy", reading.zone, find=find)
            _fill_column(drafts, match, spec, context, keeps_blanks=columns.blank_clears)
    has_parts = columns.kind == "lead" or any(map(columns.of, (FIRST_NAME, LAST_NAME, PLACE)))
    for draft in drafts:
        if has_parts:
            _fill_parts(draft, columns)
        for match, spec in moneys:
            _fill_money(draft, match, spec, reading, currency_of, keeps_blanks=columns.blank_clears)


def _fill_column(
    drafts: Sequence[Draft], match: ColumnMatch, spec: Field, context: Context, *, keeps_blanks: bool
) -> None:
    """Convert one column; equal cells are converted once.

    In lists of other programs a blank cell says nothing; only our own export clears a field by it.
    """
    known: dict[tuple[type, Cell], Value | Fault] = {}
    column, name = match.column, spec.name
    for draft in drafts:
        cell = draft.cells[column]
        if match.meanings and _fill_meaning(draft, match, cell):
            continue
        key = (type(cell), cell)
        if key not in known:
            known[key] = convert(cell, spec, context)
        value = known[key]
        if not isinstance(value, Fault):
            if keeps_blanks or (value is not None and value != ""):
                draft.values[name] = value
        elif match.is_lenient and value.code == "E_NOT_FOUND":
            draft.warnings.append(RowProblem(draft.row, name, value.code, value.reason, value.facts))
        else:
            draft.fault(name, value)


def _fill_meaning(draft: Draft, match: ColumnMatch, cell: Cell) -> bool:
    """Fill what a known foreign value means; True when it is one."""
    text = text_of(cell).strip()
    meaning = match.meanings.get(text)
    if meaning is None:
        return False
    draft.values.update(meaning)
    if match.target == "to_stage":
        draft.values["named_stage"] = clean_line(text)
    return True


def _fill_parts(draft: Draft, columns: ColumnMap) -> None:
    """Names put together of their halves; towns and provinces taken apart; what a lead is called."""
    first, last, place = (_part(draft, columns.of(target)) for target in (FIRST_NAME, LAST_NAME, PLACE))
    fields = field_map(KINDS[columns.kind])
    target = "contact_name" if "contact_name" in fields else "name"
    if (first or last) and (not draft.values.get(target) or _CHINESE.search(first + last)):
        whole = f"{last}{first}" if _CHINESE.search(first + last) else f"{first} {last}".strip()
        name = convert(whole, fields[target])
        if isinstance(name, Fault):
            draft.fault(target, name)
        else:
            draft.values[target] = name
    if place:
        for name, text in zip(("province", "city"), _place(place), strict=True):
            if text and not draft.values.get(name):
                draft.values[name] = text
    if columns.kind == "lead" and not draft.values.get("name"):
        draft.values["name"] = draft.values.get("company") or draft.values.get("contact_name") or ""


def _part(draft: Draft, match: ColumnMatch | None) -> str:
    return clean_line(text_of(draft.cells[match.column])) if match else ""


def _place(place: str) -> tuple[str, str]:
    """Province and town of a place such as “Milwaukee, Wisconsin” or 江苏省苏州市."""
    town, comma, rest = place.partition(",")
    if comma:
        return rest.strip(), town.strip()
    found = _CHINESE_PLACE.fullmatch(place)
    return (found[1], found[2]) if found else ("", place)


def _fill_money(
    draft: Draft,
    match: ColumnMatch,
    spec: Field,
    reading: Reading,
    currency_of: Callable[[str], str],
    *,
    keeps_blanks: bool,
) -> None:
    """Convert an amount: in the currency of its column, else the one written with it, else the record's own."""
    cell = draft.cells[match.column]
    read = read_amount(cell)
    name = spec.currency_field
    currency = str(draft.values.get(name) or "")
    if not currency and not any(problem.field == name for problem in draft.faults):
        currency = (read[1] if read else "") or currency_of(draft.id) or reading.currency
        if not is_blank(cell):
            draft.values[name] = currency
    value = convert(cell, spec, Context(currency=currency))
    if isinstance(value, Fault):
        draft.fault(spec.name, value)
    elif value is not None or keeps_blanks:
        draft.values[spec.name] = value


def required_problems(required: Sequence[Field], draft: Draft, *, is_new: bool) -> list[RowProblem]:
    """A problem for each obligatory field that a row leaves, or makes, empty."""
    problems: list[RowProblem] = []
    for spec in required:
        value = draft.values.get(spec.name, spec.default if is_new else True)
        if (value is None or value == "") and all(problem.field != spec.name for problem in draft.faults):
            problems.append(row_problem(draft.row, "required", field=spec.name, code="E_FIELD"))
    return problems
