"""The group an account belongs to, as a tree with what is going on below each member."""

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from salesdesk.domain.account import Account
from salesdesk.domain.deal import Deal

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk


@dataclass(frozen=True, slots=True)
class GroupMember:
    """An account of a group; its figures include all that stands below it."""

    account: Account
    members: "tuple[GroupMember, ...]"
    open_deals: int
    amounts: tuple[tuple[int, str], ...]
    """Of the open deals: (minor units, currency), added up per currency."""


def group_tree(desk: "Desk", account_id: str) -> tuple[GroupMember, ...]:
    """The group of an account from its top; one tree, or several where two devices tied a ring."""
    from salesdesk.store.families import group_of, keepers, records_where
    from salesdesk.store.queries import records_by_id

    with desk.read() as connection:
        ids = group_of(connection, account_id)
        accounts = records_by_id(connection, Account, ids)
        kept = keepers(connection, ids)
        deals = [deal for deal in records_where(connection, Deal, "account_id", ids) if deal.status == "open"]
    own: dict[str, list[Deal]] = defaultdict(list)
    for deal in deals:
        own[kept.get(deal.account_id, deal.account_id)].append(deal)
    shown = {one.id: one for one in accounts.values() if kept.get(one.id) == one.id}
    below: dict[str, list[Account]] = defaultdict(list)
    for account in sorted(shown.values(), key=lambda one: (one.name, one.id)):
        parent = kept.get(account.parent_id, account.parent_id)
        below[parent if parent in shown else ""].append(account)
    tops = below[""] or [shown[next(iter(shown))]] if shown else []
    seen: set[str] = set()
    return tuple(_member(account, below, own, seen) for account in tops)


def _member(
    account: Account, below: dict[str, list[Account]], own: dict[str, list[Deal]], seen: set[str]
) -> GroupMember:
    seen.add(account.id)
    members = tuple(_member(one, below, own, seen) for one in below[account.id] if one.id not in seen)
    totals: dict[str, int] = defaultdict(int)
    for deal in own[account.id]:
        if deal.amount is not None:
            totals[deal.currency] += deal.amount
    for member in members:
        for minor, currency in member.amounts:
            totals[currency] += minor
    count = len(own[account.id]) + sum(member.open_deals for member in members)
    amounts = tuple(sorted(((minor, currency) for currency, minor in totals.items()), reverse=True))
    return GroupMember(account, members, count, amounts)
