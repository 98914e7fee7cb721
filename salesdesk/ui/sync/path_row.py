"""A line for the path of a file, with a button that lets it be chosen."""

from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget

from salesdesk.text import tr
from salesdesk.ui.kit.panels import label, row

_FOLDER = "sync/folder"


def usual_folder() -> Path:
    """The folder that files of the exchange last went through."""
    kept = Path(str(QSettings().value(_FOLDER, str(Path.home()))))
    return kept if kept.is_dir() else Path.home()


def remember_folder(path: Path) -> None:
    """Keep the folder of a file for the next time."""
    QSettings().setValue(_FOLDER, str(path.parent))


class PathRow(QWidget):
    """The path of a file to read, or with `is_new` of one to write."""

    def __init__(self, words: str, start: str = "", *, is_new: bool = False) -> None:
        super().__init__()
        self._words, self._is_new = words, is_new
        self.line = QLineEdit(start)
        self.line.setAccessibleName(words)
        choose = QPushButton(tr("Choose …"))
        choose.clicked.connect(self.ask)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(3)
        body.addWidget(label(words, "label"))
        line = row(self.line, choose)
        line.setStretch(0, 1)
        body.addLayout(line)
        self.setFocusProxy(self.line)

    @property
    def path(self) -> Path | None:
        """The path as it stands; None for nothing."""
        text = self.line.text().strip()
        return Path(text).expanduser() if text else None

    def ask(self) -> None:
        """Choose the file."""
        start = self.line.text().strip() or str(usual_folder())
        dialog = QFileDialog(self, self._words, start)
        if self._is_new:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        else:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.line.setText)
        dialog.open()
