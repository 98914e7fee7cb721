"""What is done beside writing a value: fields and kinds that have a verb of their own, for the generic way in."""

from datetime import date

from salesdesk.desk import accounts, contacts, deals, notes, visits
from salesdesk.desk.derived import derived_id
from salesdesk.domain.account import Account, Note, Tag
from salesdesk.domain.contact import Contact
from salesdesk.domain.deal import Deal
from salesdesk.domain.record import Record, Value, replaced
from salesdesk.domain.strategy import Coach, Influence
from salesdesk.domain.visit import Attendee, Commitment, Need, Objection, Strength, Visit, VisitQuestion
from salesdesk.store.writer import Writer

_VISIT_ROWS = (Attendee, VisitQuestion, Objection, Need, Strength, Commitment)


def put_new(w: Writer, record: Record, given: frozenset[str]) -> Record:
    """Put a new record with what belongs to it; `given` names the fields that were said.

    What somebody adds belongs to them; a key project has its competitors that are always there; a plan is ready when
    nothing is missing; a word stands on a record once.
    """
    record = _with_defaults(w, record, given)
    if isinstance(record, Tag) and "id" not in given:
        return _put_tag(w, record)
    if isinstance(record, Influence | Coach) and "id" not in given:
        return _put_part(w, record, given)
    if isinstance(record, _VISIT_ROWS) and record.visit_id and w.get(Visit, record.visit_id) is not None:
        return visits.add_row(w, record)
    added = w.add(record)
    if isinstance(added, Deal):
        deals.put_ways(w, added)
    if isinstance(added, Visit) and "state" not in given:
        return visits.settle(w, added.id)
    return added


def _with_defaults(w: Writer, record: Record, given: frozenset[str]) -> Record:
    facts: dict[str, Value] = {}
    if isinstance(record, Account | Deal | Visit | Influence):
        facts["owner_id"] = w.user_id
    if isinstance(record, Deal):
        facts |= {"known_since": w.now.astimezone().date(), "stage_on_entry": record.stage}
    if isinstance(record, Note):
        facts |= {"author_id": w.user_id, "noted_at": w.now}
    unsaid = {name: value for name, value in facts.items() if name not in given}
    return replaced(record, unsaid)


def _put_tag(w: Writer, tag: Tag) -> Tag:
    named = replaced(tag, {"id": notes.tag_id(tag.about_id, tag.word)})
    return w.get(Tag, named.id) or w.put(named)


def _put_part(w: Writer, part: Influence | Coach, given: frozenset[str]) -> Record:
    """A person plays one part in a deal, the same on all devices: said again, what is said changes it."""
    kind = type(part)
    known = w.select(kind, deal_id=part.deal_id, contact_id=part.contact_id) if part.contact_id else []
    if known:
        said = given - {"deal_id", "contact_id"}
        return w.set(kind, known[0].id, **{name: part.value(name) for name in said}) if said else known[0]
    if part.contact_id:
        part = replaced(part, {"id": derived_id(part.KIND, part.deal_id, part.contact_id)})
    return w.add(part)


def change(w: Writer, before: Record, values: dict[str, Value]) -> Record:
    """Write fields of a record, each by its own verb where it has one; equal values settle a disagreement.

    The record that has the values now is returned: another one where a contact went to another account.
    """
    today = w.now.astimezone().date()
    rest = dict(values)
    match before:
        case Contact() if rest.get("account_id") and rest["account_id"] != before.account_id:
            return contacts.move_contact(w, before.id, str(rest.pop("account_id")), today=today, **rest)  # type: ignore[arg-type]  # a title is text
        case Deal():
            _change_deal(w, before, rest, today)
        case Account() if rest.get("parent_id", before.parent_id) != before.parent_id:
            accounts.set_parent(w, before.id, str(rest.pop("parent_id")))
        case Contact() if rest.get("reports_to_id", before.reports_to_id) != before.reports_to_id:
            contacts.set_reports_to(w, before.id, str(rest.pop("reports_to_id")))
    if rest:
        w.set(type(before), before.id, **rest)
    if isinstance(before, Visit) and "state" not in values:
        visits.settle(w, before.id)
    elif isinstance(before, _VISIT_ROWS) and before.visit_id and w.get(Visit, before.visit_id) is not None:
        visits.settle(w, before.visit_id)
    return w.need(type(before), before.id)


def remove(w: Writer, record: Record) -> list[Record]:
    """Delete a record with all that hangs on it; the records that went, the record itself first."""
    if isinstance(record, Visit):
        return visits.delete_visit(w, record.id)
    gone = w.drop(type(record), record.id)
    if isinstance(record, _VISIT_ROWS) and record.visit_id and w.get(Visit, record.visit_id) is not None:
        visits.settle(w, record.visit_id)
    return gone


def _change_deal(w: Writer, deal: Deal, values: dict[str, Value], today: date) -> None:
    """Stage and status by the verbs that leave a stage move; what they use up is taken out of `values`."""
    stage = str(values.pop("stage")) if values.get("stage", deal.stage) != deal.stage else deal.stage
    status = str(values.pop("status")) if values.get("status", deal.status) != deal.status else deal.status
    reason = str(values.get("reason", deal.reason))
    if values.get("deal_kind", deal.deal_kind) != deal.deal_kind:
        deals.set_deal_kind(w, deal.id, str(values.pop("deal_kind")))
    if status == "open" and deal.status != "open":
        deals.reopen_deal(w, deal.id, today=today, stage=stage if stage != deal.stage else "", reason=reason)
        return
    if stage != deal.stage:
        deals.move_stage(w, deal.id, stage, today=today, reason="" if status != deal.status else reason)
    if status == deal.status:
        return
    if status == "on_hold":
        deals.hold_deal(w, deal.id, today=today, reason=reason)
    else:
        lost_to = str(values.pop("lost_to", deal.lost_to))
        deals.close_deal(w, deal.id, status, today=today, reason=reason, lost_to=lost_to)
    values.pop("reason", None)
