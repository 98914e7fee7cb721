"""The real desk on a database in memory, verbs to make records, and a check that a deed can be undone."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from salesdesk.desk.desk import Desk
from salesdesk.domain.account import Account
from salesdesk.domain.contact import Contact
from salesdesk.domain.deal import Deal
from salesdesk.domain.kinds import KINDS
from salesdesk.domain.record import Record, Value, replaced

NOW = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)
"""Thursday, 10:00 in Shanghai."""


@pytest.fixture
def desk() -> Iterator[Desk]:
    """A desk in memory, at a fixed time."""
    opened = Desk.in_memory(clock=lambda: NOW)
    yield opened
    opened.close()


class Make:
    """Makes records as a user would, with as little said as possible."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def record(self, record: Record) -> Record:
        """Any record."""
        return self.desk.write(f"add.{record.KIND}", lambda w: w.add(record))

    def account(self, name: str = "华北电力设备有限公司", **values: Value) -> Account:
        """An account."""
        return self.desk.write("add.account", lambda w: w.add(Account(name=name, **values)))  # type: ignore[arg-type]

    def contact(self, name: str = "李卫东", *, account: Account | None = None, **values: Value) -> Contact:
        """A contact, at an account of its own when none is given."""
        home = account or self.account()
        contact = replaced(Contact(name=name, account_id=home.id), values)
        return self.desk.write("add.contact", lambda w: w.add(contact))

    def deal(self, name: str = "MES", *, account: Account | None = None, **values: Value) -> Deal:
        """A deal, at an account of its own when none is given."""
        home = account or self.account()
        return self.desk.write("add.deal", lambda w: w.add(Deal(name=name, account_id=home.id, **values)))  # type: ignore[arg-type]


@pytest.fixture
def make(desk: Desk) -> Make:
    """Verbs that make records."""
    return Make(desk)


def everything(desk: Desk) -> dict[str, Record]:
    """Every living record by id."""
    return {record.id: record for kind in KINDS.values() for record in desk.select(kind)}


@pytest.fixture
def check_undo(desk: Desk) -> Callable[[Callable[[], object]], None]:
    """Do a deed, undo it, redo it: the records are as before, then as after."""

    def check(deed: Callable[[], object]) -> None:
        before = everything(desk)
        deed()
        after = everything(desk)
        assert before != after, "the deed changed nothing"
        desk.undo()
        assert everything(desk) == before
        desk.redo()
        assert everything(desk) == after

    return check
