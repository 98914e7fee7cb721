"""The life of a workspace: new, info, verify, backup, restore, passphrase."""

import getpass
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from salesdesk.cli.answer import DONE, REFUSALS, Answer
from salesdesk.cli.session import Session
from salesdesk.domain.problems import Known
from salesdesk.text import tr

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk


@click.group("workspace")
def workspace_group() -> None:
    """Make, check, back up and protect a workspace."""


def _unprotected() -> str:
    return tr(
        "No passphrase protects this workspace: whoever can read its folder can read all of it. "
        "“salesdesk workspace passphrase” protects it."
    )


@workspace_group.command("new")
@click.option("--name", metavar="NAME", default="", help="Your name, as the team sees it; else the system's.")
@click.option("--sample", is_flag=True, help="Fill it with a realistic sample.")
@click.option("--passphrase", is_flag=True, help="Protect it by SALESDESK_PASSPHRASE.")
@click.pass_obj
def new(session: Session, name: str, sample: bool, passphrase: bool) -> Answer:
    """Make a workspace in an empty folder."""
    from salesdesk.desk.desk import Desk
    from salesdesk.store.workspace import is_workspace

    if is_workspace(session.folder):
        raise Known("E_EXISTS", path=str(session.folder))
    wanted = _wanted_passphrase(session) if passphrase else None
    desk = session.keep(Desk.create(session.folder, name=name.strip() or _system_name(), passphrase=wanted))
    if sample:
        fill_sample(desk)
    facts = _facts(desk)
    lines = [tr("Made: {path}").format(path=facts["workspace"])]
    return Answer(facts, lines, notices=() if passphrase else [_unprotected()])


def fill_sample(desk: "Desk") -> None:
    """Put the sample into a desk, in the language in force."""
    from salesdesk.desk.sample import fill
    from salesdesk.text import language

    fill(desk, language())


def _wanted_passphrase(session: Session) -> str:
    given = os.environ.get("SALESDESK_PASSPHRASE") or session.typed(tr("Passphrase: "))
    if not given:
        raise Known("E_PASSPHRASE", reason="missing")
    return given


def _system_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user without a name, as in some containers
        return tr("Me")


def _facts(desk: "Desk") -> dict[str, object]:
    from salesdesk.domain.team import Member
    from salesdesk.store.workspace_key import is_passphrase_protected

    assert desk.folder is not None
    me = desk.get(Member, desk.user_id)
    return {
        "workspace": str(desk.folder),
        "user": me.name if me else "",
        "user_id": desk.user_id,
        "team_id": desk.team_id,
        "replica_id": desk.replica_id,
        "passphrase": is_passphrase_protected(desk.folder),
    }


@workspace_group.command("info")
@click.pass_obj
def info(session: Session) -> Answer:
    """What this workspace is, and how much is in it."""
    from salesdesk.desk.looking import counts

    desk = session.desk()
    facts = _facts(desk)
    folder = session.folder
    size = sum(path.stat().st_size for path in folder.glob("workspace.db*"))
    backups = sorted(path.name for path in (folder / "backups").glob("*") if path.is_file())
    found = counts(desk)
    data = {
        **facts,
        "records": found.records,
        "operations": found.operations,
        "conflicts": found.conflicts,
        "undo": desk.undo_label() or "",
        "redo": desk.redo_label() or "",
        "bytes": size,
        "backups": backups,
    }
    return Answer(data, notices=() if facts["passphrase"] else [_unprotected()])


@workspace_group.command("verify")
@click.pass_obj
def verify(session: Session) -> Answer:
    """Check the file, the log and the tables against each other."""
    from salesdesk.desk.care import verify as verified

    health = verified(session.desk())
    rows = [{"check": fault.check, "about": fault.about} for fault in health.faults]
    data = {
        "ok": not rows,
        "operations": health.operations,
        "records": health.records,
        "faults": rows,
    }
    sentence = tr("All is well: {count} operations, every table agrees with the log.").format(
        count=health.operations
    )
    lines = [sentence] if not rows else [" ".join(row.values()) for row in rows]
    return Answer(data, lines, code=REFUSALS if rows else DONE)


@workspace_group.command("backup")
@click.option(
    "-o", "output", metavar="FILE", type=click.Path(path_type=Path), help="One file that holds everything."
)
@click.pass_obj
def backup(session: Session, output: Path | None) -> Answer:
    """Write a backup: one file with -o, else today's copy in the folder."""
    from salesdesk.desk import care

    desk = session.desk()
    if output is None:
        made = care.back_up_today(desk)
        folder = session.folder / "backups"
        path = made or max((path for path in folder.glob("*") if path.is_file()), default=folder)
    else:
        care.save_all(desk, output)
        path = output
    return Answer({"file": str(path)}, [str(path)])


@workspace_group.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def restore(session: Session, file: Path) -> Answer:
    """Put the workspace of a backup file into the folder; what is there is set aside."""
    from salesdesk.desk import care
    from salesdesk.store.workspace import InstanceLock

    folder = session.folder
    folder.mkdir(parents=True, exist_ok=True)
    lock = InstanceLock(folder)
    try:
        care.restore(file, folder, os.environ.get("SALESDESK_PASSPHRASE") or None)
    finally:
        lock.release()
    return Answer({"workspace": str(folder)}, [tr("Restored: {path}").format(path=folder)])


@workspace_group.command("passphrase")
@click.option("--remove", is_flag=True, help="Protect it by no passphrase any more.")
@click.pass_obj
def passphrase(session: Session, remove: bool) -> Answer:
    """Protect the workspace by SALESDESK_NEW_PASSPHRASE instead of what protects it now."""
    from salesdesk.desk.care import change_passphrase

    desk = session.desk()
    wanted = (
        None
        if remove
        else os.environ.get("SALESDESK_NEW_PASSPHRASE") or session.typed(tr("New passphrase: "))
    )
    if not wanted and not remove:
        raise click.UsageError(tr("SALESDESK_NEW_PASSPHRASE holds no new passphrase"))
    change_passphrase(desk, wanted)
    data = {"passphrase": wanted is not None}
    if wanted is None:
        return Answer(data, [tr("The workspace opens without a passphrase now.")], notices=[_unprotected()])
    return Answer(data, [tr("The workspace opens with the new passphrase now.")])
