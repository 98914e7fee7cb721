"""A device's side of joining: answer an invitation, and take the approval in."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec
from sqlalchemy import Connection

from salesdesk.desk.desk import Desk
from salesdesk.domain.problems import Known
from salesdesk.domain.team import Member
from salesdesk.store.facts import forget_fact, load_fact, save_facts
from salesdesk.store.identity import own_replicas
from salesdesk.sync import container
from salesdesk.sync.contents import REQUEST, ROSTER, WELCOME, Context, Message, Reader, pack_record
from salesdesk.sync.device_keys import PENDING, Membership, device_keys, membership, save_membership
from salesdesk.sync.enrolment import (
    Invitation,
    Offer,
    Request,
    clean_name,
    epoch_hash,
    opened,
    read_invitation,
    request_mac,
    structure,
)  # fmt: skip
from salesdesk.sync.roster import Roster, Signed, signed_of
from salesdesk.sync.signing import KeyRing
from salesdesk.sync.words import read_words


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that was written: the team, the words the manager will ask for, and whether it may come too late."""

    team_name: str
    fingerprint: str
    is_late: bool


def join(desk: Desk, invitation: Path, request: Path, words: str, name: str = "") -> Asked:
    """Answer an invitation with a request file; nothing else changes until the approval comes.

    Raises Known E_INVITATION, E_WORDS, E_USED (already of that team), E_WRONG_TEAM (of another), and of the container.
    """
    offer = read_invitation(invitation)
    key = offer.key(read_words(words))
    with desk.read() as connection:
        current = membership(connection)
    if current is not None:
        raise Known("E_USED" if current.team == offer.invitation.team else "E_WRONG_TEAM", reason="member")
    with desk.database.write() as connection:
        ring = device_keys(connection)
        asking = _request(desk, offer, ring, name, own_replicas(connection))
        content = msgspec.msgpack.encode(asking)
        save_facts(connection, {PENDING: offer.content})
    record = pack_record(REQUEST, content, request_mac(key, content))
    container.write_file(request, _sealed(desk, offer.invitation, ring, asking, record))
    is_late = asking.made_at > offer.invitation.expires
    return Asked(offer.invitation.team_name, asking.fingerprint(), is_late)


def _request(desk: Desk, offer: Offer, ring: KeyRing, name: str, replicas: tuple[bytes, ...]) -> Request:
    me = desk.get(Member, desk.user_id)
    return Request(
        invitation=hashlib.sha256(offer.content).digest(), invitation_id=offer.invitation.id,
        hub=offer.invitation.hub, hub_recipient=offer.invitation.hub_recipient,
        device=ring.signer.public_key, recipient=ring.recipient, user=bytes.fromhex(desk.user_id),
        replicas=list(replicas), name=clean_name(name or (me.name if me else "")),
        made_at=int(desk.now().timestamp() * 1000),
    )  # fmt: skip


def _sealed(desk: Desk, invitation: Invitation, ring: KeyRing, asking: Request, record: bytes) -> list[bytes]:
    recipients = [invitation.hub_recipient]
    context = Context(
        team=invitation.team, sender=ring.signer.public_key, user=asking.user, kind="enrol",
        recipients=recipients, made_at=asking.made_at,
    )  # fmt: skip
    return container.seal(
        kind="enrol", signer=ring.signer, epoch=epoch_hash(invitation.team, invitation.epoch),
        recipients=recipients, records=Message(context, [record]).source,
    )  # fmt: skip


class Welcome(msgspec.Struct, frozen=True, kw_only=True):
    """What the approval tells a new device beside the roster."""

    invitation_id: bytes
    device: bytes
    user: bytes
    epoch: bytes


def take_approval(desk: Desk, path: Path) -> Membership:
    """Become a device of the team whose approval this is; the log is chained anew under the team's id.

    Raises Known E_INVITATION where nothing was asked for, E_SIGNATURE, E_BINDING, E_WRONG_TEAM and of the container.
    """
    with desk.read() as connection:
        pending = load_fact(connection, PENDING)
        current = membership(connection)
    if pending is None:
        raise Known("E_USED" if current else "E_INVITATION", reason="not_asked", file=path.name)
    invitation = structure(pending, Invitation)
    with desk.database.write() as connection:
        ring = device_keys(connection)
    signed, welcome = _read_approval(path, invitation, ring)
    roster = Roster.of(invitation.root, invitation.team, signed)
    certificate = roster.device(ring.signer.public_key)
    is_ours = certificate.recipient == ring.recipient and certificate.user.hex() == desk.user_id
    is_ours = is_ours and welcome.device == ring.signer.public_key and welcome.invitation_id == invitation.id
    if not is_ours or certificate.invitation != invitation.id:
        raise Known("E_BINDING", reason="certificate")
    member = Membership(
        team=invitation.team, team_name=invitation.team_name, root=invitation.root, hub=invitation.hub,
        hub_recipient=invitation.hub_recipient, epoch=welcome.epoch, role=certificate.role,
    )  # fmt: skip
    join_team(desk, member, list(roster.signed()))
    return member


def _read_approval(path: Path, invitation: Invitation, ring: KeyRing) -> tuple[list[Signed], Welcome]:
    with opened(path) as bundle:
        if bundle.header.kind != "roster":
            raise Known("E_KIND", kind=bundle.header.kind)
        if bundle.header.key != invitation.root:
            raise Known("E_SIGNATURE", reason="root")
        reader = Reader(bundle.header, bundle.records(ring.age_secret))
        reader.need_recipient(ring.recipient)
        if reader.context.team != invitation.team:
            raise Known("E_WRONG_TEAM")
        found = list(reader.messages())
    contents = [items for record_type, items in found if record_type == WELCOME]
    signed = [each for record_type, items in found if record_type == ROSTER for each in signed_of(items)]
    try:
        ((content,),) = msgspec.convert(contents, list[tuple[bytes]])
    except (msgspec.ValidationError, ValueError):
        raise Known("E_BINDING", reason="record") from None
    return signed, structure(content, Welcome)


def join_team(
    desk: Desk, member: Membership, signed: list[Signed], also: Callable[[Connection], None] = lambda _: None
) -> None:
    """Let the workspace be the team's: its log chained anew, its membership (and `also`) kept, in one transaction."""

    def keep(connection: Connection) -> None:
        save_membership(connection, member, signed)
        forget_fact(connection, PENDING)
        also(connection)

    desk.change_team(member.team.hex(), keep)
