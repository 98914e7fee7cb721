"""What a page is made of: words, headings, pictures, lists of facts. Users' words are never read as markup."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportlab.platypus import Flowable

from salesdesk.drawing.measure import printable, text_width, wrap
from salesdesk.drawing.shapes import Anchor, Drawing, Ink
from salesdesk.reports.fonts import colour, draw_words
from salesdesk.reports.painter import paint

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas


@dataclass(frozen=True, slots=True)
class Style:
    """How words look, in points."""

    size: float = 9.5
    leading: float = 14.5
    ink: Ink = Ink.INK
    bold: bool = False
    before: float = 0
    after: float = 0
    anchor: Anchor = Anchor.START
    lines: int = 1_000_000
    """At most so many lines; the last is cut with an ellipsis."""


BODY = Style(after=4)
SMALL = Style(size=8.5, leading=12.5)
MUTED = Style(size=8.5, leading=12.5, ink=Ink.MUTED)
STRONG = Style(bold=True)
LEAD = Style(size=11, leading=17, after=6)


class Words(Flowable):
    """Words in lines, broken between pages where they must; a new line stands wherever they hold one."""

    def __init__(self, words: str, style: Style = BODY) -> None:
        super().__init__()
        self.words, self.style = words, style
        self._lines: list[str] | None = None
        self._width = -1.0

    def lines(self, width: float) -> list[str]:
        """The lines at a width."""
        if self._lines is None or self._width != width:
            self._lines = broken(self.words, width, self.style)
            self._width = width
        return self._lines

    def height_at(self, width: float) -> float:
        """The height at a width, in points."""
        return len(self.lines(width)) * self.style.leading

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Take the whole width and as many lines as the words need."""
        self.width, self.height = availWidth, self.height_at(availWidth)
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803
        """Break between lines, never leaving one alone on either page where it can be helped."""
        lines = self.lines(availWidth)
        fitting = int(availHeight / self.style.leading)
        if fitting >= len(lines):
            return [self]
        if len(lines) - fitting == 1:
            fitting -= 1
        if fitting < min(2, len(lines)) and len(lines) * self.style.leading < 400:
            return []
        return [] if fitting < 1 else [self.part(0, fitting), self.part(fitting, len(lines))]

    def part(self, first: int, last: int) -> "Words":
        """Some of the lines as a block of their own, with the same breaks."""
        assert self._lines is not None
        lines = self._lines[first:last]
        made = Words("\n".join(lines), self.style)
        made._lines, made._width = lines, self._width
        return made

    def getSpaceBefore(self) -> float:  # noqa: N802
        """The room kept above."""
        return self.style.before

    def getSpaceAfter(self) -> float:  # noqa: N802
        """The room kept below."""
        return self.style.after

    def draw(self) -> None:
        """Set the lines on the page."""
        self.draw_at(self.canv, 0, self.height, self.width)

    def draw_at(self, canvas: "Canvas", x: float, top: float, width: float) -> None:
        """Set the lines with their upper left corner at x, top."""
        style = self.style
        at = {Anchor.START: x, Anchor.MIDDLE: x + width / 2, Anchor.END: x + width}[style.anchor]
        y = top - style.leading / 2 - style.size * 0.36
        for line in self.lines(width):
            draw_words(
                canvas, at, y, line, size=style.size, ink=style.ink, bold=style.bold, anchor=style.anchor
            )
            y -= style.leading


def broken(words: str, width: float, style: Style) -> list[str]:
    """The words in lines of at most the width."""
    found: list[str] = []
    for paragraph in words.splitlines() or [""]:
        left = style.lines - len(found)
        if left <= 0:
            break
        found += wrap(printable(paragraph), width, style.size, bold=style.bold, lines=left)
    return found


class Heading(Words):
    """A heading that stands in the outline and, on the first level, in the contents."""

    def __init__(self, words: str, key: str, level: int = 0) -> None:
        first = Style(size=15, leading=21, bold=True, before=20, after=9)
        second = Style(size=10.5, leading=16, bold=True, before=10, after=3)
        super().__init__(words, second if level else first)
        self.key, self.level = key, level
        self.keepWithNext = True

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803
        """A heading is never broken."""
        return []

    def draw(self) -> None:
        """Set the heading, mark its place, and rule the first level off."""
        canvas = self.canv
        title = printable(self.words)
        canvas.bookmarkPage(
            self.key, fit="XYZ", left=0, top=canvas.absolutePosition(0, self.height)[1] + 6, zoom=0
        )
        canvas.addOutlineEntry(title, self.key, self.level, closed=False)
        super().draw()
        if self.level == 0:
            canvas.setStrokeColor(colour(Ink.ACCENT))
            canvas.setLineWidth(1.4)
            canvas.line(0, -3, 26, -3)


class Picture(Flowable):
    """A display list, made smaller where it is wider than the page or higher than `max_height` points."""

    def __init__(self, drawing: Drawing, *, scale: float = 0.75, max_height: float = 640) -> None:
        super().__init__()
        self.drawing, self.scale, self.max_height = drawing, scale, max_height

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """The size on this page."""
        width, height = self.drawing.width, self.drawing.height
        self.scale = min(self.scale, availWidth / width, self.max_height / height)
        self.width, self.height = width * self.scale, height * self.scale
        return self.width, self.height

    def draw(self) -> None:
        """Paint it."""
        paint(self.canv, self.drawing, 0, self.height, self.scale)


class Facts(Flowable):
    """Labels with their values, in columns; what is empty is left out."""

    def __init__(self, facts: list[tuple[str, str]], columns: int = 3, gap: float = 14) -> None:
        super().__init__()
        present = [(label, value) for label, value in facts if value.strip()]
        label_style = Style(size=8, leading=11.5, ink=Ink.MUTED)
        self.cells = [
            (Words(label, label_style), Words(value, replace(BODY, after=0))) for label, value in present
        ]
        self.columns, self.gap = columns, gap

    def _rows(self) -> list[list[tuple[Words, Words]]]:
        return [self.cells[at : at + self.columns] for at in range(0, len(self.cells), self.columns)]

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """As high as its rows."""
        self.width = availWidth
        self._column = (availWidth - self.gap * (self.columns - 1)) / self.columns
        self._heights = [max(self._height(cell) for cell in row) for row in self._rows()]
        self.height = sum(self._heights) + 7 * max(len(self._heights) - 1, 0)
        return self.width, self.height

    def _height(self, cell: tuple[Words, Words]) -> float:
        return cell[0].height_at(self._column) + cell[1].height_at(self._column)

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803
        """Facts that fill more than a page become plain words one after the other."""
        if self.height < 500:
            return []
        return [block for label, value in self.cells for block in (label, value)]

    def getSpaceAfter(self) -> float:  # noqa: N802
        """The room kept below."""
        return 8

    def draw(self) -> None:
        """Set every label over its value."""
        top = self.height
        for row, height in zip(self._rows(), self._heights, strict=True):
            for index, (label, value) in enumerate(row):
                x = index * (self._column + self.gap)
                label.draw_at(self.canv, x, top, self._column)
                value.draw_at(self.canv, x, top - label.height_at(self._column), self._column)
            top -= height + 7


def label_width(words: str, style: Style) -> float:
    """How wide one line of words is in a style."""
    return text_width(printable(words), style.size, bold=style.bold)
