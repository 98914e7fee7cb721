"""The map of a deal: arrows keep off cards, all is found under the pointer, nothing secret is drawn."""

import time
from itertools import pairwise
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesdesk.drawing.map_rows import LEVELS, MapLine, MapLink, MapPerson
from salesdesk.drawing.palette import DARK, LIGHT, contrast
from salesdesk.drawing.relationship_map import MapView, level_words, relationship_map
from salesdesk.drawing.shapes import Form, Hatch, Ink, Mark, Rect, Text
from salesdesk.drawing.svg import to_svg

CODES = ("user", "technical", "purchasing", "management", "decision")
LINES = tuple(
    MapLine(code, f"{code}线", "2 人", nobody="还没有人接触过", hint="可问李卫东") for code in CODES
)
ROWS = level_words({"high": "影响大", "medium": "中", "low": "小", "": "未知"})
ATTITUDES = ("", "strong_opponent", "opponent", "neutral", "supporter", "strong_supporter")


def drawn(people=(), links=(), **view):
    return relationship_map(LINES, ROWS, tuple(people), tuple(links), MapView(width=900, **view))


@st.composite
def crowds(draw):
    count = draw(st.integers(0, 40))
    people = [
        MapPerson(
            str(index),
            draw(st.sampled_from(["李卫东", "Christopher Montgomery-Smythe", "阿卜杜拉·艾合买提江", ""])),
            draw(st.sampled_from(["", "生产技术处处长助理", "CFO"])),
            tuple(draw(st.lists(st.sampled_from([*CODES, "unheard"]), max_size=3))),
            draw(st.sampled_from([*LEVELS, "odd"])),
            draw(st.sampled_from(ATTITUDES)),
            draw(st.sampled_from(["evidence", "guess", "stale"])),
            "3 天前",
        )
        for index in range(count)
    ]
    ids = st.integers(0, max(count, 1)).map(str)
    links = draw(
        st.lists(st.builds(MapLink, ids, ids, st.booleans(), st.sampled_from(["", "能影响"])), max_size=20)
    )
    return people, links


def crosses(first, second, area):
    """True when the stretch passes through the inside of a card."""
    (x1, y1), (x2, y2) = first, second
    left, right, top, bottom = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
    inside = 0.01
    return (
        right > area.x + inside
        and left < area.x + area.width - inside
        and bottom > area.y + inside
        and top < area.y + area.height - inside
    )


@settings(max_examples=60, deadline=None)
@given(crowds(), st.sampled_from([520, 900, 1500]), st.sampled_from([None, 300]))
def test_arrows_never_cross_a_card_and_cards_never_touch(crowd, width, height):
    people, links = crowd
    view = MapView(width=width, max_height=height)
    made = relationship_map(LINES, ROWS, tuple(people), tuple(links), view)
    for route in made.routes:
        for first, second in pairwise(route):
            assert first[0] == second[0] or first[1] == second[1]
            assert not any(crosses(first, second, area) for area in made.cards)
    for index, area in enumerate(made.cards):
        assert area.x >= 0
        assert area.x + area.width <= made.drawing.width + 0.01
        assert area.y + area.height <= made.drawing.height
        for other in made.cards[index + 1 :]:
            apart = (
                area.x + area.width <= other.x
                or other.x + other.width <= area.x
                or area.y + area.height <= other.y
                or other.y + other.height <= area.y
            )
            assert apart
    known = {person.id for person in people if set(person.lines) & set(CODES)}
    assert {area.person_id for area in made.cards} == known
    assert sum(area.is_main for area in made.cards) == len(known)


def test_every_route_begins_and_ends_at_its_cards():
    people = [MapPerson(str(i), f"人{i}", lines=(CODES[i % 5],), influence=LEVELS[i % 3]) for i in range(15)]
    links = [MapLink(str(a), str(b)) for a in range(15) for b in range(0, 15, 4) if a != b]
    made = drawn(people, links)
    assert len(made.routes) == len(links)
    main = {area.person_id: area for area in made.cards}
    for link, route in zip(links, made.routes, strict=True):
        for person, (x, y) in ((link.from_id, route[0]), (link.to_id, route[-1])):
            area = main[person]
            assert x in (area.x, area.x + area.width)
            assert area.y < y < area.y + area.height


def test_a_line_without_people_says_so():
    lines = tuple(
        MapLine(code, code, is_uncovered=code == "user", nobody="NOBODY", hint="ask Li") for code in CODES
    )
    people = (MapPerson("1", "李卫东", lines=("technical",), influence="low"),)
    made = relationship_map(lines, ROWS, people, (), MapView(width=900))
    assert made.drawing.words().count("NOBODY") == 4
    assert sum(isinstance(s, Rect) and s.fill is Ink.OPPONENT_SOFT for s in made.drawing.shapes) == 1


