"""The deeds of joining and leading a team: each asks what it needs, works in the background, says its result."""

from pathlib import Path
from typing import TYPE_CHECKING

from salesdesk.text import tr
from salesdesk.ui.kit.tasks import Job
from salesdesk.ui.sync.state import open_store

if TYPE_CHECKING:
    from salesdesk.sync.founding import Approved, Invited
    from salesdesk.sync.ingest import FileResult
    from salesdesk.sync.joining import Asked
    from salesdesk.ui.sync.screen import SyncScreen


class TeamDeeds:
    """What can be done about teams from the sync room."""

    def __init__(self, screen: "SyncScreen") -> None:
        self._screen = screen

    def join(self, invitation: Path | None = None) -> None:
        """Answer an invitation."""
        from salesdesk.ui.sync.dialogs import AskToJoin, show_request

        screen = self._screen

        def done(asked: "Asked", path: Path) -> None:
            show_request(screen.frame.window_widget(), asked, path)
            screen.read()

        AskToJoin(screen.frame, screen, done, invitation).open()

    def lead(self) -> None:
        """Make a team of one's own."""
        from salesdesk.ui.sync.dialogs import MakeTeam

        screen = self._screen

        def done(name: str) -> None:
            words = tr("The team “{name}” is made. Invite your people.").format(name=name)
            screen.frame.notify(words, tone="good")
            screen.read()

        MakeTeam(screen.frame, screen, done).open()

    def invite(self) -> None:
        """Invite somebody into the team."""
        from salesdesk.ui.sync.dialogs import Invite, show_invitation

        screen = self._screen

        def done(invited: "Invited", path: Path) -> None:
            show_invitation(screen.frame.window_widget(), invited, path)
            screen.read()

        Invite(screen.frame, screen, done).open()

    def approve(self, request: Path) -> None:
        """Look at a request, and ask for its words."""
        from salesdesk.ui.sync.dialogs import Approve, read_asking

        screen = self._screen

        def done(approved: "Approved", answer: Path) -> None:
            words = tr("{name} is in. Send {file} back.").format(name=approved.name, file=answer.name)
            screen.frame.notify(words, tone="good")
            screen.read()

        def ask(seen: tuple[str, str]) -> None:
            Approve(screen.frame, screen, request, *seen, done).open()

        screen.run(lambda job: read_asking(screen.frame, request), ask, tr("Reading the request"))

    def revoke(self, device: str, name: str) -> None:
        """Ask before nothing more is let in from a device."""
        from salesdesk.ui.kit.dialogs import Question

        screen = self._screen
        desk = screen.frame.desk

        def work(job: Job) -> None:
            from salesdesk.sync.founding import find_device, revoke

            with open_store(desk) as store:
                revoke(store, find_device(store, device))

        def deed() -> None:
            screen.run(work, lambda _none: screen.read(), tr("Shutting out"))

        more = tr("What this device sent before stays. What it sends from now on waits for your decision.")
        heading = tr("Shut {name} out?").format(name=name)
        Question(screen.frame.window_widget(), heading, more, tr("Shut out"), deed, is_danger=True).open()

    def retry(self) -> None:
        """Try the files again that are not in."""
        desk = self._screen.frame.desk

        def work(job: Job) -> "list[FileResult]":
            from salesdesk.sync.quarantine import retry

            with open_store(desk) as store:
                return retry(store)

        self._screen.run(work, self._screen.show_results, tr("Taking files in"))

    def release(self, sha256: str, file: str) -> None:
        """Ask before a file of a device that was shut out is let in."""
        from salesdesk.ui.kit.dialogs import Question

        screen = self._screen
        desk = screen.frame.desk

        def work(job: Job) -> "list[FileResult]":
            from salesdesk.sync.quarantine import release

            with open_store(desk) as store:
                return [release(store, sha256)]

        def deed() -> None:
            screen.run(work, screen.show_results, tr("Taking files in"))

        heading = tr("Let {file} in after all?").format(file=file)
        more = tr(
            "It comes from a device that was shut out. Its changes cannot be told apart from others afterwards."
        )
        Question(screen.frame.window_widget(), heading, more, tr("Let it in"), deed, is_danger=True).open()
