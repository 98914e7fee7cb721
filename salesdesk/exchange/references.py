"""The records that the cells of a list refer to: by id, else external id, else exact name, looked up in bulk."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from salesdesk.domain.kinds import KINDS
from salesdesk.domain.record import Value, field_map
from salesdesk.exchange.drafts import Draft

_NAMES = {"account": ("name", "short_name"), "product": ("name", "code"), "tool": ("title",)}


class _Lookups(Protocol):
    def ids_where(self, kind: str, field: str, values: Collection[Value]) -> Mapping[Value, tuple[str, ...]]:
        """Value → ids of the living records that have it in the field."""


class References:
    """Text → ids, for every kind that the list refers to."""

    def __init__(self, kind: str, lookups: _Lookups) -> None:
        self._kind = kind
        self._lookups = lookups
        self._found: dict[tuple[str, str], tuple[str, ...]] = {}
        self._own: dict[str, set[str]] = {}

    def learn(self, kind: str, texts: Collection[str]) -> None:
        """Look up what the texts of one column mean; what is found by id is not looked up by name."""
        if kind not in KINDS:
            return
        fields = field_map(KINDS[kind])
        left = {text for text in texts if (kind, text) not in self._found}
        ids = {text.replace("-", "").lower(): text for text in left}
        for value, found in self._lookups.ids_where(
            kind, "id", [text for text in ids if len(text) == 32]
        ).items():
            self._found[kind, ids[str(value)]] = found
        for name in ("external_id", *_NAMES.get(kind, ("name",))):
            left = {text for text in left if (kind, text) not in self._found}
            if left and name in fields:
                for value, found in self._lookups.ids_where(kind, name, left).items():
                    self._found[kind, str(value)] = found

    def learn_own(self, drafts: Sequence[Draft], names: Mapping[int, str]) -> None:
        """Rows of the list itself can be referred to as well, by external id or name."""
        for draft in drafts:
            for text in (draft.external_id, names.get(draft.row, "")):
                if text:
                    self._own.setdefault(text, set()).add(draft.id)

    def find(self, kind: str, text: str) -> tuple[str, ...]:
        """The ids that a text means; records of the workspace come before rows of the list."""
        found = self._found.get((kind, text), ())
        if not found and kind == self._kind:
            return tuple(sorted(self._own.get(text, ())))
        return found
