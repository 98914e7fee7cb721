"""Lists in and out: import and export."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from salesdesk.cli.answer import DONE, REFUSALS, Answer
from salesdesk.cli.session import Session
from salesdesk.text import tr

if TYPE_CHECKING:
    from salesdesk.exchange.outcome import ImportPlan
    from salesdesk.exchange.rows import RowProblem

LARGEST = 64 << 20
"""Bytes of a list; one more is read, so that a larger file is refused in words."""
MOST_LINES = 20
"""So many refused rows are told to people; --json tells all."""


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as", "kind", metavar="KIND", required=True, help="The kind of record that the rows are.")
@click.option(
    "--map",
    "map_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Which column is which field, as JSON.",
)
@click.option(
    "--update-by",
    metavar="FIELD",
    default="",
    help="Match records by this field instead of id and external_id.",
)
@click.option("--allow-duplicates", is_flag=True, help="Bring in what seems to be there already.")
@click.option("--create-accounts", is_flag=True, help="Make the accounts that rows name and nobody has.")
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.pass_obj
def import_(
    session: Session, file: Path, kind: str, map_file: Path | None, update_by: str, allow_duplicates: bool,
    create_accounts: bool, dry_run: bool,
) -> Answer:  # fmt: skip
    """Bring in a list: CSV, TSV, XLSX, XLS, vCard or iCalendar, told apart by content."""
    from salesdesk.desk.importing import DeskLookups, import_rows
    from salesdesk.desk.settings import CURRENCY, setting
    from salesdesk.domain.kinds import kind_of
    from salesdesk.exchange.drafts import Reading
    from salesdesk.exchange.plan import PlanOptions
    from salesdesk.exchange.source import plan_file

    kind_of(kind)
    data = _bytes_of(file)
    map_json = _bytes_of(map_file).decode("utf-8-sig", "replace") if map_file else ""
    desk = session.desk()
    options = PlanOptions(
        update_by=update_by,
        allow_duplicates=allow_duplicates,
        create_accounts=create_accounts,
        reading=Reading(currency=str(setting(desk, CURRENCY))),
    )
    planned = plan_file(data, kind, DeskLookups(desk), name=file.name, options=options, map_json=map_json)
    if not dry_run:
        session.tell(tr("{count} rows read").format(count=len(planned.plan.rows)))
        desk.write(f"import.{kind}", lambda w: import_rows(w, planned.plan.writes()))
    return _told(planned.plan, dry_run=dry_run)


def _bytes_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def _told(plan: "ImportPlan", *, dry_run: bool) -> Answer:
    from salesdesk.exchange.outcome import DUPLICATE, NEW, SAME, SKIPPED, UPDATE

    problems = [_problem(problem) for problem in plan.problems]
    data = {
        "read": len(plan.rows),
        "new": plan.count(NEW),
        "updated": plan.count(UPDATE),
        "same": plan.count(SAME),
        "duplicates": plan.count(DUPLICATE),
        "skipped": plan.count(SKIPPED),
        "errors": problems,
        "warnings": [_problem(warning) for warning in plan.warnings],
        "dry_run": dry_run,
    }
    counts = tr(
        "{read} rows read: {new} new, {updated} updated, {same} unchanged, {duplicates} duplicates left out, "
        "{errors} faults"
    )
    lines = [counts.format(**{**data, "errors": len(problems)})]
    lines += [
        tr("Row {row}, {field}: {message}").format(**problem) if problem["field"] else
        tr("Row {row}: {message}").format(row=problem["row"], message=problem["message"])
        for problem in problems[:MOST_LINES]
    ]  # fmt: skip
    if len(problems) > MOST_LINES:
        lines.append("…")
    return Answer(data, lines, code=REFUSALS if problems else DONE)


def _problem(problem: "RowProblem") -> dict[str, object]:
    from salesdesk.exchange.refusals import sentence_of

    return {"row": problem.row, "field": problem.field, "code": problem.code, "message": sentence_of(problem)}


@click.command
@click.argument("kind")
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "xlsx", "vcf", "ics", "json"]),
    required=True,
    help="csv, xlsx, vcf, ics or json.",
)
@click.option(
    "-o", "output", metavar="FILE", type=click.Path(path_type=Path), required=True, help="The file to write."
)
@click.option("--where", metavar="CONDITION", default="", help="Only records that meet the condition.")
@click.pass_obj
def export(session: Session, kind: str, form: str, output: Path, where: str) -> Answer:
    """Write records into a file; importing it again changes nothing."""
    from salesdesk.cli.written import written
    from salesdesk.desk.looking import listed
    from salesdesk.store.workspace_key import write_atomically

    desk = session.desk()
    records = listed(desk, kind, where=where).records
    data, count = written(desk, kind, records, form)
    write_atomically(output, data, 0o644)
    answer = {"file": str(output), "rows": count, "left_out": len(records) - count}
    return Answer(answer, [tr("{count} records written to {path}").format(count=count, path=output)])
