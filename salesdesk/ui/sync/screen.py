"""The sync room: alone, waiting for a team, of a team, or leading one; files go out and come in here."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.text import tr
from salesdesk.text.formats import number, size_words
from salesdesk.ui.kit.actions import Command
from salesdesk.ui.kit.notice import ProgressStrip
from salesdesk.ui.kit.panels import Page, clear
from salesdesk.ui.kit.screen import Frame, Screen
from salesdesk.ui.kit.tasks import Cancelled, Job
from salesdesk.ui.kit.theme import GRID, pixels
from salesdesk.ui.sync.deeds import TeamDeeds
from salesdesk.ui.sync.parts import DropCard, alone_card, aside_card, outbox_card, pending_card, team_card
from salesdesk.ui.sync.path_row import remember_folder, usual_folder
from salesdesk.ui.sync.results import Results
from salesdesk.ui.sync.state import SyncState, file_kind, open_store, read_state

if TYPE_CHECKING:
    from salesdesk.desk.desk import Change
    from salesdesk.sync.export import Exported
    from salesdesk.sync.ingest import FileResult

T = TypeVar("T")
_PAUSE_MS = 200


class SyncScreen(Screen):
    """The state is read off the main thread; the cards are laid out anew when it is another."""

    def __init__(self, frame: Frame) -> None:
        self.deeds = TeamDeeds(self)
        super().__init__(frame, self._table_of_commands())
        self.state: SyncState | None = None
        self.results = Results()
        self.strip = ProgressStrip()
        self.strip.setParent(self)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(GRID + 4)
        page = Page()
        page.body.addWidget(self.strip)
        page.body.addLayout(self._columns)
        page.body.addStretch(1)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(page)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.read)

    def _table_of_commands(self) -> tuple[Command, ...]:
        of_team: Callable[[], bool] = lambda: self.state is not None and bool(self.state.team)  # noqa: E731
        leads: Callable[[], bool] = lambda: self.state is not None and self.state.leads  # noqa: E731
        alone: Callable[[], bool] = lambda: self.state is not None and not self.state.team  # noqa: E731
        return (
            Command("sync.export", lambda: tr("Write a bundle …"), self.ask_export, "Ctrl+Shift+S", "upload", of_team),
            Command("sync.take_in", lambda: tr("Take files in …"), self.ask_files, "Ctrl+I", "download"),
            Command("sync.join", lambda: tr("Join a team …"), self.deeds.join, "", "network", alone),
            Command("sync.lead", lambda: tr("Lead a team of your own …"), self.deeds.lead, "", "users", alone),
            Command("sync.invite", lambda: tr("Invite somebody …"), self.deeds.invite, "", "user-plus", leads),
        )  # fmt: skip

    # --- what the window asks

    def title(self) -> str:
        return tr("Sync")

    def primary(self) -> str:
        if self.state is None:
            return ""
        return "sync.export" if self.state.team else "sync.join"

    def secondary(self) -> Sequence[str]:
        return ("sync.take_in",)

    def refresh(self, change: "Change | None") -> None:
        if change is None:
            self.results.said_anew()
            if self.state is not None:
                self._lay_out(self.state)
            self.read()
        else:
            self._timer.start()

    def show_record(self, kind: str, record_id: str) -> None:
        """No record lives here."""

    def picture_states(self) -> Sequence[tuple[str, Callable[[], object]]]:
        if self.state is not None and self.state.leads:
            return (("invite", self.deeds.invite),)
        return (
            (("join", self.deeds.join), ("lead", self.deeds.lead))
            if self.state and not self.state.team
            else ()
        )

    # --- state

    def read(self) -> None:
        """Read the state again."""
        desk = self.frame.desk
        self.frame.tasks.run(lambda job: read_state(desk), owner=self, done=self._show)

    def _show(self, state: SyncState) -> None:
        if state == self.state:
            return
        self._lay_out(state)
        self.commands.refresh()
        self.frame.title_changed()

    def _lay_out(self, state: SyncState) -> None:
        self.state = state
        self.results.setParent(self)
        clear(self._columns)
        left, right = QVBoxLayout(), QVBoxLayout()
        for side in (left, right):
            side.setSpacing(GRID + 4)
            holder = QWidget()
            holder.setProperty("role", "page")
            holder.setMaximumWidth(pixels(720))
            side.setContentsMargins(0, 0, 0, 0)
            holder.setLayout(side)
            self._columns.addWidget(holder, 1)
        self._columns.addStretch(0)
        if not state.team:
            left.addWidget(
                pending_card(self.deeds.join)
                if state.is_waiting
                else alone_card(self.deeds.join, self.deeds.lead)
            )
        else:
            left.addWidget(outbox_card(state, self.ask_export))
        if state.leads:
            left.addWidget(team_card(state, self.deeds.invite, self.deeds.revoke))
        right.addWidget(self._drop_card(state))
        if state.aside:
            right.addWidget(aside_card(state, self.deeds.retry, self.deeds.release))
        for side in (left, right):
            side.addStretch(1)

    def _drop_card(self, state: SyncState) -> DropCard:
        if state.leads:
            words = tr(
                "Drag what your people sent here: bundles, and requests to join. Whole folders are read too."
            )
        elif state.team:
            words = tr("Drag what your manager sent here.")
        else:
            words = tr("Drag an invitation or an approval here.")
        card = DropCard(tr("What comes in"), words, self.take_in, self.ask_files)
        card.body.addWidget(self.results)
        self.results.show()
        return card

    # --- going out

    def ask_export(self) -> None:
        """Choose where the bundle goes."""
        number_ = self.state.exports + 1 if self.state is not None else 1
        name = f"salesdesk-{self.frame.desk.today().isoformat()}-{number_:03d}.sdbundle"
        dialog = QFileDialog(self, tr("Write a bundle …"), str(usual_folder() / name))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("sdbundle")
        dialog.fileSelected.connect(lambda chosen: self.export(Path(chosen)))
        dialog.open()

    def export(self, path: Path) -> None:
        """Write a bundle of all that is for the team."""
        desk = self.frame.desk
        remember_folder(path)

        def work(job: Job) -> "list[Exported]":
            from salesdesk.sync.export import export

            return export(desk, path)

        def done(files: "list[Exported]") -> None:
            count = sum(one.operations for one in files)
            size = size_words(sum(one.size for one in files))
            words = tr("{file}: {count} changes, {size}. Send it to your manager.").format(
                file=", ".join(one.path.name for one in files), count=number(count), size=size
            )
            self.frame.notify(words, tone="good")
            self.read()

        self.run(work, done, tr("Sealing the bundle"))

    # --- coming in

    def ask_files(self) -> None:
        """Choose files to take in."""
        dialog = QFileDialog(self, tr("Take files in …"), str(usual_folder()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(["salesdesk (*.sdbundle)", tr("All files") + " (*)"])
        dialog.filesSelected.connect(lambda names: self.take_in([Path(name) for name in names]))
        dialog.open()

    def take_in(self, paths: Sequence[Path]) -> None:
        """Do with files what they are for: an invitation is answered, a request approved, the rest taken in."""
        if not paths:
            return
        remember_folder(paths[0])
        kind = file_kind(paths[0]) if len(paths) == 1 and paths[0].is_file() else ""
        if kind == "invite":
            self.deeds.join(paths[0])
        elif kind == "enrol" and self.state is not None and self.state.leads:
            self.deeds.approve(paths[0])
        else:
            self._ingest(paths)

    def _ingest(self, paths: Sequence[Path]) -> None:
        desk, leads = self.frame.desk, self.state is not None and self.state.leads

        def work(job: Job) -> "list[FileResult]":
            if leads:
                from salesdesk.sync.ingest import ingest

                with open_store(desk) as store:
                    return ingest(store, paths)
            from salesdesk.sync.device_ingest import ingest as take

            return take(desk, paths)

        self.run(work, self.show_results, tr("Taking files in"))

    def show_results(self, results: "list[FileResult]") -> None:
        """Say what became of files."""
        self.results.show_results(results)
        good = sum(one.is_in for one in results)
        words = tr("{good} of {count} files are in.").format(good=number(good), count=number(len(results)))
        self.frame.notify(words, tone="good" if good == len(results) else "warning")
        self.read()

    # --- work in the background

    def run(self, work: Callable[[Job], T], done: Callable[[T], None], title: str) -> None:
        """Do something slow; a fault is told, and the state read again."""

        def ended(result: T) -> None:
            self.strip.finish()
            done(result)

        def failed(error: Exception) -> None:
            self.strip.finish()
            if not isinstance(error, Cancelled):
                self.frame.faults.tell(error)
                self.read()

        self.frame.tasks.run(work, owner=self, done=ended, failed=failed, is_long=True)
        self.strip.follow(None, title)
