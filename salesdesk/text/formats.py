"""Dates, times, numbers, money, lists and durations in the reader's habit, in the language in force."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Decimal

from salesdesk.text.currency import minor_digits, sign
from salesdesk.text.words import language, tr, tr_n

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DAYS_ZH = "一二三四五六日"
_NOBREAK = "\u00a0"


def _is_chinese() -> bool:
    return language() == "zh_CN"


def date_words(day: date | None) -> str:
    """A full date: 2027-03-20 in Chinese, 20 Mar 2027 in English; nothing for no date."""
    if day is None:
        return ""
    if _is_chinese():
        return f"{day.year:04d}-{day.month:02d}-{day.day:02d}"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def short_date(day: date | None, *, today: date | None = None) -> str:
    """A date without its year where that is this year's: 03-20, 20 Mar."""
    if day is None:
        return ""
    if today is None or day.year != today.year:
        return date_words(day)
    return f"{day.month:02d}-{day.day:02d}" if _is_chinese() else f"{day.day} {_MONTHS[day.month - 1]}"


def weekday(day: date) -> str:
    """The day of the week: 周三, Wed."""
    return f"周{_DAYS_ZH[day.weekday()]}" if _is_chinese() else _DAYS[day.weekday()]


def date_with_weekday(day: date | None, *, today: date | None = None) -> str:
    """A short date with its weekday: 03-20 周六, Sat 20 Mar."""
    if day is None:
        return ""
    words = short_date(day, today=today)
    return f"{words} {weekday(day)}" if _is_chinese() else f"{weekday(day)} {words}"


def month(day: date) -> str:
    """A month with its year: 2027年3月, Mar 2027."""
    return f"{day.year}年{day.month}月" if _is_chinese() else f"{_MONTHS[day.month - 1]} {day.year}"


def quarter(day: date) -> str:
    """A quarter with its year: 2027年一季度, Q1 2027."""
    number = (day.month + 2) // 3
    return f"{day.year}年{_DAYS_ZH[number - 1]}季度" if _is_chinese() else f"Q{number} {day.year}"


def time_words(moment: datetime | None, *, zone: tzinfo | None = None) -> str:
    """The time of day, 24 hours, in the zone given or the machine's own: 14:30."""
    return "" if moment is None else f"{moment.astimezone(zone):%H:%M}"


def moment_words(moment: datetime | None, *, zone: tzinfo | None = None, today: date | None = None) -> str:
    """Date and time in the zone given or the machine's own: 2027-03-20 14:30, 20 Mar 2027, 14:30."""
    if moment is None:
        return ""
    local = moment.astimezone(zone)
    between = " " if _is_chinese() else ", "
    return f"{short_date(local.date(), today=today)}{between}{local:%H:%M}"


def relative_days(day: date | None, *, today: date) -> str:
    """A date as its distance from today: yesterday, 3 days ago, in 2 weeks; beyond two months the date."""
    if day is None:
        return ""
    distance = (day - today).days
    if abs(distance) < 2:
        return {0: tr("Today"), -1: tr("Yesterday"), 1: tr("Tomorrow")}[distance]
    if abs(distance) > 60:
        return date_words(day)
    if abs(distance) < 14:
        count = abs(distance)
        if distance < 0:
            return tr_n("{count} day ago", "{count} days ago", count)
        return tr_n("in {count} day", "in {count} days", count)
    weeks = abs(distance) // 7
    if distance < 0:
        return tr_n("{count} week ago", "{count} weeks ago", weeks)
    return tr_n("in {count} week", "in {count} weeks", weeks)


def duration(span: timedelta) -> str:
    """A length of time in its one or two largest units: 1 h 30 min, 2 days."""
    minutes = max(0, round(span.total_seconds() / 60))
    if minutes >= 48 * 60:
        return tr_n("{count} day", "{count} days", round(minutes / 1440))
    hours, rest = divmod(minutes, 60)
    if hours and rest:
        return tr("{hours} h {minutes} min").format(hours=hours, minutes=rest)
    return tr("{hours} h").format(hours=hours) if hours else tr("{minutes} min").format(minutes=rest)


