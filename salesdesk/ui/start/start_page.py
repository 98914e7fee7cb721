"""The first start: whose desk it is, and whether to begin empty, with the sample, from a backup, or in a team."""

import getpass
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from salesdesk.domain.problems import Known
from salesdesk.text import language, tr
from salesdesk.ui.kit import faults
from salesdesk.ui.kit.choice_editors import Segments
from salesdesk.ui.kit.icons import pixmap
from salesdesk.ui.kit.notice import ProgressStrip
from salesdesk.ui.kit.panels import Card, button, clear, column, label, row
from salesdesk.ui.kit.tasks import Job
from salesdesk.ui.kit.theme import GRID

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk
    from salesdesk.ui.main_window import MainWindow
    from salesdesk.ui.start.opening import Opening

_SAMPLE = "salesdesk.desk.sample"


class StartPage(QWidget):
    """Four ways to begin."""

    def __init__(self, opening: "Opening") -> None:
        super().__init__()
        self._opening = opening
        self.name = QLineEdit(_system_name())
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.problem = label("", "problem", wraps=True)
        self.problem.hide()
        self.strip = ProgressStrip()
        self.ways: dict[str, QWidget] = {}
        self._inner = QVBoxLayout()
        self._inner.setSpacing(2 * GRID)
        whole = QWidget()
        whole.setFixedWidth(760)
        whole.setLayout(self._inner)
        self.setLayout(column(1, row(1, whole, 1), 2))
        self._build()

    def _build(self) -> None:
        languages = Segments([("en", "English", None), ("zh_CN", "中文", None)])
        languages.choose(language())
        languages.chosen.connect(self._opening.window.look.set_language)
        languages.setFixedWidth(200)
        for field, words in (
            (self.name, tr("Your name")),
            (self.passphrase, tr("Passphrase (may stay empty)")),
        ):
            field.setAccessibleName(words)
        self._inner.addLayout(row(label(tr("Welcome to salesdesk"), "title"), 1, languages))
        self._inner.addWidget(label(tr(
            "Your customers, visits, deals and plans, on this computer alone. Everything is kept encrypted; nothing "
            "leaves it unless you hand a bundle to your team."
        ), "muted", wraps=True))  # fmt: skip
        fields: QHBoxLayout = row(
            column(label(tr("Your name"), "label"), self.name, spacing=4),
            column(label(tr("Passphrase (may stay empty)"), "label"), self.passphrase, spacing=4),
            spacing=2 * GRID,
        )
        self._inner.addLayout(fields)
        grid = QGridLayout()
        grid.setSpacing(2 * GRID)
        for place, way in enumerate(self._ways()):
            grid.addWidget(self._card(*way), place // 2, place % 2)
        self._inner.addLayout(grid)
        self._inner.addWidget(self.problem)
        self._inner.addWidget(self.strip)
        self._inner.addWidget(
            label(tr("It will lie in {folder}").format(folder=self._opening.folder), "muted", wraps=True)
        )

    def _ways(self) -> list[tuple[str, str, str, str, str, Callable[[], None]]]:
        ways = [
            ("empty", "file-plus", tr("An empty desk"), tr("Begin with your own customers, typed or from a list."),
             tr("Begin"), self.make_empty),
            ("sample", "package", tr("The sample"), tr("A realistic desk to look around in; delete it when you like."),
             tr("Look around"), self.make_sample),
            ("restore", "archive-restore", tr("From a backup"), tr("Bring back a desk that was saved to a file."),
             tr("Choose the file …"), self.ask_backup),
            ("join", "network", tr("Join a team"), tr("You have an invitation file and its words from your manager."),
             tr("Answer the invitation …"), self.ask_invitation),
        ]  # fmt: skip
        return [way for way in ways if way[0] != "sample" or find_spec(_SAMPLE) is not None]

    def _card(self, name: str, icon: str, title: str, words: str, deed: str, do: Callable[[], None]) -> Card:
        card = Card()
        picture = label("")
        picture.setPixmap(pixmap(icon, 20, token="accent_ink", ratio=self.devicePixelRatioF()))
        made = button(deed, do, is_primary=name == "empty")
        made.setAccessibleDescription(words)
        card.body.addLayout(row(picture, label(title, "strong"), 1))
        card.body.addWidget(label(words, "muted", wraps=True))
        card.body.addStretch(1)
        card.body.addLayout(row(made, 1))
        self.ways[name] = made
        return card

    # --- the four ways

    def make_empty(self) -> None:
        """A desk with nothing in it but its owner."""
        self._make(lambda job, desk: None, tr("Making your desk"))

    def make_sample(self) -> None:
        """A desk with the sample in it, in the language in force."""
        spoken = language()

        def fill(job: Job, desk: "Desk") -> None:
            from salesdesk.desk import sample

            sample.fill(desk, spoken)

        self._make(fill, tr("Making the sample"))

    def ask_backup(self) -> None:
        """Choose the file of a backup."""
        dialog = QFileDialog(self, tr("From a backup"), str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self.restore(Path(chosen)))
        dialog.open()

    def restore(self, source: Path) -> None:
        """Bring back the desk of a backup file; the passphrase is that of the backup."""
        folder, passphrase = self._opening.folder, self.passphrase.text() or None

        def work(job: Job) -> "Desk":
            from salesdesk.desk import care
            from salesdesk.desk.desk import Desk

            care.restore(source, folder, passphrase)
            return Desk.open(folder, passphrase=passphrase)

        self._run(work, tr("Bringing the backup back"))

    def ask_invitation(self) -> None:
        """Answer an invitation, with a desk of one's own to begin with."""
        from salesdesk.ui.start.join_dialog import JoinDialog

        JoinDialog(self, self._name()).open()

    def make_and(self, work: Callable[[Job, "Desk"], None], title: str, then: Callable[[], None]) -> None:
        """Make an empty desk, do something with it, then go on."""
        self._make(work, title, then)

    @property
    def window_of_all(self) -> "MainWindow":
        """The window, which outlives this page."""
        return self._opening.window

    # --- making

    def _name(self) -> str:
        return self.name.text().strip() or _system_name()

    def _make(
        self, fill: Callable[[Job, "Desk"], None], title: str, then: Callable[[], None] | None = None
    ) -> None:
        folder, name, passphrase = self._opening.folder, self._name(), self.passphrase.text() or None
        faults_met: list[Known] = []

        def work(job: Job) -> "Desk":
            from salesdesk.desk.desk import Desk

            desk = Desk.create(folder, name=name, passphrase=passphrase)
            try:
                fill(job, desk)
            except Known as error:  # the desk itself is whole: go on with it, and say what did not work
                faults_met.append(error)
            return desk

        def go_on() -> None:
            for error in faults_met:
                self._opening.window.faults.tell(error)
            if then is not None and not faults_met:
                then()

        self._run(work, title, go_on)

    def _run(self, work: "Callable[[Job], Desk]", title: str, then: Callable[[], None] | None = None) -> None:
        for way in self.ways.values():
            way.setEnabled(False)
        self.problem.hide()
        self._opening.window.notice.hide()
        self._opening.make(work, failed=self._say, then=then)
        self.strip.follow(None, title)

    def _say(self, error: Known) -> None:
        self.strip.finish()
        self.problem.setText(str(faults.words_of(error)))
        self.problem.show()
        for way in self.ways.values():
            way.setEnabled(True)

    def changeEvent(self, event: QEvent) -> None:
        """Begin anew in the other language; what was typed stays."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            for kept in (self.name, self.passphrase, self.problem, self.strip):
                kept.setParent(self)
            clear(self._inner)
            self._build()
            self.name.show()
            self.passphrase.show()


def _system_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
