"""Duplicates become one: accounts shown under the one that is kept, contacts made into one record."""

from collections.abc import Mapping

from salesdesk.domain.account import Account
from salesdesk.domain.contact import Contact
from salesdesk.domain.kinds import KINDS, children_of, references_to
from salesdesk.domain.problems import Known
from salesdesk.domain.record import Record, Value, field_map, fields_of, new_id, replaced
from salesdesk.domain.strategy import Influence
from salesdesk.store.writer import Writer

_NEVER_TAKEN = frozenset(
    {"merged_into_id", "parent_id", "account_id", "reports_to_id", "external_id", "external_source"}
)


def merged_values(keep: Record, other: Record, chosen: Mapping[str, str] | None = None) -> dict[str, Value]:
    """What the kept record takes over: values it lacks, and the fields chosen as `other`."""
    chosen = chosen or {}
    values: dict[str, Value] = {}
    for field in fields_of(type(keep)):
        mine, theirs = keep.value(field.name), other.value(field.name)
        if field.name in _NEVER_TAKEN or theirs == field.empty or mine == theirs:
            continue
        if chosen.get(field.name) == "other" or (mine == field.empty and chosen.get(field.name) != "keep"):
            values[field.name] = theirs
    return values


def merge_accounts(
    w: Writer, keep_id: str, other_id: str, *, chosen: Mapping[str, str] | None = None
) -> Account:
    """Let an account stand for its duplicate: what hangs on both is shown as one.

    `chosen` names fields as `keep` or `other`; empty fields take the other's value, names are kept side by side.
    Raises Known E_FIELD (reason cycle) where the two are one already.
    """
    keep, other = w.need(Account, keep_id), w.need(Account, other_id)
    if keep_id == other_id or other_id in _above(w, keep_id, "merged_into_id"):
        raise Known("E_FIELD", kind=Account.KIND, field="merged_into_id", reason="cycle")
    values = merged_values(keep, other, chosen)
    name = str(values.get("name", keep.name))
    names = [keep.other_names, *(one for one in (keep.name, other.name) if one != name), other.other_names]
    joined = "；".join(dict.fromkeys(one for one in names if one))
    values["other_names"] = joined[: field_map(Account)["other_names"].limit]
    above_keep, above_other = _above(w, keep_id, "parent_id"), _above(w, other_id, "parent_id")
    if other_id in above_keep or (not keep.parent_id and keep_id not in above_other):
        values["parent_id"] = other.parent_id
    for child in w.select(Account, parent_id=other_id):
        if child.id != keep_id:
            w.set(Account, child.id, parent_id=keep_id)
    w.set(Account, other_id, merged_into_id=keep_id, parent_id="")
    return w.set(Account, keep_id, **values)


def _above(w: Writer, account_id: str, name: str) -> set[str]:
    """The account and all that its reference of that name leads to."""
    seen: set[str] = set()
    while account_id and account_id not in seen:
        seen.add(account_id)
        above = w.get(Account, account_id)
        account_id = str(above.value(name)) if above else ""
    return seen


def split_account(w: Writer, other_id: str) -> Account:
    """Let a duplicate be an account of its own again."""
    return w.set(Account, other_id, merged_into_id="")


def merge_contacts(
    w: Writer, keep_id: str, other_id: str, *, chosen: Mapping[str, str] | None = None
) -> Contact:
    """Make two records of one person into one: everything that names the other names the kept one from now on.

    Raises Known E_FIELD (reason cycle) for a contact and itself.
    """
    keep, other = w.need(Contact, keep_id), w.need(Contact, other_id)
    if keep_id == other_id:
        raise Known("E_FIELD", kind=Contact.KIND, field="id", reason="cycle")
    _merge_parts(w, keep_id, other_id)
    for kind, name in references_to(Contact.KIND):
        for record in w.select(KINDS[kind], **{name: other_id}):
            if record.id == keep_id:
                w.set(
                    Contact, keep_id, **{name: other.reports_to_id if other.reports_to_id != keep_id else ""}
                )
            elif name in record.PARENTS and w.scope_of(record.id) != w.scope_of(keep_id):
                _copy_to(w, record, {name: keep_id})
            else:
                w.set(KINDS[kind], record.id, **{name: keep_id})
    w.drop(Contact, other_id)
    return w.set(Contact, keep_id, **merged_values(w.need(Contact, keep.id), other, chosen))


def _copy_to(w: Writer, record: Record, values: Mapping[str, Value]) -> None:
    """Make a record anew with what hangs on it: it lives in its account for life, and its copy in another's."""
    copy = w.add(replaced(record, {"id": new_id(), **values}))
    for kind, name in children_of(record.KIND):
        for child in w.select(KINDS[kind], **{name: record.id}):
            _copy_to(w, child, {name: copy.id})


def _merge_parts(w: Writer, keep_id: str, other_id: str) -> None:
    """In a deal where both play a part, one part is left, with what either had."""
    mine = {part.deal_id: part for part in w.select(Influence, contact_id=keep_id)}
    for theirs in w.select(Influence, contact_id=other_id):
        part = mine.get(theirs.deal_id)
        if part is None:
            continue
        values = merged_values(part, theirs)
        values.pop("order", None)
        w.put(replaced(part, values), before=part)
        for kind, name in references_to(Influence.KIND):
            for record in w.select(KINDS[kind], **{name: theirs.id}):
                w.set(KINDS[kind], record.id, **{name: part.id})
        w.drop(Influence, theirs.id)
