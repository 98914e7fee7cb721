"""An account plan filled from the desk, in the language in force: the open part, and what only our house reads."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from salesdesk.domain.codes import STAGES
from salesdesk.domain.deal import Deal
from salesdesk.domain.plan import (
    AccountPlan,
    FitLine,
    PlanAction,
    PlanCompetitor,
    PlanDriver,
    PlanGoal,
    PlanPerson,
    PlanResource,
    PlanReview,
    PlanRisk,
    PlanTarget,
    WhiteSpace,
)
from salesdesk.domain.record import Record
from salesdesk.drawing.org_chart import OrgPerson
from salesdesk.reports.collect_open import PlanWords
from salesdesk.reports.data import AccountPlanPaper, InternalPlan, PlanAim, Row
from salesdesk.text import choice, tr
from salesdesk.text.formats import date_words, money, money_total, percent

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk

_CHART_LIMIT = 60


def plan_paper(desk: "Desk", plan: AccountPlan, *, edition: str = "internal") -> AccountPlanPaper:
    """What a plan prints, also one that is not written down yet; `edition` as above."""
    if edition == "customer":
        return AccountPlanPaper(PlanWords(desk, plan).open_plan())
    words = _InternalWords(desk, plan)
    return AccountPlanPaper(words.open_plan(), words.internal_plan())


def _choice(record: Record, name: str) -> str:
    value = record.value(name)
    return choice(f"{record.KIND}.{name}.{value}") if value else ""


def _joined(*parts: str) -> str:
    return "\n".join(part for part in parts if part.strip())


class _InternalWords(PlanWords):
    """A plan put into words for our own house."""

    def internal_plan(self) -> InternalPlan:
        """All the rest."""
        plan = self.plan
        deals = self.desk.select(Deal, account_id=plan.account_id)
        running = [deal for deal in deals if deal.status in ("", "open", "on_hold")]
        amounts = [(deal.amount, deal.currency) for deal in running if deal.amount is not None]
        targets = self.rows(PlanTarget)
        return InternalPlan(
            owner=self.members.get(plan.owner_id, ""),
            state=_choice(plan, "state"),
            type=_choice(plan, "type"),
            tier=self.account.tier,
            judgement=_choice(self.account, "judgement"),
            wallet=money(plan.wallet, plan.currency),
            wallet_ours=money(plan.wallet_ours, plan.currency),
            share=percent(round(100 * (plan.wallet_ours or 0) / plan.wallet)) if plan.wallet else "",
            organisation=plan.their_organisation,
            chart=self.chart(),
            people=tuple(self.person(row) for row in self.rows(PlanPerson)),
            driver_sources=tuple((*self.driver(row), self.source(row)) for row in self.rows(PlanDriver)),
            deals=tuple(self.deal(row) for row in sorted(deals, key=_latest, reverse=True)),
            deals_total=money_total(amounts),
            fit=tuple(self.fit(row) for row in self.rows(FitLine)),
            white_space=tuple(self.white(row) for row in self.rows(WhiteSpace)),
            competitors=tuple(_competitor(row) for row in self.rows(PlanCompetitor)),
            strengths=plan.strengths,
            weaknesses=plan.weaknesses,
            opportunities=plan.opportunities,
            threats=plan.threats,
            targets=tuple(self.target(row) for row in sorted(targets, key=_period)),
            targets_total=_totals(targets),
            aims=tuple(self.whole_aim(goal) for goal in self.rows(PlanGoal)),
            risks=tuple(self.risk(row) for row in self.rows(PlanRisk)),
            resources=tuple(_resource(row) for row in self.rows(PlanResource)),
            reviews=tuple(_review(row) for row in sorted(self.rows(PlanReview), key=_held, reverse=True)),
            remarks=plan.remarks,
        )

    def whole_aim(self, goal: PlanGoal) -> PlanAim:
        """A goal with all its actions; whose it is where it is not a joint one."""
        made = self.aim(goal, [row for row in self.rows(PlanAction) if row.goal_id == goal.id])
        return replace(made, side=_choice(goal, "side") if goal.side != "joint" else "")

    def chart(self) -> tuple[OrgPerson, ...]:
        """The reporting lines of the account, where any are known."""
        people = sorted(self.contacts.values(), key=lambda contact: contact.id)
        if not any(contact.reports_to_id in self.contacts for contact in people):
            return ()
        return tuple(
            OrgPerson(one.id, one.name, one.title, one.reports_to_id, has_left=one.has_left)
            for one in people[:_CHART_LIMIT]
        )

    def person(self, row: PlanPerson) -> Row:
        """A person who matters for the plan."""
        contact = self.contacts.get(row.contact_id)
        name = " · ".join(part for part in (contact.name, contact.title) if part) if contact else ""
        relation = _choice(row, "relation_now"), _choice(row, "relation_wanted")
        return name, _choice(row, "part"), *relation, self.members.get(row.owner_id, ""), row.next_step

    def source(self, row: PlanDriver) -> str:
        """Who said it and where it stands."""
        return " · ".join(
            part for part in (self.who(row.contact_id), row.source, date_words(row.said_on)) if part
        )

    def deal(self, row: Deal) -> Row:
        """A deal of the account, running or ended."""
        if row.status in ("", "open", "on_hold"):
            place = choice(f"deal.stage.{row.stage}") if row.stage in STAGES else ""
            when = row.close_date
        else:
            place, when = choice(f"deal.status.{row.status}"), row.closed_on or row.close_date
        return row.name, place, money(row.amount, row.currency), date_words(when)

    def fit(self, row: FitLine) -> Row:
        """How an offering fits, and what must change at which cost."""
        change = " ".join(part for part in (_choice(row, "change_kind"), row.change) if part)
        who = _joined(self.members.get(row.owner_id, ""), date_words(row.due_on))
        fit = "" if row.fit is None else str(row.fit)
        offering = self.offering(row.product_id, row.offering)
        return row.area, offering, fit, row.gap, _joined(change, money(row.cost, row.currency)), who

    def white(self, row: WhiteSpace) -> Row:
        """One unit and one offering."""
        state = " · ".join(part for part in (_choice(row, "state"), row.competitor) if part)
        amounts = money(row.present, row.currency), money(row.potential, row.currency)
        return row.unit, self.offering(row.product_id, row.offering), state, *amounts, row.next_step

    def target(self, row: PlanTarget) -> Row:
        """What is to be sold in a year or quarter."""
        period = str(row.year or "")
        if row.quarter:
            period = tr("{year}, quarter {quarter}").format(year=period, quarter=row.quarter)
        return period, self.products.get(row.product_id, tr("all")), money(row.amount, row.currency)

    def risk(self, row: PlanRisk) -> Row:
        """What may go wrong, and our answer."""
        who = _joined(self.members.get(row.owner_id, ""), date_words(row.due_on))
        return row.risk, _choice(row, "severity"), row.answer, who, _choice(row, "state")


def _latest(deal: Deal) -> tuple[date, str]:
    return deal.closed_on or deal.close_date or date.min, deal.id


def _period(row: PlanTarget) -> tuple[int, int, str]:
    return row.year or 0, row.quarter or 0, row.id


def _held(row: PlanReview) -> tuple[date, str]:
    return row.held_on or date.min, row.id


def _totals(targets: Iterable[PlanTarget]) -> tuple[Row, ...]:
    """Per year and currency: the targets of the year as a whole, else the sum of its quarters, of all products."""
    found: dict[int, list[PlanTarget]] = {}
    for row in targets:
        if row.year is not None and row.amount is not None:
            found.setdefault(row.year, []).append(row)
    rows = []
    for year, members in sorted(found.items()):
        general = [row for row in members if not row.product_id] or members
        whole = [row for row in general if not row.quarter] or general
        rows.append((str(year), money_total([(row.amount or 0, row.currency) for row in whole])))
    return tuple(rows)


def _competitor(row: PlanCompetitor) -> Row:
    strong = tr("strong: {words}").format(words=row.strengths) if row.strengths else ""
    weak = tr("weak: {words}").format(words=row.weaknesses) if row.weaknesses else ""
    share = percent(row.share) if row.share is not None else ""
    return row.name, row.holds, share, _joined(strong, weak), row.our_answer


def _resource(row: PlanResource) -> Row:
    state = " · ".join(part for part in (_choice(row, "state"), row.answer) if part)
    return row.resource, money(row.cost, row.currency), date_words(row.needed_by), state


def _review(row: PlanReview) -> Row:
    return date_words(row.held_on), row.present, row.findings, row.decisions, date_words(row.next_on)
