"""A display list as an SVG document: for saving a picture and for looking at it in tests."""

from collections.abc import Mapping
from xml.sax.saxutils import escape

from salesdesk.drawing.palette import LIGHT
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

_FAMILY = "'Salesdesk Sans SC','Noto Sans SC',sans-serif"


def to_svg(drawing: Drawing, palette: Mapping[Ink, str] = LIGHT) -> str:
    """The picture as SVG text, with the words as text."""
    width, height = _number(drawing.width), _number(drawing.height)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="{_FAMILY}">'
    )
    return "\n".join([head, *(_element(shape, palette) for shape in drawing.shapes), "</svg>\n"])


def _element(shape: Shape, palette: Mapping[Ink, str]) -> str:
    if isinstance(shape, Rect):
        place = f'x="{_number(shape.x)}" y="{_number(shape.y)}" rx="{_number(shape.radius)}"'
        size = f'width="{_number(shape.width)}" height="{_number(shape.height)}"'
        return f"<rect {place} {size} {_paint(shape, palette)}/>"
    if isinstance(shape, Hatch):
        lines = " ".join(f"M{_point(x1, y1)}L{_point(x2, y2)}" for x1, y1, x2, y2 in shape.lines())
        return (
            f'<path d="{lines}" stroke="{palette[shape.ink]}" stroke-width="{_number(shape.stroke_width)}"/>'
        )
    if isinstance(shape, Path):
        drawn = f'<path d="{_route(shape.points, shape.is_closed)}" {_paint(shape, palette)}/>'
        if shape.arrow and shape.stroke is not None and len(shape.points) > 1:
            drawn += f'<path d="{_route(arrow_head(shape.points), True)}" fill="{palette[shape.stroke]}"/>'
        return drawn
    if isinstance(shape, Mark):
        return _mark(shape, palette[shape.ink])
    return _text(shape, palette)


def _text(shape: Text, palette: Mapping[Ink, str]) -> str:
    weight = ' font-weight="bold"' if shape.bold else ""
    anchor = f' text-anchor="{shape.anchor.value}"' if shape.anchor.value != "start" else ""
    place = f'x="{_number(shape.x)}" y="{_number(shape.y)}" font-size="{_number(shape.size)}"'
    return f'<text {place} fill="{palette[shape.ink]}"{weight}{anchor}>{escape(shape.words)}</text>'


def _mark(mark: Mark, colour: str) -> str:
    if mark.form is Form.DISC:
        place = f'cx="{_number(mark.x)}" cy="{_number(mark.y)}" r="{_number(mark.size / 2)}"'
        return f'<circle {place} fill="{colour}"/>'
    if mark.form is Form.DASHED_RING:
        place = f'cx="{_number(mark.x)}" cy="{_number(mark.y)}" r="{_number(mark.size / 2 - 0.8)}"'
        return (
            f'<circle {place} fill="none" stroke="{colour}" stroke-width="1.6" stroke-dasharray="2.2 1.8"/>'
        )
    points = mark_outline(mark)
    if mark.form is Form.CROSS:
        strokes = f"{_route(points[:2], False)}{_route(points[2:], False)}"
        return f'<path d="{strokes}" stroke="{colour}" stroke-width="1.8"/>'
    return f'<path d="{_route(points, True)}" fill="{colour}"/>'


def _paint(shape: Rect | Path, palette: Mapping[Ink, str]) -> str:
    fill = palette[shape.fill] if shape.fill is not None else "none"
    if shape.stroke is None:
        return f'fill="{fill}"'
    dash = f' stroke-dasharray="{" ".join(map(_number, shape.dash))}"' if shape.dash else ""
    return (
        f'fill="{fill}" stroke="{palette[shape.stroke]}" stroke-width="{_number(shape.stroke_width)}"{dash}'
    )


def _route(points: tuple[tuple[float, float], ...], is_closed: bool) -> str:
    return "M" + "L".join(_point(x, y) for x, y in points) + ("Z" if is_closed else "")


def _point(x: float, y: float) -> str:
    return f"{_number(x)} {_number(y)}"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
