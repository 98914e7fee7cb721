"""From a rep's desk into the team store, by files that come late, twice, out of order, from strangers and liars."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import msgspec
import pytest

from salesdesk.desk.desk import Desk
from salesdesk.domain.account import Account, Note
from salesdesk.domain.contact import Contact
from salesdesk.domain.deal import Deal, Product
from salesdesk.domain.problems import Known
from salesdesk.domain.record import new_id
from salesdesk.domain.strategy import Coach
from salesdesk.domain.team import Member, Setting
from salesdesk.store.oplog import SCHEMA_VERSION, Body, Write, clock_at, encode, first_prev
from salesdesk.store.tables import OPERATION
from salesdesk.store.writer import Writer
from salesdesk.sync import container, founding, ingest, joining, quarantine
from salesdesk.sync.contents import ChainPart, Context, Message, Reader, Run, run_of
from salesdesk.sync.device_keys import device_keys, need_membership
from salesdesk.sync.enrolment import opened
from salesdesk.sync.export import export, outbox
from salesdesk.sync.verification import verify
from tests.sync.conftest import NOW, Team

AddAccount = Callable[[Desk, str], Account]


def fill(desk: Desk, count: int) -> list[Account]:
    """Accounts with a contact each, in one edit."""
    accounts = [Account(name=f"客户 {number}") for number in range(count)]

    def work(w: Writer) -> None:
        for account in accounts:
            w.add(account)
            w.add(Contact(name="李卫东", account_id=account.id))

    desk.write("import", work)
    return accounts


def change(account: Account, w: Writer, **values: str) -> Account:
    return w.set(Account, account.id, **values)


def inside(team: Team, path: Path) -> tuple[Context, list[Run], bytes]:
    """What a bundle for the hub says: context, runs, and everything inflated."""
    with opened(path) as bundle:
        packed = list(bundle.records(team.keys.hub_age))
        reader = Reader(bundle.header, iter(packed))
    runs = [run_of(items) for record_type, items in reader.messages() if record_type == 1]
    return reader.context, runs, b"".join(packed)


def count(team: Team, table: str) -> int:
    with team.store() as store, store.database.read() as connection:
        return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() or 0)


def assert_sound(team: Team) -> None:
    with team.store() as store:
        assert verify(store, is_rebuilding=True) == []


def test_a_bundle_brings_a_solo_workspace_into_the_store(team: Team, add_account: AddAccount) -> None:
    rep = team.solo("李卫东")
    account = add_account(rep, "华北电力设备有限公司")
    team.admit(rep)
    result = team.deliver(rep)
    assert (result.state, result.code, result.refused) == ("APPLIED", "", {})
    assert result.new == result.operations == 2
    with team.store() as store, store.database.read() as connection:
        names = connection.exec_driver_sql("SELECT id, name FROM account").fetchall()
    assert [tuple(row) for row in names] == [(account.id, "华北电力设备有限公司")]
    assert_sound(team)


def test_the_manager_s_own_work_comes_in_too(team: Team, add_account: AddAccount) -> None:
    add_account(team.manager, "江苏重工")
    team.manager.write("set", lambda w: w.add(Setting(name="stages", content="6")))
    result = team.deliver(team.manager)
    assert (result.state, result.refused, result.new) == ("APPLIED", {}, 3)


def test_twice_changes_nothing(team: Team, add_account: AddAccount) -> None:
    rep = team.rep("李卫东")
    add_account(rep, "华北电力")
    path = team.export(rep)
    copy = team.file("another name.sdbundle")
    shutil.copy(path, copy)
    first, second = team.ingest(path, copy)
    assert (first.state, second.state) == ("APPLIED", "DUPLICATE")
    assert (second.new, second.notices) == (0, ("N_DUPLICATE",))
    again = team.deliver(rep)
    assert (again.state, again.new, again.operations) == ("APPLIED", 0, 2)
    assert_sound(team)


def test_without_anything_new_a_numbered_bundle_is_written(team: Team) -> None:
    rep = team.rep("李卫东")
    numbers = [inside(team, team.export(rep))[0].number for _ in range(3)]
    assert numbers == [1, 2, 3]


def test_a_solo_workspace_has_nobody_to_export_to(add_account: AddAccount, tmp_path: Path) -> None:
    desk = Desk.in_memory(name="李卫东")
    add_account(desk, "华北电力")
    with pytest.raises(Known, match="E_NO_TEAM"):
        export(desk, tmp_path / "x.sdbundle")
    assert list(tmp_path.iterdir()) == []
    desk.close()


def test_a_folder_that_cannot_be_written_is_named(team: Team) -> None:
    rep = team.rep("李卫东")
    with pytest.raises(Known, match="E_FILE"):
        export(rep, team.folder / "missing" / "x.sdbundle")


def test_parts_apply_alone_and_in_any_order(team: Team) -> None:
    rep = team.rep("李卫东")
    fill(rep, 40)
    rep.write("edit", lambda w: [w.set(Account, each.id, city="北京") for each in w.select(Account)])
    files = export(rep, team.file(), part_bytes=1)
    assert len(files) > 1
    contexts = [inside(team, each.path)[0] for each in files]
    assert [each.part for each in contexts] == list(range(1, len(files) + 1))
    assert [each.parts for each in contexts] == [0] * (len(files) - 1) + [len(files)]
    results = team.ingest(*(each.path for each in reversed(files)))
    assert {result.state for result in results} == {"APPLIED"}
    assert count(team, "account") == 40
    assert_sound(team)


def chained(rep: Desk, run: Run, *, at: int) -> tuple[Run, Run]:
    """A run cut in two."""
    head = Run(run.replica, run.scope, run.prev, run.bodies[:at])
    return head, Run(run.replica, run.scope, head.tip(), run.bodies[at:])


def bundle_of(at: Team, rep: Desk, runs: list[Run], **facts: object) -> Path:
    """A bundle of these runs, signed by the rep's device as it should be."""
    with rep.database.write() as connection:
        ring = device_keys(connection)
    member = need_membership(rep)
    parts: dict[tuple[bytes, str], ChainPart] = {}
    for run in runs:
        key = (run.replica, run.scope)
        known = parts.get(key)
        total = len(run.bodies) + (known.operations if known else 0)
        parts[key] = ChainPart(run.replica, run.scope, known.base if known else run.prev, run.tip(), total)
    given: dict[str, object] = {
        "team": member.team, "sender": ring.signer.public_key, "user": bytes.fromhex(rep.user_id), "kind": "up",
        "recipients": [member.hub_recipient], "number": 9, "chains": list(parts.values()),
        "operations": sum(len(run.bodies) for run in runs), "schema": SCHEMA_VERSION, **facts,
    }  # fmt: skip
    context = Context(**given)  # type: ignore[arg-type]
    pieces = container.seal(
        kind="up", signer=ring.signer, epoch=member.epoch, recipients=[member.hub_recipient],
        records=Message(context, [run.pack() for run in runs]).source,
    )  # fmt: skip
    path = at.file()
    container.write_file(path, pieces)
    return path


