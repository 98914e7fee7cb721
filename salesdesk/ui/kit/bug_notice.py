"""A bug is shown once, with its report to copy; the program goes on."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from salesdesk.text import tr
from salesdesk.ui.kit.dialogs import Dialog
from salesdesk.ui.kit.panels import label


class BugNotice(Dialog):
    """Says that something failed that should not have, and holds the report."""

    def __init__(self, parent: QWidget, report: str) -> None:
        super().__init__(parent, tr("Something went wrong in salesdesk"), tr("Copy report"), width=560)
        self._report = report
        more = tr(
            "What was saved before is safe, and you can go on working. The report names the place in the program; "
            "it holds nothing of your customers."
        )
        page = QPlainTextEdit(report)
        page.setReadOnly(True)
        page.setAccessibleName(tr("Report"))
        page.setMinimumHeight(160)
        self.body.addWidget(label(more, wraps=True))
        self.body.addWidget(page)

    def deed(self) -> bool:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self._report)
        return True
