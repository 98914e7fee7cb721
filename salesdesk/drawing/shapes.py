"""What a picture is made of: frozen shapes, colours by name, y downwards, one unit a screen pixel."""

from dataclasses import dataclass
from enum import StrEnum


class Ink(StrEnum):
    """Colours by what they mean; the painter's palette says what they look like."""

    INK = "ink"
    MUTED = "muted"
    STALE = "stale"
    HAIRLINE = "hairline"
    SURFACE = "surface"
    CARD = "card"
    ACCENT = "accent"
    ACCENT_SOFT = "accent_soft"
    HATCH = "hatch"
    SUPPORTER = "supporter"
    OPPONENT = "opponent"
    OPPONENT_SOFT = "opponent_soft"
    NEUTRAL = "neutral"
    UNKNOWN = "unknown"
    SUPPORTER_FADED = "supporter_faded"
    OPPONENT_FADED = "opponent_faded"
    NEUTRAL_FADED = "neutral_faded"
    UNKNOWN_FADED = "unknown_faded"


class Form(StrEnum):
    """Forms of a mark, told apart without colour."""

    TRIANGLE_UP = "triangle_up"
    TRIANGLE_DOWN = "triangle_down"
    DISC = "disc"
    DASHED_RING = "dashed_ring"
    CROSS = "cross"


class Anchor(StrEnum):
    """Which end of a text stands at its x."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle with round corners; without fill or stroke that part is not painted."""

    x: float
    y: float
    width: float
    height: float
    fill: Ink | None = None
    stroke: Ink | None = None
    stroke_width: float = 1
    radius: float = 0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Hatch:
    """Slanting lines inside a rectangle: a guess."""

    x: float
    y: float
    width: float
    height: float
    ink: Ink = Ink.HATCH
    spacing: float = 7
    stroke_width: float = 1.6

    def lines(self) -> list[tuple[float, float, float, float]]:
        """The slanting lines cut to the rectangle, as x1, y1, x2, y2."""
        found: list[tuple[float, float, float, float]] = []
        at = self.spacing
        while at < self.width + self.height:
            x1, y1 = (at, 0.0) if at <= self.width else (self.width, at - self.width)
            x2, y2 = (0.0, at) if at <= self.height else (at - self.height, self.height)
            found.append((self.x + x1, self.y + y1, self.x + x2, self.y + y2))
            at += self.spacing
        return found


@dataclass(frozen=True, slots=True)
class Path:
    """A line through points; closed it can be filled; `arrow` puts a head on its last point."""

    points: tuple[tuple[float, float], ...]
    stroke: Ink | None = Ink.HAIRLINE
    stroke_width: float = 1
    dash: tuple[float, ...] = ()
    fill: Ink | None = None
    is_closed: bool = False
    arrow: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """One line of words on the baseline y, already cut to its place; `bold` where not regular."""

    x: float
    y: float
    words: str
    size: float = 13
    ink: Ink = Ink.INK
    bold: bool = False
    anchor: Anchor = Anchor.START


@dataclass(frozen=True, slots=True)
class Mark:
    """A small sign around its centre, as wide and high as `size`."""

    x: float
    y: float
    form: Form
    ink: Ink
    size: float = 12


Shape = Rect | Hatch | Path | Text | Mark


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture: its size and its shapes in the order of painting."""

    width: float
    height: float
    shapes: tuple[Shape, ...]

    def words(self) -> list[str]:
        """Every text in the picture, for tests and for screen readers."""
        return [shape.words for shape in self.shapes if isinstance(shape, Text)]


def arrow_head(points: tuple[tuple[float, float], ...], size: float = 7) -> tuple[tuple[float, float], ...]:
    """The filled triangle at the end of a path, in the direction of its last stretch."""
    (x1, y1), (x2, y2) = points[-2], points[-1]
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5 or 1
    dx, dy = (x2 - x1) / length, (y2 - y1) / length
    back_x, back_y = x2 - dx * size, y2 - dy * size
    half = size * 0.5
    return ((x2, y2), (back_x - dy * half, back_y + dx * half), (back_x + dy * half, back_y - dx * half))


def mark_outline(mark: Mark) -> tuple[tuple[float, float], ...]:
    """The corners of a triangular mark, or the two strokes of a cross one after the other."""
    half = mark.size / 2
    if mark.form is Form.CROSS:
        return (
            (mark.x - half, mark.y - half),
            (mark.x + half, mark.y + half),
            (mark.x + half, mark.y - half),
            (mark.x - half, mark.y + half),
        )
    way = -1 if mark.form is Form.TRIANGLE_UP else 1
    rise = half * 0.88
    return (
        (mark.x, mark.y + way * rise),
        (mark.x + half, mark.y - way * rise),
        (mark.x - half, mark.y - way * rise),
    )
