"""Reads that fill a strategy sheet: one deal, or many at once, each kind of record by one SELECT."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TypeVar

from sqlalchemy import Connection, or_, select

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
from salesdesk.store.history import history
from salesdesk.store.log import chunks
from salesdesk.store.oplog import RecordState
from salesdesk.store.projection import record_from_row
from salesdesk.store.queries import records_by_id
from salesdesk.store.tables import HEAD, OPERATION, RECORD_TABLES

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


def rows_where(
    connection: Connection, record_class: type[R], name: str, values: Collection[str]
) -> list[R]:
    """The living records whose field is one of the values, in the order of their row rank, then of their making."""
    table = RECORD_TABLES[record_class.KIND]
    found: list[R] = []
    for part in chunks(list(values)):
        rows = connection.execute(select(table).where(table.c[name].in_(part))).mappings()
        found.extend(record_from_row(record_class, row) for row in rows)  # type: ignore[misc,arg-type]
    return sorted(found, key=lambda record: (getattr(record, "order", ""), record.id))


def account_family(connection: Connection, account_ids: Collection[str]) -> dict[str, str]:
    """The accounts shown as one with those given: the id of each, and of which of those given it is a duplicate.

    An account merged into another brings its children along; the accounts given stand for themselves.
    """
    table = RECORD_TABLES[Account.KIND]
    family = {account_id: account_id for account_id in account_ids}
    front: list[str] = list(family)
    while front:
        merged: list[str] = []
        for part in chunks(front):
            rows = connection.execute(
                select(table.c.id, table.c.merged_into_id).where(table.c.merged_into_id.in_(part))
            )
            for record_id, into in rows:
                if record_id not in family:
                    family[record_id] = family[into]
                    merged.append(record_id)
        front = merged
    return family


def load_sheet(connection: Connection, deal_id: str, *, zone: tzinfo = LOCAL) -> Sheet:
    """Everything known about one deal; raises Known E_NOT_FOUND."""
    found = load_sheets(connection, [deal_id], zone=zone)
    if deal_id not in found:
        raise Known("E_NOT_FOUND", kind=Deal.KIND, id=deal_id)
    return found[deal_id]


def load_sheets(connection: Connection, deal_ids: Sequence[str], *, zone: tzinfo = LOCAL) -> dict[str, Sheet]:
    """Everything known about many deals, by deal id in the order given; deals that are not there are left out."""
    known = records_by_id(connection, Deal, list(dict.fromkeys(deal_ids)))
    deals = {deal_id: known[deal_id] for deal_id in deal_ids if deal_id in known}
    return _Load(connection, deals, zone).sheets() if deals else {}


_OF_DEAL: tuple[type[Record], ...] = (
    Influence, Coach, Competitor, Criterion, Question, Action, Obstacle, AcceptedRisk, Estimate,
    BuyingStep, StageMove, Party, DealLine,
)  # fmt: skip
_OF_VISIT: tuple[type[Record], ...] = (Attendee, VisitQuestion, Objection)
_OF_EITHER: tuple[type[Record], ...] = (Need, Strength, Commitment)


@dataclass(slots=True)
class _Index:
    """Records of one kind by the id of what they belong to."""

    by_owner: defaultdict[str, list[Record]] = field(default_factory=lambda: defaultdict(list))

    def of(self, owners: Iterable[str]) -> tuple[Record, ...]:
        found = {record.id: record for owner in owners for record in self.by_owner.get(owner, ())}
        return tuple(found.values())


class _Load:
    """One round of reading for all the deals; `sheets` then deals the records out."""

    def __init__(self, connection: Connection, deals: Mapping[str, Deal], zone: tzinfo) -> None:
        self._connection = connection
        self._deals = deals
        self._zone = zone
        self._of_deal = {kind: self._index(kind, "deal_id", deals) for kind in _OF_DEAL}
        self._accounts_of = self._find_accounts()
        accounts = {account_id for ids in self._accounts_of.values() for account_id in ids}
        self._accounts = records_by_id(connection, Account, list(accounts))
        self._contacts = self._index(Contact, "account_id", accounts)
        self._far_contacts = self._find_far_contacts()
        self._visits = self._index(Visit, "account_id", accounts)
        self._visits_of_deal = self._index(Visit, "deal_id", deals)
        self._touches = self._index(Touch, "account_id", accounts)
        self._relations = self._index(Relation, "from_contact_id", self._all_ids(self._contacts))
        criteria = self._all_ids(self._of_deal[Criterion])
        self._scores = self._index(CriterionScore, "criterion_id", criteria)
        visits = [*self._all_ids(self._visits), *self._all_ids(self._visits_of_deal)]
        self._of_visit = {
            kind: self._index(kind, "visit_id", visits) for kind in (*_OF_VISIT, *_OF_EITHER)
        }
        self._of_either = {kind: self._index(kind, "deal_id", deals) for kind in _OF_EITHER}
        self._evidence = self._index(Evidence, "about_id", self._evidenced_ids())
        self._far_visits = self._find_far_visits(set(visits))
        self._changes = _changes(connection, deals, zone)

    def _index(self, record_class: type[Record], name: str, owners: Collection[str]) -> _Index:
        index = _Index()
        for record in rows_where(self._connection, record_class, name, owners):
            index.by_owner[str(record.value(name))].append(record)
        return index

    @staticmethod
    def _all_ids(index: _Index) -> list[str]:
        return [record.id for records in index.by_owner.values() for record in records]

    def _find_accounts(self) -> dict[str, tuple[str, ...]]:
        """The accounts of each deal: its own and those of its parties, with what was merged into them."""
        roots = {
            deal.id: [deal.account_id, *(str(row.value("account_id")) for row in self._rows(Party, deal.id))]
            for deal in self._deals.values()
        }
        roots = {deal_id: self._kept(ids) for deal_id, ids in roots.items()}
        family = account_family(self._connection, {root for ids in roots.values() for root in ids})
        members: defaultdict[str, list[str]] = defaultdict(list)
        for account_id, root in family.items():
            members[root].append(account_id)
        return {
            deal_id: tuple(dict.fromkeys(one for root in ids for one in members[root]))
            for deal_id, ids in roots.items()
        }

    def _kept(self, account_ids: list[str]) -> list[str]:
        return [kept_account(self._connection, account_id) for account_id in account_ids]

    def _rows(self, record_class: type[Record], deal_id: str) -> tuple[Record, ...]:
        return self._of_deal[record_class].of([deal_id])

    def _find_far_contacts(self) -> dict[str, Contact]:
        """People of a deal who are at none of its accounts."""
        near = set(self._all_ids(self._contacts))
        named = {
            str(record.value("contact_id"))
            for kind in (Influence, Coach)
            for records in self._of_deal[kind].by_owner.values()
            for record in records
        }
        return records_by_id(self._connection, Contact, sorted(named - near - {""}))

    def _find_far_visits(self, near: set[str]) -> dict[str, Visit]:
        """Visits somewhere else that evidence for these deals comes from."""
        named = {
            str(record.value("visit_id"))
            for records in self._evidence.by_owner.values()
            for record in records
        }
        return records_by_id(self._connection, Visit, sorted(named - near - {""}))

    def _evidenced_ids(self) -> list[str]:
        kinds = (Influence, Coach, Competitor, Criterion, Question, BuyingStep, StageMove)
        return [*self._deals, *(one for kind in kinds for one in self._all_ids(self._of_deal[kind]))]

    def sheets(self) -> dict[str, Sheet]:
        """A sheet for each deal."""
        return {deal_id: self._sheet(deal) for deal_id, deal in self._deals.items()}

    def _sheet(self, deal: Deal) -> Sheet:
        rows = {kind: self._rows(kind, deal.id) for kind in _OF_DEAL}
        accounts = self._accounts_of[deal.id]
        people = [str(row.value("contact_id")) for kind in (Influence, Coach) for row in rows[kind]]
        far = [self._far_contacts[one] for one in dict.fromkeys(people) if one in self._far_contacts]
        contacts = (*_typed(Contact, self._contacts.of(accounts)), *far)
        evidence = _typed(Evidence, self._evidence.of(self._about(deal, rows)))
        visits = _typed(Visit, self._visits.of(accounts)) + _typed(Visit, self._visits_of_deal.of([deal.id]))
        visits += tuple(self._far_visits[row.visit_id] for row in evidence if row.visit_id in self._far_visits)
        visits = tuple(sorted({visit.id: visit for visit in visits}.values(), key=_when))
        visit_ids = [visit.id for visit in visits]
        own = [visit.id for visit in visits if visit.deal_id == deal.id]
        ids = {contact.id for contact in contacts}
        relations = _typed(Relation, self._relations.of(contact.id for contact in contacts))
        return Sheet(
            deal=deal,
            account=self._accounts.get(accounts[0]),
            contacts=contacts,
            relations=tuple(
                row for row in relations if row.to_contact_id in ids and row.deal_id in ("", deal.id)
            ),
            influences=_typed(Influence, rows[Influence]),
            coaches=_typed(Coach, rows[Coach]),
            competitors=_typed(Competitor, rows[Competitor]),
            criteria=_typed(Criterion, rows[Criterion]),
            scores=_typed(CriterionScore, self._scores.of(row.id for row in rows[Criterion])),
            evidence=evidence,
            questions=_typed(Question, rows[Question]),
            actions=_typed(Action, rows[Action]),
            obstacles=_typed(Obstacle, rows[Obstacle]),
            accepted_risks=_typed(AcceptedRisk, rows[AcceptedRisk]),
            estimates=_typed(Estimate, rows[Estimate]),
            commitments=self._either(Commitment, deal.id, own),
            visits=visits,
            attendees=_typed(Attendee, self._of_visit[Attendee].of(visit_ids)),
            visit_questions=_typed(VisitQuestion, self._of_visit[VisitQuestion].of(visit_ids)),
            objections=_typed(Objection, self._of_visit[Objection].of(own)),
            needs=self._either(Need, deal.id, own),
            strengths=self._either(Strength, deal.id, own),
            touches=_typed(Touch, self._touches.of(accounts)),
            buying_steps=_typed(BuyingStep, rows[BuyingStep]),
            stage_moves=tuple(sorted(_typed(StageMove, rows[StageMove]), key=_moved)),
            parties=_typed(Party, rows[Party]),
            deal_lines=_typed(DealLine, rows[DealLine]),
            changes=self._changes.get(deal.id, ()),
            zone=self._zone,
        )  # fmt: skip

    @staticmethod
    def _about(deal: Deal, rows: Mapping[type[Record], tuple[Record, ...]]) -> Iterator[str]:
        yield deal.id
        for records in rows.values():
            yield from (record.id for record in records)

    def _either(self, record_class: type[R], deal_id: str, visit_ids: list[str]) -> tuple[R, ...]:
        """Rows that hang on the deal itself or on one of its visits."""
        found = {record.id: record for record in self._of_either[record_class].of([deal_id])}
        found.update((record.id, record) for record in self._of_visit[record_class].of(visit_ids))
        return _typed(record_class, sorted(found.values(), key=lambda record: (getattr(record, "order", ""), record.id)))


def _typed(record_class: type[R], records: Iterable[Record]) -> tuple[R, ...]:
    return tuple(record for record in records if isinstance(record, record_class))


def _when(visit: Visit) -> tuple[datetime, str]:
    return visit.starts_at or datetime.max.replace(tzinfo=UTC), visit.id


def _moved(move: StageMove) -> tuple[datetime, str]:
    return move.moved_at or datetime.max.replace(tzinfo=UTC), move.id
