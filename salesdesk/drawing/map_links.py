"""Arrows of the relationship map: they run in the gutters between columns and the channels between rows only.

Cards fill neither, so an arrow never crosses one; every arrow has a lane of its own in each.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from salesdesk.drawing.map_rows import CardArea, MapLink
from salesdesk.drawing.measure import elide, printable, text_width
from salesdesk.drawing.shapes import Anchor, Form, Ink, Mark, Path, Rect, Shape, Text

LANE = 5.0
CHANNEL_LANE = 13.0
_WORDS = 10.0


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a card stands before anything is measured: its column, row, and which sides touch a gutter."""

    column: int
    row: int
    has_left: bool = True
    has_right: bool = True


@dataclass(frozen=True, slots=True)
class Route:
    """The way of one arrow: gutters by the number of the column to their right, channels by the row above."""

    link: MapLink
    start_gutter: int
    end_gutter: int
    channel: int | None
    start_lane: int
    end_lane: int
    channel_lane: int


@dataclass(slots=True)
class Lanes:
    """How many arrows run in each gutter and each channel."""

    gutters: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    channels: dict[int, int] = field(default_factory=lambda: defaultdict(int))


def plan_routes(links: tuple[MapLink, ...], seats: dict[str, Seat]) -> tuple[list[Route], Lanes]:
    """A way for every link between two different people who have a card; the rest is left out."""
    lanes = Lanes()
    routes: list[Route] = []
    for link in links:
        start, end = seats.get(link.from_id), seats.get(link.to_id)
        if start is None or end is None or link.from_id == link.to_id:
            continue
        first, last = _gutters(start, end)
        start_lane = lanes.gutters[first]
        lanes.gutters[first] += 1
        if first == last:
            routes.append(Route(link, first, last, None, start_lane, start_lane, 0))
            continue
        channel = start.row if end.row >= start.row else start.row - 1
        end_lane = lanes.gutters[last]
        lanes.gutters[last] += 1
        channel_lane = lanes.channels[channel]
        lanes.channels[channel] += 1
        routes.append(Route(link, first, last, channel, start_lane, end_lane, channel_lane))
    return routes, lanes


def _gutters(start: Seat, end: Seat) -> tuple[int, int]:
    """The gutters at which an arrow leaves and arrives; one and the same where both cards touch it."""
    own = [side for side, has in ((start.column, start.has_left), (start.column + 1, start.has_right)) if has]
    other = [side for side, has in ((end.column, end.has_left), (end.column + 1, end.has_right)) if has]
    return min(((a, b) for a in own for b in other), key=lambda pair: (abs(pair[0] - pair[1]), -pair[0]))


@dataclass(frozen=True, slots=True)
class Ways:
    """Where gutters and channels lie once everything is measured: their first edge and their breadth."""

    gutters: dict[int, tuple[float, float]]
    channels: dict[int, tuple[float, float]]
    lanes: Lanes

    def gutter_lane(self, gutter: int, lane: int) -> float:
        """The x of a lane; lanes lie side by side around the middle of their gutter."""
        left, breadth = self.gutters[gutter]
        count = self.lanes.gutters[gutter]
        step = min(LANE, (breadth - 6) / max(count, 1))
        return left + breadth / 2 + (lane - (count - 1) / 2) * step

    def channel_lane(self, channel: int, lane: int) -> float:
        """The y of a lane in a channel."""
        top, breadth = self.channels[channel]
        count = self.lanes.channels[channel]
        return top + breadth * (lane + 0.5) / max(count, 1)


def link_points(
    routes: list[Route], areas: dict[str, CardArea], ways: Ways, columns: dict[str, int]
) -> list[tuple[tuple[float, float], ...]]:
    """The corners of each arrow, with ends spread along the sides of the cards they touch."""
    ports = _Ports(routes, columns)
    found: list[tuple[tuple[float, float], ...]] = []
    for route in routes:
        start, end = areas[route.link.from_id], areas[route.link.to_id]
        x1, y1 = ports.take(start, route.start_gutter)
        x2, y2 = ports.take(end, route.end_gutter)
        first = ways.gutter_lane(route.start_gutter, route.start_lane)
        if route.channel is None:
            found.append(((x1, y1), (first, y1), (first, y2), (x2, y2)))
            continue
        last = ways.gutter_lane(route.end_gutter, route.end_lane)
        across = ways.channel_lane(route.channel, route.channel_lane)
        found.append(((x1, y1), (first, y1), (first, across), (last, across), (last, y2), (x2, y2)))
    return found


class _Ports:
    """Hands out places on the sides of cards, so that two arrows do not end in one point."""

    def __init__(self, routes: list[Route], columns: dict[str, int]) -> None:
        self._columns = columns
        self._wanted: dict[tuple[str, int], int] = defaultdict(int)
        self._given: dict[tuple[str, int], int] = defaultdict(int)
        for route in routes:
            self._wanted[route.link.from_id, route.start_gutter] += 1
            self._wanted[route.link.to_id, route.end_gutter] += 1

    def take(self, area: CardArea, gutter: int) -> tuple[float, float]:
        """The next free place of a card at a gutter."""
        side = (area.person_id, gutter)
        count, index = self._wanted[side], self._given[side]
        self._given[side] += 1
        is_left = gutter == self._columns[area.person_id]
        y = area.y + area.height * (index + 1) / (count + 1)
        return (area.x if is_left else area.x + area.width), y


def link_shapes(route: Route, points: tuple[tuple[float, float], ...]) -> list[Shape]:
    """A dashed arrow for influence, a solid line with a cross for conflict, and the words where they fit."""
    link = route.link
    if link.is_conflict:
        x, y = _middle_of_longest(points)
        line = Path(points, stroke=Ink.OPPONENT, stroke_width=1.3)
        backdrop = Rect(x - 6, y - 6, 12, 12, fill=Ink.CARD, radius=6)
        return [
            line,
            backdrop,
            Mark(x, y, Form.CROSS, Ink.OPPONENT, 7),
            *_words(link, points, Ink.OPPONENT, skip=18),
        ]
    line = Path(points, stroke=Ink.ACCENT, stroke_width=1.3, dash=(4, 2.5), arrow=True)
    return [line, *_words(link, points, Ink.ACCENT, skip=0)]


def _middle_of_longest(points: tuple[tuple[float, float], ...]) -> tuple[float, float]:
    pairs = list(pairwise(points))
    (x1, y1), (x2, y2) = max(
        pairs, key=lambda pair: abs(pair[1][0] - pair[0][0]) + abs(pair[1][1] - pair[0][1])
    )
    return (x1 + x2) / 2, (y1 + y2) / 2


def _words(link: MapLink, points: tuple[tuple[float, float], ...], ink: Ink, *, skip: float) -> list[Shape]:
    """The words on the stretch in the channel, over a patch that hides the line beneath."""
    if not link.words or len(points) < 6:
        return []
    (x1, y), (x2, _) = points[2], points[3]
    words = elide(printable(link.words), abs(x2 - x1) / (2 if skip else 1) - 24 - skip, _WORDS)
    if len(words) < 2:
        return []
    width = text_width(words, _WORDS) + 8
    middle = (x1 + x2) / 2 + (width / 2 + skip if skip else 0)
    patch = Rect(middle - width / 2, y - 6.5, width, 13, fill=Ink.CARD)
    return [patch, Text(middle, y + 3.6, words, _WORDS, ink, anchor=Anchor.MIDDLE)]
