"""Display lists of `salesdesk.drawing` on the screen: the painter, and a widget with zoom, hits, drag and keyboard."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from salesdesk.drawing.measure import text_width
from salesdesk.drawing.shapes import (
    Anchor,
    Drawing,
    Hatch,
    Ink,
    Mark,
    Path,
    Rect,
    Shape,
    Text,
    arrow_head,
)
from salesdesk.ui.kit import theme
from salesdesk.ui.kit.marks import paint_hatch, paint_mark


def paint_drawing(painter: QPainter, drawing: Drawing) -> None:
    """Paint every shape in its order, in the colours of the theme in force."""
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    for shape in drawing.shapes:
        _paint(painter, shape)


def _paint(painter: QPainter, shape: Shape) -> None:
    match shape:
        case Rect():
            _pens(painter, shape.fill, shape.stroke, shape.stroke_width, shape.dash)
            area = QRectF(shape.x, shape.y, shape.width, shape.height)
            painter.drawRoundedRect(area, shape.radius, shape.radius)
        case Hatch():
            paint_hatch(painter, QRectF(shape.x, shape.y, shape.width, shape.height), shape.ink)
        case Path():
            _paint_path(painter, shape)
        case Text():
            _paint_text(painter, shape)
        case Mark():
            paint_mark(painter, shape)


def _pens(
    painter: QPainter, fill: Ink | None, stroke: Ink | None, width: float, dash: tuple[float, ...]
) -> None:
    painter.setBrush(theme.ink(fill) if fill is not None else Qt.BrushStyle.NoBrush)
    if stroke is None:
        painter.setPen(Qt.PenStyle.NoPen)
        return
    pen = QPen(theme.ink(stroke), width)
    if dash:
        pen.setDashPattern([part / width for part in dash])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)


def _paint_path(painter: QPainter, shape: Path) -> None:
    _pens(painter, shape.fill, shape.stroke, shape.stroke_width, shape.dash)
    points = QPolygonF([QPointF(x, y) for x, y in shape.points])
    if shape.is_closed:
        painter.drawPolygon(points)
    elif shape.fill is not None:
        way = QPainterPath()
        way.addPolygon(points)
        painter.drawPath(way)
    else:
        painter.drawPolyline(points)
    if shape.arrow and shape.stroke is not None and len(shape.points) > 1:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.ink(shape.stroke))
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in arrow_head(shape.points)]))


def _paint_text(painter: QPainter, shape: Text) -> None:
    painter.setFont(_font(shape.size, shape.bold))
    painter.setPen(theme.ink(shape.ink))
    width = text_width(shape.words, shape.size, bold=shape.bold)
    back = {Anchor.START: 0.0, Anchor.MIDDLE: width / 2, Anchor.END: width}[shape.anchor]
    painter.drawText(QPointF(shape.x - back, shape.y), shape.words)


def _font(size: float, bold: bool) -> QFont:
    """The bundled font at a size in drawing units; not scaled, since the drawing measured its words so."""
    made = QFont(theme.FAMILY)
    made.setPixelSize(max(1, round(size)))
    made.setBold(bold)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a drawing that can be chosen: its name for the screen, its place, its words for screen readers."""

    name: str
    x: float
    y: float
    width: float
    height: float
    words: str = ""
    can_drag: bool = False

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height

    @property
    def area(self) -> QRectF:
        """Its place as a rectangle of Qt."""
        return QRectF(self.x, self.y, self.width, self.height)