def test_a_gap_is_held_and_heals_by_itself(team: Team, add_account: AddAccount) -> None:
    rep = team.rep("李卫东")
    account = add_account(rep, "华北电力")
    for city in ("北京", "保定", "天津"):
        rep.write("set", partial(change, account, city=city))
    runs = [run for run in inside(team, team.export(rep))[1] if run.scope.startswith("account:")]
    early, late = chained(rep, runs[0], at=2)
    later, latest = chained(rep, late, at=1)
    (held,) = team.ingest(bundle_of(team, rep, [latest]))
    assert (held.state, held.code, held.facts["sender"]) == ("HELD", "E_GAP", "李卫东")
    (held_too,) = team.ingest(bundle_of(team, rep, [later]))
    assert held_too.code == "E_GAP"
    assert count(team, "account") == 0
    results = team.ingest(bundle_of(team, rep, [early]))
    assert [(result.state, result.new) for result in results] == [
        ("APPLIED", 2),
        ("APPLIED", 1),
        ("APPLIED", 1),
    ]
    with team.store() as store, store.database.read() as connection:
        assert connection.exec_driver_sql("SELECT city FROM account").scalar() == "天津"
    assert_sound(team)


def test_a_stranger_s_bundle_waits_for_the_approval(team: Team, add_account: AddAccount) -> None:
    rep = team.solo("李卫东")
    add_account(rep, "华北电力")
    with team.store() as store:
        invited = founding.invite(store, team.file("i"))
        joining.join(rep, team.folder / "i", team.file("q"), invited.words)
        keys = store.keys
    with rep.database.write() as connection:
        ring = device_keys(connection)
    context = Context(
        team=keys.team, sender=ring.signer.public_key, user=bytes.fromhex(rep.user_id), kind="up",
        recipients=[keys.hub_ring().recipient], schema=SCHEMA_VERSION,
    )  # fmt: skip
    pieces = container.seal(
        kind="up", signer=ring.signer, epoch=need_membership(team.manager).epoch,
        recipients=context.recipients, records=Message(context, []).source,
    )  # fmt: skip
    container.write_file(team.file("early"), pieces)
    (held,) = team.ingest(team.folder / "early")
    assert (held.state, held.code) == ("HELD", "E_UNKNOWN_DEVICE")
    with team.store() as store:
        founding.approve(store, team.folder / "q", team.file("a"))
        assert [result.state for result in ingest.retry_held(store)] == ["APPLIED"]


