"""What a value must be to stand in a field: the same check for every way in."""

import unicodedata
from collections.abc import Iterator
from datetime import date, datetime

from salesdesk.domain.problems import Problem
from salesdesk.domain.record import Field, FieldType, Record, Value, fields_of, values_of

MAX_INTEGER = 2**63 - 1
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Controls that let a line read otherwise than it is stored."""
_KEPT_CONTROLS = frozenset("\n\t")
_VALUE_TYPES: dict[FieldType, type | tuple[type, ...]] = {
    FieldType.BOOL: bool,
    FieldType.INT: int,
    FieldType.MONEY: int,
    FieldType.DATE: date,
    FieldType.TIME: datetime,
}


def record_problems(record: Record) -> Iterator[Problem]:
    """Every fault of a record's own values; references to other records are checked where those are known."""
    for field, value in zip(fields_of(type(record)), values_of(record), strict=True):
        if value == field.default and not field.required:
            continue
        found = _value_problem(field, value) or _required_problem(field, value)
        if found is not None:
            code, facts = found
            yield Problem(code, record.KIND, field.name, record.id, tuple(facts.items()))


def value_problem(field: Field, value: Value) -> Problem | None:
    """The fault of one value in one field, or None."""
    found = _value_problem(field, value)
    return Problem(found[0], field.kind, field.name, "", tuple(found[1].items())) if found else None


_Found = tuple[str, dict[str, str]]


def _required_problem(field: Field, value: Value) -> _Found | None:
    is_blank = value is None or (isinstance(value, str) and not value.replace("\ufeff", "").strip())
    if field.required and is_blank:
        return "E_FIELD", {"reason": "required"}
    return None


def _value_problem(field: Field, value: Value) -> _Found | None:
    if value is None or value == "":
        return None
    expected = _VALUE_TYPES.get(field.type, str)
    if not isinstance(value, expected) or (isinstance(value, bool) and field.type is not FieldType.BOOL):
        return "E_TYPE", {"value": str(value)[:80], "type": field.type.value}
    if isinstance(value, datetime) and (field.type is FieldType.DATE or value.tzinfo is None):
        return "E_TYPE", {"value": str(value), "type": field.type.value}
    if isinstance(value, str):
        return _text_problem(field, value)
    if isinstance(value, int):
        low = -MAX_INTEGER if field.low is None else field.low
        high = MAX_INTEGER if field.high is None else field.high
        if not low <= value <= high:
            return "E_FIELD", {"reason": "range", "value": str(value), "low": str(low), "high": str(high)}
    return None


def _text_problem(field: Field, value: str) -> _Found | None:
    if field.type is FieldType.CHOICE and value not in field.choices:
        return "E_CHOICE", {"value": value[:80], "choices": ", ".join(field.choices)}
    if field.type is FieldType.REFERENCE and not (
        len(value) == 32 and all(c in "0123456789abcdef" for c in value)
    ):
        return "E_NOT_FOUND", {"id": value[:80], "reference": field.reference}
    if len(value) > field.limit:
        return "E_FIELD", {"reason": "too_long", "limit": str(field.limit), "length": str(len(value))}
    if len(value.encode("utf-8", "surrogatepass")) > 1 << 20:
        return "E_FIELD", {"reason": "too_long", "limit": str(1 << 20), "length": str(len(value))}
    is_long = field.type is FieldType.LONG_TEXT
    if value.isprintable() and _BIDI.isdisjoint(value):
        return None
    for position, char in enumerate(value, 1):
        if char.isascii() and char.isprintable():
            continue
        if char in _BIDI or (
            unicodedata.category(char) in ("Cc", "Cs") and not (is_long and char in _KEPT_CONTROLS)
        ):
            return "E_FIELD", {
                "reason": "control",
                "character": f"U+{ord(char):04X}",
                "position": str(position),
            }
    return None
