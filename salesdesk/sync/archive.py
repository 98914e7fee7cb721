"""The archive of a team store: the original bytes of every file that came, in pieces, read like a file."""

import hashlib
import io
from pathlib import Path

from sqlalchemy import Connection, func, insert, select

from salesdesk.domain.problems import Known
from salesdesk.sync.container import MAGIC, MAX_HEADER, MAX_SEALED
from salesdesk.sync.signing import SIGNATURE_BYTES
from salesdesk.sync.team_tables import ARCHIVE

PIECE = 1 << 20
MAX_FILE = len(MAGIC) + 4 + MAX_HEADER + SIGNATURE_BYTES + MAX_SEALED
"""Bytes of the largest bundle there can be; what is larger is not kept."""


def measure(path: Path) -> tuple[bytes, int]:
    """SHA-256 and size of a file; raises Known E_FILE."""
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("rb") as source:
            while piece := source.read(PIECE):
                digest.update(piece)
                size += len(piece)
    except OSError as error:
        raise Known("E_FILE", path=str(path), reason=error.strerror or "") from error
    return digest.digest(), size


def keep(connection: Connection, team: bytes, path: Path, sha256: bytes) -> None:
    """Put a file into the archive; raises Known E_FILE where it is no longer the one that was measured."""
    digest = hashlib.sha256()
    with path.open("rb") as source:
        for number, piece in enumerate(iter(lambda: source.read(PIECE), b"")):
            digest.update(piece)
            connection.execute(
                insert(ARCHIVE).values(team_id=team, sha256=sha256, piece=number, content=piece)
            )
    if digest.digest() != sha256:
        raise Known("E_FILE", path=str(path), reason="changed")


def is_kept(connection: Connection, team: bytes, sha256: bytes) -> bool:
    """Whether the archive holds a file."""
    count = select(func.count()).where(ARCHIVE.c.team_id == team, ARCHIVE.c.sha256 == sha256)
    return bool(connection.scalar(count))


class ArchivedFile(io.RawIOBase):
    """A file of the archive, read piece by piece; a piece is in memory, never the file."""

    def __init__(self, connection: Connection, team: bytes, sha256: bytes) -> None:
        super().__init__()
        self._connection = connection
        self._where = (ARCHIVE.c.team_id == team, ARCHIVE.c.sha256 == sha256)
        self._at = 0
        self._number = -1
        self._piece = b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence != io.SEEK_SET:
            raise io.UnsupportedOperation("only from the beginning")
        self._at = offset
        return offset

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        number, start = divmod(self._at, PIECE)
        if number != self._number:
            found = self._connection.scalar(
                select(ARCHIVE.c.content).where(*self._where, ARCHIVE.c.piece == number)
            )
            self._number, self._piece = number, found or b""
        data = self._piece[start : start + len(buffer)]
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)
