"""The `.sdbundle` file: magic, signed header, sealed payload (docs/protocol.md, The file).

Everything is checked in the order of the file, and nothing is decrypted or inflated before the signature and the
hash of what was sealed agree.
"""

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

import msgspec

from salesdesk.domain.problems import Known
from salesdesk.store.workspace_key import sync_folder
from salesdesk.sync import payload
from salesdesk.sync.signing import KEY_BYTES, SIGNATURE_BYTES, Signer, is_signed

MAGIC = b"SDB1\r\n\x1a\n"
SIGNATURE_TAG = b"salesdesk-bundle-1\0"
VERSION = 1
MAX_HEADER = 4096
MAX_SEALED = 64 << 20
"""Bytes of sealed payload in one file."""
MAX_RECIPIENTS = 32
MAX_AGE_HEADER = 16 << 10
UNSEALED_KINDS = frozenset(("invite",))
"""Made for somebody whose keys nobody knows yet, and holding nothing secret."""
KINDS = frozenset(("up", "down", "snapshot", "notice", "invite", "roster", "enrol"))

_encoder = msgspec.msgpack.Encoder()


class Header(NamedTuple):
    """What stands before the seal, in this order; the first three mean the same in every version to come."""

    version: int
    kind: str
    key: bytes
    """The signer's Ed25519 public key."""
    epoch: bytes
    raw_length: int
    """Bytes of the payload when it is inflated."""
    sealed_length: int
    sealed_sha256: bytes

    def pack(self) -> bytes:
        """The header as it stands in the file."""
        return _encoder.encode(list(self))

    def binding(self) -> bytes:
        """What the payload's first record repeats: SHA-256 of the header without what is known only after sealing."""
        return hashlib.sha256(_encoder.encode(list(self[:5]))).digest()


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written: its SHA-256 and its size in bytes."""

    sha256: bytes
    size: int


def write_file(path: Path, pieces: Sequence[bytes]) -> Written:
    """Write a file whole or not at all: `.part`, fsync, rename, fsync of the folder.

    Raises Known E_DISK_FULL or E_FILE.
    """
    part = path.with_name(path.name + ".part")
    digest, size = hashlib.sha256(), 0
    try:
        with part.open("wb") as out:
            for piece in pieces:
                out.write(piece)
                digest.update(piece)
                size += len(piece)
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
        sync_folder(path.resolve().parent)
    except OSError as error:
        part.unlink(missing_ok=True)
        code = "E_DISK_FULL" if error.errno == 28 else "E_FILE"
        raise Known(code, path=str(path), reason=error.strerror or "") from error
    return Written(digest.digest(), size)


def seal(
    *, kind: str, signer: Signer, epoch: bytes, recipients: Sequence[str], records: payload.RecordSource
) -> list[bytes]:
    """The pieces of a bundle file; `records` gives the payload's records once the header's binding is known.

    Raises Known E_TOO_LARGE and E_TOO_MANY_RECIPIENTS.
    """
    if len(recipients) > MAX_RECIPIENTS:
        raise Known("E_TOO_MANY_RECIPIENTS", count=len(recipients), limit=MAX_RECIPIENTS)
    draft = Header(VERSION, kind, signer.public_key, epoch, payload.raw_length(records), 0, b"")
    if draft.raw_length > payload.MAX_RAW:
        raise Known("E_TOO_LARGE", length=draft.raw_length, limit=payload.MAX_RAW)
    packed = payload.pack(records(draft.binding()), draft.raw_length)
    sealed = packed if kind in UNSEALED_KINDS else payload.encrypt(packed, recipients)
    if len(sealed) > MAX_SEALED:
        raise Known("E_TOO_LARGE", length=len(sealed), limit=MAX_SEALED)
    header = draft._replace(sealed_length=len(sealed), sealed_sha256=hashlib.sha256(sealed).digest()).pack()
    framed = len(header).to_bytes(4, "big") + header
    return [MAGIC, framed, signer.sign(SIGNATURE_TAG, framed), sealed]


class Bundle:
    """A bundle file whose header, signature and hash were checked; its payload can be opened."""

    def __init__(self, source: BinaryIO) -> None:
        """Check the file from its beginning to its end; raises Known with the name of what is wrong."""
        self._source = source
        self.header = _read_header(source)
        self._start = source.tell()
        self._check_sealed()

    def _check_sealed(self) -> None:
        header = self.header
        if not (0 < header.sealed_length <= MAX_SEALED and 0 < header.raw_length <= payload.MAX_RAW):
            raise Known(
                "E_TOO_LARGE", length=max(header.sealed_length, header.raw_length), limit=payload.MAX_RAW
            )
        digest, left = hashlib.sha256(), header.sealed_length
        while left:
            piece = self._source.read(min(left, 1 << 20))
            if not piece:
                raise Known("E_TRUNCATED", missing=left)
            digest.update(piece)
            left -= len(piece)
        if digest.digest() != header.sealed_sha256:
            raise Known("E_HASH")
        if self._source.read(1):
            raise Known("E_TRAILING")

    def records(self, age_secret: str | None) -> Iterator[bytes]:
        """The payload's records, the context first; needs the age identity of a recipient unless nothing is sealed.

        Raises Known E_NOT_FOR_US, E_TOO_MANY_RECIPIENTS, E_COMPRESSION, E_TOO_LARGE, E_TRUNCATED, E_TRAILING, E_HASH.
        """
        self._source.seek(self._start)
        sealed = _Measured(self._source, self.header.sealed_length)
        if self.header.kind in UNSEALED_KINDS:
            packed = sealed.read()
        else:
            self._check_recipients()
            packed = payload.decrypt(sealed, age_secret or "")
        sealed.read()
        if sealed.digest.digest() != self.header.sealed_sha256:
            raise Known("E_HASH", reason="changed")
        return payload.unpack(packed, self.header.raw_length)

    def _check_recipients(self) -> None:
        start = self._source.read(min(MAX_AGE_HEADER, self.header.sealed_length))
        self._source.seek(self._start)
        head, found, _ = start.partition(b"\n---")
        if not head.startswith(b"age-encryption.org/v1\n") or not found:
            raise Known("E_NOT_FOR_US", reason="seal")
        count = head.count(b"\n-> X25519 ")
        if count > MAX_RECIPIENTS:
            raise Known("E_TOO_MANY_RECIPIENTS", count=count, limit=MAX_RECIPIENTS)


class _Measured:
    """Reads at most so many bytes of a file, and hashes what it reads."""

    def __init__(self, source: BinaryIO, length: int) -> None:
        self._source = source
        self._left = length
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most `size`."""
        piece = self._source.read(self._left if size < 0 else min(size, self._left))
        self._left -= len(piece)
        self.digest.update(piece)
        return piece


