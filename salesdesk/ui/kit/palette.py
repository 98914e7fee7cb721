"""The palette of Ctrl+K: any record by name, pinyin or phone, and any command; all with the keyboard."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from salesdesk.text import kind_name, tr
from salesdesk.ui.kit import theme
from salesdesk.ui.kit.actions import Command
from salesdesk.ui.kit.icons import icon
from salesdesk.ui.kit.panels import line
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.tasks import Job
from salesdesk.ui.kit.theme import GRID, pixels

if TYPE_CHECKING:
    from salesdesk.store.queries import Hit

_LIMIT = 30
_ICONS = {
    "account": "building-2", "contact": "user", "deal": "handshake", "visit": "calendar-check", "site": "map-pin",
    "note": "notebook-pen", "tool": "wrench", "member": "id-card", "product": "package", "intel": "lightbulb",
}  # fmt: skip
_DEED = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class _Line:
    words: str
    note: str
    icon: str
    deed: Callable[[], object]


class _Noted(QStyledItemDelegate):
    """Paints what a line is, or its key, at the right."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        found = index.data(_DEED)
        if isinstance(found, _Line):
            painter.setPen(theme.colour("muted"))
            area = option.rect.adjusted(0, 0, -GRID, 0)
            painter.drawText(
                area, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), found.note
            )


class Palette(QFrame):
    """A field and what it finds, over the window. Up and down choose, Enter goes, Escape closes."""

    def __init__(self, frame: Frame, parent: QWidget, commands: Callable[[], Sequence[Command]]) -> None:
        """`commands` answers with all that can be done where the person is."""
        super().__init__(parent)
        self._frame, self._commands, self._over = frame, commands, parent
        self._job: Job | None = None
        self._back: QWidget | None = None
        self.setProperty("role", "popup")
        self.field = QLineEdit()
        self.field.setProperty("role", "palette")
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._look)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setIconSize(QSize(16, 16))
        self.list.setItemDelegate(_Noted(self.list))
        self.list.itemClicked.connect(self._go)
        body = QVBoxLayout(self)
        body.setContentsMargins(GRID, GRID // 2, GRID, GRID)
        body.setSpacing(GRID // 2)
        body.addWidget(self.field)
        body.addWidget(line())
        body.addWidget(self.list)
        self.hide()

    def open(self, text: str = "") -> None:
        """Show it, with a text already in the field."""
        parent = self._over
        self._back = parent.window().focusWidget()
        width = min(pixels(600), parent.width() - 4 * GRID)
        self.setGeometry(
            (parent.width() - width) // 2, 6 * GRID, width, min(pixels(420), parent.height() - 12 * GRID)
        )
        self.field.setPlaceholderText(tr("Name, pinyin, phone or command"))
        self.field.setAccessibleName(tr("Search"))
        self.list.setAccessibleName(tr("Found"))
        self.field.setText(text)
        self._look(text)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_palette(self) -> None:
        """Hide it and give the keyboard back."""
        if self._job is not None:
            self._job.cancel()
        self.hide()
        if self._back is not None and self._back.isVisible():
            self._back.setFocus()

    # --- finding

    def _look(self, text: str) -> None:
        if self._job is not None:
            self._job.cancel()
        wanted = text.strip()
        commands = self._matching(wanted)
        if not wanted:
            self._show(commands)
            return
        self._job = self._frame.tasks.run(
            lambda job: self._search(wanted),
            owner=self,
            done=lambda hits: self._show([*map(self._line_of, hits), *commands]),
        )
        if self.list.count() == 0 or commands:
            self._show(commands)

    def _search(self, text: str) -> "list[Hit]":
        from salesdesk.store.queries import search

        with self._frame.desk.read() as connection:
            return search(connection, text, limit=_LIMIT)

    def _line_of(self, hit: "Hit") -> _Line:
        deed = partial(self._frame.show_record, hit.kind, hit.id)
        return _Line(hit.title, kind_name(hit.kind), _ICONS.get(hit.kind, "file-text"), deed)

    def _matching(self, text: str) -> list[_Line]:
        """The commands whose words hold every part of the text."""
        parts = text.casefold().split()
        return [
            _Line(
                command.text().rstrip("… "),
                command.shortcut.split("; ")[0],
                command.icon or "arrow-right",
                command.deed,
            )
            for command in self._commands()
            if all(part in command.text().casefold() for part in parts) and command.is_enabled()
        ]

    def _show(self, lines: Sequence[_Line]) -> None:
        self.list.clear()
        for found in lines:
            item = QListWidgetItem(icon(found.icon), found.words)
            item.setData(_DEED, found)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{found.words}, {found.note}".rstrip(", "))
            self.list.addItem(item)
        if not lines:
            item = QListWidgetItem(tr("Nothing found."))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    # --- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, down, Enter and Escape of the field work on the list; losing the focus closes."""
        if event.type() is QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
        key = Qt.Key(event.key())
        if key in steps and self.list.count():
            self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + steps[key])))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(self.list.currentItem())
        elif key == Qt.Key.Key_Escape:
            self.close_palette()
        else:
            return super().eventFilter(watched, event)
        return True

    def _go(self, item: QListWidgetItem | None) -> None:
        chosen = item.data(_DEED) if item is not None else None
        if isinstance(chosen, _Line):
            self.close_palette()
            chosen.deed()
