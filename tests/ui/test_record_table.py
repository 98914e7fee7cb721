"""The list: pages on demand, order, filters, columns remembered, copy, bulk edits, refresh, cancel."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from salesdesk.domain.account import Account
from salesdesk.domain.conditions import FieldTest
from salesdesk.domain.contact import Contact
from salesdesk.domain.deal import Deal
from salesdesk.domain.record import field_map
from salesdesk.text import set_language
from salesdesk.ui.kit.columns import Column
from salesdesk.ui.kit.filter_words import filter_condition
from salesdesk.ui.kit.record_model import COVER, PAGE
from salesdesk.ui.kit.record_table import RecordTable
from tests.ui.conftest import press

COLUMNS = ("name", "city", "tier", "owner_id", "employees")


@pytest.fixture
def many(desk):
    """350 accounts."""

    def work(w):
        return [
            w.add(Account(
                name=f"客户 {number:03d}", city="北京" if number % 2 else "上海", tier="SABC"[number % 4],
                owner_id=desk.user_id, employees=number,
            ))
            for number in range(350)
        ]  # fmt: skip

    return desk.write("import.account", work)


@pytest.fixture
def table(frame, theme, qtbot, desk):
    """A list of accounts that hears of changes, as in a room."""
    made = RecordTable(Account, frame, columns=COLUMNS, sort="name", name="accounts")
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    stop = desk.on_change(made.hear)
    yield made
    stop()


def settle(table: RecordTable, qtbot) -> None:
    qtbot.waitUntil(lambda: not table._frame.tasks.is_busy)


def loaded(table: RecordTable, qtbot) -> None:
    table.load()
    settle(table, qtbot)


def names(table: RecordTable) -> list[str]:
    return [table.model.words(row, 0) for row in range(table.model.rowCount())]


def box(table: RecordTable, column: str):
    at = [one.name for one in table.model.columns].index(column)
    return table.header._boxes[at]


def type_filter(table: RecordTable, qtbot, column: str, text: str) -> None:
    line = box(table, column)
    assert isinstance(line, QLineEdit)
    line.setText(text)
    loaded(table, qtbot)


def test_pages_come_as_the_list_is_scrolled(table, many, qtbot) -> None:
    loaded(table, qtbot)
    assert table.model.rowCount() == PAGE
    assert table.model.total == 350
    while table.model.canFetchMore():
        table.model.fetchMore()
        settle(table, qtbot)
    assert names(table) == [f"客户 {number:03d}" for number in range(350)]


def test_a_page_is_fetched_once(table, many, qtbot) -> None:
    loaded(table, qtbot)
    table.model.fetchMore()
    assert not table.model.canFetchMore()
    table.model.fetchMore()
    settle(table, qtbot)
    assert table.model.rowCount() == 2 * PAGE


def test_a_row_has_no_rows_of_its_own(table, many, qtbot) -> None:
    loaded(table, qtbot)
    assert table.model.rowCount(table.model.index(0, 0)) == 0
    assert table.model.columnCount(table.model.index(0, 0)) == 0
    assert table.model.rowCount(QModelIndex()) == PAGE


def test_references_are_named_and_numbers_right_aligned(table, many, qtbot) -> None:
    loaded(table, qtbot)
    assert table.model.words(0, 3) == "Zhang Wei"
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    assert table.model.data(table.model.index(0, 4), Qt.ItemDataRole.TextAlignmentRole) == right
    header = table.model.headerData(4, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
    assert header == right


def test_a_click_on_a_heading_sorts_and_turns(table, many, qtbot) -> None:
    loaded(table, qtbot)
    table.header.sectionClicked.emit(0)
    settle(table, qtbot)
    assert names(table)[0] == "客户 349"
    assert table.model.headerData(0, Qt.Orientation.Horizontal).endswith("↓")
    table.header.sectionClicked.emit(2)
    settle(table, qtbot)
    assert table.model.words(0, 2) == "S"
    table.header.sectionClicked.emit(4)  # employees: no declared sort, nothing happens
    assert table.model.query.sort == "tier"


def test_filters_narrow_the_list_and_say_so(table, many, qtbot) -> None:
    loaded(table, qtbot)
    table.toggle_filter()
    type_filter(table, qtbot, "city", "京")
    assert table.model.total == 175
    assert "filtered" in table._foot.text()
    type_filter(table, qtbot, "employees", "10..20")
    assert table.model.total == 5
    tier = box(table, "tier")
    assert isinstance(tier, QComboBox)
    tier.setCurrentIndex(tier.findData("A"))
    loaded(table, qtbot)
    assert set(names(table)) == {"客户 013", "客户 017"}
    table.toggle_filter()
    settle(table, qtbot)
    assert table.model.total == 350


def test_a_filter_by_a_name_of_another_record(table, many, make, qtbot) -> None:
    make.account("no owner")
    loaded(table, qtbot)
    table.toggle_filter()
    type_filter(table, qtbot, "owner_id", "zhang")
    assert table.model.total == 350


def test_a_filter_that_cannot_be_read_is_marked_and_filters_nothing(table, many, qtbot) -> None:
    loaded(table, qtbot)
    table.toggle_filter()
    type_filter(table, qtbot, "employees", "many")
    assert box(table, "employees").property("problem") == "true"
    assert table.model.total == 350


@pytest.mark.parametrize(
    ("kind", "name", "text", "found"),
    [
        (Deal, "amount", ">= 1M", {"big"}), (Deal, "amount", "50万..200万", {"middle"}),
        (Deal, "amount", "-", {"none"}),
        (Deal, "close_date", "2027-03", {"big"}), (Deal, "close_date", "2026", {"middle"}),
        (Deal, "close_date", "< 2027-01-01", {"middle"}), (Deal, "name", "= big", {"big"}),
        (Deal, "name", "IG", {"big"}),
        (Deal, "name", "%", set()), (Deal, "name", "!= big", {"middle", "none"}), (Deal, "remarks", "*", {"none"}),
    ],
)  # fmt: skip
def test_what_filters_mean(frame, theme, qtbot, desk, make, kind, name, text, found) -> None:
    account = make.account()
    make.deal("big", account=account, amount=320_000_000, close_date=date(2027, 3, 20))
    make.deal("middle", account=account, amount=99_000_000, close_date=date(2026, 12, 1))
    make.deal("none", account=account, remarks="x")
    table = RecordTable(kind, frame, columns=("name",), sort="name")
    qtbot.addWidget(table)
    field = field_map(kind)[name]
    condition = filter_condition(kind, field, text, today=desk.today(), lookup=lambda kind, text: [])
    assert condition is not None
    table.set_scope(condition)
    settle(table, qtbot)
    assert set(names(table)) == found


def test_a_scope_always_holds(frame, theme, qtbot, make) -> None:
    here, there = make.account("here"), make.account("there")
    make.contact("李卫东", account=here)
    make.contact("王芳", account=there)
    table = RecordTable(Contact, frame, columns=("name",), sort="name")
    qtbot.addWidget(table)
    table.set_scope(FieldTest(field_map(Contact)["account_id"], "=", here.id))
    settle(table, qtbot)
    assert names(table) == ["李卫东"]


def test_an_edit_elsewhere_is_shown_in_its_row(table, many, desk, qtbot) -> None:
    loaded(table, qtbot)
    desk.write("x", lambda w: w.set(Account, many[3].id, city="重庆"))
    settle(table, qtbot)
    assert table.model.words(3, 1) == "重庆"


def test_a_row_moves_where_its_sorting_value_changed(table, many, desk, qtbot) -> None:
    loaded(table, qtbot)
    desk.write("x", lambda w: w.set(Account, many[3].id, name="阿尔法"))
    settle(table, qtbot)
    assert names(table)[0] == "阿尔法"


def test_new_and_deleted_rows_come_and_go(table, many, desk, make, qtbot) -> None:
    loaded(table, qtbot)
    made = make.account("阿尔法")
    settle(table, qtbot)
    assert names(table)[0] == "阿尔法"
    assert table.model.total == 351
    desk.write("x", lambda w: w.drop(Account, made.id))
    settle(table, qtbot)
    assert names(table)[0] == "客户 000"
    desk.undo()
    settle(table, qtbot)
    assert names(table)[0] == "阿尔法"


def test_the_cursor_waits_for_a_record_and_stays_on_it(table, many, qtbot) -> None:
    chosen: list[str] = []
    table.chosen.connect(chosen.append)
    table.load()
    table.select(many[5].id)
    settle(table, qtbot)
    assert table.current_id == many[5].id
    assert chosen[-1] == many[5].id


def test_enter_and_double_click_open(table, many, qtbot) -> None:
    loaded(table, qtbot)
    table.select(many[2].id)
    with qtbot.waitSignal(table.opened) as opened:
        press(table.view, Qt.Key.Key_Return)
    assert opened.args == [many[2].id]


def test_rows_are_copied_as_a_table(table, many, qtbot) -> None:
    loaded(table, qtbot)
    table.view.selectRow(0)
    table.view.selectionModel().select(
        table.model.index(2, 0),
        table.view.selectionModel().SelectionFlag.Select | table.view.selectionModel().SelectionFlag.Rows,
    )
    table.copy()
    data = QGuiApplication.clipboard().mimeData()
    lines = data.text().splitlines()
    assert lines[0].split("\t")[0] == "Name"
    assert [line.split("\t")[0] for line in lines[1:]] == ["客户 000", "客户 002"]
    assert "<td>客户 002</td>" in data.html()


def test_copied_cells_cannot_break_the_table() -> None:
    from salesdesk.ui.kit.copying import as_html, as_tabs

    assert as_tabs([["a\tb\nc", "=1"]]) == "a b c\t=1"
    assert "<script>" not in as_html(["<script>"], [["<b>"]])


def test_columns_are_chosen_and_remembered(table, many, frame, qtbot) -> None:
    loaded(table, qtbot)
    table.show_column("industry", is_shown=True)
    table.show_column("city", is_shown=False)
    settle(table, qtbot)
    again = RecordTable(Account, frame, columns=COLUMNS, sort="name", name="accounts")
    qtbot.addWidget(again)
    assert [column.name for column in again.model.columns] == [
        "name",
        "tier",
        "owner_id",
        "employees",
        "industry",
    ]


def test_a_computed_column_is_filled_off_the_main_thread(frame, theme, many, qtbot) -> None:
    import threading

    threads = []

    def lengths(desk, records):
        threads.append(threading.current_thread() is threading.main_thread())
        return {record.id: str(len(record.name)) for record in records}

    column = Column(name="length", title=lambda: "Length", compute=lengths, is_number=True)
    table = RecordTable(
        Account, frame, columns=("name", "length"), more_columns=[column], sort="name", name="computed"
    )
    qtbot.addWidget(table)
    loaded(table, qtbot)
    assert table.model.words(0, 1) == "6"
    assert threads == [False]


def test_f9_hides_in_lists_what_the_customer_must_not_see(frame, theme, make, qtbot) -> None:
    make.deal("MES", position="behind")
    table = RecordTable(Deal, frame, columns=("name", "position"), sort="name")
    qtbot.addWidget(table)
    loaded(table, qtbot)
    assert table.model.words(0, 1) == "Behind"
    frame.cover(True)
    assert table.model.words(0, 1) == COVER
    assert table.model.words(0, 0) == "MES"


def test_many_are_deleted_in_one_step(table, many, desk, frame, qtbot) -> None:
    loaded(table, qtbot)
    for row in (1, 3):
        table.view.selectionModel().select(
            table.model.index(row, 0),
            table.view.selectionModel().SelectionFlag.Select | table.view.selectionModel().SelectionFlag.Rows,
        )
    table.commands.do("list.delete")
    settle(table, qtbot)
    assert table.model.total == 348
    assert frame.asked[-1][0] == "notify"
    desk.undo()
    settle(table, qtbot)
    assert table.model.total == 350


def test_many_more_are_asked_about_first(table, many, desk, frame, qtbot) -> None:
    from PySide6.QtWidgets import QDialog

    loaded(table, qtbot)
    table.view.selectAll()
    table.delete_selected()
    dialog = frame.window.findChild(QDialog)
    assert dialog is not None
    assert len(desk.select(Account)) == 350
    dialog.try_deed()
    assert len(desk.select(Account)) == 250


def test_one_field_of_many_is_changed_in_one_step(table, many, desk, qtbot) -> None:
    from salesdesk.ui.kit.bulk import ChangeFieldDialog

    loaded(table, qtbot)
    table.view.selectAll()
    table.change_selected()
    dialog = table.findChild(ChangeFieldDialog)
    dialog.fields.setCurrentIndex(dialog.fields.findData("city"))
    dialog.editor.line.setText("广州")
    dialog.try_deed()
    settle(table, qtbot)
    assert len(desk.select(Account, city="广州")) == PAGE
    desk.undo()
    assert desk.select(Account, city="广州") == []


def test_a_list_asked_anew_forgets_the_question_before(table, many, qtbot) -> None:
    table.load()
    table.load()
    table.set_scope(FieldTest(field_map(Account)["city"], "=", "上海"))
    settle(table, qtbot)
    assert table.model.total == 175
    assert {table.model.words(row, 1) for row in range(table.model.rowCount())} == {"上海"}


def test_an_empty_list_says_what_it_is_for(table, qtbot) -> None:
    table.set_empty_words("Nobody here yet.")
    loaded(table, qtbot)
    assert table.view.empty_words
    table.view.grab()


def test_filters_are_named_for_screen_readers(table, qtbot) -> None:
    assert table.header._boxes == {}  # made when the row is shown
    table.toggle_filter()
    assert len(table.header._boxes) == len(COLUMNS)
    assert all(one.accessibleName() for one in table.header._boxes.values())


def test_filters_stay_in_the_other_language(table, many, qtbot) -> None:
    loaded(table, qtbot)
    table.toggle_filter()
    type_filter(table, qtbot, "city", "京")
    tier = box(table, "tier")
    tier.setCurrentIndex(2)
    set_language("zh_CN")
    QApplication.sendEvent(table, QEvent(QEvent.Type.LanguageChange))
    loaded(table, qtbot)
    assert box(table, "city").text() == "京"
    assert box(table, "tier").currentIndex() == 2
    assert table.commands.action("list.copy").text() == "复制为表格"
    assert "已筛选" in table._foot.text()