def number(value: int | Decimal, *, digits: int = 0) -> str:
    """A number with thousands set apart by commas: 1,234,567.89."""
    return f"{value:,.{digits}f}" if digits or isinstance(value, Decimal) else f"{value:,}"


def percent(value: int | Decimal, *, digits: int = 0) -> str:
    """A share given in percent: 35 %, in Chinese 35%."""
    return f"{number(value, digits=digits)}{'' if _is_chinese() else _NOBREAK}%"


def percent_band(low: int, high: int) -> str:
    """A band of percent: 35–55 %, in Chinese 35–55%."""
    return percent(low) if low == high else f"{low}–{percent(high)}"


def money(minor: int | None, currency: str) -> str:
    """An amount from minor units as people say it: ¥320 万 in Chinese, ¥3.2M in English."""
    if minor is None:
        return ""
    amount = Decimal(minor).scaleb(-minor_digits(currency))
    scales = (("亿", 8), ("万", 4)) if _is_chinese() else (("B", 9), ("M", 6), ("K", 3))
    for index, (word, power) in enumerate(scales):
        if abs(amount) < _starts_at(power):
            continue
        scaled = _rounded(amount.scaleb(-power))
        if index and abs(scaled) >= Decimal(10) ** (scales[index - 1][1] - power):
            word, scaled = scales[index - 1][0], scaled.scaleb(power - scales[index - 1][1])
        gap = _NOBREAK if _is_chinese() else ""
        return _signed(f"{scaled.normalize():,f}{gap}{word}", amount, currency)
    return _signed(_plain(amount, minor_digits(currency)), amount, currency)


def _starts_at(power: int) -> Decimal:
    """Below ten thousand an English reader wants the whole figure rather than thousands."""
    return Decimal(10) ** max(power, 4)


def _rounded(scaled: Decimal) -> Decimal:
    """Three figures that count, never more than two decimals."""
    places = 0 if abs(scaled) >= 100 else 1 if abs(scaled) >= 10 else 2
    return scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _plain(amount: Decimal, digits: int) -> str:
    return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.{digits}f}"


def _signed(words: str, amount: Decimal, currency: str) -> str:
    minus = "-" if amount < 0 else ""
    return f"{minus}{sign(currency)}{words.lstrip('-')}"


def money_exact(minor: int | None, currency: str) -> str:
    """An amount to the last minor unit: ¥3,200,000.00, JP¥500, KWD 1.250."""
    if minor is None:
        return ""
    digits = minor_digits(currency)
    amount = Decimal(minor).scaleb(-digits)
    return _signed(f"{amount:,.{digits}f}", amount, currency)


def money_total(amounts: Sequence[tuple[int, str]]) -> str:
    """Totals per currency in the order of their size as numbers; currencies are never added up."""
    totals: dict[str, int] = {}
    for minor, currency in amounts:
        totals[currency] = totals.get(currency, 0) + minor
    ranked = sorted(
        totals.items(), key=lambda pair: (-Decimal(pair[1]).scaleb(-minor_digits(pair[0])), pair[0])
    )
    return " + ".join(money(minor, currency) for currency, minor in ranked)


def words_list(words: Sequence[str]) -> str:
    """Words in a row: 甲、乙和丙; A, B and C."""
    present = [word for word in words if word]
    if len(present) < 2:
        return "".join(present)
    if _is_chinese():
        return f"{'、'.join(present[:-1])}和{present[-1]}"
    return f"{', '.join(present[:-1])} and {present[-1]}"


def size_words(count: int) -> str:
    """A size in bytes: 1.2 MB."""
    for unit, power in (("GB", 9), ("MB", 6), ("kB", 3)):
        if count >= 10**power:
            return f"{_rounded(Decimal(count).scaleb(-power)).normalize():f}{_NOBREAK}{unit}"
    return f"{count}{_NOBREAK}B"
