"""Fills the visit form and the minute from the desk, in the language in force."""

from typing import TYPE_CHECKING, TypeVar

from salesdesk.domain.account import Account
from salesdesk.domain.contact import Contact
from salesdesk.domain.deal import Deal
from salesdesk.domain.record import Record, field_map
from salesdesk.domain.team import Member
from salesdesk.domain.visit import Attendee, Commitment, Need, Objection, Strength, Visit, VisitQuestion
from salesdesk.reports.data import Row
from salesdesk.reports.opened import Opened
from salesdesk.reports.visit_data import MinutePaper, VisitPaper
from salesdesk.text import choice, tr
from salesdesk.text.formats import date_words, moment_words, words_list

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk

R = TypeVar("R", bound=Record)


def visit_paper(desk: "Desk", visit_id: str) -> VisitPaper:
    """The form of a visit filled in; raises Known E_NOT_FOUND."""
    return _Telling(desk, desk.need(Visit, visit_id)).form()


def minute_paper(desk: "Desk", visit_id: str) -> MinutePaper:
    """The minute of a visit: only fields marked open are read. Raises Known E_NOT_FOUND."""
    return _Telling(desk, desk.need(Visit, visit_id)).minute()


class _Telling:
    """A visit put into words."""

    def __init__(self, desk: "Desk", visit: Visit) -> None:
        self.desk, self.visit = desk, visit
        self.account = desk.get(Account, visit.account_id)
        self.attendees = self.rows(Attendee)
        self.members = {member.id: member.name for member in desk.select(Member)}

    def rows(self, record_class: type[R]) -> list[R]:
        """The rows of the visit of one kind, in their order."""
        found = self.desk.select(record_class, visit_id=self.visit.id)
        has_order = "order" in field_map(record_class)
        return sorted(found, key=lambda row: (str(row.value("order")) if has_order else "", row.id))

    def who(self, contact_id: str) -> str:
        """Name of a contact."""
        contact = self.desk.get(Contact, contact_id) if contact_id else None
        return Opened(contact).words("name") if contact else ""

    def people(self, *, met: bool, ours: bool) -> str:
        """Those planned or met, theirs or ours."""
        names = []
        for one in self.attendees:
            if not (one.was_met if met else one.is_planned) or bool(one.member_id) != ours:
                continue
            name = (
                self.members.get(one.member_id, "") or self.who(one.contact_id) or Opened(one).words("name")
            )
            names.append(name)
        return words_list(names)

    def form(self) -> VisitPaper:
        """Plan and record."""
        visit = self.visit
        deal = self.desk.get(Deal, visit.deal_id) if visit.deal_id else None
        asked = [
            choice(f"visit.asked_how.{visit.asked_how}") if visit.asked_how else "",
            date_words(visit.asked_on),
            choice(f"visit.confirmed.{visit.confirmed}") if visit.confirmed else "",
        ]
        return VisitPaper(
            code=visit.id[-8:],
            account=self.account.name if self.account else "",
            deal=deal.name if deal else "",
            kind=choice(f"visit.kind.{visit.kind}"),
            when=moment_words(visit.starts_at),
            place=visit.place,
            owner=self.members.get(visit.owner_id, ""),
            people=self.people(met=False, ours=False),
            customer_reason=visit.customer_reason,
            asked=" · ".join(part for part in asked if part),
            objective_best=visit.objective_best,
            objective_minimum=visit.objective_minimum,
            beliefs=visit.beliefs,
            opening=visit.opening,
            materials=visit.materials,
            questions=tuple(
                (row.question, self.who(row.contact_id), row.answer) for row in self.rows(VisitQuestion)
            ),
            needs=tuple((self.who(row.contact_id), row.need, row.reason_behind) for row in self.rows(Need)),
            strengths=tuple((row.strength, row.proof) for row in self.rows(Strength)),
            objections=tuple((row.objection, row.answer) for row in self.rows(Objection)),
            met=self.people(met=True, ours=False),
            outcome=visit.outcome,
            outcome_reason=visit.outcome_reason,
            commitments=tuple(self.promise(row)[1:] for row in self.rows(Commitment)),
            learned="\n".join(part for part in (visit.agreed, visit.learned) if part),
            next_step=visit.next_step,
            next_step_on=date_words(visit.next_step_on),
        )

    def promise(self, row: Commitment) -> Row:
        """Side, who, what, by when."""
        given = Opened(row)
        side = tr("Our side") if row.side == "ours" else tr("Your side")
        who = self.members.get(row.member_id, "") if row.side == "ours" else self.who(row.contact_id)
        return side, who or side, given.words("what"), given.words("due_on")

    def minute(self) -> MinutePaper:
        """What both sides may read."""
        given = Opened(self.visit)
        needs = [row for row in self.rows(Need) if row.state == "confirmed"]
        promises = [row for row in self.rows(Commitment) if row.state != "withdrawn"]
        return MinutePaper(
            account=Opened(self.account).words("name") if self.account else "",
            kind=given.words("kind"),
            when=given.words("starts_at"),
            place=given.words("place"),
            theirs=self.people(met=True, ours=False),
            ours=self.people(met=True, ours=True) or self.members.get(self.visit.owner_id, ""),
            agreed=given.words("agreed"),
            needs=tuple((self.who(row.contact_id), Opened(row).words("need")) for row in needs),
            commitments=tuple(self.promise(row) for row in promises),
            next_step=given.words("next_step"),
            next_step_on=given.words("next_step_on"),
        )
