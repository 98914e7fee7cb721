"""What a person writes into a filter, read as a condition: `>= 1M`, `100..200`, `2027-03`, `= exactly`, `-`: empty."""

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date

from salesdesk.domain.condition_meaning import tied
from salesdesk.domain.conditions import AllOf, Comparison, Condition, FieldTest
from salesdesk.domain.problems import Known
from salesdesk.domain.record import Field, FieldType, Record
from salesdesk.ui.kit.typed import read_date

Lookup = Callable[[str, str], Sequence[str]]
"""(kind, text) → ids of the records that the text finds."""

_OPERATOR = re.compile(r"(>=|<=|!=|≥|≤|[=<>＝＞＜])\s*(.+)", re.DOTALL)
_ASCII = {"≥": ">=", "≤": "<=", "＝": "=", "＞": ">", "＜": "<"}
_MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})月?")
_YEAR = re.compile(r"(\d{4})年?")
_NUMBERS = (FieldType.MONEY, FieldType.INT)
_DATES = (FieldType.DATE, FieldType.TIME)


def filter_condition(
    record_class: type[Record], field: Field, text: str, *, today: date, lookup: Lookup
) -> Condition | None:
    """The condition of one filter; None where the text says none for such a field."""
    from salesdesk.desk.values import read_operand

    if field.type is FieldType.CHOICE or field.type is FieldType.BOOL:
        written: Condition | None = Comparison(field.name, "=" if text else "empty", text)
    elif text in ("-", "—"):
        written = Comparison(field.name, "empty")
    elif text == "*":
        written = Comparison(field.name, "filled")
    elif field.type is FieldType.REFERENCE:
        return FieldTest(field, "in", tuple(lookup(field.reference, text)))
    elif field.type in _NUMBERS or field.type in _DATES:
        written = _span(field, text, today)
    else:
        found = re.fullmatch(r"(!=|[=＝])\s*(.+)", text, re.DOTALL)
        written = (
            Comparison(field.name, _ASCII.get(found[1], found[1]), found[2])
            if found
            else Comparison(field.name, "~", text)
        )
    try:
        return tied(written, record_class, read_operand) if written is not None else None
    except Known:
        return None


def _span(field: Field, text: str, today: date) -> Condition | None:
    """A comparison, a span `a..b`, or a single value, of numbers or dates."""
    found = _OPERATOR.fullmatch(text)
    if found:
        value = _value(field, found[2], today)
        return Comparison(field.name, _ASCII.get(found[1], found[1]), value) if value else None
    first, dots, last = text.replace("…", "..").replace("~", "..").partition("..")
    if dots:
        low, high = _value(field, first, today), _value(field, last, today)
        if not low or not high:
            return None
        return AllOf((Comparison(field.name, ">=", low), Comparison(field.name, "<=", high)))
    if field.type in _DATES and (span := _calendar_span(text.strip())) is not None:
        low_day, high_day = span
        return AllOf((
            Comparison(field.name, ">=", low_day.isoformat()), Comparison(field.name, "<=", high_day.isoformat()),
        ))  # fmt: skip
    value = _value(field, text, today)
    return Comparison(field.name, "=", value) if value else None


def _value(field: Field, text: str, today: date) -> str:
    """The text form of a number or a date that people wrote; empty where it is none."""
    if field.type in _DATES:
        day = read_date(text, today)
        return day.isoformat() if day is not None else ""
    from salesdesk.exchange.amounts import read_amount

    found = read_amount(text.strip())
    return f"{found[0]:f}" if found is not None else ""


def _calendar_span(text: str) -> tuple[date, date] | None:
    try:
        if found := _MONTH.fullmatch(text):
            year, month = int(found[1]), int(found[2])
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        if found := _YEAR.fullmatch(text):
            return date(int(found[1]), 1, 1), date(int(found[1]), 12, 31)
    except ValueError:
        return None
    return None
