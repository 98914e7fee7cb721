"""The sample: a desk filled with a rep's year, in Chinese or English, by the same verbs as the screens.

The data lie in resources/sample as JSON. A word is written `中文|English`; a day is a number of days from today, a
time is `[day, "HH:MM"]` here, or `next` for the visit that is about to begin; money is in major units; records are
named by their `key`.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING, cast

from salesdesk.domain.kinds import KINDS
from salesdesk.domain.record import Field, FieldType, Value, field_map
from salesdesk.resources import resource
from salesdesk.text.currency import minor_digits

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk

STEPS = ("team", "accounts", "key_project", "deals", "visits", "after_visits", "account_plan")
"""The data files, in the order in which one builds on another; each is one write."""
_FIRST_HOUR, _LAST_HOUR = time(7, 30), time(18)
_SOON = timedelta(minutes=40)


def fill(desk: "Desk", language: str = "zh_CN") -> None:
    """Fill a desk with the sample, in Chinese or English, around today; several undo steps."""
    from salesdesk.desk.sample_verbs import put

    words = Words(desk.now(), desk.today(), is_chinese=language.startswith("zh"), me=desk.user_id)
    for step in STEPS:
        content = json.loads(resource("sample", f"{step}.json").read_text(encoding="utf-8"))
        desk.write("fill_sample", partial(put, words=words, content=content))


class Words:
    """Reads entries of the sample: words in one language, days around today, ids by key."""

    def __init__(self, now: datetime, today: date, *, is_chinese: bool, me: str) -> None:
        self.now = now
        self.today = today
        self.ids: dict[str, str] = {"me": me}
        self._is_chinese = is_chinese

    def say(self, words: object) -> str:
        """A word in the sample's language."""
        chinese, bar, english = str(words or "").partition("|")
        return (chinese if self._is_chinese else english) if bar else chinese

    def day(self, offset: object) -> date:
        """A day so many days from today."""
        return self.today + timedelta(days=int(str(offset)))

    def moment(self, spec: object) -> datetime:
        """A time here: `[day, "HH:MM"]` on a working day, or `next`: in forty minutes, or the day after at ten."""
        if spec == "next":
            soon = self.now.astimezone() + _SOON
            if _FIRST_HOUR <= soon.time() <= _LAST_HOUR:
                return soon.replace(minute=soon.minute // 5 * 5, second=0, microsecond=0)
            spec = [1, "10:00"]
        offset, clock = cast("list[object]", spec)
        day = self.day(offset)
        step = timedelta(days=1 if day > self.today else -1)
        while day.weekday() >= 5:
            day += step
        hour, _, minute = str(clock).partition(":")
        return datetime.combine(day, time(int(hour), int(minute))).astimezone()

    def id_of(self, key: object) -> str:
        """The id of the record of that key; empty for no key."""
        return self.ids[str(key)] if key else ""

    def values(self, kind: str, entry: Mapping[str, object], *skipped: str) -> dict[str, Value]:
        """The fields of a kind that an entry gives, as values; a name that is no field is a fault of the sample."""
        fields = field_map(KINDS[kind])
        currency = str(entry.get("currency", "CNY"))
        unknown = entry.keys() - fields.keys() - {"key", *skipped}
        if unknown:
            raise ValueError(f"{kind}: the sample names no field {sorted(unknown)}")
        return {
            name: self._value(fields[name], value, currency)
            for name, value in entry.items()
            if name in fields and name not in skipped
        }

    def _value(self, field: Field, value: object, currency: str) -> Value:
        match field.type:
            case FieldType.DATE:
                return self.day(value)
            case FieldType.TIME:
                return self.moment(value)
            case FieldType.REFERENCE:
                return self.id_of(value)
            case FieldType.MONEY:
                return int(str(value)) * int(10 ** minor_digits(currency))
            case FieldType.BOOL:
                return bool(value)
            case FieldType.INT:
                return int(str(value))
        return self.say(value)
