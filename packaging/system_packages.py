"""What the operating system must bring: found, installed where allowed, otherwise named in one command.

Only Linux lacks anything: the wheels for Windows and macOS bring all they need.
"""

import ctypes
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from launch_says import tell

# Set to keep the launcher from looking at, or touching, the system's packages.
LEAVE_ALONE = "SALESDESK_NO_SYSTEM_PACKAGES"

# Shared library that Qt loads -> Debian package; of several names the first that apt knows.
LIBRARIES: dict[str, tuple[str, ...]] = {
    "libGL.so.1": ("libgl1",),
    "libEGL.so.1": ("libegl1",),
    "libxkbcommon.so.0": ("libxkbcommon0",),
    "libglib-2.0.so.0": ("libglib2.0-0t64", "libglib2.0-0"),
    "libfreetype.so.6": ("libfreetype6",),
    "libfontconfig.so.1": ("libfontconfig1",),
    "libdbus-1.so.3": ("libdbus-1-3",),
    "libX11-xcb.so.1": ("libx11-xcb1",),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0",),
    "libxcb-cursor.so.0": ("libxcb-cursor0",),
    "libxcb-icccm.so.4": ("libxcb-icccm4",),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1",),
    "libxcb-shape.so.0": ("libxcb-shape0",),
}
# Program that some tests use -> Debian package; without it they skip.
TEST_PROGRAMS: dict[str, tuple[str, ...]] = {
    "Xvfb": ("xvfb",),
    "xauth": ("xauth",),
    "pdftotext": ("poppler-utils",),
}


def missing(*, for_tests: bool) -> list[tuple[str, ...]]:
    """The packages still to be installed, each as its possible names."""
    if not sys.platform.startswith("linux") or os.environ.get(LEAVE_ALONE):
        return []
    found: list[tuple[str, ...]] = []
    if not can_make_venv():
        found.append((f"python{sys.version_info.major}.{sys.version_info.minor}-venv", "python3-venv"))
    found += [names for library, names in LIBRARIES.items() if not _loads(library)]
    if for_tests:
        found += [names for program, names in TEST_PROGRAMS.items() if shutil.which(program) is None]
    return found


def can_make_venv() -> bool:
    """Whether this Python can make a virtual environment with pip in it; Debian packs that apart."""
    importlib.invalidate_caches()
    return importlib.util.find_spec("ensurepip") is not None and importlib.util.find_spec("venv") is not None


def install(packages: list[tuple[str, ...]]) -> None:
    """Install them by apt-get where this user may, otherwise print the command that does."""
    if not (is_debian() and os.geteuid() == 0):
        tell_command(packages)
        return
    tell(
        "Installing system packages with apt-get (about a minute, once) …",
        "正在用 apt-get 安装系统软件包（仅第一次，约一分钟）……",
    )
    # A broken list of some other source does not matter, as long as the packages are found.
    updated = _apt_get("update")
    names = [known_name(alternatives) for alternatives in packages]
    installed = _apt_get("install", "-y", "--no-install-recommends", *names)
    if installed.returncode != 0:
        sys.stderr.write(updated.stdout + installed.stdout)
        tell_command(packages)


def tell_command(packages: list[tuple[str, ...]]) -> None:
    """Print the one command that installs them, or the bare names on a system without apt-get."""
    names = " ".join(known_name(alternatives) for alternatives in packages)
    if is_debian():
        command = f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}"
        tell(
            f"Some system packages are missing. Install them with:\n  {command}",
            f"缺少系统软件包，请执行：\n  {command}",
        )
    else:
        tell(
            f"Some system libraries are missing. Install what your system calls (Debian's names): {names}",
            f"缺少系统库，请安装本系统中相应的软件包（以下为 Debian 名称）：{names}",
        )


def is_debian() -> bool:
    """Whether this is Debian, Ubuntu or a system made from them, with apt-get."""
    try:
        lines = Path("/etc/os-release").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    words = " ".join(line.partition("=")[2] for line in lines if line.startswith(("ID=", "ID_LIKE=")))
    is_family = bool({"debian", "ubuntu"} & set(words.replace('"', " ").split()))
    return is_family and shutil.which("apt-get") is not None


def known_name(alternatives: tuple[str, ...]) -> str:
    """The first of several names of a package that apt knows, or the last, which is the oldest."""
    for name in alternatives[:-1]:
        try:
            asked = subprocess.run(["apt-cache", "show", name], capture_output=True, check=False)
        except OSError:
            break
        if asked.returncode == 0:
            return name
    return alternatives[-1]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _apt_get(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run apt-get without questions; all that it says is in the answer's stdout."""
    return subprocess.run(
        ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        encoding="utf-8",
        errors="replace",
        check=False,
    )
