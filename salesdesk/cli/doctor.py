"""What is wrong with this installation, and the remedy."""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from salesdesk.cli.answer import DONE, REFUSALS, Answer, failure
from salesdesk.cli.session import Session
from salesdesk.domain.problems import Known
from salesdesk.text import tr

OK, WARNING, FAULT = "ok", "warning", "fault"
LITTLE_SPACE = 200_000_000
"""Bytes free under which the disk is called nearly full."""
OLD_BACKUP_DAYS = 7
_CLOUDS = (
    "onedrive",
    "dropbox",
    "nutstore",
    "坚果云",
    "google drive",
    "icloud",
    "baidunetdisk",
    "mobile documents",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: how it stands, in words, and what helps."""

    check: str
    state: str
    message: str
    remedy: str = ""


@click.command
@click.pass_obj
def doctor(session: Session) -> Answer:
    """Look for what is wrong with this installation and the workspace, and name the remedy."""
    looks: tuple[Callable[[Session], Iterator[Finding]], ...] = (
        _python, _libraries, _window, _fonts, _folder, _workspace,
    )  # fmt: skip
    findings = [finding for look in looks for finding in look(session)]
    rows = [
        {"check": one.check, "state": one.state, "message": one.message, "remedy": one.remedy}
        for one in findings
    ]
    faults = [one for one in findings if one.state == FAULT]
    signs = {OK: "✓", WARNING: "!", FAULT: "✗"}
    lines = [
        f"{signs[one.state]} {one.message}{f'  → {one.remedy}' if one.remedy else ''}" for one in findings
    ]
    return Answer({"ok": not faults, "checks": rows}, lines, code=REFUSALS if faults else DONE)


def _python(session: Session) -> Iterator[Finding]:
    found = ".".join(map(str, sys.version_info[:3]))
    yield Finding("python", OK, tr("Python {version}").format(version=found))


_LIBRARIES = (
    "PySide6", "alembic", "argon2", "calamine", "click", "cryptography", "icalendar", "msgspec",
    "platformdirs", "pyrage", "pypinyin", "reportlab", "sqlalchemy", "sqlcipher3", "xlsxwriter", "zstandard",
)  # fmt: skip


def _libraries(session: Session) -> Iterator[Finding]:
    names = ("python_calamine" if name == "calamine" else name for name in _LIBRARIES)
    missing = [name for name in names if importlib.util.find_spec(name) is None]
    if missing:
        words = tr("Libraries are missing: {names}").format(names=", ".join(missing))
        yield Finding("libraries", FAULT, words, tr("Start salesdesk by its launcher, which installs them."))
        return
    from salesdesk.store.database import raw_connection

    try:
        raw_connection(None, None).close()
        yield Finding("database", OK, tr("The database library works."))
    except Known as known:
        said = failure(known)
        yield Finding("database", FAULT, said["message"], said["remedy"])


def _window(session: Session) -> Iterator[Finding]:
    """Qt is loaded in a process of its own: a missing system library ends it there and not here."""
    code = "import PySide6.QtGui, PySide6.QtWidgets"
    done = subprocess.run(  # noqa: S603 - our own interpreter and a constant
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    if done.returncode == 0:
        yield Finding("window", OK, tr("The window library loads."))
        return
    what = (done.stderr.strip().splitlines() or [""])[-1]
    words = tr("The window library does not load: {what}").format(what=what)
    yield Finding(
        "window",
        FAULT,
        words,
        tr("Start salesdesk by its launcher, which names the system packages it needs."),
    )


def _fonts(session: Session) -> Iterator[Finding]:
    from salesdesk.resources import resource

    wanted = [resource("fonts", f"NotoSansSC-{weight}.ttf") for weight in ("regular", "bold")]
    missing = [path.name for path in wanted if not path.is_file()]
    if missing:
        words = tr("Files of the program are missing: {names}").format(names=", ".join(missing))
        yield Finding("fonts", FAULT, words, tr("Install salesdesk again."))
    else:
        yield Finding("fonts", OK, tr("The Chinese fonts are there."))


def _folder(session: Session) -> Iterator[Finding]:
    folder = session.folder
    above = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not os.access(above, os.W_OK):
        said = failure(Known("E_READ_ONLY", path=str(above)))
        yield Finding("folder", FAULT, said["message"], said["remedy"])
    free = shutil.disk_usage(above).free
    if free < LITTLE_SPACE:
        words = tr("The disk is nearly full: {count} MB are free.").format(count=free // 1_000_000)
        yield Finding("space", WARNING, words, tr("Free some space."))
    if any(cloud in str(folder.absolute()).casefold() for cloud in _CLOUDS):
        yield Finding(
            "cloud",
            WARNING,
            tr("The workspace lies in a folder that a cloud service synchronises; it can be damaged there."),
            tr("Move it to a folder of this machine, and send bundles through the cloud instead."),
        )


def _workspace(session: Session) -> Iterator[Finding]:
    from salesdesk.store.workspace import is_workspace

    if not is_workspace(session.folder):
        words = tr("There is no workspace yet in {path}.").format(path=session.folder)
        yield Finding("workspace", WARNING, words, tr("“salesdesk workspace new” makes one."))
        return
    try:
        yield from _opened(session)
    except Known as known:
        said = failure(known)
        yield Finding("workspace", FAULT, said["message"], said["remedy"])


def _opened(session: Session) -> Iterator[Finding]:
    from salesdesk.desk.care import verify
    from salesdesk.store.workspace_key import is_passphrase_protected

    health = verify(session.desk())
    if health.faults:
        words = tr("{count} parts of the workspace do not agree with its log.").format(
            count=len(health.faults)
        )
        yield Finding("workspace", FAULT, words, tr("Make a backup file, then restore it."))
    else:
        words = tr("The workspace is sound: {count} operations.").format(count=health.operations)
        yield Finding("workspace", OK, words)
    if not is_passphrase_protected(session.folder):
        words = tr("No passphrase protects the workspace.")
        yield Finding("passphrase", WARNING, words, tr("“salesdesk workspace passphrase” protects it."))
    yield _backups(session.folder)


def _backups(folder: Path) -> Finding:
    import time

    times = [path.stat().st_mtime for path in (folder / "backups").glob("*.db")]
    days = int((time.time() - max(times)) // 86_400) if times else None
    if days is None:
        return Finding(
            "backup", WARNING, tr("There is no backup yet."), tr("“salesdesk workspace backup” makes one.")
        )
    if days > OLD_BACKUP_DAYS:
        words = tr("The last backup is {count} days old.").format(count=days)
        return Finding("backup", WARNING, words, tr("“salesdesk workspace backup” makes one."))
    return Finding("backup", OK, tr("There is a backup of the last days."))
