"""A layout that sets widgets beside each other and goes on in the next line where there is no room."""

from unicodedata import east_asian_width

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from salesdesk.ui.kit.theme import GRID

_NARROWEST = 80
"""A long widget is cut before it makes the page wider than this."""
_LONGEST = 40
"""So many letters of a name are shown on a chip or a link; a Chinese character counts as two."""


def cut(words: str) -> str:
    """Words short enough for a chip or a link."""
    width = 0
    for at, letter in enumerate(words):
        width += 2 if east_asian_width(letter) in "WF" else 1
        if width > _LONGEST:
            return f"{words[: at - 1].rstrip()}…"
    return words


class FlowLayout(QLayout):
    """Widgets as words on a page, from left to right and from top to bottom."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int = GRID - 2) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = spacing
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def insert(self, at: int, widget: QWidget) -> None:
        """Put a widget at a place; it comes there in the order of the Tab key as well."""
        self.addWidget(widget)
        self._items.insert(at, self._items.pop())
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), moves=False)

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        self._arrange(area, moves=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                least = item.minimumSize()
                size = size.expandedTo(QSize(min(least.width(), _NARROWEST), least.height()))
        return size

    def _arrange(self, area: QRect, *, moves: bool) -> int:
        """Set the items into the area, row by row; the height that takes."""
        x, y, tallest = area.x(), area.y(), 0
        line: list[tuple[QLayoutItem, QRect]] = []
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            width = min(size.width(), area.width())
            if line and x + width > area.right() + 1:
                self._place(line, tallest, moves=moves)
                y += tallest + self._gap
                x, line, tallest = area.x(), [], 0
            line.append((item, QRect(QPoint(x, y), QSize(width, size.height()))))
            x += width + self._gap
            tallest = max(tallest, size.height())
        self._place(line, tallest, moves=moves)
        return y + tallest - area.y()

    @staticmethod
    def _place(line: list[tuple[QLayoutItem, QRect]], height: int, *, moves: bool) -> None:
        if moves:
            for item, place in line:
                item.setGeometry(place.translated(0, (height - place.height()) // 2))
