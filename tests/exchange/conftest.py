"""The real desk on a database in memory."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from salesdesk.desk.desk import Desk


@pytest.fixture
def desk() -> Iterator[Desk]:
    """A desk in memory, at a fixed time."""
    opened = Desk.in_memory(clock=lambda: datetime(2026, 11, 26, 2, 0, tzinfo=UTC))
    yield opened
    opened.close()
