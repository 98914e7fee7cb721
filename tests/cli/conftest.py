"""The command line driven as scripts drive it: real workspaces in a folder of the test, answers as JSON."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from salesdesk.cli.main import run

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Line:
    """Runs commands on one workspace in this process."""

    folder: Path
    capture: pytest.CaptureFixture[str]

    def run(self, *words: str) -> tuple[int, dict]:
        """Exit code and the JSON answer; nothing but the one object may be on standard output."""
        self.capture.readouterr()
        code = run(["--json", "--workspace", str(self.folder), *words], open_app=_no_app)
        out = self.capture.readouterr().out
        assert out.endswith("\n") and out.count("\n") == 1
        answer = json.loads(out)
        assert isinstance(answer, dict)
        return code, answer

    def do(self, *words: str) -> dict:
        """The answer of a command that must be done."""
        code, answer = self.run(*words)
        assert code == 0, answer
        return answer

    def fail(self, *words: str) -> dict:
        """The fault that a command must meet, checked for its shape."""
        code, answer = self.run(*words)
        assert code == (2 if answer.get("error") == "E_USAGE" else 3), answer
        assert {"error", "message", "remedy", "field"} <= answer.keys()
        assert "place" not in answer, answer
        assert answer["message"] and "{" not in answer["message"] and "[[" not in answer["message"]
        return answer

    def add(self, kind: str, *values: str) -> str:
        """The id of a record that is added."""
        return self.do("add", kind, *values)["id"]

    def fields(self, kind: str, record_id: str) -> dict:
        """The fields of a record."""
        return self.do("show", kind, record_id)["fields"]

    def total(self, kind: str, *options: str) -> int:
        """How many records of a kind there are."""
        return self.do("list", kind, *options)["total"]

    def people(self, *words: str) -> tuple[int, str, str]:
        """Exit code, standard output and standard error without --json."""
        self.capture.readouterr()
        code = run(["--workspace", str(self.folder), *words], open_app=_no_app)
        said = self.capture.readouterr()
        return code, said.out, said.err


def _no_app(folder: Path, language: str | None) -> int:
    raise AssertionError("the app was opened")


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of whoever runs the tests, English unless a test says otherwise."""
    for name in list(os.environ):
        if name.startswith("SALESDESK_") and name != "SALESDESK_TEST_DATA":
            monkeypatch.delenv(name)
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")


@pytest.fixture
def bare(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Line:
    """The command line on a folder without a workspace."""
    return Line(tmp_path / "desk", capsys)


@pytest.fixture
def cli(bare: Line) -> Line:
    """The command line on a new workspace."""
    bare.do("workspace", "new", "--name", "Zhang Wei")
    return bare


def process(*words: str | bytes, **options) -> subprocess.CompletedProcess:
    """`salesdesk` in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **options.pop("env", {})}
    command = [sys.executable, "-P", "-m", "salesdesk", *words]
    return subprocess.run(
        command,
        env=environment,
        cwd=options.pop("cwd", None),
        timeout=100,
        check=False,
        **{"capture_output": True, **options},
    )
