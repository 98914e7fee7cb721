"""One cell into the value of one field, or a fault that says what is wrong with it."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from functools import cache

from salesdesk.domain.checks import value_problem
from salesdesk.domain.record import Field, FieldType, Value
from salesdesk.exchange.amounts import currency_code, read_amount
from salesdesk.exchange.dates import read_date, read_moment
from salesdesk.exchange.known_columns import plain_name
from salesdesk.exchange.rows import Cell, is_blank
from salesdesk.text import choice, kind_name, tr, using
from salesdesk.text.currency import minor_digits

UNITS: Mapping[str, int] = {"thousandth": 3, "microdegree": 6}
"""Units of whole numbers that stand in lists as decimals, with the number of these."""

_YES_WORDS = "1 true t yes y on x √ ✓ ✔ 是 有 对 真 已 是的"
_NO_WORDS = "0 false f no n off × ✗ 否 无 没有 不 未 不是 假"
_YES, _NO = frozenset(_YES_WORDS.split()), frozenset(_NO_WORDS.split())
_PLAIN = (FieldType.TEXT, FieldType.LONG_TEXT)
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"[\t\n]+")
_APOSTROPHES = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell: an error code, a reason, and the facts that its sentence names."""

    code: str
    reason: str
    facts: tuple[tuple[str, str], ...] = ()


def _nothing_found(kind: str, text: str) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Context:
    """What a cell alone does not say: order of dates, zone, currency, and how references are found."""

    date_order: str = "mdy"
    zone: tzinfo | None = None
    currency: str = "CNY"
    find: Callable[[str, str], tuple[str, ...]] = _nothing_found
    """(kind, text) → ids of the records with this id, else external id, else name."""


def convert(cell: Cell, field: Field, context: Context = Context()) -> Value | Fault:
    """The value of the field that the cell stands for; a blank cell is the field's empty value."""
    if (
        type(cell) is str
        and field.type in _PLAIN
        and cell.isprintable()
        and 0 < len(cell) <= field.limit
        and cell[0] not in " '\ufeff"
        and cell[-1] not in " \ufeff"
        and field.name != "currency"
    ):
        return cell  # nearly every cell of a list: nothing in it needs a closer look
    if is_blank(cell):
        return field.empty
    value = _read(cell, field, context)
    if isinstance(value, Fault):
        return value
    problem = value_problem(field, value)
    if problem is None:
        return value
    facts = dict(problem.facts)
    return Fault(problem.code, facts.pop("reason", problem.code), tuple(facts.items()))


def _read(cell: Cell, field: Field, context: Context) -> Value | Fault:
    if field.type in (FieldType.TEXT, FieldType.RANK):
        text = clean_line(text_of(cell))
        return _currency(text) if field.name == "currency" else text
    if field.type is FieldType.LONG_TEXT:
        return clean_text(text_of(cell))
    if field.type is FieldType.CHOICE:
        return _choice(cell, field)
    if field.type is FieldType.BOOL:
        return _flag(cell)
    if field.type is FieldType.INT:
        return _whole(cell, field)
    if field.type is FieldType.MONEY:
        return _money(cell, context)
    if field.type is FieldType.DATE:
        day = read_date(cell, context.date_order)
        return day if day is not None else _fault("E_TYPE", "not_a_date", cell)
    if field.type is FieldType.TIME:
        moment = read_moment(cell, context.date_order, context.zone)
        return moment if moment is not None else _fault("E_TYPE", "not_a_time", cell)
    return _reference(cell, field, context)


def text_of(cell: Cell) -> str:
    """The words of a cell of any type, as the spreadsheet shows them."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def clean_line(text: str) -> str:
    """Text for a field of one line: breaks become spaces, a protecting apostrophe and blank ends go."""
    return _SPACES.sub(" ", clean_text(text)).strip(" \ufeff")


def clean_text(text: str) -> str:
    """Text of any number of lines: one kind of line break, a protecting apostrophe and blank ends go."""
    if _APOSTROPHES.match(text):
        text = text[1:]
    return text if text.isascii() and text.isalnum() else _BREAKS.sub("\n", text).strip(" \t\n\ufeff")


def reads_alike(present: Value, value: Value) -> bool:
    """Whether a value that was read is the one that stands there, but for what every list loses: blank ends."""
    if present == value:
        return True
    return isinstance(present, str) and value in (clean_line(present), clean_text(present))


def _fault(code: str, reason: str, cell: Cell, **facts: object) -> Fault:
    shown = text_of(cell)
    shown = "".join(char if char.isprintable() else "\ufffd" for char in shown[:60]) + (
        "…" if len(shown) > 60 else ""
    )
    return Fault(code, reason, (("value", shown), *((name, str(value)) for name, value in facts.items())))


def _currency(text: str) -> Value | Fault:
    code = currency_code(text)
    return code or _fault("E_CHOICE", "not_a_currency", text)


@cache
def choices_by_word(field: Field) -> Mapping[str, str]:
    """Plain word → code for a field of choices: its codes, and their words in both languages."""
    found: dict[str, str] = {}
    for code in field.choices:
        for language in ("en", "zh_CN"):
            with using(language):
                found.setdefault(plain_name(choice(f"{field.label_key}.{code}")), code)
    if {"yes", "no"} <= set(field.choices):
        found |= dict.fromkeys(_YES, "yes") | dict.fromkeys(_NO, "no")
    if field.choices and all(code.isdigit() for code in field.choices):
        found |= {f"{word}{code}": code for code in field.choices for word in ("stage", "阶段", "第")}
    return found | {plain_name(code): code for code in field.choices}


def _choice(cell: Cell, field: Field) -> Value | Fault:
    text = clean_line(text_of(cell))
    if text in field.choices:
        return text
    code = choices_by_word(field).get(plain_name(text))
    return code if code else _fault("E_CHOICE", "not_a_choice", cell, choices=", ".join(field.choices))


def _flag(cell: Cell) -> Value | Fault:
    if isinstance(cell, bool):
        return cell
    word = unicodedata.normalize("NFKC", clean_line(text_of(cell))).casefold()
    if word in _YES or word in _NO:
        return word in _YES
    return _fault("E_TYPE", "not_a_flag", cell)


def _whole(cell: Cell, field: Field) -> Value | Fault:
    read = read_amount(cell)
    if read is None or read[1]:
        return _fault("E_TYPE", "not_a_number", cell)
    number = read[0].scaleb(UNITS.get(field.unit, 0))
    return int(number) if number == number.to_integral_value() else _fault("E_TYPE", "not_a_number", cell)


def _money(cell: Cell, context: Context) -> Value | Fault:
    read = read_amount(cell)
    if read is None:
        return _fault("E_TYPE", "not_an_amount", cell)
    currency = context.currency
    minor = read[0].scaleb(minor_digits(currency))
    if minor != minor.to_integral_value():
        return _fault("E_TYPE", "too_many_decimals", cell, currency=currency)
    return int(minor)


def _reference(cell: Cell, field: Field, context: Context) -> Value | Fault:
    text = clean_line(text_of(cell))
    found = context.find(field.reference, text)
    if len(found) == 1:
        return found[0]
    kind = tr("record of any kind") if field.reference == "*" else kind_name(field.reference)
    if not found:
        return _fault("E_NOT_FOUND", "unknown_reference", cell, kind=kind)
    return _fault("E_NOT_FOUND", "several_references", cell, kind=kind, count=len(found))
