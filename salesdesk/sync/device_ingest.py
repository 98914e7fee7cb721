"""Files into a device's workspace: the approval that makes it one of the team's, and a newer roster."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from salesdesk.desk.desk import Desk
from salesdesk.domain.problems import Known
from salesdesk.store.facts import load_fact
from salesdesk.sync.device_keys import PENDING, membership
from salesdesk.sync.enrolment import opened
from salesdesk.sync.ingest import HELD, QUARANTINED, FileResult, bundle_files
from salesdesk.sync.joining import take_approval


def ingest(desk: Desk, paths: Iterable[Path]) -> list[FileResult]:
    """Take files in; a file's faults are its result, and nothing of such a file is taken."""
    return [_ingest_file(desk, path) for path in bundle_files(paths)]


def _ingest_file(desk: Desk, path: Path) -> FileResult:
    result = FileResult(path.name, b"", "APPLIED")
    try:
        result.sha256 = _sha256(path)
        if _is_known(desk, path):
            result.state, result.notices = "DUPLICATE", ("N_DUPLICATE",)
        else:
            take_approval(desk, path)
    except Known as fault:
        if fault.code not in HELD | QUARANTINED | {"E_INVITATION"}:
            raise
        result.state = "HELD" if fault.code in HELD else "QUARANTINED"
        result.code, result.facts = fault.code, fault.facts
    return result


def _is_known(desk: Desk, path: Path) -> bool:
    """Whether this is the approval that was taken in before."""
    with desk.read() as connection:
        member = membership(connection)
        if member is None or load_fact(connection, PENDING) is not None:
            return False
    with opened(path) as bundle:
        return bundle.header.kind == "roster" and bundle.header.key == member.root


def _sha256(path: Path) -> bytes:
    try:
        with path.open("rb") as source:
            return hashlib.file_digest(source, "sha256").digest()
    except OSError as error:
        raise Known("E_FILE", path=str(path), reason=error.strerror or "") from error
