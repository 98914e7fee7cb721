"""A deal with people on its map, for the tests of the room of deals."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from salesdesk.desk.deals import create_deal
from salesdesk.desk.desk import Desk
from salesdesk.desk.evidence import Proof
from salesdesk.desk.strategy import add_competitor, put_on_map, rate
from salesdesk.desk.visits import plan_visit
from salesdesk.domain.account import Account
from salesdesk.domain.contact import Contact
from salesdesk.domain.deal import Deal
from salesdesk.domain.strategy import Influence
from salesdesk.ui.deals.screen import DealsScreen
from tests.ui.conftest import Make, press


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
        for name, title in (
            ("李卫东", "生产总监"),
            ("周敏", "运营副总"),
            ("赵明", "总工"),
            ("王芳", "车间主任"),
        )
    ]
    deal = desk.write(
        "add.deal",
        lambda w: create_deal(
            w, account.id, "产线 MES 升级一期", today=desk.today(), stage="4", amount=320_000_000,
            objective_what="两条产线 MES", position="level",
        ),
    )  # fmt: skip
    visit = desk.write(
        "plan_visit", lambda w: plan_visit(w, account.id, deal_id=deal.id, contact_ids=[people[0].id])
    )
    proof = Proof(
        visit_id=visit.id, contact_id=people[0].id, words="停线一小时损失八万", said_on=desk.today()
    )
    li, zhou, zhao = (
        _stand(desk, deal, person, line, attitude, shown)
        for person, line, attitude, shown in zip(
            people[:3],
            ("user", "management", "technical"),
            ("strong_supporter", "neutral", "opponent"),
            (proof, None, None),
            strict=True,
        )
    )
    desk.write("add.competitor", lambda w: add_competitor(w, deal.id, "恒创", standing="level"))
    return OneDeal(account, deal, li, zhou, zhao, people[3])


def _stand(
    desk: Desk, deal: Deal, person: Contact, line: str, attitude: str, proof: Proof | None
) -> Influence:
    part = desk.write("put_on_map", lambda w: put_on_map(w, deal.id, person.id, [line], influence="high"))
    return desk.write("rate_person", lambda w: rate(w, part.id, evidence=proof, attitude=attitude))


@contextmanager
def open_sheet(qtbot, frame, desk: Desk, one: OneDeal) -> Iterator[DealsScreen]:
    """The room with the sheet of the deal open and read, told of every change as the window tells it."""
    screen = DealsScreen(frame)
    qtbot.addWidget(screen)
    stop = desk.on_change(screen.hear)
    screen.resize(1366, 712)
    screen.show()
    screen.open(one.deal.id)
    settle(qtbot, frame)
    yield screen
    stop()


def settle(qtbot, frame) -> None:
    """Wait until nothing is on its way and everything is laid out."""
    qtbot.waitUntil(lambda: not frame.tasks.is_busy)
    QApplication.processEvents()


def press_card(room, part: Influence, key: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key on the card of a person."""
    canvas = room.sheet.map.canvas
    canvas.set_current(next(one.name for one in canvas.regions if one.name.startswith(part.id)))
    press(canvas, key, modifiers)


def words_of(widget) -> str:
    """All words that are seen in a widget."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())
