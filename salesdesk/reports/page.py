"""The document: page templates, running head and foot, contents, and writing it whole or not at all."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from salesdesk.domain.problems import Known
from salesdesk.drawing.measure import elide, printable, text_width
from salesdesk.drawing.shapes import Anchor, Ink
from salesdesk.reports.blocks import Heading, Style, Words
from salesdesk.reports.fonts import REGULAR, colour, draw_words, register_fonts
from salesdesk.text import language, tr

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

SIDE, TOP, BOTTOM = 18 * mm, 22 * mm, 18 * mm
_PAGE_COUNT = "page-count"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What is said about a document on each of its pages and in its properties."""

    title: str
    head: str = ""
    """At the left of the running head."""
    mark: str = ""
    """At the right of it: the edition."""
    is_warning: bool = False
    """The edition is not for everybody."""
    foot: str = ""
    author: str = ""
    size: tuple[float, float] = A4
    has_cover: bool = False
    """The first page has neither head nor foot."""
    cover_margin: float = 0
    """The margin of a first page that is made as a whole, in points; 0 for that of all pages."""
    is_invariant: bool = False
    """The same content makes the same bytes: for tests."""


def write_paper(path: Path, paper: Paper, story: Sequence[Flowable]) -> int:
    """Write the document and answer with the number of its pages; half a file never stands at the path.

    Raises Known E_FILE, E_READ_ONLY or E_DISK_FULL; what stood there before stays then.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            document = _Document(file, paper)
            document.build([*story, _Closing(document.entries)])
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise _known(error, path) from error
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return document.page


def _known(error: OSError, path: Path) -> Known:
    import errno

    codes = {errno.ENOSPC: "E_DISK_FULL", errno.EACCES: "E_READ_ONLY", errno.EROFS: "E_READ_ONLY"}
    return Known(codes.get(error.errno or 0, "E_FILE"), path=str(path))


class _Document(BaseDocTemplate):
    """Pages of one column with a running head and foot."""

    def __init__(self, file: IO[bytes], paper: Paper) -> None:
        register_fonts()
        width, height = paper.size
        super().__init__(
            file,
            pagesize=paper.size,
            title=printable(paper.title),
            author=printable(paper.author),
            creator="salesdesk",
            lang="zh-CN" if language() == "zh_CN" else "en",
            initialFontName=REGULAR,
            invariant=int(paper.is_invariant),
            pageCompression=1,
        )
        box = (SIDE, BOTTOM, width - 2 * SIDE, height - TOP - BOTTOM)
        plain = Frame(*box, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0, id="body")
        templates = [PageTemplate("page", [plain], onPage=lambda canvas, _: running(canvas, paper))]
        if paper.has_cover:
            margin = paper.cover_margin
            whole = (margin, margin, width - 2 * margin, height - 2 * margin) if margin else box
            cover = Frame(*whole, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0, id="cover")
            templates.insert(0, PageTemplate("cover", [cover], autoNextPageTemplate="page"))
        self.addPageTemplates(templates)
        self.entries: dict[str, int] = {}

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802
        """Note on which page a section of the contents came to stand."""
        if isinstance(flowable, Heading) and flowable.level == 0:
            self.entries[flowable.key] = self.page


def running(canvas: "Canvas", paper: Paper) -> None:
    """The running head and foot of a page, with its number and the number of pages."""
    width, height = paper.size
    right, y = width - SIDE, height - 13 * mm
    mark_ink = Ink.OPPONENT if paper.is_warning else Ink.MUTED
    mark_width = text_width(printable(paper.mark), 8, bold=paper.is_warning)
    head = elide(printable(paper.head), width - 2 * SIDE - mark_width - 12, 8)
    draw_words(canvas, SIDE, y, head, size=8, ink=Ink.MUTED)
    draw_words(canvas, right, y, paper.mark, size=8, ink=mark_ink, bold=paper.is_warning, anchor=Anchor.END)
    canvas.setStrokeColor(colour(Ink.HAIRLINE))
    canvas.setLineWidth(0.6)
    canvas.line(SIDE, y - 5, right, y - 5)
    y = 10 * mm
    foot = elide(printable(paper.foot), width - 2 * SIDE - 60, 8)
    draw_words(canvas, SIDE, y, foot, size=8, ink=Ink.MUTED)
    number = f"{canvas.getPageNumber()} / "
    at = right - text_width("00", 8)
    draw_words(canvas, at, y, number, size=8, ink=Ink.MUTED, anchor=Anchor.END)
    _place(canvas, _PAGE_COUNT, at, y)


def _place(canvas: "Canvas", form: str, x: float, y: float) -> None:
    """Put a number here that is known only when the last page is done."""
    canvas.saveState()
    canvas.translate(x, y)
    canvas.doForm(form)
    canvas.restoreState()


def _define(canvas: "Canvas", form: str, words: str, style: Style) -> None:
    canvas.beginForm(form, lowerx=-60, lowery=-6, upperx=60, uppery=style.size * 1.5)
    anchor = style.anchor
    draw_words(canvas, 0, 0, words, size=style.size, ink=style.ink, anchor=anchor)
    canvas.endForm()


class _Closing(Flowable):
    """The end of the document: fills in the numbers that earlier pages left open."""

    def __init__(self, entries: dict[str, int]) -> None:
        super().__init__()
        self._entries = entries

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """It takes less than no room, so that it stands on the last page even where that is full to the edge."""
        return 0, -72

    def draw(self) -> None:
        """Define the total and the page of every entry of the contents."""
        total = Style(size=8, ink=Ink.MUTED)
        _define(self.canv, _PAGE_COUNT, str(self.canv.getPageNumber()), total)
        entry = Style(ink=Ink.MUTED, anchor=Anchor.END)
        for key, page in self._entries.items():
            _define(self.canv, f"page-of-{key}", str(page), entry)


@dataclass(slots=True)
class Section:
    """A part of a document: its heading in the contents, and what stands in it."""

    key: str
    title: str
    blocks: list[Flowable] = field(default_factory=list)

    def flowables(self, number: int) -> list[Flowable]:
        """The heading with its number, and the blocks."""
        return [Heading(f"{number}  {self.title}", self.key), *self.blocks]


class Contents(Flowable):
    """The contents: every section with its page, each a link; the pages are filled in at the end."""

    _LEADING = 20.0

    def __init__(self, sections: Sequence[Section]) -> None:
        super().__init__()
        self.sections = tuple(sections)

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """One line a section under a small title."""
        self.width, self.height = availWidth, self._LEADING * (len(self.sections) + 1.4)
        return self.width, self.height

    def draw(self) -> None:
        """Set the lines; the number of each page is a form that the end of the document defines."""
        canvas, y = self.canv, self.height - 12
        draw_words(canvas, 0, y, tr("Contents"), size=10.5, bold=True)
        for number, section in enumerate(self.sections, 1):
            y -= self._LEADING
            title = elide(printable(section.title), self.width - 80, 9.5)
            draw_words(canvas, 0, y, str(number), size=9.5, ink=Ink.MUTED)
            draw_words(canvas, 20, y, title, size=9.5)
            start, end = 20 + text_width(title, 9.5) + 8, self.width - 22
            canvas.setStrokeColor(colour(Ink.HAIRLINE))
            canvas.setLineWidth(0.8)
            canvas.setDash([1, 3])
            canvas.line(start, y + 2, end, y + 2)
            canvas.setDash([])
            _place(canvas, f"page-of-{section.key}", self.width, y)
            canvas.linkRect("", section.key, (0, y - 4, self.width, y + 12), relative=1, Border="[0 0 0]")


def nothing_yet(words: str) -> Words:
    """The muted line of a section in which nothing stands."""
    return Words(words, Style(size=9, leading=14, ink=Ink.MUTED, after=4))
