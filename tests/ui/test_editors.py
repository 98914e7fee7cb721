"""Editors: each type of field is shown, typed and read, in both languages, with the keyboard and an input method."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit

from salesdesk.domain.account import Account
from salesdesk.domain.contact import Contact
from salesdesk.domain.deal import Deal
from salesdesk.domain.kinds import KINDS
from salesdesk.domain.record import FieldType, Record, field_map, fields_of
from salesdesk.domain.strategy import Influence
from salesdesk.domain.visit import Visit
from salesdesk.text import set_language
from salesdesk.ui.kit.choice_editors import ListEditor, SegmentEditor
from salesdesk.ui.kit.date_editors import DateEditor, MomentEditor
from salesdesk.ui.kit.editors import Editor, FlagEditor, LongEditor, Unreadable, WholeEditor, editor_for
from salesdesk.ui.kit.money_editor import MoneyEditor
from salesdesk.ui.kit.reference_editor import ReferenceEditor
from tests.ui.conftest import press, say


@pytest.fixture
def made(frame, theme, qtbot):
    """Makes the editor of a field and keeps it until the end of the test."""

    def make(record_class: type[Record], name: str) -> Editor:
        editor = editor_for(field_map(record_class)[name], frame)
        qtbot.addWidget(editor)
        editor.show()
        return editor

    return make


@pytest.mark.parametrize("kind", [Account, Contact, Deal, Influence, Visit])
def test_every_field_has_an_editor_with_a_name_for_screen_readers(made, kind) -> None:
    for field in fields_of(kind):
        editor = made(kind, field.name)
        target = editor.focusProxy()
        if isinstance(editor, SegmentEditor):
            assert all(button.accessibleName() for button in editor.segments.buttons())
        else:
            assert target.accessibleName()


@pytest.mark.parametrize("kind", list(KINDS))
def test_an_empty_value_is_shown_and_read_back(made, kind) -> None:
    for field in fields_of(KINDS[kind]):
        editor = made(KINDS[kind], field.name)
        editor.show_record(KINDS[kind]())
        if not (field.required and field.type is FieldType.CHOICE):
            editor.set_value(field.empty)
            assert editor.value() == field.empty


def test_chinese_comes_by_input_method(made, qtbot) -> None:
    editor = made(Account, "name")
    with qtbot.waitSignal(editor.edited):
        say(editor.line, "华北电力")
    assert editor.value() == "华北电力"


def test_showing_a_value_keeps_the_cursor(made, qtbot) -> None:
    editor = made(Account, "name")
    editor.set_value("华北电力")
    editor.activateWindow()
    editor.line.setFocus()
    qtbot.waitUntil(editor.line.hasFocus)
    editor.line.setCursorPosition(2)
    editor.set_value("华北电力公司")
    assert editor.line.cursorPosition() == 2


def test_long_text_grows_and_tab_leaves_it(made) -> None:
    editor = made(Account, "remarks")
    assert isinstance(editor, LongEditor)
    low = editor.page.height()
    editor.set_value("\n".join("行" * 8))
    assert editor.page.height() > low
    assert editor.page.tabChangesFocus()
    assert editor.value() == "\n".join("行" * 8)


def test_setting_long_text_is_no_edit(made, qtbot) -> None:
    editor = made(Account, "remarks")
    with qtbot.assertNotEmitted(editor.edited):
        editor.set_value("one")


def test_few_choices_stand_side_by_side_with_unknown(made, qtbot) -> None:
    editor = made(Account, "tier")
    assert isinstance(editor, SegmentEditor)
    assert [button.text() for button in editor.segments.buttons()][-1] == "Unknown"
    editor.set_value("B")
    assert editor.value() == "B"
    with qtbot.waitSignals([editor.edited, editor.left]):
        editor.segments.buttons()[-1].click()
    assert editor.value() == ""


def test_arrow_keys_go_through_segments(made) -> None:
    editor = made(Account, "tier")
    editor.set_value("S")
    press(editor.segments, Qt.Key.Key_Right)
    assert editor.value() == "A"
    press(editor.segments, Qt.Key.Key_Left)
    press(editor.segments, Qt.Key.Key_Left)
    assert editor.value() == ""


def test_many_choices_stand_in_a_list(made) -> None:
    editor = made(Influence, "attitude")
    assert isinstance(editor, ListEditor)
    assert not editor.box.itemIcon(0).isNull()
    editor.set_value("supporter")
    assert editor.value() == "supporter"
    set_language("zh_CN")
    editor.retranslate()
    assert editor.box.currentText() == "支持者"
    assert editor.value() == "supporter"


def test_a_choice_of_a_newer_program_is_kept(made) -> None:
    editor = made(Influence, "attitude")
    editor.set_value("enthusiast")
    assert editor.value() == "enthusiast"


def test_a_flag(made, qtbot) -> None:
    editor = made(Contact, "has_left")
    assert isinstance(editor, FlagEditor)
    with qtbot.waitSignal(editor.left):
        editor.box.click()
    assert editor.value() is True


def test_whole_numbers_and_their_arrow_keys(made) -> None:
    editor = made(Account, "employees")
    assert isinstance(editor, WholeEditor)
    editor.set_value(12_000)
    assert editor.line.text() == "12,000"
    press(editor, Qt.Key.Key_Up)
    assert editor.value() == 12_001
    editor.line.setText("many")
    with pytest.raises(Unreadable):
        editor.value()


def test_money_is_typed_by_habit_and_shown_in_full(made) -> None:
    editor = made(Deal, "amount")
    assert isinstance(editor, MoneyEditor)
    editor.show_record(Deal(currency="CNY"))
    say(editor.line, "320万")
    assert editor.value() == 320_000_000
    editor.set_value(320_000_000)
    assert editor.line.text() == "3,200,000"


def test_a_currency_typed_with_the_amount_is_told(made, qtbot) -> None:
    editor = made(Deal, "amount")
    editor.show_record(Deal(currency="CNY"))
    editor.line.setText("US$ 500k")
    with qtbot.waitSignal(editor.also) as told:
        assert editor.value() == 50_000_000
    assert told.args == ["currency", "USD"]
    assert editor.currency == "USD"


def test_a_date_may_be_empty_and_says_what_it_means(made) -> None:
    editor = made(Deal, "close_date")
    assert isinstance(editor, DateEditor)
    assert editor.value() is None
    say(editor.line, "下周三")
    assert editor.value() == date(2026, 12, 2)
    assert "2 Dec" in editor._meaning.text()
    set_language("zh_CN")
    editor.set_value(date(2026, 12, 2))
    assert editor.line.text() == "2026-12-02"
    assert editor._meaning.text() == "周三"
    editor.line.setText("neverday")
    with pytest.raises(Unreadable):
        editor.value()


def test_arrow_keys_move_a_date(made) -> None:
    editor = made(Deal, "close_date")
    editor.set_value(date(2026, 11, 30))
    press(editor, Qt.Key.Key_Up)
    assert editor.value() == date(2026, 12, 1)


def test_the_calendar_picks_a_day(made, qtbot) -> None:
    from PySide6.QtCore import QDate
    from PySide6.QtWidgets import QCalendarWidget

    editor = made(Deal, "close_date")
    editor.open_calendar()
    calendar = editor.findChild(QCalendarWidget)
    with qtbot.waitSignal(editor.left):
        calendar.clicked.emit(QDate(2027, 1, 5))
    assert editor.value() == date(2027, 1, 5)


def test_a_moment_is_local_and_kept_in_utc(made) -> None:
    editor = made(Visit, "starts_at")
    assert isinstance(editor, MomentEditor)
    moment = datetime(2026, 11, 27, 6, 30, tzinfo=UTC)
    editor.set_value(moment)
    assert editor.value() == moment
    editor.pick(date(2026, 12, 1))
    value = editor.value()
    assert isinstance(value, datetime)
    assert value.astimezone().time() == moment.astimezone().time()
    assert value.astimezone().date() == date(2026, 12, 1)


def test_a_reference_is_found_by_pinyin_and_near_ones_come_first(made, make) -> None:
    here, there = make.account("华北电力"), make.account("苏州精密")
    make.contact("李卫东", account=there)
    near = make.contact("李雷", account=here)
    editor = made(Influence, "contact_id")
    assert isinstance(editor, ReferenceEditor)
    editor.context = {"account_id": here.id}
    found = editor.search("li")
    assert [one.words for one in found] == ["李雷", "李卫东"]
    editor._look("li")
    editor._choose(editor._model.index(0, 0))
    assert editor.value() == near.id
    assert editor.line.text() == "李雷"


def test_a_reference_that_is_not_found_cannot_be_read(made, make) -> None:
    make.account("华北电力")
    editor = made(Contact, "account_id")
    editor.line.setText("nobody")
    with pytest.raises(Unreadable):
        editor.value()
    editor.line.setText("")
    assert editor.value() == ""


def test_a_name_typed_in_full_is_taken(made, make) -> None:
    account = make.account("华北电力")
    editor = made(Contact, "account_id")
    editor.line.setText("华北电力")
    assert editor.value() == account.id


def test_escape_gives_the_old_reference_back(made, make) -> None:
    account = make.account("华北电力")
    editor = made(Contact, "account_id")
    editor.set_value(account.id)
    editor.line.setText("华")
    press(editor.line, Qt.Key.Key_Escape)
    assert editor.line.text() == "华北电力"


def test_a_new_record_is_made_in_place(made, make) -> None:
    editor = made(Contact, "account_id")
    editor.make_new = lambda words: make.account(words).id
    editor._look("重庆龙湖")
    last = editor._model.rowCount() - 1
    assert "重庆龙湖" in editor._model.item(last).text()
    editor._choose(editor._model.index(last, 0))
    assert editor.line.text() == "重庆龙湖"


def test_a_reference_of_a_kind_without_search_is_found_in_its_deal(made, make) -> None:
    from salesdesk.domain.strategy import Coach, Competitor

    deal = make.deal()
    rival = make.record(Competitor(deal_id=deal.id, name="恒创"))
    name = next(field.name for field in fields_of(Coach) if field.reference == "competitor")
    editor = made(Coach, name)
    editor.context = {"deal_id": deal.id}
    assert [one.id for one in editor.search("恒")] == [rival.id]


def test_read_only_editors_take_nothing(made) -> None:
    for name, control in (("name", QLineEdit), ("remarks", QPlainTextEdit)):
        editor = made(Account, name)
        editor.set_read_only(True)
        assert editor.findChild(control).isReadOnly()
    for kind, name, box in ((Contact, "has_left", QCheckBox), (Influence, "attitude", QComboBox)):
        editor = made(kind, name)
        editor.set_read_only(True)
        assert not editor.findChild(box).isEnabled()
