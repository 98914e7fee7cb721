"""Reads that fill a strategy sheet: one deal, or many at once, each kind of record by one SELECT."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TypeVar

from sqlalchemy import Connection

from salesdesk.domain.account import Account
from salesdesk.domain.contact import Contact, Relation
from salesdesk.domain.deal import BuyingStep, Deal, DealLine, Party, StageMove
from salesdesk.domain.problems import Known
from salesdesk.domain.record import Record
from salesdesk.domain.sheet import FieldChange, Sheet
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
from salesdesk.store.families import keepers, records_where, shown_as_one
from salesdesk.store.history import history
from salesdesk.store.queries import records_by_id

R = TypeVar("R", bound=Record)


class _LocalZone(tzinfo):
    """The zone of this machine, with its summer time on any day."""

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        return moment.replace(tzinfo=None).astimezone().utcoffset() if moment else None

    def dst(self, moment: datetime | None) -> timedelta | None:
        return None

    def tzname(self, moment: datetime | None) -> str | None:
        return moment.replace(tzinfo=None).astimezone().tzname() if moment else None

    def fromutc(self, moment: datetime) -> datetime:
        return moment.replace(tzinfo=UTC).astimezone().replace(tzinfo=self)


LOCAL: tzinfo = _LocalZone()
"""Days are those of this machine unless somebody says otherwise."""


def load_sheet(connection: Connection, deal_id: str, *, zone: tzinfo = LOCAL) -> Sheet:
    """Everything known about one deal; raises Known E_NOT_FOUND."""
    found = load_sheets(connection, [deal_id], zone=zone)
    if deal_id not in found:
        raise Known("E_NOT_FOUND", kind=Deal.KIND, id=deal_id)
    return found[deal_id]


def load_sheets(connection: Connection, deal_ids: Sequence[str], *, zone: tzinfo = LOCAL) -> dict[str, Sheet]:
    """Everything known about many deals, by deal id in the order given; what is not there is left out."""
    known = records_by_id(connection, Deal, list(dict.fromkeys(deal_ids)))
    deals = {deal_id: known[deal_id] for deal_id in deal_ids if deal_id in known}
    return _Load(connection, deals, zone).sheets() if deals else {}


_OF_DEAL: tuple[type[Record], ...] = (
    Influence, Coach, Competitor, Criterion, Question, Action, Obstacle, AcceptedRisk, Estimate,
    BuyingStep, StageMove, Party, DealLine,
)  # fmt: skip
_OF_EITHER: tuple[type[Record], ...] = (Need, Strength, Commitment)
_OF_VISIT: tuple[type[Record], ...] = (Attendee, VisitQuestion, Objection, *_OF_EITHER)
_EVIDENCED = (Influence, Coach, Competitor, Criterion, Question, BuyingStep, StageMove)
"""Kinds whose values, beside the deal's own, can rest on evidence."""
_TOLD_CHANGES = (
    "amount",
    "close_date",
    "objective_what",
    "objective_how_much",
    "objective_whom",
    "objective_by",
)
"""Fields of a deal whose changes are part of the sheet."""


class _Rows:
    """Records of one kind by the id of what they belong to."""

    def __init__(
        self, connection: Connection, record_class: type[Record], name: str, owners: Collection[str]
    ) -> None:
        self.all = records_where(connection, record_class, name, owners)
        self.ids = [record.id for record in self.all]
        self._by_owner: defaultdict[str, list[Record]] = defaultdict(list)
        for record in self.all:
            self._by_owner[str(record.value(name))].append(record)

    def of(self, record_class: type[R], owners: Iterable[str]) -> tuple[R, ...]:
        """The records of these owners, in the order of the owners."""
        return tuple(
            record
            for owner in dict.fromkeys(owners)
            for record in self._by_owner.get(owner, ())
            if isinstance(record, record_class)
        )


