"""The accounts room: list and card, duplicates named and merged, notes, tags, files, group, chart, history."""

import pytest
from PySide6.QtCore import Qt

from salesdesk.desk.desk import Desk
from salesdesk.desk.merging import merge_accounts
from salesdesk.domain.account import Account, Attachment, Note, Site, Tag
from salesdesk.domain.contact import Contact
from salesdesk.domain.strategy import Influence
from salesdesk.text import set_language
from salesdesk.ui.accounts.merging import OtherDialog
from salesdesk.ui.accounts.new_account import NewAccountDialog
from salesdesk.ui.accounts.screen import AccountsScreen
from salesdesk.ui.kit.dialogs import DraftDialog
from salesdesk.ui.kit.merge_dialog import MergeDialog
from tests.ui.conftest import press, say
from tests.ui.room_frame import dialog, notices, settle, shown

_CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def room(qtbot, frame, theme):
    with shown(qtbot, frame, AccountsScreen) as screen:
        yield screen


def test_the_cursor_stays_on_what_is_shown_when_the_list_is_read_anew(room, make, qtbot, frame, desk) -> None:
    make.account("甲")
    second = make.account("乙")
    settle(qtbot, frame)
    room.show_record("account", second.id)
    desk.write("set.account", lambda w: w.set(Account, second.id, city="天津"))
    settle(qtbot, frame)
    assert room.table.current_id == second.id == room.card.account_id