def test_another_team_s_bundle_is_named(team: Team, tmp_path: Path, add_account: AddAccount) -> None:
    (tmp_path / "other").mkdir()
    other = Team(tmp_path / "other")
    stranger = other.rep("别人")
    (result,) = team.ingest(other.export(stranger))
    assert (result.state, result.code) == ("QUARANTINED", "E_WRONG_TEAM")
    rep = team.rep("李卫东")
    (lying,) = team.ingest(bundle_of(team, rep, [], team=other.keys.team))
    assert lying.code == "E_WRONG_TEAM"
    for desk in other.desks:
        desk.close()


def test_a_revoked_device_s_work_waits_for_a_manager(team: Team, add_account: AddAccount) -> None:
    rep = team.rep("李卫东")
    before = team.export(rep)
    add_account(rep, "华北电力")
    after = team.export(rep)
    team.ingest(before)
    with team.store() as store:
        device = founding.find_device(store, device_of(rep).hex()[:12])
        founding.revoke(store, device)
        (result,) = ingest.ingest(store, [after])
        assert (result.state, result.code) == ("QUARANTINED", "E_REVOKED_DEVICE")
        (waiting,) = quarantine.set_aside(store)
        assert waiting.sha256 == result.sha256
        released = quarantine.release(store, waiting.sha256.hex()[:10])
        assert (released.state, released.new) == ("APPLIED", 1)
        assert quarantine.set_aside(store) == []
        with pytest.raises(Known, match="E_REVOKED_DEVICE"):
            founding.revoke(store, device)
    assert_sound(team)


def device_of(desk: Desk) -> bytes:
    with desk.database.write() as connection:
        return device_keys(connection).signer.public_key


def test_other_kinds_of_bundle_are_not_taken_in(team: Team) -> None:
    with team.store() as store:
        founding.invite(store, team.file("i"))
    (result,) = team.ingest(team.folder / "i")
    assert (result.state, result.code) == ("QUARANTINED", "E_KIND")


def test_a_whole_folder_is_taken_in_by_name(team: Team, add_account: AddAccount) -> None:
    rep = team.rep("李卫东")
    folder = team.folder / "inbox"
    folder.mkdir()
    add_account(rep, "华北电力")
    export(rep, folder / "1.sdbundle")
    (folder / "2.sdbundle.part").write_bytes(b"half")
    (folder / "notes.txt").write_bytes(b"hello")
    (folder / "3.sdbundle").write_bytes(b"rubbish")
    results = team.ingest(folder)
    assert [(result.file, result.state, result.code) for result in results] == [
        ("1.sdbundle", "APPLIED", ""),
        ("3.sdbundle", "QUARANTINED", "E_MAGIC"),
    ]


def test_a_quarantined_file_is_tried_again(team: Team, add_account: AddAccount) -> None:
    rep = team.rep("李卫东")
    add_account(rep, "华北电力")
    path = team.export(rep)
    whole = path.read_bytes()
    path.write_bytes(whole[:-40])
    (cut,) = team.ingest(path)
    assert cut.code == "E_TRUNCATED"
    with team.store() as store:
        assert [result.code for result in quarantine.retry(store)] == ["E_TRUNCATED"]
    path.write_bytes(whole)
    (result,) = team.ingest(path)
    assert result.state == "APPLIED"


