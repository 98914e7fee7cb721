"""What is sealed in a bundle: one zstd frame of length-prefixed records, closed by zero, padded with zeros.

The frame is measured block by block before it is inflated, and inflated never a byte over the length that was signed.
"""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

import zstandard

from salesdesk.domain.problems import Known

MAX_RAW = 512 << 20
"""Bytes of the inflated payload of one file."""
MAX_RECORD = 9 << 20
"""Bytes of one record: an operation of 8 MiB fits, and a record of crumbs stays below 200 MiB when it is read."""
MAX_WINDOW = 8 << 20
SMALLEST = 1024
"""Bytes a padded payload has at least."""
LEVEL = 3
BINDING_BYTES = 32

RecordSource = Callable[[bytes], Iterable[bytes]]
"""Gives the records when told the header's binding, whose length alone changes theirs."""


class Readable(Protocol):
    """Something to read from."""

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""


def raw_length(records: RecordSource) -> int:
    """How many bytes the records take when framed."""
    return sum(4 + len(record) for record in records(bytes(BINDING_BYTES))) + 4


def padded_length(length: int) -> int:
    """The length a frame of this length is padded to: at most 12 % more, so that sizes tell little (Padmé)."""
    if length <= SMALLEST:
        return SMALLEST
    exponent = length.bit_length() - 1
    loose_bits = exponent - exponent.bit_length()
    mask = (1 << loose_bits) - 1
    return (length + mask) & ~mask


def pack(records: Iterable[bytes], length: int) -> bytes:
    """The records as one padded frame; `length` is what they take inflated."""
    parameters = zstandard.ZstdCompressionParameters.from_level(
        LEVEL, window_log=23, write_checksum=True, write_content_size=True
    )
    compressor = zstandard.ZstdCompressor(compression_params=parameters).compressobj(size=length)
    out = bytearray()
    for record in records:
        out += compressor.compress(len(record).to_bytes(4, "big") + record)
    out += compressor.compress(bytes(4))
    out += compressor.flush()
    out += bytes(padded_length(len(out)) - len(out))
    return bytes(out)


def encrypt(packed: bytes, recipients: Sequence[str]) -> bytes:
    """The payload sealed by age for the recipients."""
    import pyrage

    return bytes(pyrage.encrypt(packed, [pyrage.x25519.Recipient.from_str(each) for each in recipients]))


def decrypt(sealed: Readable, age_secret: str) -> bytes:
    """The padded frame again; raises Known E_NOT_FOR_US (no key of ours), E_HASH (the seal is broken)."""
    import pyrage

    out = io.BytesIO()
    try:
        pyrage.decrypt_io(sealed, out, [pyrage.x25519.Identity.from_str(age_secret)])
    except (pyrage.DecryptError, pyrage.IdentityError) as error:
        raise Known("E_NOT_FOR_US", reason=str(error)) from None
    except OSError:
        raise Known("E_HASH", reason="seal") from None
    return out.getvalue()


def frame_length(packed: bytes) -> int:
    """Bytes of the zstd frame at the beginning, found by its block headers; raises Known E_COMPRESSION, E_TRUNCATED."""
    try:
        parameters = zstandard.get_frame_parameters(packed)
        at = zstandard.frame_header_size(packed)
    except zstandard.ZstdError:
        raise Known("E_COMPRESSION") from None
    if parameters.window_size > MAX_WINDOW or parameters.dict_id or not parameters.has_checksum:
        raise Known("E_COMPRESSION", reason="frame")
    is_last = False
    while not is_last:
        if at + 3 > len(packed):
            raise Known("E_TRUNCATED")
        block = int.from_bytes(packed[at : at + 3], "little")
        is_last, block_type = bool(block & 1), block >> 1 & 3
        if block_type == 3:
            raise Known("E_COMPRESSION", reason="block")
        at += 3 + (1 if block_type == 1 else block >> 3)
    at += 4
    if at > len(packed):
        raise Known("E_TRUNCATED")
    return at


def unpack(packed: bytes, length: int) -> Iterator[bytes]:
    """The records of a padded frame that takes `length` bytes inflated, one by one."""
    end = frame_length(packed)
    if len(packed) != padded_length(end) or any(packed[end:]):
        raise Known("E_TRAILING", reason="padding")
    inflated = zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW).stream_reader(memoryview(packed)[:end])
    left = length
    while True:
        size = int.from_bytes(_inflate(inflated, 4, left), "big")
        left -= 4
        if not size:
            break
        if size > MAX_RECORD:
            raise Known("E_TOO_LARGE", length=size, limit=MAX_RECORD)
        yield _inflate(inflated, size, left)
        left -= size
    if left:
        raise Known("E_TRUNCATED", missing=left)
    if _read(inflated, 1):
        raise Known("E_TOO_LARGE", reason="signed", limit=length)


def _inflate(inflated: zstandard.ZstdDecompressionReader, size: int, left: int) -> bytes:
    if size > left:
        raise Known("E_TOO_LARGE", reason="signed", length=size, limit=left)
    data = _read(inflated, size)
    if len(data) < size:
        raise Known("E_TRUNCATED", missing=size - len(data))
    return data


def _read(inflated: zstandard.ZstdDecompressionReader, size: int) -> bytes:
    try:
        return inflated.read(size)
    except zstandard.ZstdError:
        raise Known("E_COMPRESSION") from None
