"""Imports of tests: a file planned against a real desk, and written in one deed."""

from pathlib import Path

from salesdesk.desk.desk import Desk
from salesdesk.desk.importing import DeskLookups, import_rows
from salesdesk.domain.kinds import KINDS
from salesdesk.domain.record import Record
from salesdesk.exchange.outcome import ImportPlan
from salesdesk.exchange.plan import PlanOptions
from salesdesk.exchange.source import plan_file


def planned(desk: Desk, data: bytes | str | Path, kind: str, map_json: str = "", **options) -> ImportPlan:
    """What importing the data as this kind would do."""
    raw = data.read_bytes() if isinstance(data, Path) else data.encode() if isinstance(data, str) else data
    return plan_file(raw, kind, DeskLookups(desk), options=PlanOptions(**options), map_json=map_json).plan


def brought_in(desk: Desk, data: bytes | str | Path, kind: str, **options) -> ImportPlan:
    """The plan after it was written."""
    plan = planned(desk, data, kind, **options)
    desk.write(f"import.{kind}", lambda w: import_rows(w, plan.writes()))
    return plan


def everything(desk: Desk) -> dict[str, Record]:
    """Every living record by id."""
    return {record.id: record for kind in KINDS.values() for record in desk.select(kind)}
