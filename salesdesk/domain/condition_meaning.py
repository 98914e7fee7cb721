"""What a condition means: tied to the fields of a kind of record, and decided on one record.

`store.conditions` says the same in SQL. Empty values differ from every value (`!=` holds) and are neither before nor
behind one. Text is compared as it is written; `~` looks for a part without regard to Latin capitals.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from salesdesk.domain.conditions import AllOf, AnyOf, Condition, FieldTest, Operand
from salesdesk.domain.problems import Known
from salesdesk.domain.record import Field, FieldType, Record, field_map

_ORDERED = frozenset(["<", "<=", ">", ">="])
_NO_ORDER = frozenset((FieldType.BOOL, FieldType.REFERENCE))
_NO_PARTS = frozenset((FieldType.BOOL, FieldType.INT, FieldType.MONEY, FieldType.REFERENCE, FieldType.TIME))


def tied(
    condition: Condition, record_class: type[Record], read: Callable[[Field, str], Operand]
) -> Condition:
    """The condition with its fields and values found; `read` gives the value of a text, a date for a whole day.

    Raises Known E_FIELD for an unknown field, E_USAGE for an operator that the field does not know, and what `read`
    raises.
    """
    if isinstance(condition, AllOf):
        return AllOf(tuple(tied(part, record_class, read) for part in condition.parts))
    if isinstance(condition, AnyOf):
        return AnyOf(tuple(tied(part, record_class, read) for part in condition.parts))
    if isinstance(condition, FieldTest):
        return condition
    field = condition_field(record_class, condition.field)
    operator, text = condition.operator, condition.text
    if operator in ("empty", "filled") or (not text and operator in ("=", "!=")):
        return FieldTest(field, {"=": "empty", "!=": "filled"}.get(operator, operator))
    if (operator in _ORDERED and field.type in _NO_ORDER) or (operator == "~" and field.type in _NO_PARTS):
        raise Known(
            "E_USAGE", field=field.name, kind=record_class.KIND, what=f"{field.name} {operator} {text[:60]}"
        )
    if operator == "~":
        return FieldTest(field, operator, text)
    operand = read(field, text)
    if field.type is FieldType.CHOICE and operator in _ORDERED:
        return FieldTest(field, "in", tuple(code for code in field.choices if _compare(
            field.choices.index(code), operator, field.choices.index(str(operand)))))  # fmt: skip
    if field.type is FieldType.TIME and isinstance(operand, date) and not isinstance(operand, datetime):
        return _whole_day(field, operator, operand)
    return FieldTest(field, operator, operand)


def condition_field(record_class: type[Record], name: str) -> Field:
    """The field that a condition names, `id` among them; raises Known E_FIELD."""
    if name == "id":
        return Field(name="id", type=FieldType.REFERENCE, kind=record_class.KIND, reference=record_class.KIND)
    field = field_map(record_class).get(name)
    if field is None:
        raise Known("E_FIELD", kind=record_class.KIND, field=name, reason="unknown")
    return field


def _whole_day(field: Field, operator: str, day: date) -> Condition:
    """A time stamp compared with a day, from midnight to midnight where the user is."""
    try:
        start = datetime.combine(day, time()).astimezone()
        end = datetime.combine(day + timedelta(days=1), time()).astimezone()
    except (OverflowError, ValueError, OSError):
        raise Known("E_TYPE", field=field.name, kind=field.kind, value=day.isoformat(), type="time") from None
    match operator:
        case "=":
            return AllOf((FieldTest(field, ">=", start), FieldTest(field, "<", end)))
        case "!=":
            return AnyOf(
                (FieldTest(field, "<", start), FieldTest(field, ">=", end), FieldTest(field, "empty"))
            )
        case "<=":
            return FieldTest(field, "<", end)
        case ">":
            return FieldTest(field, ">=", end)
    return FieldTest(field, operator, start)


# --- decide -------------------------------------------------------------------------------------------------------


def holds(condition: Condition, record: Record, digits: Callable[[str], int]) -> bool:
    """Whether the tied condition holds for a record; `digits` gives the decimals of a currency."""
    if isinstance(condition, AllOf):
        return all(holds(part, record, digits) for part in condition.parts)
    if isinstance(condition, AnyOf):
        return any(holds(part, record, digits) for part in condition.parts)
    assert isinstance(condition, FieldTest)
    field, operator, operand = condition.field, condition.operator, condition.operand
    value: Operand = record.id if field.name == "id" else record.value(field.name)
    is_empty = value is None or value == ""
    if operator in ("empty", "filled"):
        return is_empty == (operator == "empty")
    if operator == "!=" and is_empty:
        return True
    if is_empty:
        return False
    if isinstance(operand, tuple):
        return value in operand
    if operator == "~":
        return small_latin(str(operand)) in small_latin(_as_text(value))
    if isinstance(operand, Decimal):
        value = Decimal(int(str(value))).scaleb(-digits(str(record.value(field.currency_field))))
    return _compare(value, operator, operand)


def _compare(value: object, operator: str, operand: object) -> bool:
    match operator:
        case "=":
            return value == operand
        case "!=":
            return value != operand
        case "<":
            return value < operand  # type: ignore[operator,no-any-return]
        case "<=":
            return value <= operand  # type: ignore[operator,no-any-return]
        case ">":
            return value > operand  # type: ignore[operator,no-any-return]
    return value >= operand  # type: ignore[operator,no-any-return]


def _as_text(value: Operand) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


_SMALL = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


def small_latin(text: str) -> str:
    """The text with the 26 Latin capitals made small, as SQLite's `lower` does."""
    return text.translate(_SMALL)
