"""The launcher, really run: on copies of itself, with a small package of their own and without a network."""

import ast
import base64
import hashlib
import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import launch_says
import pip_install
import pytest
import set_up
import system_packages

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "packaging").glob("*.py"))

# Says its arguments and folder, whether a module of the person's folder got in, and ends with 7 for `fail`.
APP = """
import os, sys
try:
    import lying_here
    print("hijacked")
except ImportError:
    pass
import salesdesk_greeting
print(salesdesk_greeting.VERSION, sys.argv[1:], os.getcwd())
sys.exit(7 if "fail" in sys.argv else 0)
"""


@dataclass(frozen=True)
class Copy:
    """A project of one module and one locked package, with the real launcher."""

    root: Path
    wheels: Path

    def lock(self, version: str, *, spoiled: bool = False, purpose: str = "run") -> None:
        """Lock the package at this version, with a wrong hash if spoiled."""
        digest = hashlib.sha256(make_wheel(self.wheels, version).read_bytes()).hexdigest()
        shown = "0" * 64 if spoiled else digest
        text = f"salesdesk-greeting=={version} \\\n    --hash=sha256:{shown}\n"
        (self.root / "packaging" / f"requirements-{purpose}.txt").write_text(text, encoding="utf-8")

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, str(self.root / "packaging" / "launch.py"), *arguments]

    def environment(self, **changes: str) -> dict[str, str]:
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "LC_", "LANG"))
        }
        pip = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels), "PIP_CONFIG_FILE": os.devnull}
        return {**kept, **pip, "LANG": "en_US.UTF-8", system_packages.LEAVE_ALONE: "1", **changes}

    def launch(
        self, *arguments: str, cwd: Path | None = None, **changes: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments),
            cwd=cwd,
            env=self.environment(**changes),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


def make_wheel(folder: Path, version: str) -> Path:
    """A package of one line that knows its version."""
    files = {
        "salesdesk_greeting.py": f"VERSION = {version!r}\n",
        f"salesdesk_greeting-{version}.dist-info/METADATA": (
            f"Metadata-Version: 2.1\nName: salesdesk-greeting\nVersion: {version}\n"
        ),
        f"salesdesk_greeting-{version}.dist-info/WHEEL": (
            "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        ),
    }
    record = f"salesdesk_greeting-{version}.dist-info/RECORD"
    lines = []
    for name, text in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
        lines.append(f"{name},sha256={digest},{len(text)}\n")
    wheel = folder / f"salesdesk_greeting-{version}-py3-none-any.whl"
    if not wheel.exists():
        with zipfile.ZipFile(wheel, "w") as packed:
            for name, text in {**files, record: "".join(lines) + f"{record},,\n"}.items():
                packed.writestr(zipfile.ZipInfo(name), text)
    return wheel


def new_copy(folder: Path) -> Copy:
    # A space and Chinese in the path are what a person's folder has.
    root, wheels = folder / "my 销售 desk", folder / "wheels"
    for made in (root / "packaging", root / "salesdesk", wheels):
        made.mkdir(parents=True)
    for source in SOURCES:
        (root / "packaging" / source.name).write_bytes(source.read_bytes())
    (root / "salesdesk" / "__init__.py").touch()
    (root / "salesdesk" / "__main__.py").write_text(APP, encoding="utf-8")
    copy = Copy(root, wheels)
    copy.lock("1.0")
    copy.lock("1.0", purpose="test")
    return copy


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """A project never started yet."""
    return new_copy(tmp_path)


@pytest.fixture(scope="module")
def started_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Copy, subprocess.CompletedProcess[str]]:
    """A project started once, and what that start said: to be copied, not to be changed."""
    folder = tmp_path_factory.mktemp("started")
    copy = new_copy(folder)
    return copy, copy.launch("run", "list", "a b", cwd=folder)


@pytest.fixture
def ready(started_once: tuple[Copy, object], tmp_path: Path) -> Copy:
    """A project started once, moved to a place of its own."""
    original = started_once[0]
    shutil.copytree(original.root.parent, tmp_path / "moved", symlinks=True)
    return Copy(tmp_path / "moved" / original.root.name, tmp_path / "moved" / original.wheels.name)


@contextmanager
def stopwatch(seconds: float) -> Iterator[None]:
    started = time.monotonic()
    yield
    assert time.monotonic() - started < seconds


def test_first_start_sets_up(started_once: tuple[Copy, subprocess.CompletedProcess[str]]) -> None:
    copy, first = started_once
    assert (first.returncode, first.stdout) == (0, f"1.0 ['list', 'a b'] {copy.root.parent}\n"), first.stderr
    assert "Setting up" in first.stderr


def test_later_starts_only_start_also_where_the_folder_was_moved(ready: Copy, tmp_path: Path) -> None:
    (tmp_path / "lying_here.py").touch()
    # Twice the half second that is allowed: the machine has other work while tests run.
    with stopwatch(1.0):
        later = ready.launch("run", "fail", cwd=tmp_path)
    assert (later.returncode, later.stdout, later.stderr) == (7, f"1.0 ['fail'] {tmp_path}\n", "")
    windowed = ready.launch("run", cwd=tmp_path, QT_QPA_PLATFORM="offscreen")
    assert (windowed.returncode, windowed.stderr) == (0, "")


def test_new_lock_is_installed(ready: Copy) -> None:
    ready.lock("2.0")
    assert ready.launch("run", "x").stdout.startswith("2.0 ")


def test_half_unpacked_environment_is_made_anew(ready: Copy) -> None:
    # As a power cut in the midst of unpacking leaves it.
    (ready.root / ".venv" / set_up.UNFINISHED.name).touch()
    next(ready.root.glob(".venv/**/salesdesk_greeting.py")).unlink()
    mended = ready.launch("run", "x")
    assert mended.stdout.startswith("1.0 ")
    assert "Setting up" in mended.stderr


