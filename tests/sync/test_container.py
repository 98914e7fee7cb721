"""The bundle file against damage and malice: every fault has a name, at once, and nothing is inflated too far."""

import hashlib
import io
import random
import time
from collections.abc import Callable, Sequence

import msgspec
import pyrage
import pytest
import zstandard

from salesdesk.domain.problems import Known
from salesdesk.sync import container, payload
from salesdesk.sync.container import MAGIC, SIGNATURE_TAG, Bundle, Header
from salesdesk.sync.contents import Context, Message, Reader, Run, pack_record
from salesdesk.sync.ingest import HELD, QUARANTINED
from salesdesk.sync.signing import KeyRing

EPOCH = b"e" * 16
TEAM = b"t" * 16
DEVICE = KeyRing.new()
HUB = KeyRing.new()
NAMED = HELD | QUARANTINED


def message(records: Sequence[bytes] = (b"\x92\x40\x01",), **facts: object) -> Message:
    given = {
        "team": TEAM,
        "sender": DEVICE.signer.public_key,
        "kind": "up",
        "recipients": [HUB.recipient],
        **facts,
    }
    return Message(Context(**given), records)  # type: ignore[arg-type]


def sealed(records: Sequence[bytes] = (b"\x92\x40\x01",), **facts: object) -> bytes:
    pieces = container.seal(
        kind="up", signer=DEVICE.signer, epoch=EPOCH, recipients=[HUB.recipient],
        records=message(records, **facts).source,
    )  # fmt: skip
    return b"".join(pieces)


def handmade(plain: bytes, raw_length: int, *, recipients: int = 1, signed_by: KeyRing = DEVICE) -> bytes:
    """A bundle signed as it should be around whatever is to be sealed."""
    identities = [pyrage.x25519.Recipient.from_str(HUB.recipient)]
    identities += [pyrage.x25519.Identity.generate().to_public() for _ in range(recipients - 1)]
    age = pyrage.encrypt(plain, identities)
    header = Header(
        1, "up", signed_by.signer.public_key, EPOCH, raw_length, len(age), hashlib.sha256(age).digest()
    )
    return framed(header.pack(), signed_by) + age


def framed(header: bytes, signed_by: KeyRing = DEVICE) -> bytes:
    prefixed = len(header).to_bytes(4, "big") + header
    return MAGIC + prefixed + signed_by.signer.sign(SIGNATURE_TAG, prefixed)


def read(data: bytes, ring: KeyRing = HUB) -> list[bytes]:
    bundle = Bundle(io.BytesIO(data))
    reader = Reader(bundle.header, bundle.records(ring.age_secret))
    return [msgspec.msgpack.encode(items) for _, items in reader.messages()]


def fault(data: bytes, ring: KeyRing = HUB) -> str:
    """The name of what is wrong with a bundle, found within a second; empty where nothing is."""
    start = time.monotonic()
    try:
        read(data, ring)
    except Known as known:
        assert time.monotonic() - start < 1
        return known.code
    return ""


def framed_records(records: Sequence[bytes]) -> bytes:
    return b"".join(len(record).to_bytes(4, "big") + record for record in records) + bytes(4)


def padded(frame: bytes) -> bytes:
    return frame + bytes(payload.padded_length(len(frame)) - len(frame))


def frame_of(raw: bytes, **parameters: int) -> bytes:
    chosen = {"write_checksum": 1, "write_content_size": 1, **parameters}
    settings = zstandard.ZstdCompressionParameters.from_level(3, **chosen)
    return zstandard.ZstdCompressor(compression_params=settings).compress(raw)


def test_a_bundle_comes_back_as_it_was_sealed() -> None:
    records = [pack_record(64 + number, b"x" * number) for number in range(200)]
    bundle = Bundle(io.BytesIO(sealed(records)))
    found = list(bundle.records(HUB.age_secret))
    assert found[1:] == records
    assert bundle.header.raw_length == sum(4 + len(record) for record in found) + 4


def test_a_bundle_cut_anywhere_is_named() -> None:
    data = sealed()
    for length in range(len(data)):
        assert fault(data[:length]) == "E_TRUNCATED", length


def test_every_flipped_bit_of_a_small_bundle_is_named() -> None:
    data = sealed()
    for place in range(len(data)):
        for bit in (0x01, 0x80) if place > 400 else (0x01, 0x02, 0x04, 0x10, 0x40, 0x80, 0xFF):
            flipped = bytearray(data)
            flipped[place] ^= bit
            assert fault(bytes(flipped)) in NAMED, (place, bit)


