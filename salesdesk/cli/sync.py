"""A device's side of synchronising: join a team, export for it, take files in."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from salesdesk.cli.answer import DONE, REFUSALS, Answer
from salesdesk.cli.session import Session
from salesdesk.domain.problems import Known
from salesdesk.text import tr

if TYPE_CHECKING:
    from salesdesk.sync.ingest import FileResult

_FILE = click.Path(path_type=Path)


@click.group("sync")
def sync_group() -> None:
    """Join a team, and exchange work with it by files."""


@sync_group.command("status")
@click.pass_obj
def status(session: Session) -> Answer:
    """Which team this workspace belongs to, and what the next export holds."""
    from salesdesk.sync.device_keys import device_state
    from salesdesk.sync.export import outbox

    desk = session.desk()
    state = device_state(desk)
    with desk.read() as connection:
        leaving, staying = outbox(connection)
    member = state.membership
    data = {
        "team": member.team_name if member else "",
        "team_id": desk.team_id,
        "role": member.role if member else "",
        "device": state.device,
        "is_waiting": state.is_waiting,
        "exports": state.exports,
        "operations": leaving,
        "private": staying,
    }
    if member is not None:
        line = tr("Team {team}: the next export holds {count} changes; {private} private ones stay here.")
        lines = [line.format(team=member.team_name, count=leaving, private=staying)]
    elif state.is_waiting:
        lines = [tr("Waiting for the team's approval; take its file in when it comes.")]
    else:
        lines = [tr("This workspace belongs to no team.")]
    return Answer(data, lines)


@sync_group.command("export")
@click.option("-o", "output", metavar="FILE", type=_FILE, required=True, help="The bundle to write.")
@click.pass_obj
def export(session: Session, output: Path) -> Answer:
    """Write what this device has for the team; private notes stay."""
    from salesdesk.sync.export import export as write

    files = write(session.desk(), output)
    rows = [
        {"file": str(each.path), "number": each.number, "operations": each.operations, "bytes": each.size}
        for each in files
    ]
    line = tr("{file}: {count} changes")
    return Answer({"files": rows}, [line.format(file=row["file"], count=row["operations"]) for row in rows])


@sync_group.command("join")
@click.argument("invitation", type=_FILE)
@click.option("-o", "output", metavar="REQUEST", type=_FILE, required=True, help="The request to write.")
@click.option("--name", metavar="NAME", default="", help="Your name, as the team is to see it.")
@click.pass_obj
def join(session: Session, invitation: Path, output: Path, name: str) -> Answer:
    """Answer an invitation; the six words come from SALESDESK_INVITATION_WORDS or are typed."""
    from salesdesk.sync.joining import join as answer

    desk = session.desk()
    words = os.environ.get("SALESDESK_INVITATION_WORDS") or session.typed(tr("The six words: "))
    if not words:
        raise Known("E_WORDS", reason="missing")
    asked = answer(desk, invitation, output, words, name)
    data = {
        "request": str(output),
        "team": asked.team_name,
        "fingerprint": asked.fingerprint,
        "is_late": asked.is_late,
    }
    lines = [
        tr("Send {file} to the manager of {team}.").format(file=output, team=asked.team_name),
        tr("The manager will ask for two of these words: {words}").format(words=asked.fingerprint),
    ]
    late = tr("By this device's clock the invitation has expired: the manager may have to send a new one.")
    return Answer(data, lines, notices=[late] if asked.is_late else ())


@sync_group.command("ingest")
@click.argument("files", nargs=-1, required=True, type=_FILE)
@click.pass_obj
def ingest(session: Session, files: tuple[Path, ...]) -> Answer:
    """Take files of the team in."""
    from salesdesk.sync.device_ingest import ingest as take

    return answer_of(take(session.desk(), files))


def answer_of(results: "Iterable[FileResult]") -> Answer:
    """What became of files, as `cli.md` says it; exit 1 where one is held or set aside, or had refused operations."""
    rows = [_row(result) for result in results]
    lines = [_line(row) for row in rows]
    is_whole = all(row["state"] in ("APPLIED", "DUPLICATE") and not row["refused"] for row in rows)
    return Answer({"files": rows}, lines, code=DONE if is_whole else REFUSALS)


def _row(result: "FileResult") -> dict[str, object]:
    from salesdesk.text.errors import sentence

    row: dict[str, object] = {
        "file": result.file,
        "state": result.state,
        "code": result.code,
        "operations": result.operations,
        "new": result.new,
        "notices": list(result.notices),
        "refused": result.refused,
        "sha256": result.sha256.hex(),
    }
    if result.code:
        words = sentence(result.code, {**result.facts, "file": result.file})
        row |= {"message": words.message, "remedy": words.remedy}
    return row


def _line(row: dict[str, object]) -> str:
    from salesdesk.text.errors import sentence

    if row["code"]:
        return f"{row['file']}: {row['state']} {row['code']}: {row['message']} {row['remedy']}"
    names = [*row["notices"], *row["refused"]]  # type: ignore[misc]
    said = "".join(f" {name}: {sentence(name)}" for name in names)
    line = tr("{file}: {state}, {new} new of {count} changes.").format(
        file=row["file"], state=row["state"], new=row["new"], count=row["operations"]
    )
    return line + said
