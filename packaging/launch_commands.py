"""The launcher's words: run the program, test it, prove it at whole size, measure it."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from launch_says import SetUpFailed, choose, tell
from set_up import ROOT, python_ready_for

KNOWN_FAILURE = 3
WRONG_USAGE = 2
INTERRUPTED = 130

USAGE_EN = """\
python3 packaging/launch.py WORD [ARGUMENTS]

  run [ARGUMENTS]    start salesdesk; with arguments, its command line (run --help lists it)
  test [ARGUMENTS]   style, types, import contracts, tests; arguments go to pytest
  prove [ARGUMENTS]  all tests at their whole size (takes long)
  bench [ARGUMENTS]  measure speed against its floors

The first start sets everything up in .venv. SALESDESK_NO_SYSTEM_PACKAGES=1 keeps it from looking at
the system's own packages."""
USAGE_ZH = """\
python3 packaging/launch.py 命令 [参数]

  run [参数]    启动 salesdesk；带参数时为命令行（run --help 列出全部命令）
  test [参数]   检查格式、类型、导入规则并运行测试；参数传给 pytest
  prove [参数]  以完整规模运行全部测试（耗时较长）
  bench [参数]  测量速度并与下限比较

第一次启动时会在 .venv 中完成全部安装。设置 SALESDESK_NO_SYSTEM_PACKAGES=1 则不检查系统软件包。"""

# Checks before the tests, as arguments of the environment's Python.
CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ruff format", ("-m", "ruff", "format", "--check", ".")),
    ("ruff check", ("-m", "ruff", "check", ".")),
    ("mypy", ("-m", "mypy")),
    ("lint-imports", ("-c", "from importlinter.cli import lint_imports_command as lint; lint()")),
)


def main(arguments: Sequence[str]) -> int:
    """Do what the first word says; returns the exit code."""
    word, rest = (arguments[0], list(arguments[1:])) if arguments else ("", [])
    if word in ("-h", "--help", "help"):
        print(choose(USAGE_EN, USAGE_ZH))
        return 0
    deed = DEEDS.get(word)
    if deed is None:
        tell(USAGE_EN, USAGE_ZH)
        return WRONG_USAGE
    try:
        return deed(rest)
    except SetUpFailed as failure:
        tell(str(failure), str(failure))
        return KNOWN_FAILURE
    except OSError as failure:
        tell(f"Set-up could not go on: {failure}", f"安装无法继续：{failure}")
        return KNOWN_FAILURE
    except KeyboardInterrupt:
        tell("Stopped.", "已停止。")
        return INTERRUPTED


def run(arguments: list[str]) -> int:
    """Start the program in the person's own folder, giving this process over to it where the system can."""
    if not arguments and not has_display():
        tell(
            "There is no display here to open a window on. A walk through the program without one, with "
            "pictures of every screen:\n  python3 packaging/launch.py run tour --out tour --screens\n"
            "All commands: python3 packaging/launch.py run --help",
            "这里没有可用的显示器，无法打开窗口。不用显示器也可走一遍全部流程，并得到每个界面的图片：\n"
            "  python3 packaging/launch.py run tour --out tour --screens\n"
            "全部命令：python3 packaging/launch.py run --help",
        )
        return KNOWN_FAILURE
    # -P: a module lying in the person's folder must not be taken for one of ours.
    command = [str(python_ready_for("run")), "-P", "-m", "salesdesk", *arguments]
    if sys.platform == "win32":
        return subprocess.call(command)
    return os.execv(command[0], command)


def has_display() -> bool:
    """Whether Qt will find something to show a window on."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def test(arguments: list[str]) -> int:
    """Run every check, then the tests; fails if any of them fails, but runs them all."""
    python = python_ready_for("test")
    failed = [name for name, command in CHECKS if _step(name, python, command) != 0]
    if failed:
        names = ", ".join(failed)
        tell(f"Failed before the tests: {names}", f"测试之前已失败：{names}")
    pytest = ("-m", "pytest", "-n", "2", "-m", "not proof and not bench", *arguments)
    code = _step("pytest", python, pytest)
    return code or (1 if failed else 0)


def prove(arguments: list[str]) -> int:
    """Run the tests at whole size, with what the proofs print."""
    os.environ["SALESDESK_PROVE"] = "1"
    options = ("-n", "2", "-m", "not bench", "-o", "timeout=5400", "-r", "aP")
    return _step("prove", python_ready_for("test"), ("-m", "pytest", *options, *arguments))


def bench(arguments: list[str]) -> int:
    """Measure, with nothing else running beside it."""
    return _step("bench", python_ready_for("test"), ("-m", "tests.bench", *arguments))


def _step(name: str, python: Path, arguments: Sequence[str]) -> int:
    """Run one child in the project's folder; returns its exit code."""
    tell(f"== {name}", f"== {name}")
    return subprocess.call([str(python), *arguments], cwd=ROOT)


DEEDS: dict[str, Callable[[list[str]], int]] = {"run": run, "test": test, "prove": prove, "bench": bench}
