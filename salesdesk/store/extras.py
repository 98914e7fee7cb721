"""Reading the values of the fields that a team defined for itself."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from salesdesk.store.log import chunks
from salesdesk.store.tables import EXTRA_VALUE


def extra_texts(connection: Connection, record_id: str) -> dict[str, str | None]:
    """The values of one record's extra fields as text, by the id of the definition."""
    return extra_texts_of(connection, [record_id]).get(record_id, {})


def extra_texts_of(connection: Connection, record_ids: Sequence[str]) -> dict[str, dict[str, str | None]]:
    """The same of many records, by record id."""
    found: dict[str, dict[str, str | None]] = {}
    for part in chunks(record_ids):
        rows = connection.execute(
            select(EXTRA_VALUE.c.record_id, EXTRA_VALUE.c.definition_id, EXTRA_VALUE.c.value).where(
                EXTRA_VALUE.c.record_id.in_(part)
            )
        )
        for record_id, definition_id, value in rows:
            found.setdefault(record_id, {})[definition_id] = value
    return found
