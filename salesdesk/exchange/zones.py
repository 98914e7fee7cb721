"""Times of calendars in UTC: zones by name, by a name of Windows, or as the file itself defines them."""

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from salesdesk.exchange.content_lines import ContentLine
from salesdesk.exchange.rows import RowProblem, row_problem

_MOMENT = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d)(?::?(\d\d))?(Z)?)?", re.IGNORECASE)
_DEFINITION = re.compile(r"BEGIN:VTIMEZONE\r?\n.*?END:VTIMEZONE", re.DOTALL | re.IGNORECASE)


class Zones:
    """Finds the zone that a time names, once for each name."""

    def __init__(
        self, local: tzinfo | None, definitions: Sequence[Sequence[ContentLine]], data: bytes
    ) -> None:
        self._local = local
        self._defined = {
            line.text.strip(): lines[0].number
            for lines in definitions
            for line in lines
            if line.name == "TZID"
        }
        self._data = data
        self._known: dict[str, tzinfo | None] = {}

    def moment(self, line: ContentLine, notes: list[RowProblem]) -> datetime | None:
        """The time of a line in UTC, None when it is none; a zone nobody knows is noted and taken as local."""
        found = _MOMENT.fullmatch(line.value.strip())
        if found is None:
            return None
        numbers = [int(number or 0) for number in found.groups()[:6]]
        name = line.parameter("TZID").strip()
        zone = self._zone(name) if name and not found[7] else None
        if name and zone is None and not found[7]:
            notes.append(row_problem(line.number, "unknown_zone", zone=name[:60]))
        try:
            moment = datetime(*numbers, tzinfo=UTC if found[7] else zone or self._local)  # type: ignore[arg-type,misc]
            return moment.astimezone(UTC)
        except (ValueError, OverflowError, OSError):
            return None

    def _zone(self, name: str) -> tzinfo | None:
        if name not in self._known:
            self._known[name] = _by_name(name) or self._by_definition(name)
        return self._known[name]

    def _by_definition(self, name: str) -> tzinfo | None:
        """The zone as the file defines it."""
        if name not in self._defined:
            return None
        from dateutil.tz import tzical

        for block in _DEFINITION.findall(self._data.decode("utf-8", "replace")):
            try:
                zones = tzical(io.StringIO(f"BEGIN:VCALENDAR\n{block}\nEND:VCALENDAR\n"))
                if name in zones.keys():  # noqa: SIM118 - it is no mapping
                    return zones.get(name)
            except (ValueError, AttributeError, TypeError, KeyError, IndexError):
                continue
        return None


def _by_name(name: str) -> tzinfo | None:
    # Thunderbird and Evolution put their own path in front: /mozilla.org/20050126_1/Europe/Berlin
    pieces = name.strip("/").split("/")
    for length in (3, 2, 1):
        if length <= len(pieces):
            try:
                return ZoneInfo("/".join(pieces[-length:]))
            except (ZoneInfoNotFoundError, ValueError, OSError):
                continue
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    olson = WINDOWS_TO_OLSON.get(name)
    return ZoneInfo(olson) if olson else None
