"""Interleaved medians: floor and ours in turn, so that a machine whose speed drifts does not decide."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

RUNS = 5


@dataclass(frozen=True)
class Row:
    """One line of the table; times in seconds unless the unit says otherwise."""

    name: str
    floor_name: str
    floor: float
    ours: float
    reach: float
    unit: str = "s"
    note: str = ""

    @property
    def ratio(self) -> float:
        """Ours over the floor."""
        return self.ours / self.floor if self.floor else float("inf")

    @property
    def is_reached(self) -> bool:
        """Whether the ratio is within reach; a reach below 1 is a share of a slower peer."""
        return self.ratio <= self.reach


def seconds(work: Callable[[], object]) -> float:
    """Wall time of one call, in seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def interleaved(
    floor: Callable[[], object], ours: Callable[[], object], runs: int = RUNS
) -> tuple[float, float]:
    """The medians of floor and ours, called in turn after one warm-up each."""
    floor(), ours()
    pairs = [(seconds(floor), seconds(ours)) for _ in range(runs)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def percentile(values: list[float], share: float) -> float:
    """The value below which that share of the values lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]
