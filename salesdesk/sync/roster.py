"""The roster: certificates and revocations of devices, each signed by the team's root; it only grows.

Revocation wins. Every bundle carries it, so that whoever missed an entry gets it from the next file.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from salesdesk.domain.problems import Known
from salesdesk.store.log import chunks
from salesdesk.sync.contents import ROSTER, pack_record
from salesdesk.sync.signing import Signer, is_signed

TAG = b"salesdesk-roster-1\0"
ROLES = ("rep", "manager")


class Certificate(msgspec.Struct, frozen=True, array_like=True, tag="certificate"):
    """The root says: this device is of that person, in that role."""

    team: bytes
    device: bytes
    """The device's signing key."""
    recipient: str
    """What is sealed for the device, `age1…`."""
    user: bytes
    role: str
    name: str
    replicas: list[bytes]
    """Replica ids the device wrote under when it asked."""
    invitation: bytes
    made_at: int


class Revocation(msgspec.Struct, frozen=True, array_like=True, tag="revocation"):
    """The root says: what comes from this device from now on waits for a manager."""

    team: bytes
    device: bytes
    made_at: int


Entry = Certificate | Revocation
Signed = tuple[bytes, bytes]
"""An entry's bytes and the root's signature over them."""


def sign_entry(root: Signer, entry: Entry) -> Signed:
    """An entry with the root's signature."""
    packed = msgspec.msgpack.encode(entry)
    return packed, root.sign(TAG, packed)


@dataclass(frozen=True, slots=True)
class Roster:
    """Who belongs to a team, as the root signed it."""

    entries: Mapping[bytes, bytes]
    """Signature of each entry by its bytes."""
    certificates: Mapping[bytes, Certificate]
    """By the device's signing key; the newest where there are several."""
    revoked: frozenset[bytes]

    @classmethod
    def of(cls, root: bytes, team: bytes, signed: Iterable[Signed]) -> "Roster":
        """Read entries; raises Known E_SIGNATURE where one is not of this root, E_WRONG_TEAM where of another team."""
        entries: dict[bytes, bytes] = {}
        certificates: dict[bytes, Certificate] = {}
        revoked: set[bytes] = set()
        for packed, signature in signed:
            entry = _entry(root, team, packed, signature)
            entries[packed] = signature
            if isinstance(entry, Revocation):
                revoked.add(entry.device)
            elif (known := certificates.get(entry.device)) is None or known.made_at <= entry.made_at:
                certificates[entry.device] = entry
        return cls(entries, certificates, frozenset(revoked))

    def signed(self) -> Iterator[Signed]:
        """All entries, in the order of their bytes."""
        yield from sorted(self.entries.items())

    def device(self, key: bytes) -> Certificate:
        """The certificate of a device; raises Known E_REVOKED_DEVICE, E_UNKNOWN_DEVICE."""
        if key in self.revoked:
            raise Known("E_REVOKED_DEVICE", device=self.name(key))
        certificate = self.certificates.get(key)
        if certificate is None:
            raise Known("E_UNKNOWN_DEVICE", device=key.hex()[:16])
        return certificate

    def name(self, key: bytes) -> str:
        """Name of a device's person, or the beginning of its key."""
        certificate = self.certificates.get(key)
        return certificate.name if certificate else key.hex()[:16]


def roster_records(roster: Roster) -> list[bytes]:
    """The roster as records of a bundle, a thousand entries in each."""
    return [pack_record(ROSTER, list(part)) for part in chunks(list(roster.signed()), 1000)]


def signed_of(items: Sequence[object]) -> list[Signed]:
    """Signed entries from the items of a roster record; raises Known E_BINDING."""
    try:
        (entries,) = msgspec.convert(items, tuple[list[tuple[bytes, bytes]]])
    except msgspec.ValidationError:
        raise Known("E_BINDING", reason="roster") from None
    return entries


def _entry(root: bytes, team: bytes, packed: bytes, signature: bytes) -> Entry:
    if not is_signed(root, signature, TAG, packed):
        raise Known("E_SIGNATURE", reason="roster")
    try:
        entry: Entry = msgspec.msgpack.decode(packed, type=Certificate | Revocation)
    except (msgspec.MsgspecError, UnicodeError, ValueError):
        raise Known("E_NEWER_FORMAT", reason="roster") from None
    if entry.team != team:
        raise Known("E_WRONG_TEAM")
    return entry
