"""The cards of the relationship map in three densities, by shape and colour alike."""

from dataclasses import dataclass
from enum import Enum

from salesdesk.drawing.map_rows import CardArea, MapLine, MapPerson
from salesdesk.drawing.measure import elide, printable, text_width, wrap
from salesdesk.drawing.shapes import Anchor, Form, Hatch, Ink, Mark, Path, Rect, Shape, Text


@dataclass(frozen=True, slots=True)
class _Sizes:
    height: float
    gap: float
    columns_from: int
    """From this many cards in a cell they stand in two columns."""


class Density(Enum):
    """How much of a person is shown: name, title and last met; on one line; the name alone."""

    ROOMY = _Sizes(46, 8, 1_000)
    COMPACT = _Sizes(25, 4, 1_000)
    DENSE = _Sizes(21, 3, 6)


_ATTITUDES: dict[str, tuple[Form, Ink, Ink, int]] = {
    "strong_supporter": (Form.TRIANGLE_UP, Ink.SUPPORTER, Ink.SUPPORTER_FADED, 2),
    "supporter": (Form.TRIANGLE_UP, Ink.SUPPORTER, Ink.SUPPORTER_FADED, 1),
    "neutral": (Form.DISC, Ink.NEUTRAL, Ink.NEUTRAL_FADED, 1),
    "opponent": (Form.TRIANGLE_DOWN, Ink.OPPONENT, Ink.OPPONENT_FADED, 1),
    "strong_opponent": (Form.TRIANGLE_DOWN, Ink.OPPONENT, Ink.OPPONENT_FADED, 2),
    "": (Form.DASHED_RING, Ink.UNKNOWN, Ink.UNKNOWN_FADED, 1),
}
_PAD = 10.0


def attitude_marks(
    attitude: str, x: float, y: float, *, size: float = 11, is_stale: bool = False
) -> list[Shape]:
    """The mark of an attitude around the point, a strong one twice; others count as unknown."""
    form, ink, faded, count = _ATTITUDES.get(attitude, _ATTITUDES[""])
    colour = faded if is_stale else ink
    if count == 1:
        return [Mark(x, y, form, colour, size)]
    step = size * 0.82
    return [Mark(x - step, y, form, colour, size), Mark(x, y, form, colour, size)]


def card(
    person: MapPerson, area: CardArea, density: Density, *, covered: bool, is_chosen: bool
) -> list[Shape]:
    """The shapes of one person's card; `covered` leaves out attitude and evidence (F9, customer's paper)."""
    attitude = "neutral" if covered else person.attitude
    is_stale = person.state == "stale" and not covered
    _, ink, faded, _ = _ATTITUDES.get(attitude, _ATTITUDES[""])
    bar = Ink.HAIRLINE if covered else faded if is_stale else ink
    is_unknown = attitude not in _ATTITUDES or not attitude
    shapes: list[Shape] = [
        Rect(
            area.x, area.y, area.width, area.height, fill=Ink.CARD if area.is_main else Ink.SURFACE, radius=4
        )
    ]
    if person.state == "guess" and not covered:
        shapes.append(Hatch(area.x + 4, area.y + 1, area.width - 5, area.height - 2))
    dash = (3.0, 2.5) if is_unknown else ()
    stroke = Ink.ACCENT if is_chosen else bar if is_unknown else Ink.HAIRLINE
    width = 2 if is_chosen else 1
    box = Rect(
        area.x, area.y, area.width, area.height, stroke=stroke, stroke_width=width, radius=4, dash=dash
    )
    shapes.append(box)
    shapes.append(_bar(area, bar, is_dashed=is_unknown))
    text_ink = Ink.STALE if is_stale else Ink.INK
    has_detail = density is Density.ROOMY and area.is_main
    middle = area.y + (16 if has_detail else area.height / 2)
    marks = 0.0
    if not covered:
        size = 11 if density is not Density.DENSE else 9
        shapes += attitude_marks(
            attitude, area.x + area.width - 6 - size / 2, middle, size=size, is_stale=is_stale
        )
        marks = size * (2 if attitude.startswith("strong_") else 1) + 6
    room = area.width - 2 * _PAD - marks
    if has_detail:
        return shapes + _full_card(person, area, room, text_ink)
    return shapes + _one_line(person, area, room, text_ink, density)