@pytest.mark.logs
def test_a_bug_rolls_back_and_keeps_the_file(
    team: Team, add_account: AddAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    rep = team.rep("李卫东")
    add_account(rep, "华北电力")
    path = team.export(rep)
    before = count(team, "operation")
    with monkeypatch.context() as patched:
        patched.setattr("salesdesk.sync.chain_ends.ChainEnds.save", lambda self: 1 // 0)
        (result,) = team.ingest(path)
    assert (result.state, result.code) == ("ARCHIVED", "E_INTERNAL")
    assert count(team, "operation") == before
    (again,) = team.ingest(path)
    assert (again.state, again.new) == ("APPLIED", 2)


# --- what does not leave ---------------------------------------------------------------------------------------------


def test_private_notes_never_leave(team: Team, add_account: AddAccount) -> None:
    rep = team.solo("李卫东")
    account = add_account(rep, "华北电力")

    def work(w: Writer) -> None:
        for text, is_private in (("张总喜欢钓鱼", True), ("下周开标", False)):
            note = Note(about_kind="account", about_id=account.id, text=text, is_private=is_private)
            w.add(note)

    rep.write("notes", work)
    team.admit(rep)
    secret = next(note for note in rep.select(Note) if note.is_private)
    rep.write("set", lambda w: w.set(Note, secret.id, text="张总喜欢登山"))
    _, _, said = inside(team, team.export(rep))
    assert "下周开标".encode() in said
    for hidden in ("张总喜欢钓鱼".encode(), "张总喜欢登山".encode(), bytes.fromhex(secret.id), b"private:"):
        assert hidden not in said
    with rep.read() as connection:
        assert outbox(connection) == (3, 2)
    assert team.deliver(rep).refused == {}
    with pytest.raises(Known, match="E_FIELD"):
        rep.write("set", lambda w: w.set(Note, secret.id, is_private=False))


def test_who_the_coach_is_shows_only_in_the_close_scope(team: Team, tmp_path: Path) -> None:
    """Two workspaces that differ only in the coach differ in nothing outside the deal's close scope."""
    said: list[dict[str, list[Run]]] = []
    solo = Desk.create(tmp_path / "solo", name="李卫东", clock=lambda: NOW)
    account, deal = Account(name="华北电力"), Deal(name="MES", account_id="")
    people = [Contact(name=name, account_id=account.id) for name in ("王工程师", "李副总经")]
    deal = Deal(name="MES", account_id=account.id)
    solo.write("add", lambda w: [w.add(each) for each in (account, deal, *people)])
    team.desks.append(solo)
    team.admit(solo)
    solo.close()
    coach_id = new_id()
    for number, person in enumerate(people):
        shutil.copytree(tmp_path / "solo", tmp_path / "copy")
        shutil.move(tmp_path / "solo", tmp_path / f"aside{number}")
        shutil.move(tmp_path / "copy", tmp_path / "solo")
        rep = Desk.open(tmp_path / "solo", clock=lambda: NOW)
        coach = Coach(id=coach_id, deal_id=deal.id, contact_id=person.id)
        rep.write("coach", partial(Writer.put, record=coach))
        _, runs, _ = inside(team, team.export(rep))
        by_scope: dict[str, list[Run]] = {}
        for run in runs:
            by_scope.setdefault(run.scope, []).append(run)
        said.append(by_scope)
        rep.close()
        shutil.rmtree(tmp_path / "solo")
        shutil.move(tmp_path / f"aside{number}", tmp_path / "solo")
    one, other = said
    assert one.keys() == other.keys()
    differing = {scope for scope in one if one[scope] != other[scope]}
    assert differing == {f"close:{deal.id}"}
    team.desks.remove(solo)


# --- rights ----------------------------------------------------------------------------------------------------------


def body(rep: Desk, **facts: object) -> bytes:
    record = bytes.fromhex(new_id())
    given: dict[str, object] = {
        "scope": f"account:{record.hex()}", "clock": clock_at(int(NOW.timestamp() * 1000)), "schema": 1,
        "user": bytes.fromhex(rep.user_id), "kind": "account", "record": record, "verb": "add",
        "fields": {"name": Write("x", ())}, "hidden": (), "edit": 1, "undoes": 0, **facts,
    }  # fmt: skip
    return encode(Body(**given))  # type: ignore[arg-type]


def say(team: Team, rep: Desk, scope: str, *bodies: bytes, replica: bytes | None = None) -> ingest.FileResult:
    """Deliver bodies in a fresh chain of the rep's device."""
    own = replica or bytes.fromhex(new_id())
    run = Run(own, scope, first_prev(team.keys.team, own, scope), list(bodies))
    (result,) = team.ingest(bundle_of(team, rep, [run]))
    return result


def test_a_rep_writes_only_where_it_was_granted(team: Team, add_account: AddAccount) -> None:
    mine, theirs = team.rep("李卫东"), team.rep("张敏")
    account = add_account(theirs, "华北电力")
    deal = theirs.write("deal", lambda w: w.add(Deal(name="MES", account_id=account.id)))
    product = theirs.write("product", lambda w: w.add(Product(name="X200")))
    team.deliver(theirs)
    team.deliver(mine)
    scope, record = f"account:{account.id}", bytes.fromhex(account.id)
    refused = {
        scope: body(mine, scope=scope, record=record, verb="set"),
        f"close:{deal.id}": body(mine, scope=f"close:{deal.id}", kind="coach"),
        f"person:{theirs.user_id}": body(mine, scope=f"person:{theirs.user_id}", kind="lead"),
        f"private:{mine.user_id}": body(mine, scope=f"private:{mine.user_id}", kind="note"),
    }
    for place, raw in refused.items():
        assert say(team, mine, place, raw).refused == {"R_RIGHTS": 1}, place
    for facts in (
        {"kind": "setting"},
        {"kind": "member", "record": bytes.fromhex(theirs.user_id), "verb": "set"},
        {"kind": "member"},
        {"kind": "product", "record": bytes.fromhex(product.id), "verb": "set"},
        {"kind": "hub_device"},
        {"kind": "hub_replica"},
    ):
        assert say(team, mine, "team", body(mine, scope="team", **facts)).refused == {"R_RIGHTS": 1}, facts
    allowed = body(mine, scope="team", kind="product", fields={"name": Write("Y", ())})
    assert say(team, mine, "team", allowed).refused == {}
    assert count(team, "product") == 2
    assert_sound(team)


def test_a_manager_writes_everywhere_but_in_private(team: Team, add_account: AddAccount) -> None:
    rep = team.rep("李卫东")
    account = add_account(rep, "华北电力")
    team.deliver(rep)
    boss = team.rep("赵总", role="manager")
    scope = f"account:{account.id}"
    raw = body(
        boss, scope=scope, record=bytes.fromhex(account.id), verb="set", fields={"city": Write("保定", ())}
    )
    assert say(team, boss, scope, raw).refused == {}
    place = f"private:{rep.user_id}"
    assert say(team, boss, place, body(boss, scope=place, kind="note")).refused == {"R_RIGHTS": 1}


def test_a_record_keeps_its_kind_and_its_scope(team: Team, add_account: AddAccount) -> None:
    rep = team.rep("李卫东")
    account, other = add_account(rep, "华北电力"), add_account(rep, "江苏重工")
    team.deliver(rep)
    record = bytes.fromhex(account.id)
    elsewhere = f"account:{other.id}"
    cases = {
        elsewhere: body(rep, scope=elsewhere, record=record, verb="set"),
        f"account:{account.id}": body(
            rep, scope=f"account:{account.id}", record=record, kind="contact", verb="set"
        ),
        "team": body(rep, scope="team", kind="coach"),
        f"close:{other.id}": body(rep, scope=f"close:{other.id}", kind="contact"),
    }
    for scope, raw in cases.items():
        result = say(team, rep, scope, raw)
        assert result.refused == {"R_RECORD": 1}, scope
    with team.store() as store, store.database.read() as connection:
        found = connection.exec_driver_sql(
            f"SELECT kind, scope FROM head WHERE record_id = '{account.id}'"
        ).one()
    assert tuple(found) == ("account", f"account:{account.id}")


def test_values_no_store_takes_are_refused_and_the_rest_comes_in(team: Team) -> None:
    rep = team.rep("李卫东")
    replica, record = bytes.fromhex(new_id()), bytes.fromhex(new_id())
    scope = f"account:{record.hex()}"
    good = body(rep, scope=scope, record=record)
    items = msgspec.msgpack.decode(good)
    items[10] = {"name": ["\0", []]}
    bad = msgspec.msgpack.encode(items)
    big = body(rep, scope=scope, record=record, verb="set", fields={"remarks": Write("x" * (1 << 20), ())})
    prev = first_prev(team.keys.team, replica, scope)
    run = Run(replica, scope, prev, [good, bad, b"\xc1", big])
    last = Run(replica, scope, run.tip(), [body(rep, scope=scope, record=record, verb="set")])
    (result,) = team.ingest(bundle_of(team, rep, [run, last]))
    assert (result.state, result.new) == ("APPLIED", 2)
    assert result.refused == {"R_RECORD": 2, "R_TOO_BIG": 1}
    (again,) = team.ingest(bundle_of(team, rep, [run, last]))
    assert (again.state, again.new, again.refused) == ("APPLIED", 0, {})
    assert_sound(team)


def test_a_refused_operation_is_seen_through(team: Team, add_account: AddAccount) -> None:
    """Whoever names a refused operation names what that one replaced: no value comes back from the dead."""
    rep, boss = team.rep("李卫东"), team.rep("赵总", role="manager")
    account = add_account(boss, "华北电力")
    team.deliver(boss)
    with team.store() as store, store.database.read() as connection:
        first = connection.scalar(
            OPERATION.select().with_only_columns(OPERATION.c.op_id).where(OPERATION.c.record_id == account.id)
        )
    scope, record, own = f"account:{account.id}", bytes.fromhex(account.id), bytes.fromhex(new_id())
    clock = clock_at(int(NOW.timestamp() * 1000) + 5000)
    refused = body(
        rep,
        scope=scope,
        record=record,
        verb="set",
        clock=clock,
        fields={"name": Write("refused", (bytes(first or b""),))},
    )
    run = Run(own, scope, first_prev(team.keys.team, own, scope), [refused])
    assert team.ingest(bundle_of(team, rep, [run]))[0].refused == {"R_RIGHTS": 1}
    after = body(
        boss,
        scope=scope,
        record=record,
        verb="set",
        clock=clock + 1,
        fields={"name": Write("last", (run.tip(),))},
    )
    assert say(team, boss, scope, after).refused == {}
    with team.store() as store, store.database.read() as connection:
        row = connection.exec_driver_sql(
            f"SELECT name, is_contested FROM account JOIN head ON record_id = id WHERE id = '{account.id}'"
        ).one()
    assert tuple(row) == ("last", 0)
    assert_sound(team)


def test_nobody_writes_in_another_s_chain_or_name(team: Team, add_account: AddAccount) -> None:
    mine, theirs = team.rep("李卫东"), team.rep("张敏")
    add_account(theirs, "华北电力")
    path = team.export(theirs)
    _, runs, _ = inside(team, path)
    stolen = team.ingest(bundle_of(team, mine, runs))[0]
    assert (stolen.state, stolen.new, stolen.refused) == ("APPLIED", 0, {"R_AUTHOR": 2})
    (result,) = team.ingest(path)
    assert (result.state, result.new, result.refused) == ("APPLIED", 2, {}), "the true author is not shut out"
    as_them = body(mine, user=bytes.fromhex(theirs.user_id))
    scope = msgspec.msgpack.decode(as_them)[2]
    assert say(team, mine, scope, as_them).refused == {"R_AUTHOR": 1}
    with team.store() as store:
        hub = bytes.fromhex(store.identity.replica_id)
    assert say(team, mine, "team", body(mine, scope="team", kind="tool"), replica=hub).refused == {
        "R_AUTHOR": 1
    }
    assert_sound(team)


def test_what_does_not_hold_together_is_quarantined(team: Team, add_account: AddAccount) -> None:
    rep = team.rep("李卫东")
    account, other = add_account(rep, "华北电力"), add_account(rep, "江苏重工")
    _, runs, _ = inside(team, team.export(rep))
    team.deliver(rep)
    one, two = (next(run for run in runs if run.scope.endswith(each.id)) for each in (account, other))
    (crossed,) = team.ingest(bundle_of(team, rep, [Run(two.replica, two.scope, one.tip(), two.bodies)]))
    assert (crossed.state, crossed.code) == ("QUARANTINED", "E_BINDING")
    (mislabelled,) = team.ingest(bundle_of(team, rep, [Run(one.replica, one.scope, one.tip(), [body(rep)])]))
    assert mislabelled.code == "E_BINDING"
    part = ChainPart(one.replica, one.scope, one.prev, bytes(16), 1)
    (lying,) = team.ingest(bundle_of(team, rep, [one], chains=[part]))
    assert lying.code == "E_BINDING"
    (fewer,) = team.ingest(
        bundle_of(
            team, rep, [one], chains=[ChainPart(one.replica, one.scope, one.prev, one.tip(), 2)], operations=2
        )
    )
    assert fewer.code == "E_COUNT"
    (other_user,) = team.ingest(bundle_of(team, rep, [], user=bytes(16)))
    assert other_user.code == "E_BINDING"


# --- notices ---------------------------------------------------------------------------------------------------------


def test_a_restored_copy_goes_another_way_and_both_are_kept(team: Team, add_account: AddAccount) -> None:
    rep = team.rep("李卫东")
    account = add_account(rep, "华北电力")
    _, runs, _ = inside(team, team.export(rep))
    base = next(run for run in runs if run.scope == f"account:{account.id}")
    ways = [
        body(
            rep,
            scope=base.scope,
            record=bytes.fromhex(account.id),
            verb="set",
            fields={"city": Write(city, ())},
        )
        for city in ("北京", "保定")
    ]
    team.deliver(rep)
    results = [
        team.ingest(bundle_of(team, rep, [Run(base.replica, base.scope, base.tip(), [way])]))[0]
        for way in ways
    ]
    assert [result.notices for result in results] == [(), ("N_FORK",)]
    with team.store() as store, store.database.read() as connection:
        contested = (
            connection.exec_driver_sql("SELECT record_id FROM head WHERE is_contested = 1").scalars().all()
        )
    assert contested == [account.id]
    assert_sound(team)


def test_a_wrong_clock_an_old_schema_and_twin_numbers_are_noticed(team: Team) -> None:
    rep = team.rep("李卫东")
    far = clock_at(int((NOW + timedelta(days=365 * 70)).timestamp() * 1000))
    raw = body(rep, clock=far)
    scope = msgspec.msgpack.decode(raw)[2]
    own = bytes.fromhex(new_id())
    run = Run(own, scope, first_prev(team.keys.team, own, scope), [raw])
    (result,) = team.ingest(bundle_of(team, rep, [run], schema=0))
    assert result.notices == ("N_CLOCK", "N_OLDER_SCHEMA")
    with team.store() as store, store.write() as (_, author):
        assert author.clock < clock_at(store.now_ms() + 10 * 60 * 1000), "a wrong clock does not spread"
    twins = [Account(name=name, external_id="A-1", external_source="erp") for name in ("华北", "华北电力")]
    rep.write("add", lambda w: [w.add(each) for each in twins])
    assert team.deliver(rep).notices == ("N_DUP_KEY",)


def test_unknown_kinds_and_fields_are_kept(team: Team) -> None:
    rep = team.rep("李卫东")
    record = bytes.fromhex(new_id())
    raw = body(
        rep,
        record=record,
        scope=f"account:{record.hex()}",
        kind="tender",
        fields={"x.new": Write([1, {"a": b"b"}], ())},
    )
    assert say(team, rep, f"account:{record.hex()}", raw).refused == {}
    assert_sound(team)


def test_the_workspace_may_move_and_still_be_its_device(team: Team, tmp_path: Path) -> None:
    rep = Desk.create(tmp_path / "here", name="李卫东")
    rep.write("add", lambda w: w.add(Account(name="华北电力")))
    team.admit(rep)
    rep.close()
    shutil.move(tmp_path / "here", tmp_path / "there")
    moved = Desk.open(tmp_path / "there")
    moved.write("add", lambda w: w.add(Account(name="江苏重工")))
    path = team.export(moved)
    assert len({run.replica for run in inside(team, path)[1]}) == 2
    (result,) = team.ingest(path)
    assert (result.state, result.new, result.refused) == ("APPLIED", 3, {})
    moved.close()


def test_the_member_is_known_to_the_store(team: Team) -> None:
    rep = team.rep("李卫东")
    team.deliver(rep)
    assert rep.get(Member, rep.user_id) is not None
    assert count(team, "member") == 1
