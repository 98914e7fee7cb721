"""The organisation of an account as a tree from left to right: who reports to whom, a card each."""

from dataclasses import dataclass

from salesdesk.drawing.map_cards import attitude_marks
from salesdesk.drawing.measure import elide, printable
from salesdesk.drawing.shapes import Drawing, Ink, Path, Rect, Shape, Text

_HEIGHT, _GAP, _ELBOW, _PAD = 38.0, 8.0, 22.0, 8.0
_DEEPEST = 30


@dataclass(frozen=True, slots=True)
class OrgPerson:
    """A person or post of the organisation; `attitude` is None where it is not to be shown."""

    id: str
    name: str
    title: str = ""
    reports_to: str = ""
    attitude: str | None = None
    has_left: bool = False


@dataclass(frozen=True, slots=True)
class OrgArea:
    """Where the card of a person lies."""

    person_id: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class OrgChart:
    """The picture and where its cards lie."""

    drawing: Drawing
    cards: tuple[OrgArea, ...]


def org_chart(people: tuple[OrgPerson, ...], width: float, *, chosen: str = "") -> OrgChart:
    """Lay the tree out within the width; whoever reports in a circle or to nobody here stands at the left."""
    children = _children(people)
    depth = max((_depth(person, children) for person in children[""]), default=1)
    card_width = min(220.0, max(90.0, (width - _ELBOW * (depth - 1)) / max(depth, 1)))
    places: list[OrgArea] = []
    shapes: list[Shape] = []
    top = 0.0
    for person in children[""]:
        top = _place(person, (0, top), card_width, children, places, shapes)
    by_id = {person.id: person for person in people}
    for area in places:
        shapes += _card(by_id[area.person_id], area, is_chosen=area.person_id == chosen)
    right = max((area.x + area.width for area in places), default=0.0)
    return OrgChart(Drawing(max(right, 1), max(top - _GAP, 1), tuple(shapes)), tuple(places))


def _children(people: tuple[OrgPerson, ...]) -> dict[str, list[OrgPerson]]:
    """Who reports to whom, with the empty id for those at the left; circles and endless chains are cut."""
    above = {person.id: person.reports_to for person in people}
    children: dict[str, list[OrgPerson]] = {person.id: [] for person in people}
    children[""] = []
    for person in people:
        seen, at = {person.id}, person.reports_to
        while at in above and at not in seen and len(seen) < _DEEPEST:
            seen.add(at)
            at = above[at]
        if at in seen or len(seen) == _DEEPEST or person.reports_to not in above:
            above[person.id] = ""
            children[""].append(person)
        else:
            children[person.reports_to].append(person)
    return children


def _depth(person: OrgPerson, children: dict[str, list[OrgPerson]]) -> int:
    level, deepest = [person], 0
    while level:
        deepest += 1
        level = [below for each in level for below in children[each.id]]
    return deepest


def _place(
    person: OrgPerson,
    corner: tuple[float, float],
    width: float,
    children: dict[str, list[OrgPerson]],
    places: list[OrgArea],
    shapes: list[Shape],
) -> float:
    """Put a person beside those who report to them; the upper edge of the next free row."""
    x, y = corner
    area = OrgArea(person.id, x, y, width, _HEIGHT)
    places.append(area)
    middle = y + _HEIGHT / 2
    next_y = y
    for below in children[person.id]:
        start = next_y
        next_y = _place(below, (x + width + _ELBOW, start), width, children, places, shapes)
        bend = x + width + _ELBOW / 2
        target = start + _HEIGHT / 2
        points = ((x + width, middle), (bend, middle), (bend, target), (x + width + _ELBOW, target))
        shapes.append(Path(points, stroke=Ink.NEUTRAL_FADED))
    return max(next_y, y + _HEIGHT + _GAP)


def _card(person: OrgPerson, area: OrgArea, *, is_chosen: bool) -> list[Shape]:
    stroke = Ink.ACCENT if is_chosen else Ink.HAIRLINE
    dash = (3.0, 2.5) if person.has_left else ()
    shapes: list[Shape] = [
        Rect(area.x, area.y, area.width, area.height, Ink.CARD, stroke, 2 if is_chosen else 1, 4, dash)
    ]
    room = area.width - 2 * _PAD
    if person.attitude is not None:
        shapes += attitude_marks(person.attitude, area.x + area.width - 12, area.y + 13, size=9)
        room -= 24
    ink = Ink.STALE if person.has_left else Ink.INK
    name = elide(printable(person.name), room, 12, bold=True)
    title = elide(printable(person.title), area.width - 2 * _PAD, 10.5)
    shapes.append(Text(area.x + _PAD, area.y + 16.5, name, 12, ink, bold=True))
    shapes.append(Text(area.x + _PAD, area.y + 31, title, 10.5, Ink.MUTED))
    return shapes
