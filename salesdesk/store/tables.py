"""One table for each record kind, derived from its fields, and the tables of the log.

A record's table is a projection of its heads: what is shown, living records only. The log (`operation`) and the heads
(`head`) are the truth; the projections can be built again from them.
"""

from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, Table, Text, text
from sqlalchemy.types import TypeEngine

from salesdesk.domain.kinds import KINDS
from salesdesk.domain.record import Field, FieldType, Record, fields_of

METADATA = MetaData()

_COLUMN_TYPES: dict[FieldType, type[TypeEngine[Any]]] = {
    FieldType.BOOL: Integer,
    FieldType.INT: BigInteger,
    FieldType.MONEY: BigInteger,
}
NUMBERS = frozenset(_COLUMN_TYPES)


def key_column(name: str) -> str:
    """Name of the column that lists are sorted by for the field of that name."""
    return f"{name}_key"


def is_sparse(field: Field) -> bool:
    """Whether an empty value stands as NULL and out of the index: references and foreign ids, mostly empty."""
    return field.type is FieldType.REFERENCE or field.name == "external_id"


def _columns(field: Field) -> list[Column[object]]:
    is_number = field.type in NUMBERS
    column_type = _COLUMN_TYPES.get(field.type, Text)
    columns: list[Column[object]] = [Column(field.name, column_type, nullable=True)]
    if field.sorted:
        columns.append(Column(key_column(field.name), BigInteger if is_number else Text, nullable=False))
    return columns


def _record_table(record_class: type[Record]) -> Table:
    kind = record_class.KIND
    table = Table(kind, METADATA, Column("id", Text, primary_key=True))
    for field in fields_of(record_class):
        for column in _columns(field):
            table.append_column(column)
        if field.sorted:
            Index(f"ix_{kind}_{field.name}", table.c[key_column(field.name)], table.c.id)
        elif is_sparse(field):
            column = table.c[field.name]
            filled = column.is_not(None)
            Index(f"ix_{kind}_{field.name}", column, sqlite_where=filled, postgresql_where=filled)
    return table


RECORD_TABLES = {kind: _record_table(record_class) for kind, record_class in KINDS.items()}

META = Table(
    "meta", METADATA, Column("name", Text, primary_key=True), Column("value", LargeBinary, nullable=False)
)
"""What the workspace is: its id, team, user, device, format."""

CHAIN = Table(
    "chain",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("replica", LargeBinary, nullable=False),
    Column("scope", Text, nullable=False),
    Column("tip", LargeBinary, nullable=False),
    Index("ix_chain_replica", "replica", "scope"),
)
"""The chains known here, one for each replica and scope, with the last id of each."""

OPERATION = Table(
    "operation",
    METADATA,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("op_id", LargeBinary, nullable=False),
    Column("chain", Integer, nullable=False),
    Column("edit", BigInteger, nullable=False),
    Column("record_id", Text, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Index("ix_operation_op_id", "op_id"),
    Index("ix_operation_record_id", "record_id", "position"),
    Index("ix_operation_edit", "edit", "chain"),
)
"""The log in the order of arrival; bodies as they came."""

HEAD = Table(
    "head",
    METADATA,
    Column("record_id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("is_deleted", Integer, nullable=False),
    Column("is_contested", Integer, nullable=False),
    Column("state", LargeBinary, nullable=False),
    Index("ix_head_deleted", "kind", sqlite_where=text("is_deleted = 1")),
    Index("ix_head_contested", "is_contested", sqlite_where=text("is_contested = 1")),
)
"""The merged state of each record, one packed row (oplog.RecordState)."""

EDIT = Table(
    "edit",
    METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("label", Text, nullable=False),
    Column("way", Text, nullable=False),
    Column("undoes", BigInteger, nullable=False),
    Column("clock", BigInteger, nullable=False),
    Column("taken_back_by", BigInteger, nullable=False),
    Column("user_id", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)
"""What was done on this device: `way` is do, undo or redo; `at` in milliseconds. The undo stack is derived from it."""

EXTRA_VALUE = Table(
    "extra_value",
    METADATA,
    Column("record_id", Text, primary_key=True),
    Column("definition_id", Text, primary_key=True),
    Column("value", Text, nullable=True),
    Index("ix_extra_value_definition", "definition_id", "value"),
)
"""Values of the team's own fields (`x.<definition id>`), kept beside the record."""

SEARCH_ENTRY = Table(
    "search_entry",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("record_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    Index("ix_search_entry_record_id", "record_id"),
)
"""What can be found; `number` is the row of its words in the full-text table `search_words`."""

SETTING = Table(
    "local_setting", METADATA, Column("name", Text, primary_key=True), Column("value", Text, nullable=False)
)
"""Settings of this device, never synchronised."""

SEARCH_WORDS_DDL = (
    "CREATE VIRTUAL TABLE search_words USING fts5(words, content='', contentless_delete=1, tokenize='ascii')"
)
DOOR_DDL = "CREATE TABLE door (is_open INTEGER NOT NULL)"
"""Holds a row only while the write door stands open; the guard triggers read it."""

VERSION_DDL = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)",
    "INSERT INTO alembic_version VALUES ('0001')",
)
"""The table that says which migration the workspace stands at, as Alembic knows it."""

GUARDED = (*RECORD_TABLES, "chain", "operation", "head", "edit", "extra_value")


@cache
def record_columns(kind: str) -> tuple[str, ...]:
    """The columns of a kind's table that make its record: `id` and the fields."""
    return ("id", *(field.name for field in fields_of(KINDS[kind])))


def guard_ddl() -> list[str]:
    """The triggers that refuse every write on the log and the records while the door is shut (SQLite only)."""
    return [
        f"CREATE TRIGGER guard_{table}_{verb.lower()} BEFORE {verb} ON {table}"
        " WHEN NOT EXISTS (SELECT 1 FROM door) BEGIN SELECT RAISE(ABORT, 'the write door is shut'); END"
        for table in GUARDED
        for verb in ("INSERT", "UPDATE", "DELETE")
    ]
