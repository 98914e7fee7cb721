"""The last id of every chain at the hub, refused operations included, and where a chain went two ways."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select

from salesdesk.store.log import chunks
from salesdesk.sync.team_tables import CHAIN_END

Key = tuple[bytes, str]
"""Replica and scope."""


class ChainEnds:
    """The ends of the chains that one bundle touches."""

    def __init__(self, connection: Connection, team: bytes) -> None:
        self._connection = connection
        self._team = team
        self._ends: dict[Key, set[bytes]] = {}
        self._stored: set[Key] = set()
        self._moved: set[Key] = set()

    def load(self, keys: Iterable[Key]) -> None:
        """Read the ends of these chains."""
        wanted = {key for key in keys if key not in self._ends}
        self._ends.update((key, set()) for key in wanted)
        for replica in {replica for replica, _ in wanted}:
            for part in chunks([scope for other, scope in wanted if other == replica]):
                rows = self._connection.execute(
                    select(CHAIN_END.c.scope, CHAIN_END.c.tip).where(
                        CHAIN_END.c.team_id == self._team,
                        CHAIN_END.c.replica == replica,
                        CHAIN_END.c.scope.in_(part),
                    )
                )
                for scope, tip in rows:
                    self._ends[replica, scope].add(tip)
                    self._stored.add((replica, scope))

    def extend(self, key: Key, prev: bytes, op_id: bytes) -> bool:
        """Let a chain go on from `prev`; whether it had gone on from there before, another way."""
        ends = self._ends[key]
        is_fork = bool(ends) and prev not in ends
        ends.discard(prev)
        ends.add(op_id)
        self._moved.add(key)
        return is_fork

    def save(self) -> None:
        """Write the ends down."""
        ours = CHAIN_END.c.team_id == self._team
        for replica, scope in self._moved & self._stored:
            self._connection.execute(
                delete(CHAIN_END).where(ours, CHAIN_END.c.replica == replica, CHAIN_END.c.scope == scope)
            )
        rows = [
            {"team_id": self._team, "replica": replica, "scope": scope, "tip": tip}
            for replica, scope in self._moved
            for tip in self._ends[replica, scope]
        ]
        if rows:
            self._connection.execute(insert(CHAIN_END), rows)
        self._stored |= self._moved
        self._moved = set()