def test_two_bundles_spliced_are_named() -> None:
    chance = random.Random(7)
    one, other = sealed(), sealed([pack_record(64, b"y" * 3000)])
    for _ in range(300):
        cut, start = chance.randrange(1, len(one)), chance.randrange(1, len(other))
        spliced = one[:cut] + other[start:]
        if spliced not in (one, other):
            assert fault(spliced) in NAMED


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda data: data + b"\0", "E_TRAILING"),
        (lambda data: data.replace(b"\r\n", b"\n", 1), "E_MAGIC"),
        (lambda data: b"PK\3\4" + data, "E_MAGIC"),
        (lambda data: b"", "E_TRUNCATED"),
        (lambda data: MAGIC + (4097).to_bytes(4, "big") + data[12:], "E_HEADER_TOO_BIG"),
        (lambda data: MAGIC + (0).to_bytes(4, "big") + data[12:], "E_HEADER"),
        (lambda data: data[:-1] + bytes([data[-1] ^ 1]), "E_HASH"),
        (lambda data: data[:40] + bytes([data[40] ^ 1]) + data[41:], "E_SIGNATURE"),
    ],
)  # fmt: skip
def test_damage_has_its_own_name(damage: Callable[[bytes], bytes], code: str) -> None:
    assert fault(damage(sealed())) == code


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ([2, "up", DEVICE.signer.public_key, "anything"], "E_NEWER_FORMAT"),
        ([1, "gossip", DEVICE.signer.public_key, EPOCH, 100, 100, bytes(32)], "E_KIND"),
        ([1, "up", DEVICE.signer.public_key, EPOCH, 100, 100], "E_HEADER"),
        ([1, "up", DEVICE.signer.public_key, EPOCH, 100, 100, bytes(32), 1], "E_HEADER"),
        ([1, "up", DEVICE.signer.public_key, b"short", 100, 100, bytes(32)], "E_HEADER"),
        ([1, "up", DEVICE.signer.public_key, EPOCH, 100, 65 << 20, bytes(32)], "E_TOO_LARGE"),
        ([1, "up", DEVICE.signer.public_key, EPOCH, 513 << 20, 100, bytes(32)], "E_TOO_LARGE"),
        ([1, "up", DEVICE.signer.public_key, EPOCH, -1, 100, bytes(32)], "E_TOO_LARGE"),
        ([0, "up", DEVICE.signer.public_key, EPOCH, 1, 100, bytes(32)], "E_HEADER"),
        ([True, "up", DEVICE.signer.public_key, EPOCH, 1, 100, bytes(32)], "E_HEADER"),
        ({"v": 1}, "E_HEADER"),
        ([[]] * 7, "E_HEADER"),
        ([1, "up", b"no key", EPOCH, 1, 1, bytes(32)], "E_HEADER"),
    ],
)
def test_a_signed_header_that_makes_no_sense_is_named(header: object, code: str) -> None:
    assert fault(framed(msgspec.msgpack.encode(header)) + bytes(100)) == code


def test_a_header_in_another_encoding_is_refused() -> None:
    packed = msgspec.msgpack.encode([1, "up", DEVICE.signer.public_key, EPOCH, 100, 100, bytes(32)])
    assert packed[1] == 1
    assert fault(framed(packed[:1] + b"\xcd\x00\x01" + packed[2:]) + bytes(100)) == "E_HEADER"


def test_somebody_else_cannot_open_it() -> None:
    assert fault(sealed(), KeyRing.new()) == "E_NOT_FOR_US"


def test_a_bundle_sealed_again_for_somebody_else_is_seen() -> None:
    bundle = Bundle(io.BytesIO(sealed()))
    reader = Reader(bundle.header, bundle.records(HUB.age_secret))
    with pytest.raises(Known, match="E_BINDING"):
        reader.need_recipient(KeyRing.new().recipient)


def test_at_most_32_recipients() -> None:
    raw = framed_records([b"x"])
    assert fault(handmade(padded(frame_of(raw)), len(raw), recipients=33)) == "E_TOO_MANY_RECIPIENTS"
    many = [KeyRing.new().recipient for _ in range(33)]
    with pytest.raises(Known, match="E_TOO_MANY_RECIPIENTS"):
        container.seal(
            kind="up", signer=DEVICE.signer, epoch=EPOCH, recipients=many, records=message().source
        )


def test_a_header_of_endless_recipients_ends() -> None:
    age = b"age-encryption.org/v1\n" + b"-> X25519 AAAA\nAAAA\n" * 2000
    header = Header(1, "up", DEVICE.signer.public_key, EPOCH, 10, len(age), hashlib.sha256(age).digest())
    assert fault(framed(header.pack()) + age) == "E_NOT_FOR_US"


