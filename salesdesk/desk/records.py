"""Records written by kind, field name and text: what the command line says, through the same verbs as the screens."""

import re
from collections.abc import Mapping
from decimal import Decimal

from salesdesk.desk.derived import next_ranks
from salesdesk.desk.extra_fields import PREFIX, write_extras
from salesdesk.desk.field_verbs import change, put_new, remove
from salesdesk.desk.values import read_value, record_id
from salesdesk.domain.kinds import KINDS, kind_of
from salesdesk.domain.problems import Known
from salesdesk.domain.record import Field, FieldType, Record, Value, field_map, fields_of, new_id, replaced
from salesdesk.store.history import operations_of_edit
from salesdesk.store.listing import kind_of_id
from salesdesk.store.log import load_states, operations_of
from salesdesk.store.writer import Writer, living_kinds
from salesdesk.text.currency import minor_digits

_CURRENCY = re.compile(r"[A-Z]{3}")


def known_field(record_class: type[Record], name: str) -> Field:
    """The field of that name; raises Known E_FIELD."""
    field = field_map(record_class).get(name)
    if field is None:
        raise Known("E_FIELD", kind=record_class.KIND, field=name, reason="unknown")
    return field


# --- add ----------------------------------------------------------------------------------------------------------


def add_record(w: Writer, kind: str, texts: Mapping[str, str]) -> Record:
    """Put a new record of fields given as text; `id` may choose its id.

    Raises Known E_NOT_FOUND (kind, reference), E_FIELD, E_TYPE, E_CHOICE, E_EXISTS (the id is taken).
    """
    record_class = kind_of(kind)
    extras, wanted = _apart({name: text for name, text in texts.items() if name != "id"})
    record = record_class(id=_chosen_id(w, record_class, texts))
    values = _read(record_class, record, wanted)
    if "about_id" in field_map(record_class) and not values.get("about_kind"):
        about = str(values.get("about_id") or "")
        values["about_kind"] = living_kinds(w.connection, [about]).get(about, "")
    record = replaced(record, values)
    if "order" in field_map(record_class) and not values.get("order"):
        record = replaced(record, {"order": _last_place(w, record)})
    added = put_new(w, record, frozenset(wanted) | texts.keys() & {"id"})
    write_extras(w, added, extras)
    return added


def _chosen_id(w: Writer, record_class: type[Record], texts: Mapping[str, str]) -> str:
    if "id" not in texts:
        return new_id()
    chosen = record_id(texts["id"])
    if not re.fullmatch(r"[0-9a-f]{32}", chosen):
        raise Known("E_TYPE", kind=record_class.KIND, field="id", value=texts["id"][:80], type="reference")
    if load_states(w.connection, [chosen]):
        raise Known("E_EXISTS", kind=record_class.KIND, field="id", path=chosen)
    return chosen


def _last_place(w: Writer, record: Record) -> str:
    """The rank behind the rows that hang on the same record."""
    parent = next((name for name in record.PARENTS if record.value(name)), None)
    rows = w.select(type(record), **{parent: record.value(parent)}) if parent else []
    return next_ranks(rows, 1)[0]


# --- set ----------------------------------------------------------------------------------------------------------


def set_fields(w: Writer, kind: str, target_id: str, texts: Mapping[str, str]) -> Record:
    """Write fields given as text of a living record; a field with a verb of its own goes through that.

    Setting a field about which people disagree settles it. The record that has the values is returned: a contact
    that goes to another account is another one there. Raises as `add_record`.
    """
    record_class = kind_of(kind)
    if "id" in texts:
        raise Known("E_FIELD", kind=kind, field="id", reason="unknown")
    before = w.need(record_class, record_id(target_id))
    extras, wanted = _apart(texts)
    after = change(w, before, _read(record_class, before, wanted))
    write_extras(w, after, extras)
    return after


def _apart(texts: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The team's own fields, and the others."""
    extras = {name: text for name, text in texts.items() if name.startswith(PREFIX)}
    return extras, {name: text for name, text in texts.items() if name not in extras}


def _read(record_class: type[Record], before: Record, texts: Mapping[str, str]) -> dict[str, Value]:
    fields = {name: known_field(record_class, name) for name in texts}
    values: dict[str, Value] = {}
    for name, field in fields.items():
        if field.type is not FieldType.MONEY:
            values[name] = read_value(field, _currency(field, texts[name]), currency="")
    for field in fields_of(record_class):
        if field.type is FieldType.MONEY:
            old = str(before.value(field.currency_field))
            currency = str(values.get(field.currency_field, old))
            if field.name in texts:
                values[field.name] = read_value(field, texts[field.name], currency=currency)
            elif minor_digits(currency) != minor_digits(old) and before.value(field.name):
                values[field.name] = _same_amount(field, before, old, currency)
    return values


def _currency(field: Field, text: str) -> str:
    if field.name != "currency" or not text:
        return text
    if not _CURRENCY.fullmatch(text.upper()):
        raise Known("E_CURRENCY", field=field.name, kind=field.kind, value=text[:20])
    return text.upper()


def _same_amount(field: Field, before: Record, old: str, currency: str) -> int:
    """The amount as it reads, in the minor units of another currency."""
    amount = Decimal(int(str(before.value(field.name)))).scaleb(-minor_digits(old))
    minor = amount.scaleb(minor_digits(currency))
    if minor != minor.to_integral_value():
        raise Known("E_TYPE", field=field.name, kind=field.kind, value=f"{amount} {currency}", type="money")
    return int(minor)


# --- delete and bring back ----------------------------------------------------------------------------------------


def delete_record(w: Writer, kind: str, target_id: str) -> list[Record]:
    """Delete a record with all that hangs on it; the records that went, the record itself first."""
    return remove(w, w.need(kind_of(kind), record_id(target_id)))


def undelete_record(w: Writer, kind: str, target_id: str) -> list[Record]:
    """Bring a deleted record back with all that was deleted in the same step, the record itself first.

    Raises Known E_NOT_FOUND where no such record is deleted.
    """
    record_class = kind_of(kind)
    target = record_id(target_id)
    if kind_of_id(w.connection, target) != kind:
        raise Known("E_NOT_FOUND", kind=kind, id=target_id)
    found = [w.undelete(record_class, target)]
    for other_kind, other_id in _deleted_with(w, target):
        if other_kind in KINDS and other_id != target:
            found.append(w.undelete(KINDS[other_kind], other_id))
    return found


def _deleted_with(w: Writer, target: str) -> list[tuple[str, str]]:
    """(kind, id) of the records that the steps which deleted this one deleted, and that are deleted still."""
    deletions = load_states(w.connection, [target])[target].deletions
    together: dict[str, str] = {}
    for _, operation in operations_of(w.connection, target):
        if operation.op_id in deletions:
            for other in operations_of_edit(w.connection, operation.replica, operation.body.edit):
                if other.body.verb == "delete":
                    together[other.body.record.hex()] = other.body.kind
    states = load_states(w.connection, list(together))
    return [(kind, other_id) for other_id, kind in together.items() if states[other_id].is_deleted]
