"""Reading a record for the customer's edition: the secrecy of each field is checked as it is printed."""

from datetime import date, datetime

from salesdesk.domain.record import Record, Secrecy, field_map
from salesdesk.text import choice
from salesdesk.text.formats import date_words, moment_words, money


class Opened:
    """A record of which only fields marked open can be read: the check at the moment of printing."""

    def __init__(self, record: Record) -> None:
        self._record = record

    def words(self, name: str) -> str:
        """The text or the choice of an open field, in words; PermissionError for any other field."""
        field = field_map(type(self._record))[name]
        if field.secrecy is not Secrecy.OPEN:
            raise PermissionError(f"{field.label_key} may not be printed for a customer")
        value = self._record.value(name)
        if isinstance(value, datetime):
            return moment_words(value)
        if isinstance(value, date):
            return date_words(value)
        if value is None or value == "":
            return ""
        return choice(f"{field.kind}.{name}.{value}") if field.choices else str(value)

    def id(self, name: str) -> str:
        """The id an open reference holds."""
        self.words(name)
        return str(self._record.value(name))

    def money(self, name: str) -> str:
        """An open amount in its currency."""
        self.words(name)
        value = self._record.value(name)
        return money(value if isinstance(value, int) else None, str(self._record.value("currency")))
