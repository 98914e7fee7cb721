"""The manager's side of joining: a team is made, people are invited, requests approved, devices revoked."""

import hashlib
import secrets
from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from sqlalchemy import Connection, insert, select

from salesdesk.desk.desk import Desk
from salesdesk.domain.problems import Known
from salesdesk.domain.team import Member
from salesdesk.store.identity import own_replicas
from salesdesk.store.values import Wire
from salesdesk.store.writer import Author
from salesdesk.sync import container, decisions
from salesdesk.sync.contents import INVITATION, WELCOME, Context, Message, pack_record
from salesdesk.sync.device_keys import Epoch, Membership, TeamKeys, device_keys, membership, save_team_keys
from salesdesk.sync.enrolment import (
    Asking,
    Invitation,
    clean_name,
    epoch_hash,
    invitation_key,
    invitation_mac,
    read_request,
    team_id_of,
)  # fmt: skip
from salesdesk.sync.joining import Welcome, join_team
from salesdesk.sync.roster import Certificate, Revocation, Roster, roster_records, sign_entry
from salesdesk.sync.signing import KeyRing, Signer
from salesdesk.sync.team_store import TeamStore, path_of
from salesdesk.sync.team_tables import INVITATION as INVITATION_TABLE
from salesdesk.sync.words import new_words

VALID = timedelta(days=14)
"""How long an invitation holds unless the manager says otherwise."""


def create_team(desk: Desk, url: str, name: str = "") -> TeamKeys:
    """Make a team with its store, and let this workspace be its manager's device.

    Raises Known E_USED where the workspace is of a team already, E_STORE, E_EXISTS, E_FILE.
    """
    with desk.read() as connection:
        if membership(connection) is not None:
            raise Known("E_USED", reason="member")
    me = desk.get(Member, desk.user_id)
    root, hub = Signer.new(), KeyRing.new()
    keys = TeamKeys(
        root=root.secret, hub=hub.signer.secret, hub_age=hub.age_secret, team=team_id_of(root.public_key),
        name=clean_name(name or (me.name if me else "")), epoch=Epoch(1, secrets.token_bytes(16), b""),
        store_url=f"sqlite:///{path_of(url).absolute()}", store_key=secrets.token_bytes(32),
    )  # fmt: skip
    with TeamStore.create(keys) as store:
        try:
            _enrol_founder(desk, store, me)
        except BaseException:
            store.close()
            if store.database.path is not None:
                store.database.path.unlink(missing_ok=True)
            raise
    return keys


def _enrol_founder(desk: Desk, store: TeamStore, me: Member | None) -> None:
    keys, hub = store.keys, store.keys.hub_ring()
    with desk.database.write() as connection:
        ring = device_keys(connection)
        replicas = list(own_replicas(connection))
    certificate = Certificate(
        keys.team, ring.signer.public_key, ring.recipient, bytes.fromhex(desk.user_id), "manager",
        clean_name(me.name if me else keys.name), replicas, b"", store.now_ms(),
    )  # fmt: skip
    signed = sign_entry(keys.root_signer(), certificate)
    with store.write() as (connection, author):
        store.add_to_roster(connection, [signed])
        _decide_device(connection, author, certificate, store.now_ms())
    member = Membership(
        team=keys.team, team_name=keys.name, root=keys.root_signer().public_key, hub=hub.signer.public_key,
        hub_recipient=hub.recipient, epoch=epoch_hash(keys.team, keys.epoch), role="manager",
    )  # fmt: skip
    join_team(desk, member, [signed], lambda connection: save_team_keys(connection, keys))


