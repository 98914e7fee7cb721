"""What waits or was set aside in the team store: look at it, try it again, let a revoked device's work in."""

import json
from dataclasses import dataclass

from sqlalchemy import func, select

from salesdesk.domain.problems import Known
from salesdesk.sync.ingest import FileResult, process
from salesdesk.sync.team_store import TeamStore
from salesdesk.sync.team_tables import FILE

WAITING = ("HELD", "QUARANTINED", "ARCHIVED", "SEEN")


@dataclass(frozen=True, slots=True)
class SetAside:
    """A file that is not in, and why."""

    file: str
    sha256: bytes
    size: int
    state: str
    code: str
    facts: dict[str, str]
    sender: str
    seen_at: int
    """Milliseconds since 1970."""


def set_aside(store: TeamStore, sha256: str = "") -> list[SetAside]:
    """The files that are not in, the oldest first; with the beginning of a SHA-256, the one that is meant.

    Raises Known E_NOT_FOUND where the beginning fits none of them, or several.
    """
    columns = (
        FILE.c.name,
        FILE.c.sha256,
        FILE.c.size,
        FILE.c.state,
        FILE.c.code,
        FILE.c.facts,
        FILE.c.device,
    )
    with store.database.read() as connection:
        rows = connection.execute(
            select(*columns, FILE.c.seen_at)
            .where(FILE.c.team_id == store.team, FILE.c.state.in_(WAITING))
            .order_by(FILE.c.seen_at, FILE.c.name)
        ).all()
        roster = store.roster(connection)
    found = [
        SetAside(
            row.name,
            row.sha256,
            row.size,
            row.state,
            row.code,
            json.loads(row.facts),
            roster.name(row.device) if row.device else "",
            row.seen_at,
        )
        for row in rows
        if row.sha256.hex().startswith(sha256.lower())
    ]
    if sha256 and len(found) != 1:
        raise Known("E_NOT_FOUND", id=sha256)
    return found


def retry(store: TeamStore, sha256: str = "") -> list[FileResult]:
    """Try files again that are not in: all, or the one that is meant."""
    return [process(store, each.sha256) for each in set_aside(store, sha256)]


def release(store: TeamStore, sha256: str) -> FileResult:
    """Let in what a revoked device had sent; raises the file's own fault where that is another one."""
    (found,) = set_aside(store, sha256)
    if found.code != "E_REVOKED_DEVICE":
        raise Known(found.code or "E_NOT_FOUND", file=found.file)
    return process(store, found.sha256, is_released=True)


def file_counts(store: TeamStore) -> dict[str, int]:
    """How many files stand in each state."""
    with store.database.read() as connection:
        rows = connection.execute(
            select(FILE.c.state, func.count()).where(FILE.c.team_id == store.team).group_by(FILE.c.state)
        )
        return {state: int(count) for state, count in rows}
