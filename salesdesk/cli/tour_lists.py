"""The lists a tour begins with: found in a folder by their names, else by their columns, and brought in."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from salesdesk.domain.problems import Known

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk

KINDS = ("account", "contact", "deal", "lead", "stage_move")
"""What is brought in, in this order: what others refer to comes first."""
_NAMES = {
    "account": ("account", "accounts", "company", "companies", "customer", "customers", "客户"),
    "contact": ("contact", "contacts", "people", "联系人"),
    "deal": ("deal", "deals", "opportunity", "opportunities", "项目", "商机"),
    "lead": ("lead", "leads", "线索"),
    "stage_move": ("opportunityhistory", "stage_moves"),
}
_ACCOUNT_STEMS = ("sp500", "constituents")
_SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xls")
_SMALLEST_MATCH = 3


@dataclass(frozen=True, slots=True)
class Brought:
    """One list that was brought in, with what became of its rows."""

    file: str
    kind: str
    read: int
    new: int
    errors: int


def bring_in(desk: "Desk", folder: Path) -> list[Brought]:
    """Import every list of a folder that is one of accounts, contacts, deals, leads or stage moves.

    Raises Known E_FILE where there is none.
    """
    found = sorted(_named(folder), key=lambda pair: (KINDS.index(pair[0]), str(pair[1])))
    if not found:
        found = sorted(_guessed(folder), key=lambda pair: (KINDS.index(pair[0]), str(pair[1])))
    if not found:
        raise Known("E_FILE", path=str(folder), reason="no list")
    return [_import(desk, kind, path) for kind, path in found]


def _lists(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in _SUFFIXES and path.is_file():
            yield path


def _named(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in _lists(folder):
        stem = path.stem.casefold()
        for kind, names in _NAMES.items():
            if stem in names or (kind == "account" and stem.startswith(_ACCOUNT_STEMS)):
                yield kind, path


def _guessed(folder: Path) -> Iterator[tuple[str, Path]]:
    """Lists whose columns fit one kind best."""
    from salesdesk.exchange.columns import propose
    from salesdesk.exchange.table import read_table

    for path in _lists(folder):
        try:
            table = read_table(path.read_bytes(), path.name)
        except Known:
            continue
        fits = {kind: len(propose(table, kind).matches) for kind in KINDS}
        best = max(fits, key=lambda kind: fits[kind])
        if fits[best] >= _SMALLEST_MATCH:
            yield best, path


def _import(desk: "Desk", kind: str, path: Path) -> Brought:
    from salesdesk.desk.importing import DeskLookups, import_rows
    from salesdesk.exchange.outcome import NEW
    from salesdesk.exchange.source import plan_file

    plan = plan_file(path.read_bytes(), kind, DeskLookups(desk), name=path.name).plan
    desk.write(f"import.{kind}", lambda w: import_rows(w, plan.writes()))
    return Brought(str(path), kind, len(plan.rows), plan.count(NEW), len(plan.problems))
