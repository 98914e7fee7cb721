"""Which column of a list goes into which field: proposed from names and contents, changed by the person."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from salesdesk.domain.kinds import KINDS
from salesdesk.domain.record import Field, FieldType, field_map
from salesdesk.exchange.convert import Context, Fault, convert, text_of
from salesdesk.exchange.dates import likely_order, possible_orders
from salesdesk.exchange.known_columns import own_names, plain_name, ranked_targets
from salesdesk.exchange.refusals import refuse
from salesdesk.exchange.rows import Cell, Line, Table, is_blank
from salesdesk.exchange.values import Meaning, meanings_of

ID = "id"
_LOOKED_AT = 2_000
_OUR_ID = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_SALESFORCE_ID = re.compile(r"0[0-9A-Za-z]{14}(?:[0-9A-Za-z]{3})?")
_CHECKED = (FieldType.CHOICE, FieldType.BOOL, FieldType.INT, FieldType.MONEY, FieldType.DATE, FieldType.TIME)


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """One column of the list and what it fills: a field, a part of one (`+first_name`), or `id`."""

    column: int
    header: str
    target: str
    meanings: Mapping[str, Meaning] = field(default_factory=dict)
    """What single values of the column mean, where they are not the field's own codes or words."""
    is_lenient: bool = False
    """A reference that is not found is left empty and reported, instead of refusing the row."""
    date_order: str = ""
    """`mdy`, `dmy` or `ymd` for a column of dates."""
    is_guessed: bool = False
    """The order of its dates could be read two ways: the person should look."""


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """The matched columns of a list for one kind of record, and the program it seems to come from."""

    kind: str
    matches: tuple[ColumnMatch, ...]
    source: str = ""
    blank_clears: bool = False
    """A blank cell empties the field: only in our own export, where it was empty when it was written."""

    def of(self, target: str) -> ColumnMatch | None:
        """The column that fills a target."""
        return next((match for match in self.matches if match.target == target), None)

    def with_meaning(self, column: int, value: str, meaning: Meaning) -> "ColumnMap":
        """The same map with another meaning for one value of a column."""
        matches = tuple(
            replace(match, meanings={**match.meanings, value: dict(meaning)})
            if match.column == column
            else match
            for match in self.matches
        )
        return replace(self, matches=matches)


def propose(table: Table, kind: str) -> ColumnMap:
    """The map that names and contents of the columns suggest; Known E_FILE for an unknown kind."""
    if kind not in KINDS:
        raise refuse("unknown_kind", remedy="choose_kind", named=kind)
    rows = table.rows[:_LOOKED_AT]
    fields = field_map(KINDS[kind])
    if _is_own_export(table.header, fields):
        matches = [
            ColumnMatch(index, name, name, is_lenient=_is_lenient(fields.get(name)))
            for index, name in enumerate(table.header)
        ]
        return _with_orders(ColumnMap(kind, tuple(matches), blank_clears=True), rows)
    chosen: dict[str, tuple[tuple[bool, int, int], ColumnMatch]] = {}
    for column, header in enumerate(table.header):
        target, rank = _target(kind, header, [cells[column] for _, cells in rows])
        if target == "":
            continue
        match = ColumnMatch(column, header, target, is_lenient=_is_lenient(fields.get(target)))
        is_vacant = all(is_blank(cells[column]) for _, cells in rows)
        order = (is_vacant, rank, column)
        if target not in chosen or order < chosen[target][0]:
            chosen[target] = (order, match)
    matches = [_with_meanings(kind, match, rows) for _, match in chosen.values()]
    usable = [match for match in matches if _fits(fields.get(match.target), match, rows)]
    usable.sort(key=lambda match: match.column)
    return _with_orders(ColumnMap(kind, tuple(usable), _source(table.header, rows)), rows)


def with_target(columns: ColumnMap, table: Table, column: int, target: str) -> ColumnMap:
    """The same map with one column going elsewhere, or nowhere when the target is empty."""
    rows = table.rows[:_LOOKED_AT]
    matches = [match for match in columns.matches if match.column != column and match.target != target]
    if target:
        spec = field_map(KINDS[columns.kind]).get(target)
        new = ColumnMatch(column, table.header[column], target, is_lenient=_is_lenient(spec))
        matches.append(_with_meanings(columns.kind, new, rows))
    matches.sort(key=lambda match: match.column)
    return _with_orders(replace(columns, matches=tuple(matches)), rows)


def _is_own_export(header: Sequence[str], fields: Mapping[str, Field]) -> bool:
    return (
        ID in header
        and len(set(header)) == len(header)
        and all(name == ID or name in fields for name in header)
    )


def _target(kind: str, header: str, cells: Sequence[Cell]) -> tuple[str, int]:
    """The target of a column, and how far down its name stands among the names for that target."""
    if plain_name(header) == ID:
        filled = [text_of(cell) for cell in cells if not is_blank(cell)]
        if filled and all(_OUR_ID.fullmatch(text) for text in filled):
            return ID, 0
    return ranked_targets(kind).get(plain_name(header), ("", 0))


def _is_lenient(spec: Field | None) -> bool:
    return spec is not None and spec.type is FieldType.REFERENCE and not spec.required


