"""Rules for every test: Qt without a display, no warning in the log, the folder of real lists."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

# Before any test module makes a QApplication.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import settings

# Two cores are shared by the workers, so a wall-clock limit per example would fail by chance; the
# database of examples would be a folder shared by all tests.
settings.register_profile("salesdesk", deadline=None, database=None)
settings.load_profile("salesdesk")


class RecordsOfTest(logging.Handler):
    """Keeps what was logged at WARNING or above while one test ran."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def quiet_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that logs a warning, unless it is marked `logs`."""
    handler = RecordsOfTest()
    root = logging.getLogger()
    root.addHandler(handler)
    yield
    root.removeHandler(handler)
    if handler.lines and request.node.get_closest_marker("logs") is None:
        pytest.fail("logged a warning:\n" + "\n".join(handler.lines))


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The folder of real lists named by SALESDESK_TEST_DATA; skips where there is none."""
    named = os.environ.get("SALESDESK_TEST_DATA")
    if not named:
        pytest.skip("SALESDESK_TEST_DATA names no folder of real lists")
    folder = Path(named)
    if not folder.is_dir():
        pytest.skip(f"SALESDESK_TEST_DATA names {folder}, which is not a folder")
    return folder