def _read_exactly(source: BinaryIO, length: int) -> bytes:
    data = source.read(length)
    if len(data) < length:
        raise Known("E_TRUNCATED", missing=length - len(data))
    return data


def _read_header(source: BinaryIO) -> Header:
    magic = source.read(len(MAGIC))
    if magic != MAGIC:
        raise Known("E_TRUNCATED" if MAGIC.startswith(magic) else "E_MAGIC")
    prefix = _read_exactly(source, 4)
    length = int.from_bytes(prefix, "big")
    if length > MAX_HEADER:
        raise Known("E_HEADER_TOO_BIG", length=length, limit=MAX_HEADER)
    packed = _read_exactly(source, length)
    signature = _read_exactly(source, SIGNATURE_BYTES)
    items = _header_items(packed)
    if not is_signed(items[2], signature, SIGNATURE_TAG, prefix + packed):  # type: ignore[arg-type]
        raise Known("E_SIGNATURE")
    if items[0] != VERSION:
        raise Known("E_NEWER_FORMAT", version=items[0])
    return _checked_header(items)


def _header_items(packed: bytes) -> list[int | str | bytes]:
    try:
        items = msgspec.msgpack.decode(packed)
    except (msgspec.MsgspecError, UnicodeError, ValueError, RecursionError):
        raise Known("E_HEADER") from None
    is_flat = isinstance(items, list) and all(type(item) in (int, str, bytes) for item in items)
    if not is_flat or len(items) < 3 or _encoder.encode(items) != packed:
        raise Known("E_HEADER")
    version, kind, key = items[:3]
    is_sound = type(version) is int and version >= VERSION and isinstance(kind, str)
    if not is_sound or not isinstance(key, bytes) or len(key) != KEY_BYTES:
        raise Known("E_HEADER")
    return list(items)


def _checked_header(items: list[int | str | bytes]) -> Header:
    if len(items) != len(Header._fields):
        raise Known("E_HEADER")
    header = Header(*items)  # type: ignore[arg-type]
    are_hashes = isinstance(header.epoch, bytes) and len(header.epoch) == 16
    are_hashes = are_hashes and isinstance(header.sealed_sha256, bytes) and len(header.sealed_sha256) == 32
    if not are_hashes or type(header.raw_length) is not int or type(header.sealed_length) is not int:
        raise Known("E_HEADER")
    if header.kind not in KINDS:
        raise Known("E_KIND", kind=header.kind)
    return header
