"""The fields a team defined for itself: as fields like any other, and their values as the log keeps them, as text."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from salesdesk.domain.problems import Known
from salesdesk.domain.record import Field, FieldType, Record, Value
from salesdesk.text import label, language

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk

PREFIX = "x."


@dataclass(frozen=True, slots=True)
class ExtraField(Field):
    """A field the team defined, with its label in both languages."""

    label_en: str = ""
    label_zh: str = ""

    @property
    def definition_id(self) -> str:
        """The id of the record that defines it."""
        return self.name.removeprefix(PREFIX)


def field_label(field: Field) -> str:
    """The label of any field, the program's or the team's."""
    if isinstance(field, ExtraField):
        own, other = (
            (field.label_zh, field.label_en) if language() == "zh_CN" else (field.label_en, field.label_zh)
        )
        return own or other
    return label(field.label_key)


def extra_fields(desk: "Desk", kind: str) -> list[ExtraField]:
    """The fields in force that the team defined for a kind of record, in their order."""
    from salesdesk.domain.team import FieldDefinition

    found = [one for one in desk.select(FieldDefinition, kind=kind) if not one.is_retired]
    return [
        ExtraField(
            name=PREFIX + one.id, type=FieldType(one.type), kind=kind, label_en=one.label_en, label_zh=one.label_zh,
            choices=tuple(line.strip() for line in one.choices.splitlines() if line.strip()),
            limit=100_000 if one.type == "long_text" else 400,
        )
        for one in sorted(found, key=lambda one: (one.order, one.id))
    ]  # fmt: skip


def extra_values(desk: "Desk", record: Record, fields: list[ExtraField]) -> dict[str, Value]:
    """The values of these fields in one record, by field name; what cannot be read is empty."""
    from salesdesk.desk.values import read_value
    from salesdesk.store.extras import extra_texts

    with desk.read() as connection:
        texts = extra_texts(connection, record.id)
    values: dict[str, Value] = {}
    for field in fields:
        try:
            text = texts.get(field.definition_id) or ""
            values[field.name] = read_value(field, text, currency=currency_for(record))
        except Known:
            values[field.name] = field.empty
    return values


def currency_for(record: Record) -> str:
    """The currency that extra amounts of a record are in: its own, else yuan."""
    return str(getattr(record, "currency", "") or "CNY")


def write_extra(desk: "Desk", record: Record, field: ExtraField, value: Value) -> None:
    """Write one such value as an edit of its own."""
    from salesdesk.desk.values import plain_value

    plain = plain_value(field, value, currency=currency_for(record))
    text = None if plain in (None, "") else str(plain).lower() if isinstance(plain, bool) else str(plain)
    desk.write(f"set.{record.KIND}", lambda w: w.set_extra(record, field.definition_id, text))
