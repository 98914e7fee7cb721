"""The sample: the same desk in two languages, complete, made by verbs, taken back by undo."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from salesdesk.desk.desk import Desk
from salesdesk.desk.sample import STEPS, Words, fill
from salesdesk.desk.today import gaps_worth_closing, read_today
from salesdesk.domain.account import Account
from salesdesk.domain.contact import Contact
from salesdesk.domain.deal import Deal, StageMove
from salesdesk.domain.gaps import gaps
from salesdesk.domain.kinds import KINDS
from salesdesk.domain.knowledge import Knowledge
from salesdesk.domain.plan import AccountPlan
from salesdesk.domain.reading import Reading
from salesdesk.domain.record import FieldType, Record, fields_of
from salesdesk.domain.risk_points import risk_points
from salesdesk.domain.strategy import Influence
from salesdesk.domain.visit import Visit
from salesdesk.store.sheets import load_sheet

from .conftest import NOW, everything

WEEKEND = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)


def filled(language: str, now: datetime = NOW) -> Desk:
    desk = Desk.in_memory(clock=lambda: now)
    fill(desk, language)
    return desk


@pytest.fixture(scope="module", params=["zh_CN", "en"])
def sample(request: pytest.FixtureRequest) -> Iterator[Desk]:
    """A filled desk to read from."""
    desk = filled(request.param)
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def chinese() -> Iterator[Desk]:
    """The Chinese sample, to read from."""
    desk = filled("zh_CN")
    yield desk
    desk.close()


def key_project(desk: Desk) -> Reading:
    deal = next(deal for deal in desk.select(Deal) if "MES" in deal.name and deal.stage == "4")
    with desk.read() as connection:
        return Reading(load_sheet(connection, deal.id), desk.today())


def texts(record: Record) -> Iterator[str]:
    for field in fields_of(type(record)):
        if field.type in (FieldType.TEXT, FieldType.LONG_TEXT):
            yield str(record.value(field.name))


def is_chinese(text: str) -> bool:
    return any(
        "\u3400" <= char <= "\u9fff" or char in "，。；：“”（）、" for char in text if char not in "“”"
    )


def test_it_is_as_large_as_a_reps_desk(sample: Desk) -> None:
    counts = Counter(record.KIND for record in everything(sample).values())
    assert counts["account"] == 12 and counts["deal"] == 15
    assert counts["contact"] >= 45 and counts["visit"] >= 30
    assert {deal.stage for deal in sample.select(Deal)} == set("123456")
    assert {deal.status for deal in sample.select(Deal)} == {"open", "won", "lost", "no_decision", "on_hold"}
    states = {visit.state for visit in sample.select(Visit)}
    assert {"draft", "ready", "recorded", "cancelled", "moved"} <= states


def test_the_english_sample_holds_no_chinese_and_no_bar() -> None:
    desk = filled("en")
    found = [
        text
        for record in everything(desk).values()
        for text in texts(record)
        if is_chinese(text) or "|" in text
    ]
    desk.close()
    assert found == []


def test_the_chinese_sample_holds_no_bar(chinese: Desk) -> None:
    assert [text for record in everything(chinese).values() for text in texts(record) if "|" in text] == []


def test_both_languages_say_the_same() -> None:
    shapes = []
    for language in ("zh_CN", "en"):
        desk = filled(language)
        shapes.append(Counter(record.KIND for record in everything(desk).values()))
        desk.close()
    assert shapes[0] == shapes[1]


def test_the_same_day_gives_the_same_words() -> None:
    contents = []
    for _ in range(2):
        desk = filled("zh_CN")
        contents.append(Counter(text for record in everything(desk).values() for text in texts(record)))
        desk.close()
    assert contents[0] == contents[1]


def test_the_key_project_is_the_one_of_the_picture(chinese: Desk) -> None:
    reading = key_project(chinese)
    sheet = reading.sheet
    assert sheet.account is not None and sheet.account.short_name == "华北电力设备"
    assert (sheet.deal.amount, sheet.deal.position) == (320_000_000, "level")
    state = {}
    for part in sheet.people:
        standing = reading.standing(part, "attitude").knowledge
        lines = [name for name in ("user", "technical", "purchasing", "management", "decision")
                 if part.value(f"on_{name}_line")]  # fmt: skip
        state[sheet.name_of(part.contact_id)] = (lines, part.influence, part.attitude, standing)
    assert state == {
        "李卫东": (["user"], "high", "strong_supporter", Knowledge.KNOWN),
        "王芳": (["user"], "medium", "supporter", Knowledge.KNOWN),
        "刘洋": (["user"], "low", "neutral", Knowledge.KNOWN),
        "赵明": (["technical"], "high", "opponent", Knowledge.KNOWN),
        "孙磊": (["technical"], "medium", "neutral", Knowledge.KNOWN),
        "周敏": (["management"], "high", "neutral", Knowledge.GUESS),
        "吴健": (["management"], "medium", "supporter", Knowledge.STALE),
        "陈国梁": (["decision"], "high", "", Knowledge.UNKNOWN),
    }
    assert {line.line: line.state for line in reading.coverage} == {
        "user": "met", "technical": "met", "purchasing": "nobody", "management": "met", "decision": "not_met"
    }  # fmt: skip
    li = next(part for part in sheet.people if sheet.name_of(part.contact_id) == "李卫东")
    evidence = reading.standing(li, "attitude").evidence
    assert evidence is not None and evidence.words == "停线一小时损失八万，这事不能再拖。"
    place = next(part for part in chinese.select(Influence, contact_id="") if part.deal_id == sheet.deal.id)
    assert place.who_might_know == "李卫东"


def test_the_key_project_has_gaps_risks_and_an_accepted_one(sample: Desk) -> None:
    reading = key_project(sample)
    codes = {gap.code for gap in gaps(reading)}
    assert {"purchasing_line_unknown", "attitude_unknown", "weight_unknown", "question_open"} <= codes
    assert any(gap.planned_visit_id for gap in gaps(reading))
    assert [risk.code for risk in risk_points(reading) if risk.accepted] == ["incumbent_contract"]


def test_today_has_everything_to_show(sample: Desk) -> None:
    day = read_today(sample)
    assert (
        day.next_visit is not None
        and len(day.next_visit.people) == 2
        and day.next_visit.visit.state == "ready"
    )
    assert day.brief is not None and day.brief.phone and len(day.brief.questions) == 3 and day.brief.promises
    assert day.later and day.to_record and day.promises
    assert gaps_worth_closing(sample)


def test_stage_histories_run_forward_in_time(sample: Desk) -> None:
    for deal in sample.select(Deal):
        moves = sorted(sample.select(StageMove, deal_id=deal.id), key=lambda move: str(move.moved_at))
        stages = ["1", *(move.to_stage for move in moves)]
        assert [move.from_stage for move in moves] == stages[:-1]
        assert all(move.moved_at is not None and move.moved_at <= sample.now() for move in moves)


def test_the_account_plan_fills_every_part(sample: Desk) -> None:
    (plan,) = sample.select(AccountPlan)
    for field in fields_of(AccountPlan):
        assert plan.value(field.name) not in ("", None), field.name
    for kind in KINDS.values():
        if kind.PARENTS == ("plan_id",):
            assert sample.select(kind, plan_id=plan.id), kind.KIND


def test_who_has_left_and_nobody_real(chinese: Desk) -> None:
    names = [contact.name for contact in chinese.select(Contact)]
    assert len(names) == len(set(names))
    assert any(contact.has_left for contact in chinese.select(Contact))
    phones = [contact.mobile for contact in chinese.select(Contact) if contact.mobile]
    assert len(phones) == len(set(phones))
    for account in chinese.select(Account):
        assert "555" in account.phone
        assert not account.website or account.website.endswith(".example")


def test_undo_takes_all_of_it_back(desk: Desk, check_undo: Callable[[Callable[[], object]], None]) -> None:
    before = everything(desk)
    fill(desk, "zh_CN")
    after = everything(desk)
    for _ in STEPS:
        desk.undo()
    assert everything(desk) == before
    for _ in STEPS:
        desk.redo()
    assert everything(desk) == after


def test_visits_fall_on_working_days_but_for_the_next_one() -> None:
    desk = filled("en", WEEKEND)
    coming = read_today(desk).next_visit
    assert coming is not None
    others = [visit for visit in desk.select(Visit) if visit.starts_at and visit.id != coming.visit.id]
    assert max(visit.starts_at.astimezone().weekday() for visit in others if visit.starts_at) <= 4
    desk.close()


def test_a_name_that_is_no_field_is_a_fault_of_the_sample() -> None:
    words = Words(NOW, NOW.date(), is_chinese=True, me="")
    with pytest.raises(ValueError, match="no_such"):
        words.values("account", {"no_such": "x"})
