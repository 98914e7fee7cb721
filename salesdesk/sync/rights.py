"""Who may write what: checked operation by operation at the hub (docs/protocol.md, Rights)."""

from collections.abc import Collection, Iterable
from functools import cache

from sqlalchemy import Connection, insert, select

from salesdesk.domain.kinds import KINDS
from salesdesk.domain.record import Scope, field_map
from salesdesk.store.log import chunks, load_homes, operations_of
from salesdesk.store.oplog import Body
from salesdesk.sync.roster import Certificate
from salesdesk.sync.team_tables import SCOPE_GRANT

HUB_KIND = "hub_"
"""How the kinds of the hub's own decisions begin."""
_EVERYWHERE = frozenset(("account", "team", "person", "close", "private"))
MANAGED_KINDS = frozenset(("field_definition", "setting"))
"""Kinds of the team's scope that only a manager writes."""


@cache
def _places(kind: str) -> frozenset[str]:
    """The kinds of scope that records of a kind can live in: their own, or those of what they hang on."""
    record_class = KINDS[kind]
    if record_class.SCOPE is not Scope.ACCOUNT:
        return frozenset((record_class.SCOPE.value,))
    parents = {field_map(record_class)[name].reference for name in record_class.PARENTS}
    if "*" in parents:
        return _EVERYWHERE
    return frozenset().union(*map(_places, parents)) if parents else frozenset(("account",))


def fits_scope(kind: str, scope: str, record: str) -> bool:
    """Whether a record of that kind can live in that scope at all; kinds not known here can live anywhere."""
    if kind not in KINDS:
        return True
    place, _, owner = scope.partition(":")
    is_root = KINDS[kind].SCOPE is Scope.ACCOUNT and not KINDS[kind].PARENTS
    return place in _places(kind) and (not is_root or owner == record)


class Rights:
    """What one person may write, as the log stands; knows what a batch needs and learns from what it grants."""

    def __init__(self, connection: Connection, team: bytes, certificate: Certificate) -> None:
        self._connection = connection
        self._team = team
        self._user = certificate.user
        self._is_manager = certificate.role == "manager"
        self._grants: dict[str, set[bytes]] = {}
        self._homes: dict[str, tuple[str, str]] = {}
        self._authors: dict[str, bytes] = {}
        self._new: list[str] = []

    def prepare(self, bodies: Collection[Body]) -> None:
        """Read what the checks of these bodies need."""
        scopes = {body.scope for body in bodies}
        deals = {scope.removeprefix("close:") for scope in scopes if scope.startswith("close:")}
        wanted = {body.record.hex() for body in bodies} | deals
        self._homes.update(load_homes(self._connection, wanted - self._homes.keys()))
        self._load_grants(scopes | {self._homes[deal][1] for deal in deals if deal in self._homes})

    def _load_grants(self, scopes: Iterable[str]) -> None:
        wanted = [scope for scope in scopes if scope not in self._grants]
        self._grants.update((scope, set()) for scope in wanted)
        for part in chunks(wanted):
            rows = self._connection.execute(
                select(SCOPE_GRANT.c.scope, SCOPE_GRANT.c.user_id).where(
                    SCOPE_GRANT.c.team_id == self._team, SCOPE_GRANT.c.scope.in_(part)
                )
            )
            for scope, user in rows:
                self._grants[scope].add(user)

    def refusal(self, body: Body) -> str:
        """Why this operation is refused: R_AUTHOR, R_RIGHTS, R_RECORD; empty where it is taken."""
        record = body.record.hex()
        if body.user != self._user:
            return "R_AUTHOR"
        if body.kind.startswith(HUB_KIND):
            return "R_RIGHTS"
        home = self._homes.get(record)
        if home is not None and home != (body.kind, body.scope):
            return "R_RECORD"
        if not fits_scope(body.kind, body.scope, record):
            return "R_RECORD"
        if not self._may_write(body, record):
            return "R_RIGHTS"
        return ""

    def _may_write(self, body: Body, record: str) -> bool:
        place, _, owner = body.scope.partition(":")
        if place == "private":
            return False
        if self._is_manager:
            return True
        if place == "team":
            if body.kind == "member":
                return body.record == self._user
            return body.kind not in MANAGED_KINDS and self._is_own(record)
        if place == "person":
            return owner == self._user.hex()
        granted = self._grants[body.scope]
        if self._user in granted:
            return True
        if place == "account":
            return not granted
        deal = self._homes.get(owner)
        if deal is None:
            return not granted
        return self._user in self._grants.get(deal[1], ()) and self._is_own(record)

    def _is_own(self, record: str) -> bool:
        """Whether nobody wrote the record before, or this person was the first."""
        if record not in self._homes:
            return True
        if record not in self._authors:
            first = next(iter(operations_of(self._connection, record)), None)
            self._authors[record] = first[1].body.user if first else self._user
        return self._authors[record] == self._user

    def learn(self, body: Body) -> None:
        """Note an operation that was taken: whose record it is, and whose scope where it was the first there."""
        record = body.record.hex()
        if record not in self._homes:
            self._homes[record] = (body.kind, body.scope)
            self._authors[record] = body.user
        granted = self._grants[body.scope]
        if not granted and is_granted_by_creation(body.scope):
            granted.add(body.user)
            self._new.append(body.scope)

    def save(self) -> None:
        """Write new grants down."""
        if self._new:
            self._connection.execute(
                insert(SCOPE_GRANT),
                [{"team_id": self._team, "scope": scope, "user_id": self._user} for scope in self._new],
            )
            self._new = []


def is_granted_by_creation(scope: str) -> bool:
    """Whether writing the first operation in a scope grants it."""
    return scope.startswith(("account:", "close:"))
