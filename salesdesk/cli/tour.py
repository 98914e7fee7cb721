"""The whole main job once, without a window: lists, visit, strategy sheet, paper, bundle, team store, pictures."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from salesdesk.cli.answer import Answer
from salesdesk.cli.session import Session
from salesdesk.domain.problems import Known
from salesdesk.text import tr

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk


@click.command
@click.option(
    "--out", "out", metavar="DIR", type=click.Path(path_type=Path), required=True, help="The folder to fill."
)
@click.option(
    "--from",
    "source",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The folder of real lists to begin with; else the sample.",
)
@click.option("--screens", is_flag=True, help="Take pictures of every screen.")
@click.pass_obj
def tour(session: Session, out: Path, source: Path | None, screens: bool) -> Answer:
    """Walk through the whole main job once on a fresh workspace, and leave its papers and pictures."""
    if source is not None and not source.is_dir():
        raise Known("E_FILE", path=str(source))
    out.mkdir(parents=True, exist_ok=True)
    paths = {
        "workspace": out / "workspace",
        "account_plan": out / "account-plan.pdf",
        "strategy_sheet": out / "strategy-sheet.pdf",
        "bundle": out / "rep.sdbundle",
        "team": out / "team",
    }
    told = _walk(session, paths, source)
    files = {name: str(path) for name, path in paths.items()}
    if screens:
        pictures = _pictures(session, paths["workspace"], out / "screens")
        files["screens"] = str(pictures[0])
        told["pictures"] = [str(path) for path in pictures[1:]]
    return Answer({**files, **told}, [f"{name}: {path}" for name, path in files.items()])


def _walk(session: Session, paths: dict[str, Path], source: Path | None) -> dict[str, object]:
    from salesdesk.desk.desk import Desk

    for name in ("workspace", "team"):
        if paths[name].exists():
            raise Known("E_EXISTS", path=str(paths[name]))
    session.tell(tr("A fresh workspace"))
    desk = Desk.create(paths["workspace"], name=tr("Zhang Wei"))
    try:
        told = _work(session, desk, paths, source)
        session.tell(tr("The bundle, and the team store"))
        return told | _hand_over(desk, paths)
    finally:
        desk.close()


def _work(session: Session, desk: "Desk", paths: dict[str, Path], source: Path | None) -> dict[str, object]:
    from salesdesk.cli.tour_lists import bring_in
    from salesdesk.cli.tour_visit import choose, standing, visit
    from salesdesk.cli.workspace import fill_sample
    from salesdesk.desk.plans import create_account_plan
    from salesdesk.reports.printing import print_account_plan, print_strategy_sheet

    session.tell(tr("Lists"))
    lists = bring_in(desk, source) if source is not None else []
    if source is None:
        fill_sample(desk)
    session.tell(tr("A visit, planned and recorded"))
    subject = choose(desk)
    before = standing(desk, subject.deal.id)
    visit_id = visit(desk, subject)
    after = standing(desk, subject.deal.id)
    session.tell(tr("Paper"))
    account, today = subject.account, desk.today()
    plan = desk.write(
        "create_account_plan", lambda w: create_account_plan(w, account.id, account.name, today=today)
    )
    plan_pages = print_account_plan(desk, plan.id, paths["account_plan"])
    sheet_pages = print_strategy_sheet(desk, subject.deal.id, paths["strategy_sheet"])
    return {
        "lists": [asdict(one) for one in lists],
        "account_id": account.id,
        "deal_id": subject.deal.id,
        "visit_id": visit_id,
        "sheet_before": asdict(before),
        "sheet_after": asdict(after),
        "pages": {"account_plan": plan_pages, "strategy_sheet": sheet_pages},
    }


def _hand_over(desk: "Desk", paths: dict[str, Path]) -> dict[str, object]:
    """A manager makes the team, the rep joins by files, and the rep's bundle goes into the team store."""
    from salesdesk.desk.desk import Desk
    from salesdesk.sync.device_keys import team_keys
    from salesdesk.sync.export import export
    from salesdesk.sync.founding import approve, create_team, invite
    from salesdesk.sync.ingest import ingest
    from salesdesk.sync.joining import join, take_approval
    from salesdesk.sync.team_store import TeamStore

    team = paths["team"]
    manager = Desk.create(team / "manager", name=tr("Chen Jing"))
    try:
        create_team(manager, f"sqlite:///{(team / 'store' / 'team.db').absolute()}", tr("Sales north"))
        with TeamStore.open(team_keys(manager), clock=manager.now) as store:
            invited = invite(store, team / "invitation.sdbundle")
            join(desk, team / "invitation.sdbundle", team / "request.sdbundle", invited.words)
            approve(store, team / "request.sdbundle", team / "approval.sdbundle")
            take_approval(desk, team / "approval.sdbundle")
            exported = export(desk, paths["bundle"])
            results = ingest(store, [each.path for each in exported])
    finally:
        manager.close()
    return {
        "operations": sum(each.operations for each in exported),
        "ingested": [
            {"file": one.file, "state": one.state, "code": one.code, "new": one.new, "refused": one.refused}
            for one in results
        ],
    }


def _pictures(session: Session, workspace: Path, folder: Path) -> list[Path]:
    """The page of pictures, then the pictures."""
    if session.take_pictures is None:
        raise click.UsageError(tr("pictures cannot be taken here"))
    session.tell(tr("Pictures of every screen"))
    return session.take_pictures(workspace, folder)
