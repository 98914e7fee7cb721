"""What is broken off at any step: restoring, making a workspace, changing the passphrase; and files that are none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from salesdesk.desk.desk import Desk
from salesdesk.domain.account import Account
from salesdesk.domain.problems import Known
from salesdesk.domain.team import Member
from salesdesk.store import backup, database, restore, workspace, workspace_key

ROOT = Path(__file__).resolve().parents[2]

_DIE = """
import os, sys, shutil
from pathlib import Path
left = int(sys.argv[1])
def dying(step):
    def stepped(*words, **options):
        global left
        left -= 1
        if left < 0:
            os._exit(9)
        return step(*words, **options)
    return stepped
Path.replace = dying(Path.replace)
Path.unlink = dying(Path.unlink)
Path.mkdir = dying(Path.mkdir)
shutil.rmtree = dying(shutil.rmtree)
folder = Path(sys.argv[3])
if sys.argv[2] == "restore":
    from salesdesk.store.restore import restore_all
    restore_all(Path(sys.argv[4]), folder, None)
elif sys.argv[2] == "copy":
    from salesdesk.store.restore import restore_copy
    restore_copy(Path(sys.argv[4]), folder, bytes.fromhex((folder / "key").read_text()))
else:
    from salesdesk.desk.desk import Desk
    Desk.create(folder, name="Zhang Wei").close()
"""


def dies(left: int, deed: str, folder: Path, *words: Path) -> bool:
    """Whether the deed, allowed so many steps on files, was broken off."""
    command = [sys.executable, "-c", _DIE, str(left), deed, str(folder), *map(str, words)]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=60, check=False)
    assert done.returncode in (0, 9)
    return done.returncode == 9


def made(folder: Path, *names: str) -> None:
    desk = Desk.create(folder, name="Zhang Wei")
    for name in names:
        desk.write("add", lambda w, n=name: w.add(Account(name=n)))
    desk.close()


def names_in(folder: Path) -> set[str]:
    desk = Desk.open(folder)
    found = {account.name for account in desk.select(Account)}
    desk.write("add", lambda w: w.add(Account(name="Afterwards", owner_id=desk.user_id)))
    desk.close()
    return found


@pytest.mark.parametrize("deed", ["restore", "copy"])
def test_a_restore_broken_off_at_any_step_leaves_the_old_or_the_new_workspace(
    tmp_path: Path, deed: str
) -> None:
    made(tmp_path / "first", "Restored")
    key = bytes.fromhex((tmp_path / "first" / "key").read_text())
    backup.save_all(tmp_path / "first", key, tmp_path / "all.sdbackup")
    made(tmp_path / "old", *(["Restored"] if deed == "copy" else []))
    source = tmp_path / "all.sdbackup"
    if deed == "copy":
        source = tmp_path / "day.db"
        own_key = bytes.fromhex((tmp_path / "old" / "key").read_text())
        backup.copy_database(tmp_path / "old" / "workspace.db", source, own_key)
    desk = Desk.open(tmp_path / "old")
    desk.write("add", lambda w: w.add(Account(name="Old")))
    desk.close()
    outcomes: list[set[str]] = []
    for step in range(60):
        folder = tmp_path / f"w{step}"
        shutil.copytree(tmp_path / "old", folder)
        was_broken_off = dies(step, deed, folder, source)
        outcomes.append(names_in(folder))
        old = {"Old", "Restored"} if deed == "copy" else {"Old"}
        assert outcomes[-1] in (old, {"Restored"}), step
        assert not (folder / "restoring").exists()
        if not was_broken_off:
            break
    assert len(outcomes) > 10 and outcomes[0] != outcomes[-1] == {"Restored"}


def test_making_a_workspace_broken_off_at_any_step_leaves_none_or_a_whole_one(tmp_path: Path) -> None:
    for step in range(40):
        folder = tmp_path / f"w{step}"
        was_broken_off = dies(step, "new", folder)
        if not workspace.is_workspace(folder):
            made(folder)
        desk = Desk.open(folder)
        assert desk.need(Member, desk.user_id).name == "Zhang Wei"
        desk.close()
        if not was_broken_off:
            break
    assert step > 5


def test_a_workspace_whose_user_cannot_be_named_so_is_not_made(tmp_path: Path) -> None:
    for name in ("x" * 500, "a\x00b", "  "):
        with pytest.raises(Known):
            Desk.create(tmp_path / "w", name=name)
        assert not workspace.is_workspace(tmp_path / "w")
    made(tmp_path / "w")


def test_a_bare_key_left_beside_the_sealed_one_goes_when_the_workspace_opens(tmp_path: Path) -> None:
    made(tmp_path / "w")
    bare = (tmp_path / "w" / "key").read_bytes()
    workspace_key.store_key(tmp_path / "w", bytes.fromhex(bare.decode()), "six words")
    (tmp_path / "w" / "key").write_bytes(bare)
    with pytest.raises(Known):
        Desk.open(tmp_path / "w")
    Desk.open(tmp_path / "w", passphrase="six words").close()
    assert not (tmp_path / "w" / "key").exists()


def test_devices_are_written_to_and_links_keep_leading_to_their_file(tmp_path: Path) -> None:
    target, link, pipe = tmp_path / "list.csv", tmp_path / "link.csv", tmp_path / "pipe"
    link.symlink_to(target)
    workspace_key.write_atomically(link, b"rows")
    assert link.is_symlink() and target.read_bytes() == b"rows"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    workspace_key.write_atomically(pipe, b"rows")
    assert os.read(reader, 10) == b"rows" and pipe.is_fifo()
    os.close(reader)
    made(tmp_path / "w")
    key = bytes.fromhex((tmp_path / "w" / "key").read_text())
    with pytest.raises(Known):
        backup.save_all(tmp_path / "w", key, pipe)
    assert pipe.is_fifo()


def test_a_backup_file_with_parts_of_its_own_is_refused(tmp_path: Path) -> None:
    import hashlib
    import json
    import zipfile

    for name in ("cleared", "restored", "../x", "attachments/..", "attachments/a\\b", "backups/x"):
        file = tmp_path / "bad.sdbackup"
        with zipfile.ZipFile(file, "w") as archive:
            sums = {name: hashlib.sha256(b"x").hexdigest()}
            archive.writestr("manifest.json", json.dumps({"format": 1, "sha256": sums}))
            archive.writestr(name, b"x")
        with pytest.raises(Known) as fault:
            restore.restore_all(file, tmp_path / "w", None)
        assert fault.value.code == "E_FILE" and not list((tmp_path / "w").iterdir())


def test_a_full_disk_is_not_called_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite says “disk I/O error” where it cannot make room beside the database."""
    from sqlcipher3 import dbapi2

    fault = dbapi2.OperationalError("disk I/O error")
    named = {}
    for free in (0, 1 << 30):
        usage = shutil._ntuple_diskusage(1 << 30, 1 << 30, free)  # type: ignore[attr-defined]
        monkeypatch.setattr(shutil, "disk_usage", lambda place, found=usage: found)
        found = database.known_fault(fault, tmp_path / "workspace.db")
        assert isinstance(found, Known)
        named[free] = found.code
    assert named == {0: "E_DISK_FULL", 1 << 30: "E_DAMAGED"}
