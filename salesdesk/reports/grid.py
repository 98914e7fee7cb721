"""A table over any number of pages: a header on each, rows that break where one fills more than a page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.platypus import Flowable

from salesdesk.drawing.shapes import Anchor, Ink
from salesdesk.reports.blocks import SMALL, Style, Words
from salesdesk.reports.fonts import colour

_PAD_X, _PAD_Y = 5.0, 4.0
_BREAK_OVER = 180.0
"""A row higher than this may break between pages; a lower one moves to the next."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, its share of the width, and how its words stand."""

    title: str
    share: float = 1
    bold: bool = False
    is_number: bool = False
    ink: Ink = Ink.INK


class Grid(Flowable):
    """Rows of words under a header; an empty row list makes nothing, so ask before."""

    def __init__(
        self, columns: Sequence[Column], rows: Sequence[Sequence[str]], *, style: Style = SMALL
    ) -> None:
        super().__init__()
        self.columns = tuple(columns)
        head = replace(style, ink=Ink.MUTED, size=style.size - 0.5, leading=style.leading - 1)
        anchors = [Anchor.END if column.is_number else Anchor.START for column in self.columns]
        self._head = [
            Words(column.title, replace(head, anchor=anchor))
            for column, anchor in zip(self.columns, anchors, strict=True)
        ]
        styles = [
            replace(style, bold=column.bold, anchor=anchor, ink=column.ink)
            for column, anchor in zip(self.columns, anchors, strict=True)
        ]
        self._rows = [[Words(words, own) for words, own in zip(row, styles, strict=True)] for row in rows]
        self._heights: list[float] = []

    def _from(self, rows: list[list[Words]]) -> "Grid":
        made = Grid(self.columns, [])
        made._head, made._rows = self._head, rows
        return made

    def _widths(self, width: float) -> list[float]:
        total = sum(column.share for column in self.columns)
        return [width * column.share / total for column in self.columns]

    def _height(self, row: list[Words], widths: list[float]) -> float:
        inner = (cell.height_at(width - 2 * _PAD_X) for cell, width in zip(row, widths, strict=True))
        return max(inner) + 2 * _PAD_Y

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """As high as its rows and its header."""
        widths = self._widths(availWidth)
        self._heights = [self._height(row, widths) for row in self._rows]
        self.width = availWidth
        self.height = sum(self._heights) + self._height(self._head, widths)
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803
        """The rows that fit, and the rest under a header of its own."""
        self.wrap(availWidth, availHeight)
        room = availHeight - self._height(self._head, self._widths(availWidth))
        fitting = 0
        while fitting < len(self._rows) and room >= self._heights[fitting]:
            room -= self._heights[fitting]
            fitting += 1
        first, rest = self._rows[:fitting], self._rows[fitting:]
        if rest and self._heights[fitting] > _BREAK_OVER:
            above, below = self._broken(rest[0], room, self._widths(availWidth))
            if above is not None:
                first, rest = [*first, above], [below, *rest[1:]]
        elif len(rest) == 1 and len(first) > 2:
            first, rest = first[:-1], [first[-1], *rest]
        if not first:
            return []
        return [self._from(first), self._from(rest)] if rest else [self]

    def _broken(
        self, row: list[Words], room: float, widths: list[float]
    ) -> tuple[list[Words] | None, list[Words]]:
        """One row in two, by lines; None where not even two lines fit above."""
        count = int((room - 2 * _PAD_Y) / max(cell.style.leading for cell in row))
        if count < 2:
            return None, row
        above, below = [], []
        for cell, width in zip(row, widths, strict=True):
            lines = len(cell.lines(width - 2 * _PAD_X))
            above.append(cell.part(0, min(count, lines)))
            below.append(cell.part(min(count, lines), lines))
        return above, below

    def getSpaceAfter(self) -> float:  # noqa: N802
        """The room kept below."""
        return 10

    def draw(self) -> None:
        """Set header and rows with hairlines between them."""
        widths = self._widths(self.width)
        canvas, top = self.canv, self.height
        height = self._height(self._head, widths)
        canvas.setFillColor(colour(Ink.SURFACE))
        canvas.rect(0, top - height, self.width, height, stroke=0, fill=1)
        rules = []
        for row, tall in zip([self._head, *self._rows], [height, *self._heights], strict=True):
            x = 0.0
            for cell, width in zip(row, widths, strict=True):
                cell.draw_at(canvas, x + _PAD_X, top - _PAD_Y, width - 2 * _PAD_X)
                x += width
            top -= tall
            rules.append((0, top, self.width, top))
        canvas.setLineWidth(0.6)
        canvas.setStrokeColor(colour(Ink.HAIRLINE))
        canvas.lines(rules)
