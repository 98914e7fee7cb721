"""What becomes of each row of a list, to be looked at before it is written."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from salesdesk.domain.record import Value
from salesdesk.exchange.rows import RowProblem

NEW, UPDATE, SAME, DUPLICATE, ERROR, SKIPPED = "new", "update", "same", "duplicate", "error", "skipped"


Batch = tuple[str, tuple[tuple[str, Mapping[str, Value], bool], ...]]
"""A kind, and for each of its records (id, values, is new)."""


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What becomes of one row."""

    row: int
    outcome: str
    id: str = ""
    values: Mapping[str, Value] | None = None
    """What is written: of a new record all that the row gives, of another one only what differs."""
    before: Mapping[str, Value] | None = None
    """For an update: what stood there, for the same fields."""
    other: str = ""
    """For a duplicate: the record that is there already, or the number of the row that is."""
    title: str = ""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The whole import, to be shown and then written in one deed."""

    kind: str
    rows: tuple[PlannedRow, ...]
    problems: tuple[RowProblem, ...]
    """Why rows were refused, by row."""
    warnings: tuple[RowProblem, ...] = ()
    """What was left out of rows that go in."""
    parents: tuple[Batch, ...] = ()
    children: tuple[Batch, ...] = ()

    def count(self, outcome: str) -> int:
        """How many rows have an outcome."""
        return sum(row.outcome == outcome for row in self.rows)

    def counts(self) -> Mapping[str, int]:
        """Outcome → number of rows."""
        return Counter(row.outcome for row in self.rows)

    def writes(self) -> list[Batch]:
        """What is written, in order: accounts made for names in the list, the rows, what hangs on them."""
        rows = tuple(
            (row.id, row.values or {}, row.outcome == NEW)
            for row in self.rows
            if row.outcome in (NEW, UPDATE)
        )
        return [batch for batch in (*self.parents, (self.kind, rows), *self.children) if batch[1]]
