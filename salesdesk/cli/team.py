"""The team store's side of synchronising: make a team, invite, approve, take bundles in, look after the store."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from salesdesk.cli.answer import DONE, REFUSALS, Answer, table_of
from salesdesk.cli.session import Session
from salesdesk.cli.sync import answer_of
from salesdesk.domain.problems import Known
from salesdesk.text import tr

if TYPE_CHECKING:
    from salesdesk.sync.team_store import TeamStore

_FILE = click.Path(path_type=Path)
_store_option = click.option("--store", "url", metavar="URL", default="", help="Another place of the store.")


@contextmanager
def _opened(session: Session, url: str) -> "Iterator[TeamStore]":
    from salesdesk.sync.device_keys import team_keys
    from salesdesk.sync.team_store import TeamStore

    desk = session.desk()
    with TeamStore.open(team_keys(desk), url, clock=desk.now) as store:
        yield store


@click.group("team")
def team_group() -> None:
    """Lead a team: its store, its people, what they sent."""


@team_group.command("create")
@click.argument("url", metavar="URL")
@click.option("--name", metavar="NAME", default="", help="The team's name; else the manager's.")
@click.pass_obj
def create(session: Session, url: str, name: str) -> Answer:
    """Make a team and its store; this workspace becomes the manager's."""
    from salesdesk.sync.founding import create_team

    keys = create_team(session.desk(), url, name)
    data = {"team": keys.name, "team_id": keys.team.hex(), "store": keys.store_url}
    line = tr("The team {team} is made; its store is {url}.").format(team=keys.name, url=keys.store_url)
    notice = tr("The team's keys are in this workspace alone: keep a backup of it in a safe place.")
    return Answer(data, [line], notices=[notice])


def _expiry(text: str) -> datetime | None:
    """A date (its whole day, as the manager's clock runs) or a time stamp; raises UsageError."""
    if not text:
        return None
    try:
        if len(text) == 10:
            last = datetime.combine(date.fromisoformat(text), time.max)
            return last.astimezone(UTC)
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        raise click.UsageError(tr("{text} is not a date (2026-12-31) or a time").format(text=text)) from None


@team_group.command("invite")
@click.option("--role", type=click.Choice(["rep", "manager"]), default="rep", help="What the person will be.")
@click.option("-o", "output", metavar="FILE", type=_FILE, required=True, help="The invitation to write.")
@click.option("--expires", metavar="DATE", default="", help="The last day it holds; else two weeks.")
@_store_option
@click.pass_obj
def invite(session: Session, role: str, output: Path, expires: str, url: str) -> Answer:
    """Write an invitation; its six words go by another channel."""
    from salesdesk.sync.founding import invite as write

    until = _expiry(expires)
    with _opened(session, url) as store:
        invited = write(store, output, role=role, expires=until)
    ends = invited.expires.isoformat(timespec="seconds")
    data = {"words": invited.words, "file": str(output), "role": role, "expires": ends}
    lines = [
        tr("Send {file}, and say these six words by another channel: {words}").format(
            file=output, words=invited.words
        )
    ]
    return Answer(data, lines)


def _asked(name: str, fingerprint: str) -> bool:
    """Ask for two of the fingerprint's words, which only the person who joins can say."""
    import secrets

    words = fingerprint.split()
    first, second = sorted(secrets.SystemRandom().sample(range(len(words)), 2))
    question = tr(
        "{name} wants to join. Ask for word {first} and word {second} of the request, and type them"
    )
    try:
        typed = click.prompt(question.format(name=name, first=first + 1, second=second + 1), err=True)
    except click.Abort:
        raise click.UsageError(tr("nobody is here to be asked: say --yes to go without")) from None
    if str(typed).lower().replace(",", " ").split() != [words[first], words[second]]:
        raise Known("E_WORDS", reason="fingerprint")
    return True


@team_group.command("approve")
@click.argument("request", type=_FILE)
@click.option("-o", "output", metavar="FILE", type=_FILE, required=True, help="The approval to write.")
@click.option("--yes", "is_sure", is_flag=True, help="Do not ask for words of the request.")
@_store_option
@click.pass_obj
def approve(session: Session, request: Path, output: Path, is_sure: bool, url: str) -> Answer:
    """Let the device of a request in, and write the answer for it."""
    from salesdesk.sync.founding import approve as let_in
    from salesdesk.sync.ingest import retry_held

    with _opened(session, url) as store:
        approved = let_in(store, request, output, confirm=None if is_sure else _asked)
        assert approved is not None, "a wrong answer is a fault"
        retried = answer_of(retry_held(store)).data["files"]
    data = {
        "name": approved.name,
        "role": approved.role,
        "fingerprint": approved.fingerprint,
        "file": str(output),
        "files": retried,
    }
    return Answer(data, [tr("{name} is in; send {file} back.").format(name=approved.name, file=output)])


