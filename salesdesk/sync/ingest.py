"""Files into the team store: SEEN, VERIFIED, ARCHIVED, DECRYPTED, PARSED, CHECKED, and APPLIED, DUPLICATE, HELD or
QUARANTINED; one transaction for each bundle, and every refusal has a name."""

import io
import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select, update

from salesdesk.domain.problems import Known
from salesdesk.store.log import upsert
from salesdesk.store.oplog import SCHEMA_VERSION
from salesdesk.sync import archive
from salesdesk.sync.container import Bundle, Header
from salesdesk.sync.contents import ROSTER, RUN, ChainLedger, Reader, run_of
from salesdesk.sync.enrolment import epoch_hash
from salesdesk.sync.intake import Intake, Taken
from salesdesk.sync.roster import Certificate, signed_of
from salesdesk.sync.team_store import TeamStore
from salesdesk.sync.team_tables import FILE

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from salesdesk.store.writer import Author

SUFFIX = ".sdbundle"
HELD = frozenset(("E_GAP", "E_UNKNOWN_DEVICE", "E_NEWER_FORMAT"))
QUARANTINED = frozenset((
    "E_MAGIC", "E_HEADER", "E_HEADER_TOO_BIG", "E_SIGNATURE", "E_REVOKED_DEVICE", "E_HASH", "E_TRUNCATED",
    "E_TRAILING", "E_NOT_FOR_US", "E_TOO_MANY_RECIPIENTS", "E_COMPRESSION", "E_TOO_LARGE", "E_COUNT", "E_WRONG_TEAM",
    "E_BINDING", "E_KIND", "E_TWO_HUBS",
))  # fmt: skip
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class FileResult:
    """What became of one file."""

    file: str
    sha256: bytes
    state: str
    code: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    operations: int = 0
    new: int = 0
    notices: tuple[str, ...] = ()
    refused: dict[str, int] = field(default_factory=dict)
    device: bytes = b""
    number: int = 0

    @property
    def is_in(self) -> bool:
        """Whether what the file says is in the store."""
        return self.state in ("APPLIED", "DUPLICATE")


class _Stored(NamedTuple):
    name: str
    state: str


def bundle_files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and the bundles in the folders named, by name."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found.extend(sorted(each for each in path.iterdir() if each.suffix == SUFFIX and each.is_file()))
        else:
            found.append(path)
    return found


def ingest(store: TeamStore, paths: Iterable[Path]) -> list[FileResult]:
    """Take files and folders in; what was held before is tried again after them and listed where it got in.

    Raises Known E_FILE where a file cannot be read, and the database's own faults; a file's faults are its result.
    """
    results = [_ingest_file(store, path) for path in bundle_files(paths)]
    again = retry_held(store)
    came = {result.sha256: result for result in again}
    return [came.pop(result.sha256, result) for result in results] + list(came.values())


def _ingest_file(store: TeamStore, path: Path) -> FileResult:
    sha256, size = archive.measure(path)
    if size > archive.MAX_FILE:
        result = FileResult(path.name, sha256, "QUARANTINED", "E_TOO_LARGE", {"length": str(size)})
        _see(store, result.file, sha256, size, None)
        return _settle(store, result)
    stored = _stored(store, sha256)
    if stored is not None and stored.state == "APPLIED":
        return FileResult(path.name, sha256, "DUPLICATE", notices=("N_DUPLICATE",))
    _see(store, path.name, sha256, size, path)
    return process(store, sha256)


def _stored(store: TeamStore, sha256: bytes) -> _Stored | None:
    with store.database.read() as connection:
        statement = select(FILE.c.name, FILE.c.state).where(
            FILE.c.team_id == store.team, FILE.c.sha256 == sha256
        )
        row = connection.execute(statement).first()
    return _Stored(*row) if row else None


def _see(store: TeamStore, name: str, sha256: bytes, size: int, path: Path | None) -> None:
    """Note a file that came, and keep its bytes before anything of it is believed."""
    with store.database.write() as connection:
        known = connection.scalar(
            select(FILE.c.state).where(FILE.c.team_id == store.team, FILE.c.sha256 == sha256)
        )
        if known is None:
            upsert(connection, FILE, [{
                "team_id": store.team, "sha256": sha256, "name": name, "size": size, "state": "SEEN", "code": "",
                "facts": "{}", "device": b"", "number": 0, "operations": 0, "new": 0, "notices": "[]",
                "seen_at": store.now_ms(), "done_at": 0,
            }])  # fmt: skip
        if path is not None and not archive.is_kept(connection, store.team, sha256):
            archive.keep(connection, store.team, path, sha256)


