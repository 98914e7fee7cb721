"""The workspace cannot be opened: why, what is safe, and what can be done now."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from salesdesk.domain.problems import Known
from salesdesk.text import tr
from salesdesk.ui.kit import faults
from salesdesk.ui.kit.panels import Card, button, column, label, row

if TYPE_CHECKING:
    from salesdesk.ui.start.opening import Opening


class FaultPage(QWidget):
    """The sentence, with “Try again” and the way to another workspace."""

    def __init__(self, opening: "Opening", error: Known) -> None:
        super().__init__()
        said = faults.words_of(error)
        card = Card(margins=24)
        card.setFixedWidth(560)
        card.set_heading(tr("The workspace cannot be opened"))
        card.body.addWidget(label(said.message, wraps=True, can_copy=True))
        card.body.addWidget(label(said.remedy, "muted", wraps=True, can_copy=True))
        card.body.addWidget(label(str(opening.folder), "muted", wraps=True, can_copy=True))

        def choose(folder: str) -> None:
            opening.folder = Path(folder)
            opening.begin()

        def ask() -> None:
            dialog = QFileDialog(self, tr("Another workspace"), str(opening.folder.parent))
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.fileSelected.connect(choose)
            dialog.open()

        again = button(tr("Try again"), opening.begin, is_primary=True)
        card.body.addLayout(row(1, button(tr("Another workspace …"), ask), again))
        self.setLayout(column(1, row(1, card, 1), 2))
        self.setFocusProxy(again)
