"""Organisation chart and stage steps."""

from hypothesis import given
from hypothesis import strategies as st

from salesdesk.drawing.org_chart import OrgPerson, org_chart
from salesdesk.drawing.shapes import Hatch, Ink, Mark, Rect
from salesdesk.drawing.stage_steps import stage_steps


@given(st.lists(st.integers(0, 30), max_size=30))
def test_everybody_has_one_place_whoever_they_report_to(bosses):
    people = tuple(OrgPerson(str(i), f"人{i}", "职务", str(boss)) for i, boss in enumerate(bosses))
    chart = org_chart(people, 800)
    assert sorted(area.person_id for area in chart.cards) == sorted(person.id for person in people)
    assert len({(area.x, area.y) for area in chart.cards}) == len(people)


def test_a_chain_without_end_is_cut():
    people = tuple(OrgPerson(str(i), "人", "", str(i + 1)) for i in range(2_000))
    assert len(org_chart(people, 800).cards) == 2_000


def test_boss_stands_left_of_those_who_report():
    chart = org_chart(
        (OrgPerson("b", "乙", "", "a", attitude="supporter"), OrgPerson("a", "甲", has_left=True)),
        500,
        chosen="b",
    )
    places = {area.person_id: area for area in chart.cards}
    assert places["a"].x < places["b"].x
    assert sum(isinstance(shape, Mark) for shape in chart.drawing.shapes) == 1
    assert org_chart((), 500).cards == ()


def test_steps_show_done_present_and_unproven():
    plain = stage_steps(6, 4, 600, names=("一", "二", "三", "四", "五", "六"))
    fills = [shape.fill for shape in plain.shapes if isinstance(shape, Rect)]
    assert fills == [Ink.ACCENT] * 4 + [Ink.HAIRLINE] * 2
    assert plain.words() == ["一", "二", "三", "四", "五", "六"]
    assert any(isinstance(shape, Hatch) for shape in stage_steps(6, 4, 600, is_unproven=True).shapes)
