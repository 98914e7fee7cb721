"""What is done with accounts: made without making them twice, set into their group."""

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from salesdesk.domain.account import Account, Site
from salesdesk.domain.problems import Known
from salesdesk.domain.record import Value
from salesdesk.store.writer import Writer

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk

_LEGAL_FORMS = (
    "股份有限公司", "有限责任公司", "集团有限公司", "有限公司", "总公司", "集团公司", "分公司", "公司", "集团",
    "corporation", "incorporated", "company", "limited", "holdings", "group", "corp", "inc", "ltd", "llc", "llp",
    "plc", "gmbh", "pte", "pty", "bhd", "sdn", "ag", "sa", "srl", "spa", "nv", "bv", "kg", "ab", "oy", "co", "the",
)  # fmt: skip
_CHINESE_FORMS = tuple(form for form in _LEGAL_FORMS if not form.isascii())
_LATIN_FORMS = frozenset(form for form in _LEGAL_FORMS if form.isascii())
_BRACKETS = re.compile(r"[（(]([^（）()]*)[）)]")
_SHORTEST = 2
"""A shorter core says too little to find a likeness by."""
_ALIKE = 86
"""From this likeness on (0–100), two cores are named to the user."""


def normal_name(name: str) -> str:
    """The core of a company's name: without legal form, brackets, blanks, case and width.

    What is left of two spellings of one company is equal: 华北电力设备（集团）有限公司, 华北电力设备.
    """
    text = unicodedata.normalize("NFKC", name).casefold()
    text = _BRACKETS.sub(lambda found: "" if found[1] in _CHINESE_FORMS else found[1], text)
    words = [word for word in re.split(r"[\W_]+", text.replace("'", "")) if word]
    kept = [word for word in words if word not in _LATIN_FORMS] or words
    core = "".join(kept)
    while True:
        form = next((form for form in _CHINESE_FORMS if core.endswith(form) and core != form), None)
        if form is None:
            return core
        core = core.removesuffix(form)


@dataclass(frozen=True, slots=True)
class Similar:
    """An account that may be the one somebody is about to make; `is_same` when the cores are equal."""

    account: Account
    is_same: bool
    likeness: int
    """0 to 100."""


def find_similar(desk: "Desk", name: str, *, limit: int = 5) -> list[Similar]:
    """Accounts whose name may mean the same company, the likeliest first; merged ones stand for their keeper."""
    from salesdesk.store.queries import records_by_id, search

    core = normal_name(name)
    if len(core) < _SHORTEST:
        return []
    queries = dict.fromkeys((core, core[:4], core[-4:], core[:2]))
    with desk.read() as connection:
        ids: dict[str, None] = {}
        for query in queries:
            ids.update((hit.id, None) for hit in search(connection, query, kinds=(Account.KIND,), limit=100))
        accounts = records_by_id(connection, Account, list(ids))
    found = [_likeness(core, account) for account in accounts.values() if not account.merged_into_id]
    found = [similar for similar in found if similar.likeness >= _ALIKE]
    return sorted(found, key=lambda similar: (-similar.likeness, similar.account.id))[:limit]


def _likeness(core: str, account: Account) -> Similar:
    from rapidfuzz import fuzz

    others = re.split(r"[;；,，、\n]", account.other_names)
    cores = {normal_name(name) for name in (account.name, account.short_name, *others)}
    cores = {other for other in cores if len(other) >= _SHORTEST}
    if core in cores:
        return Similar(account, True, 100)
    best = 0
    for other in cores:
        best = max(best, round(fuzz.ratio(core, other)))
        shorter, longer = sorted((core, other), key=len)
        if len(shorter) >= 4 and shorter in longer:
            best = max(best, 90)
    return Similar(account, False, min(best, 99))


def create_account(w: Writer, name: str, **values: Value) -> Account:
    """Put a new account, owned by who makes it unless said otherwise; `find_similar` is asked before."""
    facts: dict[str, Value] = {"owner_id": w.user_id, **values}
    return w.add(Account(name=name.strip(), **facts))  # type: ignore[arg-type]  # checked by the writer


def create_site(w: Writer, account_id: str, name: str, **values: Value) -> Site:
    """Put a new site of an account."""
    w.need(Account, account_id)
    return w.add(Site(account_id=account_id, name=name.strip(), **values))  # type: ignore[arg-type]  # as above


def set_parent(w: Writer, account_id: str, parent_id: str) -> Account:
    """Put an account under another, or under none when `parent_id` is empty.

    Raises Known E_FIELD (reason cycle) where the group would lead back to the account.
    """
    seen = {account_id}
    above = parent_id
    while above:
        if above in seen:
            raise Known("E_FIELD", kind=Account.KIND, field="parent_id", reason="cycle")
        seen.add(above)
        above = w.need(Account, above).parent_id
    return w.set(Account, account_id, parent_id=parent_id)
