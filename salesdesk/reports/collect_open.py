"""What both houses may read of an account plan, filled from the desk in the language in force.

Everything is read through `Opened`, which refuses every field that is not marked open.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

from salesdesk.domain.account import Account
from salesdesk.domain.contact import Contact
from salesdesk.domain.deal import Product
from salesdesk.domain.plan import AccountPlan, FitLine, PlanAction, PlanDriver, PlanGoal
from salesdesk.domain.record import Record, field_map
from salesdesk.domain.team import Member
from salesdesk.reports.data import OpenPlan, PlanAct, PlanAim, Row
from salesdesk.reports.opened import Opened
from salesdesk.text.formats import date_words, percent

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk

R = TypeVar("R", bound=Record)


def years(first: int | None, last: int | None) -> str:
    """A span of years: 2027–2029."""
    if first is None or last is None or first == last:
        return str(first or last or "")
    return f"{first}–{last}"


class PlanWords:
    """A plan put into words."""

    def __init__(self, desk: "Desk", plan: AccountPlan) -> None:
        self.desk, self.plan = desk, plan
        self.account = desk.need(Account, plan.account_id)
        self.contacts = {contact.id: contact for contact in desk.select(Contact, account_id=plan.account_id)}
        self.members = {member.id: member.name for member in desk.select(Member)}
        self.products = {product.id: product.name for product in desk.select(Product)}

    def rows(self, record_class: type[R]) -> list[R]:
        """The rows of the plan of one kind, in the order of the plan."""
        found = self.desk.select(record_class, plan_id=self.plan.id)
        return sorted(
            found,
            key=lambda row: (str(row.value("order")) if "order" in field_map(record_class) else "", row.id),
        )

    def who(self, contact_id: str) -> str:
        """Name of a contact."""
        contact = self.contacts.get(contact_id)
        return contact.name if contact else ""

    def open_plan(self) -> OpenPlan:
        """The open part, through the check of each field."""
        plan, account = Opened(self.plan), Opened(self.account)
        aims = tuple(self.open_aim(goal) for goal in self.rows(PlanGoal) if goal.side != "ours")
        place = " · ".join(part for part in (account.words("industry"), account.words("city")) if part)
        return OpenPlan(
            account=account.words("name"),
            name=plan.words("name"),
            place=place,
            years=years(self.plan.from_year, self.plan.until_year),
            prepared_on=date_words(self.desk.today()),
            ambition=plan.words("ambition"),
            their_business=plan.words("their_business"),
            their_strategy=plan.words("their_strategy"),
            history=plan.words("history"),
            drivers=tuple(self.driver(row) for row in self.rows(PlanDriver)),
            fit=tuple(self.open_fit(row) for row in self.rows(FitLine)),
            people=self.named_people(),
            aims=aims,
        )

    def driver(self, row: PlanDriver) -> Row:
        """One strategy, goal, pressure or investment of theirs."""
        given = Opened(row)
        span = (
            years(row.from_year, row.until_year)
            if given.words("from_year") or given.words("until_year")
            else ""
        )
        return given.words("kind"), given.words("statement"), span, given.money("amount")

    def open_fit(self, row: FitLine) -> Row:
        """An area of theirs with what we offer for it."""
        return Opened(row).words("area"), self.offering(row.product_id, Opened(row).words("offering"))

    def offering(self, product_id: str, words: str) -> str:
        """The words for an offering, else the name of the product."""
        return words or self.products.get(product_id, "")

    def shared(self, row_class: type[R]) -> list[R]:
        """Rows of the joint plan that are not ours alone."""
        return [row for row in self.rows(row_class) if row.value("side") != "ours"]

    def named_people(self) -> tuple[Row, ...]:
        """Their people who are named in what both houses read."""
        named = [Opened(row).id("contact_id") for row in (*self.shared(PlanGoal), *self.shared(PlanAction))]
        people = [Opened(self.contacts[key]) for key in dict.fromkeys(named) if key in self.contacts]
        return tuple((one.words("name"), one.words("title"), one.words("department")) for one in people)

    def open_aim(self, goal: PlanGoal) -> PlanAim:
        """A goal with the actions that are not ours alone."""
        return self.aim(goal, [row for row in self.shared(PlanAction) if row.goal_id == goal.id])

    def aim(self, goal: PlanGoal, actions: Iterable[PlanAction]) -> PlanAim:
        """A goal with some of its actions."""
        given = Opened(goal)
        progress = given.words("progress")
        return PlanAim(
            goal=given.words("goal"),
            measure=given.words("measure"),
            ours=self.members.get(given.id("member_id"), ""),
            theirs=self.who(given.id("contact_id")),
            due=given.words("due_on"),
            progress=percent(int(progress)) if progress else "",
            state=given.words("state"),
            acts=tuple(self.act(row) for row in actions),
        )

    def act(self, row: PlanAction) -> PlanAct:
        """One action."""
        given = Opened(row)
        return PlanAct(
            what=given.words("what"),
            ours=self.members.get(given.id("member_id"), ""),
            theirs=self.who(given.id("contact_id")),
            due=given.words("due_on"),
            state=given.words("state"),
            result=given.words("result"),
        )
