"""Joining a team with files only: invitation, request, approval (docs/protocol.md, Joining).

The invitation's words never stand in a file: K = Argon2id(words, invitation id) proves in both directions that the
keys came through as they were sent.
"""

import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from salesdesk.domain.problems import Known
from salesdesk.sync.container import Bundle
from salesdesk.sync.contents import INVITATION, REQUEST, Reader
from salesdesk.sync.device_keys import Epoch
from salesdesk.sync.roster import ROLES
from salesdesk.sync.words import fingerprint

MEMORY_KIB = 64 * 1024
MEMORY_CEILING_KIB = 1024 * 1024
PASSES = 3
LANES = 4
NAME_LIMIT = 100
_INVITATION_TAG = b"salesdesk-invitation-1\0"
_REQUEST_TAG = b"salesdesk-request-1\0"
S = TypeVar("S", bound=msgspec.Struct)


class Invitation(msgspec.Struct, frozen=True, kw_only=True):
    """What a team shows to somebody who is to join: its keys, the role, until when."""

    id: bytes
    team: bytes
    team_name: str
    root: bytes
    hub: bytes
    hub_recipient: str
    epoch: Epoch
    role: str
    expires: int
    """Milliseconds since 1970; decided by the hub's clock."""
    memory_kib: int = MEMORY_KIB
    passes: int = PASSES
    lanes: int = LANES


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What a device answers to an invitation."""

    invitation: bytes
    """SHA-256 of the invitation's bytes as they came."""
    invitation_id: bytes
    hub: bytes
    hub_recipient: str
    device: bytes
    recipient: str
    user: bytes
    replicas: list[bytes]
    name: str
    made_at: int

    def fingerprint(self) -> str:
        """Six words that the two people compare."""
        return fingerprint(self.device, self.recipient.encode(), self.user)


@dataclass(frozen=True, slots=True)
class Offer:
    """An invitation as it came: what it says, its bytes, and the proof that it is of whoever said the words."""

    invitation: Invitation
    content: bytes
    mac: bytes

    def key(self, words: str) -> bytes:
        """K, from the six words; raises Known E_WORDS where the proof does not fit them."""
        key = invitation_key(words, self.invitation)
        if not hmac.compare_digest(invitation_mac(key, self.content), self.mac):
            raise Known("E_WORDS")
        return key


@dataclass(frozen=True, slots=True)
class Asking:
    """A request as it came."""

    request: Request
    content: bytes
    mac: bytes

    def is_proved_by(self, key: bytes) -> bool:
        """Whether whoever wrote it knew the words of the invitation."""
        return hmac.compare_digest(request_mac(key, self.content), self.mac)


def team_id_of(root: bytes) -> bytes:
    """A team's id: what its first root key hashes to, so that nobody else can speak for it."""
    return hashlib.sha256(b"salesdesk-team-1\0" + root).digest()[:16]


def epoch_hash(team: bytes, epoch: Epoch) -> bytes:
    """What a header names an epoch by."""
    return hashlib.sha256(b"salesdesk-epoch-1\0" + team + msgspec.msgpack.encode(epoch)).digest()[:16]


def invitation_key(words: str, invitation: Invitation) -> bytes:
    """K = Argon2id(words, invitation id): 32 bytes, at the cost that the invitation names."""
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        words.encode(), invitation.id, time_cost=invitation.passes, memory_cost=invitation.memory_kib,
        parallelism=invitation.lanes, hash_len=32, type=Type.ID,
    )  # fmt: skip


def invitation_mac(key: bytes, content: bytes) -> bytes:
    """The proof that stands beside an invitation."""
    return hmac.digest(key, _INVITATION_TAG + content, "sha256")


def request_mac(key: bytes, content: bytes) -> bytes:
    """The proof that stands beside a request."""
    return hmac.digest(key, _REQUEST_TAG + content, "sha256")


def clean_name(name: str) -> str:
    """A name on one line without control characters; raises Known E_FIELD where nothing is left."""
    plain = " ".join("".join(char if char.isprintable() else " " for char in name).split())[:NAME_LIMIT]
    if not plain:
        raise Known("E_FIELD", field="name", reason="required")
    return plain


@contextmanager
def opened(path: Path) -> "Iterator[Bundle]":
    """A bundle file, checked as far as it can be without keys; raises Known E_FILE and what the container raises."""
    try:
        source = path.open("rb")
    except OSError as error:
        raise Known("E_FILE", path=str(path), reason=error.strerror or "") from error
    with source:
        yield Bundle(source)


def read_invitation(path: Path) -> Offer:
    """An invitation file; raises Known E_INVITATION and what the container raises."""
    with opened(path) as bundle:
        if bundle.header.kind != "invite":
            raise Known("E_INVITATION", file=path.name)
        content, mac = single(Reader(bundle.header, bundle.records(None)), INVITATION)
    invitation = structure(content, Invitation)
    is_sound = invitation.root == bundle.header.key and invitation.team == team_id_of(invitation.root)
    is_sound = is_sound and len(invitation.id) == 16 and invitation.role in ROLES
    is_sound = is_sound and MEMORY_KIB <= invitation.memory_kib <= MEMORY_CEILING_KIB
    if not is_sound or not (PASSES <= invitation.passes <= 16 and 1 <= invitation.lanes <= 16):
        raise Known("E_INVITATION", file=path.name)
    return Offer(invitation, content, mac)


def read_request(path: Path, hub_age: str, hub_recipient: str) -> Asking:
    """A request file, opened with the hub's key; raises Known E_KIND, E_BINDING and what the container raises."""
    with opened(path) as bundle:
        if bundle.header.kind != "enrol":
            raise Known("E_KIND", kind=bundle.header.kind)
        reader = Reader(bundle.header, bundle.records(hub_age))
        reader.need_recipient(hub_recipient)
        content, mac = single(reader, REQUEST)
    request = structure(content, Request)
    ids = (request.invitation_id, request.user, *request.replicas)
    if request.device != bundle.header.key or not all(len(each) == 16 for each in ids):
        raise Known("E_BINDING", reason="request")
    return Asking(request, content, mac)


def single(reader: Reader, record_type: int) -> tuple[bytes, bytes]:
    """Content and proof of the one record of that type; raises Known E_BINDING."""
    found = [items for each, items in reader.messages() if each == record_type]
    try:
        ((content, mac),) = msgspec.convert(found, list[tuple[bytes, bytes]])
    except (msgspec.ValidationError, ValueError):
        raise Known("E_BINDING", reason="record") from None
    return content, mac


def structure(content: bytes, kind: type[S]) -> S:
    """Content as what it should be; raises Known E_BINDING."""
    try:
        return msgspec.msgpack.decode(content, type=kind)
    except (msgspec.MsgspecError, UnicodeError, ValueError, RecursionError):
        raise Known("E_BINDING", reason="record") from None
