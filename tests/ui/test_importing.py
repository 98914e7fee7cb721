"""Lists in and out on screen: every step on real lists, refusals in words, one undo, cancel leaves nothing."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent

from salesdesk.desk.importing import DeskLookups
from salesdesk.domain.account import Account
from salesdesk.domain.contact import Contact
from salesdesk.domain.deal import Deal, StageMove
from salesdesk.domain.sieve import Lead
from salesdesk.exchange.outcome import DUPLICATE, ERROR, NEW, SAME, UPDATE
from salesdesk.exchange.rows import ReadOptions
from salesdesk.exchange.source import plan_file
from salesdesk.ui.importing.dialog import COLUMNS, FILE, PREVIEW, READING, ImportDialog
from salesdesk.ui.importing.export import write_list
from salesdesk.ui.kit.record_model import Query
from salesdesk.ui.kit.tasks import Cancelled
from tests.ui.room_frame import notices, settle


@pytest.fixture
def importing(qtbot, frame, theme):
    """Opens the dialog; answers with it and with a way to wait."""
    qtbot.addWidget(frame.window)

    def begin(path: Path | None = None, kind: str = "account") -> ImportDialog:
        made = ImportDialog(frame, frame.window, kind)
        made.open()
        if path is not None:
            made.read(path)
            settle(qtbot, frame)
        return made

    return begin


def through(made: ImportDialog, qtbot, frame) -> dict[str, int]:
    """Go to the preview."""
    while made.step < PREVIEW:
        before = made.step
        made.go_forward()
        settle(qtbot, frame)
        assert made.step > before, made._problem.text()
    return dict(made.coming.plan.counts())


def finish(made: ImportDialog, qtbot, frame) -> None:
    made.go_forward()
    settle(qtbot, frame)


def written(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def test_the_same_companies_in_three_encodings_are_the_same(importing, qtbot, frame, desk, data_dir) -> None:
    first, *others = sorted((data_dir / "companies").iterdir())
    made = importing(first)
    assert made.step == READING and made.coming.kind == "account"
    assert through(made, qtbot, frame) == {NEW: 503}
    finish(made, qtbot, frame)
    assert len(desk.select(Account)) == 503
    for path in others:
        again = importing(path)
        assert through(again, qtbot, frame) == {SAME: 503}
        assert not again.forward.isEnabled()
        again.reject()
    assert len(notices(frame)) == 1
    desk.undo()
    assert desk.select(Account) == []


def test_salesforce_comes_in_joined_by_its_ids(importing, qtbot, frame, desk, data_dir) -> None:
    folder = data_dir / "crm" / "salesforce"
    for name in ("Account", "Contact", "Opportunity", "OpportunityHistory", "Lead"):
        made = importing(folder / f"{name}.csv")
        through(made, qtbot, frame)
        finish(made, qtbot, frame)
    accounts = {account.id for account in desk.select(Account)}
    assert accounts and {deal.account_id for deal in desk.select(Deal)} <= accounts
    assert desk.select(StageMove) and desk.select(Lead) and desk.select(Contact)
    assert frame.told == []


def test_stages_are_mapped_by_hand(importing, qtbot, frame, desk, tmp_path, make) -> None:
    make.account("甲")
    path = written(tmp_path / "deals.csv", [["商机名称", "客户名称", "阶段"], ["MES", "甲", "跟进中"]])
    made = importing(path, "deal")
    made.go_forward()
    settle(qtbot, frame)
    column = next(one.column for one in made.coming.columns.matches if one.target == "stage")
    made.columns.table.setCurrentCell(column, 0)
    box = made.columns.meanings.cellWidget(0, 1)
    box.setCurrentIndex(3)
    box.activated.emit(3)
    assert through(made, qtbot, frame) == {NEW: 1}
    finish(made, qtbot, frame)
    assert desk.select(Deal)[0].stage == "3"
    kept = importing(
        written(tmp_path / "more.csv", [["商机名称", "客户名称", "阶段"], ["二期", "甲", "跟进中"]]),
        "deal",
    )
    assert through(kept, qtbot, frame) == {NEW: 1}, "the map is remembered"
    kept.reject()


def test_rows_are_updated_by_a_chosen_field_and_differences_shown(
    importing, qtbot, frame, desk, tmp_path, make
) -> None:
    make.account("甲", phone="010-1", city="北京")
    path = written(
        tmp_path / "a.csv", [["客户名称", "电话", "城市"], ["甲", "010-1", "天津"], ["乙", "", "上海"]]
    )
    made = importing(path)
    made.go_forward()
    settle(qtbot, frame)
    made.columns.update_by.setCurrentIndex(made.columns.update_by.findData("name"))
    assert through(made, qtbot, frame) == {UPDATE: 1, NEW: 1}
    made.preview.show_part(UPDATE)
    assert "北京 → 天津" in made.preview.model.words(0, 3)
    finish(made, qtbot, frame)
    assert sorted(one.city for one in desk.select(Account)) == ["上海", "天津"]


def test_duplicates_and_refused_rows_say_why(importing, qtbot, frame, desk, tmp_path, make) -> None:
    make.account("华北电力设备有限公司")
    path = written(
        tmp_path / "b.csv",
        [
            ["客户名称", "员工人数"],
            ["华北电力设备有限责任公司", "5"],
            ["乙", "很多"],
            ["", "3"],
            ["丙", "7"],
        ],
    )
    made = importing(path)
    counts = through(made, qtbot, frame)
    assert counts[DUPLICATE] == 1 and counts[ERROR] == 2 and counts[NEW] == 1
    made.preview.show_part(ERROR)
    said = [made.preview.model.words(at, 3) for at in range(made.preview.model.rowCount())]
    assert any("很多" in words for words in said)
    made.preview.show_part(DUPLICATE)
    assert "华北电力设备有限公司" in made.preview.model.words(0, 3)
    finish(made, qtbot, frame)
    assert {one.name for one in desk.select(Account)} == {"华北电力设备有限公司", "丙"}


def test_a_column_goes_elsewhere_or_nowhere(importing, qtbot, frame, desk, tmp_path) -> None:
    path = written(tmp_path / "c.csv", [["客户名称", "城市", "备忘"], ["甲", "北京", "好客户"]])
    made = importing(path)
    made.go_forward()
    settle(qtbot, frame)
    made.columns.set_target(1, "")
    made.columns.set_target(2, "remarks")
    through(made, qtbot, frame)
    finish(made, qtbot, frame)
    (account,) = desk.select(Account)
    assert (account.city, account.remarks) == ("", "好客户")


def test_what_was_detected_can_be_overruled(importing, qtbot, frame, tmp_path) -> None:
    path = tmp_path / "d.csv"
    path.write_text("报表标题\n客户名称;城市\n甲;北京\n", encoding="gb18030")
    made = importing(path)
    assert made.coming.table.header == ("客户名称", "城市")
    made._read_as(ReadOptions(header_row=0))
    settle(qtbot, frame)
    assert len(made.coming.table.rows) == 2
    made._read_as(ReadOptions(encoding="utf-8", header_row=99))
    settle(qtbot, frame)
    assert made._problem.text(), "an impossible choice is refused in words"
    assert len(made.coming.table.rows) == 2, "and what stood before stays"


def test_cancelling_leaves_nothing_behind(importing, qtbot, frame, desk, tmp_path) -> None:
    rows = [["客户名称"], *([f"公司 {number}"] for number in range(3_000))]
    made = importing(written(tmp_path / "many.csv", rows))
    through(made, qtbot, frame)

    def stop(done: int, total: int) -> None:
        raise Cancelled("by hand")

    with pytest.raises(Cancelled):
        made.coming.apply(stop)
    assert desk.select(Account) == [] and desk.undo_label() is None
    made.go_back()
    assert made.step == COLUMNS
    made.reject()


@pytest.mark.logs
def test_hostile_files_are_refused_in_words_and_nothing_changes(
    importing, qtbot, frame, desk, data_dir
) -> None:
    for path in sorted((data_dir / "hostile").iterdir()):
        made = importing(path)
        assert made.step == READING or made._problem.text(), path.name
        made.reject()
    assert desk.undo_label() is None
    assert frame.told == []


def test_cards_and_calendars_settle_their_kind(importing, qtbot, frame, desk, data_dir) -> None:
    cards = importing(data_dir / "vcard" / "gmail-single.vcf")
    assert cards.coming.kind == "contact" and not cards.reading.kind.isEnabled()
    cards.go_forward()
    settle(qtbot, frame)
    cards.columns.makes_accounts.setChecked(True)
    through(cards, qtbot, frame)
    cards.reject()
    path = next((data_dir / "ics").glob("*.ics"))
    assert importing(path).coming.kind == "visit"


def test_a_file_that_is_gone_is_said(importing, qtbot, frame, tmp_path) -> None:
    made = importing(tmp_path / "gone.csv")
    assert made.step == FILE and made._problem.text()


def test_files_are_dragged_in(importing, qtbot, frame, tmp_path) -> None:
    path = written(tmp_path / "e.csv", [["客户名称"], ["甲"]])
    made = importing()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    made.dropEvent(event)
    settle(qtbot, frame)
    assert made.step == READING


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_written_out_comes_back_unchanged(form, qtbot, frame, desk, tmp_path, make, theme) -> None:
    qtbot.addWidget(frame.window)
    make.account("=cmd|'/c calc'!A0", remarks="第一行\n第二行", city="北京")
    make.account("乙 " * 50, phone="+86 10 8888 8888")
    target = tmp_path / f"out.{form}"
    write_list(frame, Account, Query(sort="name"), [], form, target)
    settle(qtbot, frame)
    planned = plan_file(target.read_bytes(), "account", DeskLookups(desk), name=target.name)
    assert dict(planned.plan.counts()) == {SAME: 2}
    assert notices(frame)


def test_chosen_rows_alone_are_written(qtbot, frame, desk, tmp_path, make, theme) -> None:
    qtbot.addWidget(frame.window)
    person, _other = make.contact("李卫东"), make.contact("周敏")
    target = tmp_path / "out.vcf"
    write_list(frame, Contact, Query(sort="name"), [person.id], "vcf", target)
    settle(qtbot, frame)
    text = target.read_text(encoding="utf-8")
    assert "李卫东" in text and "周敏" not in text
