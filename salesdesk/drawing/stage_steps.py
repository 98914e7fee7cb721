"""The six stages of a deal as steps: done, present (hatched while unproven) and to come."""

from salesdesk.drawing.measure import elide, printable
from salesdesk.drawing.shapes import Anchor, Drawing, Hatch, Ink, Rect, Shape, Text

_GAP = 4.0
_HEIGHT = 8.0


def stage_steps(
    count: int, current: int, width: float, *, is_unproven: bool = False, names: tuple[str, ...] = ()
) -> Drawing:
    """`count` steps of which those up to `current` are filled; with names each has its own beneath it."""
    shapes: list[Shape] = []
    own = (width - _GAP * (count - 1)) / max(count, 1)
    for step in range(1, count + 1):
        x = (step - 1) * (own + _GAP)
        is_hatched = step == current and is_unproven
        fill = Ink.HAIRLINE if step > current else Ink.ACCENT_SOFT if is_hatched else Ink.ACCENT
        stroke = Ink.ACCENT if is_hatched else None
        shapes.append(Rect(x, 0, own, _HEIGHT, fill, stroke, 0.8, 2))
        if is_hatched:
            shapes.append(Hatch(x + 1, 0.5, own - 2, _HEIGHT - 1, Ink.ACCENT, 6, 2))
        if step <= len(names):
            is_present = step == current
            words = elide(printable(names[step - 1]), own, 10, bold=is_present)
            ink = Ink.INK if is_present else Ink.MUTED
            shapes.append(Text(x + own / 2, _HEIGHT + 13, words, 10, ink, is_present, Anchor.MIDDLE))
    return Drawing(width, _HEIGHT + (17 if names else 0), tuple(shapes))
