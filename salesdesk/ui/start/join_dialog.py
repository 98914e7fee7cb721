"""Answering a team's invitation: its file, its words, and the request that goes back to the manager."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QLineEdit

from salesdesk.text import tr
from salesdesk.ui.kit.dialogs import Dialog
from salesdesk.ui.kit.panels import button, label, row
from salesdesk.ui.kit.tasks import Job

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk
    from salesdesk.ui.start.start_page import StartPage


class JoinDialog(Dialog):
    """Collects what joining needs; the desk is made when the request can be written."""

    def __init__(self, page: "StartPage", name: str) -> None:
        super().__init__(page, tr("Join a team"), tr("Write the request"))
        self._page, self._name = page, name
        self.invitation = QLineEdit()
        self.words = QLineEdit()
        self.request = QLineEdit(str(Path.home() / "request.sdbundle"))
        for field, words, ask in (
            (self.invitation, tr("Invitation file"), self._ask_invitation),
            (self.words, tr("The words your manager told you"), None),
            (self.request, tr("Write the request to"), self._ask_request),
        ):
            field.setAccessibleName(words)
            self.body.addWidget(label(words, "label"))
            line = row(field)
            if ask is not None:
                line.addWidget(button(tr("Choose …"), ask))
            self.body.addLayout(line)
        self.body.addWidget(label(tr(
            "Send the request file to your manager. Your desk works at once; it joins the team when the approval "
            "comes back."
        ), "muted", wraps=True))  # fmt: skip

    def _ask_invitation(self) -> None:
        dialog = QFileDialog(self, tr("Invitation file"), str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.invitation.setText)
        dialog.open()

    def _ask_request(self) -> None:
        dialog = QFileDialog(self, tr("Write the request to"), self.request.text())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(self.request.setText)
        dialog.open()

    def deed(self) -> bool:
        """Make the desk and write the request; a desk whose request fails is kept, and joins later from Sync."""
        if not self.invitation.text().strip() or not self.words.text().strip():
            self.say_problem(tr("The invitation file and its words are both needed."))
            return False
        invitation, request = Path(self.invitation.text().strip()), Path(self.request.text().strip())
        words, name, window = self.words.text().strip(), self._name, self._page.window_of_all
        told: list[str] = []

        def work(job: Job, desk: "Desk") -> None:
            from salesdesk.sync.joining import join

            told.append(join(desk, invitation, request, words, name).fingerprint)

        self._page.make_and(work, tr("Writing the request"), lambda: window.notify(
            tr("The request is in {file}. Read these words to your manager: {words}").format(
                file=request, words=told[0]), tone="warning",
        ))  # fmt: skip
        return True
