"""Several views of one field: a badge that counts them, and a choice that settles them."""

from PySide6.QtWidgets import QLabel, QPushButton

from salesdesk.domain.account import Account
from salesdesk.store import queries
from salesdesk.ui.kit.disagreements import HeadsPopover, head_counts
from salesdesk.ui.kit.form import Form
from tests.desk.test_desk import Colleague


def test_several_views_are_counted_and_one_is_taken(frame, theme, desk, make, qtbot) -> None:
    account = make.account(city="北京")
    form = Form(Account, frame)
    qtbot.addWidget(form)
    form.row("city")
    form.show_record(account)
    row = form._bindings["city"].row
    assert row._badge is None
    Colleague(desk).set(account, "city", "广州", sees=False)
    assert head_counts(desk, account.id) == {"city": 2}
    form.refresh(desk.need(Account, account.id))
    assert row._badge is not None
    assert row._badge.text() == "2 views"
    popover = HeadsPopover(frame, desk.need(Account, account.id), row.field, row.editor)
    qtbot.addWidget(popover)
    said = [one.text() for one in popover.findChildren(QLabel)]
    assert {"北京", "广州"} <= set(said)
    wanted = said.index("北京") < said.index("广州")
    takes = [one for one in popover.findChildren(QPushButton) if one.text() == "Take this"]
    takes[0 if wanted else 1].click()
    assert desk.need(Account, account.id).city == "北京"
    with desk.read() as connection:
        assert queries.contested(connection) == []
    form.refresh(desk.need(Account, account.id))
    assert row._badge.isHidden()
