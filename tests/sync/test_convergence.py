"""Desks that do anything, files that arrive anyhow: the store ends the same, and its tables are what the log says."""

import contextlib
import random
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from salesdesk.desk.desk import Desk
from salesdesk.domain.account import Account, Note
from salesdesk.domain.contact import Contact
from salesdesk.domain.deal import Deal
from salesdesk.domain.problems import Known
from salesdesk.domain.strategy import Coach
from salesdesk.store.oplog import Operation, RecordState
from salesdesk.store.rebuild import log_operations
from salesdesk.store.tables import HEAD
from salesdesk.sync.export import export
from salesdesk.sync.verification import verify
from tests.sync.conftest import NOW, Team

Views = dict[str, tuple[str, bool, dict[str, object], tuple[str, ...]]]

HEAR = 9
"""The deed of taking in what another desk has, as a return bundle will bring it."""
DEEDS = st.lists(
    st.tuples(
        st.integers(0, 2), st.sampled_from([0, 1, 2, 3, 3, 3, 4, 5, 6, 7, 8, HEAR, HEAR]), st.integers(0, 5)
    ),
    min_size=12,
    max_size=40,
)
"""Which desk, what, on what."""


def act(desk: Desk, what: int, number: int) -> None:
    """One deed of a person at a desk."""
    accounts, contacts, deals = desk.select(Account), desk.select(Contact), desk.select(Deal)
    if what == 0 or not accounts:
        desk.write("add", lambda w: w.add(Account(name=f"客户 {number}")))
        return
    account = accounts[number % len(accounts)]
    if what == 1:
        desk.write("add", lambda w: w.add(Contact(name="李卫东", account_id=account.id)))
    elif what == 2:
        desk.write("add", lambda w: w.add(Deal(name="MES", account_id=account.id)))
    elif what == 3:
        desk.write("set", lambda w: w.set(Account, account.id, city=f"{number}", remarks="变"))
    elif what == 4 and deals and contacts:
        deal, contact = deals[number % len(deals)], contacts[number % len(contacts)]
        desk.write("add", lambda w: w.add(Coach(deal_id=deal.id, contact_id=contact.id)))
    elif what == 5:
        desk.write("drop", lambda w: w.drop(Account, account.id))
    elif what == 6:
        note = Note(
            about_kind="account", about_id=account.id, text=f"秘密 {number}", is_private=bool(number % 2)
        )
        desk.write("add", lambda w: w.add(note))
    else:
        try:
            desk.undo() if what == 7 else desk.redo()
        except Known as known:
            assert known.code in ("E_NOTHING_TO_UNDO", "E_CHANGED_SINCE")


def views(team: Team) -> Views:
    """What the store shows of every record that is not the hub's own."""
    with team.store() as store, store.database.read() as connection:
        rows = connection.execute(select(HEAD.c.record_id, HEAD.c.kind, HEAD.c.scope, HEAD.c.state)).all()
    return {
        row.record_id: (row.scope, state.is_deleted, dict(state.values()), tuple(sorted(state.conflicts)))
        for row in rows
        if not row.kind.startswith("hub_")
        for state in [RecordState.unpack(row.state)]
    }


def leaving(desk: Desk) -> list[Operation]:
    """Every operation a desk holds, but for private ones."""
    with desk.read() as connection:
        return [each for each in log_operations(connection) if not each.body.scope.startswith("private:")]


def merged(desks: list[Desk]) -> Views:
    """What all that the desks hold shows, merged in another order than the store's."""
    states: dict[str, RecordState] = {}
    scopes: dict[str, str] = {}
    known: set[bytes] = set()
    for desk in reversed(desks):
        for operation in leaving(desk):
            if operation.op_id in known:
                continue
            record = operation.body.record.hex()
            states.setdefault(record, RecordState()).apply(operation, known)
            scopes[record] = operation.body.scope
            known.add(operation.op_id)
    assert not any(state.early for state in states.values())
    return {
        record: (scopes[record], state.is_deleted, dict(state.values()), tuple(sorted(state.conflicts)))
        for record, state in states.items()
    }


def check(team: Team, desks: list[Desk]) -> None:
    expected, found = merged(desks), views(team)
    for scope in {view[0] for view in (*expected.values(), *found.values())}:
        one, other = (
            {record: view for record, view in each.items() if view[0] == scope} for each in (expected, found)
        )
        assert one == other, scope
    with team.store() as store:
        assert verify(store, is_rebuilding=True) == []


@dataclass
class Settled:
    """A team of three managers' desks on the disk, copied for every example: making one takes seconds."""

    folder: Path
    team: Team

    def desks(self) -> list[Desk]:
        return [Desk.open(self.folder / f"desk{number}", clock=lambda: NOW) for number in range(3)]

    @contextmanager
    def put_back(self, aside: Path) -> Iterator[None]:
        """Let everything be as it was afterwards."""
        names = [*(f"desk{number}" for number in range(3)), "team"]
        for name in names:
            shutil.copytree(self.folder / name, aside / name)
        try:
            yield
        finally:
            for name in names:
                shutil.rmtree(self.folder / name)
                shutil.move(aside / name, self.folder / name)
            shutil.rmtree(aside)


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settled]:
    folder = tmp_path_factory.mktemp("settled")
    team = Team(folder)
    for number in range(3):
        desk = Desk.create(folder / f"desk{number}", name=f"经理 {number}", clock=lambda: NOW)
        team.admit(desk, role="manager")
        desk.close()
    yield Settled(folder, team)
    team.manager.close()


@settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow])
@given(deeds=DEEDS, seed=st.integers(0, 2**32), part_bytes=st.sampled_from([1, 48 << 20]))
def test_desks_and_store_converge(
    settled: Settled, tmp_path_factory: pytest.TempPathFactory, deeds: list[tuple[int, int, int]], seed: int,
    part_bytes: int,
) -> None:  # fmt: skip
    """They hear of each other now and then, so they write the same records at the same time."""
    folder = tmp_path_factory.mktemp("run")
    with settled.put_back(folder), ExitStack() as closing:
        desks = [closing.enter_context(contextlib.closing(desk)) for desk in settled.desks()]
        files = worked(desks, deeds, random.Random(seed), folder, part_bytes)
        states = {result.state for path in files for result in settled.team.ingest(path)}
        assert states <= {"APPLIED", "DUPLICATE", "HELD"}
        results = settled.team.ingest(*files)
        assert {(result.state, *result.refused) for result in results} <= {("APPLIED",), ("DUPLICATE",)}
        check(settled.team, desks)


def worked(
    desks: list[Desk], deeds: list[tuple[int, int, int]], chance: random.Random, folder: Path, part_bytes: int
) -> list[Path]:
    """Do the deeds; the files exported on the way, some twice, in the order they arrive in."""
    for what in (0, 1, 2):
        act(desks[0], what, 0)
    for other in desks[1:]:
        other.receive(leaving(desks[0]))
    files: list[Path] = []
    for place, (who, what, number) in enumerate(deeds):
        if what == HEAR:
            desks[who].receive(leaving(desks[number % 3]))
        else:
            act(desks[who], what, number)
        if chance.random() < 0.2:
            files += [
                each.path for each in export(desks[who], folder / f"{place}.sdbundle", part_bytes=part_bytes)
            ]
    for who, desk in enumerate(desks):
        files += [each.path for each in export(desk, folder / f"last{who}.sdbundle", part_bytes=part_bytes)]
    files += chance.sample(files, len(files) // 2)
    chance.shuffle(files)
    return files
