"""Everything known about one deal, as the store reads it and the rules judge it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from functools import cached_property
from typing import TypeVar

from salesdesk.domain.account import Account
from salesdesk.domain.contact import Contact, Relation
from salesdesk.domain.deal import BuyingStep, Deal, DealLine, Party, StageMove
from salesdesk.domain.record import Record, Value
from salesdesk.domain.strategy import (
    AcceptedRisk,
    Action,
    Coach,
    Competitor,
    Criterion,
    CriterionScore,
    Estimate,
    Evidence,
    Influence,
    Obstacle,
    Question,
)
from salesdesk.domain.visit import (
    Attendee,
    Commitment,
    Need,
    Objection,
    Strength,
    Touch,
    Visit,
    VisitQuestion,
)

R = TypeVar("R", bound=Record)

MET_STATES = ("done", "recorded", "reviewed")
PLANNED_STATES = ("draft", "ready")
REMOTE_KINDS = ("phone", "wechat")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A value of a record that was replaced by another, and on which day."""

    record_id: str
    field: str
    before: Value
    after: Value
    on: date


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One deal with all that hangs on it.

    `contacts` and `visits` are those of the account and of the parties, so that a person met for another
    reason counts as met. `coaches` is None when the deal's close scope is not granted here: rules then say so
    and never guess. `changes` are past changes of the deal's amount and signing date, oldest first. Days are
    those of `zone`.
    """

    deal: Deal
    account: Account | None = None
    contacts: tuple[Contact, ...] = ()
    relations: tuple[Relation, ...] = ()
    influences: tuple[Influence, ...] = ()
    coaches: tuple[Coach, ...] | None = None
    competitors: tuple[Competitor, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    scores: tuple[CriterionScore, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    questions: tuple[Question, ...] = ()
    actions: tuple[Action, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    accepted_risks: tuple[AcceptedRisk, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    visits: tuple[Visit, ...] = ()
    attendees: tuple[Attendee, ...] = ()
    visit_questions: tuple[VisitQuestion, ...] = ()
    objections: tuple[Objection, ...] = ()
    needs: tuple[Need, ...] = ()
    strengths: tuple[Strength, ...] = ()
    touches: tuple[Touch, ...] = ()
    buying_steps: tuple[BuyingStep, ...] = ()
    stage_moves: tuple[StageMove, ...] = ()
    parties: tuple[Party, ...] = ()
    deal_lines: tuple[DealLine, ...] = ()
    changes: tuple[FieldChange, ...] = ()
    zone: tzinfo = UTC

    def day_of(self, stamp: datetime | None) -> date | None:
        """The calendar day of a time stamp where the user is."""
        if stamp is None:
            return None
        try:
            return stamp.astimezone(self.zone).date()
        except (OverflowError, ValueError, OSError):  # the first or the last day of all
            return stamp.date()

    @cached_property
    def contact_by_id(self) -> Mapping[str, Contact]:
        """The contacts by id."""
        return by_id(self.contacts)

    @cached_property
    def visit_by_id(self) -> Mapping[str, Visit]:
        """The visits by id."""
        return by_id(self.visits)

    @cached_property
    def evidence_by_record(self) -> Mapping[str, tuple[Evidence, ...]]:
        """The evidence by the id of the record it is about."""
        found: defaultdict[str, list[Evidence]] = defaultdict(list)
        for piece in self.evidence:
            found[piece.about_id].append(piece)
        return {record_id: tuple(pieces) for record_id, pieces in found.items()}

    @cached_property
    def own_visits(self) -> tuple[Visit, ...]:
        """The visits made or planned for this deal."""
        return tuple(visit for visit in self.visits if visit.deal_id == self.deal.id)

    @cached_property
    def people(self) -> tuple[Influence, ...]:
        """The parts played in the deal by people who are known and have not left."""
        return tuple(part for part in self.influences if self._is_there(part.contact_id))

    def _is_there(self, contact_id: str) -> bool:
        contact = self.contact_by_id.get(contact_id)
        return contact is not None and not contact.has_left

    def name_of(self, contact_id: str) -> str:
        """The name of a contact, empty when the contact is not known here."""
        contact = self.contact_by_id.get(contact_id)
        return contact.name if contact else ""


def by_id(records: Iterable[R]) -> dict[str, R]:
    """The records by their id."""
    return {record.id: record for record in records}
