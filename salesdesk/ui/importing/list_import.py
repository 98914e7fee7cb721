"""One list on its way in: as read, as matched, as planned; no widgets, and everything slow off the main thread."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

from salesdesk.domain.kinds import KINDS
from salesdesk.domain.problems import Known
from salesdesk.domain.record import FieldType, field_map, fields_of
from salesdesk.exchange.columns import (
    ColumnMap,
    ColumnMatch,
    columns_as_json,
    columns_from_json,
    propose,
    with_target,
)
from salesdesk.exchange.outcome import ImportPlan
from salesdesk.exchange.plan import PlanOptions, plan_import
from salesdesk.exchange.rows import MAX_BYTES, ReadOptions, Table

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk

Progress = Callable[[int, int], None]
OFFERED = (
    "account", "contact", "deal", "lead", "stage_move", "site", "product", "deal_line", "visit", "member", "intel",
    "tool",
)  # fmt: skip
"""The kinds of record a list may hold, the usual ones first."""
ONLY = {"vcard": "contact", "icalendar": "visit"}
"""Formats that hold one kind of record alone."""


@dataclass(slots=True)
class ListImport:
    """What was chosen so far. Every step keeps what the steps before it settled."""

    desk: "Desk"
    default_kind: str
    path: Path = field(default_factory=Path)
    data: bytes = b""
    kind: str = ""
    reading: ReadOptions = field(default_factory=ReadOptions)
    options: PlanOptions = field(default_factory=PlanOptions)
    table: Table | None = None
    columns: ColumnMap | None = None
    plan: ImportPlan | None = None

    # --- reading

    def read(self, path: Path) -> Table:
        """Read a file and say what it is; raises Known E_FILE for what is no list."""
        try:
            with path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        except OSError as error:
            raise Known("E_FILE", path=path, detail=error.strerror or "") from error
        return self._table_of(data, path.name, ReadOptions())

    def read_as(self, reading: ReadOptions) -> Table:
        """Read the same file as the person says; raises Known E_FILE."""
        return self._table_of(self.data, self.path.name, reading)

    def _table_of(self, data: bytes, name: str, reading: ReadOptions) -> Table:
        from salesdesk.desk.importing import DeskLookups
        from salesdesk.exchange.events import People, events_table
        from salesdesk.exchange.ical import read_calendar
        from salesdesk.exchange.table import format_of, read_table
        from salesdesk.exchange.vcard import cards_table, read_cards

        self.data = data
        found = format_of(data)
        if found == "vcard":
            return cards_table(read_cards(data))
        if found == "icalendar":
            return events_table(read_calendar(data), People(DeskLookups(self.desk)))
        return read_table(data, name, options=reading)

    @property
    def fixed_kind(self) -> str:
        """The kind that the file's format settles; empty where a person chooses."""
        return ONLY.get(self.table.layout.format, "") if self.table is not None else ""

    # --- columns

    def match(self, kind: str) -> ColumnMap:
        """The columns as they were matched for such a list before, else as their names suggest."""
        assert self.table is not None
        kept = str(QSettings().value(_memory(kind, self.table.header), ""))
        if kept:
            try:
                columns_from_json(kept, self.table, kind)
            except Known:  # of an older program, whose fields had other names
                kept = ""
        found = columns_from_json(kept, self.table, kind) if kept else propose(self.table, kind)
        if self.table.layout.format == "vcard":  # a card does not empty what it leaves out
            found = replace(found, blank_clears=False)
        return found

    def likely_kind(self) -> str:
        """The kind of record the list most likely holds; the room's own where nothing else says more."""
        assert self.table is not None
        if self.fixed_kind:
            return self.fixed_kind
        scores = {kind: self._score(kind) for kind in OFFERED}
        best = max(OFFERED, key=lambda kind: (scores[kind], kind == self.default_kind))
        return best if scores[best] > scores[self.default_kind] else self.default_kind

    def _score(self, kind: str) -> int:
        """How many columns the kind explains; nothing where one that must be filled is missing."""
        assert self.table is not None
        found = propose(replace(self.table, rows=self.table.rows[:50]), kind)
        needed = {one.name for one in fields_of(KINDS[kind]) if one.required and one.default == one.empty}
        targets = {match.target for match in found.matches}
        if "+last_name" in targets:
            targets.add("name")
        return len(found.matches) if needed <= targets else 0

    def remember(self) -> None:
        """Keep how the columns were matched, for the next list with the same columns."""
        assert self.table is not None and self.columns is not None
        if len(set(self.table.header)) < len(self.table.header):
            return
        kept = json.loads(columns_as_json(self.columns))
        for name in self.table.header:
            kept["columns"].setdefault(name, "")
        QSettings().setValue(
            _memory(self.columns.kind, self.table.header), json.dumps(kept, ensure_ascii=False)
        )

    def set_target(self, column: int, target: str) -> None:
        """Let a column fill another field, or none."""
        assert self.table is not None and self.columns is not None
        self.columns = with_target(self.columns, self.table, column, target)

    def set_match(self, changed: ColumnMatch) -> None:
        """Take over what was said about one column."""
        assert self.columns is not None
        matches = tuple(changed if one.column == changed.column else one for one in self.columns.matches)
        self.columns = replace(self.columns, matches=matches)

    def match_of(self, column: int) -> ColumnMatch | None:
        """Where a column goes; None for nowhere."""
        assert self.columns is not None
        return next((match for match in self.columns.matches if match.column == column), None)

    def distinct(self, column: int, limit: int = 200) -> list[str]:
        """The first different texts of a column."""
        from salesdesk.exchange.convert import text_of
        from salesdesk.exchange.rows import is_blank

        assert self.table is not None
        found: dict[str, None] = {}
        for _, cells in self.table.rows:
            if not is_blank(cells[column]):
                found.setdefault(text_of(cells[column]).strip())
                if len(found) >= limit:
                    break
        return list(found)

    def update_fields(self) -> list[str]:
        """The matched fields that records can be found by."""
        assert self.columns is not None
        fields = field_map(KINDS[self.columns.kind])
        types = (FieldType.TEXT, FieldType.REFERENCE, FieldType.INT)
        return [
            match.target
            for match in self.columns.matches
            if match.target in fields and fields[match.target].type in types and match.target != "external_id"
        ]

    # --- planning and writing

    def make_plan(self, options: PlanOptions, progress: Progress | None = None) -> ImportPlan:
        """What importing would do; raises Known E_FILE. What `progress` raises cancels it."""
        from salesdesk.desk.importing import DeskLookups
        from salesdesk.exchange.events import plan_events
        from salesdesk.exchange.ical import read_calendar

        assert self.table is not None and self.columns is not None
        lookups = DeskLookups(self.desk)
        if self.table.layout.format == "icalendar":
            return plan_events(read_calendar(self.data), lookups, options, progress)
        return plan_import(self.table, self.columns, lookups, options, progress)

    def apply(self, progress: Progress | None = None) -> None:
        """Write the plan as one step; raises Known where a record went away meanwhile, and nothing stays then."""
        from salesdesk.desk.importing import import_rows

        assert self.plan is not None
        writes = self.plan.writes()
        self.desk.write(f"import.{self.plan.kind}", lambda w: import_rows(w, writes, progress))


def _memory(kind: str, header: Sequence[str]) -> str:
    digest = hashlib.sha256("\0".join(header).encode()).hexdigest()[:24]
    return f"import/{kind}/{digest}"
