"""Where the data lies and what protects it; backups, bringing one back, and checking that everything agrees."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from salesdesk.text import tr
from salesdesk.text.formats import date_words, number, relative_days, size_words
from salesdesk.ui.kit.dialogs import Dialog
from salesdesk.ui.kit.notice import ProgressStrip
from salesdesk.ui.kit.panels import Card, KeyValue, button, clear, label, link, row
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.tasks import Job
from salesdesk.ui.kit.theme import pixels
from salesdesk.ui.settings.page import SettingsPage
from salesdesk.ui.settings.restoring import ask_copy, ask_file

if TYPE_CHECKING:
    from salesdesk.desk.care import Health

_SHOWN = 6
_SHORTEST = 8


class PassphraseDialog(Dialog):
    """Asks for a new passphrase, twice; empty takes the protection off, after that is said."""

    def __init__(self, frame: Frame, parent: QWidget, *, is_protected: bool) -> None:
        heading = tr("Change the passphrase") if is_protected else tr("Protect the workspace by a passphrase")
        super().__init__(parent, heading, tr("Set the passphrase"))
        self._frame = frame
        self.body.addWidget(label(tr(
            "It is asked for at every start. Nobody can bring it back: without it the workspace and its backups "
            "stay shut. Backups made before keep the passphrase they had."
        ), "muted", wraps=True))  # fmt: skip
        self.first, self.second = QLineEdit(), QLineEdit()
        for line, words in ((self.first, tr("New passphrase")), (self.second, tr("The same again"))):
            line.setEchoMode(QLineEdit.EchoMode.Password)
            line.setAccessibleName(words)
            self.body.addWidget(label(words, "label"))
            self.body.addWidget(line)
        if is_protected:
            self.body.addLayout(row(link(tr("Use no passphrase any more"), self._remove), 1))

    def deed(self) -> bool:
        words = self.first.text()
        if len(words) < _SHORTEST:
            self.say_problem(tr("A passphrase has at least {count} characters.").format(count=_SHORTEST))
            return False
        if words != self.second.text():
            self.say_problem(tr("The two are not the same."))
            return False
        self._set(words)
        return True

    def _remove(self) -> None:
        self._set(None)
        self.accept()

    def _set(self, words: str | None) -> None:
        desk = self._frame.desk

        def work(job: Job) -> None:
            from salesdesk.desk.care import change_passphrase

            change_passphrase(desk, words)

        said = tr("The passphrase is set.") if words else tr("No passphrase is asked for any more.")
        self._frame.tasks.run(
            work, owner=self._frame.window_widget(), is_long=True,
            done=lambda _none: self._frame.notify(said, tone="good"),
        )  # fmt: skip


class WorkspacePage(SettingsPage):
    """Facts and deeds about the folder of this workspace."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self.strip = ProgressStrip()
        self.strip.setParent(self)
        self.where, self.saved, self.checked = Card(), Card(), Card()
        self.copies = QVBoxLayout()
        self.body.addWidget(self.strip)
        for card in (self.where, self.saved, self.checked):
            card.setMaximumWidth(pixels(720))
            self.body.addWidget(card)
        self.body.addStretch(1)
        self._said = ""

    @property
    def _folder(self) -> Path | None:
        return self._frame.desk.folder

    def fill(self) -> None:
        """Show how the workspace stands."""
        for card in (self.where, self.saved, self.checked):
            clear(card.body)
        self._fill_where()
        self._fill_saved()
        self._fill_checked()

    def say(self) -> None:
        """Say the words in the language in force."""
        self.fill()

    # --- where it lies

    def _fill_where(self) -> None:
        from salesdesk.store.workspace_key import is_passphrase_protected

        body, folder = self.where.body, self._folder
        body.addWidget(label(tr("Workspace"), "strong"))
        if folder is None:
            body.addWidget(
                label(tr("This workspace lies in memory only, and goes when it is closed."), wraps=True)
            )
            return
        is_protected = is_passphrase_protected(folder)
        protection = (
            tr("Encrypted; a passphrase is asked for at the start")
            if is_protected
            else tr("Encrypted; the key lies in the folder, so whoever has the folder can read it")
        )
        body.addWidget(KeyValue(tr("Folder"), str(folder)))
        body.addWidget(KeyValue(tr("Size"), size_words(_size_of(folder))))
        body.addWidget(KeyValue(tr("Protection"), protection))
        change = tr("Change the passphrase …") if is_protected else tr("Set a passphrase …")
        body.addLayout(row(
            button(change, self.ask_passphrase, icon_name="key"),
            button(tr("Show the folder"), self._show_folder, icon_name="folder-open"), 1,
        ))  # fmt: skip

        if is_protected:
            body.addLayout(row(
                link(tr("Open it on this computer without asking"), lambda: self.set_remembered(is_on=True)),
                link(tr("Ask again at every start"), lambda: self.set_remembered(is_on=False)), 1,
            ))  # fmt: skip

    def set_remembered(self, *, is_on: bool) -> None:
        """Let the keyring of the system open the workspace here, or no longer."""
        desk = self._frame.desk

        def work(job: Job) -> bool:
            from salesdesk.desk import care

            if is_on:
                return care.remember_key(desk)
            care.forget_key(desk)
            return True

        def done(has_worked: bool) -> None:
            if not has_worked:
                words = tr(
                    "This system has no keyring that could keep the key; the passphrase is still asked for."
                )
            elif is_on:
                words = tr("Your account on this computer opens the workspace from now on.")
            else:
                words = tr("The passphrase is asked for at every start again.")
            self._frame.notify(words, tone="good" if has_worked else "warning")

        self._frame.tasks.run(work, owner=self, done=done, failed=self._fail, is_long=True)

    def ask_passphrase(self) -> None:
        """Ask for another passphrase."""
        from salesdesk.store.workspace_key import is_passphrase_protected

        if self._folder is None:
            return
        dialog = PassphraseDialog(self._frame, self, is_protected=is_passphrase_protected(self._folder))
        dialog.finished.connect(lambda _result: self.fill())
        dialog.open()

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    # --- backups

    def _fill_saved(self) -> None:
        from salesdesk.desk.care import daily_copies

        body, folder = self.saved.body, self._folder
        body.addWidget(label(tr("Backups"), "strong"))
        body.addWidget(label(tr(
            "Every day the first start keeps a copy in the folder. Now and then, keep one file with everything "
            "somewhere else: on a stick, or on another computer."
        ), "muted", wraps=True))  # fmt: skip
        if folder is None:
            return
        body.addLayout(row(
            button(tr("Back up to a file …"), self.ask_backup, is_primary=True),
            button(tr("Bring a backup back …"), self.ask_restore), 1,
        ))  # fmt: skip
        copies, today = daily_copies(folder), self._frame.desk.today()
        for copy in copies[:_SHOWN]:
            day = date.fromisoformat(copy.stem)
            words = (
                f"{date_words(day)} · {relative_days(day, today=today)} · {size_words(copy.stat().st_size)}"
            )
            line = row(label(words), 1, link(tr("Go back to this day …"), partial(self.ask_copy, copy)))
            body.addLayout(line)
        rest = len(copies) - _SHOWN
        if rest > 0:
            body.addWidget(label(tr("and {count} older ones").format(count=number(rest)), "muted"))
        if not copies:
            body.addWidget(label(tr("No daily copy yet."), "muted"))

    def ask_backup(self) -> None:
        """Choose where one file with everything goes."""
        name = f"salesdesk-{self._frame.desk.today().isoformat()}.sdbackup"
        dialog = QFileDialog(self, tr("Back up to a file …"), str(Path.home() / name))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(lambda chosen: self.back_up(Path(chosen)))
        dialog.open()

    def back_up(self, target: Path) -> None:
        """Write one file with everything."""
        desk = self._frame.desk

        def work(job: Job) -> int:
            from salesdesk.desk.care import save_all

            save_all(desk, target)
            return target.stat().st_size

        def done(size: int) -> None:
            self.strip.finish()
            words = tr("Everything is in {file}, {size}.").format(file=target.name, size=size_words(size))
            self._frame.notify(words, tone="good", show=lambda: QDesktopServices.openUrl(
                QUrl.fromLocalFile(str(target.parent))))  # fmt: skip

        self._frame.tasks.run(work, owner=self, done=done, failed=self._fail, is_long=True)
        self.strip.follow(None, tr("Writing the backup"))

    def _fail(self, error: Exception) -> None:
        self.strip.finish()
        self._frame.faults.tell(error)

    def ask_restore(self) -> None:
        """Ask for a backup file to bring back."""
        ask_file(self._frame, self)

    def ask_copy(self, copy: Path) -> None:
        """Ask before a daily copy takes the place of the present state."""
        ask_copy(self._frame, self, copy)

    # --- checking

    def _fill_checked(self) -> None:
        body = self.checked.body
        body.addWidget(label(tr("Check"), "strong"))
        body.addWidget(label(
            self._said or tr("Compares file, history and lists with each other. Nothing is changed."), "muted",
            wraps=True,
        ))  # fmt: skip
        body.addLayout(row(button(tr("Check now"), self.verify, icon_name="shield-check"), 1))

    def verify(self) -> None:
        """Check the workspace."""
        from salesdesk.desk.care import verify

        desk = self._frame.desk
        self._frame.tasks.run(
            lambda job: verify(desk), owner=self, done=self._tell_health, failed=self._fail, is_long=True
        )
        self.strip.follow(None, tr("Checking"))

    def _tell_health(self, health: "Health") -> None:
        self.strip.finish()
        if health.faults:
            self._said = tr("{count} things do not agree. Keep a backup, and send the report.").format(
                count=number(len(health.faults))
            )
        else:
            self._said = tr("All is well: {records} records, {changes} changes in the history.").format(
                records=number(health.records), changes=number(health.operations)
            )
        self._frame.notify(self._said, tone="danger" if health.faults else "good")
        self.fill()


def _size_of(folder: Path) -> int:
    """Bytes of the database and of what is attached."""
    files = [*folder.glob("workspace.db*"), *(folder / "attachments").glob("*")]
    return sum(path.stat().st_size for path in files if path.is_file())