def _bar(area: CardArea, ink: Ink, *, is_dashed: bool) -> Shape:
    points = ((area.x + 1.5, area.y + 3), (area.x + 1.5, area.y + area.height - 3))
    return Path(points, stroke=ink, stroke_width=3, dash=(5, 3) if is_dashed else ())


def _full_card(person: MapPerson, area: CardArea, room: float, ink: Ink) -> list[Shape]:
    name = elide(printable(person.name), room, 13, bold=True)
    muted = Ink.STALE if ink is Ink.STALE else Ink.MUTED
    shapes: list[Shape] = [Text(area.x + _PAD, area.y + 20.5, name, 13, ink, bold=True)]
    for index, row in enumerate(_details(person, area.width)):
        words = elide(row, area.width - 2 * _PAD, 11)
        shapes.append(Text(area.x + _PAD, area.y + 37 + 15 * index, words, 11, muted))
    return shapes


def _details(person: MapPerson, width: float) -> list[str]:
    """Title and last met on one line where they fit, else on two."""
    title, note = printable(person.title), printable(person.note)
    together = " · ".join(part for part in (title, note) if part)
    if text_width(together, 11) <= width - 2 * _PAD:
        return [together] if together else []
    return [part for part in (title, note) if part]


def card_height(person: MapPerson, width: float, density: Density, *, is_main: bool) -> float:
    """How high the card of a person is at this width."""
    own: float = density.value.height
    if density is Density.ROOMY and is_main:
        return own + 15 * max(len(_details(person, width)) - 1, 0)
    return min(own, Density.COMPACT.value.height)


def _one_line(person: MapPerson, area: CardArea, room: float, ink: Ink, density: Density) -> list[Shape]:
    size = 12.0 if density is not Density.DENSE else 11.0
    base = area.y + area.height / 2 + size * 0.36
    name = elide(printable(person.name), room, size, bold=True)
    shapes: list[Shape] = [Text(area.x + _PAD, base, name, size, ink, bold=True)]
    left = room - text_width(name, size, bold=True) - 6
    detail = printable(person.title)
    if area.is_main and detail and left > 30:
        muted = Ink.STALE if ink is Ink.STALE else Ink.MUTED
        at = area.x + _PAD + text_width(name, size, bold=True) + 6
        shapes.append(Text(at, base, elide(detail, left, size - 1.5), size - 1.5, muted))
    return shapes


def nobody_card(line: MapLine, x: float, y: float, width: float) -> tuple[list[Shape], float]:
    """The dashed card of a line on which nobody stands, and its height."""
    words = wrap(printable(line.nobody), width - 2 * _PAD, 11.5, lines=2)
    hints = wrap(printable(line.hint), width - 2 * _PAD, 11, lines=2) if line.hint else []
    height = 14 + 15 * (len(words) + len(hints))
    ink = Ink.OPPONENT if line.is_uncovered else Ink.MUTED
    fill = Ink.OPPONENT_SOFT if line.is_uncovered else Ink.CARD
    shapes: list[Shape] = [Rect(x, y, width, height, fill=fill, stroke=ink, radius=4, dash=(3, 2.5))]
    base = y + 18
    for index, row in enumerate([*words, *hints]):
        is_hint = index >= len(words)
        middle = x + width / 2
        shapes.append(
            Text(
                middle,
                base,
                row,
                11 if is_hint else 11.5,
                Ink.MUTED if is_hint else ink,
                anchor=Anchor.MIDDLE,
            )
        )
        base += 15
    return shapes, height
