"""What Today asks of the store: visits by time, promises by date, open deals; found by index at any size."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, Table, or_, select

from salesdesk.domain.deal import Deal
from salesdesk.domain.record import Record, field_map
from salesdesk.domain.sheet import PLANNED_STATES
from salesdesk.domain.visit import Commitment, Visit
from salesdesk.store.projection import record_from_row
from salesdesk.store.tables import RECORD_TABLES, key_column
from salesdesk.store.values import moment_text

_VISIT = RECORD_TABLES[Visit.KIND]
_COMMITMENT = RECORD_TABLES[Commitment.KIND]
_DEAL = RECORD_TABLES[Deal.KIND]
_starts = _VISIT.c[key_column("starts_at")]
_UNRECORDED = ("draft", "ready", "done")
_DROPPED = ("cancelled", "moved")


def _mine(table: Table, user_id: str) -> ColumnElement[bool]:
    """Rows of one person, and those nobody owns."""
    return or_(table.c.owner_id == user_id, table.c.owner_id == "", table.c.owner_id.is_(None))


def _in_state(record_class: type[Record], name: str, states: Sequence[str]) -> ColumnElement[bool]:
    """Rows whose choice is one of these, by the key column that has an index."""
    choices = field_map(record_class)[name].choices
    keys = [f"{choices.index(state):03d}" for state in states]
    return RECORD_TABLES[record_class.KIND].c[key_column(name)].in_(keys)


def _visits(connection: Connection, condition: ColumnElement[bool], user_id: str, limit: int) -> list[Visit]:
    statement = (
        select(_VISIT).where(condition, _mine(_VISIT, user_id)).order_by(_starts, _VISIT.c.id).limit(limit)
    )
    rows = connection.execute(statement).mappings()
    return [visit for row in rows if isinstance(visit := record_from_row(Visit, row), Visit)]  # type: ignore[arg-type]


def visits_between(
    connection: Connection, start: datetime, end: datetime, user_id: str, *, limit: int = 500
) -> list[Visit]:
    """Somebody's visits that begin within a time, without those cancelled or moved, by their time."""
    condition = (
        (_starts >= moment_text(start)) & (_starts < moment_text(end)) & _VISIT.c.state.not_in(_DROPPED)
    )
    return _visits(connection, condition, user_id, limit)


def planned_visits(connection: Connection, start: datetime, user_id: str, *, limit: int = 20) -> list[Visit]:
    """Somebody's planned visits that begin from a time on, the next first; those without a time are left out."""
    dated = _VISIT.c.starts_at.is_not(None)
    condition = (_starts >= moment_text(start)) & dated & _VISIT.c.state.in_(PLANNED_STATES)
    return _visits(connection, condition, user_id, limit)


def unrecorded_visits(connection: Connection, now: datetime, user_id: str, *, limit: int = 50) -> list[Visit]:
    """Somebody's visits that have begun and are not recorded, the oldest first."""
    condition = _in_state(Visit, "state", _UNRECORDED) & (_starts < moment_text(now))
    return _visits(connection, condition, user_id, limit)


def open_promises(connection: Connection, until: date, *, limit: int = 50) -> list[Commitment]:
    """Promises of both sides that are open and due by a day, the earliest first."""
    due = _COMMITMENT.c[key_column("due_on")]
    condition = _in_state(Commitment, "state", ("promised",)) & (due <= until.isoformat())
    rows = connection.execute(
        select(_COMMITMENT).where(condition).order_by(due, _COMMITMENT.c.id).limit(limit)
    )
    return _commitments(rows.mappings().all())


def promises_due_between(connection: Connection, start: date, end: date) -> list[Commitment]:
    """Promises of both sides that were due within days, both counted, whatever became of them."""
    due = _COMMITMENT.c[key_column("due_on")]
    condition = (due >= start.isoformat()) & (due <= end.isoformat())
    return _commitments(connection.execute(select(_COMMITMENT).where(condition)).mappings().all())


def _commitments(rows: Sequence[object]) -> list[Commitment]:
    found = (record_from_row(Commitment, row) for row in rows)  # type: ignore[arg-type]
    return [record for record in found if isinstance(record, Commitment)]


def open_key_deals(connection: Connection, user_id: str, *, limit: int) -> list[str]:
    """Ids of somebody's open key projects, those to be signed first at the head."""
    condition = _in_state(Deal, "status", ("open",)) & _in_state(Deal, "deal_kind", ("key_project",))
    statement = select(_DEAL.c.id).where(condition, _mine(_DEAL, user_id))
    return list(
        connection.scalars(statement.order_by(_DEAL.c[key_column("close_date")], _DEAL.c.id).limit(limit))
    )