class _Load:
    """One round of reading for all the deals; `sheets` then deals the records out."""

    def __init__(self, connection: Connection, deals: Mapping[str, Deal], zone: tzinfo) -> None:
        self._connection = connection
        self._deals = deals
        self._zone = zone
        self._of_deal = {kind.KIND: self._read(kind, "deal_id", deals) for kind in (*_OF_DEAL, *_OF_EITHER)}
        self._accounts_of = self._find_accounts()
        accounts = {account_id for ids in self._accounts_of.values() for account_id in ids}
        self._accounts = records_by_id(connection, Account, list(accounts))
        self._contacts = self._read(Contact, "account_id", accounts)
        self._far_contacts = self._far(
            Contact, "contact_id", (Influence.KIND, Coach.KIND), self._contacts.ids
        )
        people = [*self._contacts.ids, *self._far_contacts]
        self._relations = self._read(Relation, "from_contact_id", people)
        self._scores = self._read(CriterionScore, "criterion_id", self._of_deal[Criterion.KIND].ids)
        self._visits = self._read(Visit, "account_id", accounts)
        self._own_visits = self._read(Visit, "deal_id", deals)
        self._touches = self._read(Touch, "account_id", accounts)
        visits = [*self._visits.ids, *self._own_visits.ids]
        self._of_visit = {kind.KIND: self._read(kind, "visit_id", visits) for kind in _OF_VISIT}
        proven = (one for kind in _EVIDENCED for one in self._of_deal[kind.KIND].ids)
        self._of_deal[Evidence.KIND] = self._read(Evidence, "about_id", [*deals, *proven])
        self._far_visits = self._far(Visit, "visit_id", (Evidence.KIND,), visits)

    def _read(self, record_class: type[Record], name: str, owners: Collection[str]) -> _Rows:
        return _Rows(self._connection, record_class, name, owners)

    def _far(
        self, record_class: type[R], name: str, kinds: Iterable[str], near: Iterable[str]
    ) -> dict[str, R]:
        """Records that rows of the deals name and that are at none of their accounts."""
        named = {str(row.value(name)) for kind in kinds for row in self._of_deal[kind].all}
        return records_by_id(self._connection, record_class, sorted(named.difference(near, ("",))))

    def _find_accounts(self) -> dict[str, tuple[str, ...]]:
        """The accounts of each deal: its own and those of its parties, with what was merged into them."""
        parties = self._of_deal[Party.KIND]
        named = {
            deal.id: [deal.account_id, *(row.account_id for row in parties.of(Party, [deal.id]))]
            for deal in self._deals.values()
        }
        kept = keepers(self._connection, {one for ids in named.values() for one in ids})
        members: defaultdict[str, list[str]] = defaultdict(list)
        for account_id, root in shown_as_one(self._connection, set(kept.values())).items():
            members[root].append(account_id)
        return {
            deal_id: tuple(dict.fromkeys(one for named_id in ids for one in members[kept[named_id]]))
            for deal_id, ids in named.items()
        }

    def sheets(self) -> dict[str, Sheet]:
        """A sheet for each deal."""
        return {deal_id: self._sheet(deal) for deal_id, deal in self._deals.items()}

    def _sheet(self, deal: Deal) -> Sheet:
        accounts = self._accounts_of[deal.id]
        influences, coaches = self._rows(Influence, deal), self._rows(Coach, deal)
        contacts = self._contacts_of(
            accounts, [*(row.contact_id for row in influences), *(row.contact_id for row in coaches)]
        )
        evidence = self._evidence_of(deal)
        visits = self._visits_of(deal, evidence)
        visit_ids = [visit.id for visit in visits]
        own = [visit.id for visit in visits if visit.deal_id == deal.id]
        criteria = self._rows(Criterion, deal)
        return Sheet(
            deal=deal,
            account=self._accounts.get(accounts[0]),
            contacts=contacts,
            relations=self._relations_of(deal, {contact.id for contact in contacts}),
            influences=influences,
            coaches=coaches,
            competitors=self._rows(Competitor, deal),
            criteria=criteria,
            scores=self._scores.of(CriterionScore, [row.id for row in criteria]),
            evidence=evidence,
            questions=self._rows(Question, deal),
            actions=self._rows(Action, deal),
            obstacles=self._rows(Obstacle, deal),
            accepted_risks=self._rows(AcceptedRisk, deal),
            estimates=self._rows(Estimate, deal),
            commitments=self._either(Commitment, deal, own),
            visits=visits,
            attendees=self._of_visit[Attendee.KIND].of(Attendee, visit_ids),
            visit_questions=self._of_visit[VisitQuestion.KIND].of(VisitQuestion, visit_ids),
            objections=self._of_visit[Objection.KIND].of(Objection, own),
            needs=self._either(Need, deal, own),
            strengths=self._either(Strength, deal, own),
            touches=self._touches.of(Touch, accounts),
            buying_steps=self._rows(BuyingStep, deal),
            stage_moves=tuple(sorted(self._rows(StageMove, deal), key=_moved)),
            parties=self._rows(Party, deal),
            deal_lines=self._rows(DealLine, deal),
            changes=_changes(self._connection, deal.id, self._zone),
            zone=self._zone,
        )

    def _rows(self, record_class: type[R], deal: Deal) -> tuple[R, ...]:
        return self._of_deal[record_class.KIND].of(record_class, [deal.id])

    def _contacts_of(self, accounts: Iterable[str], named: Iterable[str]) -> tuple[Contact, ...]:
        far = [self._far_contacts[one] for one in dict.fromkeys(named) if one in self._far_contacts]
        return (*self._contacts.of(Contact, accounts), *far)

    def _relations_of(self, deal: Deal, contact_ids: Collection[str]) -> tuple[Relation, ...]:
        rows = self._relations.of(Relation, contact_ids)
        return tuple(row for row in rows if row.to_contact_id in contact_ids and row.deal_id in ("", deal.id))

    def _evidence_of(self, deal: Deal) -> tuple[Evidence, ...]:
        about = [deal.id, *(row.id for kind in _EVIDENCED for row in self._rows(kind, deal))]
        return self._of_deal[Evidence.KIND].of(Evidence, about)

    def _visits_of(self, deal: Deal, evidence: Iterable[Evidence]) -> tuple[Visit, ...]:
        """Visits of the deal and at its accounts, and those its evidence comes from, by their time."""
        found = (
            *self._visits.of(Visit, self._accounts_of[deal.id]),
            *self._own_visits.of(Visit, [deal.id]),
            *(self._far_visits[row.visit_id] for row in evidence if row.visit_id in self._far_visits),
        )
        return tuple(sorted({visit.id: visit for visit in found}.values(), key=_started))

    def _either(self, record_class: type[R], deal: Deal, visit_ids: Iterable[str]) -> tuple[R, ...]:
        """Rows that hang on the deal itself or on one of its visits."""
        of_visits = self._of_visit[record_class.KIND].of(record_class, visit_ids)
        found = {record.id: record for record in (*self._rows(record_class, deal), *of_visits)}
        return tuple(sorted(found.values(), key=lambda record: (getattr(record, "order", ""), record.id)))


_NEVER = datetime.max.replace(tzinfo=UTC)


def _started(visit: Visit) -> tuple[datetime, str]:
    return visit.starts_at or _NEVER, visit.id


def _moved(move: StageMove) -> tuple[datetime, str]:
    return move.moved_at or _NEVER, move.id


def _changes(connection: Connection, deal_id: str, zone: tzinfo) -> tuple[FieldChange, ...]:
    """What changed from day to day in the fields told; what was put back the same day did not change."""
    found: dict[tuple[str, date], FieldChange] = {}
    for entry in history(connection, deal_id):
        if entry.field not in _TOLD_CHANGES or entry.before in ("", None):
            continue
        on = datetime.fromtimestamp(entry.at_ms / 1000, UTC).astimezone(zone).date()
        earlier = found.get((entry.field, on))
        before = earlier.before if earlier else entry.before
        found[entry.field, on] = FieldChange(deal_id, entry.field, before, entry.after, on)
    return tuple(change for change in found.values() if change.before != change.after)
