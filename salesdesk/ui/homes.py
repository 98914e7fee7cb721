"""Where a record is at home: in the room of its kind, or with the record it hangs on."""

from typing import TYPE_CHECKING

from salesdesk.domain.record import FieldType, field_map

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk


def home_of(desk: "Desk", kind: str, record_id: str, kinds: frozenset[str]) -> tuple[str, str] | None:
    """(kind, id) of the record to show for this one, of a kind that has a room; None where there is none."""
    from salesdesk.domain.kinds import KINDS

    for _ in range(8):  # parents are few; a circle among them must not hang the window
        if kind in kinds:
            return (kind, record_id) if desk.get(KINDS[kind], record_id) is not None else None
        record = desk.get(KINDS[kind], record_id) if kind in KINDS else None
        if record is None:
            return None
        fields = field_map(type(record))
        references = [name for name, field in fields.items() if field.type is FieldType.REFERENCE]
        parent = next((name for name in (*type(record).PARENTS, *references) if record.value(name)), "")
        if not parent:
            return None
        record_id = str(record.value(parent))
        kind = (
            fields[parent].reference if fields[parent].reference != "*" else str(record.value("about_kind"))
        )
    return None
