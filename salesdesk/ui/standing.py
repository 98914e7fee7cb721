"""How things stand, for rail and status line: what waits in each room, whose workspace it is, when it was exchanged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from salesdesk.ui.rooms import Room

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk

_EXCHANGE = "salesdesk.ui.sync.counts"


@dataclass(frozen=True, slots=True)
class Standing:
    """What rail and status line say."""

    name: str
    has_passphrase: bool
    counts: Mapping[str, int]
    last_exchange: datetime | None


def read_standing(desk: "Desk", rooms: Sequence[Room]) -> Standing:
    """Read it; off the main thread."""
    from salesdesk.domain.team import Member
    from salesdesk.store.workspace_key import is_passphrase_protected

    me = desk.get(Member, desk.user_id)
    counts = {room.name: room.counted(desk) for room in rooms if room.count}
    return Standing(
        me.name if me is not None else "",
        desk.folder is not None and is_passphrase_protected(desk.folder),
        counts,
        _last_exchange(desk, rooms),
    )


def _last_exchange(desk: "Desk", rooms: Sequence[Room]) -> datetime | None:
    if not any(room.name == "sync" for room in rooms) or find_spec(_EXCHANGE) is None:
        return None
    found = import_module(_EXCHANGE).last_exchange(desk)
    return found if isinstance(found, datetime) else None
