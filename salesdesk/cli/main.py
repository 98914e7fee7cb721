"""The command line: arguments in, one answer out, an exit code; no fault of the world shows a traceback."""

import errno
import importlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from salesdesk.cli.answer import (
    DONE,
    FAILED,
    STOPPED,
    WRONG_USAGE,
    Answer,
    failure,
    say,
    tell,
    to_json,
    write_out,
)
from salesdesk.cli.session import OpenApp, Session, TakePictures
from salesdesk.cli.speaking import asked_command, help_of, misuse
from salesdesk.domain.problems import Known
from salesdesk.text import detect, tr, using
from salesdesk.text.catalogue import LANGUAGES

_PLACES = {
    "workspace": "workspace:workspace_group",
    "add": "records:add",
    "set": "records:set_",
    "delete": "records:delete",
    "undelete": "records:undelete",
    "undo": "records:undo",
    "redo": "records:redo",
    "show": "reading:show",
    "list": "reading:list_",
    "search": "reading:search",
    "history": "reading:history",
    "conflicts": "reading:conflicts",
    "fields": "fields:fields",
    "import": "files:import_",
    "export": "files:export",
    "report": "report:report",
    "sync": "sync:sync_group",
    "team": "team:team_group",
    "config": "config:config",
    "doctor": "doctor:doctor",
    "tour": "tour:tour",
}
"""Where each command lies: a module is imported only when its command is asked for."""


class _Root(click.Group):
    """All commands, found when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_PLACES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        place = _PLACES.get(cmd_name)
        if place is None:
            return None
        module, _, name = place.partition(":")
        found = getattr(importlib.import_module(f"salesdesk.cli.{module}"), name)
        assert isinstance(found, click.Command)
        return found


def root() -> click.Group:
    """The group of all commands."""
    return _Root("salesdesk", help="A desk for relationship selling; without a command it opens the app.")


@dataclass(slots=True)
class _Words:
    """The words of a command line, with what every command takes taken out."""

    workspace: Path | None = None
    language: str | None = None
    is_json: bool = False
    is_help: bool = False
    is_version: bool = False
    fault: str = ""
    rest: list[str] = field(default_factory=list)


def _sorted_out(argv: Sequence[str]) -> _Words:
    """Take out what may stand before or after the command, except behind `--`."""
    words = _Words()
    waiting = list(argv)
    while waiting:
        word = waiting.pop(0)
        name, has_value, value = word.partition("=")
        if word == "--":
            words.rest += [word, *waiting]
            break
        if word == "--json":
            words.is_json = True
        elif word in ("--help", "-h"):
            words.is_help = True
        elif word == "--version":
            words.is_version = True
        elif name in ("--workspace", "--lang"):
            if not has_value and not waiting:
                words.fault = words.fault or name
                continue
            _take(words, name, value if has_value else waiting.pop(0))
        else:
            words.rest.append(word)
    return words


def _take(words: _Words, name: str, value: str) -> None:
    if name == "--workspace":
        words.workspace = Path(value) if value else None
        words.fault = words.fault or ("" if value else name)
    elif value in LANGUAGES:
        words.language = value
    else:
        words.fault = words.fault or name


def run(argv: Sequence[str], *, open_app: OpenApp, take_pictures: TakePictures | None = None) -> int:
    """Do what the arguments say; returns the exit code: 0 done, 1 with refusals, 2 wrong usage, 3 a known failure."""
    words = _sorted_out(argv)
    session = Session(words.workspace, words.language, words.is_json, take_pictures)
    try:
        with using(words.language or detect()):
            if not (words.fault or words.rest or words.is_json or words.is_help or words.is_version):
                return open_app(session.folder, words.language)
            found = _attempt(words, session)
        with using(session.language or detect()):
            return _said(found, is_json=words.is_json)
    except BrokenPipeError:
        _hang_up()
        return DONE
    except OSError as error:
        _hang_up()
        return _said(_Fault(_known(error)), is_json=False)
    except KeyboardInterrupt:
        tell(tr("Stopped."))
        return STOPPED


@dataclass(frozen=True, slots=True)
class _Fault:
    """Why there is no answer, and where it arose if it is a bug."""

    known: Known
    place: str = ""


def _attempt(words: _Words, session: Session) -> Answer | _Fault:
    try:
        if words.fault:
            raise click.UsageError(_fault_words(words.fault))
        if words.is_help or words.is_version:
            return _about(words)
        with session:
            return _invoke(words.rest, session)
    except click.UsageError as error:
        return _Fault(Known("E_USAGE", what=misuse(error)))
    except Known as known:
        return _Fault(known)
    except BrokenPipeError:
        raise
    except OSError as error:
        return _Fault(_known(error))
    except click.Abort:
        raise KeyboardInterrupt from None
    except Exception as error:  # noqa: BLE001 - a bug: said in words, with the place for whoever mends it
        return _of_database(error) or _Fault(Known("E_INTERNAL"), _place_of(error))


def _of_database(error: Exception) -> _Fault | None:
    """The database's own complaint about the world, where nobody below put it into words."""
    complaint = getattr(error, "orig", error)
    if not type(complaint).__module__.startswith("sqlcipher3"):
        return None
    from salesdesk.store.database import known_fault

    known = known_fault(complaint)
    return _Fault(known) if isinstance(known, Known) else None


def _said(found: Answer | _Fault, *, is_json: bool) -> int:
    if isinstance(found, Answer):
        say(found, is_json=is_json)
        return found.code
    facts = failure(found.known)
    if found.place:
        facts["place"] = found.place
    if is_json:
        write_out(to_json(facts))
    else:
        tell(f"{facts['error']}: {facts['message']}\n{facts['remedy']} {found.place}".rstrip())
    return WRONG_USAGE if found.known.code == "E_USAGE" else FAILED


def _fault_words(name: str) -> str:
    if name == "--lang":
        return tr("{name} must be one of {choices}").format(name=name, choices=", ".join(LANGUAGES))
    return tr("the option {name} lacks its value, or has one too many").format(name=name)


def _about(words: _Words) -> Answer:
    if words.is_version:
        from salesdesk import __version__

        return Answer({"version": __version__}, [f"salesdesk {__version__}"])
    text = help_of(*asked_command(root(), words.rest))
    return Answer({"help": text}, text.splitlines())


def _invoke(arguments: list[str], session: Session) -> Answer:
    if not arguments:
        raise click.UsageError(tr("a command is missing"))
    answer = root().main(arguments, prog_name="salesdesk", standalone_mode=False, obj=session)
    return answer if isinstance(answer, Answer) else Answer({}, ())


def _known(error: OSError) -> Known:
    """The operating system's complaint as a fault with a name."""
    path = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return Known("E_DISK_FULL", path=path)
    if error.errno == errno.EROFS:
        return Known("E_READ_ONLY", path=path)
    return Known("E_FILE", path=path, reason=error.strerror or "")


def _place_of(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f" {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}{where}"


def _hang_up() -> None:
    """Nobody reads standard output any more: what is left in it must not fail again at the end of the process."""
    try:
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, sys.stdout.fileno())
        os.close(silent)
    except (OSError, ValueError, AttributeError):
        return
