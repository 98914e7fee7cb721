"""Panels of a page that is made as a whole: a title, items as far as they fit, and how many more there are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from salesdesk.drawing.measure import elide, printable
from salesdesk.drawing.shapes import Anchor, Ink
from salesdesk.reports.blocks import Style, Words
from salesdesk.reports.fonts import colour, draw_words

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

Item = tuple[Words, ...]
"""Blocks that stay together."""


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the page: left, upper edge, width, height, in points with y upwards."""

    x: float
    top: float
    width: float
    height: float

    def inner(self, pad: float) -> "Box":
        """The box without its rim."""
        return Box(self.x + pad, self.top - pad, self.width - 2 * pad, self.height - 2 * pad)

    def columns(self, shares: Sequence[float], gap: float) -> list["Box"]:
        """Boxes side by side by shares of the width."""
        room = self.width - gap * (len(shares) - 1)
        found: list[Box] = []
        x = self.x
        for share in shares:
            width = room * share / sum(shares)
            found.append(Box(x, self.top, width, self.height))
            x += width + gap
        return found


@dataclass(frozen=True, slots=True)
class Type:
    """The sizes of type on a sheet; everything is larger on larger paper."""

    scale: float = 1

    def style(
        self, size: float = 7.6, *, bold: bool = False, ink: Ink = Ink.INK, lines: int = 1_000
    ) -> Style:
        """A style of this size at the sheet's scale."""
        own = size * self.scale
        return Style(size=own, leading=own * 1.42, bold=bold, ink=ink, lines=lines)


def frame(canvas: "Canvas", box: Box, *, fill: Ink | None = None) -> None:
    """The rim of a panel."""
    canvas.setStrokeColor(colour(Ink.HAIRLINE))
    canvas.setLineWidth(0.7)
    canvas.setDash([])
    if fill is not None:
        canvas.setFillColor(colour(fill))
    canvas.roundRect(
        box.x, box.top - box.height, box.width, box.height, 4, stroke=1, fill=int(fill is not None)
    )


def fill(
    canvas: "Canvas", box: Box, items: Sequence[Item], gap: float, more: Callable[[int], Words] | None = None
) -> int:
    """Set items from the top as far as they fit; how many were set. `more` says how many were not."""
    shown = _fitting(box, items, gap, 0)
    if shown < len(items) and more is not None:
        shown = _fitting(box, items, gap, more(len(items)).height_at(box.width) + gap)
    top = box.top
    for item in items[:shown]:
        for block in item:
            block.draw_at(canvas, box.x, top, box.width)
            top -= block.height_at(box.width)
        top -= gap
    if shown < len(items) and more is not None:
        more(len(items) - shown).draw_at(canvas, box.x, top, box.width)
    return shown


def _fitting(box: Box, items: Sequence[Item], gap: float, kept: float) -> int:
    left = box.height - kept
    for count, item in enumerate(items):
        left -= sum(block.height_at(box.width) for block in item)
        if left < -0.01:
            return count
        left -= gap
    return len(items)


def panel(
    canvas: "Canvas", box: Box, title: str, items: Sequence[Item], kind: Type, more: Callable[[int], str]
) -> int:
    """A framed panel with its title; how many of its items were set."""
    frame(canvas, box)
    inner = box.inner(7 * kind.scale)
    heading = Words(title, replace(kind.style(8.4, bold=True), lines=1))
    heading.draw_at(canvas, inner.x, inner.top, inner.width)
    used = heading.height_at(inner.width) + 2 * kind.scale
    body = Box(inner.x, inner.top - used, inner.width, inner.height - used)
    quiet = kind.style(ink=Ink.ACCENT, lines=1)
    return fill(canvas, body, items, 3 * kind.scale, lambda count: Words(more(count), quiet))


def panel_height(items: Sequence[Item], kind: Type, width: float) -> float:
    """How high a panel of this width must be to show all its items."""
    inner = width - 14 * kind.scale
    heights = [sum(block.height_at(inner) for block in item) for item in items]
    return sum(heights) + 3 * kind.scale * len(heights) + kind.style(8.4).leading + 17 * kind.scale


def line(canvas: "Canvas", box: Box, words: str, style: Style, anchor: Anchor = Anchor.START) -> None:
    """One line of words at the top of a box, cut to its width."""
    shown = elide(printable(words), box.width, style.size, bold=style.bold)
    x = box.x if anchor is Anchor.START else box.x + box.width
    y = box.top - style.leading / 2 - style.size * 0.36
    draw_words(canvas, x, y, shown, size=style.size, ink=style.ink, bold=style.bold, anchor=anchor)
