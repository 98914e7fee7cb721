"""Opening the workspace after the frame is painted: off the main thread, asking for the passphrase, saying faults."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from salesdesk.domain.problems import Known
from salesdesk.ui.kit.memory import give_back
from salesdesk.ui.kit.tasks import Cancelled, Job
from salesdesk.ui.main_window import MainWindow

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk

_SETTLED_MS = 3000
"""So long after a workspace was opened its first room has come to rest."""


class Opening(QObject):
    """Brings a desk into the window, from a folder that may hold none yet."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        super().__init__(window)
        self.window, self.folder = window, folder
        self.desk: Desk | None = None

    def begin(self) -> None:
        """Open the workspace of the folder."""
        self.open()

    def open(self, passphrase: str | None = None) -> None:
        """Open it with a passphrase, or with the key in its folder."""
        folder = self.folder

        def work(job: Job) -> "Desk":
            from salesdesk.desk.desk import Desk

            return Desk.open(folder, passphrase=passphrase, may_recall=True)

        self.window.tasks.run(work, owner=self, done=self.take, failed=self._on_failure)

    def take(self, desk: "Desk", *, is_new: bool = False) -> None:
        """Work on this desk from now on; a backup of the day is made beside."""
        self.desk = desk
        self.window.attach(desk, is_new=is_new)
        self.window.tasks.run(lambda job: _back_up(desk), owner=self, is_long=True)
        QTimer.singleShot(_SETTLED_MS, self, give_back)

    def make(
        self,
        work: "Callable[[Job], Desk]",
        *,
        failed: Callable[[Known], None],
        then: Callable[[], None] | None = None,
    ) -> None:
        """Make a workspace off the main thread and work on it; a known fault is handed to `failed`."""

        def done(desk: "Desk") -> None:
            self.take(desk, is_new=True)
            if then is not None:
                then()

        def fail(error: Exception) -> None:
            if isinstance(error, Known):
                failed(error)
            elif not isinstance(error, Cancelled):
                self.window.faults.tell(error)

        self.window.tasks.run(work, owner=self, done=done, failed=fail, is_long=True)

    def _on_failure(self, error: Exception) -> None:
        if not isinstance(error, Known):
            self.window.faults.tell(error)
            return
        if error.code == "E_PASSPHRASE":
            from salesdesk.ui.start.passphrase_page import PassphrasePage

            self.window.show_page(PassphrasePage(self, is_wrong=error.facts.get("reason") != "missing"))
        elif error.code == "E_NOT_WORKSPACE" and error.facts.get("reason") == "missing":
            from salesdesk.ui.start.start_page import StartPage

            self.window.show_page(StartPage(self))
        else:
            from salesdesk.ui.start.fault_page import FaultPage

            self.window.show_page(FaultPage(self, error))


def _back_up(desk: "Desk") -> None:
    from salesdesk.desk import care

    if desk.folder is not None:
        care.back_up_today(desk)
