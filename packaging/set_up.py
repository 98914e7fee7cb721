"""The project's own Python environment: made, filled from the lock, marked ready, repaired where unfinished.

A start that finds the mark does nothing else. The mark holds a hash of the lock and the Python version, so
a new lock or another Python sets up anew.
"""

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pip_install
import system_packages
from launch_says import give_up, tell

Purpose = Literal["run", "test"]

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
MARK = VENV / "salesdesk-ready.json"
UNFINISHED = VENV / "salesdesk-unfinished"


def python_ready_for(purpose: Purpose) -> Path:
    """The environment's Python, after whatever set-up is still needed; raises SetUpFailed."""
    mark = _read_mark()
    if _serves(mark, purpose):
        if not mark.get("system_complete"):
            _look_at_system_again(mark, purpose)
        return venv_python()
    with _one_at_a_time():
        if not _serves(_read_mark(), purpose):
            _set_up(purpose)
    return venv_python()


def venv_python() -> Path:
    """Where the environment keeps its Python."""
    return VENV / "Scripts" / "python.exe" if sys.platform == "win32" else VENV / "bin" / "python"


def lock_of(purpose: Purpose) -> Path:
    """The locked requirements for running or for testing; the second holds the first."""
    return ROOT / "packaging" / f"requirements-{purpose}.txt"


def _set_up(purpose: Purpose) -> None:
    started = time.monotonic()
    tell(
        "Setting up salesdesk in .venv (once, a minute or two) …",
        "正在 .venv 中安装 salesdesk 所需环境（仅第一次，约一两分钟）……",
    )
    for_tests = purpose == "test"
    packages = system_packages.missing(for_tests=for_tests)
    if packages:
        system_packages.install(packages)
    if not system_packages.can_make_venv():
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        give_up(
            f"This Python cannot make a virtual environment: it lacks what Debian calls {package}. "
            "Install that, then start again.",
            f"此 Python 无法创建虚拟环境，缺少 {package}（Debian 的名称）。请安装后重新启动。",
        )
    if UNFINISHED.exists() or not _is_sound():
        _make_venv()
    pip_install.install(venv_python(), lock_of(purpose), log=VENV / "salesdesk-setup.log", touched=_forget)
    _let_find_project()
    is_complete = not system_packages.missing(for_tests=for_tests)
    _write_mark({"purpose": purpose, "key": _key(purpose), "system_complete": is_complete})
    UNFINISHED.unlink(missing_ok=True)
    seconds = round(time.monotonic() - started)
    tell(f"Ready after {seconds} s.", f"已就绪，用时 {seconds} 秒。")


def _forget() -> None:
    """From here until the end of the set-up the environment is neither old nor new."""
    UNFINISHED.touch()
    MARK.unlink(missing_ok=True)


def _look_at_system_again(mark: dict[str, object], purpose: Purpose) -> None:
    """Name what the system still lacks, or note that it lacks nothing now."""
    packages = system_packages.missing(for_tests=purpose == "test")
    if packages:
        system_packages.tell_command(packages)
    else:
        with _one_at_a_time():
            _write_mark({**mark, "system_complete": True})


# --- the mark ----------------------------------------------------------------------------------


def _serves(mark: dict[str, object], purpose: Purpose) -> bool:
    """Whether the mark promises what this purpose needs: tests need more than a run."""
    purposes: tuple[Purpose, ...] = ("test",) if purpose == "test" else ("run", "test")
    marked = next((known for known in purposes if mark.get("purpose") == known), None)
    return (
        marked is not None
        and mark.get("key") == _key(marked)
        and not UNFINISHED.exists()
        and venv_python().exists()
    )


def _key(purpose: Purpose) -> str:
    """A hash of the lock and of the Python that it was installed for."""
    told = f"{purpose} {sys.platform} {sys.implementation.cache_tag} {sys.version_info[:2]}"
    return hashlib.sha256(lock_of(purpose).read_bytes() + told.encode()).hexdigest()


def _read_mark() -> dict[str, object]:
    try:
        mark = json.loads(MARK.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return mark if isinstance(mark, dict) else {}


def _write_mark(mark: dict[str, object]) -> None:
    fresh = MARK.with_suffix(".new")
    fresh.write_text(json.dumps(mark), encoding="utf-8")
    fresh.replace(MARK)


# --- the environment ---------------------------------------------------------------------------


def _is_sound() -> bool:
    """Whether the environment's Python starts, is of our version and has pip."""
    ask = "import sys, pip; print(sys.implementation.cache_tag, sys.prefix != sys.base_prefix)"
    try:
        answer = subprocess.run([venv_python(), "-I", "-c", ask], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return answer.stdout.split() == [sys.implementation.cache_tag, "True"]


def _make_venv() -> None:
    """Make the environment anew in a child process, marked unfinished from its first file to its last."""
    import shutil

    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    elif VENV.exists():
        shutil.rmtree(VENV)
    VENV.mkdir()
    UNFINISHED.touch()
    made = subprocess.run(
        [_own_python(), "-I", "-m", "venv", VENV],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if made.returncode != 0:
        reason = (made.stdout + made.stderr).strip()
        give_up(f"The virtual environment could not be made: {reason}", f"无法创建虚拟环境：{reason}")
    UNFINISHED.unlink()


def _own_python() -> str:
    """The Python outside any environment, so that ours does not rest on one that it may replace."""
    if sys.prefix == sys.base_prefix:
        return sys.executable
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def _let_find_project() -> None:
    """Put the project on the environment's path by a relative link, so that the folder may be moved."""
    site = VENV / "Lib" / "site-packages"
    if sys.platform != "win32":
        site = VENV / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
    (site / "salesdesk.pth").write_text(os.path.relpath(ROOT, site) + "\n", encoding="utf-8")


# --- one at a time -----------------------------------------------------------------------------


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Hold the lock file; a second start waits. The system frees it however this process ends."""
    lock = os.open(ROOT / ".venv.lock", os.O_RDWR | os.O_CREAT)
    try:
        if not _try_lock(lock):
            tell("Another start is setting up; waiting for it …", "另一个启动正在安装环境，请稍候……")
            while not _try_lock(lock):
                time.sleep(0.2)
        # pip keeps it too: were this process killed, the next start waits until pip has ended.
        os.set_inheritable(lock, True)
        yield
    finally:
        os.close(lock)


def _try_lock(lock: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
