"""Ids that two devices make alike, and ranks that order the rows of a list."""

import hashlib
from collections.abc import Iterable
from itertools import zip_longest
from typing import TypeVar

from salesdesk.domain.record import Record
from salesdesk.store.writer import Writer

R = TypeVar("R", bound=Record)

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_WIDTH = 4
_FIRST = "1000"


def derived_id(*parts: str) -> str:
    """An id that follows from its parts (a UUID of version 8): the same on every device."""
    content = "\x1f".join(("salesdesk", *parts)).encode()
    number = int.from_bytes(hashlib.sha256(content).digest()[:16], "big")
    number = (number & ~(0xF << 76)) | (0x8 << 76)
    number = (number & ~(0x3 << 62)) | (0x2 << 62)
    return f"{number:032x}"


def rank_after(rank: str) -> str:
    """A rank behind the one given; after no rank, the first."""
    if not rank:
        return _FIRST
    start = rank[:_WIDTH].ljust(_WIDTH, "0")
    if start.strip(_DIGITS) or start == _DIGITS[-1] * _WIDTH:
        return rank + "i"
    number = int(start, len(_DIGITS)) + 1
    return "".join(
        _DIGITS[number // len(_DIGITS) ** place % len(_DIGITS)] for place in reversed(range(_WIDTH))
    )


def rank_between(before: str, after: str) -> str:
    """A rank between two others; an empty one is the end of the list on that side."""
    if not after:
        return rank_after(before)
    found = ""
    is_bounded = True
    for low, high in zip_longest(before, after, fillvalue=""):
        start = max(_DIGITS.find(low), 0) if low else 0
        end = _DIGITS.find(high) if is_bounded and high else len(_DIGITS)
        if end - start > 1:
            return found + _DIGITS[(start + end) // 2]
        found += _DIGITS[start]
        is_bounded = is_bounded and start == end
    return found + "i"


def last_rank(rows: Iterable[Record]) -> str:
    """The highest rank among the rows; empty when there is none."""
    return max((str(row.value("order")) for row in rows), default="")


def next_ranks(rows: Iterable[Record], count: int) -> list[str]:
    """So many ranks behind those of the rows, in order."""
    ranks: list[str] = []
    last = last_rank(rows)
    for _ in range(count):
        last = rank_after(last)
        ranks.append(last)
    return ranks


def place_row(w: Writer, row: R, siblings: Iterable[R], place: int) -> R:
    """Put a row at a place (0 is the first) among those it stands with; only its own rank is written."""
    others = sorted(
        (one for one in siblings if one.id != row.id), key=lambda one: (str(one.value("order")), one.id)
    )
    place = max(0, min(place, len(others)))
    before = str(others[place - 1].value("order")) if place else ""
    after = str(others[place].value("order")) if place < len(others) else ""
    return w.set(type(row), row.id, order=rank_between(before, after))
