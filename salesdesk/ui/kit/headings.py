"""The names of records by their ids, read once and forgotten when the record changes."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesdesk.desk.desk import Change, Desk
    from salesdesk.domain.record import Record

_LIMIT = 20_000


class Headings:
    """Answers which words name a record; for the main thread."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._known: dict[str, str] = {}

    def of(self, kind: str, record_id: str) -> str:
        """The words that name the record; empty where there is none."""
        if not record_id:
            return ""
        found = self._known.get(record_id)
        return found if found is not None else self.learn(kind, [record_id]).get(record_id, "")

    def learn(self, kind: str, record_ids: Iterable[str]) -> dict[str, str]:
        """The names of many records of a kind, read in one go where they are not known."""
        from salesdesk.domain.kinds import KINDS
        from salesdesk.store.queries import records_by_id

        wanted = dict.fromkeys(record_id for record_id in record_ids if record_id)
        missing = [record_id for record_id in wanted if record_id not in self._known]
        if missing and kind in KINDS:
            with self._desk.read() as connection:
                records = records_by_id(connection, KINDS[kind], missing)
            if len(self._known) > _LIMIT:
                self._known.clear()
            self._known.update(dict.fromkeys(missing, ""))
            self._known.update({record.id: self.of_record(record) for record in records.values()})
        return {record_id: self._known.get(record_id, "") for record_id in wanted}

    def of_record(self, record: "Record") -> str:
        """The words that name a record at hand; a reference among its title stands for that record's name."""
        return heading_of(record, self)

    def keep(self, names: dict[str, str]) -> None:
        """Take in names that were read elsewhere, on another thread."""
        self._known.update(names)

    def forget(self, change: "Change") -> None:
        """Forget the names of what changed."""
        for note in change.notes:
            self._known.pop(note.record_id, None)


def heading_of(record: "Record", headings: Headings) -> str:
    """The words of the title's fields: text as it is, a choice in words, a reference by its record's name."""
    from salesdesk.domain.record import FieldType, field_map
    from salesdesk.text import choice
    from salesdesk.text.formats import date_words, moment_words

    parts = []
    fields = field_map(type(record))
    for name in type(record).TITLE:
        field, value = fields[name], record.value(name)
        if not value:
            continue
        if field.type is FieldType.REFERENCE:
            parts.append(headings.of(field.reference, str(value)))
        elif field.type is FieldType.CHOICE:
            parts.append(choice(f"{field.label_key}.{value}"))
        elif isinstance(value, datetime):
            parts.append(moment_words(value))
        elif isinstance(value, date):
            parts.append(date_words(value))
        else:
            parts.append(str(value).partition("\n")[0])
    return " ".join(part for part in parts if part)
