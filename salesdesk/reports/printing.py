"""The reports as one asks for them: which, of what, where to, for whom, in which language.

The PDF library is imported when the first page is made, never at start.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from salesdesk.domain.account import Account
from salesdesk.domain.plan import AccountPlan
from salesdesk.domain.problems import Known
from salesdesk.text import language as language_in_force
from salesdesk.text import using

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk

EDITIONS = ("internal", "customer")
SIZES = ("A4", "A3")


def print_account_plan(
    desk: "Desk",
    target_id: str,
    path: Path,
    *,
    edition: str = "internal",
    language: str = "",
    is_invariant: bool = False,
) -> int:
    """Write the account plan of that id, or the latest of the account of that id; the number of pages.

    Raises Known E_NOT_FOUND, E_CHOICE, E_READ_ONLY, E_DISK_FULL, E_FILE.
    """
    from salesdesk.reports.account_plan import account_plan
    from salesdesk.reports.collect_plan import plan_paper

    _need_choice("edition", edition, EDITIONS)
    with using(language or language_in_force()):
        paper = plan_paper(desk, _plan_of(desk, target_id), edition=edition)
        return account_plan(paper, path, is_invariant=is_invariant)


def print_strategy_sheet(
    desk: "Desk",
    deal_id: str,
    path: Path,
    *,
    size: str = "A4",
    edition: str = "internal",
    language: str = "",
    is_invariant: bool = False,
) -> int:
    """Write the strategy sheet of a deal; the number of pages. There is none for a customer.

    Raises Known E_NOT_FOUND, E_CHOICE, E_READ_ONLY, E_DISK_FULL, E_FILE.
    """
    from salesdesk.reports.collect_sheet import sheet_paper
    from salesdesk.reports.strategy_sheet import strategy_sheet

    _need_choice("edition", edition, EDITIONS[:1])
    _need_choice("size", size, SIZES)
    with using(language or language_in_force()):
        return strategy_sheet(sheet_paper(desk, deal_id), path, size=size, is_invariant=is_invariant)


def print_visit_form(
    desk: "Desk", visit_id: str, path: Path, *, language: str = "", is_invariant: bool = False
) -> int:
    """Write the form of a visit, or a blank one where no visit is named; the number of pages.

    Raises Known E_NOT_FOUND, E_READ_ONLY, E_DISK_FULL, E_FILE.
    """
    from salesdesk.reports.collect_visit import visit_paper
    from salesdesk.reports.visit_data import VisitPaper
    from salesdesk.reports.visit_form import visit_form

    with using(language or language_in_force()):
        paper = visit_paper(desk, visit_id) if visit_id else VisitPaper()
        return visit_form(paper, path, is_invariant=is_invariant)


def print_minute(
    desk: "Desk", visit_id: str, path: Path, *, language: str = "", is_invariant: bool = False
) -> int:
    """Write the minute of a visit that both sides may read; the number of pages.

    Raises Known E_NOT_FOUND, E_READ_ONLY, E_DISK_FULL, E_FILE.
    """
    from salesdesk.reports.collect_visit import minute_paper
    from salesdesk.reports.minute import minute

    with using(language or language_in_force()):
        return minute(minute_paper(desk, visit_id), path, is_invariant=is_invariant)


def _need_choice(field: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise Known("E_CHOICE", field=field, value=value, choices=", ".join(choices))


def _plan_of(desk: "Desk", target_id: str) -> AccountPlan:
    """The plan of that id, else the newest of that account, open ones first; an empty one where it has none."""
    plan = desk.get(AccountPlan, target_id)
    if plan is not None:
        return plan
    account = desk.need(Account, target_id)
    plans = desk.select(AccountPlan, account_id=account.id)
    if plans:
        return max(plans, key=lambda found: (found.state != "closed", found.from_year or 0, found.id))
    return AccountPlan(account_id=account.id, name=account.name, owner_id=account.owner_id)
