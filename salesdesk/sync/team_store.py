"""The team store: a database that holds what all devices sent, with the same tables and the same merge as a workspace.

SQLite in a folder of the manager's; its key is in the manager's workspace.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import insert, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from salesdesk.domain.problems import Known
from salesdesk.store import edits, workspace_key
from salesdesk.store.database import Database
from salesdesk.store.identity import Identity, load_identity, new_replica, place_of, save_identity
from salesdesk.store.workspace import make_schema
from salesdesk.store.writer import Author
from salesdesk.sync import decisions
from salesdesk.sync.device_keys import TeamKeys
from salesdesk.sync.roster import Roster, Signed
from salesdesk.sync.team_tables import METADATA, ROSTER

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

APPLICATION_ID = 0x53445453
"""`SDTS`: marks the file as a team store."""


def path_of(url: str) -> Path:
    """The file a store's URL names; raises Known E_STORE for another kind of URL."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise Known("E_STORE", path=url, reason="url") from None
    if parsed.get_backend_name() != "sqlite" or not parsed.database or parsed.database == ":memory:":
        raise Known("E_STORE", path=parsed.render_as_string(hide_password=True), reason="engine")
    return Path(parsed.database)


class TeamStore:
    """An open team store, with the team's keys."""

    def __init__(
        self, database: Database, keys: TeamKeys, clock: "Callable[[], datetime] | None" = None
    ) -> None:
        self.database = database
        self.keys = keys
        self.team = keys.team
        self._clock = clock or (lambda: datetime.now(UTC))
        with database.read() as connection:
            self.identity = load_identity(connection)
        if bytes.fromhex(self.identity.team_id) != keys.team:
            raise Known("E_WRONG_TEAM", reason="store")

    @classmethod
    def create(cls, keys: TeamKeys, clock: "Callable[[], datetime] | None" = None) -> "TeamStore":
        """Make the store at the URL that the keys name; raises Known E_STORE, E_FILE where one is there already."""
        path = path_of(keys.store_url)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if not any(path.parent.iterdir()):
                path.parent.chmod(0o700)
        except OSError as error:
            raise Known("E_FILE", path=str(path.parent), reason=error.strerror or "") from error
        if path.exists():
            raise Known("E_EXISTS", path=str(path))
        part = path.with_name(path.name + ".part")
        part.unlink(missing_ok=True)
        database = Database(part, keys.store_key)
        _set_up(database, keys, path)
        database.close()
        part.chmod(0o600)
        part.replace(path)
        workspace_key.sync_folder(path.resolve().parent)
        store = cls(Database(path, keys.store_key), keys, clock)
        store._bind_hub()
        return store

    @classmethod
    def open(
        cls, keys: TeamKeys, url: str = "", clock: "Callable[[], datetime] | None" = None
    ) -> "TeamStore":
        """Open the team's store; raises Known E_STORE where it is not there, or is another."""
        path = path_of(url or keys.store_url)
        if not path.is_file():
            raise Known("E_STORE", path=str(path), reason="missing")
        try:
            database = Database(path, keys.store_key)
        except Known as fault:
            foreign = fault.code == "E_NOT_WORKSPACE"
            raise Known("E_STORE", path=str(path), reason="foreign") if foreign else fault from None
        try:
            with database.read() as connection:
                if connection.exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION_ID:
                    raise Known("E_STORE", path=str(path), reason="foreign")
            return cls(database, keys, clock)
        except BaseException:
            database.close()
            raise

    def close(self) -> None:
        """Close the store."""
        self.database.close()

    def __enter__(self) -> "TeamStore":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def now_ms(self) -> int:
        """The hub's time, in milliseconds since 1970."""
        return int(self._clock().timestamp() * 1000)

    # --- read and write

    @contextmanager
    def write(self) -> "Iterator[tuple[Connection, Author]]":
        """One transaction with the door open, and the hub as author; its clock is kept with it."""
        with self.database.write() as connection:
            edits.open_door(connection)
            replica, team = self.identity.author_ids()
            author = Author(replica, team, self.identity.user_id, edits.last_clock(connection))
            yield connection, author
            edits.save_clock(connection, author.clock)
            edits.shut_door(connection)

    def roster(self, connection: "Connection") -> Roster:
        """Who belongs to the team."""
        rows = connection.execute(
            select(ROSTER.c.content, ROSTER.c.signature).where(ROSTER.c.team_id == self.team)
        )
        return Roster.of(self.keys.root_signer().public_key, self.team, [(row[0], row[1]) for row in rows])

    def add_to_roster(self, connection: "Connection", signed: Iterable[Signed]) -> None:
        """Take entries in; raises Known E_SIGNATURE where one is not of the root."""
        known = self.roster(connection).entries
        fresh = {packed: signature for packed, signature in signed if packed not in known}
        if fresh:
            Roster.of(self.keys.root_signer().public_key, self.team, fresh.items())
            rows = [
                (hashlib.sha256(packed).digest(), packed, signature) for packed, signature in fresh.items()
            ]
            names = ("entry", "content", "signature")
            rows_by_name = [{"team_id": self.team, **dict(zip(names, row, strict=True))} for row in rows]
            connection.execute(insert(ROSTER), rows_by_name)

    def _bind_hub(self) -> None:
        with self.write() as (connection, author):
            values = {"device": self.keys.hub_ring().signer.public_key, "user": bytes.fromhex(author.user_id)}
            decisions.decide(
                connection, author, decisions.REPLICA, author.replica, values, now_ms=self.now_ms()
            )


def _set_up(database: Database, keys: TeamKeys, path: Path) -> None:
    hub = keys.hub_ring().signer.public_key
    identity = Identity(
        workspace_id=new_replica(), team_id=keys.team.hex(), user_id=decisions.device_record(hub).hex(),
        replica_id=new_replica(), place=place_of(path),
    )  # fmt: skip
    with database.write() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        make_schema(connection)
        METADATA.create_all(connection)
        save_identity(connection, identity)
