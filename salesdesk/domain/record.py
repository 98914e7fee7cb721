"""The base record, the field specifications that everything else is derived from, and `fields_of`."""

import dataclasses
import enum
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from operator import attrgetter
from typing import Any, ClassVar, TypeVar, dataclass_transform

TEXT_LIMIT = 400
LONG_TEXT_LIMIT = 100_000

Value = str | int | bool | date | datetime | None
"""What a field of a record may hold; money is integer minor units, time stamps are UTC."""


class FieldType(enum.StrEnum):
    """What kind of value a field holds; columns, editors, converters and wire forms follow from it."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    BOOL = "bool"
    INT = "int"
    MONEY = "money"
    DATE = "date"
    TIME = "time"
    REFERENCE = "reference"
    RANK = "rank"


class Secrecy(enum.StrEnum):
    """Who may see a field on paper and when the screen is covered (features R3, method 4)."""

    OPEN = "open"
    """May stand on the customer's edition."""
    INTERNAL = "internal"
    """Ours alone: never on the customer's edition."""
    COVERED = "covered"
    """Internal, and hidden by F9 at a customer's table: attitudes, odds, competitors."""


@dataclass(frozen=True, slots=True)
class Field:
    """Everything the program knows about one field of a record kind."""

    name: str
    type: FieldType
    kind: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    reference: str = ""
    """Kind of the record referred to; `*` for any kind."""
    unit: str = ""
    currency_field: str = ""
    """For money: the name of the field that holds the ISO currency."""
    limit: int = TEXT_LIMIT
    low: int | None = None
    high: int | None = None
    secrecy: Secrecy = Secrecy.INTERNAL
    searched: bool = False
    """Its words are found by the search of the whole workspace."""
    sorted: bool = False
    """Lists can be sorted by it at any size: it has a key column with an index."""
    default: Value = None
    """What the field of a new record holds."""
    empty: Value = None
    """What the field holds in a record in which nobody wrote it."""

    @property
    def label_key(self) -> str:
        """Key of the field's label in the catalogues."""
        return f"{self.kind}.{self.name}"


def empty_value(field_type: FieldType) -> Value:
    """What an unwritten field of this type holds."""
    if field_type in (
        FieldType.TEXT,
        FieldType.LONG_TEXT,
        FieldType.CHOICE,
        FieldType.REFERENCE,
        FieldType.RANK,
    ):
        return ""
    return False if field_type is FieldType.BOOL else None


def _spec(field_type: FieldType, *, default: Value = None, **facts: Any) -> Any:
    start = empty_value(field_type) if default is None else default
    return dataclasses.field(default=start, metadata={"type": field_type, "facts": facts})


def text(**facts: Any) -> Any:
    """One line of text, empty when unknown."""
    return _spec(FieldType.TEXT, **facts)


def long_text(**facts: Any) -> Any:
    """Text of any number of lines."""
    return _spec(FieldType.LONG_TEXT, **{"limit": LONG_TEXT_LIMIT, **facts})


def choice(*choices: str, **facts: Any) -> Any:
    """One of the codes given; empty is unknown."""
    return _spec(FieldType.CHOICE, choices=choices, **facts)


def flag(**facts: Any) -> Any:
    """True or false."""
    return _spec(FieldType.BOOL, **facts)


def whole(**facts: Any) -> Any:
    """A whole number; name its unit."""
    return _spec(FieldType.INT, **facts)


def money(currency_field: str = "currency", **facts: Any) -> Any:
    """An amount in integer minor units of the currency that another field of the record names."""
    return _spec(FieldType.MONEY, currency_field=currency_field, **facts)


def day(**facts: Any) -> Any:
    """A calendar date without a time."""
    return _spec(FieldType.DATE, **facts)


def moment(**facts: Any) -> Any:
    """A time stamp in UTC."""
    return _spec(FieldType.TIME, **facts)


def reference(kind: str, **facts: Any) -> Any:
    """The id of a record of `kind`; the field's name ends in `_id`."""
    return _spec(FieldType.REFERENCE, reference=kind, **facts)


def rank(**facts: Any) -> Any:
    """A fractional rank: rows are ordered by it, and a row can always be put between two others."""
    return _spec(FieldType.RANK, **facts)


class Scope(enum.StrEnum):
    """Which of the scopes of synchronisation a kind of record lives in, for life."""

    ACCOUNT = "account"
    TEAM = "team"
    PERSON = "person"
    CLOSE = "close"


