"""The relationship map of a deal: lines as columns, influence as rows, a card for each person (method 4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from salesdesk.drawing.map_cards import Density, card, card_height, nobody_card
from salesdesk.drawing.map_links import CHANNEL_LANE, LANE, Seat, Ways, link_points, link_shapes, plan_routes
from salesdesk.drawing.map_rows import LEVELS, CardArea, CellArea, MapLevel, MapLine, MapLink, MapPerson
from salesdesk.drawing.measure import elide, printable, text_width
from salesdesk.drawing.shapes import Anchor, Drawing, Ink, Path, Shape, Text

_HEADER = 34.0
_SECOND_LINE = 16.0
_GUTTER = 16.0
_CHANNEL = 16.0
_EMPTY_ROW = 34.0
_NARROWEST = 84.0
"""A card this wide still shows four characters and a mark."""
_MANY = (24, 48)
"""From this many cards on the map becomes compact, then dense."""


@dataclass(frozen=True, slots=True)
class RelationshipMap:
    """The picture, and where its cards and cells lie so that they can be chosen, dragged and dropped."""

    drawing: Drawing
    cards: tuple[CardArea, ...]
    cells: tuple[CellArea, ...]
    routes: tuple[tuple[tuple[float, float], ...], ...]

    def card_at(self, x: float, y: float) -> CardArea | None:
        """The card under a point."""
        return next((area for area in self.cards if area.holds(x, y)), None)

    def cell_at(self, x: float, y: float) -> CellArea | None:
        """The cell under a point."""
        return next((area for area in self.cells if area.holds(x, y)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """How the map is to be drawn."""

    width: float
    chosen: str = ""
    covered: bool = False
    """Without attitude, evidence and conflicts: at a customer's table and on the customer's paper."""
    max_height: float | None = None
    """Where it is given, the map becomes denser until it fits or can become no denser."""


def relationship_map(
    lines: tuple[MapLine, ...],
    levels: tuple[MapLevel, ...],
    people: tuple[MapPerson, ...],
    links: tuple[MapLink, ...],
    view: MapView,
) -> RelationshipMap:
    """Lay the map out; people without a line known here are left to the caller's own list."""
    shown = tuple(link for link in links if not (view.covered and link.is_conflict))
    count = sum(len(person.lines) for person in people)
    densities = list(Density)[sum(count > limit for limit in _MANY) if view.max_height is None else 0 :]
    made = None
    for density in densities:
        made = _Layout(lines, levels, people, shown, view, density).result()
        if view.max_height is None or made.drawing.height <= view.max_height:
            break
    assert made is not None
    return made


@dataclass(slots=True)
class _Cell:
    cards: list[tuple[MapPerson, bool]] = field(default_factory=list)


