"""Settings of this device in the table `local_setting`: text by name, never synchronised and never undone."""

from sqlalchemy import Connection, delete, select

from salesdesk.store.log import upsert
from salesdesk.store.tables import SETTING


def local_settings(connection: Connection) -> dict[str, str]:
    """Every setting made on this device."""
    rows = connection.execute(select(SETTING.c.name, SETTING.c.value))
    return {row.name: row.value for row in rows}


def save_local_setting(connection: Connection, name: str, value: str) -> None:
    """Keep a setting of this device; an empty value lets the default stand again."""
    if value:
        upsert(connection, SETTING, [{"name": name, "value": value}])
    else:
        connection.execute(delete(SETTING).where(SETTING.c.name == name))
