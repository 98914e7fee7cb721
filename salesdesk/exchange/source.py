"""Any file as an import of one kind of record: lists, contact cards and calendars, told apart by content."""

from dataclasses import dataclass, replace

from salesdesk.domain.kinds import KINDS
from salesdesk.exchange.columns import ColumnMap, columns_from_json, propose
from salesdesk.exchange.events import People, events_table, plan_events
from salesdesk.exchange.ical import read_calendar
from salesdesk.exchange.outcome import ImportPlan
from salesdesk.exchange.plan import Lookups, PlanOptions, Progress, plan_import
from salesdesk.exchange.refusals import refuse
from salesdesk.exchange.rows import ReadOptions, Table
from salesdesk.exchange.table import format_of, read_table
from salesdesk.exchange.vcard import cards_table, read_cards

_ONLY = {"vcard": ("vCard", "contact"), "icalendar": ("iCalendar", "visit")}


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file as read, its columns as matched, and what importing it would do."""

    table: Table
    columns: ColumnMap
    plan: ImportPlan


def plan_file(
    data: bytes,
    kind: str,
    lookups: Lookups,
    *,
    name: str = "",
    reading: ReadOptions = ReadOptions(),
    options: PlanOptions = PlanOptions(),
    map_json: str = "",
    progress: Progress | None = None,
) -> PlannedFile:
    """Read a file and plan its import; Known E_FILE for what cannot be read, or not as this kind.

    `map_json` is the text of a column map as `columns_from_json` reads it.
    """
    if kind not in KINDS:
        raise refuse("unknown_kind", remedy="choose_kind", named=kind)
    found = format_of(data)
    if found in _ONLY and _ONLY[found][1] != kind:
        raise refuse("wrong_kind", remedy="choose_kind", found=_ONLY[found][0], kinds=_ONLY[found][1])
    if found == "icalendar":
        calendar = read_calendar(data, options.reading.zone)
        table = events_table(calendar, People(lookups))
        return PlannedFile(table, propose(table, kind), plan_events(calendar, lookups, options, progress))
    table = cards_table(read_cards(data)) if found == "vcard" else read_table(data, name, options=reading)
    columns = columns_from_json(map_json, table, kind) if map_json else propose(table, kind)
    if found == "vcard":  # a card says what it says; it does not empty what it leaves out
        columns = replace(columns, blank_clears=False)
    return PlannedFile(table, columns, plan_import(table, columns, lookups, options, progress))
