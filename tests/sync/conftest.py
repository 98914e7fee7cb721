"""A team in folders: a manager with a store, reps who join by files, and bundles that go to and fro."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from salesdesk.desk.desk import Desk
from salesdesk.domain.account import Account
from salesdesk.sync import founding, ingest, joining
from salesdesk.sync.device_keys import TeamKeys, team_keys
from salesdesk.sync.export import export
from salesdesk.sync.ingest import FileResult
from salesdesk.sync.team_store import TeamStore

NOW = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)


class Team:
    """A manager, a store, and as many reps as a test needs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = NOW
        self.manager = Desk.in_memory(name="王经理", clock=lambda: self.now)
        self.url = f"sqlite:///{folder / 'team' / 'store.db'}"
        founding.create_team(self.manager, self.url, "华北区")
        self.desks = [self.manager]
        self._files = 0

    @property
    def keys(self) -> TeamKeys:
        """The team's keys."""
        return team_keys(self.manager)

    def store(self) -> TeamStore:
        """The store, opened."""
        return TeamStore.open(self.keys, clock=lambda: self.now)

    def file(self, name: str = "") -> Path:
        """A path for a new file."""
        self._files += 1
        return self.folder / (name or f"{self._files:03d}.sdbundle")

    def solo(self, name: str) -> Desk:
        """A rep who works alone."""
        desk = Desk.in_memory(name=name, clock=lambda: self.now)
        self.desks.append(desk)
        return desk

    def admit(self, desk: Desk, role: str = "rep") -> Desk:
        """Let a rep's workspace join, by files."""
        invitation, request, answer = self.file(), self.file(), self.file()
        with self.store() as store:
            invited = founding.invite(store, invitation, role=role)
            joining.join(desk, invitation, request, invited.words)
            assert founding.approve(store, request, answer) is not None
        joining.take_approval(desk, answer)
        return desk

    def rep(self, name: str, role: str = "rep") -> Desk:
        """A rep of the team."""
        return self.admit(self.solo(name), role)

    def export(self, desk: Desk) -> Path:
        """Everything of a device, in a file."""
        path = self.file()
        (only,) = export(desk, path)
        return only.path

    def ingest(self, *paths: Path) -> list[FileResult]:
        """Take files in."""
        with self.store() as store:
            return ingest.ingest(store, paths)

    def deliver(self, desk: Desk) -> FileResult:
        """Export and take in."""
        (result,) = self.ingest(self.export(desk))
        return result


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    """A team with a manager and a store."""
    made = Team(tmp_path)
    yield made
    for desk in made.desks:
        desk.close()


@pytest.fixture
def add_account() -> Callable[[Desk, str], Account]:
    """Add an account at a desk."""
    return lambda desk, name: desk.write("add.account", lambda w: w.add(Account(name=name)))