def _distinct(match: ColumnMatch, rows: Sequence[Line]) -> list[str]:
    texts = (text_of(cells[match.column]).strip() for _, cells in rows if not is_blank(cells[match.column]))
    return list(dict.fromkeys(texts))


def _with_meanings(kind: str, match: ColumnMatch, rows: Sequence[Line]) -> ColumnMatch:
    spec = field_map(KINDS[kind]).get(match.target)
    if spec is None or spec.type is not FieldType.CHOICE:
        return match
    values = [value for value in _distinct(match, rows) if isinstance(convert(value, spec), Fault)]
    return replace(match, meanings=meanings_of(kind, match.target, values))


def _fits(spec: Field | None, match: ColumnMatch, rows: Sequence[Line]) -> bool:
    """Whether half of the values can be read.

    A required field, and a column with the field's own name, is kept, so that its faults are seen.
    """
    if spec is None or spec.type not in _CHECKED or (spec.required and spec.default == spec.empty):
        return True
    if plain_name(match.header) in own_names(spec):
        return True
    values = _distinct(match, rows)
    good = sum(value in match.meanings or _reads(value, spec) for value in values)
    return good * 2 >= len(values)


def _reads(value: str, spec: Field) -> bool:
    orders = ("mdy", "dmy") if spec.type in (FieldType.DATE, FieldType.TIME) else ("mdy",)
    return any(not isinstance(convert(value, spec, Context(date_order=order)), Fault) for order in orders)


def _with_orders(columns: ColumnMap, rows: Sequence[Line]) -> ColumnMap:
    """Settle the order of dates over whole columns; a column that leaves a choice follows the others."""
    fields = field_map(KINDS[columns.kind])
    orders: dict[int, frozenset[str]] = {}
    for match in columns.matches:
        spec = fields.get(match.target)
        if spec is not None and spec.type in (FieldType.DATE, FieldType.TIME):
            orders[match.column] = possible_orders(cells[match.column] for _, cells in rows)
    settled = {next(iter(found)) for found in orders.values() if len(found) == 1}
    matches = []
    for match in columns.matches:
        found = orders.get(match.column, frozenset())
        if len(found) == 1:
            match = replace(match, date_order=next(iter(found)))
        elif found and len(settled) == 1 and settled <= found:
            match = replace(match, date_order=next(iter(settled)))
        elif found:
            likely = likely_order(cells[match.column] for _, cells in rows)
            match = replace(match, date_order=likely, is_guessed=True)
        matches.append(match)
    return replace(columns, matches=tuple(matches))


def _source(header: Sequence[str], rows: Sequence[Line]) -> str:
    """The program that wrote the list, by its ids and property names; empty when it is not known."""
    if any(name.startswith(("property_", "hs_")) for name in header):
        return "hubspot"
    for column, name in enumerate(header):
        if plain_name(name) == ID:
            filled = [text_of(cells[column]) for _, cells in rows if not is_blank(cells[column])]
            if filled and all(_SALESFORCE_ID.fullmatch(text) for text in filled):
                return "salesforce"
    return ""


def columns_from_json(text: str, table: Table, kind: str) -> ColumnMap:
    """The proposed map changed by a file; Known E_FILE when that names no column of the list or no field.

    The file: `{"columns": {NAME: FIELD}, "values": {NAME: {VALUE: {FIELD: CODE}}}}`, or NAME: FIELD alone.
    """
    columns, values = _parts_of_json(text)
    found = propose(table, kind)
    allowed = {ID, *field_map(KINDS[kind]), *(target for target, _ in ranked_targets(kind).values())}
    for name, target in columns.items():
        if name not in table.header:
            raise refuse("bad_map", remedy="mend_map", what=name)
        if target and target not in allowed:
            raise refuse("bad_map", remedy="mend_map", what=target)
        found = with_target(found, table, table.header.index(name), target)
    for name, meanings in values.items():
        if name not in table.header:
            raise refuse("bad_map", remedy="mend_map", what=name)
        for value, meaning in meanings.items():
            found = found.with_meaning(table.header.index(name), value, meaning)
    return found


def _parts_of_json(text: str) -> tuple[dict[str, str], dict[str, dict[str, dict[str, str]]]]:
    try:
        read: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise refuse("bad_map", remedy="mend_map", what=error) from error
    if not isinstance(read, dict):
        raise refuse("bad_map", remedy="mend_map", what=type(read).__name__)
    columns = read.get("columns", {}) if "columns" in read or "values" in read else read
    values = read.get("values", {}) if columns is not read else {}
    if not _is_texts(columns) or not isinstance(values, dict):
        raise refuse("bad_map", remedy="mend_map", what="columns")
    for meanings in values.values():
        if not isinstance(meanings, dict) or not all(map(_is_texts, meanings.values())):
            raise refuse("bad_map", remedy="mend_map", what="values")
    return columns, values


def _is_texts(read: object) -> bool:
    return isinstance(read, dict) and all(isinstance(text, str) for pair in read.items() for text in pair)


def columns_as_json(columns: ColumnMap) -> str:
    """The map as a file that `columns_from_json` reads, to be kept for the next list of this kind."""
    names = {match.header: match.target for match in columns.matches}
    values = {match.header: match.meanings for match in columns.matches if match.meanings}
    return json.dumps({"columns": names, "values": values}, ensure_ascii=False, indent=2)
