"""The life of a workspace folder: made, opened, refused, copied, backed up, restored, migrated."""

import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from salesdesk.desk import care
from salesdesk.desk.desk import Desk
from salesdesk.domain.account import Account
from salesdesk.domain.problems import Known
from salesdesk.domain.record import Record
from salesdesk.store import backup, migrate, rebuild, restore, workspace, workspace_key
from salesdesk.store.database import Database, raw_connection


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed workspace with one account."""
    here = tmp_path / "desk"
    desk = Desk.create(here, name="张伟")
    desk.write("add.account", lambda w: w.add(Account(name="华北电力")))
    desk.close()
    return here


def names(folder: Path, passphrase: str | None = None) -> list[str]:
    desk = Desk.open(folder, passphrase=passphrase)
    found = [account.name for account in desk.select(Account)]
    desk.close()
    return found


def refused(folder: Path, passphrase: str | None = None) -> str:
    with pytest.raises(Known) as caught:
        Desk.open(folder, passphrase=passphrase)
    return caught.value.code


def test_opens_again(folder: Path) -> None:
    assert names(folder) == ["华北电力"]


def test_nothing_is_readable_without_the_key(folder: Path) -> None:
    content = b"".join(path.read_bytes() for path in folder.glob("workspace.db*"))
    assert not content.startswith(b"SQLite format 3")
    assert "华北电力".encode() not in content


def test_passphrase(tmp_path: Path) -> None:
    here = tmp_path / "desk"
    Desk.create(here, name="Li", passphrase="correct horse").close()
    assert not (here / "key").exists()
    assert refused(here) == "E_PASSPHRASE"
    assert refused(here, "wrong") == "E_PASSPHRASE"
    assert names(here, "correct horse") == []


def test_a_new_passphrase_wraps_the_same_key(folder: Path) -> None:
    key = workspace_key.load_key(folder, None)
    workspace_key.store_key(folder, key, "new")
    assert names(folder, "new") == ["华北电力"]
    assert refused(folder) == "E_PASSPHRASE"


@pytest.mark.parametrize("size", [0, 100, 4096, 9000])
def test_a_cut_file_is_refused_and_left(folder: Path, size: int) -> None:
    path = folder / "workspace.db"
    path.write_bytes(path.read_bytes()[:size])
    before = path.read_bytes()
    assert refused(folder) in ("E_NOT_WORKSPACE", "E_DAMAGED")
    assert path.read_bytes() == before


def test_foreign_files_are_refused(folder: Path) -> None:
    path = folder / "workspace.db"
    path.write_bytes(b"SQLite format 3\0" + bytes(8000))
    assert refused(folder) == "E_NOT_WORKSPACE"
    path.unlink()
    key = workspace_key.load_key(folder, None)
    other = raw_connection(path, key)
    other.execute("CREATE TABLE t (a)")
    other.close()
    assert refused(folder) == "E_NOT_WORKSPACE"
    assert refused(folder / "nowhere") == "E_NOT_WORKSPACE"


def test_a_damaged_key_file_is_refused(folder: Path) -> None:
    (folder / "key").write_text("zz")
    assert refused(folder) == "E_NOT_WORKSPACE"
    (folder / "key").write_text("00" * 32)
    assert refused(folder) == "E_NOT_WORKSPACE"


def test_a_newer_workspace_is_refused_and_left(folder: Path) -> None:
    key = workspace_key.load_key(folder, None)
    raw = raw_connection(folder / "workspace.db", key)
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    before = (folder / "workspace.db").read_bytes()
    assert refused(folder) == "E_NEWER_WORKSPACE"
    assert (folder / "workspace.db").read_bytes() == before


def test_one_process_at_a_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workspace.InstanceLock, "__init__", _impatient(workspace.InstanceLock.__init__))
    desk = Desk.open(folder)
    code = (
        "import sys; from pathlib import Path; from salesdesk.store import workspace\n"
        "from salesdesk.domain.problems import Known\n"
        "try: workspace.InstanceLock(Path(sys.argv[1]), 0.1)\n"
        "except Known as fault: print(fault.code)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "E_LOCKED"
    desk.close()
    assert names(folder) == ["华北电力"]


def _impatient(original):
    return lambda self, where, wait_seconds=0.1: original(self, where, wait_seconds)


def test_a_copied_folder_opens_with_a_replica_of_its_own(folder: Path, tmp_path: Path) -> None:
    first = Desk.open(folder)
    replica = first.replica_id
    first.close()
    shutil.copytree(folder, tmp_path / "copy")
    copy = Desk.open(tmp_path / "copy")
    assert copy.replica_id != replica
    assert [account.name for account in copy.select(Account)] == ["华北电力"]
    copy.write("add.account", lambda w: w.add(Account(name="新")))
    copy.close()
    again = Desk.open(folder)
    assert again.replica_id == replica
    again.close()


def test_the_door_is_shut_for_everyone_else(folder: Path) -> None:
    desk = Desk.open(folder)
    with pytest.raises(Exception, match="door"), desk.database.write() as connection:
        connection.exec_driver_sql("UPDATE account SET name = 'x'")
    with pytest.raises(Exception, match="door"), desk.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM operation")
    assert [account.name for account in desk.select(Account)] == ["华北电力"]
    desk.close()


def test_backup_and_restore_in_one_file(folder: Path, tmp_path: Path) -> None:
    (folder / "attachments" / "ab12").write_bytes(b"photo")
    key = workspace_key.load_key(folder, None)
    backup.save_all(folder, key, tmp_path / "all.sdbackup")
    restore.restore_all(tmp_path / "all.sdbackup", tmp_path / "other", None)
    assert names(tmp_path / "other") == ["华北电力"]
    assert (tmp_path / "other" / "attachments" / "ab12").read_bytes() == b"photo"


def test_restoring_over_a_workspace_keeps_it_aside_and_takes_a_new_replica(
    folder: Path, tmp_path: Path
) -> None:
    key = workspace_key.load_key(folder, None)
    backup.save_all(folder, key, tmp_path / "all.sdbackup")
    desk = Desk.open(folder)
    replica = desk.replica_id
    desk.write("add.account", lambda w: w.add(Account(name="later")))
    desk.close()
    restore.restore_all(tmp_path / "all.sdbackup", folder, None)
    desk = Desk.open(folder)
    assert [account.name for account in desk.select(Account)] == ["华北电力"]
    assert desk.replica_id != replica
    desk.close()
    assert len(list((folder / "backups").glob("before-restore-*/workspace.db"))) == 1


@pytest.mark.parametrize("spoil", ["cut", "flip", "not_zip"])
def test_a_spoilt_backup_is_refused_and_nothing_changes(folder: Path, tmp_path: Path, spoil: str) -> None:
    key = workspace_key.load_key(folder, None)
    file = tmp_path / "all.sdbackup"
    backup.save_all(folder, key, file)
    data = bytearray(file.read_bytes())
    if spoil == "cut":
        data = data[: len(data) // 2]
    elif spoil == "flip":
        data[len(data) // 2] ^= 0xFF
    else:
        data = bytearray(b"hello")
    file.write_bytes(data)
    with pytest.raises(Known) as caught:
        restore.restore_all(file, folder, None)
    assert caught.value.code == "E_FILE"
    assert names(folder) == ["华北电力"]


def test_a_damaged_database_never_overwrites_a_backup(folder: Path) -> None:
    key = workspace_key.load_key(folder, None)
    today = date(2026, 11, 26)
    kept = backup.back_up_today(folder, key, today)
    assert kept is not None
    good = kept.read_bytes()
    path = folder / "workspace.db"
    data = bytearray(path.read_bytes())
    for at in range(20_000, len(data), 4096):
        data[at] ^= 0xFF
    path.write_bytes(data)
    kept.rename(kept.with_name("2026-11-25.db"))
    with pytest.raises(Known):
        backup.back_up_today(folder, key, today)
    assert not kept.exists()
    assert kept.with_name("2026-11-25.db").read_bytes() == good


def test_which_backups_are_kept() -> None:
    days = [date(2026, 11, 26) - timedelta(days=ago) for ago in range(400)]
    kept = sorted(backup.to_keep(days), reverse=True)
    assert kept[:7] == days[:7]
    assert len(kept) <= 7 + 4 + 6
    assert kept[-1] < date(2026, 7, 1)


def test_migrated_schema_equals_derived_schema() -> None:
    from salesdesk.store.migrations.__main__ import pending_code

    assert pending_code() == "pass", "run: python -m salesdesk.store.migrations new 'what changed'"


def test_migration_runs_on_a_copy_and_rebuilds_the_tables(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An invented later migration: the swap keeps records, guards and the old file."""
    from types import SimpleNamespace

    from alembic import op

    class Later(SimpleNamespace):
        @staticmethod
        def upgrade() -> None:
            op.execute("CREATE TABLE later (a)")

    modules = dict(migrate._modules()) | {"9000": Later(revision="9000")}
    monkeypatch.setattr(migrate, "_modules", lambda: modules)
    monkeypatch.setattr(workspace, "schema_head", lambda: "9000")
    assert names(folder) == ["华北电力"]
    desk = Desk.open(folder)
    with desk.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM later").scalar() == 0
    with pytest.raises(Exception, match="door"), desk.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM account")
    desk.close()
    assert (folder / "backups" / "before-9000.db").exists()