def process(store: TeamStore, sha256: bytes, *, is_released: bool = False) -> FileResult:
    """Verify a file of the archive and take it in; its state is written down whatever comes.

    `is_released`: a manager lets in what a revoked device had sent.
    """
    stored = _stored(store, sha256)
    assert stored is not None, "only files of the archive are processed"
    result = FileResult(stored.name, sha256, "ARCHIVED")
    try:
        with store.write() as (connection, author):
            taken = _take(store, connection, author, result, is_released=is_released)
            result.state, result.new, result.operations = "APPLIED", taken.new, taken.operations
            result.notices, result.refused = tuple(sorted(taken.notices)), dict(taken.refused)
            _save(connection, store, result)
        return result
    except Known as fault:
        if fault.code not in HELD | QUARANTINED:
            raise
        result.state = "HELD" if fault.code in HELD else "QUARANTINED"
        result.code, result.facts = fault.code, fault.facts
    except Exception:  # noqa: BLE001 - rolled back; the file stays archived with its reason
        _log.exception("a bundle could not be taken in: %s", stored.name)
        result.state, result.code = "ARCHIVED", "E_INTERNAL"
    return _settle(store, result)


def _take(
    store: TeamStore, connection: "Connection", author: "Author", result: FileResult, *, is_released: bool
) -> Taken:
    archived = archive.ArchivedFile(connection, store.team, result.sha256)
    bundle = Bundle(io.BufferedReader(archived, archive.PIECE))
    certificate = _sender(store, connection, bundle.header, is_released=is_released)
    hub = store.keys.hub_ring()
    reader = Reader(bundle.header, bundle.records(hub.age_secret))
    context = reader.context
    reader.need_recipient(hub.recipient)
    if context.team != store.team:
        raise Known("E_WRONG_TEAM")
    if context.user != certificate.user:
        raise Known("E_BINDING", reason="user")
    result.operations = context.operations
    result.device, result.number = context.sender, context.number
    ledger = ChainLedger(context)
    intake = Intake(
        connection, author, certificate, file=result.sha256, number=context.number, now_ms=store.now_ms()
    )  # fmt: skip
    for record_type, items in reader.messages():
        if record_type == RUN:
            run = run_of(items)
            ledger.add(run)
            intake.add(run)
        elif record_type == ROSTER:
            store.add_to_roster(connection, signed_of(items))
        else:
            raise Known("E_KIND", kind=str(record_type))
    ledger.close()
    taken = intake.close()
    if context.schema < SCHEMA_VERSION:
        taken.notices.add("N_OLDER_SCHEMA")
    return taken


def _sender(store: TeamStore, connection: "Connection", header: Header, *, is_released: bool) -> Certificate:
    if header.kind != "up":
        raise Known("E_KIND", kind=header.kind)
    roster = store.roster(connection)
    if header.key not in roster.certificates and header.epoch != epoch_hash(store.team, store.keys.epoch):
        raise Known("E_WRONG_TEAM")
    if is_released and header.key in roster.certificates:
        return roster.certificates[header.key]
    return roster.device(header.key)


def _settle(store: TeamStore, result: FileResult) -> FileResult:
    with store.database.write() as connection:
        _save(connection, store, result)
    return result


def _save(connection: "Connection", store: TeamStore, result: FileResult) -> None:
    statement = update(FILE).where(FILE.c.team_id == store.team, FILE.c.sha256 == result.sha256)
    connection.execute(statement.values(
        state=result.state, code=result.code, facts=json.dumps(result.facts, ensure_ascii=False),
        device=result.device, number=result.number, operations=result.operations, new=result.new,
        notices=json.dumps(list(result.notices)),
        done_at=store.now_ms(),
    ))  # fmt: skip


def retry_held(store: TeamStore) -> list[FileResult]:
    """Try what is held again until nothing more gets in; the results of those that did, or went to quarantine."""
    done: list[FileResult] = []
    is_moving = True
    while is_moving:
        is_moving = False
        for sha256 in waiting_files(store):
            result = process(store, sha256)
            if result.state != "HELD":
                done.append(result)
                is_moving = is_moving or result.is_in
    return done


def waiting_files(store: TeamStore) -> list[bytes]:
    """The files that are held, in the order they came."""
    with store.database.read() as connection:
        statement = select(FILE.c.sha256).where(FILE.c.team_id == store.team, FILE.c.state == "HELD")
        return list(connection.scalars(statement.order_by(FILE.c.seen_at, FILE.c.number)))
