"""Paper: a report as a PDF."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from salesdesk.cli.answer import Answer
from salesdesk.cli.session import Session
from salesdesk.text import tr

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk
    from salesdesk.domain.plan import AccountPlan

REPORTS = ("account-plan", "strategy-sheet")


@click.command
@click.argument("report", type=click.Choice(REPORTS))
@click.argument("id", metavar="ID")
@click.option(
    "-o",
    "output",
    metavar="FILE.pdf",
    type=click.Path(path_type=Path),
    required=True,
    help="The file to write.",
)
@click.option(
    "--edition", type=click.Choice(["internal", "customer"]), default="internal", help="internal or customer."
)
@click.pass_obj
def report(session: Session, report: str, id: str, output: Path, edition: str) -> Answer:
    """Write a report: account-plan of a plan or account, strategy-sheet of a deal."""
    desk = session.desk()
    if report == "account-plan":
        pages = print_plan(desk, plan_of(desk, id), output, edition=edition)
    elif edition == "customer":
        raise click.UsageError(tr("the strategy sheet has no edition for the customer"))
    else:
        pages = print_sheet(desk, id, output)
    return Answer(
        {"file": str(output), "pages": pages}, [tr("{path}: {count} pages").format(path=output, count=pages)]
    )


def plan_of(desk: "Desk", target: str) -> "AccountPlan":
    """The plan of that id, or the newest plan of the account of that id; an empty one where it has none.

    Raises Known E_NOT_FOUND.
    """
    from salesdesk.desk.values import record_id
    from salesdesk.domain.account import Account
    from salesdesk.domain.plan import AccountPlan

    wanted = record_id(target)
    plan = desk.get(AccountPlan, wanted)
    if plan is not None:
        return plan
    account = desk.need(Account, wanted)
    plans = desk.select(AccountPlan, account_id=account.id)
    if plans:
        return max(plans, key=lambda found: (found.state != "closed", found.id))
    return AccountPlan(account_id=account.id, name=account.name, owner_id=account.owner_id)


def print_plan(desk: "Desk", plan: "AccountPlan", output: Path, *, edition: str = "internal") -> int:
    """Write an account plan in the language in force; the number of pages."""
    from salesdesk.reports.account_plan import account_plan
    from salesdesk.reports.collect_plan import plan_paper

    return account_plan(plan_paper(desk, plan, edition=edition), output)


def print_sheet(desk: "Desk", deal_id: str, output: Path) -> int:
    """Write a strategy sheet in the language in force; the number of pages."""
    from salesdesk.desk.values import record_id
    from salesdesk.reports.collect_sheet import sheet_paper
    from salesdesk.reports.strategy_sheet import strategy_sheet

    return strategy_sheet(sheet_paper(desk, record_id(deal_id)), output)
