"""What waits in the room of visits, for the rail."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk


def waiting(desk: "Desk") -> int:
    """How many of my visits are over and not recorded."""
    from salesdesk.domain.readiness import waits_for_record
    from salesdesk.store.agenda import unrecorded_visits

    now = desk.now()
    with desk.read() as connection:
        found = unrecorded_visits(connection, now, desk.user_id, limit=100)
    return sum(waits_for_record(visit, now=now) for visit in found)
