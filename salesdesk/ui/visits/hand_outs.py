"""What a visit gives to others: the brief for the phone, the minute for the customer, the form on paper."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QWidget

from salesdesk.text import tr
from salesdesk.ui.kit.brief import BriefDialog, read_brief_of
from salesdesk.ui.kit.panels import row
from salesdesk.ui.kit.screen import Frame

if TYPE_CHECKING:
    from salesdesk.ui.visits.reading import VisitView


class HandOuts(QWidget):
    """A button with a menu; nothing in it shows a coach, an attitude, odds or a competitor."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._view: VisitView | None = None
        self.button = QPushButton()
        self._menu = QMenu(self)
        self.button.setMenu(self._menu)
        self.setLayout(row(self.button))

    def show_view(self, view: "VisitView") -> None:
        """Offer what there is for a visit."""
        self._view = view
        self.button.setText(tr("Hand out"))
        self._menu.clear()
        self._menu.addAction(tr("Minute for the customer, as text"), self.copy_minute)
        self._menu.addAction(tr("Minute for the customer, as PDF …"), self.save_minute)
        self._menu.addSeparator()
        self._menu.addAction(tr("Visit form, as PDF …"), self.save_form)
        self._menu.addAction(tr("Blank visit form, as PDF …"), self.save_blank)

    def open_brief(self) -> None:
        """Show the brief, to copy or to take over by camera."""
        if self._view is not None:
            BriefDialog(self._frame, read_brief_of(self._frame.desk, self._view.form.visit)).open()

    def copy_minute(self) -> None:
        """Put the minute on the clipboard."""
        from salesdesk.reports.collect_visit import minute_paper
        from salesdesk.reports.minute import minute_text

        if self._view is None:
            return
        words = minute_text(minute_paper(self._frame.desk, self._view.form.visit.id))
        QGuiApplication.clipboard().setText(words)
        self._frame.notify(tr("The minute is on the clipboard, ready to paste."), tone="good")

    def save_minute(self) -> None:
        """Write the minute as PDF."""
        self._ask(tr("Minute"), "minute")

    def save_form(self) -> None:
        """Write the form with plan and record as PDF."""
        self._ask(tr("Visit form"), "form")

    def save_blank(self) -> None:
        """Write a blank form as PDF."""
        self._ask(tr("Visit form"), "blank")

    def _ask(self, name: str, what: str) -> None:
        if self._view is None:
            return
        account = self._view.form.account
        whose = (account.short_name or account.name) if account is not None and what != "blank" else ""
        shown = " ".join(part for part in (name, whose) if part).replace("/", "-").replace("\\", "-")
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(
            self._frame.window_widget(), name, str(Path(folder) / f"{shown}.pdf"), "PDF (*.pdf)"
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(lambda path: self.write(what, Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(self, what: str, path: Path) -> None:
        """Write a paper in the background and say where it is."""
        from salesdesk.reports.printing import print_minute, print_visit_form

        if self._view is None:
            return
        desk, visit_id = self._frame.desk, self._view.form.visit.id

        def work() -> int:
            if what == "minute":
                return print_minute(desk, visit_id, path)
            return print_visit_form(desk, visit_id if what == "form" else "", path)

        self._frame.tasks.run(
            lambda job: work(), owner=self, done=lambda _pages: self._tell(path), is_long=True
        )

    def _tell(self, path: Path) -> None:
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        self._frame.notify(
            tr("Written: {name}.").format(name=path.name),
            tone="good",
            show=lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))),
        )
