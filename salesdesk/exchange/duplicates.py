"""Rows that stand for a record that is there already under another key: the same name, written otherwise."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from salesdesk.desk.values import moment_text
from salesdesk.domain.record import Record
from salesdesk.exchange.drafts import Draft
from salesdesk.exchange.likeness import company_key, email_key, person_key, phone_key

_FIELDS: dict[str, tuple[str, ...]] = {
    "account": ("name", "short_name", "other_names"),
    "site": ("account_id", "name"),
    "contact": ("account_id", "name", "email", "phone", "mobile"),
    "lead": ("company", "contact_name", "email", "name"),
    "deal": ("account_id", "name"),
    "stage_move": ("deal_id", "moved_at", "to_stage"),
    "visit": ("account_id", "starts_at", "kind"),
    "product": ("name", "code"),
    "member": ("name", "email"),
}
_SOURCES = ("external_id", "external_source")


class _Lookups(Protocol):
    def columns(self, kind: str, fields: Sequence[str]) -> Iterable[tuple[object, ...]]:
        """(id, columns…) of every living record of the kind."""


class Duplicates:
    """Keys of the records and rows there are; a row with a key that is taken is a duplicate.

    Rows with ids of their own from the same program are different records there, and so they are here.
    """

    def __init__(self, kind: str, lookups: _Lookups, *, is_asked: bool) -> None:
        self._kind = kind
        self._lookups = lookups
        self._is_asked = is_asked and kind in _FIELDS
        self._keys: dict[int, list[str]] = {}
        self._taken: dict[str, list[tuple[str, str, str]]] = {}

    def learn(self, drafts: Sequence[Draft], existing: Mapping[str, Record]) -> None:
        """Read the records there are, where any row could be a duplicate of one."""
        if not self._is_asked or all(draft.id in existing for draft in drafts):
            return
        names = _FIELDS[self._kind]
        self._keys = {draft.row: _keys(self._kind, draft.values) for draft in drafts}
        wanted = {key for keys in self._keys.values() for key in keys}
        for row in self._lookups.columns(self._kind, (*names, *_SOURCES)):
            texts = {name: str(value or "") for name, value in zip(names, row[1:], strict=False)}
            for key in _keys(self._kind, texts):
                if key in wanted:
                    external_id, source = (str(value or "") for value in row[-2:])
                    self._taken.setdefault(key, []).append(
                        (str(row[0]), external_id if source else "", source)
                    )

    def of(self, draft: Draft) -> str:
        """The id of the record, or the number of the row, that this row repeats; empty when it is the first."""
        if not self._is_asked:
            return ""
        source = str(draft.values.get("external_source") or "")
        keys = self._keys.get(draft.row, ())
        for key in keys:
            for other, external_id, other_source in self._taken.get(key, ()):
                is_distinct = draft.external_id and external_id and source == other_source
                if not is_distinct:
                    return other
        for key in keys:
            self._taken.setdefault(key, []).append((str(draft.row), draft.external_id, source))
        return ""


def _keys(kind: str, values: Mapping[str, object]) -> list[str]:
    """The keys of a record or row; two with one key in common are taken for the same."""
    if kind == "account":
        names = [str(values.get("name") or ""), str(values.get("short_name") or "")]
        names += str(values.get("other_names") or "").replace("；", ";").split(";")
        return list(dict.fromkeys(company_key(name) for name in names if name))
    text = {name: _text(values.get(name)) for name in _FIELDS[kind]}
    if kind == "contact":
        name = person_key(text["name"])
        marks = (
            text["account_id"],
            email_key(text["email"]),
            phone_key(text["mobile"]),
            phone_key(text["phone"]),
        )
        return [f"{name} {mark}" for mark in marks if name and mark]
    if kind == "lead":
        person = person_key(text["contact_name"])
        company, email = company_key(text["company"] or text["name"]), email_key(text["email"])
        return [f"{company} {person}" for _ in range(1) if company] + ([f"{person} {email}"] if email else [])
    if kind == "member":
        return [key for key in (person_key(text["name"]), email_key(text["email"])) if key]
    if kind == "product":
        return [key for key in (f"code {text['code']}" if text["code"] else person_key(text["name"]),) if key]
    parts = [person_key(text[name]) if name == "name" else text[name] for name in _FIELDS[kind]]
    return [" ".join(parts)] if all(parts) else []


def _text(value: object) -> str:
    return moment_text(value) if isinstance(value, datetime) else str(value or "")
