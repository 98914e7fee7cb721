"""Parts side by side where there is room for them, one above the other where there is not."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from salesdesk.ui.kit.theme import GRID


class Beside(QWidget):
    """Keeps a page from being wider than its window, at a text scale of 150 % as well."""

    def __init__(
        self, *parts: tuple[QWidget, int], spacing: int = GRID, align: Qt.AlignmentFlag | None = None
    ) -> None:
        """`parts` are widgets with their weights."""
        super().__init__()
        self._parts = [part for part, _ in parts]
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(spacing)
        for part, weight in parts:
            if align is None:
                self._body.addWidget(part, weight)
            else:
                self._body.addWidget(part, weight, align)

    def _needed(self) -> int:
        """The width that all parts side by side need at least."""
        shown = [part for part in self._parts if not part.isHidden()]
        return sum(_least(part) for part in shown) + self._body.spacing() * max(0, len(shown) - 1)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest part, because the parts can stand above each other."""
        width = max((_least(part) for part in self._parts if not part.isHidden()), default=0)
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wanted = (
            QBoxLayout.Direction.LeftToRight
            if event.size().width() >= self._needed()
            else QBoxLayout.Direction.TopToBottom
        )
        if self._body.direction() != wanted:
            self._body.setDirection(wanted)


def _least(part: QWidget) -> int:
    return max(part.minimumWidth(), part.minimumSizeHint().width())