class DrawingView(QWidget):
    """Shows a drawing. `make(width)` draws it for a width; with `fits` it is scaled into the widget instead.

    Arrow keys go from region to region, Enter opens, Ctrl+wheel and Ctrl+plus/minus zoom, Ctrl+0 goes back.
    """

    chosen = Signal(str)
    opened = Signal(str)
    dropped = Signal(str, float, float)
    """A region was dragged to a place of the drawing: its name, x, y."""
    menu_asked = Signal(str, object)
    """A context menu was asked for on a region (or "" on none), at a global point."""

    def __init__(self, *, fits: bool = False) -> None:
        super().__init__()
        self._make: Callable[[float], tuple[Drawing, Sequence[Region]]] | None = None
        self._drawing = Drawing(0, 0, ())
        self._regions: Sequence[Region] = ()
        self._fits = fits
        self._zoom = 1.0
        self._current = ""
        self._drag: tuple[Region, QPointF, QPointF] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy.Policy.Expanding if fits else QSizePolicy.Policy.Minimum
        self.setSizePolicy(QSizePolicy.Policy.Expanding, policy)

    # --- what is shown

    def show_drawing(self, make: Callable[[float], tuple[Drawing, Sequence[Region]]]) -> None:
        """Show what `make` draws for the widget's width, now and whenever the width changes."""
        self._make = make
        self._draw()

    def _draw(self) -> None:
        if self._make is None:
            return
        self._drawing, self._regions = self._make(max(1.0, self.width() / self._zoom))
        if not self._fits:
            self.setMinimumHeight(round(self._drawing.height * self._zoom) + 1)
        if self._current and self._region(self._current) is None:
            self._current = ""
        self.setAccessibleDescription(
            "; ".join(region.words for region in self._regions if region.words)[:2000]
        )
        self.update()

    @property
    def drawing(self) -> Drawing:
        """The drawing as it is shown."""
        return self._drawing

    @property
    def regions(self) -> Sequence[Region]:
        """The parts that can be chosen."""
        return self._regions

    @property
    def current(self) -> str:
        """The name of the region that has the keyboard; empty for none."""
        return self._current

    def set_current(self, name: str) -> None:
        """Let a region have the keyboard, silently."""
        self._current = name
        self.update()

    def set_zoom(self, zoom: float) -> None:
        """Show it larger or smaller, from a half to three times."""
        self._zoom = max(0.5, min(3.0, zoom))
        self._draw()

    def _region(self, name: str) -> Region | None:
        return next((region for region in self._regions if region.name == name), None)

    def _region_at(self, point: QPointF) -> Region | None:
        """The uppermost region under a point of the widget."""
        x, y = self._to_drawing(point)
        return next((region for region in reversed(self._regions) if region.holds(x, y)), None)

    def _scale(self) -> float:
        if not self._fits or not self._drawing.width or not self._drawing.height:
            return self._zoom
        return min(self.width() / self._drawing.width, self.height() / self._drawing.height) * self._zoom

    def _to_drawing(self, point: QPointF) -> tuple[float, float]:
        scale = self._scale()
        return point.x() / scale, point.y() / scale

    # --- Qt

    def sizeHint(self) -> QSize:
        return QSize(480, max(80, round(self._drawing.height)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._draw()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.LanguageChange):
            self._draw()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        scale = self._scale()
        painter.scale(scale, scale)
        paint_drawing(painter, self._drawing)
        current = self._region(self._current)
        if current is not None and self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(current.area.adjusted(-2, -2, 2, 2), 7, 7)
        if self._drag is not None:
            region, start, here = self._drag
            moved = QPointF(*self._to_drawing(here)) - QPointF(*self._to_drawing(start))
            veil = QColor(theme.colour("accent"))
            veil.setAlpha(60)
            painter.setPen(QPen(theme.colour("accent"), 1.5, Qt.PenStyle.DashLine))
            painter.setBrush(veil)
            painter.drawRoundedRect(region.area.translated(moved), 6, 6)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self._current and self._regions and event.reason() is not Qt.FocusReason.MouseFocusReason:
            self._current = self._regions[0].name
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        region = self._region_at(event.position())
        self._choose(region.name if region is not None else "")
        if event.button() is Qt.MouseButton.RightButton:
            self.menu_asked.emit(self._current, event.globalPosition().toPoint())
        elif region is not None and region.can_drag:
            self._drag_from = event.position()

    _drag_from: QPointF | None = None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        region = self._region_at(event.position())
        is_over = region is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_over else Qt.CursorShape.ArrowCursor)
        if self._drag_from is None or not event.buttons() & Qt.MouseButton.LeftButton:
            if region is not None and region.words:
                QToolTip.showText(event.globalPosition().toPoint(), region.words, self)
            return
        current = self._region(self._current)
        moved = (event.position() - self._drag_from).manhattanLength()
        if current is not None and (self._drag or moved >= QApplication.startDragDistance()):
            self._drag = (current, self._drag_from, event.position())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._drag, self._drag_from = self._drag, None, None
        if drag is not None:
            self.dropped.emit(drag[0].name, *self._to_drawing(event.position()))
            self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        region = self._region_at(event.position())
        if region is not None:
            self.opened.emit(region.name)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom * (1.1 if event.angleDelta().y() > 0 else 1 / 1.1))
            event.accept()
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, is_ctrl = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        ways = {
            Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
        }  # fmt: skip
        if is_ctrl and key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus, Qt.Key.Key_0):
            zooms = {Qt.Key.Key_Minus: self._zoom / 1.1, Qt.Key.Key_0: 1.0}
            self.set_zoom(zooms.get(Qt.Key(key), self._zoom * 1.1))
        elif key in ways:
            self._go(*ways[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._current:
            self.opened.emit(self._current)
        elif key == Qt.Key.Key_Menu and (region := self._region(self._current)) is not None:
            self.menu_asked.emit(
                self._current, self.mapToGlobal((region.area.center() * self._scale()).toPoint())
            )
        else:
            super().keyPressEvent(event)

    def _choose(self, name: str) -> None:
        if name != self._current:
            self._current = name
            self.chosen.emit(name)
        self.update()

    def _go(self, right: int, down: int) -> None:
        """Go to the nearest region in that direction."""
        here = self._region(self._current)
        if here is None:
            if self._regions:
                self._choose(self._regions[0].name)
            return
        centre = here.area.center()

        def cost(region: Region) -> float:
            way = region.area.center() - centre
            along, across = way.x() * right + way.y() * down, abs(way.x() * down) + abs(way.y() * right)
            return along + 2 * across if along > 1 else float("inf")

        best = min((region for region in self._regions if region is not here), key=cost, default=None)
        if best is not None and cost(best) < float("inf"):
            self._choose(best.name)
