"""What waits today, for the rail."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk


def waiting(desk: "Desk") -> int:
    """How many visits are still ahead today, wait to be recorded, or promises are due by today."""
    from salesdesk.desk.today import read_today

    day = read_today(desk)
    ahead = [line.visit for line in (*filter(None, (day.next_visit,)), *day.later)]
    today = desk.today()
    visits = sum(1 for visit in ahead if visit.starts_at and visit.starts_at.astimezone().date() == today)
    due = sum(1 for one in day.promises if one.promise.due_on is not None and one.promise.due_on <= today)
    return visits + len(day.to_record) + due
