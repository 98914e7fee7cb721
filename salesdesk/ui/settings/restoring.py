"""Bringing a backup back: the workspace is closed, what is there is set aside, and the backup is opened."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from salesdesk.domain.problems import Known
from salesdesk.text import tr
from salesdesk.text.formats import date_words
from salesdesk.ui.kit.dialogs import Dialog
from salesdesk.ui.kit.panels import EmptyState, label
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.tasks import Job
from salesdesk.ui.start.opening import Opening

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk


class RestoreDialog(Dialog):
    """Says what happens, asks for the passphrase the workspace will be opened with, and does it."""

    def __init__(
        self, parent: QWidget, heading: str, restore: Callable[[str | None], object], *, asks: bool
    ) -> None:
        super().__init__(parent, heading, tr("Bring it back"), is_danger=True)
        self._restore = restore
        self.body.addWidget(label(tr(
            "The present state is set aside in the folder “backups”, and the backup takes its place. What was done "
            "since then is not in it."
        ), wraps=True))  # fmt: skip
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        words = tr("Passphrase of the backup, where it has one")
        self.passphrase.setAccessibleName(words)
        if asks:
            self.body.addWidget(label(words, "label"))
            self.body.addWidget(self.passphrase)
        else:
            self.passphrase.setParent(self)
            self.passphrase.hide()

    def deed(self) -> bool:
        self._restore(self.passphrase.text() or None)
        return True


def ask_file(frame: Frame, parent: QWidget) -> None:
    """Choose a backup file, then ask before it is brought back."""
    dialog = QFileDialog(parent, tr("Bring a backup back …"), str(Path.home()))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda name: confirm_file(frame, parent, Path(name)))
    dialog.open()


def confirm_file(frame: Frame, parent: QWidget, source: Path) -> None:
    """Ask before a backup file takes the place of the present state."""
    from salesdesk.desk import care

    def restore(passphrase: str | None) -> None:
        reopen(frame, lambda folder, _key: care.restore(source, folder, passphrase), passphrase)

    heading = tr("Bring {file} back?").format(file=source.name)
    RestoreDialog(parent, heading, restore, asks=True).open()


def ask_copy(frame: Frame, parent: QWidget, copy: Path) -> None:
    """Ask before a daily copy takes the place of the present state."""
    from salesdesk.desk import care
    from salesdesk.store.workspace_key import is_passphrase_protected

    def restore(passphrase: str | None) -> None:
        reopen(frame, lambda folder, key: care.restore_copy(copy, folder, key), passphrase)

    heading = tr("Go back to {day}?").format(day=date_words(date.fromisoformat(copy.stem)))
    folder = frame.desk.folder
    asks = folder is not None and is_passphrase_protected(folder)
    RestoreDialog(parent, heading, restore, asks=asks).open()


def reopen(frame: Frame, put_back: Callable[[Path, bytes], object], passphrase: str | None) -> None:
    """Close the workspace, put the backup in its place and open it; a backup that is none leaves all as it was."""
    window = frame.window_widget()
    opening = window.findChild(Opening)
    if opening is None or opening.desk is None:
        return
    desk, folder = opening.desk, opening.folder
    waiting = EmptyState("archive-restore")
    waiting.say(tr("Bringing the backup back"), tr("The workspace opens again in a moment."))
    opening.window.show_page(waiting)

    def work(job: Job) -> "Desk":
        from salesdesk.desk.desk import Desk

        desk.close()
        put_back(folder, desk.key)
        return Desk.open(folder, passphrase=passphrase)

    def failed(error: Known) -> None:
        frame.faults.tell(error)
        opening.open(passphrase)  # asks for the passphrase where this was not it

    def then() -> None:
        frame.notify(tr("The backup is back."), tone="good")

    opening.make(work, failed=failed, then=then)
