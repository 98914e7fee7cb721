"""The form: bound by machine, written on pause and on leaving, problems beside the field, nothing lost."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from salesdesk.domain.account import Account
from salesdesk.domain.contact import Contact
from salesdesk.domain.deal import Deal, StageMove
from salesdesk.domain.problems import Known
from salesdesk.domain.team import FieldDefinition
from salesdesk.text import set_language
from salesdesk.ui.kit.form import Form
from tests.ui.conftest import press, say


@pytest.fixture
def form(frame, theme, qtbot, desk):
    """A form of deals in a window, refreshed on every change as a screen would."""
    window = QWidget()
    qtbot.addWidget(window)
    made = Form(Deal, frame)
    made.row("name")
    made.rows("amount", "close_date")
    made.row("stage")
    made.row("how_we_win")
    QVBoxLayout(window).addWidget(made)

    def hear(change) -> None:
        if made.record is not None:
            made.refresh(desk.need(Deal, made.record.id))

    stop = desk.on_change(hear)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield made
    stop()


def line(form: Form, name: str) -> Any:
    """The line of a one-line editor."""
    return editor(form, name).line


def editor(form: Form, name: str) -> Any:
    return form.editor(name)


def test_an_edit_is_written_after_a_pause(form, make, desk, qtbot) -> None:
    deal = make.deal("MES")
    form.show_record(deal)
    say(line(form, "how_we_win"), "打动生产")
    assert desk.need(Deal, deal.id).how_we_win == ""
    with qtbot.waitSignal(form.changed, timeout=3000) as told:
        pass
    assert told.args == ["how_we_win", "打动生产"]
    assert desk.need(Deal, deal.id).how_we_win == "打动生产"


def test_keys_in_a_row_are_one_edit(form, make, desk) -> None:
    form.show_record(make.deal("MES"))
    for char in "打动生产":
        say(line(form, "how_we_win"), char)
    form.commit()
    entries = [entry for entry in desk.history(form.record.id) if entry.field == "how_we_win"]
    assert [entry.after for entry in entries] == ["打动生产"]


def test_enter_writes_at_once(form, make, desk) -> None:
    form.show_record(make.deal("MES"))
    say(line(form, "how_we_win"), "快")
    press(line(form, "how_we_win"), Qt.Key.Key_Return)
    assert desk.need(Deal, form.record.id).how_we_win == "快"


def test_leaving_writes_and_shows_the_usual_form(form, make, desk, qtbot) -> None:
    form.show_record(make.deal("MES"))
    line(form, "amount").setFocus()
    say(line(form, "amount"), "320万")
    line(form, "name").setFocus()
    qtbot.waitUntil(lambda: desk.need(Deal, form.record.id).amount == 320_000_000)
    assert line(form, "amount").text() == "3,200,000"


def test_what_is_typed_is_not_rewritten_under_the_hand(form, make) -> None:
    form.show_record(make.deal("MES"))
    line(form, "amount").setFocus()
    say(line(form, "amount"), "320万")
    form._bindings["amount"].commit(is_final=False)
    assert line(form, "amount").text() == "320万"


def test_switching_the_record_writes_into_the_old_one(form, make, desk) -> None:
    first, second = make.deal("first"), make.deal("second")
    form.show_record(first)
    say(line(form, "how_we_win"), "for the first")
    form.show_record(second)
    assert desk.need(Deal, first.id).how_we_win == "for the first"
    assert desk.need(Deal, second.id).how_we_win == ""
    assert line(form, "how_we_win").text() == ""


def test_hiding_the_form_writes(form, make, desk) -> None:
    form.show_record(make.deal("MES"))
    say(line(form, "how_we_win"), "x")
    form.window().hide()
    assert desk.need(Deal, form.record.id).how_we_win == "x"


def test_half_a_date_is_left_in_peace_and_said_on_leaving(form, make, desk) -> None:
    form.show_record(make.deal("MES", close_date=date(2027, 3, 20)))
    line(form, "close_date").clear()
    say(line(form, "close_date"), "next")
    bond = form._bindings["close_date"]
    bond.commit(is_final=False)
    assert bond.row.problem == ""
    assert not form.commit()
    assert "next" in bond.row.problem
    assert desk.need(Deal, form.record.id).close_date == date(2027, 3, 20)
    say(line(form, "close_date"), " wed")
    assert form.commit()
    assert bond.row.problem == ""
    assert desk.need(Deal, form.record.id).close_date == date(2026, 12, 2)


def test_an_empty_required_field_is_said_and_the_old_value_stays(form, make, desk) -> None:
    form.show_record(make.deal("MES"))
    line(form, "name").clear()
    form.editor("name").edited.emit()
    assert not form.commit()
    assert form._bindings["name"].row.problem
    assert desk.need(Deal, form.record.id).name == "MES"


@pytest.mark.parametrize("hostile", ["x" * 401, "a\u202eb", "a\x07b"])
def test_values_that_cannot_stand_are_said_beside_the_field(form, make, desk, hostile) -> None:
    form.show_record(make.deal("MES"))
    line(form, "name").setText(hostile)
    form.editor("name").edited.emit()
    form.commit()
    assert form._bindings["name"].row.problem
    assert desk.need(Deal, form.record.id).name == "MES"


def test_a_verb_is_used_where_the_field_has_one(form, make, desk) -> None:
    form.show_record(make.deal("MES"))
    box = editor(form, "stage").box
    box.setCurrentIndex(2)
    box.activated.emit(2)
    assert desk.need(Deal, form.record.id).stage == "3"
    assert [move.to_stage for move in desk.select(StageMove, deal_id=form.record.id)] == ["3"]


def test_the_currency_goes_with_the_amount(form, make, desk) -> None:
    form.show_record(make.deal("MES"))
    say(line(form, "amount"), "US$ 1M")
    form.commit()
    deal = desk.need(Deal, form.record.id)
    assert (deal.amount, deal.currency) == (100_000_000, "USD")


def test_a_refresh_leaves_alone_what_is_typed(form, make, desk) -> None:
    form.show_record(make.deal("MES"))
    say(line(form, "how_we_win"), "half a sent")
    desk.write("x", lambda w: w.set(Deal, form.record.id, name="MES II", how_we_win="by another"))
    assert line(form, "name").text() == "MES II"
    assert line(form, "how_we_win").text() == "half a sent"


def test_undo_is_shown_at_once(form, make, desk) -> None:
    form.show_record(make.deal("MES"))
    say(line(form, "how_we_win"), "x")
    form.commit()
    desk.undo()
    assert line(form, "how_we_win").text() == ""


def test_a_write_of_ones_own_may_refuse(frame, theme, make, qtbot) -> None:
    def refuse(name: str, value: object) -> None:
        raise Known("E_FIELD", kind="deal", field="name", reason="required")

    form = Form(Deal, frame, refuse)
    qtbot.addWidget(form)
    form.row("name")
    form.show_record(make.deal("MES"))
    say(line(form, "name"), "2")
    assert not form.commit()
    assert form._bindings["name"].row.problem
    assert form.is_dirty


def test_a_draft_writes_nothing(frame, theme, desk, make, qtbot) -> None:
    account = make.account()
    before = desk.undo_label()
    form = Form(Contact, frame, is_draft=True)
    qtbot.addWidget(form)
    form.row("name")
    form.row("account_id")
    form.show_record(Contact(account_id=account.id))
    say(line(form, "name"), "王芳")
    assert form.commit()
    assert form.values()["name"] == "王芳"
    assert form.values() == {"name": "王芳", "account_id": account.id}
    assert desk.undo_label() == before


def test_f9_hides_what_the_customer_must_not_see(form, frame, make) -> None:
    form.show_record(make.deal("MES"))
    row = form._bindings["how_we_win"].row
    assert row.isVisible()
    frame.cover(True)
    assert not row.isVisible()
    assert form._bindings["name"].row.isVisible()
    frame.cover(False)
    assert row.isVisible()


def test_labels_follow_the_language_and_values_stay(form, make) -> None:
    form.show_record(make.deal("MES", close_date=date(2027, 3, 20)))
    assert form._bindings["name"].row._label.text() == "Name *"
    set_language("zh_CN")
    from PySide6.QtCore import QEvent

    QApplication.sendEvent(form, QEvent(QEvent.Type.LanguageChange))
    assert form._bindings["name"].row._label.text() == "项目名称 *"
    assert line(form, "close_date").text() == "2027-03-20"
    assert line(form, "name").accessibleName() == "项目名称"


def test_the_fields_a_team_defined_are_edited_too(frame, theme, desk, make, qtbot) -> None:
    account = make.account()
    for number, (kind, choices) in enumerate(
        (("choice", "red\nblue"), ("date", ""), ("bool", ""), ("money", ""))
    ):
        make.record(FieldDefinition(
            kind="account", label_en=f"Extra {number}", label_zh=f"额外 {number}", type=kind, choices=choices,
            order=str(number),
        ))  # fmt: skip
    make.record(FieldDefinition(kind="account", label_en="Old", label_zh="旧", is_retired=True))
    form = Form(Account, frame)
    qtbot.addWidget(form)
    form.extra_rows()
    form.show_record(account)
    colour, day, is_on, sum_of = list(form._bindings)
    assert form._bindings[colour].row._label.text() == "Extra 0"
    editor(form, colour).segments.buttons()[1].click()
    say(editor(form, day).line, "2027-03-20")
    editor(form, is_on).box.click()
    say(editor(form, sum_of).line, "5万")
    form.commit()
    again = Form(Account, frame)
    qtbot.addWidget(again)
    again.extra_rows()
    again.show_record(desk.need(Account, account.id))
    assert [again.editor(name).value() for name in again._bindings] == [
        "blue",
        date(2027, 3, 20),
        True,
        5_000_000,
    ]


def test_history_of_a_field_can_be_restored(form, make, desk, qtbot) -> None:
    from PySide6.QtWidgets import QPushButton

    from salesdesk.ui.kit.history_popover import HistoryPopover

    form.show_record(make.deal("one"))
    for name in ("two", "three"):
        line(form, "name").setText(name)
        form.editor("name").edited.emit()
        form.commit()
    popover = HistoryPopover(form.frame, form.record, form._fields["name"], form.editor("name"))
    restores = [button for button in popover.findChildren(QPushButton) if button.text() == "Restore"]
    assert len(restores) == 2
    restores[-1].click()
    assert line(form, "name").text() == "one"
