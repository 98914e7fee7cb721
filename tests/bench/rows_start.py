"""Rows about starting: first paint, first page of rows, idle memory, each against an empty window of PySide6."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.measure import RUNS, Row
from tests.bench.rows_store import Sized

_HOLDING = 100_000
"""Accounts in the workspace that is opened."""


def probe(*arguments: str) -> dict[str, float]:
    """Start a process and note when it says what: seconds after its start, and its memory in MiB."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": ""}
    start = time.perf_counter()
    told: dict[str, float] = {}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bench.start_probe", *arguments],
        stdout=subprocess.PIPE, text=True, env=environment,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        for line in process.stdout:
            words = line.split()
            told[words[0]] = float(words[1]) / 1024 if len(words) > 1 else time.perf_counter() - start
    return told


def rows() -> Iterator[Row]:
    """Starting with 100,000 accounts in an encrypted workspace whose key lies in a file."""
    folder = Path(tempfile.mkdtemp(prefix="salesdesk-start-"))
    try:
        Sized(folder / "desk", _HOLDING).desk.close()
        told = [(probe("empty"), probe("app", str(folder / "desk"))) for _ in range(RUNS + 1)][1:]
        for name, key, reach in (
            ("start to first paint", "painted", 1.8),
            ("start to first page of rows", "rows", 3.2),
        ):
            floor, ours = (statistics.median(pair[at][key] for pair in told) for at in (0, 1))
            yield Row(name, "empty PySide6 window", floor, ours, reach)
        floor, ours = (statistics.median(pair[at]["pss"] for pair in told) for at in (0, 1))
        yield Row(f"idle memory, {_HOLDING:,} accounts open", "empty window", floor, ours, 2.2, unit="MiB")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
