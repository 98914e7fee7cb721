"""The first page of a strategy sheet: head, map, next step and risks, competition, questions, actions, worth."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportlab.platypus import Flowable

from salesdesk.drawing.map_rows import MapLine
from salesdesk.drawing.measure import printable, text_width
from salesdesk.drawing.relationship_map import MapView, level_words, relationship_map
from salesdesk.drawing.shapes import Anchor, Drawing, Ink
from salesdesk.reports.blocks import Words
from salesdesk.reports.data import SheetPaper
from salesdesk.reports.fonts import REGULAR, register_fonts
from salesdesk.reports.page import Paper
from salesdesk.reports.painter import paint
from salesdesk.reports.panels import Box, Item, Type, fill, frame, line, panel, panel_height
from salesdesk.reports.sheet_band import sheet_band
from salesdesk.text import choice, tr, tr_n

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_SMALLEST_MAP = 0.52
"""Below this scale the map is printed again on a page of its own."""


@dataclass(slots=True)
class Shown:
    """Which lists the first page shows whole."""

    all_of_head: bool = True
    all_risks: bool = True
    all_competitors: bool = True
    all_questions: bool = True
    all_actions: bool = True
    is_map_small: bool = False


@dataclass(frozen=True, slots=True)
class _Panel:
    """A panel at the foot of the page: its title, its items, its share of the width."""

    title: str
    items: list[Item]
    share: float


def map_drawing(sheet: SheetPaper, width: float, max_height: float | None) -> Drawing:
    """The relationship map of a sheet in its own units."""
    lines = tuple(
        MapLine(one.code, one.title, one.note, one.is_uncovered, tr("Nobody met yet"), one.hint)
        for one in sheet.lines
    )
    levels = level_words(
        {
            "high": tr("High influence"),
            "medium": choice("influence.influence.medium"),
            "low": choice("influence.influence.low"),
            "": tr("Unknown"),
        }
    )
    view = MapView(width=width, max_height=max_height)
    return relationship_map(lines, levels, sheet.people, sheet.links, view).drawing


class SheetPage(Flowable):
    """The whole page; what has no room is noted, so that the pages after it can hold it."""

    def __init__(self, sheet: SheetPaper, paper: Paper, width: float, height: float) -> None:
        super().__init__()
        self.sheet, self.paper = sheet, paper
        self.width, self.height = width, height
        self.type = Type(1 if width < 1000 else 1.3)

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """The whole page but a hair, where the end of the document stands when nothing follows."""
        return self.width, self.height - 1

    def shown(self) -> Shown:
        """What the page shows whole, found by drawing it on a page that is thrown away."""
        from io import BytesIO

        from reportlab.pdfgen.canvas import Canvas

        register_fonts()
        return self._draw(Canvas(BytesIO(), initialFontName=REGULAR))  # type: ignore[arg-type]  # the stub is wrong

    def draw(self) -> None:
        """Draw the page."""
        self._draw(self.canv)

    def _draw(self, canvas: "Canvas") -> Shown:
        k = self.type.scale
        gap, head, band = 6 * k, 24 * k, 94 * k
        shown = Shown()
        self._title(canvas, Box(0, self.height, self.width, head))
        top = self.height - head
        shown.all_of_head = sheet_band(canvas, Box(0, top, self.width, band), self.sheet, self.type)
        top -= band + gap
        largest = top - gap - max(120 * k, min(200 * k, top * 0.34))
        left, right = Box(0, top, self.width, largest).columns((3.3, 1), gap)
        drawing, scale = self._map(left.inner(9 * k))
        panels = self._panels()
        places = self._beside(Box(0, 0, self.width, 0), panels)
        tallest = max(
            panel_height(one.items, self.type, place.width) for one, place in zip(panels, places, strict=True)
        )
        needed = max(tallest, 120 * k)
        middle = min(largest, max(drawing.height * scale + 18 * k, 150 * k, top - gap - needed))
        left, right = replace(left, height=middle), replace(right, height=middle)
        frame(canvas, left)
        inner = left.inner(9 * k)
        paint(canvas, drawing, inner.x + (inner.width - drawing.width * scale) / 2, inner.top, scale)
        shown.is_map_small = scale < _SMALLEST_MAP
        bottom = top - middle - gap
        self._right(canvas, right, shown)
        self._bottom(canvas, Box(0, bottom, self.width, bottom), panels, shown)
        return shown

    def _title(self, canvas: "Canvas", box: Box) -> None:
        """Deal and account at the left, edition, date and owner at the right."""
        left, right = box.columns((2.2, 1), 10)
        title = self.type.style(13.5, bold=True)
        line(canvas, left, self.sheet.deal, title)
        used = min(text_width(printable(self.sheet.deal), title.size, bold=True), left.width) + 10
        rest = Box(left.x + used, left.top - 3 * self.type.scale, left.width - used, left.height)
        if rest.width > 40:
            line(canvas, rest, self.sheet.account, self.type.style(8.5, ink=Ink.MUTED))
        said = " · ".join(part for part in (self.sheet.owner, self.sheet.prepared_on) if part)
        line(canvas, right, self.paper.mark, self.type.style(7.6, bold=True, ink=Ink.OPPONENT), Anchor.END)
        below = Box(right.x, right.top - 10 * self.type.scale, right.width, right.height)
        line(canvas, below, said, self.type.style(7.2, ink=Ink.MUTED), Anchor.END)

    def _map(self, box: Box) -> tuple[Drawing, float]:
        """The map and its scale: as large as fits, denser before it becomes smaller."""
        scale = 0.74 * self.type.scale
        drawing = map_drawing(self.sheet, box.width / scale, box.height / scale)
        if drawing.height * scale > box.height:
            drawing = map_drawing(self.sheet, box.width / _SMALLEST_MAP, box.height / _SMALLEST_MAP)
            scale = min(box.width / drawing.width, box.height / drawing.height)
        return drawing, scale

    def _right(self, canvas: "Canvas", box: Box, shown: Shown) -> None:
        """Next step, the most urgent risk points with what clears them, strengths."""
        kind, k = self.type, self.type.scale
        frame(canvas, box)
        inner = box.inner(8 * k)
        items: list[Item] = []
        if self.sheet.next_step:
            items.append(
                (self._small(tr("Next step")), Words(self.sheet.next_step, kind.style(8.4, bold=True)))
            )
        if self.sheet.urgent:
            items.append((self._small(tr("Most urgent")),))
        for risk, deed in self.sheet.urgent:
            quiet = Words(deed, kind.style(ink=Ink.ACCENT))
            items.append(
                (Words(risk, kind.style(8, bold=True, ink=Ink.OPPONENT)), *([quiet] if deed else []))
            )
        others = self.sheet.risk_count - len(self.sheet.urgent)
        if others > 0:
            items.append(
                (
                    Words(
                        tr_n("{count} more risk point", "{count} more risk points", others),
                        kind.style(ink=Ink.MUTED),
                    ),
                )
            )
        if self.sheet.strengths:
            items.append(
                (
                    self._small(tr("Strengths")),
                    *(Words(f"＋{one}", kind.style()) for one in self.sheet.strengths),
                )
            )
        if not items:
            items.append((Words(tr("No next step yet."), kind.style(ink=Ink.MUTED)),))
        set_whole = fill(canvas, inner, items, 5 * k) == len(items)
        shown.all_risks = set_whole and len(self.sheet.urgent) >= len(self.sheet.risks)

    def _small(self, words: str) -> Words:
        return Words(words, self.type.style(7.2, ink=Ink.MUTED))

    def _panels(self) -> list[_Panel]:
        """Competition, to find out, strategy and actions, worth it."""
        sheet, kind = self.sheet, self.type
        rivals = [self._item(row[0], row[1], row[2].replace("\n", "；"), row[4]) for row in sheet.competitors]
        questions = [
            self._item(row[0], "", tr("Ask {people}").format(people=row[2]) if row[2] else "", row[1])
            for row in sheet.questions
        ]
        actions = [self._item(row[0], row[3], row[1], row[2]) for row in sheet.actions]
        values: list[Item] = [
            (self._small(name), Words(value, kind.style(lines=2))) for name, value in sheet.worth if value
        ]
        return [
            _Panel(tr("Competition"), rivals, 1.05),
            _Panel(tr("To find out"), questions, 1.15),
            _Panel(tr("Strategy and actions"), actions, 1.2),
            _Panel(tr("Worth it"), values, 0.7),
        ]

    def _bottom(self, canvas: "Canvas", box: Box, panels: list[_Panel], shown: Shown) -> None:
        """The panels side by side, each with as many rows as fit."""
        nothing: Item = (Words(tr("Nothing stands here yet."), self.type.style(ink=Ink.MUTED)),)
        places = self._beside(box, panels)
        whole = [
            panel(canvas, place, one.title, one.items or [nothing], self.type, _more) >= len(one.items)
            for place, one in zip(places, panels, strict=True)
        ]
        shown.all_competitors, shown.all_questions, shown.all_actions, _ = whole

    def _beside(self, box: Box, panels: list[_Panel]) -> list[Box]:
        return box.columns([one.share for one in panels], 6 * self.type.scale)

    def _item(self, what: str, when: str, why: str, who: str) -> Item:
        """One row of a panel: what in bold, with when beside it; why and who beneath."""
        kind = self.type
        head = f"{what} · {when}" if when else what
        detail = " · ".join(part for part in (why, who) if part)
        blocks = [Words(head, kind.style(bold=True, lines=2))]
        if detail:
            blocks.append(Words(detail, kind.style(7.2, ink=Ink.MUTED, lines=2)))
        return tuple(blocks)


def _more(count: int) -> str:
    return tr_n("{count} more on the next pages", "{count} more on the next pages", count)
