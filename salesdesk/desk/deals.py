"""What is done with deals: made with the ways not to buy from us, moved, closed, reopened, their parts."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from salesdesk.desk.derived import derived_id, next_ranks
from salesdesk.desk.evidence import Proof, prove
from salesdesk.domain.account import Account
from salesdesk.domain.deal import BuyingStep, Deal, DealLine, DealMember, Party, StageMove
from salesdesk.domain.problems import Known
from salesdesk.domain.record import Value
from salesdesk.domain.strategy import Competitor
from salesdesk.store.writer import Writer

OPEN = ("open", "on_hold")
CLOSED = ("won", "lost", "no_decision")
WAYS_ALWAYS_THERE = ("do_nothing", "in_house")
"""Of every key project; their names are these codes, and words stand for them where they are shown."""
LAST_STAGE = "6"


def create_deal(w: Writer, account_id: str, name: str, *, today: date, **values: Value) -> Deal:
    """Put a new deal, owned by who makes it; a key project has doing nothing and in-house as competitors."""
    w.need(Account, account_id)
    facts: dict[str, Value] = {"owner_id": w.user_id, "known_since": today, **values}
    facts.setdefault("stage_on_entry", facts.get("stage", "1"))
    deal = w.add(Deal(account_id=account_id, name=name.strip(), **facts))  # type: ignore[arg-type]  # checked there
    put_ways(w, deal)
    return deal


def put_ways(w: Writer, deal: Deal) -> None:
    """Let a key project have doing nothing and in-house among its competitors, once on all devices."""
    if deal.deal_kind != "key_project":
        return
    for way, rank in zip(WAYS_ALWAYS_THERE, ("z001", "z002"), strict=True):
        way_id = derived_id(Competitor.KIND, deal.id, way)
        if w.get(Competitor, way_id) is None:
            w.put(Competitor(id=way_id, deal_id=deal.id, way=way, order=rank))


def set_deal_kind(w: Writer, deal_id: str, kind: str) -> Deal:
    """Make a deal another kind of purchase; what becomes a key project gets what belongs to one."""
    deal = w.set(Deal, deal_id, deal_kind=kind)
    put_ways(w, deal)
    return deal


def move_stage(
    w: Writer, deal_id: str, to: str, *, today: date, reason: str = "", evidence: Proof | None = None
) -> StageMove:
    """Move an open deal to a stage, forward or back, and keep the move; whether it is proven is read, not stored.

    Raises Known E_FIELD (reason closed, or unchanged where it stands there already), E_CHOICE.
    """
    deal = w.need(Deal, deal_id)
    if deal.status in CLOSED:
        raise Known("E_FIELD", kind=Deal.KIND, field="stage", reason="closed")
    if deal.stage == to:
        raise Known("E_FIELD", kind=Deal.KIND, field="stage", reason="unchanged", value=to)
    after = w.set(Deal, deal_id, stage=to)
    return _keep_move(w, deal, after, today, reason, evidence)


def close_deal(
    w: Writer,
    deal_id: str,
    status: str,
    *,
    today: date,
    reason: str = "",
    lost_to: str = "",
    evidence: Proof | None = None,
) -> StageMove:
    """Close a deal as won (signed: the last stage), lost or no decision; the last two want a reason.

    Raises Known E_CHOICE, E_FIELD (reason closed, or required for the reason).
    """
    deal = w.need(Deal, deal_id)
    if status not in CLOSED:
        raise Known("E_CHOICE", kind=Deal.KIND, field="status", value=status, choices=", ".join(CLOSED))
    if deal.status in CLOSED:
        raise Known("E_FIELD", kind=Deal.KIND, field="status", reason="closed")
    if status != "won" and not reason.strip():
        raise Known("E_FIELD", kind=Deal.KIND, field="reason", reason="required")
    facts: dict[str, Value] = {
        "status": status,
        "reason": reason.strip(),
        "lost_to": lost_to.strip(),
        "closed_on": today,
    }
    if status == "won":
        facts["stage"] = LAST_STAGE
        facts["fulfilment"] = deal.fulfilment or "signed"
    after = w.set(Deal, deal_id, **facts)
    return _keep_move(w, deal, after, today, reason, evidence)


def hold_deal(w: Writer, deal_id: str, *, today: date, reason: str) -> StageMove:
    """Put an open deal on hold; raises Known E_FIELD (reason closed, unchanged, or required for the reason)."""
    deal = w.need(Deal, deal_id)
    if deal.status != "open":
        why = "closed" if deal.status in CLOSED else "unchanged"
        raise Known("E_FIELD", kind=Deal.KIND, field="status", reason=why)
    if not reason.strip():
        raise Known("E_FIELD", kind=Deal.KIND, field="reason", reason="required")
    after = w.set(Deal, deal_id, status="on_hold", reason=reason.strip())
    return _keep_move(w, deal, after, today, reason, None)


def reopen_deal(w: Writer, deal_id: str, *, today: date, stage: str = "", reason: str = "") -> StageMove:
    """Work on a closed or held deal again, in the stage it had before unless one is named.

    Raises Known E_FIELD (reason not_closed).
    """
    deal = w.need(Deal, deal_id)
    if deal.status == "open":
        raise Known("E_FIELD", kind=Deal.KIND, field="status", reason="not_closed")
    to = stage or _stage_before(w, deal)
    facts: dict[str, Value] = {"status": "open", "stage": to, "reason": "", "lost_to": "", "closed_on": None}
    if deal.fulfilment == "signed" and deal.status == "won":
        facts["fulfilment"] = ""
    after = w.set(Deal, deal_id, **facts)
    return _keep_move(w, deal, after, today, reason, None)


def _stage_before(w: Writer, deal: Deal) -> str:
    """The stage from which a deal was closed."""
    moves = [move for move in w.select(StageMove, deal_id=deal.id) if move.to_status == deal.status]
    last = max(
        moves, key=lambda move: (move.moved_at or datetime.min.replace(tzinfo=UTC), move.id), default=None
    )
    return last.from_stage if last and last.from_stage else deal.stage


def moment_of(now: datetime, today: date) -> datetime:
    """The time stamp of a deed done on a day: now when that is today, otherwise noon of that day here."""
    if now.astimezone().date() == today:
        return now
    return datetime.combine(today, time(12)).astimezone()


def _keep_move(
    w: Writer, before: Deal, after: Deal, today: date, reason: str, evidence: Proof | None
) -> StageMove:
    move = w.add(
        StageMove(
            deal_id=after.id,
            moved_at=moment_of(w.now, today),
            from_stage=before.stage,
            to_stage=after.stage,
            from_status=before.status,
            to_status=after.status,
            reason=reason.strip(),
            member_id=w.user_id,
            amount=after.amount,
            currency=after.currency,
            close_date=after.close_date,
        )
    )
    if evidence is not None and evidence.is_anchored:
        prove(w, move, "to_stage", evidence)
    return move


# --- the parts of a deal ------------------------------------------------------------------------------------------


def add_line(w: Writer, deal_id: str, description: str, **values: Value) -> DealLine:
    """Put a product or scope at the end of a deal's lines; quantity × price gives the amount where it is not said."""
    deal = w.need(Deal, deal_id)
    rank = next_ranks(w.select(DealLine, deal_id=deal_id), 1)[0]
    facts: dict[str, Value] = {"currency": deal.currency, "order": rank, **values}
    quantity, price = facts.get("quantity"), facts.get("unit_price")
    if "amount" not in facts and isinstance(quantity, int) and isinstance(price, int):
        facts["amount"] = (quantity * price + 500) // 1000
    return w.add(DealLine(deal_id=deal_id, description=description.strip(), **facts))  # type: ignore[arg-type]


