"""Any value of any field in words, in the reader's habit; the one way lists, histories and popovers say values."""

from datetime import date, datetime

from salesdesk.domain.record import Field, FieldType, Record, Value
from salesdesk.text import tr
from salesdesk.text.formats import date_words, moment_words, money
from salesdesk.ui.kit.choice_editors import choice_words
from salesdesk.ui.kit.extra_fields import currency_for
from salesdesk.ui.kit.headings import Headings
from salesdesk.ui.kit.typed import whole_words


def value_words(field: Field, value: Value, headings: Headings, *, currency: str = "") -> str:
    """A value in words; nothing for an empty one."""
    if value is None or value == "":
        return ""
    match field.type:
        case FieldType.CHOICE:
            return choice_words(field, str(value))
        case FieldType.BOOL:
            return tr("Yes") if value else ""
        case FieldType.REFERENCE:
            return headings.of(field.reference, str(value)) if field.reference != "*" else ""
        case FieldType.MONEY:
            return money(int(str(value)), currency)
        case FieldType.INT:
            return whole_words(int(str(value)), field.unit)
        case FieldType.RANK:
            return ""
    if isinstance(value, datetime):
        return moment_words(value)
    return date_words(value) if isinstance(value, date) else str(value)


def field_words(field: Field, record: Record, headings: Headings) -> str:
    """The value of a record's field in words."""
    currency = currency_for(record)
    if field.currency_field:
        currency = str(record.value(field.currency_field))
    return value_words(field, record.value(field.name), headings, currency=currency)
