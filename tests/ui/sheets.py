"""A deal with people on its map, for the tests of the room of deals."""

from dataclasses import dataclass
from datetime import timedelta

from salesdesk.desk.deals import create_deal
from salesdesk.desk.desk import Desk
from salesdesk.desk.evidence import Proof
from salesdesk.desk.strategy import add_competitor, put_on_map, rate
from salesdesk.desk.visits import plan_visit
from salesdesk.domain.account import Account
from salesdesk.domain.contact import Contact
from salesdesk.domain.deal import Deal
from salesdesk.domain.strategy import Influence
from tests.ui.conftest import Make


@dataclass(frozen=True)
class OneDeal:
    """A key project with three people: one known and met, one guessed, one against us."""

    account: Account
    deal: Deal
    li: Influence
    zhou: Influence
    zhao: Influence
    spare: Contact


def one_deal(desk: Desk, make: Make) -> OneDeal:
    """Make it by the desk's own verbs."""
    account = make.account("华北电力设备有限公司")
    people = [
        make.contact(name, account=account, title=title)
        for name, title in (("李卫东", "生产总监"), ("周敏", "运营副总"), ("赵明", "总工"), ("王芳", "车间主任"))
    ]
    deal = desk.write(
        "add.deal",
        lambda w: create_deal(
            w, account.id, "产线 MES 升级一期", today=desk.today(), stage="4", amount=320_000_000,
            objective_what="两条产线 MES", position="level",
        ),
    )  # fmt: skip
    visit = desk.write("plan_visit", lambda w: plan_visit(w, account.id, deal_id=deal.id, contact_ids=[people[0].id]))
    proof = Proof(visit_id=visit.id, contact_id=people[0].id, words="停线一小时损失八万", said_on=desk.today())
    parts = [
        desk.write("put_on_map", lambda w, one=person, on=line: put_on_map(w, deal.id, one.id, [on], influence="high"))
        for person, line in zip(people[:3], ("user", "management", "technical"), strict=True)
    ]
    attitudes = (("strong_supporter", proof), ("neutral", None), ("opponent", None))
    rated = [
        desk.write("rate", lambda w, one=part, how=attitude, why=shown: rate(w, one.id, evidence=why, attitude=how))
        for part, (attitude, shown) in zip(parts, attitudes, strict=True)
    ]
    desk.write("add.competitor", lambda w: add_competitor(w, deal.id, "恒创", standing="level"))
    return OneDeal(account, deal, *rated, people[3])


LATER = timedelta(days=30)
