"""Locked packages into the environment by pip, with hashes; a failure becomes one sentence with the remedy.

Where pip looks for packages is the matter of the person's own pip settings; nothing here names an address.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from launch_says import choose, give_up

# What pip writes -> what it means for the person, English and Chinese. The first that fits counts.
CAUSES: tuple[tuple[str, str, str], ...] = (
    ("No space left on device", "the disk is full; free about 1 GB", "磁盘已满，请腾出约 1 GB 空间"),
    (
        "DO NOT MATCH THE HASHES",
        "a downloaded package is not the one that was locked; check the connection and pip's package source",
        "下载的软件包与锁定的不一致，请检查网络以及 pip 设置中的软件源",
    ),
    ("Permission denied", "a file in .venv may not be written", ".venv 中的文件不可写"),
    (
        "CERTIFICATE_VERIFY_FAILED",
        "the package source's certificate is not trusted; check the clock and pip's certificate settings",
        "软件源的证书不受信任，请检查系统时间和 pip 的证书设置",
    ),
    (
        "is not a supported wheel on this platform",
        "a package has no version for this system",
        "有软件包不支持本系统",
    ),
    (
        "No matching distribution found",
        "a package was not found; check the connection (or the package source in pip's settings)",
        "找不到软件包，请检查网络（或 pip 设置中的软件源）",
    ),
)


def install(python: Path, lock: Path, *, log: Path, touched: Callable[[], None]) -> None:
    """Install what the lock names; `touched` is called before the first package changes; raises SetUpFailed.

    Only wheels are taken: building from source would need a compiler and take many minutes.
    """
    command = [
        str(python),
        "-I",
        "-m",
        "pip",
        "install",
        "--require-hashes",
        "--no-deps",
        "--only-binary",
        ":all:",
    ]
    pip = subprocess.Popen(
        [*command, "--progress-bar", "off", "-r", str(lock)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_USER": "0"},
        close_fds=False,  # the lock file stays held as long as pip works
        encoding="utf-8",
        errors="replace",
    )
    try:
        lines = _follow(pip, log, total=_locked_names(lock), touched=touched)
        failed = pip.wait() != 0
    except BaseException:
        pip.terminate()
        pip.wait()
        raise
    if failed:
        _explain("\n".join(lines), log)


def _follow(pip: subprocess.Popen[str], log: Path, *, total: int, touched: Callable[[], None]) -> list[str]:
    """Show progress from pip's own lines, keep them in the log file, and return them."""
    lines: list[str] = []
    seen = 0
    assert pip.stdout is not None
    with log.open("w", encoding="utf-8") as kept:
        for line in pip.stdout:
            kept.write(line)
            lines.append(line.rstrip())
            if line.startswith(("Collecting ", "Requirement already satisfied: ")):
                seen += 1
                _show(f"  {seen}/{total}")
            elif line.startswith("Installing collected packages"):
                touched()
                _show(choose("  unpacking …", "  正在解包……"))
    _show("")
    return lines


def _show(progress: str) -> None:
    """Rewrite one line on a terminal; nothing elsewhere."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{progress}")
        sys.stderr.flush()


def _locked_names(lock: Path) -> int:
    """How many packages the lock names, also those meant for other systems."""
    text = lock.read_text(encoding="utf-8")
    return sum(1 for line in text.splitlines() if line[:1].isalnum())


def _explain(output: str, log: Path) -> None:
    """Say in one sentence why pip failed and what to do."""
    causes = ((english, chinese) for sign, english, chinese in CAUSES if sign in output)
    unknown = ("pip stopped with an error", "pip 出错退出")
    english, chinese = next(causes, unknown)
    give_up(
        f"The packages could not be installed: {english}; then start again. Details: {log}",
        f"软件包未能安装：{chinese}，然后重新启动。详情见：{log}",
    )
