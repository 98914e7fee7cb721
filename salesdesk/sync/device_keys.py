"""What a device keeps for itself in its workspace: its keys, the team it belongs to, the team's keys of a manager."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

import msgspec
from sqlalchemy import Connection

from salesdesk.desk.desk import Desk
from salesdesk.domain.problems import Known
from salesdesk.store.facts import load_fact, save_facts
from salesdesk.sync.roster import Roster, Signed
from salesdesk.sync.signing import KeyRing, Signer

T = TypeVar("T")
_KEYS = "device.keys"
_MEMBERSHIP = "team.membership"
_ROSTER = "team.roster"
_TEAM_KEYS = "team.keys"
PENDING = "join.pending"
"""The invitation that was answered, until the approval comes."""
EXPORT_NUMBER = "export.number"
"""How many bundles this device wrote."""


class Epoch(msgspec.Struct, frozen=True, array_like=True):
    """Which life of a team store: a restored store begins another."""

    number: int
    id: bytes
    predecessor: bytes


class Membership(msgspec.Struct, frozen=True, kw_only=True):
    """The team this device belongs to, and the keys it trusts."""

    team: bytes
    team_name: str
    root: bytes
    hub: bytes
    hub_recipient: str
    epoch: bytes
    role: str


class TeamKeys(msgspec.Struct, frozen=True, kw_only=True):
    """The secret keys of a team and where its store is; only in the workspace of the manager who made it."""

    root: bytes
    hub: bytes
    hub_age: str
    team: bytes
    name: str
    epoch: Epoch
    store_url: str
    store_key: bytes

    def root_signer(self) -> Signer:
        """The root, who certifies devices."""
        return Signer(self.root)

    def hub_ring(self) -> KeyRing:
        """The hub's own keys."""
        return KeyRing(Signer(self.hub), self.hub_age)


def _load(connection: Connection, name: str, kind: type[T]) -> T | None:
    packed = load_fact(connection, name)
    return None if packed is None else msgspec.msgpack.decode(packed, type=kind)


def device_keys(connection: Connection) -> KeyRing:
    """The keys of this device, made when first needed; in a transaction."""
    kept = _load(connection, _KEYS, tuple[bytes, str])
    if kept is not None:
        return KeyRing(Signer(kept[0]), kept[1])
    made = KeyRing.new()
    save_facts(connection, {_KEYS: msgspec.msgpack.encode((made.signer.secret, made.age_secret))})
    return made


def membership(connection: Connection) -> Membership | None:
    """The team this device belongs to, or None while it works alone."""
    return _load(connection, _MEMBERSHIP, Membership)


def need_membership(desk: Desk) -> Membership:
    """The team this device belongs to; raises Known E_NO_TEAM."""
    with desk.read() as connection:
        found = membership(connection)
    if found is None:
        raise Known("E_NO_TEAM")
    return found


def save_membership(connection: Connection, member: Membership, signed: Iterable[Signed]) -> None:
    """Keep team and roster."""
    facts = {_MEMBERSHIP: msgspec.msgpack.encode(member), _ROSTER: msgspec.msgpack.encode(list(signed))}
    save_facts(connection, facts)


def known_roster(connection: Connection, member: Membership) -> Roster:
    """The roster as this device knows it."""
    signed = _load(connection, _ROSTER, list[tuple[bytes, bytes]]) or []
    return Roster.of(member.root, member.team, signed)


def team_keys(desk: Desk) -> TeamKeys:
    """The keys of the team this workspace leads; raises Known E_NO_TEAM where it leads none."""
    with desk.read() as connection:
        found = _load(connection, _TEAM_KEYS, TeamKeys)
    if found is None:
        raise Known("E_NO_TEAM", reason="manager")
    return found


def save_team_keys(connection: Connection, keys: TeamKeys) -> None:
    """Keep a team's keys."""
    save_facts(connection, {_TEAM_KEYS: msgspec.msgpack.encode(keys)})


@dataclass(frozen=True, slots=True)
class DeviceState:
    """Where this device stands with its team; `device` is empty before it has keys."""

    membership: Membership | None
    device: str
    is_waiting: bool
    exports: int


def device_state(desk: Desk) -> DeviceState:
    """Where this device stands with its team."""
    with desk.read() as connection:
        kept = _load(connection, _KEYS, tuple[bytes, str])
        number = int.from_bytes(load_fact(connection, EXPORT_NUMBER) or b"", "big")
        is_waiting = load_fact(connection, PENDING) is not None
        device = Signer(kept[0]).public_key.hex() if kept else ""
        return DeviceState(membership(connection), device, is_waiting, number)
