"""The two forms a field's value takes outside a record: in a column of a table and on the wire.

Column: text, integer or NULL. Dates are `YYYY-MM-DD`, time stamps `YYYY-MM-DDTHH:MM:SSZ` (UTC), references 32
hexadecimal digits. Wire (MessagePack): the same, but a reference is its 16 bytes, and empty is nil.
"""

from datetime import UTC, date, datetime

from salesdesk.domain.record import Field, FieldType, Value

Column = str | int | None
Wire = str | int | bool | bytes | None | list["Wire"] | dict[str, "Wire"]


def moment_text(moment: datetime) -> str:
    """A time stamp in its one text form: UTC, seconds, and milliseconds only where there are any."""
    utc = moment.astimezone(UTC)
    spec = "milliseconds" if utc.microsecond >= 1000 else "seconds"
    return utc.replace(tzinfo=None).isoformat(timespec=spec) + "Z"


def to_column(value: Value) -> Column:
    """The column form of a value of any type."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


def from_column(field: Field, column: Column) -> Value:
    """The value that a column of this field holds."""
    if column is None:
        return field.empty
    if field.type is FieldType.BOOL:
        return bool(column)
    if field.type is FieldType.DATE:
        return date.fromisoformat(str(column))
    if field.type is FieldType.TIME:
        return datetime.fromisoformat(str(column))
    return column


def to_wire(field: Field, value: Value) -> Wire:
    """The wire form of a value; an empty value is nil."""
    if value is None or value == "":
        return None
    if field.type is FieldType.REFERENCE:
        return bytes.fromhex(str(value))
    return value if isinstance(value, bool) else to_column(value)


def from_wire(field: Field, wire: Wire) -> Value:
    """The value that came by wire, or the field's empty value where it does not fit the field's type.

    What does not fit stays in the log and on its head, and is shown again after an update of the program.
    """
    try:
        return _read_wire(field, wire)
    except (ValueError, TypeError):
        return field.empty


def _read_wire(field: Field, wire: Wire) -> Value:
    match field.type, wire:
        case _, None:
            return field.empty
        case FieldType.REFERENCE, bytes() if len(wire) == 16:
            return wire.hex()
        case FieldType.BOOL, bool():
            return wire
        case ((FieldType.INT | FieldType.MONEY), int()) if not isinstance(wire, bool):
            return wire
        case FieldType.DATE, str():
            return date.fromisoformat(wire)
        case FieldType.TIME, str():
            stamp = datetime.fromisoformat(wire)
            return stamp if stamp.tzinfo else stamp.replace(tzinfo=UTC)
        case ((FieldType.TEXT | FieldType.LONG_TEXT | FieldType.CHOICE | FieldType.RANK), str()):
            return wire
    return field.empty


def any_from_wire(wire: Wire) -> str:
    """A wire value of a field this program does not know, as words for the history."""
    return wire.hex() if isinstance(wire, bytes) else "" if wire is None else str(wire)
