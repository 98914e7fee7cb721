"""The records that the cells of a list refer to: by id, else external id, else exact name, looked up in bulk."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from salesdesk.domain.kinds import KINDS
from salesdesk.domain.record import Value, field_map, new_id
from salesdesk.exchange.drafts import Draft
from salesdesk.exchange.likeness import company_key

_FOREIGN_ID = re.compile(r"0[0-9a-zA-Z]{14}(?:[0-9a-zA-Z]{3})?|[0-9a-f]{32}|\d+")
"""Texts that are ids of some program rather than names of companies."""
ANY_KIND = "*"
"""What a reference says that may lead to a record of every kind."""
_NAMES = {"account": ("name", "short_name"), "product": ("name", "code"), "tool": ("title",)}


class _Lookups(Protocol):
    def ids_where(self, kind: str, field: str, values: Collection[Value]) -> Mapping[Value, tuple[str, ...]]:
        """Value → ids of the living records that have it in the field."""

    def columns(self, kind: str, fields: Sequence[str]) -> Iterable[tuple[object, ...]]:
        """(id, columns…) of every living record of the kind."""


class References:
    """Text → ids, for every kind that the list refers to."""

    def __init__(self, kind: str, lookups: _Lookups) -> None:
        self._kind = kind
        self._lookups = lookups
        self._found: dict[tuple[str, str], tuple[str, ...]] = {}
        self._own: dict[str, set[str]] = {}
        self._asked: set[tuple[str, str]] = set()

    def learn(self, kind: str, texts: Collection[str]) -> None:
        """Look up what the texts of one column mean; what is found by id is not looked up by name."""
        if kind == ANY_KIND:
            self._learn_anything(texts)
            return
        if kind not in KINDS:
            return
        fields = field_map(KINDS[kind])
        self._asked.update((kind, text) for text in texts)
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

    def _learn_anything(self, texts: Collection[str]) -> None:
        """What may be about a record of any kind names it by its id."""
        ids = {text.replace("-", "").lower(): text for text in texts}
        for kind in KINDS:
            left = [
                key for key, text in ids.items() if len(key) == 32 and (ANY_KIND, text) not in self._found
            ]
            if not left:
                return
            for value, found in self._lookups.ids_where(kind, "id", left).items():
                self._found[ANY_KIND, ids[str(value)]] = found

    def learn_alike(self) -> None:
        """Account names that nothing is found for may be written otherwise than the account's own."""
        by_key: dict[str, list[str]] = {}
        for text in self._unknown_accounts():
            by_key.setdefault(company_key(text), []).append(text)
        if not by_key:
            return
        alike: dict[str, set[str]] = {}
        for record_id, name, short_name in self._lookups.columns("account", ("name", "short_name")):
            for key in {company_key(str(name or "")), company_key(str(short_name or ""))} & by_key.keys():
                alike.setdefault(key, set()).add(str(record_id))
        for key, ids in alike.items():
            for text in by_key[key]:
                self._found["account", text] = tuple(sorted(ids))

    def make_accounts(self) -> dict[str, str]:
        """Account id → name for each company still not found: one account, however often it is named."""
        made: dict[str, tuple[str, str]] = {}
        for text in sorted(self._unknown_accounts()):
            record_id, _ = made.setdefault(company_key(text), (new_id(), text))
            self._found["account", text] = (record_id,)
        return dict(made.values())

    def _unknown_accounts(self) -> list[str]:
        return [
            text
            for kind, text in self._asked
            if kind == "account" and (kind, text) not in self._found and not _FOREIGN_ID.fullmatch(text)
        ]

    def learn_own(self, drafts: Sequence[Draft], names: Mapping[int, str]) -> None:
        """Rows of the list itself can be referred to as well, by external id or name."""
        for draft in drafts:
            for text in (draft.external_id, names.get(draft.row, "")):
                if text and draft.id:
                    self._own.setdefault(text, set()).add(draft.id)

    def find(self, kind: str, text: str) -> tuple[str, ...]:
        """The ids that a text means; records of the workspace come before rows of the list."""
        found = self._found.get((kind, text), ())
        if not found and kind == self._kind:
            return tuple(sorted(self._own.get(text, ())))
        return found
