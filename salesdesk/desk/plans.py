"""Account plans: made with their parts filled from what is known already, extended, approved, reviewed."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from salesdesk.desk.derived import last_rank, next_ranks, rank_after
from salesdesk.domain.account import Account
from salesdesk.domain.contact import Contact
from salesdesk.domain.deal import Deal, DealLine, Product
from salesdesk.domain.lines import weight_of
from salesdesk.domain.plan import (
    AccountPlan,
    PlanCompetitor,
    PlanDriver,
    PlanPerson,
    PlanReview,
    PlanTarget,
    WhiteSpace,
)
from salesdesk.domain.problems import Known
from salesdesk.domain.record import TEXT_LIMIT, Record, Value, replaced
from salesdesk.domain.strategy import Competitor, Influence
from salesdesk.store.families import keepers, shown_as_one
from salesdesk.store.writer import Writer
from salesdesk.text.currency import minor_digits

_MEDIUM = 2
_PEOPLE = 12


def create_account_plan(
    w: Writer, account_id: str, name: str, *, today: date, years: int = 3, **values: Value
) -> AccountPlan:
    """Make a plan of an account over some years, its parts filled from the account's deals.

    People, competitors, targets, white space, pressures and history are a start, to be changed.
    """
    w.need(Account, account_id)
    w.flush()
    root = keepers(w.connection, [account_id])[account_id]
    deals = [deal for one in shown_as_one(w.connection, [root]) for deal in w.select(Deal, account_id=one)]
    facts: dict[str, Value] = {
        "owner_id": w.user_id,
        "from_year": today.year,
        "until_year": today.year + years - 1,
        "history": _history(deals),
        **values,
    }
    plan = w.add(replaced(AccountPlan(account_id=root, name=name.strip()), facts))
    for rows in (
        _people(w, plan, deals),
        _competitors(w, plan, deals),
        _targets(plan, deals),
        _white_space(w, plan, deals),
        _pressures(plan, deals),
    ):
        _put_in_order(w, rows)
    return plan


def _put_in_order(w: Writer, rows: Iterable[Record]) -> None:
    found = list(rows)
    for row, rank in zip(found, next_ranks([], len(found)), strict=True):
        w.add(replaced(row, {"order": rank}))


def _history(deals: Iterable[Deal]) -> str:
    """A line for each deal won: day, name, amount."""
    won = sorted((deal for deal in deals if deal.status == "won"), key=lambda deal: str(deal.closed_on))
    return "\n".join(
        " · ".join(part for part in (str(deal.closed_on or ""), deal.name, _amount(deal)) if part)
        for deal in won
    )


def _amount(deal: Deal) -> str:
    if deal.amount is None:
        return ""
    return f"{deal.currency} {deal.amount // 10 ** minor_digits(deal.currency):,}"


def _people(w: Writer, plan: AccountPlan, deals: Iterable[Deal]) -> list[PlanPerson]:
    """Who weighs in the account's deals, the heaviest first; who has left does not count."""
    weights: defaultdict[str, int] = defaultdict(int)
    parts: dict[str, Influence] = {}
    for deal in deals:
        for part in w.select(Influence, deal_id=deal.id):
            if part.contact_id and weight_of(part) >= _MEDIUM:
                weights[part.contact_id] = max(weights[part.contact_id], weight_of(part))
                parts.setdefault(part.contact_id, part)
    ranked = sorted(weights, key=lambda one: (-weights[one], parts[one].order, one))
    there = [one for one in ranked if (person := w.get(Contact, one)) is not None and not person.has_left]
    return [
        PlanPerson(plan_id=plan.id, contact_id=one, part=_part(parts[one]), owner_id=parts[one].owner_id)
        for one in there[:_PEOPLE]
    ]


def _part(part: Influence) -> str:
    if part.attitude in ("opponent", "strong_opponent"):
        return "sceptic"
    if part.on_decision_line:
        return "decision_maker"
    return "user" if part.on_user_line else "partner"


