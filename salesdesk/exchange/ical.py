"""Calendars: every event in, broken ones reported one by one; visits out as events with stable ids."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo

from salesdesk.exchange.content_lines import ContentLine, content_lines, escaped, folded, quoted
from salesdesk.exchange.refusals import refuse
from salesdesk.exchange.rows import RowProblem, row_problem
from salesdesk.exchange.zones import Zones

_DURATION = re.compile(
    r"([+-])?P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?"
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody asked to an event, or who called it."""

    name: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event; times in UTC. A change of a single day of a series names that day in `recurrence_id`."""

    line: int = 0
    uid: str = ""
    summary: str = ""
    description: str = ""
    place: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    is_all_day: bool = False
    status: str = ""
    recurrence: str = ""
    recurrence_id: str = ""
    sequence: int = 0
    organizer: Person = Person()
    attendees: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a file holds: `found` counts the raw beginnings of events, which are read or refused, each of them."""

    events: tuple[EventRow, ...]
    problems: tuple[RowProblem, ...] = ()
    notes: tuple[RowProblem, ...] = ()
    found: int = 0


@dataclass(slots=True)
class _Component:
    name: str
    line: int
    lines: list[ContentLine] = field(default_factory=list)


def raw_event_count(data: bytes) -> int:
    """How many events begin in a file, counted without reading them."""
    return len(
        re.findall(rb"(?im)^(?:\xef\xbb\xbf)?[ \t]*BEGIN:VEVENT[ \t]*\r?$", data.replace(b"\r", b"\r\n"))
    )


def read_calendar(data: bytes, zone: tzinfo | None = None) -> Calendar:
    """Every event of a file; a time without a zone is in `zone` or the machine's. Known E_FILE when none begins."""
    components: list[_Component] = []
    problems: list[RowProblem] = []
    closed: list[_Component] = []
    for line in content_lines(data):
        name = line.value.strip().upper()
        if line.name == "BEGIN":
            components.append(_Component(name, line.number))
        elif line.name == "END":
            while components and any(component.name == name for component in components):
                component = components.pop()
                if component.name == name:
                    closed.append(component)
                    break
                problems += _cut_off(component)
        elif components:
            components[-1].lines.append(line)
    problems += [problem for component in components for problem in _cut_off(component)]
    zones = Zones(zone, [component.lines for component in closed if component.name == "VTIMEZONE"], data)
    events: list[EventRow] = []
    notes: list[RowProblem] = []
    for component in closed:
        if component.name == "VEVENT":
            _read_event(component, zones, events, problems, notes)
    if not events and not problems:
        raise refuse("no_cards", remedy="choose_list")
    events.sort(key=lambda event: event.line)
    problems.sort(key=lambda problem: problem.row)
    return Calendar(tuple(events), tuple(problems), tuple(notes), raw_event_count(data))


def _cut_off(component: _Component) -> list[RowProblem]:
    return [row_problem(component.line, "event_without_end_line")] if component.name == "VEVENT" else []


def _read_event(
    component: _Component,
    zones: Zones,
    events: list[EventRow],
    problems: list[RowProblem],
    notes: list[RowProblem],
) -> None:
    by_name: dict[str, list[ContentLine]] = {}
    for line in component.lines:
        by_name.setdefault(line.name, []).append(line)
        if not line.is_readable:
            notes.append(row_problem(line.number, "bad_calendar_line", line=line.value[:40]))
    start_line = next(iter(by_name.get("DTSTART", ())), None)
    if start_line is None:
        problems.append(row_problem(component.line, "event_without_start", field="starts_at", code="E_FIELD"))
        return
    starts_at = zones.moment(start_line, notes)
    if starts_at is None:
        bad = {"value": start_line.value[:40]}
        problems.append(row_problem(component.line, "bad_start", field="starts_at", code="E_TYPE", **bad))
        return
    events.append(_event(component, by_name, starts_at, _end(component, by_name, starts_at, zones, notes)))


