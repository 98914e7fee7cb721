"""Reads that fill a card or a form: an account with what hangs on it, a visit with its rows."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from salesdesk.domain.account import Account, Attachment, Note, Site, Tag
from salesdesk.domain.contact import Contact
from salesdesk.domain.deal import Deal
from salesdesk.domain.plan import AccountPlan
from salesdesk.domain.problems import Known
from salesdesk.domain.team import Member
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
from salesdesk.store.projection import record_from_row
from salesdesk.store.queries import records_by_id
from salesdesk.store.tables import RECORD_TABLES, key_column

_VISIT = RECORD_TABLES[Visit.KIND]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountCard:
    """An account with all that is shown with it, its duplicates' belongings included."""

    account: Account
    duplicates: tuple[Account, ...]
    parent: Account | None
    subsidiaries: tuple[Account, ...]
    sites: tuple[Site, ...]
    contacts: tuple[Contact, ...]
    deals: tuple[Deal, ...]
    visits: tuple[Visit, ...]
    """The latest first."""
    visit_count: int
    touches: tuple[Touch, ...]
    promises: tuple[Commitment, ...]
    """Open ones of both sides, by date."""
    plans: tuple[AccountPlan, ...]
    notes: tuple[Note, ...]
    tags: tuple[Tag, ...]
    attachments: tuple[Attachment, ...]


def account_card(connection: Connection, account_id: str, *, visits: int = 50) -> AccountCard:
    """What the card of an account shows; a duplicate's card is that of its keeper. Raises Known E_NOT_FOUND."""
    kept = keepers(connection, [account_id])[account_id]
    family = list(shown_as_one(connection, [kept]))
    accounts = records_by_id(connection, Account, family)
    if kept not in accounts:
        raise Known("E_NOT_FOUND", kind=Account.KIND, id=account_id)
    account = accounts[kept]
    promises = [
        row for row in records_where(connection, Commitment, "account_id", family) if row.state == "promised"
    ]
    promises.sort(key=lambda row: (row.due_on is None, str(row.due_on), row.id))
    touches = sorted(
        records_where(connection, Touch, "account_id", family), key=lambda row: str(row.touched_at)
    )
    return AccountCard(
        account=account,
        duplicates=tuple(one for one in accounts.values() if one.id != kept),
        parent=records_by_id(connection, Account, [account.parent_id]).get(account.parent_id),
        subsidiaries=tuple(records_where(connection, Account, "parent_id", family)),
        sites=tuple(records_where(connection, Site, "account_id", family)),
        contacts=tuple(records_where(connection, Contact, "account_id", family)),
        deals=tuple(records_where(connection, Deal, "account_id", family)),
        visits=_latest_visits(connection, family, visits),
        visit_count=_count_visits(connection, family),
        touches=tuple(reversed(touches[-visits:])),
        promises=tuple(promises),
        plans=tuple(records_where(connection, AccountPlan, "account_id", family)),
        notes=tuple(reversed(records_where(connection, Note, "about_id", family))),
        tags=tuple(records_where(connection, Tag, "about_id", family)),
        attachments=tuple(records_where(connection, Attachment, "about_id", family)),
    )


def _latest_visits(connection: Connection, family: list[str], limit: int) -> tuple[Visit, ...]:
    key = _VISIT.c[key_column("starts_at")]
    statement = select(_VISIT).where(_VISIT.c.account_id.in_(family)).order_by(key.desc(), _VISIT.c.id.desc())
    rows = connection.execute(statement.limit(limit)).mappings()
    return tuple(visit for row in rows if isinstance(visit := record_from_row(Visit, row), Visit))  # type: ignore[arg-type]


def _count_visits(connection: Connection, family: list[str]) -> int:
    from sqlalchemy import func

    statement = select(func.count()).select_from(_VISIT).where(_VISIT.c.account_id.in_(family))
    return int(connection.scalar(statement) or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitForm:
    """A visit with its rows in order, and the names that stand in them."""

    visit: Visit
    account: Account | None
    deal: Deal | None
    sites: tuple[Site, ...]
    attendees: tuple[Attendee, ...]
    contacts: dict[str, Contact]
    """Those planned or met, by id."""
    members: dict[str, Member]
    questions: tuple[VisitQuestion, ...]
    objections: tuple[Objection, ...]
    needs: tuple[Need, ...]
    strengths: tuple[Strength, ...]
    commitments: tuple[Commitment, ...]
    """Those of this visit."""
    earlier: tuple[Commitment, ...]
    """Open promises of the deal, or of the account where there is no deal, from before."""


def visit_form(connection: Connection, visit_id: str) -> VisitForm:
    """What the form of a visit shows; raises Known E_NOT_FOUND."""
    visit = records_by_id(connection, Visit, [visit_id]).get(visit_id)
    if visit is None:
        raise Known("E_NOT_FOUND", kind=Visit.KIND, id=visit_id)
    own = [visit_id]
    attendees = records_where(connection, Attendee, "visit_id", own)
    owner = ("deal_id", visit.deal_id) if visit.deal_id else ("account_id", visit.account_id)
    earlier = [
        row
        for row in records_where(connection, Commitment, owner[0], [owner[1]])
        if row.visit_id != visit_id and row.state == "promised"
    ]
    people = [row.contact_id for row in attendees if row.contact_id]
    colleagues = [row.member_id for row in attendees if row.member_id]
    return VisitForm(
        visit=visit,
        account=records_by_id(connection, Account, [visit.account_id]).get(visit.account_id),
        deal=records_by_id(connection, Deal, [visit.deal_id]).get(visit.deal_id),
        sites=tuple(records_where(connection, Site, "account_id", [visit.account_id])),
        attendees=tuple(attendees),
        contacts=records_by_id(connection, Contact, people),
        members=records_by_id(connection, Member, [*colleagues, visit.owner_id]),
        questions=tuple(records_where(connection, VisitQuestion, "visit_id", own)),
        objections=tuple(records_where(connection, Objection, "visit_id", own)),
        needs=tuple(records_where(connection, Need, "visit_id", own)),
        strengths=tuple(records_where(connection, Strength, "visit_id", own)),
        commitments=tuple(records_where(connection, Commitment, "visit_id", own)),
        earlier=tuple(sorted(earlier, key=lambda row: (row.due_on is None, str(row.due_on), row.id))),
    )
