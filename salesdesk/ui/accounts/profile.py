"""The form of an account: what is known of it, edited in place."""

from PySide6.QtWidgets import QWidget

from salesdesk.domain.account import Account
from salesdesk.text import tr
from salesdesk.ui.kit.form import Form
from salesdesk.ui.kit.panels import Page
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID


def profile_form(frame: Frame) -> Form:
    """The form with all its rows."""
    form = Form(Account, frame)
    form.row("name")
    form.rows("short_name", "other_names")
    form.rows("industry", "owner_id")
    form.row("tier")
    form.row("life_cycle")
    form.section(lambda: tr("Where and how to reach them"))
    form.rows("region", "province", "city")
    form.rows("address", "postal_code", widths=(3, 1))
    form.rows("country", "phone")
    form.rows("website", "employees", widths=(2, 1))
    form.section(lambda: tr("Group"))
    form.row("parent_id")
    form.section(lambda: tr("Yearly judgement"))
    form.row("judgement")
    for name in ("judgement_depth", "judgement_potential", "judgement_fit"):
        form.row(name)
    form.rows("judgement_reason", "judged_on", widths=(3, 1))
    form.section(lambda: tr("Relationship depth, each 0 to 3"))
    form.rows("depth_broad", "depth_key")
    form.row("depth_organisational")
    form.section(lambda: tr("Where it comes from"))
    form.rows("source", "channel")
    form.rows("claimed_by_id", "claimed_until")
    form.row("remarks")
    form.extra_rows()
    form.body.addStretch(1)
    return form


def scrolling(form: QWidget) -> Page:
    """A page that scrolls a form and leaves room for the scroll bar."""
    page = Page(margins=0)
    form.setContentsMargins(0, 0, GRID, GRID)
    page.body.addWidget(form)
    return page