def test_a_failing_migration_leaves_the_old_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from types import SimpleNamespace

    class Bad(SimpleNamespace):
        @staticmethod
        def upgrade() -> None:
            raise RuntimeError("bad migration")

    before = (folder / "workspace.db").read_bytes()
    real = migrate._modules()
    monkeypatch.setattr(migrate, "_modules", lambda: dict(real) | {"9000": Bad(revision="9000")})
    monkeypatch.setattr(workspace, "schema_head", lambda: "9000")
    with pytest.raises(RuntimeError):
        Desk.open(folder)
    assert (folder / "workspace.db").read_bytes() == before
    monkeypatch.undo()
    assert names(folder) == ["华北电力"]


def test_faults_are_found(folder: Path) -> None:
    desk = Desk.open(folder)
    team = bytes.fromhex(desk.team_id)
    with desk.read() as connection:
        assert list(rebuild.faults(connection, team)) == []
    with desk.database.write() as connection:
        connection.exec_driver_sql("INSERT INTO door VALUES (1)")
        connection.exec_driver_sql("UPDATE account SET name = 'forged'")
        connection.exec_driver_sql("DELETE FROM door")
    with desk.read() as connection:
        assert {fault.check for fault in rebuild.faults(connection, team)} == {"table"}
    with desk.database.write() as connection:
        connection.exec_driver_sql("INSERT INTO door VALUES (1)")
        rebuild.rebuild_tables(connection)
        connection.exec_driver_sql("DELETE FROM door")
    with desk.read() as connection:
        assert list(rebuild.faults(connection, team)) == []
    records: list[Record] = [*desk.select(Account)]
    assert [record.heading for record in records] == ["华北电力"]
    desk.close()


