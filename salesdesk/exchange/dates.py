"""Dates and times of lists: ISO, Chinese, English, American, European, and serial numbers of spreadsheets."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal

from salesdesk.exchange.rows import Cell

ORDERS = ("mdy", "dmy", "ymd")
"""In which order month, day and year stand in dates such as 02/03/24."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), 1)
    for name in names.split()
}  # fmt: skip
_WEEKDAY = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]?\s+|\s*[(（]?(?:星期|周)[一二三四五六日天][)）]?)", re.I
)
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)\s*[日号]?")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?=T|\Z|\s)")
_NUMBERS = re.compile(r"(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})(?!\d)")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-\s.]+([a-z]{3,9})\.?[-\s,.]+(\d{4}|\d{2})(?!\d)", re.I)
_MONTH_DAY = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)", re.I)
_CLOCK = re.compile(
    r"(?P<before>上午|下午|中午|晚上|凌晨|早上)?\s*(?P<hour>\d{1,2})(?:\s*[:时点]\s*(?P<minute>\d{1,2}))?"
    r"(?:\s*[:分]\s*(?P<second>\d{1,2}))?(?:[.,](?P<part>\d{1,9}))?\s*[分秒]?\s*(?P<after>[ap]\.?m\.?)?"
    r"\s*(?P<zone>z|utc|gmt|[+-]\d{2}:?\d{2}|[+-]\d{2})?",
    re.I,
)
_SERIAL_START = datetime(1899, 12, 30)  # noqa: DTZ001 - spreadsheets count days without a zone
_SERIALS = range(18_264, 73_051)
"""Serial numbers taken for dates: the years 1950 to 2099."""


def possible_orders(cells: Iterable[Cell]) -> frozenset[str]:
    """The orders in which all dates of a column can be read; empty when it has none that leave a choice.

    Where no order fits all of them, those that fit most of them are answered.
    """
    fits: list[frozenset[str]] = []
    for cell in cells:
        found = _NUMBERS.match(_plain(cell)) if isinstance(cell, str) else None
        if found:
            numbers = int(found[1]), int(found[3]), found[4]
            fits.append(frozenset(order for order in ORDERS if _ordered(*numbers, order) is not None))
    if not fits:
        return frozenset()
    common = frozenset.intersection(*fits)
    if not common:
        counts = {order: sum(order in fit for fit in fits) for order in ORDERS}
        common = frozenset(order for order in ORDERS if counts[order] == max(counts.values()))
    # A year of two digits in front is rare: only when nothing else is possible.
    return common - {"ymd"} or common


def likely_order(cells: Iterable[Cell]) -> str:
    """The order for a column that leaves a choice: day first with points, month first with strokes."""
    dotted = sum(isinstance(cell, str) and cell.count(".") == 2 for cell in cells)
    return "dmy" if dotted else "mdy"


def read_date(cell: Cell, order: str) -> date | None:
    """The date in a cell, as written there, without regard to zones; None when there is none."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
        serial = _from_serial(cell)
        return serial.date() if serial else None
    if not isinstance(cell, str):
        return None
    text = _plain(cell)
    if re.fullmatch(r"\d{5}(?:\.0+)?", text):
        serial = _from_serial(Decimal(text))
        return serial.date() if serial else None
    day, rest = _split(text, order)
    return day if day is not None and _clock_of(rest) is not None else None


def read_moment(cell: Cell, order: str, zone: tzinfo | None) -> datetime | None:
    """The time in a cell as UTC; one without a zone is in `zone` or the machine's; None when none."""
    moment = _moment(cell, order)
    if moment is None:
        return None
    try:
        if moment.tzinfo is None and zone is not None:
            moment = moment.replace(tzinfo=zone)
        moment = moment.astimezone(UTC)
    except (OverflowError, ValueError, OSError):
        return None
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def _moment(cell: Cell, order: str) -> datetime | None:
    if isinstance(cell, datetime):
        return cell
    if isinstance(cell, date):
        return datetime.combine(cell, time())
    if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
        return _from_serial(cell)
    if not isinstance(cell, str):
        return None
    text = _plain(cell)
    if re.fullmatch(r"\d{5}(?:\.\d+)?", text):
        return _from_serial(Decimal(text))
    day, rest = _split(text, order)
    clock = _clock_of(rest)
    return datetime.combine(day, clock) if day is not None and clock is not None else None


def _plain(cell: str) -> str:
    return _WEEKDAY.sub(" ", unicodedata.normalize("NFKC", cell), count=1).strip()


def _from_serial(number: int | Decimal) -> datetime | None:
    if not _SERIALS.start <= number < _SERIALS.stop:
        return None
    return _SERIAL_START + timedelta(seconds=round(float(number) * 86_400))


def _split(text: str, order: str) -> tuple[date | None, str]:
    """The date at the beginning of a text and what follows it."""
    for pattern in (_YEAR_FIRST, _COMPACT):
        found = pattern.match(text)
        if found:
            return _date(int(found[1]), int(found[2]), int(found[3])), text[found.end() :]
    found = _NUMBERS.match(text)
    if found:
        return _ordered(int(found[1]), int(found[3]), found[4], order), text[found.end() :]
    found = _DAY_MONTH.match(text)
    if found:
        return _date(_year(found[3]), _MONTHS.get(found[2].lower(), 0), int(found[1])), text[found.end() :]
    found = _MONTH_DAY.match(text)
    if found:
        return _date(int(found[3]), _MONTHS.get(found[1].lower(), 0), int(found[2])), text[found.end() :]
    return None, ""


def _ordered(first: int, second: int, third: str, order: str) -> date | None:
    if order == "mdy":
        return _date(_year(third), first, second)
    if order == "dmy":
        return _date(_year(third), second, first)
    return _date(_year(f"{first:02d}"), second, int(third)) if len(third) == 2 else None


def _year(digits: str) -> int:
    number = int(digits)
    if len(digits) > 2:
        return number
    return number + (2000 if number < 70 else 1900)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _clock_of(rest: str) -> time | None:
    """The time of day after a date; midnight when nothing follows, None when something else does."""
    rest = rest.strip().removeprefix("T").removeprefix("t").removeprefix(",").strip()
    if not rest:
        return time()
    found = _CLOCK.fullmatch(rest)
    if not found or (
        found["minute"] is None and not (found["after"] or found["before"] or "时" in rest or "点" in rest)
    ):
        return None
    hour = int(found["hour"])
    half = (found["after"] or "")[:1].lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    elif found["before"] in ("下午", "晚上") and hour < 12:
        hour += 12
    part = int((found["part"] or "0").ljust(6, "0")[:6])
    try:
        return time(
            hour, int(found["minute"] or 0), int(found["second"] or 0), part, _zone(found["zone"] or "")
        )
    except ValueError:
        return None


def _zone(text: str) -> tzinfo | None:
    if not text:
        return None
    if text[0] not in "+-":
        return UTC
    hours, minutes = int(text[1:3]), int(text[3:].lstrip(":") or 0)
    span = timedelta(hours=hours, minutes=minutes)
    return timezone(-span if text[0] == "-" else span)
