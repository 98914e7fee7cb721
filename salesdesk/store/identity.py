"""What a workspace says of itself: its id, team, user, device; kept in its `meta` table."""

import hashlib
import secrets
import uuid
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection, func, select

from salesdesk.domain.record import new_id
from salesdesk.store.facts import load_fact, save_facts
from salesdesk.store.log import upsert
from salesdesk.store.tables import EDIT, META

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Identity:
    """Who this workspace is: ids of workspace, team, user (a member) and replica, and where it was last opened."""

    workspace_id: str
    team_id: str
    user_id: str
    replica_id: str
    place: str

    def author_ids(self) -> tuple[bytes, bytes]:
        """Replica and team as bytes."""
        return bytes.fromhex(self.replica_id), bytes.fromhex(self.team_id)


def place_of(path: Path | None) -> str:
    """A mark of machine and folder: a copied workspace notices that it stands elsewhere."""
    if path is None:
        return "memory"
    machine = (
        next((mark.read_text().strip() for mark in _MACHINE_IDS if mark.is_file()), "")
        or f"{uuid.getnode():x}"
    )
    return hashlib.sha256(f"{machine}\n{path.resolve()}".encode()).hexdigest()


_MACHINE_IDS = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))


def new_replica() -> str:
    """A random replica id."""
    return secrets.token_hex(16)


def new_identity(path: Path | None) -> Identity:
    """The identity of a workspace that is being made: a team of its own until it joins one."""
    return Identity(secrets.token_hex(16), secrets.token_hex(16), new_id(), new_replica(), place_of(path))


def save_identity(connection: Connection, identity: Identity) -> None:
    """Write the identity down; a new replica id is added to those this workspace wrote under."""
    facts = {
        "workspace_id": identity.workspace_id, "team_id": identity.team_id, "user_id": identity.user_id,
        "replica_id": identity.replica_id, "place": identity.place,
    }  # fmt: skip
    upsert(connection, META, [{"name": name, "value": value.encode()} for name, value in facts.items()])
    replica = bytes.fromhex(identity.replica_id)
    replicas = own_replicas(connection)
    if replica not in replicas:
        last = int(connection.scalar(select(func.coalesce(func.max(EDIT.c.number), 0))) or 0)
        ends = (load_fact(connection, "replica_ends") or b"") + last.to_bytes(8, "big")
        save_facts(connection, {"replicas": b"".join((*replicas, replica)), "replica_ends": ends})


def own_replicas(connection: Connection) -> tuple[bytes, ...]:
    """The replica ids this workspace ever wrote under, the one it writes under now last."""
    kept = load_fact(connection, "replicas") or b""
    return tuple(kept[start : start + 16] for start in range(0, len(kept), 16))


def replica_of_edits(connection: Connection) -> Callable[[int], bytes]:
    """Tells by the number of an edit of this workspace under which replica id it was written.

    A moved or copied workspace goes on under a new one; the edits before it stay under the old, which the workspace it
    was copied from may still write under.
    """
    replicas = own_replicas(connection)
    kept = load_fact(connection, "replica_ends") or b""
    begins = [int.from_bytes(kept[start : start + 8], "big") for start in range(0, len(kept), 8)]
    return lambda edit: replicas[max(0, bisect_left(begins, edit) - 1)]


def load_identity(connection: Connection) -> Identity:
    """The identity of an open workspace."""
    facts = {name: value.decode() for name, value in connection.execute(select(META)) if name in _NAMES}
    return Identity(**facts)


_NAMES = frozenset(("workspace_id", "team_id", "user_id", "replica_id", "place"))


def settled(identity: Identity, path: Path | None, *, is_restored: bool = False) -> Identity:
    """The identity to go on with: a copy or a restored backup takes a replica id of its own (sync.md, restores)."""
    here = place_of(path)
    if identity.place == here and not is_restored:
        return identity
    return replace(identity, replica_id=new_replica(), place=here)