def _event(
    component: _Component,
    by_name: Mapping[str, Sequence[ContentLine]],
    starts_at: datetime,
    ends_at: datetime | None,
) -> EventRow:
    def text(name: str) -> str:
        return next((line.text.strip() for line in by_name.get(name, ())), "")

    sequence = text("SEQUENCE")
    return EventRow(
        line=component.line,
        uid=text("UID"),
        summary=" ".join(text("SUMMARY").split()),
        description=text("DESCRIPTION"),
        place=" ".join(text("LOCATION").split()),
        starts_at=starts_at,
        ends_at=ends_at,
        is_all_day="T" not in by_name["DTSTART"][0].value.upper(),
        status=text("STATUS").upper(),
        recurrence=text("RRULE"),
        recurrence_id=text("RECURRENCE-ID"),
        sequence=int(sequence) if re.fullmatch(r"\d{1,9}", sequence) else 0,
        organizer=next((_person(line) for line in by_name.get("ORGANIZER", ())), Person()),
        attendees=tuple(_person(line) for line in by_name.get("ATTENDEE", ())),
    )


def _person(line: ContentLine) -> Person:
    address = line.text.strip()
    scheme, _, rest = address.partition(":")
    email = rest if scheme.lower() == "mailto" else (address if "@" in address else line.parameter("EMAIL"))
    phone = rest if scheme.lower() == "tel" else ""
    return Person(" ".join(line.parameter("CN").split()), email.strip(), phone.strip())


def _end(
    component: _Component,
    by_name: Mapping[str, Sequence[ContentLine]],
    starts_at: datetime,
    zones: Zones,
    notes: list[RowProblem],
) -> datetime | None:
    """The end, told by itself or by the length; one that cannot be read is noted and left out."""
    for line in by_name.get("DTEND", ()):
        ends_at = zones.moment(line, notes)
        if ends_at is None:
            notes.append(row_problem(component.line, "bad_end", value=line.value[:40]))
        return ends_at
    for line in by_name.get("DURATION", ()):
        length = read_duration(line.value)
        try:
            if length is not None:
                return starts_at + length
        except OverflowError:
            pass
        notes.append(row_problem(component.line, "bad_end", value=line.value[:40]))
    return None


def read_duration(text: str) -> timedelta | None:
    """A length such as PT1H30M; None when it is none."""
    found = _DURATION.fullmatch(text.strip().upper())
    if found is None or not any(found.groups()[1:]):
        return None
    weeks, days, hours, minutes, seconds = (int(number or 0) for number in found.groups()[1:])
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if found[1] == "-" else length


def write_calendar(events: Iterable[EventRow], *, stamp: datetime) -> bytes:
    """Events with `<uid>@salesdesk` as their ids, times in UTC; `stamp` is when the file was made.

    Raises ValueError for an event without a beginning.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//salesdesk//salesdesk//EN", "CALSCALE:GREGORIAN"]
    for event in events:
        lines += _event_lines(event, stamp)
    lines.append("END:VCALENDAR")
    return b"".join(map(folded, lines))


def _event_lines(event: EventRow, stamp: datetime) -> Iterable[str]:
    if event.starts_at is None:
        raise ValueError("an event without a beginning")
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}@salesdesk"
    yield f"DTSTAMP:{_stamp(stamp)}"
    yield f"SEQUENCE:{event.sequence}"
    if event.is_all_day:
        yield f"DTSTART;VALUE=DATE:{_day(event.starts_at)}"
    else:
        yield f"DTSTART:{_stamp(event.starts_at)}"
    if event.ends_at is not None:
        yield (
            f"DTEND;VALUE=DATE:{_day(event.ends_at)}"
            if event.is_all_day
            else f"DTEND:{_stamp(event.ends_at)}"
        )
    for name, value in (
        ("SUMMARY", event.summary),
        ("LOCATION", event.place),
        ("DESCRIPTION", event.description),
    ):
        if value:
            yield f"{name}:{escaped(value)}"
    if event.status:
        yield f"STATUS:{event.status}"
    for person in event.attendees:
        address = f"mailto:{person.email}" if person.email else f"tel:{person.phone}" if person.phone else ""
        if address:
            name = f";CN={quoted(person.name)}" if person.name else ""
            yield f"ATTENDEE{name}:{''.join(address.split())}"
    yield "END:VEVENT"


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _day(moment: datetime) -> str:
    day: date = moment.astimezone().date()
    return f"{day:%Y%m%d}"