def _competitors(w: Writer, plan: AccountPlan, deals: Iterable[Deal]) -> list[PlanCompetitor]:
    rivals: dict[str, Competitor] = {}
    for deal in deals:
        for row in w.select(Competitor, deal_id=deal.id):
            if row.way in ("rival", ""):
                rivals.setdefault(row.name.strip().casefold(), row)
    return [
        PlanCompetitor(
            plan_id=plan.id,
            name=row.name,
            strengths=row.strengths[:TEXT_LIMIT],
            weaknesses=row.weaknesses[:TEXT_LIMIT],
            our_answer=row.our_answer,
        )
        for row in rivals.values()
    ]


def _targets(plan: AccountPlan, deals: Iterable[Deal]) -> list[PlanTarget]:
    """The open deals by year and currency of their signing, within the plan's years."""
    sums: defaultdict[tuple[int, str], int] = defaultdict(int)
    for deal in deals:
        if deal.status == "open" and deal.close_date and deal.amount:
            sums[deal.close_date.year, deal.currency] += deal.amount
    first, last = plan.from_year or 0, plan.until_year or 0
    for year in range(first, last + 1):
        if not any(known == year for known, _ in sums):
            sums[year, plan.currency] += 0
    return [
        PlanTarget(plan_id=plan.id, year=year, amount=amount or None, currency=currency)
        for (year, currency), amount in sorted(sums.items())
        if first <= year <= last
    ]


def _white_space(w: Writer, plan: AccountPlan, deals: Iterable[Deal]) -> list[WhiteSpace]:
    """For each product in the account's deals: sold already, or yet to be sold."""
    account = w.need(Account, plan.account_id)
    sold: defaultdict[tuple[str, str], int] = defaultdict(int)
    possible: defaultdict[tuple[str, str], int] = defaultdict(int)
    for deal in deals:
        for line in w.select(DealLine, deal_id=deal.id):
            key = line.product_id or line.description, line.currency
            if deal.status == "won":
                sold[key] += line.amount or 0
            elif deal.status in ("open", "on_hold"):
                possible[key] += line.amount or 0
    rows = []
    for key in dict.fromkeys((*sold, *possible)):
        product = w.get(Product, key[0])
        rows.append(
            WhiteSpace(
                plan_id=plan.id,
                unit=account.short_name or account.name,
                product_id=product.id if product else "",
                offering=product.name if product else key[0],
                state="ours" if key in sold else "empty",
                present=sold.get(key),
                potential=possible.get(key),
                currency=key[1],
            )
        )
    return rows


def _pressures(plan: AccountPlan, deals: Iterable[Deal]) -> list[PlanDriver]:
    """The needs behind the deals, as pressures the plan answers to."""
    return [
        PlanDriver(
            plan_id=plan.id,
            kind="pressure",
            statement=deal.need_behind.strip()[:TEXT_LIMIT],
            source=deal.name,
        )
        for deal in deals
        if deal.need_behind.strip() and "\n" not in deal.need_behind.strip()
    ]


def add_to_plan(w: Writer, row: Record) -> Record:
    """Put a row at the end of its part of a plan."""
    plan_id = str(row.value("plan_id"))
    w.need(AccountPlan, plan_id)
    last = last_rank(w.select(type(row), plan_id=plan_id))
    return w.add(replaced(row, {"order": rank_after(last)}))


_NEXT_STATES = {
    "draft": ("submitted",),
    "submitted": ("approved", "draft"),
    "approved": ("closed", "draft"),
    "closed": ("draft",),
}


def move_plan(w: Writer, plan_id: str, state: str) -> AccountPlan:
    """Submit, approve, close a plan or take it back; raises Known E_CHOICE for a step that does not follow."""
    plan = w.need(AccountPlan, plan_id)
    allowed = _NEXT_STATES[plan.state]
    if state not in allowed:
        raise Known("E_CHOICE", kind=AccountPlan.KIND, field="state", value=state, choices=", ".join(allowed))
    return w.set(AccountPlan, plan_id, state=state)


def hold_review(w: Writer, plan_id: str, *, today: date, **values: Value) -> PlanReview:
    """Note a review of a plan held today: who was there, health, findings, decisions, when the next is."""
    w.need(AccountPlan, plan_id)
    return w.add(replaced(PlanReview(plan_id=plan_id, held_on=today), values))
