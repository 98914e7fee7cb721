"""The room of account plans on the real desk: made from deals, filled part by part, printed for two readers."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from salesdesk.desk.plans import create_account_plan
from salesdesk.domain.plan import AccountPlan, PlanCompetitor, PlanGoal, PlanPerson, PlanReview, PlanTarget
from salesdesk.text import set_language
from salesdesk.ui.kit.paper import PaperPreview, fitting_name, page_images
from salesdesk.ui.plans.new_plan import NewPlanDialog
from salesdesk.ui.plans.screen import PlansScreen
from tests.ui.conftest import say


@pytest.fixture
def room(qtbot, frame, theme, desk):
    """The room, told of every change."""
    screen = PlansScreen(frame)
    qtbot.addWidget(screen)
    stop = desk.on_change(screen.hear)
    screen.resize(1366, 712)
    screen.show()
    yield screen
    stop()


@pytest.fixture
def plan(desk, make) -> AccountPlan:
    account = make.account("华北电力设备有限公司")
    make.contact("陈国梁", account=account, title="总经理")
    return desk.write(
        "create_account_plan",
        lambda w: create_account_plan(w, account.id, "三年计划", today=desk.today(), years=3),
    )


def settle(qtbot, frame) -> None:
    qtbot.waitUntil(lambda: not frame.tasks.is_busy)
    QApplication.processEvents()


def add(room, part: str, words: str) -> None:
    room.plan.show_part(part)
    rows = room.plan.rows(part)
    say(rows.line, words)
    rows._add_typed()


def test_an_empty_room_offers_the_first_plan(room, qtbot, frame):
    settle(qtbot, frame)
    assert room.stack.currentWidget() is room._nothing


def test_a_plan_is_made_for_an_account_and_named_by_itself(room, qtbot, frame, desk, make):
    account = make.account("华北电力设备有限公司")
    make.deal("产线 MES", account=account, amount=320_000_000, close_date=date(2027, 3, 20))
    room.new()
    dialog = frame.window.findChild(NewPlanDialog)
    dialog.try_deed()
    assert desk.select(AccountPlan) == [], "no account yet"
    dialog.form.editor("account_id").set_value(account.id)
    dialog.form.editor("account_id").edited.emit()
    dialog.try_deed()
    settle(qtbot, frame)
    made = desk.select(AccountPlan)[0]
    assert made.name == "华北电力设备有限公司 2026–2028"
    assert room.is_plan
    assert room.title() == made.name
    assert [row.amount for row in desk.select(PlanTarget, plan_id=made.id) if row.year == 2027] == [
        320_000_000
    ]
    desk.undo()
    settle(qtbot, frame)
    assert not room.is_plan


def test_every_part_takes_a_row_by_its_words(room, qtbot, frame, desk, plan):
    room.open(plan.id)
    words = {"targets": "2031", "reviews": "today", "people": "陈国梁"}
    for part in room.plan.parts:
        before = len(desk.select(part.kind, plan_id=plan.id))
        add(room, part.name, words.get(part.name, "停线恢复时间每月不超过四小时"))
        settle(qtbot, frame)
        assert room.plan.rows(part.name)._problem.text() == ""
        assert len(desk.select(part.kind, plan_id=plan.id)) == before + 1, part.name
    assert [row.held_on for row in desk.select(PlanReview)] == [desk.today()]
    assert {row.year for row in desk.select(PlanTarget)} >= {2031}
    assert room.plan.names.item(1).text().endswith("1")


@pytest.mark.parametrize(
    ("part", "words"), [("targets", "soon"), ("reviews", "whenever"), ("people", "没有这个人")]
)
def test_words_that_mean_nothing_are_said_and_nothing_is_made(room, qtbot, frame, desk, plan, part, words):
    room.open(plan.id)
    before = len(desk.select(PlanTarget)) + len(desk.select(PlanReview)) + len(desk.select(PlanPerson))
    add(room, part, words)
    assert room.plan.rows(part)._problem.text()
    assert room.plan.rows(part).line.text() == words
    assert (
        len(desk.select(PlanTarget)) + len(desk.select(PlanReview)) + len(desk.select(PlanPerson)) == before
    )


def test_a_row_is_edited_in_place_deleted_and_brought_back(room, qtbot, frame, desk, plan):
    room.open(plan.id)
    add(room, "goals", "停线每月不超过四小时")
    settle(qtbot, frame)
    rows = room.plan.rows("goals")
    goal = desk.select(PlanGoal, plan_id=plan.id)[0]
    assert rows.current_id == goal.id
    editor = rows.form.editor("measure")
    editor.line.setText("每月停线小时数")
    editor.edited.emit()
    rows.commit()
    settle(qtbot, frame)
    assert desk.need(PlanGoal, goal.id).measure == "每月停线小时数"
    rows.delete_chosen()
    settle(qtbot, frame)
    assert desk.select(PlanGoal, plan_id=plan.id) == []
    assert rows.model.rowCount() == 0
    desk.undo()
    settle(qtbot, frame)
    assert rows.model.rowCount() == 1


def test_a_plan_goes_its_way_from_draft_and_not_by_leaps(room, qtbot, frame, desk, plan):
    room.open(plan.id)
    form = room.plan.overview.form
    for state, stands in (("approved", "draft"), ("submitted", "submitted")):
        form.editor("state").set_value(state)
        form.editor("state").edited.emit()
        form.commit()
        assert desk.need(AccountPlan, plan.id).state == stands
    assert desk.undo_label() == "move_plan"


def test_covering_hides_competitors(room, qtbot, frame, desk, plan):
    room.open(plan.id)
    add(room, "competitors", "恒创")
    settle(qtbot, frame)
    assert desk.select(PlanCompetitor)[0].name == "恒创"
    frame.cover(True)
    settle(qtbot, frame)
    assert room.plan.stack.currentWidget() is room.plan._covered
    shown = [room.plan.names.item(at) for at in range(room.plan.names.count())]
    assert len([item for item in shown if item.isHidden()]) == 1
    frame.cover(False)
    settle(qtbot, frame)
    assert room.plan.stack.currentWidget() is room.plan.rows("competitors")
    assert not any(item.isHidden() for item in shown)


def test_what_is_typed_is_written_when_another_part_is_shown(room, qtbot, frame, desk, plan):
    room.open(plan.id)
    editor = room.plan.overview.form.editor("their_strategy")
    editor.page.setPlainText("准时交付")
    room.plan.show_part("goals")
    assert desk.need(AccountPlan, plan.id).their_strategy == "准时交付"


def test_both_editions_are_previewed_and_saved(room, qtbot, frame, desk, plan, tmp_path):
    room.open(plan.id)
    add(room, "competitors", "恒创")
    frame.window.resize(1200, 700)
    for deed in (room.print_internal, room.print_customer):
        deed()
        qtbot.waitUntil(lambda: not frame.tasks.is_busy, timeout=20_000)
        preview = frame.window.findChild(PaperPreview)
        assert preview.pages, "pages are seen"
        path = tmp_path / fitting_name(preview.windowTitle())
        preview.write(path)
        assert path.read_bytes().startswith(b"%PDF")
        assert len(page_images(path.read_bytes())) == len(preview.pages)
        qtbot.waitUntil(lambda: frame.window.findChild(PaperPreview) is None)
    assert sum(asked[0] == "notify" for asked in frame.asked) == 2


def test_a_file_that_cannot_be_written_is_told(room, qtbot, frame, plan, tmp_path):
    preview = PaperPreview(frame, "计划", b"%PDF", [])
    qtbot.addWidget(preview)
    preview.write(tmp_path / "none" / "plan.pdf")
    assert len(frame.told) == 1


@pytest.mark.parametrize("name", ["a/b\\c:d", "..", "", "计" * 300, "x\n\t"])
def test_any_name_makes_a_file_name(name):
    made = fitting_name(name)
    assert made.endswith(".pdf")
    assert not set(made) & set('<>:"/\\|?*\n\t')
    assert len(made) <= 90
    assert made != ".pdf"


def test_words_follow_the_language(room, qtbot, frame, plan):
    settle(qtbot, frame)
    room.open(plan.id)
    set_language("zh_CN")
    QApplication.sendEvent(room.plan, QEvent(QEvent.Type.LanguageChange))
    QApplication.sendEvent(room, QEvent(QEvent.Type.LanguageChange))
    settle(qtbot, frame)
    assert room.plan.names.item(1).text().startswith("客户的目标与压力")
