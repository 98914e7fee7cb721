"""How things stand between this device and its team, read at once off the main thread."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from salesdesk.domain.problems import Known

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk
    from salesdesk.sync.overview import Overview
    from salesdesk.sync.quarantine import SetAside
    from salesdesk.sync.team_store import TeamStore
    from salesdesk.sync.waiting import Waiting


@dataclass(frozen=True, slots=True)
class SyncState:
    """What the room shows. `store` is there for the manager who made the team, unless `store_fault` says why not."""

    team: str
    role: str
    is_waiting: bool
    """A request was written, and no approval came yet."""
    exports: int
    waiting: "Waiting"
    leads: bool
    store: "Overview | None" = None
    aside: "tuple[SetAside, ...]" = ()
    store_fault: str = ""
    """Code of the fault that keeps the store from being opened."""
    fault_facts: tuple[tuple[str, str], ...] = ()


def read_state(desk: "Desk") -> SyncState:
    """Read it; a store that cannot be opened is said, and does not hide the rest."""
    from salesdesk.sync.device_keys import device_state, team_keys
    from salesdesk.sync.waiting import waiting

    device, leaving = device_state(desk), waiting(desk)
    member = device.membership
    team, role = (member.team_name, member.role) if member is not None else ("", "")
    known = (team, role, device.is_waiting, device.exports, leaving)
    try:
        team_keys(desk)
    except Known:
        return SyncState(*known, leads=False)
    try:
        store, aside = _read_store(desk)
    except Known as fault:
        return SyncState(*known, leads=True, store_fault=fault.code, fault_facts=tuple(fault.facts.items()))
    return SyncState(*known, leads=True, store=store, aside=aside)


def _read_store(desk: "Desk") -> "tuple[Overview, tuple[SetAside, ...]]":
    from salesdesk.sync.overview import overview
    from salesdesk.sync.quarantine import set_aside

    with open_store(desk) as store:
        return overview(store), tuple(set_aside(store))


def open_store(desk: "Desk") -> "TeamStore":
    """The store of the team that this workspace leads; raises Known E_NO_TEAM, E_STORE, E_FILE."""
    from salesdesk.sync.device_keys import team_keys
    from salesdesk.sync.team_store import TeamStore

    return TeamStore.open(team_keys(desk), clock=desk.now)


def file_kind(path: Path) -> str:
    """What a file of the exchange is: `invite`, `enrol`, `roster`, `up`; empty for what cannot be read as one."""
    from salesdesk.sync.enrolment import opened

    try:
        with opened(path) as bundle:
            return str(bundle.header.kind)
    except Known:
        return ""