@team_group.command("ingest")
@click.argument("files", metavar="FILE|DIR …", nargs=-1, required=True, type=_FILE)
@_store_option
@click.pass_obj
def ingest(session: Session, files: tuple[Path, ...], url: str) -> Answer:
    """Take bundles in, single or whole folders of them."""
    from salesdesk.sync.ingest import ingest as take

    with _opened(session, url) as store:
        return answer_of(take(store, files))


@team_group.command("revoke")
@click.argument("device", metavar="DEVICE")
@_store_option
@click.pass_obj
def revoke(session: Session, device: str, url: str) -> Answer:
    """Let nothing more in from a device, named by its key or its beginning."""
    from salesdesk.sync.founding import find_device
    from salesdesk.sync.founding import revoke as shut_out

    with _opened(session, url) as store:
        certificate = shut_out(store, find_device(store, device))
    data = {"device": certificate.device.hex(), "name": certificate.name}
    return Answer(data, [tr("Nothing more is let in from {name}.").format(name=certificate.name)])


@team_group.command("status")
@_store_option
@click.pass_obj
def status(session: Session, url: str) -> Answer:
    """Who is in the team, what came, what waits."""
    from salesdesk.sync.overview import overview

    with _opened(session, url) as store:
        seen = overview(store)
    devices = [
        {"name": each.name, "role": each.role, "device": each.device, "user": each.user,
         "is_revoked": each.is_revoked, "last_bundle": each.last_bundle}
        for each in seen.devices
    ]  # fmt: skip
    invitations = [
        {"id": each.id, "role": each.role, "expires": each.expires, "is_used": each.is_used}
        for each in seen.invitations
    ]
    data = {
        "team": seen.team,
        "team_id": seen.team_id,
        "store": seen.store,
        "epoch": seen.epoch,
        "operations": seen.operations,
        "devices": devices,
        "invitations": invitations,
        "files": seen.files,
    }
    return Answer(data)


@team_group.group("quarantine", invoke_without_command=True)
@_store_option
@click.pass_context
def quarantine(context: click.Context, url: str) -> Answer | None:
    """What waits or was set aside."""
    return None if context.invoked_subcommand else _shown(context.obj, "", url)


def _shown(session: Session, sha256: str, url: str) -> Answer:
    from salesdesk.sync.quarantine import set_aside
    from salesdesk.text.errors import sentence

    with _opened(session, url) as store:
        found = set_aside(store, sha256)
    rows: list[dict[str, object]] = []
    for each in found:
        words = sentence(each.code, {**each.facts, "file": each.file}) if each.code else None
        rows.append({
            "file": each.file, "sha256": each.sha256.hex(), "state": each.state, "code": each.code,
            "bytes": each.size, "sender": each.sender,
            "seen_at": (datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=each.seen_at)).isoformat(),
            "message": words.message if words else "", "remedy": words.remedy if words else "",
        })  # fmt: skip
    lines = table_of(rows, ("sha256", "file", "state", "code", "sender")) if rows else [tr("Nothing waits.")]
    return Answer({"files": rows}, lines)


@quarantine.command("show")
@click.argument("sha256", required=False, default="")
@_store_option
@click.pass_obj
def show(session: Session, sha256: str, url: str) -> Answer:
    """List what waits, or the one file whose SHA-256 begins so."""
    return _shown(session, sha256, url)


@quarantine.command("retry")
@click.argument("sha256", required=False, default="")
@_store_option
@click.pass_obj
def retry(session: Session, sha256: str, url: str) -> Answer:
    """Try what waits again."""
    from salesdesk.sync.quarantine import retry as again

    with _opened(session, url) as store:
        return answer_of(again(store, sha256))


@quarantine.command("release")
@click.argument("sha256")
@_store_option
@click.pass_obj
def release(session: Session, sha256: str, url: str) -> Answer:
    """Let in what a revoked device had sent."""
    from salesdesk.sync.quarantine import release as let_in

    with _opened(session, url) as store:
        return answer_of([let_in(store, sha256)])


@team_group.command("verify")
@click.option("--rebuild", "is_rebuilding", is_flag=True, help="Make every table again and compare.")
@_store_option
@click.pass_obj
def verify(session: Session, is_rebuilding: bool, url: str) -> Answer:
    """Check chains and archive against the log."""
    from salesdesk.sync.overview import operation_count
    from salesdesk.sync.verification import verify as check

    with _opened(session, url) as store:
        faults = check(store, is_rebuilding=is_rebuilding)
        count = operation_count(store)
    rows = [{"check": fault.check, "about": fault.about} for fault in faults]
    data = {"ok": not rows, "rebuilt": is_rebuilding, "operations": count, "faults": rows}
    if rows:
        return Answer(data, [" ".join(row.values()) for row in rows], code=REFUSALS)
    line = tr("All is well: {count} operations, every table agrees with the log.").format(count=count)
    return Answer(data, [line], code=DONE)