def test_attitude_is_told_by_form_and_evidence_by_filling():
    forms = {}
    for attitude in ATTITUDES:
        made = drawn([MapPerson("1", "李", lines=("user",), attitude=attitude)])
        forms[attitude] = [shape.form for shape in made.drawing.shapes if isinstance(shape, Mark)]
    assert forms == {
        "": [Form.DASHED_RING],
        "strong_opponent": [Form.TRIANGLE_DOWN] * 2,
        "opponent": [Form.TRIANGLE_DOWN],
        "neutral": [Form.DISC],
        "supporter": [Form.TRIANGLE_UP],
        "strong_supporter": [Form.TRIANGLE_UP] * 2,
    }
    guess = drawn([MapPerson("1", "李", lines=("user",), state="guess")]).drawing.shapes
    assert any(isinstance(shape, Hatch) for shape in guess)
    stale = drawn([MapPerson("1", "李", lines=("user",), attitude="supporter", state="stale")]).drawing.shapes
    assert any(isinstance(shape, Mark) and shape.ink is Ink.SUPPORTER_FADED for shape in stale)
    assert any(isinstance(shape, Text) and shape.ink is Ink.STALE for shape in stale)


def test_covered_maps_do_not_depend_on_what_is_hidden():
    def people(attitude, state):
        return [
            MapPerson(str(i), f"人{i}", lines=("user",), attitude=attitude, state=state) for i in range(3)
        ]

    plain = drawn(people("neutral", "evidence"), [MapLink("0", "1")], covered=True)
    for attitude in ATTITUDES:
        links = [MapLink("0", "1"), MapLink("1", "2", is_conflict=True, words="争执")]
        assert drawn(people(attitude, "guess"), links, covered=True) == plain
    assert not any(isinstance(shape, Mark | Hatch) for shape in plain.drawing.shapes)


def test_cards_and_cells_are_found_under_the_pointer():
    made = drawn([MapPerson("1", "李", lines=("user", "decision"), influence="high")], chosen="1")
    first, second = made.cards
    assert (first.line, first.is_main, second.line, second.is_main) == ("user", True, "decision", False)
    assert made.card_at(first.x + 3, first.y + 3) == first
    assert made.card_at(-1, -1) is None
    cell = made.cell_at(first.x + 3, first.y + 3)
    assert cell is not None
    assert (cell.line, cell.level) == ("user", "high")
    assert made.cell_at(-1, -1) is None
    assert {(cell.line, cell.level) for cell in made.cells} == {(c, row) for c in CODES for row in LEVELS[:3]}
    assert any(isinstance(s, Rect) and s.stroke is Ink.ACCENT for s in made.drawing.shapes)


def test_sixty_people_stay_readable_and_quick():
    people = [
        MapPerson(
            str(i),
            f"欧阳建国{i}",
            "副主任",
            (CODES[i % 5],),
            LEVELS[i % 4],
            ATTITUDES[i % 6],
            note="昨天",
        )
        for i in range(60)
    ]
    links = [MapLink(str(i), str(i * 7 % 60)) for i in range(1, 15)]
    spent = []
    for _ in range(5):
        started = time.perf_counter()
        made = drawn(people, links)
        spent.append(time.perf_counter() - started)
    assert made.drawing.height < 700
    names = [text for text in made.drawing.words() if text.startswith("欧阳")]
    assert len(names) == 60
    assert median(spent) < 0.05


def test_svg_is_well_formed_and_keeps_the_words():
    import xml.etree.ElementTree as ElementTree

    made = drawn(
        [
            MapPerson("1", "<李&卫东>", lines=("user",)),
            MapPerson("2", "王", lines=("decision",), state="guess"),
        ],
        [MapLink("1", "2", is_conflict=True, words="“争”"), MapLink("2", "1")],
    )
    for palette in (LIGHT, DARK):
        root = ElementTree.fromstring(to_svg(made.drawing, palette))
        assert "<李&卫东>" in [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_words_and_marks_stand_out(palette):
    assert set(palette) == set(Ink)
    words = (Ink.INK, Ink.MUTED, Ink.STALE, Ink.ACCENT, Ink.SUPPORTER, Ink.OPPONENT, Ink.NEUTRAL, Ink.UNKNOWN)
    for ink in words:
        assert contrast(palette[ink], palette[Ink.CARD]) >= 4.5
    assert contrast(palette[Ink.OPPONENT], palette[Ink.OPPONENT_SOFT]) >= 4.5
    assert contrast(palette[Ink.MUTED], palette[Ink.SURFACE]) >= 4.5
