"""Values as plain text and as JSON, the same in every language: for the command line and for conditions.

Money is a decimal string in the record's currency, dates are ISO, times RFC 3339 with a zone, choices their codes,
references ids. Lists that people wrote are read by `exchange`, which forgives more.
"""

import re
from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

from salesdesk.domain.checks import value_problem
from salesdesk.domain.conditions import Operand
from salesdesk.domain.problems import Known
from salesdesk.domain.record import Field, FieldType, Record, Value, field_map
from salesdesk.text.currency import MINOR_DIGITS, minor_digits

Plain = str | int | bool | None
"""A value in JSON."""

_UNITS: Mapping[str, int] = {"thousandth": 3, "microdegree": 6}
"""Units of whole numbers that people write as decimals, with the number of these."""

_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,16}(\.[0-9]{1,8})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
_ID = re.compile(r"[0-9a-fA-F]{32}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def record_id(text: str) -> str:
    """An id in its one form, from 32 hexadecimal digits or a UUID with dashes; other text is the id of nothing."""
    if _ID.fullmatch(text):
        return text.replace("-", "").lower()
    return text.encode("utf-8", "replace").decode()  # a lone surrogate can be asked of no database


def read_value(field: Field, text: str, *, currency: str = "") -> Value:
    """The value that a text stands for; empty text is the field's empty value.

    Raises Known E_TYPE, E_CHOICE, E_NOT_FOUND (no id), E_FIELD (range, length, characters).
    """
    if not text:
        return field.empty
    value = _read(field, text, currency)
    problem = value_problem(field, value)
    if problem is not None:
        raise Known.of(problem)
    return value


def _read(field: Field, text: str, currency: str) -> Value:
    match field.type:
        case FieldType.BOOL if text.lower() in ("true", "false"):
            return text.lower() == "true"
        case FieldType.INT if field.unit in _UNITS and _DECIMAL.fullmatch(text):
            return _scaled(field, text, _UNITS[field.unit])
        case FieldType.INT if _WHOLE.fullmatch(text):
            return int(text)
        case FieldType.MONEY if _DECIMAL.fullmatch(text):
            return _scaled(field, text, minor_digits(currency))
        case FieldType.DATE if _DAY.fullmatch(text):
            return _day(field, text)
        case FieldType.TIME if _MOMENT.fullmatch(text):
            return _moment(field, text)
        case FieldType.REFERENCE:
            return record_id(text)
        case FieldType.TEXT | FieldType.LONG_TEXT | FieldType.RANK | FieldType.CHOICE:
            return text
    raise _no_such(field, text)


def _no_such(field: Field, text: str) -> Known:
    return Known("E_TYPE", field=field.name, kind=field.kind, value=text[:80], type=field.type.value)


def _scaled(field: Field, text: str, digits: int) -> int:
    scaled = Decimal(text).scaleb(digits)
    if scaled != scaled.to_integral_value():
        raise _no_such(field, text)
    return int(scaled)


def _day(field: Field, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _no_such(field, text) from None


def _moment(field: Field, text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text.upper().replace(" ", "T")).astimezone(UTC)
    except (ValueError, OverflowError):
        raise _no_such(field, text) from None
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def read_operand(field: Field, text: str) -> Operand:
    """What a condition compares the field with: money is a decimal, a time may be a whole day; raises as above."""
    if field.type is FieldType.MONEY:
        if not re.fullmatch(r"[+-]?[0-9]{1,14}(\.[0-9]{1,4})?", text):
            raise _no_such(field, text)
        return Decimal(text)
    if field.type is FieldType.TIME and _DAY.fullmatch(text):
        return _day(field, text)
    if field.type in (FieldType.TEXT, FieldType.LONG_TEXT, FieldType.RANK):
        if any("\ud800" <= char <= "\udfff" for char in text):
            raise _no_such(field, text)
        return text
    return read_value(field, text)


def unusual_currencies() -> Mapping[int, Collection[str]]:
    """The currencies without two decimals, by their number of decimals."""
    found: dict[int, list[str]] = {}
    for code, digits in MINOR_DIGITS.items():
        found.setdefault(digits, []).append(code)
    return found


def plain_value(field: Field, value: Value, *, currency: str = "") -> Plain:
    """The value as it stands in JSON."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    digits = minor_digits(currency) if field.type is FieldType.MONEY else _UNITS.get(field.unit)
    return value if digits is None else f"{Decimal(value).scaleb(-digits):f}"


def moment_text(moment: datetime) -> str:
    """A time stamp as RFC 3339 in UTC, with milliseconds where there are any."""
    spec = "milliseconds" if moment.microsecond >= 1000 else "seconds"
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec=spec) + "Z"


def plain_record(record: Record) -> dict[str, Plain]:
    """Every field of a record as it stands in JSON."""
    return {
        name: plain_value(field, record.value(name), currency=currency_of(record, field))
        for name, field in field_map(type(record)).items()
    }


def currency_of(record: Record, field: Field) -> str:
    """The currency of a money field in this record; empty for other fields."""
    return str(record.value(field.currency_field)) if field.currency_field else ""
