"""A display list on a page of PDF: the same shapes as on the screen."""

from typing import TYPE_CHECKING

from salesdesk.drawing.shapes import (
    Drawing,
    Form,
    Hatch,
    Ink,
    Mark,
    Path,
    Rect,
    Shape,
    Text,
    arrow_head,
    mark_outline,
)
from salesdesk.reports.fonts import colour, draw_words

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

Points = tuple[tuple[float, float], ...]


def paint(canvas: "Canvas", drawing: Drawing, x: float, top: float, scale: float = 1.0) -> None:
    """Paint the picture with its upper left corner at x, top (points, y upwards)."""
    canvas.saveState()
    canvas.translate(x, top - drawing.height * scale)
    canvas.scale(scale, scale)
    painter = _Painter(canvas, drawing.height)
    for shape in drawing.shapes:
        painter.shape(shape)
    canvas.restoreState()


class _Painter:
    """Turns y round, since paper counts it upwards."""

    def __init__(self, canvas: "Canvas", height: float) -> None:
        self._canvas = canvas
        self._height = height

    def shape(self, shape: Shape) -> None:
        """Paint one shape."""
        if isinstance(shape, Rect):
            self._rect(shape)
        elif isinstance(shape, Hatch):
            self._pen(shape.ink, shape.stroke_width, ())
            lines = [(x1, self._height - y1, x2, self._height - y2) for x1, y1, x2, y2 in shape.lines()]
            self._canvas.lines(lines)
        elif isinstance(shape, Path):
            self._path(shape)
        elif isinstance(shape, Mark):
            self._mark(shape)
        elif isinstance(shape, Text):
            at = self._height - shape.y
            draw_words(
                self._canvas, shape.x, at, shape.words,
                size=shape.size, ink=shape.ink, bold=shape.bold, anchor=shape.anchor,
            )  # fmt: skip

    def _pen(self, ink: Ink | None, width: float, dash: tuple[float, ...]) -> None:
        if ink is not None:
            self._canvas.setStrokeColor(colour(ink))
            self._canvas.setLineWidth(width)
            self._canvas.setDash(list(dash))

    def _rect(self, rect: Rect) -> None:
        self._pen(rect.stroke, rect.stroke_width, rect.dash)
        if rect.fill is not None:
            self._canvas.setFillColor(colour(rect.fill))
        place = rect.x, self._height - rect.y - rect.height, rect.width, rect.height
        stroke, fill = int(rect.stroke is not None), int(rect.fill is not None)
        if rect.radius:
            self._canvas.roundRect(*place, rect.radius, stroke=stroke, fill=fill)
        else:
            self._canvas.rect(*place, stroke=stroke, fill=fill)

    def _route(self, points: Points, *, is_closed: bool, stroke: bool, fill: bool) -> None:
        path = self._canvas.beginPath()
        for index, (x, y) in enumerate(points):
            (path.lineTo if index else path.moveTo)(x, self._height - y)
        if is_closed:
            path.close()
        self._canvas.drawPath(path, stroke=int(stroke), fill=int(fill))

    def _path(self, path: Path) -> None:
        self._pen(path.stroke, path.stroke_width, path.dash)
        if path.fill is not None:
            self._canvas.setFillColor(colour(path.fill))
        stroke, fill = path.stroke is not None, path.fill is not None
        self._route(path.points, is_closed=path.is_closed, stroke=stroke, fill=fill)
        if path.arrow and path.stroke is not None and len(path.points) > 1:
            self._canvas.setFillColor(colour(path.stroke))
            self._route(arrow_head(path.points), is_closed=True, stroke=False, fill=True)

    def _mark(self, mark: Mark) -> None:
        y = self._height - mark.y
        self._canvas.setFillColor(colour(mark.ink))
        if mark.form is Form.DISC:
            self._canvas.circle(mark.x, y, mark.size / 2, stroke=0, fill=1)
        elif mark.form is Form.DASHED_RING:
            self._pen(mark.ink, 1.6, (2.2, 1.8))
            self._canvas.circle(mark.x, y, mark.size / 2 - 0.8, stroke=1, fill=0)
        elif mark.form is Form.CROSS:
            self._pen(mark.ink, 1.8, ())
            points = mark_outline(mark)
            for stroke in (points[:2], points[2:]):
                self._route(stroke, is_closed=False, stroke=True, fill=False)
        else:
            self._route(mark_outline(mark), is_closed=True, stroke=False, fill=True)
