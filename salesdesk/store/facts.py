"""Facts a workspace keeps about itself beside its records: keys of the device, what joining left, counters.

They stand in the `meta` table, never in the log, and so never leave the device.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, delete, select

from salesdesk.store.log import upsert
from salesdesk.store.tables import META


def load_fact(connection: Connection, name: str) -> bytes | None:
    """The fact of that name, or None where nobody kept it."""
    value: bytes | None = connection.scalar(select(META.c.value).where(META.c.name == name))
    return value


def save_facts(connection: Connection, facts: Mapping[str, bytes]) -> None:
    """Keep facts by name, in the transaction of the caller."""
    upsert(connection, META, [{"name": name, "value": value} for name, value in facts.items()])


def forget_fact(connection: Connection, name: str) -> None:
    """Let a fact go."""
    connection.execute(delete(META).where(META.c.name == name))
