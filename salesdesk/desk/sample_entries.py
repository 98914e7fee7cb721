"""How an entry of the sample is read: its rows and words."""

from collections.abc import Mapping
from typing import cast

Entry = Mapping[str, object]


def rows(entry: Entry, name: str) -> list[Entry]:
    """The entries of a list within an entry; none where it has no such list."""
    return cast("list[Entry]", entry.get(name, []))


def texts(entry: Entry, name: str) -> list[str]:
    """The words or keys of a list within an entry."""
    return [str(one) for one in cast("list[object]", entry.get(name, []))]
