"""A paper before it leaves: made off the main thread, seen page by page, saved, opened or sent to a printer."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from salesdesk.domain.problems import Known
from salesdesk.text import tr, tr_n
from salesdesk.ui.kit.panels import button, column, label, row
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID

Make = Callable[[Path], object]
"""Writes the paper into the file named; raises Known."""
_DOTS_PER_INCH = 110
_POINTS_PER_INCH = 72
_UNFIT = '<>:"/\\|?*\n\r\t'


def show_paper(frame: Frame, name: str, make: Make) -> None:
    """Make a paper and show it; `name` is what the file is called unless somebody says otherwise."""
    frame.tasks.run(
        lambda _job: _made(make),
        owner=frame.window_widget(),
        done=lambda paper: PaperPreview(frame, name, *paper).open(),
        is_long=True,
        name="paper",
    )


def _made(make: Make) -> tuple[bytes, list[QImage]]:
    """The paper as a file's content and as pictures of its pages; nothing of it stays on the disk."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="salesdesk-") as folder:
        path = Path(folder) / "paper.pdf"
        make(path)
        content = path.read_bytes()
    return content, page_images(content)


def page_images(content: bytes) -> list[QImage]:
    """Pictures of the pages of a PDF."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)  # type: ignore[no-untyped-call]  # annotated in part
    try:
        pictures = []
        for page in document:
            bitmap = page.render(
                scale=_DOTS_PER_INCH / _POINTS_PER_INCH, rev_byteorder=True, prefer_bgrx=True
            )
            flat = QImage(
                bytes(bitmap.buffer),
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                QImage.Format.Format_RGBX8888,
            )
            pictures.append(flat.copy())
            bitmap.close()
            page.close()
        return pictures
    finally:
        document.close()  # type: ignore[no-untyped-call]  # annotated in part


class _Sheet(QWidget):
    """One page, as wide as there is room for and never wider than it was drawn."""

    def __init__(self, picture: QImage) -> None:
        super().__init__()
        self._picture = picture
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return self._picture.size()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        shown = min(width, self._picture.width())
        return round(self._picture.height() * shown / max(1, self._picture.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        width = min(self.width(), self._picture.width())
        left = (self.width() - width) / 2
        painter.drawImage(QRectF(left, 0, width, self.heightForWidth(width)), self._picture)


class PaperPreview(QDialog):
    """The pages beneath each other, and what can be done with them."""

    def __init__(self, frame: Frame, name: str, content: bytes, pages: Sequence[QImage]) -> None:
        super().__init__(frame.window_widget())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(name)
        self._frame, self._name, self._content = frame, name, content
        self.pages = list(pages)
        inner = QWidget()
        inner.setProperty("role", "page")
        sheets = QVBoxLayout(inner)
        sheets.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        sheets.setSpacing(2 * GRID)
        for number, picture in enumerate(self.pages, 1):
            made = _Sheet(picture)
            made.setAccessibleName(tr("Page {number}").format(number=number))
            sheets.addWidget(made)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        save = button(tr("Save as PDF …"), self.save, is_primary=True)
        save.setDefault(True)
        print_ = button(tr("Print …"), self.print, icon_name="printer")
        leave = button(tr("Close"), self.reject)
        count = label(tr_n("{count} page", "{count} pages", len(self.pages)), "muted")
        self.setLayout(column(area, row(count, 1, leave, print_, save), margins=GRID + 4))
        room = frame.window_widget().size()
        self.resize(max(760, room.width() - 20 * GRID), max(520, room.height() - 8 * GRID))

    def save(self) -> None:
        """Ask where to, and write the file there."""
        dialog = QFileDialog(self, tr("Save as PDF"), fitting_name(self._name), "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.write(Path(chosen)))
        dialog.open()

    def write(self, path: Path) -> None:
        """Write the file; a fault is told and the paper stays on the screen."""
        try:
            path.write_bytes(self._content)
        except OSError as error:
            self._frame.faults.tell(Known("E_FILE", path=path, detail=error.strerror or ""))
            return
        self.accept()
        self._frame.notify(
            tr("Saved as {name}.").format(name=path.name),
            tone="good",
            show=lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))),
        )

    def print(self) -> None:
        """Send the pages to a printer that is chosen."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._name)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: _paint(printer, self.pages))
        QDialog.open(dialog)


def _paint(printer: "object", pages: Sequence[QImage]) -> None:
    from PySide6.QtGui import QPageLayout
    from PySide6.QtPrintSupport import QPrinter

    assert isinstance(printer, QPrinter)
    if pages:
        is_wide = pages[0].width() > pages[0].height()
        way = QPageLayout.Orientation.Landscape if is_wide else QPageLayout.Orientation.Portrait
        printer.setPageOrientation(way)
    painter = QPainter(printer)
    for number, picture in enumerate(pages):
        if number:
            printer.newPage()
        room = painter.viewport()
        size = picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (room.width() - size.width()) / 2, (room.height() - size.height()) / 2
        painter.drawImage(QRectF(left, top, size.width(), size.height()), picture)
    painter.end()


def fitting_name(name: str) -> str:
    """A file's name for a paper: without what no file system takes, never too long."""
    plain = "".join("_" if character in _UNFIT else character for character in name).strip(" .")
    return f"{plain[:80] or 'salesdesk'}.pdf"
