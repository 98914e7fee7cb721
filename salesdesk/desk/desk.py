"""The desk: the one door for writes, and for reading what is shown.

`desk.write("move_stage", work)` runs `work(writer)` in one transaction with its log; an exception leaves nothing
behind. What changed is told once, to whoever asked by `on_change`.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from salesdesk.domain.problems import Known
from salesdesk.domain.record import Record, Value
from salesdesk.store import edits, history, workspace
from salesdesk.store.oplog import Operation
from salesdesk.store.projection import load_record
from salesdesk.store.receive import Received, receive
from salesdesk.store.writer import Author, Note, Writer

if TYPE_CHECKING:
    from salesdesk.store.database import Connection

R = TypeVar("R", bound=Record)
Result = TypeVar("Result")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Change:
    """What one write changed: told once, after it is safe on the disk."""

    label: str
    origin: str
    """`do`, `undo`, `redo`, or `receive` for what others did."""
    notes: tuple[Note, ...]

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of record that changed."""
        return frozenset(note.kind for note in self.notes)

    def ids(self, kind: str) -> frozenset[str]:
        """The ids of the records of one kind that changed."""
        return frozenset(note.record_id for note in self.notes if note.kind == kind)


class Desk:
    """An open workspace as its user works with it."""

    def __init__(self, opened: workspace.OpenWorkspace, clock: Callable[[], datetime] | None = None) -> None:
        self._workspace = opened
        self.database = opened.database
        self._clock = clock or (lambda: datetime.now(UTC))
        self._door = threading.RLock()
        self._is_writing = False
        self._listeners: list[Callable[[Change], None]] = []
        replica, team = opened.identity.author_ids()
        with self.database.read() as connection:
            self._author = Author(replica, team, opened.identity.user_id, edits.last_clock(connection))

    # --- life

    @classmethod
    def create(
        cls,
        folder: Path,
        *,
        name: str,
        passphrase: str | None = None,
        clock: Callable[[], datetime] | None = None,
    ) -> "Desk":
        """Make a workspace for a person of that name and open it."""

        def begin(made: workspace.OpenWorkspace) -> None:
            cls(made, clock)._welcome(name)

        return cls(workspace.create_workspace(folder, passphrase, begin), clock)

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        passphrase: str | None = None,
        may_recall: bool = False,
        clock: Callable[[], datetime] | None = None,
    ) -> "Desk":
        """Open the workspace in a folder; `may_recall` lets the system's keyring stand in for the passphrase.

        Raises Known as `store.workspace.open_workspace` does.
        """
        return cls(workspace.open_workspace(folder, passphrase, may_recall=may_recall), clock)

    @classmethod
    def in_memory(cls, *, name: str = "Zhang Wei", clock: Callable[[], datetime] | None = None) -> "Desk":
        """A desk without a folder, gone when it is closed."""
        return cls(workspace.memory_workspace(), clock)._welcome(name)

    def _welcome(self, name: str) -> "Desk":
        from salesdesk.domain.team import Member

        me = Member(id=self.user_id, name=name)
        self._run("join", lambda w: w.add(me), way="first")
        return self

    def close(self) -> None:
        """Close the workspace."""
        self._workspace.close()

    # --- who and where

    @property
    def folder(self) -> Path | None:
        """The workspace's folder; None in memory."""
        return self._workspace.folder

    @property
    def key(self) -> bytes:
        """The key of the workspace's file, for backups of it."""
        return self._workspace.key

    @property
    def user_id(self) -> str:
        """Id of the member who works here."""
        return self._workspace.identity.user_id

    @property
    def replica_id(self) -> str:
        """Id of this device's copy, as it stands in the chains."""
        return self._workspace.identity.replica_id

    @property
    def team_id(self) -> str:
        """Id of the team; a workspace that joined none is a team of its own."""
        return self._workspace.identity.team_id

    def now(self) -> datetime:
        """The time, in UTC."""
        return self._clock()

    def today(self) -> date:
        """The date where the user is."""
        return self._clock().astimezone().date()

    # --- read

    def read(self) -> "AbstractContextManager[Connection]":
        """A connection for the queries of `salesdesk.store`; from any thread."""
        return self.database.read()

    def get(self, record_class: type[R], record_id: str) -> R | None:
        """The living record of that id."""
        with self.read() as connection:
            found = load_record(connection, record_class, record_id)
        return found if isinstance(found, record_class) else None

    def need(self, record_class: type[R], record_id: str) -> R:
        """The living record of that id; raises Known E_NOT_FOUND."""
        found = self.get(record_class, record_id)
        if found is None:
            raise Known("E_NOT_FOUND", kind=record_class.KIND, id=record_id)
        return found

    def select(self, record_class: type[R], **equal: Value) -> list[R]:
        """The living records whose fields equal the values given, in the order of their making."""
        from salesdesk.store.queries import select_records

        with self.read() as connection:
            return select_records(connection, record_class, equal)

    def history(self, record_id: str) -> list[history.HistoryEntry]:
        """Every change of a record, the oldest first."""
        with self.read() as connection:
            return history.history(connection, record_id)

    # --- write

    def on_change(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Be told of every change, on the thread that made it; call what is returned to be told no more."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def write(self, label: str, work: Callable[[Writer], Result]) -> Result:
        """Run one deed: what it puts is one edit, one step of undo, one transaction.

        `label` names the deed as a code (`move_stage`, `set.deal`). Raises what `work` raises; nothing stays then.
        """
        return self._run(label, work)

    def _run(
        self, label: str, work: Callable[[Writer], Result], *, way: str = "do", undoes: int = 0
    ) -> Result:
        with self._door:
            if self._is_writing:
                raise RuntimeError("a write inside a write")
            self._is_writing = True
            clock_before = self._author.clock
            try:
                with self.database.write() as connection:
                    edits.open_door(connection)
                    number = edits.next_number(connection)
                    writer = Writer(connection, self._author, edit=number, undoes=undoes, now=self.now())
                    result = work(writer)
                    writer.flush()
                    if writer.notes:
                        edits.record_edit(connection, number, label, way, undoes, self._author, self.now())
                    edits.shut_door(connection)
            except BaseException:
                self._author.clock = clock_before
                raise
            finally:
                self._is_writing = False
        self._tell(Change(label, "do" if way == "first" else way, tuple(writer.notes)))
        return result

    def receive(self, operations: Sequence[Operation]) -> Received:
        """Merge what others did; it is in the history and never on the undo stack."""
        now_ms = int(self.now().timestamp() * 1000)
        with self._door:
            clock_before = self._author.clock
            try:
                with self.database.write() as connection:
                    edits.open_door(connection)
                    received = receive(connection, self._author, operations, now_ms=now_ms)
                    edits.save_clock(connection, self._author.clock)
                    edits.shut_door(connection)
            except BaseException:
                self._author.clock = clock_before  # a batch that failed moves no clock
                raise
        self._tell(Change("receive", "receive", received.notes))
        return received

    def change_team(self, team_id: str, also: "Callable[[Connection], None]") -> None:
        """Go on as a device of another team: the log is chained anew under its id, and `also` is kept with it."""
        from salesdesk.store.rechain import rechain

        with self._door:
            with self.database.write() as connection:
                edits.open_door(connection)
                identity = rechain(connection, self._workspace.identity, team_id)
                also(connection)
                edits.shut_door(connection)
            self._workspace.identity = identity
            self._author.team = bytes.fromhex(team_id)

    def _tell(self, change: Change) -> None:
        if not change.notes:
            return
        for listener in tuple(self._listeners):
            try:
                listener(change)
            except Exception:  # noqa: BLE001 - a screen's bug must not undo what is written
                _log.exception("a listener failed on %s", change.label)

    # --- undo

    def undo_label(self) -> str | None:
        """Label of the edit that `undo` would take back."""
        with self.read() as connection:
            edit = edits.to_undo(connection)
        return edit.label if edit else None

    def redo_label(self) -> str | None:
        """Label of the edit that `redo` would do again."""
        with self.read() as connection:
            edit = edits.to_redo(connection)
        return edit.label if edit else None

    def size_to_take_back(self, way: str) -> int:
        """How many records `undo` or `redo` would write about: a large one belongs off the interface's thread."""
        with self.read() as connection:
            edit = edits.to_undo(connection) if way == "undo" else edits.to_redo(connection)
            return edits.size_of(connection, edit)

    def undo(self) -> edits.TakenBack:
        """Take the last edit of this device back.

        Raises Known E_NOTHING_TO_UNDO, or E_CHANGED_SINCE where all of it was changed since.
        """
        return self._take_back("undo")

    def redo(self) -> edits.TakenBack:
        """Do the edit again that was taken back last; raises as `undo`."""
        return self._take_back("redo")

    def _take_back(self, way: str) -> edits.TakenBack:
        with self._door:
            with self.read() as connection:
                edit = edits.to_undo(connection) if way == "undo" else edits.to_redo(connection)
            if edit is None:
                raise Known("E_NOTHING_TO_UNDO", way=way)

            def work(writer: Writer) -> edits.TakenBack:
                return edits.take_back(writer, edit)

            return self._run(edit.label, work, way=way, undoes=edit.number)