class _Layout:
    """One pass over the map at one density: seats, ways, places, shapes."""

    def __init__(
        self,
        lines: tuple[MapLine, ...],
        levels: tuple[MapLevel, ...],
        people: tuple[MapPerson, ...],
        links: tuple[MapLink, ...],
        view: MapView,
        density: Density,
    ) -> None:
        self.lines, self.levels, self.view, self.density = lines, levels, view, density
        self.columns = {line.code: index for index, line in enumerate(lines)}
        used = {_level(person) for person in people if self._own_lines(person)}
        self.rows = [level for level in levels if level.code or "" in used]
        self.cells: dict[tuple[int, int], _Cell] = {}
        self.seats: dict[str, Seat] = {}
        self._seat(people)
        self.planned, self.lanes = plan_routes(links, self.seats)
        self.shapes: list[Shape] = []
        self.areas: list[CardArea] = []
        self.cell_areas: list[CellArea] = []

    def _own_lines(self, person: MapPerson) -> list[str]:
        return [code for code in dict.fromkeys(person.lines) if code in self.columns]

    def _seat(self, people: tuple[MapPerson, ...]) -> None:
        rows = {level.code: index for index, level in enumerate(self.rows)}
        main: dict[str, tuple[int, int, int]] = {}
        for person in people:
            for place, code in enumerate(self._own_lines(person)):
                at = self.columns[code], rows.get(_level(person), len(self.rows) - 1)
                cell = self.cells.setdefault(at, _Cell())
                cell.cards.append((person, place == 0))
                if place == 0:
                    main[person.id] = (*at, len(cell.cards) - 1)
        for person_id, (column, row, place) in main.items():
            half = self._halves(self.cells[column, row])
            is_left = half is None or place < half
            self.seats[person_id] = Seat(column, row, has_left=is_left, has_right=half is None or not is_left)

    def _halves(self, cell: _Cell) -> int | None:
        """How many cards stand in the left of two columns; None when one column holds them all."""
        count = len(cell.cards)
        column = (self.view.width * 0.92 - _GUTTER * len(self.lines)) / max(len(self.lines), 1)
        is_wide = column >= 2 * _NARROWEST and count >= self.density.value.columns_from
        return (count + 1) // 2 if is_wide else None

    def result(self) -> RelationshipMap:
        """Place and draw everything."""
        ways, column_places = self._across()
        height = self._down(ways, column_places)
        main = {area.person_id: area for area in self.areas if area.is_main}
        columns = {person: seat.column for person, seat in self.seats.items()}
        points = link_points(self.planned, main, ways, columns)
        for route, way in zip(self.planned, points, strict=True):
            self.shapes += link_shapes(route, way)
        drawing = Drawing(self.view.width, height, tuple(self.shapes))
        return RelationshipMap(drawing, tuple(self.areas), tuple(self.cell_areas), tuple(points))

    def _across(self) -> tuple[Ways, list[tuple[float, float]]]:
        """Gutters between the columns, and left edge and width of each column."""
        label = max((text_width(printable(level.title), 12) for level in self.rows), default=0) + 6
        label = min(label, self.view.width * 0.12)
        breadths = [max(_GUTTER, 8 + LANE * self.lanes.gutters[at]) for at in range(len(self.lines) + 1)]
        breadths[-1] = breadths[-1] if self.lanes.gutters[len(self.lines)] else 2
        room = self.view.width - label - sum(breadths)
        width = max(60.0, room / max(len(self.lines), 1))
        gutters: dict[int, tuple[float, float]] = {}
        places: list[tuple[float, float]] = []
        x = label
        for at, breadth in enumerate(breadths):
            gutters[at] = (x, breadth)
            x += breadth
            if at < len(self.lines):
                places.append((x, width))
                x += width
        return Ways(gutters, {}, self.lanes), places

    def _down(self, ways: Ways, places: list[tuple[float, float]]) -> float:
        """Headings, then row by row the cards and the channel beneath; the height of it all."""
        is_high = any(not _fits(line, width) for line, (_, width) in zip(self.lines, places, strict=True))
        for line, (x, width) in zip(self.lines, places, strict=True):
            self.shapes += _heading(line, x, width, is_high=is_high)
        top = bottom = _HEADER + (_SECOND_LINE if is_high else 0)
        for row, level in enumerate(self.rows):
            bottom = max(top + _EMPTY_ROW, self._row(row, level, top + 6, places))
            for line, (x, width) in zip(self.lines, places, strict=True):
                self.cell_areas.append(CellArea(line.code, level.code, x, top, width, bottom - top))
            label_room = places[0][0] - 8 if places else self.view.width
            self.shapes.append(
                Text(0, top + 21, elide(printable(level.title), label_room, 12), 12, Ink.MUTED)
            )
            top = self._channel(ways, row, bottom)
            if row < len(self.rows) - 1 and not self.lanes.channels[row]:
                self.shapes += [_separator(x, x + width, (bottom + top) / 2) for x, width in places]
        return top if self.lanes.channels[len(self.rows) - 1] else bottom + 4

    def _channel(self, ways: Ways, row: int, top: float) -> float:
        """Note where the channel under a row lies and answer with its lower edge."""
        breadth = max(_CHANNEL, CHANNEL_LANE * self.lanes.channels[row] + 4)
        ways.channels[row] = (top, breadth)
        return top + breadth

    def _row(self, row: int, level: MapLevel, top: float, places: list[tuple[float, float]]) -> float:
        """Draw the cards of one row; the lower edge of the lowest."""
        lowest = top
        for column, (x, width) in enumerate(places):
            cell = self.cells.get((column, row))
            if cell is not None:
                lowest = max(lowest, self._stack(cell, self.lines[column].code, level.code, (x, top, width)))
            elif row == 0 and not any(at == column for at, _ in self.cells):
                shapes, height = nobody_card(self.lines[column], x, top, width)
                self.shapes += shapes
                lowest = max(lowest, top + height)
        return lowest

    def _stack(self, cell: _Cell, line: str, level: str, place: tuple[float, float, float]) -> float:
        """Draw the cards of one cell beneath each other, in two columns where they are many."""
        x, top, width = place
        half = self._halves(cell)
        sizes = self.density.value
        own = width if half is None else (width - sizes.gap) / 2
        tops = [top, top]
        for index, (person, is_main) in enumerate(cell.cards):
            side = int(half is not None and index >= half)
            height = card_height(person, own, self.density, is_main=is_main)
            left = x + side * (own + sizes.gap)
            area = CardArea(person.id, left, tops[side], own, height, line, level, is_main)
            self.areas.append(area)
            chosen = person.id == self.view.chosen
            self.shapes += card(person, area, self.density, covered=self.view.covered, is_chosen=chosen)
            tops[side] += height + sizes.gap
        return max(tops) - sizes.gap


def _level(person: MapPerson) -> str:
    return person.influence if person.influence in LEVELS else ""


def _fits(line: MapLine, width: float) -> bool:
    """Whether the name of a line and its words stand on one line."""
    note = text_width(printable(line.note), 11.5, bold=line.is_uncovered)
    return text_width(printable(line.title), 13, bold=True) + note + 8 <= width


def _heading(line: MapLine, x: float, width: float, *, is_high: bool) -> list[Shape]:
    """The name of a line, its words beside or beneath it, and the rule: red where the line is uncovered."""
    note = elide(printable(line.note), width, 11.5, bold=line.is_uncovered)
    title = elide(printable(line.title), width, 13, bold=True)
    ink = Ink.OPPONENT if line.is_uncovered else Ink.MUTED
    rule = Ink.OPPONENT if line.is_uncovered else Ink.HAIRLINE
    y = 25 + (_SECOND_LINE if is_high else 0)
    if is_high:
        words = Text(x, 31, note, 11.5, ink, bold=line.is_uncovered)
    else:
        words = Text(x + width, 15, note, 11.5, ink, bold=line.is_uncovered, anchor=Anchor.END)
    return [
        Text(x, 15, title, 13, Ink.INK, bold=True),
        words,
        Path(((x, y), (x + width, y)), stroke=rule, stroke_width=2),
    ]


def _separator(x1: float, x2: float, y: float) -> Shape:
    return Path(((x1, y), (x2, y)), stroke=Ink.HAIRLINE, stroke_width=1, dash=(3, 3))


def level_words(words: Mapping[str, str]) -> tuple[MapLevel, ...]:
    """The rows in order, from words by level; the empty level is unknown influence."""
    return tuple(MapLevel(code, words.get(code, code)) for code in LEVELS)
