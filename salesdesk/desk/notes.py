"""What can hang on any record: notes, tags and files."""

import contextlib
import hashlib
import mimetypes
import os
import secrets
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from salesdesk.desk.derived import derived_id
from salesdesk.domain.account import Attachment, Note, Tag
from salesdesk.domain.problems import Known
from salesdesk.domain.record import Record
from salesdesk.store.writer import Writer

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk

ATTACHMENTS = "attachments"
LARGEST = 200 * 1024 * 1024
"""Bytes of the largest file that may be attached."""


def write_note(w: Writer, about: Record, text: str, *, is_private: bool = False) -> Note:
    """Put a note on a record, dated now; a private one never leaves this person's copies."""
    return w.add(
        Note(
            about_kind=about.KIND,
            about_id=about.id,
            noted_at=w.now,
            author_id=w.user_id,
            is_private=is_private,
            text=text.strip(),
        )
    )


def add_tag(w: Writer, about: Record, word: str) -> Tag:
    """Put a word on a record; the same word twice is one tag, on all devices."""
    found = tag_id(about.id, word)
    known = w.get(Tag, found)
    return known or w.put(Tag(id=found, about_kind=about.KIND, about_id=about.id, word=_clean(word)))


def remove_tag(w: Writer, about_id: str, word: str) -> None:
    """Take a word off a record; raises Known E_NOT_FOUND."""
    w.drop(Tag, tag_id(about_id, word))


def tag_id(about_id: str, word: str) -> str:
    """The id of a word on a record, whatever its case and blanks."""
    return derived_id(Tag.KIND, about_id, _clean(word).casefold())


def _clean(word: str) -> str:
    return " ".join(word.split())


def attach(
    desk: "Desk",
    about: Record,
    name: str,
    data: bytes,
    *,
    caption: str = "",
    media_type: str = "",
    taken_at: datetime | None = None,
) -> Attachment:
    """Keep a file with a record: its bytes first, then the record that names them.

    Raises Known E_FIELD (reason range: too big), E_FILE, E_DISK_FULL, E_READ_ONLY; the record is not made then.
    """
    _check_size(len(data))
    sha256 = keep_bytes(attachments_folder(desk), data)
    guessed = media_type or mimetypes.guess_type(name)[0] or ""
    record = Attachment(
        about_kind=about.KIND,
        about_id=about.id,
        name=Path(name).name,
        media_type=guessed,
        size=len(data),
        sha256=sha256,
        taken_at=taken_at,
        caption=caption.strip(),
    )
    return desk.write("attach", lambda w: w.add(record))


def _check_size(size: int) -> None:
    if size > LARGEST:
        raise Known(
            "E_FIELD", kind=Attachment.KIND, field="size", reason="range", value=size, low=0, high=LARGEST
        )


def attach_file(desk: "Desk", about: Record, path: Path, *, caption: str = "") -> Attachment:
    """Keep a file of the disk with a record; raises as `attach`, and Known E_FILE where it cannot be read."""
    try:
        _check_size(path.stat().st_size)
        data = path.read_bytes()
    except OSError as error:
        raise Known("E_FILE", path=path, detail=error.strerror or "") from error
    return attach(desk, about, path.name, data, caption=caption)


def attachments_folder(desk: "Desk") -> Path:
    """The folder of the workspace that holds the bytes; raises Known E_FILE for a workspace in memory."""
    if desk.folder is None:
        raise Known("E_FILE", path=ATTACHMENTS)
    return desk.folder / ATTACHMENTS


def attachment_path(desk: "Desk", attachment: Attachment) -> Path | None:
    """Where the bytes of an attachment lie; None where they have not come yet."""
    if len(attachment.sha256) != 64 or attachment.sha256.strip("0123456789abcdef"):
        return None  # it came from elsewhere: a name that is no hash never becomes a path
    path = attachments_folder(desk) / attachment.sha256
    return path if path.is_file() else None


def keep_bytes(folder: Path, data: bytes) -> str:
    """Write bytes under their SHA-256, whole or not at all; the hash in hexadecimal digits."""
    sha256 = hashlib.sha256(data).hexdigest()
    path = folder / sha256
    part = folder / f"{sha256}.{secrets.token_hex(4)}.part"
    try:
        if path.is_file() and path.stat().st_size == len(data):
            return sha256
        folder.mkdir(parents=True, exist_ok=True)
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise _fault(error, path) from error
    return sha256


def _fault(error: OSError, path: Path) -> Known:
    import errno

    code = {errno.ENOSPC: "E_DISK_FULL", errno.EROFS: "E_READ_ONLY", errno.EACCES: "E_READ_ONLY"}.get(
        error.errno or 0
    )
    return Known(code or "E_FILE", path=path, detail=error.strerror or "")
