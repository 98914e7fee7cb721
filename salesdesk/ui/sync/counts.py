"""What rail and status line say of the exchange; called off the main thread."""

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk


def unsent(desk: "Desk") -> int:
    """How many changes no bundle has yet; 0 for who works alone."""
    from salesdesk.sync.waiting import unsent as count

    return count(desk)


def last_exchange(desk: "Desk") -> datetime | None:
    """When the last bundle was written here; None for never."""
    from salesdesk.sync.waiting import last_exchange as last

    return last(desk)
