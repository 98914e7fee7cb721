"""The stage history of a deal as another system kept it: told in time order, reopenings and all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from salesdesk.desk.deals import CLOSED
from salesdesk.desk.derived import derived_id
from salesdesk.domain.deal import Deal, StageMove
from salesdesk.domain.record import Value
from salesdesk.store.writer import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class PastMove:
    """How a deal stood from a moment on; `named` is the stage's name in the other system."""

    at: datetime
    stage: str
    status: str = "open"
    named: str = ""
    reason: str = ""
    amount: int | None = None
    currency: str = ""
    close_date: date | None = None
    member_id: str = ""
    external_id: str = ""


def record_stage_history(
    w: Writer, deal_id: str, moves: Iterable[PastMove], *, source: str = "", brings_up_to_date: bool = True
) -> list[StageMove]:
    """Keep the moves of a deal in the order of time, whatever the order they come in; the same again changes nothing.

    Every row of the other history becomes a move, also where only amount or date changed. With
    `brings_up_to_date` the deal stands at the end where the last move leaves it.
    """
    deal = w.need(Deal, deal_id)
    ordered = sorted(moves, key=lambda move: (move.at, move.external_id))
    kept: list[StageMove] = []
    from_stage = from_status = ""
    for number, move in enumerate(ordered):
        identity = move.external_id or f"{move.at.isoformat()}#{number}"
        kept.append(
            w.put(
                StageMove(
                    id=derived_id(StageMove.KIND, deal_id, source, identity),
                    deal_id=deal_id,
                    moved_at=move.at,
                    from_stage=from_stage,
                    to_stage=move.stage,
                    from_status=from_status,
                    to_status=move.status,
                    reason=move.reason,
                    member_id=move.member_id,
                    amount=move.amount,
                    currency=move.currency or deal.currency,
                    close_date=move.close_date,
                    named_stage=move.named,
                    external_id=move.external_id,
                    external_source=source,
                )
            )
        )
        from_stage, from_status = move.stage, move.status
    if ordered and brings_up_to_date:
        w.set(Deal, deal_id, **_standing(deal, ordered))
    return kept


def _standing(deal: Deal, ordered: list[PastMove]) -> dict[str, Value]:
    """How the last move leaves the deal, and how it came in by the first."""
    first, last = ordered[0], ordered[-1]
    values: dict[str, Value] = {"stage": last.stage, "status": last.status, "stage_on_entry": first.stage}
    values["known_since"] = deal.known_since or first.at.astimezone().date()
    values["closed_on"] = last.at.astimezone().date() if last.status in CLOSED else None
    return values
