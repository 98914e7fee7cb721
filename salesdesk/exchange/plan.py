"""What an import would do, row by row, before anything is written: new, update, same, duplicate or error."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from salesdesk.domain.kinds import KINDS
from salesdesk.domain.record import FieldType, Record, Value, field_map, new_id
from salesdesk.exchange.columns import ID, ColumnMap
from salesdesk.exchange.convert import Fault, clean_line, convert, reads_alike, text_of
from salesdesk.exchange.drafts import Draft, Reading, fill_drafts, key_drafts, required_problems
from salesdesk.exchange.duplicates import Duplicates
from salesdesk.exchange.moves import order_moves
from salesdesk.exchange.outcome import DUPLICATE, ERROR, NEW, SAME, SKIPPED, UPDATE, ImportPlan, PlannedRow
from salesdesk.exchange.references import References
from salesdesk.exchange.refusals import refuse
from salesdesk.exchange.rows import Table, is_blank, row_problem


class Lookups(Protocol):
    """What the plan asks of the workspace; everything in bulk."""

    def records(self, kind: str, ids: Collection[str]) -> Mapping[str, Record]:
        """The living records of these ids."""

    def deleted(self, ids: Collection[str]) -> Collection[str]:
        """Those of the ids whose record was deleted."""

    def ids_where(self, kind: str, field: str, values: Collection[Value]) -> Mapping[Value, tuple[str, ...]]:
        """Value → ids of the living records that have it in the field; `id` counts as a field."""

    def columns(self, kind: str, fields: Sequence[str]) -> Iterable[tuple[object, ...]]:
        """(id, columns…) of every living record of the kind."""

    def scopes(self, ids: Collection[str]) -> Mapping[str, str]:
        """Id → the scope that the record lives in, for life."""


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """What the person chose for this import."""

    update_by: str = ""
    allow_duplicates: bool = False
    create_accounts: bool = False
    """Make an account for each company that rows name and nobody has, once for all rows that name it."""
    defaults: Mapping[str, Value] = field(default_factory=dict)
    """Values for fields that a row says nothing about, in new records only."""
    reading: Reading = field(default_factory=Reading)


Progress = Callable[[int, int], None]
"""Called with what is done and what there is to do; what it raises cancels the work."""


def plan_import(
    table: Table,
    columns: ColumnMap,
    lookups: Lookups,
    options: PlanOptions = PlanOptions(),
    progress: Progress | None = None,
) -> ImportPlan:
    """Decide for every row what an import would do; Known E_FILE for an impossible map or field to match by."""
    if not columns.matches:
        raise refuse("bad_map", remedy="mend_map", what=", ".join(table.header))
    if options.update_by and columns.of(options.update_by) is None:
        raise refuse("unknown_field", remedy="choose_field", field_name=options.update_by)
    tell = progress or _tell_nobody
    total = len(table.rows)
    drafts = key_drafts(table, columns)
    counted = [draft for draft in drafts if not draft.skipped]
    planner = _Planner(columns, lookups, options)
    planner.match(counted)
    tell(total // 4, total)
    planner.fill(counted)
    tell(total * 3 // 4, total)
    rows = planner.decide(counted)
    rows += [PlannedRow(draft.row, SKIPPED, other=draft.skipped) for draft in drafts if draft.skipped]
    tell(total, total)
    problems = [*table.problems, *(problem for draft in counted for problem in draft.faults)]
    refused = (PlannedRow(row, ERROR) for row in {problem.row for problem in table.problems})
    used = {str(row.values.get("account_id")) for row in rows if row.values and row.outcome in (NEW, UPDATE)}
    made = tuple((key, {"name": name}, True) for key, name in planner.made_accounts.items() if key in used)
    warnings = tuple(warning for draft in counted if not draft.faults for warning in draft.warnings)
    return ImportPlan(
        columns.kind,
        tuple(sorted((*rows, *refused), key=lambda row: row.row)),
        tuple(sorted(problems, key=lambda problem: problem.row)),
        warnings,
        parents=(("account", made),),
    )


def _tell_nobody(done: int, total: int) -> None:
    return


class _Planner:
    """The steps of one plan, over what they share."""

    def __init__(self, columns: ColumnMap, lookups: Lookups, options: PlanOptions) -> None:
        self.kind = columns.kind
        self.columns = columns
        self.lookups = lookups
        self.options = options
        self.fields = field_map(KINDS[columns.kind])
        self.required = [spec for spec in self.fields.values() if spec.required]
        self.existing: Mapping[str, Record] = {}
        self.made_accounts: dict[str, str] = {}

    def match(self, drafts: Sequence[Draft]) -> None:
        """Find the record that each row meets: by id, else external id, else the chosen field."""
        asked = {draft.id for draft in drafts if draft.id}
        found = dict(self.lookups.records(self.kind, asked)) if asked else {}
        gone = self.lookups.deleted(asked - found.keys()) if asked - found.keys() else ()
        unmatched: list[Draft] = []
        for draft in drafts:
            if draft.id in gone:
                draft.faults.append(row_problem(draft.row, "deleted_record", field=ID, code="E_NOT_FOUND"))
            elif draft.id and not _is_id(draft.id):
                draft.faults.append(row_problem(draft.row, "unknown_record", field=ID, code="E_NOT_FOUND"))
            elif not draft.id:
                unmatched.append(draft)
        met: dict[str, list[Draft]] = {}
        left = self._match_by("external_id", {d.row: d.external_id for d in unmatched}, unmatched, met)
        if self.options.update_by:
            values = {draft.row: self._update_value(draft) for draft in left}
            left = self._match_by(self.options.update_by, values, left, met)
        if met:
            found.update(self.lookups.records(self.kind, met.keys()))
        for draft in left:
            draft.id = new_id()
        self.existing = found

    def _match_by(
        self, name: str, values: Mapping[int, Value], drafts: Sequence[Draft], met: dict[str, list[Draft]]
    ) -> list[Draft]:
        """Give the drafts the ids of the records with these values; answers those that meet none."""
        if name not in self.fields:
            return list(drafts)
        asked = {value for value in values.values() if value not in (None, "")}
        ids = self.lookups.ids_where(self.kind, name, asked) if asked else {}
        left: list[Draft] = []
        for draft in drafts:
            found = ids.get(values[draft.row], ()) if values[draft.row] not in (None, "") else ()
            if len(found) > 1:
                draft.faults.append(
                    row_problem(
                        draft.row, "several_records", field=name, code="E_NOT_FOUND",
                        count=len(found), field_name=name,
                    )
                )  # fmt: skip
            elif found:
                draft.id = found[0]
                met.setdefault(found[0], []).append(draft)
            else:
                left.append(draft)
        return left

    def _update_value(self, draft: Draft) -> Value:
        match = self.columns.of(self.options.update_by)
        spec = self.fields[self.options.update_by]
        cell = draft.cells[match.column] if match else None
        if is_blank(cell):
            draft.faults.append(row_problem(draft.row, "no_match_value", field=spec.name, code="E_FIELD"))
            return None
        value = convert(cell, spec)
        return None if isinstance(value, Fault) else value

    def fill(self, drafts: Sequence[Draft]) -> None:
        """Convert all cells, with the references of all rows looked up at once."""
        references = References(self.kind, self.lookups)
        for match in self.columns.matches:
            spec = self.fields.get(match.target)
            if spec is not None and spec.type is FieldType.REFERENCE:
                texts = {clean_line(text_of(draft.cells[match.column])) for draft in drafts}
                references.learn(spec.reference, texts - {""})
        if self.kind != "account":
            references.learn_alike()
            if self.options.create_accounts:
                self.made_accounts = references.make_accounts()
        name = self.columns.of("name") if self._refers_to_itself() else None
        names = {draft.row: clean_line(text_of(draft.cells[name.column])) for draft in drafts} if name else {}
        if self._refers_to_itself():
            references.learn_own(drafts, names)
        fill_drafts(drafts, self.columns, self.options.reading, references.find, self._currency_of)
        if self.columns.source and "external_source" in self.fields:
            for draft in drafts:
                if draft.values.get("external_id"):
                    draft.values.setdefault("external_source", self.columns.source)
        for draft in drafts:
            if draft.id not in self.existing:
                for field_name, value in self.options.defaults.items():
                    draft.values.setdefault(field_name, value)
        if self.kind == "stage_move":
            order_moves(drafts)

    def _refers_to_itself(self) -> bool:
        targets = (self.fields.get(match.target) for match in self.columns.matches)
        return any(spec is not None and spec.reference == self.kind for spec in targets)

    def _currency_of(self, record_id: str) -> str:
        record = self.existing.get(record_id)
        return str(getattr(record, "currency", "")) if record is not None else ""

    def decide(self, drafts: Sequence[Draft]) -> list[PlannedRow]:
        """The outcome of every row."""
        duplicates = Duplicates(self.kind, self.lookups, is_asked=not self.options.allow_duplicates)
        duplicates.learn(drafts, self.existing)
        self._keep_homes(drafts)
        seen: dict[str, int] = {}
        rows = [self._decide(draft, duplicates, seen) for draft in drafts]
        return self._without_dangling(rows, drafts)

    def _keep_homes(self, drafts: Sequence[Draft]) -> None:
        """Refuse rows that would hang a record where another scope begins: it lives in its own for life (sync.md)."""
        moved: list[tuple[Draft, str, str]] = []
        for draft in drafts:
            record = self.existing.get(draft.id)
            parents = record.PARENTS if record is not None else ()
            name = next((name for name in parents if draft.values.get(name)), "")
            if record is not None and name and draft.values[name] != record.value(name):
                moved.append((draft, name, str(draft.values[name])))
        asked = {record_id for draft, _, there in moved for record_id in (draft.id, there)}
        homes = self.lookups.scopes(asked) if asked else {}
        for draft, name, there in moved:
            if homes.get(draft.id) != homes.get(there):
                draft.faults.append(row_problem(draft.row, "other_home", field=name, code="E_FIELD"))

    def _decide(self, draft: Draft, duplicates: Duplicates, seen: dict[str, int]) -> PlannedRow:
        record = self.existing.get(draft.id)
        draft.faults += required_problems(self.required, draft, is_new=record is None)
        title = str(draft.values.get("name") or (record.heading if record else ""))
        if draft.faults:
            return PlannedRow(draft.row, ERROR, title=title)
        for key in (draft.id, f"external:{draft.external_id}" if draft.external_id else ""):
            if key and key in seen:
                return PlannedRow(draft.row, DUPLICATE, other=str(seen[key]), title=title)
        seen[draft.id] = draft.row
        if draft.external_id:
            seen[f"external:{draft.external_id}"] = draft.row
        if record is not None:
            return _update(draft, record, title)
        other = duplicates.of(draft)
        if other:
            return PlannedRow(draft.row, DUPLICATE, other=other, title=title)
        return PlannedRow(draft.row, NEW, draft.id, draft.values, title=title)

    def _without_dangling(self, rows: list[PlannedRow], drafts: Sequence[Draft]) -> list[PlannedRow]:
        """Let references to rows that do not go in mean what those rows repeat; the others are left out, and told."""
        own = [spec.name for spec in self.fields.values() if spec.reference == self.kind]
        by_row = {str(draft.row): draft.id for draft in drafts}
        absent = {
            draft.id: by_row.get(row.other, row.other)
            for draft, row in zip(drafts, rows, strict=True)
            if row.outcome not in (NEW, UPDATE, SAME) and draft.id not in self.existing
        }
        if not own or not absent:
            return rows
        return [_mended(row, draft, own, absent) for row, draft in zip(rows, drafts, strict=True)]


def _mended(row: PlannedRow, draft: Draft, names: Sequence[str], absent: Mapping[str, str]) -> PlannedRow:
    values = dict(row.values or {})
    for name in names:
        target = values.get(name)
        if isinstance(target, str) and target in absent:
            values[name] = absent[target] if _is_id(absent[target]) else ""
            if not values[name]:
                draft.warnings.append(row_problem(row.row, "row_left_out", field=name, code="E_NOT_FOUND"))
    return replace(row, values=values) if row.values and values != row.values else row


def _update(draft: Draft, record: Record, title: str) -> PlannedRow:
    changes: dict[str, Value] = {}
    before: dict[str, Value] = {}
    for name, value in draft.values.items():
        present = record.value(name)
        if not reads_alike(present, value):
            changes[name], before[name] = value, present
    if not changes:
        return PlannedRow(draft.row, SAME, draft.id, title=title)
    return PlannedRow(draft.row, UPDATE, draft.id, changes, before, title=title)


def _is_id(text: str) -> bool:
    return len(text) == 32 and all(char in "0123456789abcdef" for char in text)
