"""Paper: a report as a PDF."""

from pathlib import Path

import click

from salesdesk.cli.answer import Answer
from salesdesk.cli.session import Session
from salesdesk.text import tr

REPORTS = ("account-plan", "strategy-sheet", "visit-form", "minute")


@click.command
@click.argument("report", type=click.Choice(REPORTS))
@click.argument("id", metavar="ID", default="")
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
    """Write a report: account-plan of a plan or account, strategy-sheet of a deal, visit-form and minute of a visit."""
    if not id and report != "visit-form":
        raise click.UsageError(tr("{report} needs the ID of a record").format(report=report))
    pages = _write(session, report, id, output, edition)
    return Answer(
        {"file": str(output), "pages": pages}, [tr("{path}: {count} pages").format(path=output, count=pages)]
    )


def _write(session: Session, report: str, target: str, output: Path, edition: str) -> int:
    from salesdesk.desk.values import record_id
    from salesdesk.reports import printing

    desk, wanted = session.desk(), record_id(target) if target else ""
    if report == "account-plan":
        return printing.print_account_plan(desk, wanted, output, edition=edition)
    if report == "visit-form":
        return printing.print_visit_form(desk, wanted, output)
    if report == "minute":
        return printing.print_minute(desk, wanted, output)
    if edition == "customer":
        raise click.UsageError(tr("the strategy sheet has no edition for the customer"))
    return printing.print_strategy_sheet(desk, wanted, output)
