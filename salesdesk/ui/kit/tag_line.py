"""The words that stand on a record, each with a way off, and a line to put one more."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QWidget

from salesdesk.domain.account import Tag
from salesdesk.domain.problems import Known
from salesdesk.domain.record import Record
from salesdesk.text import tr
from salesdesk.ui.kit.icons import icon
from salesdesk.ui.kit.panels import clear
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID, pixels

_CHIP = 48
"""Pixels of a chip beside its word."""
_LONGEST = 16
"""Characters of a word that are shown; the tool tip has it whole."""


class TagLine(QWidget):
    """One line of tags; a click on one takes it off, which can be undone."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._about: Record | None = None
        self._tags: Sequence[Tag] = ()
        self._chips = QHBoxLayout()
        self._chips.setSpacing(GRID // 2)
        self.line = QLineEdit()
        self.line.setProperty("role", "filter")
        self.line.setMaximumWidth(pixels(120))
        self.line.returnPressed.connect(self._add)
        body = QHBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(GRID // 2)
        body.addLayout(self._chips)
        body.addWidget(self.line)
        body.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._say()

    def show_tags(self, about: Record, tags: Sequence[Tag]) -> None:
        """Show the tags of a record."""
        if self._about is None or self._about.id != about.id:
            self.line.clear()
        self._about, self._tags = about, tags
        self._draw()

    def _draw(self) -> None:
        """As many chips as there is room for; the others are counted, and named in the tool tip."""
        clear(self._chips)
        room = self.width() - self.line.maximumWidth() - pixels(_CHIP)
        rest = list(self._tags)
        while rest:
            chip = self._chip(rest[0])
            room -= chip.sizeHint().width() + GRID // 2
            if room < 0 and len(rest) < len(self._tags):
                chip.deleteLater()
                break
            self._chips.addWidget(chip)
            rest.pop(0)
        if rest:
            more = QPushButton(f"+{len(rest)}")
            more.setProperty("role", "chip")
            more.setToolTip("\n".join(tag.word for tag in rest))
            more.setEnabled(False)
            self._chips.addWidget(more)

    def _chip(self, tag: Tag) -> QPushButton:
        chip = QPushButton(tag.word if len(tag.word) <= _LONGEST else tag.word[: _LONGEST - 1] + "…", self)
        chip.setProperty("role", "chip")
        chip.setIcon(icon("x"))
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        said = tr("Take the tag “{word}” off").format(word=tag.word)
        chip.setToolTip(said)
        chip.setAccessibleName(said)
        chip.clicked.connect(partial(self._remove, tag))
        return chip

    def _add(self) -> None:
        from salesdesk.desk.notes import add_tag

        about, word = self._about, self.line.text().strip()
        if about is None or not word:
            return
        try:
            self._frame.desk.write("add.tag", lambda w: add_tag(w, about, word))
        except Known as error:
            self._frame.faults.tell(error)
            return
        self.line.clear()

    def _remove(self, tag: Tag, _checked: bool = False) -> None:
        self._frame.desk.write("delete.tag", lambda w: w.drop(Tag, tag.id))

    def _say(self) -> None:
        self.line.setPlaceholderText(tr("Add a tag"))
        self.line.setAccessibleName(tr("Add a tag"))
        self._draw()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._say()
