"""The files on a record: attached by button or by dragging them here, opened, saved elsewhere, pictures shown."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QEvent, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QImageReader, QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QVBoxLayout, QWidget

from salesdesk.domain.account import Attachment
from salesdesk.domain.record import Record
from salesdesk.text import tr
from salesdesk.text.formats import size_words
from salesdesk.ui.kit.actions import Command
from salesdesk.ui.kit.columns import Column, field_column
from salesdesk.ui.kit.headings import Headings
from salesdesk.ui.kit.related_list import RelatedList
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.tasks import Job
from salesdesk.ui.kit.theme import GRID, pixels

_OPENED = frozenset((
    ".pdf", ".txt", ".csv", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".heic", ".mp3", ".m4a", ".mp4",
    ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".doc", ".xls", ".ppt", ".rtf", ".wps", ".et", ".dps",
))  # fmt: skip
"""Files that are opened; others, which might be programs, are only saved elsewhere."""
_PICTURES = frozenset((".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp"))
_LARGEST_SIDE = 12_000
"""Pixels of a picture that is still shown."""


def dropped_files(event: QDropEvent) -> list[Path]:
    """The files of the disk that are being dragged."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


class FilesPanel(QWidget):
    """A list of files with a picture of the chosen one where it is one."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._about: Record | None = None
        self._files: dict[str, Attachment] = {}
        self.setAcceptDrops(True)
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.hide()
        self.list = RelatedList(
            Attachment, frame,
            columns=("name", _size_column(), field_column(Attachment, "caption", width=120)),
            name_words=lambda: tr("Files"),
            empty_words=lambda: tr("No file yet. Drag one here, or attach one."),
            commands=self._commands(),
            buttons=("file.attach", "file.open", "file.save"),
            open_record=lambda _record: self.open_file(),
        )  # fmt: skip
        self.list.chosen.connect(self._show_picture)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(GRID)
        body.addWidget(self._picture)
        body.addWidget(self.list, 1)
        self.setFocusProxy(self.list)

    def _commands(self) -> tuple[Command, ...]:
        return (
            Command("file.attach", lambda: tr("Attach a file …"), self.ask_file, "", "paperclip"),
            Command("file.open", lambda: tr("Open"), self.open_file, "", "external-link", self._can_open),
            Command("file.save", lambda: tr("Save as …"), self.ask_target, "", "save",
                    lambda: self.path() is not None),
            Command("file.delete", lambda: tr("Delete"), self.delete, "Del", "trash-2",
                    lambda: self.chosen() is not None, group="edit", is_danger=True),
        )  # fmt: skip

    # --- what is shown

    def show_files(self, about: Record, files: Sequence[Attachment]) -> None:
        """Show the files of a record."""
        self._about = about
        self._files = {file.id: file for file in files}
        self.list.show_rows(files)
        self._show_picture(self.list.current_id)

    def chosen(self) -> Attachment | None:
        """The file under the cursor."""
        return self._files.get(self.list.current_id)

    def path(self) -> Path | None:
        """Where the bytes of the chosen file lie; None where they have not come yet."""
        from salesdesk.desk.notes import attachment_path

        chosen = self.chosen()
        if chosen is None or self._frame.desk.folder is None:
            return None
        return attachment_path(self._frame.desk, chosen)

    def _show_picture(self, _chosen: str) -> None:
        chosen, path = self.chosen(), self.path()
        self._picture.hide()
        self.list.say_note("")
        if chosen is None:
            return
        if path is None:
            self.list.say_note(tr("The bytes of this file are not on this computer yet."))
            return
        if Path(chosen.name).suffix.lower() not in _PICTURES:
            return
        reader = QImageReader(str(path))
        reader.setAutoTransform(True)
        size = reader.size()
        if not size.isValid() or max(size.width(), size.height()) > _LARGEST_SIDE:
            return
        reader.setScaledSize(size.scaled(QSize(pixels(360), pixels(180)), Qt.AspectRatioMode.KeepAspectRatio))
        picture = QPixmap.fromImageReader(reader)
        if not picture.isNull():
            self._picture.setPixmap(picture)
            self._picture.setAccessibleName(chosen.name)
            self._picture.show()

    # --- deeds

    def ask_file(self) -> None:
        """Choose files to attach."""
        dialog = QFileDialog(self, tr("Attach a file …"), str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.attach([Path(name) for name in names]))
        dialog.open()

    def attach(self, paths: Sequence[Path]) -> None:
        """Keep files of the disk with the record, off the main thread."""
        about, desk = self._about, self._frame.desk
        if about is None or not paths:
            return

        def work(job: Job) -> int:
            from salesdesk.desk.notes import attach_file

            for path in paths:
                job.check()
                attach_file(desk, about, path)
            return len(paths)

        def done(count: int) -> None:
            words = tr("“{name}” attached.") if count == 1 else tr("{count} files attached.")
            self._frame.notify(words.format(name=paths[0].name, count=count), tone="good", undo=count == 1)

        self._frame.tasks.run(work, owner=self, done=done, is_long=True)

    def _can_open(self) -> bool:
        chosen = self.chosen()
        return chosen is not None and Path(chosen.name).suffix.lower() in _OPENED and self.path() is not None

    def open_file(self) -> None:
        """Open a copy of the chosen file in its program; what might be a program itself is not opened."""
        chosen, path = self.chosen(), self.path()
        if chosen is None or path is None or not self._can_open():
            return
        copy = Path(mkdtemp(prefix="salesdesk-")) / Path(chosen.name).name
        shutil.copyfile(path, copy)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy)))

    def ask_target(self) -> None:
        """Choose where a copy of the chosen file goes."""
        chosen = self.chosen()
        if chosen is None:
            return
        dialog = QFileDialog(self, tr("Save as …"), str(Path.home() / Path(chosen.name).name))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(lambda name: self.save(Path(name)))
        dialog.open()

    def save(self, target: Path) -> None:
        """Write a copy of the chosen file."""
        from salesdesk.store.workspace_key import write_atomically

        path = self.path()
        if path is None:
            return
        self._frame.tasks.run(
            lambda job: write_atomically(target, path.read_bytes(), 0o644), owner=self,
            done=lambda _none: self._frame.notify(tr("Saved to {path}.").format(path=target), tone="good"),
        )  # fmt: skip

    def delete(self) -> None:
        """Take the chosen files off the record."""
        from salesdesk.ui.kit.bulk import delete_records

        delete_records(self._frame, Attachment, self.list.selected_ids())

    # --- Qt

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._about is not None and dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.attach([path for path in dropped_files(event) if path.is_file()])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._show_picture("")


def _size_column() -> Column:
    def words(record: Record, _headings: Headings) -> str:
        size = record.value("size")
        return size_words(size) if isinstance(size, int) else ""

    return Column(name="size", title=lambda: tr("Size"), words=words, width=80, is_number=True)