# The field functions are not named as specifiers: a type checker would then take fields without `default=`
# for obligatory arguments, while every field has a default.
@dataclass_transform(frozen_default=True, kw_only_default=True)
def record_kind(
    name: str,
    *,
    scope: Scope = Scope.ACCOUNT,
    parents: tuple[str, ...] = (),
    title: tuple[str, ...] = ("name",),
    importable: bool = False,
    append_only: bool = False,
) -> Any:
    """Make a class a record kind: a frozen, slotted dataclass that knows its name and its scope.

    `parents` names the reference fields whose record gives this one its scope and takes it along when it is
    deleted; the first that is filled counts. `title` names the fields whose words name the record to a person
    (a reference among them stands for the heading of its record).
    """

    def make(cls: type) -> type:
        cls.KIND = name  # type: ignore[attr-defined]
        cls.SCOPE = scope  # type: ignore[attr-defined]
        cls.PARENTS = parents  # type: ignore[attr-defined]
        cls.TITLE = title  # type: ignore[attr-defined]
        cls.IMPORTABLE = importable  # type: ignore[attr-defined]
        cls.APPEND_ONLY = append_only  # type: ignore[attr-defined]
        # Comparing and showing are the same for all kinds: writing them out for each would cost the start 20 ms.
        return dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)(cls)

    return make


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Record:
    """A fact of the trade as it stands now: frozen, compared by value, replaced and never changed."""

    KIND: ClassVar[str] = ""
    SCOPE: ClassVar[Scope] = Scope.ACCOUNT
    PARENTS: ClassVar[tuple[str, ...]] = ()
    TITLE: ClassVar[tuple[str, ...]] = ("name",)
    IMPORTABLE: ClassVar[bool] = False
    APPEND_ONLY: ClassVar[bool] = False

    id: str = dataclasses.field(default_factory=lambda: new_id())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Record) or type(other) is not type(self):
            return NotImplemented
        return self.id == other.id and values_of(self) == values_of(other)

    def __hash__(self) -> int:
        return hash((self.id, values_of(self)))

    def __repr__(self) -> str:
        filled = [
            f"{field.name}={value!r}" for field in fields_of(type(self)) if (value := self.value(field.name))
        ]
        return f"{type(self).__name__}({', '.join([f'id={self.id!r}', *filled])})"

    def value(self, field_name: str) -> Value:
        """The value of the field of that name."""
        value: Value = getattr(self, field_name)
        return value

    @property
    def heading(self) -> str:
        """The words that name this record to a person, on one line; empty when it has none yet."""
        words = " ".join(part for name in self.TITLE if (part := str(getattr(self, name) or "")))
        return words.partition("\n")[0]


def new_id() -> str:
    """A UUID (version 7: ordered by time of making, so that indexes stay compact), 32 hexadecimal digits."""
    stamp = time.time_ns() // 1_000_000
    number = (stamp << 80) | secrets.randbits(80)
    number = (number & ~(0xF << 76)) | (0x7 << 76)
    number = (number & ~(0x3 << 62)) | (0x2 << 62)
    return f"{number:032x}"


def _field(record_class: type[Record], spec: "dataclasses.Field[Any]") -> Field:
    facts, field_type = spec.metadata["facts"], spec.metadata["type"]
    empty = empty_value(field_type)
    default: Value = spec.default  # type: ignore[assignment]  # every field has one
    return Field(
        name=spec.name, type=field_type, kind=record_class.KIND, default=default, empty=empty, **facts
    )


@cache
def _fields(record_class: type[Record]) -> tuple[Field, ...]:
    return tuple(
        _field(record_class, spec) for spec in dataclasses.fields(record_class) if "type" in spec.metadata
    )


def fields_of(record_class: type[Record]) -> tuple[Field, ...]:
    """The fields of a record kind in the order they are written in its class, without `id`."""
    return _fields(record_class)  # type: ignore[arg-type]  # mypy takes slotted classes for unhashable


@cache
def _field_map(record_class: type[Record]) -> Mapping[str, Field]:
    return {field.name: field for field in fields_of(record_class)}


def field_map(record_class: type[Record]) -> Mapping[str, Field]:
    """The fields of a record kind by name."""
    return _field_map(record_class)  # type: ignore[arg-type]  # as above


@cache
def _reader(record_class: type[Record]) -> Callable[[Record], tuple[Value, ...]]:
    names = [field.name for field in fields_of(record_class)]
    return attrgetter(*names) if len(names) > 1 else lambda record: (record.value(names[0]),)


def values_of(record: Record) -> tuple[Value, ...]:
    """The values of a record in the order of `fields_of` its kind; the quick way to read them all."""
    return _reader(type(record))(record)  # type: ignore[arg-type]  # as above


RecordType = TypeVar("RecordType", bound=Record)


def replaced(record: RecordType, values: Mapping[str, Value]) -> RecordType:
    """The record with other values in the fields named."""
    return dataclasses.replace(record, **values)  # type: ignore[arg-type]  # the values are checked when it is put


def changed_fields(before: Record, after: Record) -> dict[str, tuple[Value, Value]]:
    """Fields that differ between two states of one record, each with its value before and after."""
    return {
        field.name: (old, new)
        for field, old, new in zip(fields_of(type(before)), values_of(before), values_of(after), strict=True)
        if old != new
    }
