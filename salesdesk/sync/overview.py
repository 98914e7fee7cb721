"""What a manager sees of the team store: people and devices, invitations, files, size."""

from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec
from sqlalchemy import func, select

from salesdesk.store.tables import OPERATION
from salesdesk.sync import decisions
from salesdesk.sync.enrolment import Invitation
from salesdesk.sync.quarantine import file_counts
from salesdesk.sync.team_store import TeamStore
from salesdesk.sync.team_tables import FILE, INVITATION


@dataclass(frozen=True, slots=True)
class DeviceSeen:
    """A device of the team; ids in hexadecimal."""

    name: str
    role: str
    device: str
    user: str
    is_revoked: bool
    last_bundle: int
    """Number of the last bundle that came from it; 0 for none."""


@dataclass(frozen=True, slots=True)
class InvitationSeen:
    """An invitation that was made; `expires` in ISO form."""

    id: str
    role: str
    expires: str
    is_used: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """The team store at one moment."""

    team: str
    team_id: str
    store: str
    epoch: int
    operations: int
    devices: tuple[DeviceSeen, ...]
    invitations: tuple[InvitationSeen, ...]
    files: dict[str, int]


def operation_count(store: TeamStore) -> int:
    """How many operations the log holds."""
    with store.database.read() as connection:
        return connection.scalar(select(func.count()).select_from(OPERATION)) or 0


def overview(store: TeamStore) -> Overview:
    """Everything at one look."""
    return Overview(
        team=store.keys.name, team_id=store.team.hex(), store=str(store.database.path), epoch=store.keys.epoch.number,
        operations=operation_count(store), devices=_devices(store), invitations=_invitations(store),
        files=file_counts(store),
    )  # fmt: skip


def _devices(store: TeamStore) -> tuple[DeviceSeen, ...]:
    with store.database.read() as connection:
        roster = store.roster(connection)
        statement = select(FILE.c.device, func.max(FILE.c.number)).where(
            FILE.c.team_id == store.team, FILE.c.state == "APPLIED"
        )
        rows = connection.execute(statement.group_by(FILE.c.device)).all()
        last = {device: int(number) for device, number in rows}
    return tuple(
        DeviceSeen(each.name, each.role, key.hex(), each.user.hex(), key in roster.revoked, last.get(key, 0))
        for key, each in sorted(roster.certificates.items(), key=lambda item: item[1].made_at)
    )


def _invitations(store: TeamStore) -> tuple[InvitationSeen, ...]:
    with store.database.read() as connection:
        contents = connection.scalars(
            select(INVITATION.c.content).where(INVITATION.c.team_id == store.team)
        ).all()
        decided = decisions.decided(connection, decisions.INVITATION)
    made = [msgspec.msgpack.decode(content, type=Invitation) for content in contents]
    return tuple(
        InvitationSeen(
            each.id.hex(),
            each.role,
            datetime.fromtimestamp(each.expires / 1000, UTC).isoformat(timespec="seconds"),
            bool(decided.get(each.id, {}).get("used_by")),
        )
        for each in sorted(made, key=lambda each: each.expires)
    )