def test_false_lengths_signed_again_are_named() -> None:
    raw = framed_records([b"x" * 1000, b"y" * 5])
    frame = padded(frame_of(raw))
    assert fault(handmade(frame, len(raw) - 1)) in ("E_TOO_LARGE", "E_BINDING")
    for length, code in ((len(raw) + 1, "E_TRUNCATED"), (len(raw) - 1, "E_TOO_LARGE"), (3, "E_TOO_LARGE")):
        bundle = Bundle(io.BytesIO(handmade(frame, length)))
        with pytest.raises(Known, match=code):
            list(bundle.records(HUB.age_secret))


def test_a_bundle_stripped_and_signed_again_by_another_is_bound_to_its_first_header() -> None:
    data = sealed()
    bundle = Bundle(io.BytesIO(data))
    age = data[-bundle.header.sealed_length :]
    thief = KeyRing.new()
    stolen = bundle.header._replace(key=thief.signer.public_key)
    assert fault(framed(stolen.pack(), thief) + age) == "E_BINDING"


@pytest.mark.parametrize(
    ("plain", "code"),
    [
        (padded(b"no frame at all"), "E_COMPRESSION"),
        (padded(frame_of(framed_records([b"x"]), write_checksum=0)), "E_COMPRESSION"),
        (padded(frame_of(bytes(20 << 20), window_log=24)), "E_COMPRESSION"),
        (padded(frame_of(framed_records([b"x"]))) + b"\0", "E_TRAILING"),
        (frame_of(framed_records([b"x"])), "E_TRAILING"),
        (padded(frame_of(framed_records([b"x"])))[:-1] + b"1", "E_TRAILING"),
        (padded(frame_of(framed_records([b"x"]))[:-5]), "E_COMPRESSION"),
        (padded(frame_of(framed_records([b"x"])[:-4])), "E_TRUNCATED"),
        (padded(frame_of(b"\xff\xff\xff\xff")), "E_TOO_LARGE"),
        (frame_of(b"x")[:6], "E_TRUNCATED"),
        (b"", "E_COMPRESSION"),
    ],
)  # fmt: skip
def test_a_frame_that_is_not_as_agreed_is_named(plain: bytes, code: str) -> None:
    bundle = Bundle(io.BytesIO(handmade(plain, len(framed_records([b"x"])))))
    with pytest.raises(Known) as caught:
        list(bundle.records(HUB.age_secret))
    assert caught.value.code in (code, "E_TRAILING")


def test_a_bomb_stops_at_the_signed_length() -> None:
    frame = frame_of(b"\0\0\0\1x" * 13_000_000)
    assert len(frame) < 20_000
    start = time.monotonic()
    bundle = Bundle(io.BytesIO(handmade(padded(frame), 100)))
    with pytest.raises(Known, match="E_TOO_LARGE"):
        list(bundle.records(HUB.age_secret))
    assert time.monotonic() - start < 1


def test_a_record_larger_than_the_rest_is_named() -> None:
    raw = (5000).to_bytes(4, "big") + b"x" * 100
    bundle = Bundle(io.BytesIO(handmade(padded(frame_of(raw)), len(raw))))
    with pytest.raises(Known, match="E_TOO_LARGE"):
        list(bundle.records(HUB.age_secret))


@pytest.mark.parametrize("record", [b"", b"\xc1", b"\x90", b"\x91\xc0", b"\x91\x00", b"\x80", b"\x91" * 3000])
def test_a_record_that_is_none_is_named(record: bytes) -> None:
    assert fault(sealed([record])) in ("E_BINDING", "E_TRUNCATED", "E_COUNT")


def test_records_of_crumbs_are_refused_before_they_fill_the_memory() -> None:
    crumbs = Run(bytes(16), "team", bytes(16), [b""] * 20_001).pack()
    assert fault(sealed([crumbs])) == "E_BINDING"
    assert fault(sealed([pack_record(2, [[]] * (1 << 20))])) == "E_TOO_LARGE"


def test_counts_are_kept() -> None:
    data = message([b"\x92\x40\x01"] * 3)
    lying = Message(msgspec.structs.replace(data.context, operations=7), data.records)
    pieces = container.seal(
        kind="up", signer=DEVICE.signer, epoch=EPOCH, recipients=[HUB.recipient], records=lying.source
    )
    assert fault(b"".join(pieces)) == "E_COUNT"


def test_types_of_tomorrow_are_skipped_from_64_on() -> None:
    assert read(sealed([pack_record(64, 1), pack_record(200, 2)])) == []


@pytest.mark.parametrize("length", [1, 1024, 1025, 5000, 10**6, 64 << 20])
def test_padding_tells_the_size_to_an_eighth(length: int) -> None:
    padded_to = payload.padded_length(length)
    assert length <= padded_to <= max(1024, length * 1.125)
    assert payload.padded_length(padded_to) == padded_to
