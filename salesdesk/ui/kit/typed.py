"""What people type into a field, read as values: dates by habit and by word, times, amounts, whole numbers."""

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from salesdesk.text.currency import minor_digits

UNIT_DIGITS = {"thousandth": 3, "microdegree": 6}
"""Units of whole numbers that people write as decimals, with the number of these."""

_NEAR = {
    "today": 0, "今天": 0, "今日": 0, "tomorrow": 1, "明天": 1, "明日": 1, "后天": 2, "大后天": 3, "yesterday": -1,
    "昨天": -1, "昨日": -1, "前天": -2,
}  # fmt: skip
_DAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
_DAYS_ZH = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6, "末": 5}
_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip
_CHINESE_DIGITS = {
    "一": 1,
    "两": 2,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_COMPACT = re.compile(r"(20\d\d)(\d\d)(\d\d)")
_MONTH_AND_DAY = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s.-]*([a-z]{3})[a-z]*\.?[\s,.-]*(\d{4})?")
_MONTH_DAY = re.compile(r"([a-z]{3})[a-z]*\.?\s*(\d{1,2})(?:st|nd|rd|th)?[\s,]*(\d{4})?")
_DAY_ALONE = re.compile(r"(\d{1,2})[日号]")
_WEEKDAY = re.compile(r"(next|this|last)?\s*(mon|tue|wed|thu|fri|sat|sun)[a-z]*")
_WEEKDAY_ZH = re.compile(r"(下下|下|这|本|上)?个?(?:周|星期|礼拜)([一二三四五六日天末])")
_AWAY = re.compile(r"(?:\+|in\s+)?(-?\d{1,3})\s*(d|days?|w|weeks?|m|months?)(\s+ago)?|\+(\d{1,3})")
_AWAY_ZH = re.compile(
    r"(\d{1,3}|[一两二三四五六七八九十])个?(天|日|周|星期|礼拜|月)(后|之后|以后|前|之前|以前)"
)
_ENDS = {"月底": 0, "本月底": 0, "下月底": 1, "下个月底": 1, "end of month": 0, "end of next month": 1}


def read_date(text: str, today: date) -> date | None:
    """The date a text means, near `today` where it leaves the year open; None when it means none."""
    words = unicodedata.normalize("NFKC", text).strip().casefold()
    if words in _NEAR:
        return today + timedelta(days=_NEAR[words])
    try:
        return _full_date(words) or _short_date(words, today) or _relative_date(words, today)
    except (ValueError, OverflowError):
        return None


def _full_date(words: str) -> date | None:
    for shape in (_YEAR_FIRST, _COMPACT):
        if found := shape.fullmatch(words):
            return date(int(found[1]), int(found[2]), int(found[3]))
    if (found := _DAY_MONTH.fullmatch(words)) and found[3] and found[2] in _MONTHS:
        return date(int(found[3]), _MONTHS[found[2]], int(found[1]))
    if (found := _MONTH_DAY.fullmatch(words)) and found[3] and found[1] in _MONTHS:
        return date(int(found[3]), _MONTHS[found[1]], int(found[2]))
    return None


def _short_date(words: str, today: date) -> date | None:
    """A date without a year is the nearest to today."""
    if found := _MONTH_AND_DAY.fullmatch(words):
        return _nearest(int(found[1]), int(found[2]), today)
    if (found := _DAY_MONTH.fullmatch(words)) and found[2] in _MONTHS:
        return _nearest(_MONTHS[found[2]], int(found[1]), today)
    if (found := _MONTH_DAY.fullmatch(words)) and found[1] in _MONTHS:
        return _nearest(_MONTHS[found[1]], int(found[2]), today)
    if found := _DAY_ALONE.fullmatch(words):
        here = today.replace(day=int(found[1]))
        return here if here >= today else _months_away(here, 1)
    return None


def _nearest(month: int, day: int, today: date) -> date:
    possible = []
    for year in (today.year + 1, today.year, today.year - 1):
        try:
            possible.append(date(year, month, day))
        except ValueError:
            continue  # 29 February of another year
    if not possible:
        raise ValueError(day)
    return min(possible, key=lambda found: abs((found - today).days))


