"""The dialogs of joining and leading a team: each asks for little, works off the main thread, and says its faults."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QLineEdit, QSpinBox, QWidget

from salesdesk.domain.problems import Known
from salesdesk.domain.team import Member
from salesdesk.text import choice, tr
from salesdesk.text.formats import date_words
from salesdesk.ui.kit import faults
from salesdesk.ui.kit.dialogs import Dialog
from salesdesk.ui.kit.panels import button, label, row
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.tasks import Cancelled, Job
from salesdesk.ui.sync.path_row import PathRow, remember_folder, usual_folder
from salesdesk.ui.sync.state import open_store

if TYPE_CHECKING:
    from salesdesk.sync.founding import Approved, Invited
    from salesdesk.sync.joining import Asked

T = TypeVar("T")


class WorkingDialog(Dialog):
    """A dialog whose deed is slow: the button waits, a fault is said here, and the dialog closes when it is done."""

    def __init__(self, frame: Frame, parent: QWidget, heading: str, deed_words: str) -> None:
        super().__init__(parent, heading, deed_words, width=560)
        self.frame = frame

    def work(self, work: Callable[[Job], T], done: Callable[[T], object]) -> None:
        """Do it; `done` is called after the dialog closed."""
        self.deed_button.setEnabled(False)
        self.say_problem("")

        def ended(result: T) -> None:
            self.accept()
            done(result)

        def failed(error: Exception) -> None:
            self.deed_button.setEnabled(True)
            if isinstance(error, Known):
                self.say_problem(str(faults.words_of(error)))
            elif not isinstance(error, Cancelled):
                self.frame.faults.tell(error)

        self.frame.tasks.run(work, owner=self, done=ended, failed=failed, is_long=True)

    def line(self, words: str, text: str = "") -> QLineEdit:
        """Add a line to type in."""
        made = QLineEdit(text)
        made.setAccessibleName(words)
        self.body.addWidget(label(words, "label"))
        self.body.addWidget(made)
        return made


class AskToJoin(WorkingDialog):
    """Answers an invitation: its file and its six words in, a request file out."""

    def __init__(
        self,
        frame: Frame,
        parent: QWidget,
        done: Callable[["Asked", Path], object],
        invitation: Path | None = None,
    ) -> None:
        super().__init__(frame, parent, tr("Join a team"), tr("Write the request"))
        self._done = done
        me = frame.desk.get(Member, frame.desk.user_id)
        self.invitation = PathRow(tr("Invitation file"), str(invitation or ""))
        self.body.addWidget(self.invitation)
        self.words = self.line(tr("The six words your manager told you"))
        self.name = self.line(tr("Your name, as the team sees it"), me.name if me is not None else "")
        self.request = PathRow(
            tr("Write the request to"), str(usual_folder() / "request.sdbundle"), is_new=True
        )
        self.body.addWidget(self.request)
        self.body.addWidget(label(tr(
            "Send the request file to your manager. Nothing of your work is in it; your desk joins the team when the "
            "approval comes back."
        ), "muted", wraps=True))  # fmt: skip

    def deed(self) -> bool:
        invitation, request, words = self.invitation.path, self.request.path, self.words.text().strip()
        if invitation is None or request is None or not words:
            self.say_problem(tr("The invitation file, its six words and a place for the request are needed."))
            return False
        desk, name, done = self.frame.desk, self.name.text().strip(), self._done
        remember_folder(request)

        def work(job: Job) -> "Asked":
            from salesdesk.sync.joining import join

            return join(desk, invitation, request, words, name)

        self.work(work, lambda asked: done(asked, request))
        return False


class MakeTeam(WorkingDialog):
    """Makes a team and its store; this workspace leads it from then on."""

    def __init__(self, frame: Frame, parent: QWidget, done: Callable[[str], object]) -> None:
        super().__init__(frame, parent, tr("Lead a team of your own"), tr("Make the team"))
        self._done = done
        self.name = self.line(tr("Name of the team"))
        start = usual_folder() / "team" / "store.db"
        self.store = PathRow(tr("File of the team store"), str(start), is_new=True)
        self.body.addWidget(self.store)
        self.body.addWidget(label(tr(
            "The store holds what the team's bundles bring, encrypted. Its keys are in this workspace alone: keep a "
            "backup of it in a safe place."
        ), "muted", wraps=True))  # fmt: skip

    def deed(self) -> bool:
        path, name = self.store.path, self.name.text().strip()
        if path is None or not name:
            self.say_problem(tr("The team needs a name and a file for its store."))
            return False
        desk, done = self.frame.desk, self._done

        def work(job: Job) -> str:
            from salesdesk.sync.founding import create_team

            return create_team(desk, f"sqlite:///{path}", name).name

        self.work(work, done)
        return False


class Invite(WorkingDialog):
    """Writes an invitation; its six words are shown once, afterwards."""

    def __init__(self, frame: Frame, parent: QWidget, done: Callable[["Invited", Path], object]) -> None:
        super().__init__(frame, parent, tr("Invite somebody"), tr("Write the invitation"))
        self._done = done
        self.role = QComboBox()
        self.role.setAccessibleName(tr("Role in the team"))
        for code in ("rep", "manager"):
            self.role.addItem(choice(f"member.role.{code}"), code)
        self.days = QSpinBox()
        self.days.setRange(1, 90)
        self.days.setValue(14)
        self.days.setSuffix(" " + tr("days"))
        self.days.setAccessibleName(tr("Holds for"))
        self.body.addWidget(label(tr("Role in the team"), "label"))
        self.body.addWidget(self.role)
        self.body.addWidget(label(tr("Holds for"), "label"))
        self.body.addWidget(self.days)
        start = usual_folder() / "invitation.sdbundle"
        self.file = PathRow(tr("Write the invitation to"), str(start), is_new=True)
        self.body.addWidget(self.file)

    def deed(self) -> bool:
        from datetime import timedelta

        path = self.file.path
        if path is None:
            self.say_problem(tr("Choose where the invitation goes."))
            return False
        desk, role, done = self.frame.desk, str(self.role.currentData()), self._done
        until = desk.now() + timedelta(days=self.days.value())
        remember_folder(path)

        def work(job: Job) -> "Invited":
            from salesdesk.sync.founding import invite

            with open_store(desk) as store:
                return invite(store, path, role=role, expires=until)

        self.work(work, lambda invited: done(invited, path))
        return False


class Words(Dialog):
    """Six words in large type, to be said on the phone; shown once."""

    def __init__(self, parent: QWidget, heading: str, more: str, words: str, foot: str) -> None:
        super().__init__(parent, heading, tr("I have them"), width=520)
        for other in self.buttons.buttons():  # there is nothing to cancel
            other.setVisible(self.buttons.buttonRole(other) is QDialogButtonBox.ButtonRole.AcceptRole)
        self._all = words
        self.body.addWidget(label(more, wraps=True))
        for at, word in enumerate(words.split(), start=1):
            line = row(label(f"{at}", "muted"), label(word, "title", can_copy=True), 1)
            self.body.addLayout(line)
        self.body.addLayout(row(button(tr("Copy the words"), self._copy, icon_name="copy"), 1))
        self.body.addWidget(label(foot, "muted", wraps=True))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._all)

    def deed(self) -> bool:
        return True


def show_invitation(parent: QWidget, invited: "Invited", path: Path) -> None:
    """Show the words of an invitation, once."""
    more = tr(
        "Send {file} to the person, and say these six words by another channel: on the phone, face to face."
    )
    foot = tr("They are not shown again. The invitation holds until {date}, and for one person.")
    Words(
        parent, tr("The words of the invitation"), more.format(file=path.name), invited.words,
        foot.format(date=date_words(invited.expires.astimezone().date())),
    ).open()  # fmt: skip


def show_request(parent: QWidget, asked: "Asked", path: Path) -> None:
    """Show the words by which the manager recognises a request."""
    more = tr("Send {file} to the manager of “{team}”. The manager will ask you for two of these words:")
    late = tr("By this computer's clock the invitation has expired: you may need a new one.")
    foot = tr("Take the approval in here when it comes.")
    Words(
        parent, tr("The request is written"), more.format(file=path.name, team=asked.team_name), asked.fingerprint,
        f"{late} {foot}" if asked.is_late else foot,
    ).open()  # fmt: skip


class Approve(WorkingDialog):
    """Lets the device of a request in, after two words of it were heard from the person."""

    def __init__(
        self, frame: Frame, parent: QWidget, request: Path, name: str, fingerprint: str,
        done: Callable[["Approved", Path], object],
    ) -> None:  # fmt: skip
        import secrets

        super().__init__(frame, parent, tr("{name} wants to join").format(name=name), tr("Let them in"))
        self._request, self._done, self._words = request, done, fingerprint.split()
        self.places = sorted(secrets.SystemRandom().sample(range(len(self._words)), 2))
        self.body.addWidget(label(tr(
            "Call {name}, and ask for two words of the request. They show that it is the person, and that nobody "
            "changed the file on its way."
        ).format(name=name), wraps=True))  # fmt: skip
        self.typed = [self.line(tr("Word {number}").format(number=place + 1)) for place in self.places]
        start = usual_folder() / f"approval-{request.stem}.sdbundle"
        self.answer = PathRow(tr("Write the approval to"), str(start), is_new=True)
        self.body.addWidget(self.answer)

    def deed(self) -> bool:
        answer = self.answer.path
        heard = [line.text().strip().casefold() for line in self.typed]
        if answer is None or heard != [self._words[place] for place in self.places]:
            self.say_problem(tr("These are not the words of the request. Nobody was let in; ask once more."))
            return False
        desk, request, done = self.frame.desk, self._request, self._done
        remember_folder(answer)

        def work(job: Job) -> "Approved":
            from salesdesk.sync.founding import approve
            from salesdesk.sync.ingest import retry_held

            with open_store(desk) as store:
                approved = approve(store, request, answer)
                assert approved is not None, "nobody was asked"
                retry_held(store)
            return approved

        self.work(work, lambda approved: done(approved, answer))
        return False


def read_asking(frame: Frame, request: Path) -> "tuple[str, str]":
    """Name and fingerprint of a request, which changes nothing; raises Known for one that cannot be approved."""
    from salesdesk.sync.founding import approve

    seen: list[tuple[str, str]] = []

    def look(name: str, fingerprint: str) -> bool:
        seen.append((name, fingerprint))
        return False

    with open_store(frame.desk) as store:
        approve(store, request, request, confirm=look)
    return seen[0]
