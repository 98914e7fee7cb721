"""Conditions as SQL, with the meaning that `domain.condition_meaning` gives them."""

from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from sqlalchemy import ColumnElement, Table, and_, func, literal, not_, or_

from salesdesk.domain.condition_meaning import small_latin
from salesdesk.domain.conditions import AllOf, AnyOf, Condition, FieldTest, Operand
from salesdesk.domain.record import Field, FieldType, Record
from salesdesk.store.tables import NUMBERS, RECORD_TABLES
from salesdesk.store.values import to_column

USUAL_DIGITS = 2
"""Decimals of a currency that is not listed."""


def compiled(
    condition: Condition, record_class: type[Record], currencies: Mapping[int, Collection[str]]
) -> ColumnElement[bool]:
    """The tied condition over the table of its kind; `currencies` lists those without two decimals, by decimals."""
    if isinstance(condition, AllOf):
        return and_(*(compiled(part, record_class, currencies) for part in condition.parts))
    if isinstance(condition, AnyOf):
        return or_(*(compiled(part, record_class, currencies) for part in condition.parts))
    assert isinstance(condition, FieldTest)
    table = RECORD_TABLES[record_class.KIND]
    field, operator, operand = condition.field, condition.operator, condition.operand
    column: ColumnElement[object] = table.c[field.name]
    is_empty = column.is_(None) if field.type in NUMBERS else func.coalesce(column, "") == ""
    if field.type is FieldType.BOOL:
        column, is_empty = func.coalesce(column, 0), literal(1) == 0
    if operator == "empty":
        return is_empty
    if operator == "filled":
        return not_(is_empty)
    if isinstance(operand, tuple):
        return func.coalesce(column, "").in_(operand)
    if operator == "!=":
        return not_(func.coalesce(_test(field, column, "=", operand, currencies, table), 0))
    return and_(not_(is_empty), _test(field, column, operator, operand, currencies, table))


def _test(
    field: Field, column: ColumnElement[object], operator: str, operand: Operand,
    currencies: Mapping[int, Collection[str]], table: Table,
) -> ColumnElement[bool]:  # fmt: skip
    if operator == "~":
        return func.instr(func.lower(column), small_latin(str(operand))) > 0
    if isinstance(operand, Decimal):
        return _money_test(column, operator, operand, currencies, table.c[field.currency_field])
    if isinstance(operand, datetime):  # without its end, a second sorts before its parts
        return _compared(func.rtrim(column, "Z"), operator, str(to_column(operand)).rstrip("Z"))
    return _compared(column, operator, to_column(operand))


def _money_test(
    column: ColumnElement[object], operator: str, amount: Decimal,
    currencies: Mapping[int, Collection[str]], currency: ColumnElement[object],
) -> ColumnElement[bool]:  # fmt: skip
    """Amounts stand in minor units, so the same amount is another number in another currency."""
    special = [code for codes in currencies.values() for code in codes]
    code = func.upper(func.coalesce(currency, ""))
    tests = [and_(code.not_in(special), _minor_test(column, operator, amount.scaleb(USUAL_DIGITS)))]
    for digits, codes in currencies.items():
        tests.append(and_(code.in_(list(codes)), _minor_test(column, operator, amount.scaleb(digits))))
    return or_(*tests)


def _minor_test(column: ColumnElement[object], operator: str, minor: Decimal) -> ColumnElement[bool]:
    whole = int(minor.to_integral_value(ROUND_FLOOR))
    if minor == whole:
        return _compared(column, operator, whole)
    if operator == "=":
        return literal(1) == 0
    if operator in ("<", ">="):
        whole = int(minor.to_integral_value(ROUND_CEILING))
    return _compared(column, operator, whole)


def _compared(column: ColumnElement[object], operator: str, value: object) -> ColumnElement[bool]:
    match operator:
        case "=":
            return column == value
        case "<":
            return column < value
        case "<=":
            return column <= value
        case ">":
            return column > value
    return column >= value
