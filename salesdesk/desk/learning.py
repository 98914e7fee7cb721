"""One thing learned in a visit: a value of the sheet, changed with the visit as its evidence."""

from dataclasses import dataclass

from salesdesk.desk.derived import derived_id
from salesdesk.desk.evidence import Proof, prove
from salesdesk.desk.strategy import add_competitor, add_criterion, put_on_map
from salesdesk.domain.deal import BuyingStep, Deal
from salesdesk.domain.kinds import kind_of
from salesdesk.domain.problems import Known
from salesdesk.domain.record import FieldType, Record, Value, field_map
from salesdesk.domain.strategy import Competitor, Criterion, Influence
from salesdesk.domain.visit import Visit
from salesdesk.store.writer import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """The value of one field of one record, who said it, in which words.

    About a person of the deal, `contact_id` names the person in place of the record: whoever is not on the map
    is put there. A new competitor, criterion or buying step is learned by its `name`, without a record id. The
    record of a fact about the deal may be left out.
    """

    kind: str
    field: str
    value: Value
    record_id: str = ""
    contact_id: str = ""
    said_by_id: str = ""
    words: str = ""


def learn(w: Writer, visit: Visit, fact: Learned, proof: Proof) -> Record:
    """Write what a visit taught, and the evidence for it; raises Known E_NOT_FOUND, E_FIELD and for bad values."""
    record = _subject(w, visit, fact)
    field = field_map(type(record)).get(fact.field)
    if field is None:
        raise Known("E_FIELD", kind=record.KIND, field=fact.field, reason="unknown")
    value: Value = fact.value
    if value is None:
        value = field.empty
    if field.type is FieldType.BOOL and value == "":
        value = False
    changed = w.set(type(record), record.id, **{fact.field: value})
    prove(w, changed, fact.field, proof)
    return changed


def _subject(w: Writer, visit: Visit, fact: Learned) -> Record:
    """The record a fact is about, made where it is new."""
    kind = kind_of(fact.kind)
    if fact.record_id:
        return w.need(kind, fact.record_id)
    if not visit.deal_id:
        raise Known("E_FIELD", kind=Visit.KIND, field="deal_id", reason="required")
    if kind is Deal:
        return w.need(Deal, visit.deal_id)
    if kind is Influence and fact.contact_id:
        return put_on_map(w, visit.deal_id, fact.contact_id)
    if fact.field == "name" and isinstance(fact.value, str):
        return _new(w, kind, visit, fact.value.strip())
    raise Known("E_NOT_FOUND", kind=fact.kind, id=fact.contact_id)


def _new(w: Writer, kind: type[Record], visit: Visit, name: str) -> Record:
    known = w.select(kind, deal_id=visit.deal_id, name=name)
    if known:
        return known[0]
    if kind is Competitor:
        return add_competitor(w, visit.deal_id, name)
    if kind is Criterion:
        return add_criterion(w, visit.deal_id, name)
    if kind is BuyingStep:
        step_id = derived_id(BuyingStep.KIND, visit.deal_id, name)
        return w.put(BuyingStep(id=step_id, deal_id=visit.deal_id, name=name))
    raise Known("E_FIELD", kind=kind.KIND, field="id", reason="required")
