"""Conditions of lists as SQL that stays quick at a million rows: parts of words are looked up in the search index."""

from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import ColumnElement, Connection, and_

from salesdesk.domain.conditions import AllOf, Condition, FieldTest
from salesdesk.domain.record import Record
from salesdesk.store.conditions import compiled
from salesdesk.store.keys import match_query
from salesdesk.store.tables import RECORD_TABLES

FEW = 2_000
"""Up to this many records found by the search index, a list looks at these alone; more are met soon enough."""


def list_where(
    connection: Connection,
    record_class: type[Record],
    conditions: Collection[Condition],
    currencies: Mapping[int, Collection[str]],
) -> ColumnElement[bool] | None:
    """What all these tied conditions say together over the kind's table; None where there are none."""
    if not conditions:
        return None
    whole = AllOf(tuple(conditions))
    where = compiled(whole, record_class, currencies)
    identity = RECORD_TABLES[record_class.KIND].c.id
    for test in _parts_of_words(whole):
        ids = _found(connection, record_class.KIND, str(test.operand))
        if ids is not None:
            where = and_(identity.in_(ids), where)
    return where


def _parts_of_words(condition: Condition) -> Iterator[FieldTest]:
    """The tests, all of which must hold, that look for a part of a text which the search index knows."""
    if isinstance(condition, AllOf):
        for part in condition.parts:
            yield from _parts_of_words(part)
    elif isinstance(condition, FieldTest) and condition.operator == "~" and condition.field.searched:
        yield condition


def _found(connection: Connection, kind: str, text: str) -> list[str] | None:
    """The ids of records of the kind with these words; None where they are too many, or cannot be looked up."""
    match = match_query(text)
    if not match:
        return None
    rows = connection.exec_driver_sql(
        "SELECT e.record_id FROM search_words w JOIN search_entry e ON e.number = w.rowid"
        " WHERE w.words MATCH ? AND e.kind = ? LIMIT ?",
        (match, kind, FEW + 1),
    ).all()
    return [row[0] for row in rows] if len(rows) <= FEW else None