def test_keys_do_what_they_say(room, make, qtbot, frame, desk) -> None:
    make.account("甲")
    settle(qtbot, frame)
    room.activateWindow()
    qtbot.waitUntil(room.isActiveWindow)
    room.table.view.setFocus()
    qtbot.keyClick(room.table.view, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog(NewAccountDialog).reject()
    qtbot.keyClick(room.table.view, Qt.Key.Key_N, _CTRL_SHIFT)
    dialog(DraftDialog).reject()
    qtbot.keyClick(room.table.view, Qt.Key.Key_Delete)
    settle(qtbot, frame)
    assert desk.select(Account) == []


def test_an_empty_room_says_what_it_is_for(room, qtbot, frame) -> None:
    assert room._stack.currentIndex() == 1
    frame.desk.write("add.account", lambda w: w.add(Account(name="苏州云台")))
    settle(qtbot, frame)
    assert room._stack.currentIndex() == 0
    assert room.card.name.text() == "苏州云台"


def test_the_first_row_is_shown_and_an_edit_in_place_is_written(room, make, qtbot, frame, desk) -> None:
    account = make.account("重庆龙溪机械有限公司", city="重庆")
    settle(qtbot, frame)
    assert room.card.account_id == account.id
    line = room.card.form.editor("city").line
    line.clear()
    say(line, "成都")
    room.commit()
    assert desk.need(Account, account.id).city == "成都"
    desk.undo()
    settle(qtbot, frame)
    assert line.text() == "重庆"


def test_a_name_that_is_there_already_is_told_while_typing(room, make, qtbot, frame, desk) -> None:
    known = make.account("华北电力设备有限公司", city="济南")
    settle(qtbot, frame)
    room.new()
    form = dialog(NewAccountDialog)
    say(form._line, "华北电力设备（集团）股份有限公司")
    qtbot.waitUntil(lambda: bool(form.similar), timeout=5000)
    assert form.similar[0].account.id == known.id and form.similar[0].is_same
    form.try_deed()
    settle(qtbot, frame)
    assert len(desk.select(Account)) == 2
    assert room.card.card.account.name.endswith("股份有限公司")


def test_without_a_name_nothing_is_made_and_the_field_says_so(room, qtbot, frame, desk) -> None:
    room.new()
    form = dialog(NewAccountDialog)
    form.try_deed()
    assert form.isVisible()
    assert desk.select(Account) == []
    form.reject()


def test_duplicates_become_one_field_by_field_and_one_again(room, make, qtbot, frame, desk) -> None:
    keep = make.account("青岛海橡食品机械有限公司", city="青岛", phone="0532-1")
    other = make.account("青岛海橡", city="青岛市", website="https://haixiang.example")
    make.contact("陈静", account=other)
    settle(qtbot, frame)
    room.show_record("account", keep.id)
    room.merge()
    asking = dialog(OtherDialog)
    settle(qtbot, frame)
    asking._compare(other)
    merging = dialog(MergeDialog)
    merging._choose("city", "other", True)
    merging.try_deed()
    settle(qtbot, frame)
    kept = desk.need(Account, keep.id)
    assert (kept.city, kept.website, kept.phone) == ("青岛市", "https://haixiang.example", "0532-1")
    assert [one.name for one in room.card.card.contacts] == ["陈静"]
    assert room.table.model.rowCount() == 1
    room.card._split(desk.need(Account, other.id))
    settle(qtbot, frame)
    assert room.table.model.rowCount() == 2
    desk.undo()
    desk.undo()
    assert desk.need(Account, keep.id) == keep


def test_swapping_which_one_is_kept_keeps_the_choices(frame, make, qtbot, theme) -> None:
    one, two = make.account("A 公司", city="北京"), make.account("B 公司", city="天津")
    asked: list[tuple[str, str, dict[str, str]]] = []
    merging = MergeDialog(
        frame, frame.window, one, two, more="", merge=lambda k, o, c: asked.append((k.id, o.id, c))
    )
    qtbot.addWidget(merging)
    merging._choose("city", "other", True)
    merging.swap()
    merging.deed()
    assert asked == [(two.id, one.id, {"city": "keep"})]


def test_a_duplicate_is_shown_as_its_keeper(room, make, qtbot, frame, desk) -> None:
    keep, other = make.account("甲"), make.account("甲公司")
    desk.write("merge_accounts", lambda w: merge_accounts(w, keep.id, other.id))
    room.show_record("account", other.id)
    assert room.card.account_id == keep.id


def test_deleting_takes_everything_along_as_one_step(room, make, qtbot, frame, desk) -> None:
    account = make.account("厦门鹭岬")
    make.contact("林峰", account=account)
    make.deal("泵站", account=account)
    settle(qtbot, frame)
    room.show_record("account", account.id)
    room.delete()
    settle(qtbot, frame)
    assert desk.select(Account) == [] and desk.select(Contact) == []
    assert room.card.account_id == ""
    assert ("undo") in frame.asked[-1] or any(asked[-1] == "undo" for asked in frame.asked)
    desk.undo()
    settle(qtbot, frame)
    assert len(desk.select(Contact)) == 1


def test_notes_are_written_changed_and_taken_away(room, make, qtbot, frame, desk) -> None:
    account = make.account()
    settle(qtbot, frame)
    notes = room.card.notes
    room.card.tabs.show_part("notes")
    say(notes.page, "门卫姓王")
    notes.is_private.setChecked(True)
    press(notes.page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (note,) = desk.select(Note, about_id=account.id)
    assert note.is_private and note.text == "门卫姓王"
    assert not notes.is_private.isChecked()
    notes._delete(note)
    assert desk.select(Note) == []


def test_a_note_being_written_does_not_follow_to_another_account(room, make, qtbot, frame) -> None:
    one, two = make.account("甲"), make.account("乙")
    room.show_record("account", one.id)
    say(room.card.notes.page, "只给甲")
    room.show_record("account", two.id)
    assert room.card.notes.page.toPlainText() == ""


def test_tags_are_put_on_once_and_taken_off(room, make, qtbot, frame, desk) -> None:
    account = make.account()
    settle(qtbot, frame)
    for word in ("重点", " 重点 "):
        say(room.card.tags.line, word)
        press(room.card.tags.line, Qt.Key.Key_Return)
    (tag,) = desk.select(Tag, about_id=account.id)
    room.card.tags._remove(tag)
    assert desk.select(Tag) == []


def test_files_are_attached_and_saved_elsewhere(qtbot, theme, tmp_path, frame) -> None:
    frame.desk.close()
    frame.desk = Desk.create(tmp_path / "w", name="张伟")
    account = frame.desk.write("add.account", lambda w: w.add(Account(name="甲")))
    paper = tmp_path / "合同.pdf"
    paper.write_bytes(b"%PDF-1.4 nothing")
    with shown(qtbot, frame, AccountsScreen) as room:
        files = room.card.files
        files.attach([paper])
        settle(qtbot, frame)
        (kept,) = frame.desk.select(Attachment, about_id=account.id)
        assert kept.name == "合同.pdf" and kept.size == paper.stat().st_size
        files.list.view.selectRow(0)
        assert files.path() is not None
        files.save(tmp_path / "copy.pdf")
        settle(qtbot, frame)
        assert (tmp_path / "copy.pdf").read_bytes() == paper.read_bytes()
        files.attach([tmp_path / "missing.pdf"])
        settle(qtbot, frame)
        assert frame.told
    frame.desk.close()


def test_a_program_among_the_files_is_not_opened(room, make, qtbot, frame, desk) -> None:
    account = make.account()
    bad = make.record(
        Attachment(about_kind="account", about_id=account.id, name="rechnung.pdf.exe", sha256="0" * 64)
    )
    settle(qtbot, frame)
    room.card.files.list.view.selectRow(0)
    assert room.card.files.chosen() == bad
    assert not room.card.files._can_open()


def test_sites_are_added_and_shown(room, make, qtbot, frame, desk) -> None:
    account = make.account()
    settle(qtbot, frame)
    say(room.card.sites.line, "一厂")
    press(room.card.sites.line, Qt.Key.Key_Return)
    (site,) = desk.select(Site, account_id=account.id)
    room.show_record("site", site.id)
    assert room.card.tabs.current == "sites" and room.card.sites.current_id == site.id


def test_the_chart_says_who_reports_to_whom_and_hides_attitudes(room, make, qtbot, frame, desk) -> None:
    account = make.account()
    chief, junior = make.contact("周敏", account=account), make.contact("刘洋", account=account)
    deal = make.deal(account=account)
    make.record(Influence(deal_id=deal.id, contact_id=chief.id, attitude="supporter"))
    settle(qtbot, frame)
    people = room.card.people
    room.card.tabs.show_part("people")
    people.show_view("chart")
    assert {region.name for region in people.chart.regions} == {chief.id, junior.id}
    with_mark = len(people.chart.drawing.shapes)
    frame.cover(True)
    assert len(people.chart.drawing.shapes) < with_mark
    area = next(region for region in people.chart.regions if region.name == chief.id)
    people.chart.dropped.emit(junior.id, area.x + 5, area.y + 5)
    assert desk.need(Contact, junior.id).reports_to_id == chief.id
    people.chart.dropped.emit(chief.id, *_inside(people, junior.id))
    assert frame.told, "a circle is refused in words"
    assert desk.need(Contact, chief.id).reports_to_id == ""


def _inside(people, name: str) -> tuple[float, float]:
    area = next(region for region in people.chart.regions if region.name == name)
    return area.x + 5, area.y + 5


def test_the_group_adds_up_what_is_open_below(room, make, qtbot, frame, desk) -> None:
    top = make.account("华北集团")
    plant = make.account("华北水泵", parent_id=top.id)
    make.deal("泵站", account=plant, amount=5_000_000_00)
    make.deal("丢了", account=plant, amount=1_00, status="lost")
    settle(qtbot, frame)
    room.show_record("account", plant.id)
    room.card.tabs.show_part("group")
    settle(qtbot, frame)
    root = room.card.group.tree.topLevelItem(0)
    assert root.text(0) == "华北集团" and root.child(0).text(0) == "华北水泵"
    assert root.text(2) == "1" and "5" in root.text(3)


def test_history_brings_back_what_stood_before(room, make, qtbot, frame, desk) -> None:
    account = make.account(city="重庆")
    desk.write("set.account", lambda w: w.set(Account, account.id, city="成都"))
    settle(qtbot, frame)
    room.card.tabs.show_part("history")
    history = room.card.history
    assert history.model.words(0, 3) == "重庆" and history.model.words(0, 4) == "成都"
    history.view.selectRow(0)
    history.restore()
    assert desk.need(Account, account.id).city == "重庆"


def test_long_and_hostile_names_stand_as_plain_text(room, make, qtbot, frame) -> None:
    name = "<b>北京</b>" + "特别长的公司名称" * 20
    make.account(name)
    settle(qtbot, frame)
    assert room.card.name.text() == name
    assert room.card.name.textFormat() is Qt.TextFormat.PlainText
    assert room.card.minimumSizeHint().width() < 1200


def test_the_room_speaks_both_languages(room, make, qtbot, frame) -> None:
    make.account()
    settle(qtbot, frame)
    set_language("zh_CN")
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QApplication

    QApplication.sendEvent(room, QEvent(QEvent.Type.LanguageChange))
    settle(qtbot, frame)
    assert room.title() == "客户"
    assert room.commands.action("account.new").text() == "新建客户"
    assert notices(frame) == []


def test_a_list_of_thousands_is_shown_at_once(qtbot, frame, theme, desk) -> None:
    def many(w) -> None:
        for number in range(3_000):
            w.add(Account(name=f"公司 {number:05d}"))

    desk.write("import.account", many)
    with shown(qtbot, frame, AccountsScreen) as room:
        assert room.table.model.total == 3_000
        assert room.table.model.rowCount() < 500
        assert room.card.name.text() == "公司 00000"
