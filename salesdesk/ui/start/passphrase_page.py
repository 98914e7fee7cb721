"""Asking for the passphrase of the workspace, in the window itself."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from salesdesk.text import tr
from salesdesk.ui.kit.panels import Card, button, column, label, row

if TYPE_CHECKING:
    from salesdesk.ui.start.opening import Opening


class PassphrasePage(QWidget):
    """One field and one button; a wrong passphrase is said beside the field."""

    def __init__(self, opening: "Opening", *, is_wrong: bool) -> None:
        super().__init__()
        self._opening = opening
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName(tr("Passphrase"))
        self.field.returnPressed.connect(self._open)
        self.problem = label(
            tr("This is not the passphrase. Nothing was changed.") if is_wrong else "", "problem"
        )
        self.problem.setVisible(is_wrong)
        self.open_button = button(tr("Open"), self._open, is_primary=True)
        card = Card(margins=24)
        card.setFixedWidth(420)
        card.set_heading(tr("The workspace is protected"))
        card.body.addWidget(label(tr("Passphrase"), "label"))
        card.body.addWidget(self.field)
        card.body.addWidget(self.problem)
        card.body.addWidget(
            label(tr("Nobody can open the workspace without it; it is kept nowhere."), "muted", wraps=True)
        )
        card.body.addLayout(row(1, self.open_button))
        self.setLayout(column(1, row(1, card, 1), 2))
        self.setFocusProxy(self.field)

    def _open(self) -> None:
        if self.field.text():
            self.open_button.setEnabled(False)
            self._opening.open(self.field.text())
