"""The fields a team defined for itself (`x.<id of the definition>`), read and written as text like any other."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from salesdesk.desk.values import Plain, plain_value, read_value
from salesdesk.domain.problems import Known
from salesdesk.domain.record import LONG_TEXT_LIMIT, TEXT_LIMIT, Field, FieldType, Record, empty_value
from salesdesk.domain.team import FieldDefinition
from salesdesk.store.writer import Writer

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk

PREFIX = "x."


def field_of(definition: FieldDefinition) -> Field:
    """The field that a definition describes."""
    field_type = FieldType(definition.type)
    return Field(
        name=PREFIX + definition.id,
        type=field_type,
        kind=definition.kind,
        choices=tuple(line.strip() for line in definition.choices.splitlines() if line.strip()),
        limit=LONG_TEXT_LIMIT if field_type is FieldType.LONG_TEXT else TEXT_LIMIT,
        empty=empty_value(field_type),
    )


def definitions(desk: "Desk", kind: str) -> list[FieldDefinition]:
    """The definitions in force for a kind of record, in their order."""
    found = [one for one in desk.select(FieldDefinition, kind=kind) if not one.is_retired]
    return sorted(found, key=lambda one: (one.order, one.id))


def _currency(record: Record) -> str:
    return str(getattr(record, "currency", "") or "CNY")


def write_extras(w: Writer, record: Record, texts: Mapping[str, str]) -> None:
    """Write extra fields given as text by name; raises Known E_FIELD, E_TYPE, E_CHOICE."""
    known = {PREFIX + one.id: one for one in w.select(FieldDefinition, kind=record.KIND)} if texts else {}
    for name, text in texts.items():
        if name not in known:
            raise Known("E_FIELD", kind=record.KIND, field=name, reason="unknown")
        field = field_of(known[name])
        plain = plain_value(
            field, read_value(field, text, currency=_currency(record)), currency=_currency(record)
        )
        w.set_extra(record, known[name].id, _stored(plain))


def _stored(plain: Plain) -> str | None:
    if isinstance(plain, bool):
        return "true" if plain else "false"
    return None if plain is None or plain == "" else str(plain)


def extras_of(desk: "Desk", kind: str, records: Sequence[Record]) -> list[dict[str, Plain]]:
    """The extra fields of each of the records, as they stand in JSON; what cannot be read is empty."""
    fields = [field_of(one) for one in definitions(desk, kind)]
    if not fields:
        return [{} for _ in records]
    from salesdesk.store.extras import extra_texts_of

    with desk.read() as connection:
        texts = extra_texts_of(connection, [record.id for record in records])
    return [dict(_plain(record, fields, texts.get(record.id, {}))) for record in records]


def _plain(
    record: Record, fields: Sequence[Field], texts: Mapping[str, str | None]
) -> Iterable[tuple[str, Plain]]:
    for field in fields:
        text, currency = texts.get(field.name.removeprefix(PREFIX)) or "", _currency(record)
        try:
            yield (
                field.name,
                plain_value(field, read_value(field, text, currency=currency), currency=currency),
            )
        except Known:
            yield field.name, plain_value(field, field.empty)
