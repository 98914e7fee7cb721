"""The lists on the card of an account: its sites, deals and visits."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter

from salesdesk.domain.account import Site
from salesdesk.domain.deal import Deal
from salesdesk.domain.visit import Visit
from salesdesk.text import tr
from salesdesk.ui.kit.columns import field_column
from salesdesk.ui.kit.form import Form
from salesdesk.ui.kit.related_list import RelatedList
from salesdesk.ui.kit.row_list import RowList
from salesdesk.ui.kit.screen import Frame


def site_list(frame: Frame, account_id: Callable[[], str]) -> RowList:
    """The sites of an account, the chosen one edited beneath them."""

    def add(words: str) -> str:
        from salesdesk.desk.accounts import create_site

        return frame.desk.write("add.site", lambda w: create_site(w, account_id(), words)).id

    made = RowList(
        Site, frame, columns=("name", "purpose", "city"), name="sites", lay_out=_lay_out_site, add=add,
        add_words=lambda: tr("Add a site: its name"), empty_words=lambda: tr("No plant, branch or office yet."),
    )  # fmt: skip
    parts = made.findChild(QSplitter)
    assert parts is not None
    parts.setOrientation(Qt.Orientation.Vertical)
    parts.setSizes([300, 300])
    return made


def _lay_out_site(form: Form) -> None:
    form.rows("name", "phone")
    form.row("purpose")
    form.rows("region", "province", "city")
    form.row("address")
    form.row("remarks")


def deal_list(frame: Frame) -> RelatedList:
    """The deals of an account; Enter shows one."""
    return RelatedList(
        Deal, frame,
        columns=("name", field_column(Deal, "stage", width=120), field_column(Deal, "status", width=80),
                 field_column(Deal, "amount", width=90), field_column(Deal, "close_date", width=100)),
        name_words=lambda: tr("Deals"), empty_words=lambda: tr("No deal yet."),
    )  # fmt: skip


def visit_list(frame: Frame) -> RelatedList:
    """The visits of an account, or with a contact; Enter shows one."""
    return RelatedList(
        Visit, frame,
        columns=(field_column(Visit, "objective_best", width=200), field_column(Visit, "starts_at", width=130),
                 field_column(Visit, "state", width=90), field_column(Visit, "outcome", width=100)),
        name_words=lambda: tr("Visits"), empty_words=lambda: tr("No visit yet."),
    )  # fmt: skip
