"""The whole way by the command line: a team made, a rep in, a bundle in the store; exit codes and JSON as promised."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from salesdesk.cli.main import run


class Line:
    """A command line on one folder of workspaces."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def __call__(self, workspace: str, *words: str, code: int = 0) -> Any:
        argv = ["--workspace", str(self.folder / workspace), "--lang", "en", "--json", *words]
        found = run(argv, open_app=lambda *_: 0)
        said = self._capsys.readouterr()
        assert found == code, said
        assert "Traceback" not in said.err
        return json.loads(said.out)

    def path(self, name: str) -> str:
        return str(self.folder / name)


@pytest.fixture
def line(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Line:
    for name in ("SALESDESK_INVITATION_WORDS", "SALESDESK_PASSPHRASE", "SALESDESK_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)
    made = Line(tmp_path, capsys)
    made("manager", "workspace", "new", "--name", "王经理")
    made("rep", "workspace", "new", "--name", "李卫东")
    made("manager", "team", "create", f"sqlite:///{tmp_path}/team/store.db", "--name", "华北区")
    return made


def join(line: Line, monkeypatch: pytest.MonkeyPatch) -> Any:
    invited = line("manager", "team", "invite", "--role", "rep", "-o", line.path("i"))
    monkeypatch.setenv("SALESDESK_INVITATION_WORDS", invited["words"])
    return line("rep", "sync", "join", line.path("i"), "-o", line.path("q"))


def test_from_an_empty_folder_to_a_bundle_in_the_store(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    account = line("rep", "add", "account", "name=华北电力")
    asked = join(line, monkeypatch)
    assert asked["team"] == "华北区" and len(asked["fingerprint"].split()) == 6
    assert line("rep", "sync", "status")["is_waiting"] is True
    approved = line("manager", "team", "approve", line.path("q"), "-o", line.path("a"), "--yes")
    assert approved["fingerprint"] == asked["fingerprint"]
    (taken,) = line("rep", "sync", "ingest", line.path("a"))["files"]
    assert taken["state"] == "APPLIED"
    status = line("rep", "sync", "status")
    assert (status["team"], status["role"], status["operations"], status["private"]) == (
        "华北区",
        "rep",
        2,
        0,
    )
    (file,) = line("rep", "sync", "export", "-o", line.path("b.sdbundle"))["files"]
    assert (file["number"], file["operations"]) == (1, 2)
    (result,) = line("manager", "team", "ingest", line.path("b.sdbundle"))["files"]
    assert {name: result[name] for name in ("file", "state", "code", "operations", "new", "notices")} == {
        "file": "b.sdbundle", "state": "APPLIED", "code": "", "operations": 2, "new": 2, "notices": [],
    }  # fmt: skip
    (again,) = line("manager", "team", "ingest", str(line.folder))["files"]
    assert (again["state"], again["notices"]) == ("DUPLICATE", ["N_DUPLICATE"])
    found = line("manager", "team", "verify", "--rebuild")
    assert found["ok"] and found["rebuilt"] and found["faults"] == []
    seen = line("manager", "team", "status")
    assert [device["name"] for device in seen["devices"]] == ["王经理", "李卫东"]
    assert seen["files"] == {"APPLIED": 1}
    assert line("rep", "show", "account", account["id"])["fields"]["name"] == "华北电力"
    assert line("rep", "workspace", "verify")["ok"]


def test_faults_have_names_and_remedies(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    assert line("rep", "sync", "export", "-o", line.path("x"), code=3)["error"] == "E_NO_TEAM"
    assert line("rep", "team", "status", code=3)["error"] == "E_NO_TEAM"
    assert line("rep", "sync", "join", line.path("none"), "-o", line.path("q"), code=3)["error"] == "E_WORDS"
    monkeypatch.setenv("SALESDESK_INVITATION_WORDS", "abandon ability able about above absent")
    assert line("rep", "sync", "join", line.path("none"), "-o", line.path("q"), code=3)["error"] == "E_FILE"
    line("manager", "team", "invite", "-o", line.path("i"))
    assert line("rep", "sync", "join", line.path("i"), "-o", line.path("q"), code=3)["error"] == "E_WORDS"
    fault = line("manager", "team", "create", "postgresql+psycopg://u:secret@h/db", code=3)
    assert fault["error"] == "E_USED" and fault["remedy"]
    fault = line("rep", "team", "create", "postgresql+psycopg://u:secret@h/db", code=3)
    assert fault["error"] == "E_STORE" and "secret" not in fault["message"]
    assert (
        line("manager", "team", "invite", "-o", line.path("i"), "--expires", "soon", code=2)["error"]
        == "E_USAGE"
    )


def test_an_invitation_expires_and_works_once(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    old = line("manager", "team", "invite", "-o", line.path("old"), "--expires", "2020-01-31")
    monkeypatch.setenv("SALESDESK_INVITATION_WORDS", old["words"])
    assert line("rep", "sync", "join", line.path("old"), "-o", line.path("late"))["is_late"] is True
    approve = ("manager", "team", "approve")
    assert line(*approve, line.path("late"), "-o", line.path("a"), "--yes", code=3)["error"] == "E_EXPIRED"
    join(line, monkeypatch)
    line(*approve, line.path("q"), "-o", line.path("a"), "--yes")
    assert line(*approve, line.path("q"), "-o", line.path("a2"), "--yes", code=3)["error"] == "E_USED"
    assert not Path(line.path("a2")).exists()


def test_the_manager_asks_for_two_words(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = join(line, monkeypatch)
    approve = ("manager", "team", "approve", line.path("q"), "-o", line.path("a"))
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert line(*approve, code=2)["error"] == "E_USAGE"
    monkeypatch.setattr("sys.stdin", io.StringIO("zoo zebra\n"))
    assert line(*approve, code=3)["error"] == "E_WORDS"
    monkeypatch.setattr("random.SystemRandom.sample", lambda self, population, k: [4, 1])
    words = asked["fingerprint"].split()
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{words[1]}, {words[4]}\n"))
    assert line(*approve)["name"] == "李卫东"


def test_damaged_bundles_are_set_aside_and_looked_at(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    join(line, monkeypatch)
    line("manager", "team", "approve", line.path("q"), "-o", line.path("a"), "--yes")
    line("rep", "sync", "ingest", line.path("a"))
    line("rep", "sync", "export", "-o", line.path("b"))
    data = Path(line.path("b")).read_bytes()
    Path(line.path("cut")).write_bytes(data[:-9])
    Path(line.path("other")).write_bytes(b"PK" + data)
    (cut, other) = line("manager", "team", "ingest", line.path("cut"), line.path("other"), code=1)["files"]
    assert (cut["state"], cut["code"], other["code"]) == ("QUARANTINED", "E_TRUNCATED", "E_MAGIC")
    assert cut["message"] and cut["remedy"]
    shown = line("manager", "team", "quarantine")["files"]
    assert {each["code"] for each in shown} == {"E_TRUNCATED", "E_MAGIC"}
    (one,) = line("manager", "team", "quarantine", "show", cut["sha256"][:9])["files"]
    assert one["file"] == "cut"
    assert len(line("manager", "team", "quarantine", "retry", code=1)["files"]) == 2
    device = next(
        each["device"] for each in line("manager", "team", "status")["devices"] if each["role"] == "rep"
    )
    line("manager", "team", "revoke", device[:10])
    (late,) = line("manager", "team", "ingest", line.path("b"), code=1)["files"]
    assert late["code"] == "E_REVOKED_DEVICE"
    (released,) = line("manager", "team", "quarantine", "release", late["sha256"][:12])["files"]
    assert released["state"] == "APPLIED"


def test_the_store_is_found_from_any_folder(
    line: Line, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    line("second", "workspace", "new", "--name", "赵总")
    line("second", "team", "create", "sqlite:///near/store.db")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert line("second", "team", "status")["operations"] > 0
    (tmp_path / "near").rename(tmp_path / "moved")
    assert line("second", "team", "status", code=3)["error"] == "E_STORE"
    assert (
        line("second", "team", "status", "--store", f"sqlite:///{tmp_path}/moved/store.db")["operations"] > 0
    )
    fault = line("second", "team", "status", "--store", f"sqlite:///{tmp_path}/team/store.db", code=3)
    assert fault["error"] == "E_STORE"