def _relative_date(words: str, today: date) -> date | None:
    if words in _ENDS:
        after = _months_away(today.replace(day=1), _ENDS[words] + 1)
        return after - timedelta(days=1)
    if found := _WEEKDAY.fullmatch(words):
        return _weekday(_DAYS[found[2]], found[1] or "", today)
    if found := _WEEKDAY_ZH.fullmatch(words):
        way = {"下": "next", "下下": "after next", "上": "last", "这": "this", "本": "this"}.get(
            found[1] or "", ""
        )
        return _weekday(_DAYS_ZH[found[2]], way, today)
    if found := _AWAY.fullmatch(words):
        count = int(found[1] or found[4]) * (-1 if found[3] else 1)
        return _away(count, (found[2] or "d")[0], today)
    if found := _AWAY_ZH.fullmatch(words):
        count = _CHINESE_DIGITS.get(found[1]) or int(found[1])
        unit = {"天": "d", "日": "d", "月": "m"}.get(found[2], "w")
        return _away(-count if "前" in found[3] else count, unit, today)
    return None


def _weekday(day: int, way: str, today: date) -> date:
    """Weeks begin on Monday; a day without a word is the next one to come, today included."""
    monday = today - timedelta(days=today.weekday())
    weeks = {"next": 1, "after next": 2, "last": -1, "this": 0}
    if way in weeks:
        return monday + timedelta(days=7 * weeks[way] + day)
    return today + timedelta(days=(day - today.weekday()) % 7)


def _away(count: int, unit: str, today: date) -> date:
    if unit == "m":
        return _months_away(today, count)
    return today + timedelta(days=count * (7 if unit == "w" else 1))


def _months_away(day: date, count: int) -> date:
    month = day.year * 12 + day.month - 1 + count
    last = (date((month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(month // 12, month % 12 + 1, min(day.day, last))


_CLOCK = re.compile(
    r"(?P<before>上午|下午|晚上|中午|早上)?\s*(?P<hour>\d{1,2})(?:\s*[:点时]\s*(?P<minute>\d{1,2})?(?P<half>半)?\s*分?)?"
    r"\s*(?P<after>am|pm)?"
)


def read_time(text: str) -> time | None:
    """A time of day: 14:30, 下午2点半, 2pm; None when it is none."""
    found = _CLOCK.fullmatch(unicodedata.normalize("NFKC", text).strip().casefold())
    if found is None or not re.search(r"[:点时]|am|pm", found.group()):
        return None
    hour, minute = int(found["hour"]), 30 if found["half"] else int(found["minute"] or 0)
    is_late = found["before"] in ("下午", "晚上") or found["after"] == "pm"
    if (is_late or (found["before"] == "中午" and hour < 11)) and hour < 12:
        hour += 12
    if found["after"] == "am" and hour == 12:
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


def read_moment(text: str, today: date, *, kept: time | None = None) -> datetime | None:
    """A date with a time where the user is, as a time stamp in UTC; without a time the one kept, else 09:00."""
    words = unicodedata.normalize("NFKC", text).strip().replace(",", " ")
    day, at = read_date(words, today), kept or time(9)
    if day is None:
        at_alone = read_time(words)
        if at_alone is not None:
            day, at = today, at_alone
    for cut in range(1, len(words)):
        if day is not None:
            break
        first, rest = read_date(words[:cut], today), read_time(words[cut:])
        if first is not None and rest is not None:
            day, at = first, rest
    return None if day is None else datetime.combine(day, at).astimezone().astimezone(UTC)


def read_money(text: str, currency: str) -> tuple[int, str] | None:
    """An amount in minor units and its currency, from 320万, 3.2M, US$ 3,200; None when it is none.

    `currency` counts where the text names none.
    """
    from salesdesk.exchange.amounts import read_amount

    found = read_amount(text.strip())
    if found is None:
        return None
    code = found[1] if found[1] and not (found[1] == "CNY" and currency == "JPY") else currency
    minor = found[0].scaleb(minor_digits(code))
    return (int(minor), code) if minor == minor.to_integral_value() else None


def read_whole(text: str, unit: str = "") -> int | None:
    """A whole number, with 万 and thousands; a unit that people write as decimals is counted in its parts."""
    from salesdesk.exchange.amounts import read_amount

    found = read_amount(text.strip())
    if found is None or found[1]:
        return None
    whole = found[0].scaleb(UNIT_DIGITS.get(unit, 0))
    return int(whole) if whole == whole.to_integral_value() else None


def whole_words(value: int | None, unit: str = "") -> str:
    """A whole number as people write it in its unit: 2.5 for 2500 thousandths."""
    if value is None:
        return ""
    if unit == "year":
        return str(value)
    digits = UNIT_DIGITS.get(unit, 0)
    return f"{Decimal(value).scaleb(-digits).normalize():,f}" if digits else f"{value:,}"
