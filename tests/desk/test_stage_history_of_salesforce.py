"""A real export of stage history: every deal's moves told in time order, one deal reopened after being won."""

import csv
from collections import defaultdict
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from salesdesk.desk.desk import Desk
from salesdesk.desk.stage_history import PastMove, record_stage_history
from salesdesk.domain.deal import Deal, StageMove
from salesdesk.domain.record import Record

from .conftest import NOW, Make

STAGES = {
    "Prospecting": "1",
    "Qualification": "2",
    "Needs Analysis": "2",
    "Id. Decision Makers": "2",
    "Value Proposition": "3",
    "Perception Analysis": "4",
    "Proposal/Price Quote": "4",
    "Negotiation/Review": "5",
    "Closed Won": "6",
    "Closed Lost": "5",
}
STATUSES = {"Closed Won": "won", "Closed Lost": "lost"}


def past_moves(path: Path) -> dict[str, list[PastMove]]:
    found: defaultdict[str, list[PastMove]] = defaultdict(list)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            name = row["StageName"]
            move = PastMove(
                at=datetime.strptime(row["CreatedDate"], "%m/%d/%y %I:%M %p").replace(tzinfo=UTC),
                stage=STAGES[name],
                status=STATUSES.get(name, "open"),
                named=name,
                amount=round(float(row["Amount"]) * 100) if row["Amount"] else None,
                currency="USD",
                external_id=row["Id"],
            )
            found[row["OpportunityId"]].append(move)
    return found


def test_every_move_of_the_export_is_told_once_and_in_order(data_dir: Path) -> None:
    histories = past_moves(data_dir / "crm" / "salesforce" / "OpportunityHistory.csv")
    desk = Desk.in_memory(clock=lambda: NOW)
    make = Make(desk)
    account = make.account()
    deals: dict[str, Record] = {
        external: make.deal(external, account=account, external_id=external) for external in histories
    }

    def tell() -> None:
        for external, moves in histories.items():
            work = partial(record_stage_history, deal_id=deals[external].id, moves=moves)
            desk.write("record_stage_history", work)

    tell()
    told = desk.select(StageMove)
    assert len(told) == sum(len(moves) for moves in histories.values()) == 48
    reopened = set()
    for external, moves in histories.items():
        own = sorted(
            desk.select(StageMove, deal_id=deals[external].id), key=lambda m: (str(m.moved_at), m.external_id)
        )
        assert [move.from_stage for move in own] == ["", *(move.to_stage for move in own[:-1])]
        deal = desk.need(Deal, deals[external].id)
        assert (deal.stage, deal.status) == (own[-1].to_stage, own[-1].to_status)
        assert len(own) == len(moves)
        if any(move.from_status == "won" and move.to_status != "won" for move in own):
            reopened.add(external)
    assert reopened
    tell()
    assert {move.id for move in desk.select(StageMove)} == {move.id for move in told}
    desk.close()
