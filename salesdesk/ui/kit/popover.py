"""A small surface that opens beside a widget and closes by itself."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from salesdesk.ui.kit.panels import label
from salesdesk.ui.kit.theme import GRID


class Popover(QFrame):
    """Opens under a widget; Escape or a click elsewhere closes it. `body` is its layout."""

    def __init__(self, beside: QWidget, heading: str, *, width: int = 360) -> None:
        super().__init__(beside, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "popup")
        self.setMinimumWidth(width)
        self._beside = beside
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, GRID + 4)
        self.body.setSpacing(GRID)
        self.body.addWidget(label(heading, "strong"))
        self.setAccessibleName(heading)

    def show(self) -> None:
        """Open beneath the widget, or above where there is no room."""
        self.adjustSize()
        corner = self._beside.mapToGlobal(QPoint(0, self._beside.height() + 2))
        room = self.screen().availableGeometry()
        if corner.y() + self.height() > room.bottom():
            corner.setY(self._beside.mapToGlobal(QPoint(0, 0)).y() - self.height() - 2)
        corner.setY(max(room.top(), min(corner.y(), room.bottom() - self.height())))
        corner.setX(max(room.left(), min(corner.x(), room.right() - self.width())))
        self.move(corner)
        super().show()
