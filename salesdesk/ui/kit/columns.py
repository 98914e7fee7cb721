"""The columns of a list: from fields, or computed for a page at a time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QIcon

from salesdesk.domain.record import Field, FieldType, Record, Secrecy, field_map
from salesdesk.ui.kit.extra_fields import field_label
from salesdesk.ui.kit.headings import Headings
from salesdesk.ui.kit.value_words import field_words

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk

_NUMBERS = frozenset({FieldType.MONEY, FieldType.INT})
_WIDTHS = {
    FieldType.MONEY: 110, FieldType.INT: 80, FieldType.DATE: 104, FieldType.TIME: 136, FieldType.CHOICE: 112,
    FieldType.BOOL: 64, FieldType.LONG_TEXT: 220, FieldType.REFERENCE: 150,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its name, its heading, what its cells say, and how it can be sorted and filtered."""

    name: str
    title: Callable[[], str]
    words: Callable[[Record, Headings], str] = lambda _record, _headings: ""
    compute: Callable[["Desk", Sequence[Record]], Mapping[str, str]] | None = None
    """Says the cells of many records at once, by record id; called off the main thread."""
    sort: str = ""
    """The declared sort field that a click on the heading sorts by."""
    field: Field | None = None
    """The field that the filter row filters by."""
    width: int = 140
    is_number: bool = False
    secrecy: Secrecy = Secrecy.INTERNAL
    icon: Callable[[Record], QIcon | None] | None = None
    colour: Callable[[Record], QColor | None] | None = None


def field_column(record_class: type[Record], name: str, *, width: int = 0) -> Column:
    """The column of a field: its label, its value in words, its mark, sorted where lists can be."""
    from salesdesk.ui.kit.marks import choice_icon

    field = field_map(record_class)[name]
    has_marks = "strong_supporter" in field.choices
    return Column(
        name=name,
        title=lambda: field_label(field),
        words=lambda record, headings: field_words(field, record, headings),
        sort=name if field.sorted else "",
        field=field,
        width=width or (240 if name == record_class.TITLE[0] else _WIDTHS.get(field.type, 140)),
        is_number=field.type in _NUMBERS,
        secrecy=field.secrecy,
        icon=(lambda record: choice_icon(field, str(record.value(name)))) if has_marks else None,
    )


def field_columns(record_class: type[Record]) -> list[Column]:
    """A column for every field a list can show."""
    return [
        field_column(record_class, name)
        for name, field in field_map(record_class).items()
        if field.type is not FieldType.RANK
    ]