def test_read_only_folder_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: False)
    assert refused(folder) == "E_READ_ONLY"


def test_memory_database_is_one_for_all_threads() -> None:
    database = Database(None, None)
    with database.write() as connection:
        connection.exec_driver_sql("CREATE TABLE t (a)")
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0
    database.close()


@pytest.fixture
def keyring_in_memory():
    import keyring
    from keyring.backend import KeyringBackend
    from keyring.errors import PasswordDeleteError

    class InMemory(KeyringBackend):
        priority = 1

        def __init__(self) -> None:
            super().__init__()
            self.kept: dict[tuple[str, str], str] = {}

        def get_password(self, service, username):
            return self.kept.get((service, username))

        def set_password(self, service, username, password):
            self.kept[service, username] = password

        def delete_password(self, service, username):
            if (service, username) not in self.kept:
                raise PasswordDeleteError
            del self.kept[service, username]

    before = keyring.get_keyring()
    keyring.set_keyring(InMemory())
    yield
    keyring.set_keyring(before)


def test_the_keyring_stands_in_for_the_passphrase(tmp_path: Path, keyring_in_memory: None) -> None:
    here = tmp_path / "desk"
    desk = Desk.create(here, name="Li", passphrase="correct horse")
    assert care.remember_key(desk)
    desk.close()
    assert refused(here) == "E_PASSPHRASE"
    Desk.open(here, may_recall=True).close()
    desk = Desk.open(here, passphrase="correct horse")
    care.forget_key(desk)
    care.forget_key(desk)
    desk.close()
    with pytest.raises(Known):
        Desk.open(here, may_recall=True)


def test_a_key_remembered_for_another_workspace_is_not_taken(tmp_path: Path, keyring_in_memory: None) -> None:
    here = tmp_path / "desk"
    desk = Desk.create(here, name="Li", passphrase="one")
    care.remember_key(desk)
    desk.close()
    shutil.rmtree(here)
    Desk.create(here, name="Wang", passphrase="two").close()
    with pytest.raises(Known) as caught:
        Desk.open(here, may_recall=True)
    assert caught.value.code == "E_PASSPHRASE"


def test_without_a_keyring_nothing_is_remembered(tmp_path: Path) -> None:
    import keyring
    from keyring.backends.fail import Keyring

    before = keyring.get_keyring()
    keyring.set_keyring(Keyring())
    try:
        desk = Desk.create(tmp_path / "desk", name="Li", passphrase="one")
        assert not care.remember_key(desk)
        care.forget_key(desk)
        desk.close()
    finally:
        keyring.set_keyring(before)
