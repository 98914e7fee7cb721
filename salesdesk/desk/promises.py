"""Promises of both sides and what became of them; the single touch by WeChat or phone."""

from datetime import date, datetime

from salesdesk.desk.derived import next_ranks
from salesdesk.domain.visit import Commitment, Touch
from salesdesk.store.writer import Writer


def note_touch(
    w: Writer,
    account_id: str,
    words: str,
    *,
    contact_id: str = "",
    deal_id: str = "",
    kind: str = "wechat",
    direction: str = "both",
    at: datetime | None = None,
    line: str = "",
) -> Touch:
    """Note a WeChat or phone contact in one line: contact, but not face to face."""
    return w.add(
        Touch(
            account_id=account_id,
            deal_id=deal_id,
            contact_id=contact_id,
            owner_id=w.user_id,
            kind=kind,
            direction=direction,
            touched_at=at or w.now,
            line=line,
            words=words.strip(),
        )
    )


def settle_promise(w: Writer, commitment_id: str, state: str, *, today: date) -> Commitment:
    """Say what became of a promise: kept (on that day), broken, withdrawn, or promised again."""
    return w.set(Commitment, commitment_id, state=state, kept_on=today if state == "kept" else None)


def promise(
    w: Writer,
    account_id: str,
    what: str,
    *,
    side: str,
    due_on: date | None,
    deal_id: str = "",
    contact_id: str = "",
    member_id: str = "",
) -> Commitment:
    """Note a promise made outside a visit."""
    who = member_id or (w.user_id if side == "ours" else "")
    rows = w.select(Commitment, account_id=account_id)
    return w.add(
        Commitment(
            account_id=account_id,
            deal_id=deal_id,
            side=side,
            contact_id=contact_id,
            member_id=who,
            what=what.strip(),
            due_on=due_on,
            order=next_ranks(rows, 1)[0],
        )
    )
