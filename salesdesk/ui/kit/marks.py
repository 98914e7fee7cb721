"""The marks of attitude and evidence, drawn as on paper: ▲ ▼ ● ◌, solid, hatched for a guess, faded when stale."""

from functools import cache

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from salesdesk.domain.record import Field
from salesdesk.drawing.shapes import Form, Ink, Mark, mark_outline
from salesdesk.ui.kit import theme

ATTITUDE_MARKS: dict[str, tuple[Form, Ink]] = {
    "strong_supporter": (Form.TRIANGLE_UP, Ink.SUPPORTER),
    "supporter": (Form.TRIANGLE_UP, Ink.SUPPORTER),
    "neutral": (Form.DISC, Ink.NEUTRAL),
    "opponent": (Form.TRIANGLE_DOWN, Ink.OPPONENT),
    "strong_opponent": (Form.TRIANGLE_DOWN, Ink.OPPONENT),
    "": (Form.DASHED_RING, Ink.UNKNOWN),
}
"""The form and ink of each attitude; empty is unknown."""


def paint_mark(painter: QPainter, mark: Mark) -> None:
    """Paint one mark where it says it stands."""
    colour = theme.ink(mark.ink)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if mark.form is Form.DISC:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(mark.x, mark.y), mark.size / 2, mark.size / 2)
    elif mark.form is Form.DASHED_RING:
        pen = QPen(colour, 1.6)
        pen.setDashPattern([2.2 / 1.6, 1.8 / 1.6])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)  # a square cap would close the gaps
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(mark.x, mark.y), mark.size / 2 - 0.8, mark.size / 2 - 0.8)
    elif mark.form is Form.CROSS:
        painter.setPen(QPen(colour, 1.8))
        corners = [QPointF(*corner) for corner in mark_outline(mark)]
        painter.drawLine(corners[0], corners[1])
        painter.drawLine(corners[2], corners[3])
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in mark_outline(mark)]))
    painter.restore()


def paint_hatch(painter: QPainter, area: QRectF, ink: Ink = Ink.HATCH) -> None:
    """Slanting lines over an area: a guess."""
    from salesdesk.drawing.shapes import Hatch

    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    hatch = Hatch(area.x(), area.y(), area.width(), area.height(), ink)
    painter.setPen(QPen(theme.ink(ink), hatch.stroke_width))
    for x1, y1, x2, y2 in hatch.lines():
        painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))
    painter.restore()


class AttitudeMark(QWidget):
    """The mark of an attitude; nothing while the screen is covered."""

    def __init__(self, attitude: str = "", *, size: int = 14) -> None:
        super().__init__()
        self._attitude = attitude
        self._is_covered = False
        self.setFixedSize(QSize(theme.pixels(size), theme.pixels(size)))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_attitude(self, attitude: str, *, is_covered: bool = False) -> None:
        """Show another attitude, or hide it."""
        self._attitude, self._is_covered = attitude, is_covered
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._is_covered:
            painter = QPainter(self)
            paint_attitude(painter, self._attitude, QRectF(self.rect()))


def paint_attitude(painter: QPainter, attitude: str, area: QRectF) -> None:
    """Paint the mark of an attitude in the middle of an area; strong ones fill it, others are a little smaller."""
    form, ink = ATTITUDE_MARKS.get(attitude, ATTITUDE_MARKS[""])
    size = min(area.width(), area.height()) * (0.95 if attitude.startswith("strong") else 0.78)
    paint_mark(painter, Mark(area.center().x(), area.center().y(), form, ink, size))


class _MarkEngine(QIconEngine):
    """An attitude's mark as an icon."""

    def __init__(self, attitude: str) -> None:
        super().__init__()
        self._attitude = attitude

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        paint_attitude(painter, self._attitude, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        picture = QPixmap(size * scale)
        picture.setDevicePixelRatio(scale)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        paint_attitude(painter, self._attitude, QRectF(0, 0, size.width(), size.height()))
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        copy = _MarkEngine(self._attitude)
        _engines.append(copy)
        return copy


# As for icons: the Python half of an engine has to live as long as its icon.
_engines: list[QIconEngine] = []


@cache
def attitude_icon(attitude: str) -> QIcon:
    """The mark of an attitude as an icon that follows the theme."""
    engine = _MarkEngine(attitude)
    _engines.append(engine)
    return QIcon(engine)


def choice_icon(field: Field, code: str) -> QIcon | None:
    """The mark that belongs to a choice of a field, where it has one."""
    is_attitude = "strong_supporter" in field.choices
    return attitude_icon(code) if is_attitude else None
