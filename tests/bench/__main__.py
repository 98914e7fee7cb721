"""`python -m tests.bench [--full] [--json FILE]`: every row with its floor, as a table and as JSON."""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from tests.bench.measure import Row


def all_rows(sizes: list[int]) -> Iterator[Row]:
    """Every row, each measured when it is asked for."""
    from tests.bench import rows_start, rows_store

    yield from rows_start.rows()
    yield from rows_store.rows(sizes)


def line(row: Row) -> str:
    """A row as a line of the table; times in milliseconds."""
    scale, unit = (1000, "ms") if row.unit == "s" else (1, row.unit)
    mark = "yes" if row.is_reached else "NO"
    return (
        f"{row.name:<44} {row.ours * scale:>10.2f} {unit:<4} {row.floor_name:<28} {row.floor * scale:>10.2f} {unit:<4}"
        f" {row.ratio:>8.3f}  <= {row.reach:<6.3g} {mark:<4} {row.note}"
    )


def main() -> int:
    """Measure, print, and write JSON where asked; always 0: a bench tells and does not judge."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--full", action="store_true", help="lists and search at 1,000,000 accounts too")
    parser.add_argument("--json", type=Path, help="write the rows to this file as well")
    arguments = parser.parse_args()
    sizes = [1_000, 10_000, 100_000, *([1_000_000] if arguments.full else [])]
    print(f"{'measured':<44} {'ours':>10}      {'floor':<28} {'':>10}      {'ratio':>8}  reach")
    measured: list[Row] = []
    for row in all_rows(sizes):
        measured.append(row)
        print(line(row), flush=True)
    data = json.dumps([asdict(row) | {"ratio": row.ratio} for row in measured], ensure_ascii=False, indent=1)
    if arguments.json:
        arguments.json.write_text(data + "\n", "utf-8")
    else:
        print(data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