def test_environment_whose_python_is_gone_is_made_anew(ready: Copy) -> None:
    (ready.root / ".venv" / set_up.venv_python().relative_to(set_up.VENV)).unlink()
    assert ready.launch("run", "x").stdout.startswith("1.0 ")


def test_spoiled_package_is_refused_and_the_old_environment_still_runs(ready: Copy) -> None:
    ready.lock("2.0", spoiled=True, purpose="test")
    refused = ready.launch("test")
    assert refused.returncode == 3
    assert "not the one that was locked" in refused.stderr
    assert "Traceback" not in refused.stderr
    after = ready.launch("run", "x")
    assert (after.stdout[:4], after.stderr) == ("1.0 ", "")


def test_every_check_runs_and_the_set_up_for_tests_serves_a_run(ready: Copy) -> None:
    # The small lock has no checks in it: they fail, all of them are tried, and the tests come last.
    tested = ready.launch("test")
    assert tested.returncode != 0
    named = [line for line in tested.stderr.splitlines() if line.startswith("==")]
    assert named == ["== ruff format", "== ruff check", "== mypy", "== lint-imports", "== pytest"]
    assert "Failed before the tests: ruff format, ruff check, mypy, lint-imports" in tested.stderr
    assert ready.launch("run", "x").stderr == ""


def test_without_a_connection_one_sentence_says_what_to_do(copy: Copy) -> None:
    for wheel in copy.wheels.iterdir():
        wheel.unlink()
    for language, said in (("en_GB.UTF-8", "was not found"), ("zh_CN.UTF-8", "找不到软件包")):
        offline = copy.launch("run", "x", LANG=language, PYTHONUTF8="1")
        assert (offline.returncode, offline.stdout) == (3, "")
        assert said in offline.stderr
        assert "Traceback" not in offline.stderr
    copy.lock("1.0")
    assert copy.launch("run", "x").returncode == 0


def test_two_starts_at_once_set_up_once(copy: Copy) -> None:
    both = [
        subprocess.Popen(
            copy.command("run", "x"),
            env=copy.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        for _ in range(2)
    ]
    outputs = [started.communicate() for started in both]
    assert [started.returncode for started in both] == [0, 0], outputs
    assert all(out.startswith("1.0 ") for out, _ in outputs)
    assert sum("Ready after" in err for _, err in outputs) == 1


def test_killed_set_up_is_repaired(copy: Copy) -> None:
    started = subprocess.Popen(copy.command("run", "x"), env=copy.environment(), stderr=subprocess.PIPE)
    unfinished = copy.root / ".venv" / set_up.UNFINISHED.name
    deadline = time.monotonic() + 60
    while not unfinished.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    started.kill()
    started.communicate()
    assert copy.launch("run", "x").stdout.startswith("1.0 ")
    assert not unfinished.exists()


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there is always a display")
def test_without_a_display_the_tour_is_offered(copy: Copy) -> None:
    shown = copy.launch("run", DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert (shown.returncode, shown.stdout) == (3, "")
    assert "run tour" in shown.stderr
    assert not (copy.root / ".venv").exists()


def test_wrong_words_and_help(copy: Copy) -> None:
    assert copy.launch("dance").returncode == 2
    assert copy.launch().returncode == 2
    asked = copy.launch("--help")
    assert asked.returncode == 0
    assert all(word in asked.stdout for word in ("run", "test", "prove", "bench"))


def test_old_python_is_told_so() -> None:
    source = (ROOT / "packaging" / "launch.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 4))
    pretend = (
        "import sys, runpy; sys.version_info = (3, 8, 10); runpy.run_path(sys.argv[1], run_name='__main__')"
    )
    told = subprocess.run(
        [sys.executable, "-c", pretend, str(ROOT / "packaging" / "launch.py")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 3
    assert "needs Python 3.11 or newer; this is Python 3.8" in told.stderr
    assert "Traceback" not in told.stderr


def test_launcher_uses_the_standard_library_alone() -> None:
    own = {source.stem for source in SOURCES}
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            modules = [name.name for name in node.names] if isinstance(node, ast.Import) else []
            modules += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            strangers = {name.partition(".")[0] for name in modules} - own - sys.stdlib_module_names
            assert strangers == set(), source.name


@pytest.mark.parametrize(
    ("names", "is_chinese"),
    [
        ({"LANG": "zh_CN.UTF-8"}, True),
        ({"LANG": "zh_TW"}, True),
        ({"LANG": "en_US.UTF-8"}, False),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, False),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "zh_CN:en"}, True),
    ],
)
def test_language_is_the_systems(
    names: dict[str, str], is_chinese: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in names.items():
        monkeypatch.setenv(name, value)
    assert launch_says.speaks_chinese() is is_chinese


def test_every_cause_of_a_failed_pip_has_its_sentence(tmp_path: Path) -> None:
    for sign, english, _ in pip_install.CAUSES:
        with pytest.raises(launch_says.SetUpFailed) as failure:
            pip_install._explain(f"ERROR: something {sign} something", tmp_path / "log")
        assert english in str(failure.value) or launch_says.speaks_chinese()


@pytest.mark.skipif(not system_packages.is_debian(), reason="apt-get is Debian's and Ubuntu's")
def test_missing_system_packages_are_named_in_one_command(capsys: pytest.CaptureFixture[str]) -> None:
    system_packages.tell_command([("libgl1",), ("no-such-package-t64", "libglib2.0-0")])
    told = capsys.readouterr().err
    assert "apt-get install -y --no-install-recommends libgl1 libglib2.0-0" in told