def _decide_device(connection: Connection, author: Author, certificate: Certificate, now_ms: int) -> None:
    owner: dict[str, Wire] = {"device": certificate.device, "user": certificate.user}
    values = {**owner, "role": certificate.role, "invitation": certificate.invitation}
    record = decisions.device_record(certificate.device)
    decisions.decide(connection, author, decisions.DEVICE, record, values, now_ms=now_ms)
    for replica in certificate.replicas:
        decisions.decide(connection, author, decisions.REPLICA, replica, owner, now_ms=now_ms)


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation that was written: its words, which go by another channel, and until when it holds."""

    words: str
    expires: datetime


def invite(store: TeamStore, path: Path, *, role: str = "rep", expires: datetime | None = None) -> Invited:
    """Write an invitation file; raises Known E_CHOICE for a role there is not."""
    if role not in ("rep", "manager"):
        raise Known("E_CHOICE", field="role", value=role, choices="rep, manager")
    keys, hub, words = store.keys, store.keys.hub_ring(), new_words()
    until = expires or datetime.fromtimestamp(store.now_ms() / 1000, UTC) + VALID
    invitation = Invitation(
        id=secrets.token_bytes(16), team=keys.team, team_name=keys.name, root=keys.root_signer().public_key,
        hub=hub.signer.public_key, hub_recipient=hub.recipient, epoch=keys.epoch, role=role,
        expires=max(0, int(until.timestamp() * 1000)),
    )  # fmt: skip
    content, secret = msgspec.msgpack.encode(invitation), invitation_key(words, invitation)
    record = pack_record(INVITATION, content, invitation_mac(secret, content))
    with store.write() as (connection, author):
        row = {"team_id": keys.team, "id": invitation.id, "content": content, "secret": secret}
        connection.execute(insert(INVITATION_TABLE).values(row))
        values: dict[str, Wire] = {"role": role, "expires": invitation.expires}
        decisions.decide(
            connection, author, decisions.INVITATION, invitation.id, values, now_ms=store.now_ms()
        )
        container.write_file(path, _root_sealed(store, "invite", [], [record]))
    return Invited(words, until)


def _root_sealed(store: TeamStore, kind: str, recipients: list[str], records: list[bytes]) -> list[bytes]:
    keys = store.keys
    root = keys.root_signer()
    context = Context(
        team=keys.team, sender=root.public_key, kind=kind, recipients=recipients, made_at=store.now_ms()
    )
    return container.seal(
        kind=kind, signer=root, epoch=epoch_hash(keys.team, keys.epoch), recipients=recipients,
        records=Message(context, records).source,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Approved:
    """A device that was let in."""

    name: str
    role: str
    fingerprint: str


def approve(
    store: TeamStore, request: Path, answer: Path, *, confirm: Callable[[str, str], bool] | None = None
) -> Approved | None:
    """Let the device of a request in and write the answer for it; None where `confirm(name, fingerprint)` says no.

    Raises Known E_INVITATION (unknown), E_USED, E_EXPIRED, E_WORDS (not made with the words), E_WRONG_TEAM, E_KIND and
    what the container raises; nothing is changed then.
    """
    hub = store.keys.hub_ring()
    asking = read_request(request, hub.age_secret, hub.recipient)
    with store.database.read() as connection:
        invitation = _checked(store, connection, asking)
    name = clean_name(asking.request.name)
    if confirm is not None and not confirm(name, asking.request.fingerprint()):
        return None
    with store.write() as (connection, author):
        _checked(store, connection, asking)
        certificate = _admit(store, connection, author, asking, invitation)
        container.write_file(answer, _answer(store, connection, certificate))
    return Approved(name, certificate.role, asking.request.fingerprint())


def _checked(store: TeamStore, connection: Connection, asking: Asking) -> Invitation:
    request, hub = asking.request, store.keys.hub_ring()
    row = connection.execute(
        select(INVITATION_TABLE.c.content, INVITATION_TABLE.c.secret).where(
            INVITATION_TABLE.c.team_id == store.team, INVITATION_TABLE.c.id == request.invitation_id
        )
    ).first()
    if row is None:
        raise Known("E_INVITATION", reason="unknown")
    invitation = msgspec.msgpack.decode(row.content, type=Invitation)
    decided = decisions.decided_on(connection, invitation.id)
    if decided.get("used_by"):
        raise Known("E_USED")
    if store.now_ms() > invitation.expires:
        raise Known(
            "E_EXPIRED", date=datetime.fromtimestamp(invitation.expires / 1000, UTC).date().isoformat()
        )
    are_ours = (request.hub, request.hub_recipient) == (hub.signer.public_key, hub.recipient)
    if not asking.is_proved_by(row.secret) or not are_ours:
        raise Known("E_WORDS", reason="request")
    if request.invitation != hashlib.sha256(row.content).digest():
        raise Known("E_INVITATION", reason="changed")
    _check_new(store.roster(connection), decisions.decided(connection, decisions.REPLICA), asking)
    return invitation


def _check_new(roster: Roster, replicas: Container[bytes], asking: Asking) -> None:
    """Nobody takes the place of somebody else: device, person and replicas of a request are new to the team."""
    request = asking.request
    taken = {each.user for each in roster.certificates.values()} | {
        each.device for each in roster.certificates.values()
    }
    if request.user in taken or request.device in taken or any(each in replicas for each in request.replicas):
        raise Known("E_USED", reason="member")


def _admit(
    store: TeamStore, connection: Connection, author: Author, asking: Asking, invitation: Invitation
) -> Certificate:
    request = asking.request
    certificate = Certificate(
        store.team, request.device, request.recipient, request.user, invitation.role, clean_name(request.name),
        request.replicas, invitation.id, store.now_ms(),
    )  # fmt: skip
    store.add_to_roster(connection, [sign_entry(store.keys.root_signer(), certificate)])
    used: dict[str, Wire] = {"used_by": request.device, "used_at": store.now_ms()}
    decisions.decide(connection, author, decisions.INVITATION, invitation.id, used, now_ms=store.now_ms())
    _decide_device(connection, author, certificate, store.now_ms())
    return certificate


def _answer(store: TeamStore, connection: Connection, certificate: Certificate) -> list[bytes]:
    welcome = Welcome(
        invitation_id=certificate.invitation, device=certificate.device, user=certificate.user,
        epoch=epoch_hash(store.team, store.keys.epoch),
    )  # fmt: skip
    records = [
        *roster_records(store.roster(connection)),
        pack_record(WELCOME, msgspec.msgpack.encode(welcome)),
    ]
    return _root_sealed(store, "roster", [certificate.recipient], records)


def revoke(store: TeamStore, device: bytes) -> Certificate:
    """Let nothing more in from a device; raises Known E_UNKNOWN_DEVICE, E_REVOKED_DEVICE where it was done before."""
    with store.write() as (connection, author):
        certificate = store.roster(connection).device(device)
        entry = Revocation(store.team, device, store.now_ms())
        store.add_to_roster(connection, [sign_entry(store.keys.root_signer(), entry)])
        record = decisions.device_record(device)
        values = {"revoked_at": store.now_ms()}
        decisions.decide(connection, author, decisions.DEVICE, record, values, now_ms=store.now_ms())
    return certificate


def find_device(store: TeamStore, named: str) -> bytes:
    """The key of the one device whose key begins so; raises Known E_NOT_FOUND."""
    with store.database.read() as connection:
        keys = [key for key in store.roster(connection).certificates if key.hex().startswith(named.lower())]
    if len(keys) != 1 or not named:
        raise Known("E_NOT_FOUND", id=named)
    return keys[0]
