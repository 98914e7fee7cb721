"""The stage moves of a list in the order of their times: each begins where the one before it ended."""

from collections.abc import Sequence

from salesdesk.domain.record import Value
from salesdesk.exchange.drafts import Draft

_REOPENED = "5"
"""The stage of a deal that was won and then lost after all: it is back before the award."""


def order_moves(drafts: Sequence[Draft]) -> None:
    """Fill the stage and status each move came from, and those that a closing row does not name."""
    by_deal: dict[Value, list[Draft]] = {}
    for draft in drafts:
        deal, moved_at = draft.values.get("deal_id"), draft.values.get("moved_at")
        if deal and moved_at:
            by_deal.setdefault(deal, []).append(draft)
    for moves in by_deal.values():
        moves.sort(key=lambda draft: (str(draft.values["moved_at"]), draft.row))
        stage, status = "", ""
        for draft in moves:
            values = draft.values
            if not values.get("to_stage"):
                values["to_stage"] = _REOPENED if status == "won" or not stage else stage
            if stage:
                values.setdefault("from_stage", stage)
                values.setdefault("from_status", status)
            stage, status = str(values["to_stage"]), str(values.get("to_status") or "open")
            values.setdefault("to_status", status)