def take_amount_from_lines(w: Writer, deal_id: str) -> Deal:
    """Let the deal's amount be the sum of its lines in the deal's currency."""
    deal = w.need(Deal, deal_id)
    lines = [line for line in w.select(DealLine, deal_id=deal_id) if line.currency == deal.currency]
    return w.set(Deal, deal_id, amount=sum(line.amount or 0 for line in lines))


def add_buying_step(w: Writer, deal_id: str, name: str, **values: Value) -> BuyingStep:
    """Put a step at the end of the customer's way to buy."""
    w.need(Deal, deal_id)
    facts: dict[str, Value] = {"order": next_ranks(w.select(BuyingStep, deal_id=deal_id), 1)[0], **values}
    return w.add(BuyingStep(deal_id=deal_id, name=name.strip(), **facts))  # type: ignore[arg-type]  # checked there


def finish_buying_step(w: Writer, step_id: str, *, today: date, evidence: Proof | None = None) -> BuyingStep:
    """Note that the customer has done a step."""
    step = w.set(BuyingStep, step_id, state="done", done_on=today)
    if evidence is not None and evidence.is_anchored:
        prove(w, step, "state", evidence)
    return step


def add_party(w: Writer, deal_id: str, account_id: str, role: str, **values: Value) -> Party:
    """Let another account have a part in a deal; the same account in the same role is one party."""
    w.need(Account, account_id)
    facts: dict[str, Value] = {"order": next_ranks(w.select(Party, deal_id=deal_id), 1)[0], **values}
    party_id = derived_id(Party.KIND, deal_id, account_id, role)
    return w.put(Party(id=party_id, deal_id=deal_id, account_id=account_id, role=role, **facts))  # type: ignore[arg-type]


def join_deal(w: Writer, deal_id: str, member_id: str, role: str, *, today: date) -> DealMember:
    """Let one of us belong to the team of a deal from today on."""
    rank = next_ranks(w.select(DealMember, deal_id=deal_id), 1)[0]
    return w.add(DealMember(deal_id=deal_id, member_id=member_id, role=role, from_on=today, order=rank))


def leave_deal(w: Writer, deal_member_id: str, *, today: date) -> DealMember:
    """Let one of us no longer belong to the team of a deal."""
    return w.set(DealMember, deal_member_id, until_on=today)


def set_next_step(w: Writer, deal_id: str, next_step: str, *, on: date | None) -> Deal:
    """Say what is done next about a deal, and when."""
    return w.set(Deal, deal_id, next_step=next_step.strip(), next_step_on=on)


def change_fact(
    w: Writer, deal_id: str, values: Mapping[str, Value], *, evidence: Proof | None = None
) -> Deal:
    """Write what is now known of a deal, each value with the evidence given; without any it is a guess."""
    deal = w.set(Deal, deal_id, **values)
    if evidence is not None and evidence.is_anchored:
        for name in values:
            prove(w, deal, name, evidence)
    return deal
