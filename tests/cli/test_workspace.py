"""The life of a workspace, and every way in which a folder can be wrong."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from salesdesk.store.database import raw_connection
from salesdesk.store.workspace import InstanceLock
from tests.cli.conftest import Line, process

NEEDS_ROOT = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root to mount a small disk"
)


def test_new_makes_the_folder_and_warns_without_a_passphrase(bare: Line) -> None:
    code, out, error = bare.people("workspace", "new", "--name", "王芳")
    assert code == 0 and str(bare.folder) in out and "passphrase" in error
    assert {path.name for path in bare.folder.iterdir()} >= {"workspace.db", "attachments", "backups", "key"}
    info = bare.do("workspace", "info")
    assert (info["user"], info["passphrase"], info["records"]) == ("王芳", False, {"member": 1})
    assert bare.do("list", "member")["rows"][0]["name"] == "王芳"


def test_new_takes_the_systems_name_and_never_an_occupied_folder(bare: Line) -> None:
    assert bare.do("workspace", "new")["user"]
    before = (bare.folder / "workspace.db").read_bytes()
    assert bare.fail("workspace", "new")["error"] in ("E_EXISTS", "E_FILE")
    assert (bare.folder / "workspace.db").read_bytes() == before


def test_a_passphrase_protects_and_can_be_changed_and_removed(
    bare: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert bare.fail("workspace", "new", "--passphrase")["error"] == "E_PASSPHRASE"
    assert not (bare.folder / "workspace.db").exists()
    monkeypatch.setenv("SALESDESK_PASSPHRASE", "正确 horse")
    assert bare.do("workspace", "new", "--passphrase")["passphrase"] is True
    assert not (bare.folder / "key").exists()
    account = bare.add("account", "name=Home")
    monkeypatch.setenv("SALESDESK_PASSPHRASE", "wrong")
    fault = bare.fail("show", "account", account)
    assert (fault["error"], fault["remedy"] != "") == ("E_PASSPHRASE", True)
    monkeypatch.delenv("SALESDESK_PASSPHRASE")
    assert bare.fail("list", "account")["error"] == "E_PASSPHRASE"
    monkeypatch.setenv("SALESDESK_PASSPHRASE", "正确 horse")
    assert bare.fail("workspace", "passphrase")["error"] == "E_USAGE"
    monkeypatch.setenv("SALESDESK_NEW_PASSPHRASE", "new one")
    assert bare.do("workspace", "passphrase") == {"passphrase": True}
    assert bare.fail("list", "account")["error"] == "E_PASSPHRASE"
    monkeypatch.setenv("SALESDESK_PASSPHRASE", "new one")
    assert bare.fields("account", account)["name"] == "Home"
    assert bare.do("workspace", "passphrase", "--remove") == {"passphrase": False}
    monkeypatch.delenv("SALESDESK_PASSPHRASE")
    assert bare.fields("account", account)["name"] == "Home"


def test_a_folder_copied_elsewhere_opens_and_writes_on(cli: Line, tmp_path: Path) -> None:
    account = cli.add("account", "name=Home")
    copy = Line(tmp_path / "copy of 桌", cli.capture)
    shutil.copytree(cli.folder, copy.folder)
    assert copy.fields("account", account)["name"] == "Home"
    copy.do("set", "account", account, "name=Copy")
    assert copy.do("workspace", "verify")["ok"] is True
    assert copy.do("workspace", "info")["replica_id"] != cli.do("workspace", "info")["replica_id"]
    assert cli.fields("account", account)["name"] == "Home"


def test_backup_and_restore(cli: Line, tmp_path: Path) -> None:
    account = cli.add("account", "name=Before")
    file = tmp_path / "all.sdbackup"
    assert cli.do("workspace", "backup", "-o", str(file))["file"] == str(file)
    assert Path(cli.do("workspace", "backup")["file"]).is_file()
    assert Path(cli.do("workspace", "backup")["file"]).is_file()
    cli.do("set", "account", account, "name=After")
    cli.do("workspace", "restore", str(file))
    assert cli.fields("account", account)["name"] == "Before"
    cli.do("set", "account", account, "name=Later")
    assert cli.do("workspace", "verify")["ok"] is True
    elsewhere = Line(tmp_path / "new" / "place", cli.capture)
    elsewhere.do("workspace", "restore", str(file))
    assert elsewhere.fields("account", account)["name"] == "Before"


def test_what_is_no_backup_restores_nothing(cli: Line, tmp_path: Path) -> None:
    account = cli.add("account", "name=Home")
    good = tmp_path / "good.sdbackup"
    cli.do("workspace", "backup", "-o", str(good))
    whole = good.read_bytes()
    bad = tmp_path / "bad.sdbackup"
    for data in (
        b"",
        b"PK\x03\x04",
        b"garbage" * 100,
        whole[: len(whole) // 2],
        whole[:-30],
        b"\0" * len(whole),
    ):
        bad.write_bytes(data)
        assert cli.fail("workspace", "restore", str(bad))["error"] == "E_FILE"
    flipped = bytearray(whole)
    flipped[len(whole) // 3] ^= 0x40
    bad.write_bytes(flipped)
    assert cli.fail("workspace", "restore", str(bad))["error"] in ("E_FILE", "E_DAMAGED", "E_NOT_WORKSPACE")
    assert cli.fail("workspace", "restore", str(tmp_path / "none"))["error"] == "E_FILE"
    assert cli.fail("workspace", "restore", str(tmp_path))["error"] == "E_FILE"
    assert cli.fields("account", account)["name"] == "Home"
    empty = Line(tmp_path / "empty", cli.capture)
    empty.fail("workspace", "restore", str(bad))
    assert not (empty.folder / "workspace.db").exists()


# --- folders that are wrong --------------------------------------------------------------------


@pytest.mark.parametrize("content", [None, b"", b"garbage" * 500, b"SQLite format 3\x00" + b"\0" * 4080])
def test_what_is_no_workspace_is_refused_and_left_alone(bare: Line, content: bytes | None) -> None:
    bare.folder.mkdir()
    (bare.folder / "key").write_text("00" * 32)
    if content is not None:
        (bare.folder / "workspace.db").write_bytes(content)
    for words in (("list", "account"), ("add", "account", "name=x"), ("workspace", "info"), ("undo",)):
        fault = bare.fail(*words)
        assert fault["error"] in ("E_NOT_WORKSPACE", "E_DAMAGED")
        assert fault["remedy"]
    if content is not None:
        assert (bare.folder / "workspace.db").read_bytes() == content


def test_a_file_in_place_of_the_folder(bare: Line) -> None:
    bare.folder.write_text("a file")
    assert bare.fail("list", "account")["error"] == "E_NOT_WORKSPACE"
    assert bare.fail("workspace", "new")["error"] == "E_FILE"
    assert bare.folder.read_text() == "a file"


def test_a_foreign_key_or_none(cli: Line) -> None:
    (cli.folder / "key").write_text("ab" * 32)
    assert cli.fail("list", "account")["error"] == "E_NOT_WORKSPACE"
    for text in ("", "short", "zz" * 32):
        (cli.folder / "key").write_text(text)
        assert cli.fail("list", "account")["error"] == "E_NOT_WORKSPACE"
    (cli.folder / "key").unlink()
    assert cli.fail("list", "account")["error"] == "E_NOT_WORKSPACE"


def test_a_truncated_or_scratched_workspace_is_never_a_traceback(cli: Line) -> None:
    for number in range(30):
        cli.add("account", f"name=Account {number}")
    path = cli.folder / "workspace.db"
    whole = path.read_bytes()
    for size in (100, 4096, 5000, len(whole) // 2, len(whole) - 4096, len(whole) - 1):
        path.write_bytes(whole[:size])
        for words in (("list", "account"), ("workspace", "verify"), ("add", "account", "name=x")):
            code, answer = cli.run(*words)
            assert code in (0, 1, 3), answer
            assert answer.get("error") in (None, "E_NOT_WORKSPACE", "E_DAMAGED"), answer
    scratched = bytearray(whole)
    scratched[len(whole) // 2 : len(whole) // 2 + 8192] = os.urandom(8192)
    path.write_bytes(scratched)
    code, answer = cli.run("workspace", "verify")
    assert (code == 1 and not answer["ok"]) or answer["error"] in ("E_NOT_WORKSPACE", "E_DAMAGED")


def test_a_newer_workspace_is_refused_and_left_alone(cli: Line) -> None:
    key = bytes.fromhex((cli.folder / "key").read_text())
    connection = raw_connection(cli.folder / "workspace.db", key)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    before = (cli.folder / "workspace.db").read_bytes()
    for language in ("en", "zh_CN"):
        fault = cli.fail("--lang", language, "list", "account")
        assert fault["error"] == "E_NEWER_WORKSPACE"
    assert (cli.folder / "workspace.db").read_bytes() == before


def test_a_locked_workspace_says_who_waits(cli: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(InstanceLock.__init__, "__defaults__", (0.2,))
    lock = InstanceLock(cli.folder)
    try:
        assert cli.fail("list", "account")["error"] == "E_LOCKED"
        assert cli.fail("workspace", "restore", str(cli.folder / "key"))["error"] == "E_LOCKED"
    finally:
        lock.release()
    assert cli.total("account") == 0


def test_a_folder_that_cannot_be_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file" / "desk", Path("/proc/salesdesk"), Path("/dev/null/desk")):
        assert Line(folder, capsys).fail("workspace", "new")["error"] in ("E_FILE", "E_READ_ONLY")
        assert Line(folder, capsys).fail("list", "account")["error"] == "E_NOT_WORKSPACE"


@NEEDS_ROOT
def test_a_read_only_disk(cli: Line, tmp_path: Path) -> None:
    account = cli.add("account", "name=Home")
    place = tmp_path / "mounted"
    place.mkdir()
    if subprocess.run(
        ["mount", "--bind", str(cli.folder), str(place)], check=False, capture_output=True
    ).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", str(place)], check=True, capture_output=True)
        mounted = Line(place, cli.capture)
        for words in (("list", "account"), ("set", "account", account, "name=x"), ("undo",)):
            assert mounted.fail(*words)["error"] == "E_READ_ONLY"
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)
    assert cli.fields("account", account)["name"] == "Home"


@NEEDS_ROOT
def test_a_full_disk_loses_nothing_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "small"
    place.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)], check=False, capture_output=True
    ).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        line = Line(place / "desk", capsys)
        line.do("workspace", "new", "--name", "Me")
        account = line.add("account", "name=Home")
        text = tmp_path / "long.txt"
        text.write_text("长" * 90_000, encoding="utf-8")
        faults = []
        for _ in range(60):
            code, answer = line.run("add", "note", f"about_id={account}", f"text=@{text}")
            if code:
                faults.append(answer["error"])
                break
        assert faults == ["E_DISK_FULL"]
        assert line.run("workspace", "backup", "-o", str(place / "all.sdbackup"))[1]["error"] == "E_DISK_FULL"
        assert (
            line.run("export", "note", "--format", "csv", "-o", str(place / "notes.csv"))[1]["error"]
            == "E_DISK_FULL"
        )
        assert sorted(path.name for path in place.iterdir()) == ["desk"]
    finally:
        subprocess.run(["cp", "-a", str(place / "desk"), str(tmp_path / "saved")], check=False)
        subprocess.run(["umount", "-l", str(place)], check=True)
    saved = Line(tmp_path / "saved", capsys)
    assert saved.fields("account", account)["name"] == "Home"
    assert saved.do("workspace", "verify")["ok"] is True


# --- real processes ----------------------------------------------------------------------------


def test_undo_and_redo_work_in_a_new_process(cli: Line) -> None:
    account = cli.add("account", "name=One")
    cli.do("set", "account", account, "name=Two")
    for word, expected in (("undo", "One"), ("redo", "Two")):
        done = process(word, "--json", "--workspace", str(cli.folder))
        assert done.returncode == 0 and b'"undone": "set.account"' in done.stdout
        assert cli.fields("account", account)["name"] == expected


def test_the_environment_names_the_workspace_and_the_passphrase(tmp_path: Path) -> None:
    env = {"SALESDESK_WORKSPACE": str(tmp_path / "desk"), "SALESDESK_PASSPHRASE": "secret words"}
    assert process("workspace", "new", "--passphrase", env=env).returncode == 0
    done = process("add", "account", "name=华北", "--json", env=env)
    assert done.returncode == 0 and b'{"id": "' in done.stdout
    assert (
        process(
            "list", "account", env={**env, "SALESDESK_PASSPHRASE": ""}, stdin=subprocess.DEVNULL
        ).returncode
        == 3
    )


def test_a_terminal_that_cannot_say_it_gets_escapes(cli: Line) -> None:
    cli.add("account", "name=华北电力 é")
    env = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}
    lines = ["list account", "list account --json", "--lang zh_CN list nothing", "--lang zh_CN --help"]
    for words in map(str.split, lines):
        done = process(*words, "--workspace", str(cli.folder), env=env)
        assert done.returncode in (0, 3)
        assert b"Traceback" not in done.stderr and b"Error" not in done.stderr
        assert done.stdout.isascii()


def test_a_reader_that_hangs_up_and_a_full_standard_output(cli: Line) -> None:
    for number in range(40):
        cli.add("account", f"name=Account {number}")
    words = ("list", "account", "--json", "--workspace", str(cli.folder))
    reading, writing = os.pipe()
    os.close(reading)
    done = process(*words, capture_output=False, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert done.stderr == b"" and done.returncode == 0
    if Path("/dev/full").exists():
        with Path("/dev/full").open("wb") as full:
            done = process(*words, capture_output=False, stdout=full, stderr=subprocess.PIPE)
        assert done.returncode == 3 and b"E_DISK_FULL" in done.stderr and b"Traceback" not in done.stderr


def test_arguments_that_are_no_text(cli: Line) -> None:
    lines = [
        "add account name=X", "show account X", "X", "list account --where name=X", "import X.csv --as account",
        "set account 0 name=@/X", "search X", "config X x", "config team_store X", "add X", "list X", "fields X",
        "list account --sort X", "history X X", "report account-plan X -o X", "workspace restore X",
    ]  # fmt: skip
    for words in (line.replace("X", "\udcff").split() for line in lines):
        code, answer = cli.run(*words)
        assert answer.get("error") != "E_INTERNAL", (words, answer)
        assert code in (2, 3) or words[0] == "search"
    done = process(b"show", b"account", b"\xff", b"--json", b"--workspace", os.fsencode(cli.folder))
    assert done.returncode == 3 and b"Traceback" not in done.stderr
    assert b"E_NOT_FOUND" in done.stdout and done.stdout.decode()
