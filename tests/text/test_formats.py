"""Dates, money, numbers and lists as each reader expects them."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.text import formats, using
from salesdesk.text.currency import minor_digits

DAY = date(2027, 3, 20)


@pytest.mark.parametrize(
    ("minor", "currency", "chinese", "english"),
    [
        (320_000_000, "CNY", "¥320\u00a0万", "¥3.2M"),
        (12_000_000_000, "CNY", "¥1.2\u00a0亿", "¥120M"),
        (999_999_999_999, "CNY", "¥100\u00a0亿", "¥10B"),
        (99_999_999, "CNY", "¥100\u00a0万", "¥1M"),
        (9_999_999_999, "CNY", "¥1\u00a0亿", "¥100M"),
        (950_000, "CNY", "¥9,500", "¥9,500"),
        (950_050, "CNY", "¥9,500.50", "¥9,500.50"),
        (-85_000_000, "USD", "-US$85\u00a0万", "-US$850K"),
        (500, "JPY", "JP¥500", "JP¥500"),
        (1_250, "KWD", "KWD\u00a01.250", "KWD\u00a01.250"),
        (123, "XQZ", "XQZ\u00a01.23", "XQZ\u00a01.23"),
        (0, "CNY", "¥0", "¥0"),
        (100, "", "1", "1"),
        (None, "CNY", "", ""),
    ],
)
def test_money_is_said_as_people_say_it(minor, currency, chinese, english):
    with using("zh_CN"):
        assert formats.money(minor, currency) == chinese
    with using("en"):
        assert formats.money(minor, currency) == english


def test_exact_money_keeps_the_last_unit():
    with using("zh_CN"):
        assert formats.money_exact(320_000_000, "CNY") == "¥3,200,000.00"
        assert formats.money_exact(-1, "CNY") == "-¥0.01"
        assert formats.money_exact(500, "JPY") == "JP¥500"
        assert formats.money_exact(10**17, "CNY") == "¥1,000,000,000,000,000.00"
        assert formats.money_exact(None, "CNY") == ""


def test_currencies_are_never_added_up():
    with using("en"):
        assert formats.money_total([(100, "CNY"), (500, "JPY"), (200, "CNY")]) == "JP¥500 + ¥3"
        assert formats.money_total([]) == ""


@given(st.integers(-(10**17), 10**17), st.sampled_from(["CNY", "JPY", "KWD", "USD"]))
def test_money_words_stay_within_half_a_percent(minor, currency):
    with using("zh_CN"):
        words = formats.money(minor, currency)
    number = words.replace(",", "").split("\u00a0")
    figure = Decimal("".join(char for char in "".join(number) if char.isdigit() or char in ".-"))
    scale = {"万": Decimal(10**4), "亿": Decimal(10**8)}.get(words[-1], Decimal(1))
    exact = Decimal(minor).scaleb(-minor_digits(currency))
    assert abs(figure * scale - exact) <= abs(exact) / 200


def test_dates():
    with using("zh_CN"):
        assert formats.date_words(DAY) == "2027-03-20"
        assert formats.short_date(DAY, today=date(2027, 1, 1)) == "03-20"
        assert formats.short_date(DAY, today=date(2026, 1, 1)) == "2027-03-20"
        assert formats.date_with_weekday(DAY, today=DAY) == "03-20 周六"
        assert formats.month(DAY) == "2027年3月"
        assert formats.quarter(DAY) == "2027年一季度"
    with using("en"):
        assert formats.date_words(DAY) == "20 Mar 2027"
        assert formats.short_date(DAY, today=DAY) == "20 Mar"
        assert formats.date_with_weekday(DAY, today=DAY) == "Sat 20 Mar"
        assert formats.month(DAY) == "Mar 2027"
        assert formats.quarter(DAY) == "Q1 2027"
        assert formats.date_words(None) == formats.short_date(None) == formats.date_with_weekday(None) == ""


def test_times_are_shown_in_the_zone_of_the_reader():
    moment = datetime(2027, 3, 20, 20, 30, tzinfo=UTC)
    shanghai = timezone(timedelta(hours=8))
    with using("zh_CN"):
        assert formats.moment_words(moment, zone=shanghai) == "2027-03-21 04:30"
        assert formats.time_words(moment, zone=shanghai) == "04:30"
    with using("en"):
        assert formats.moment_words(moment, zone=shanghai, today=DAY) == "21 Mar, 04:30"
        assert formats.moment_words(None) == formats.time_words(None) == ""


@pytest.mark.parametrize(
    ("days", "chinese", "english"),
    [
        (0, "今天", "Today"),
        (-1, "昨天", "Yesterday"),
        (1, "明天", "Tomorrow"),
        (-3, "3 天前", "3 days ago"),
        (3, "3 天后", "in 3 days"),
        (-30, "4 周前", "4 weeks ago"),
        (15, "2 周后", "in 2 weeks"),
        (-90, "2026-12-20", "20 Dec 2026"),
    ],
)
def test_distances_from_today(days, chinese, english):
    with using("zh_CN"):
        assert formats.relative_days(DAY + timedelta(days), today=DAY) == chinese
    with using("en"):
        assert formats.relative_days(DAY + timedelta(days), today=DAY) == english
    assert formats.relative_days(None, today=DAY) == ""


def test_numbers_lists_durations_and_sizes():
    with using("zh_CN"):
        assert formats.percent_band(35, 55) == "35–55%"
        assert formats.words_list(["甲", "", "乙", "丙"]) == "甲、乙和丙"
        assert formats.duration(timedelta(minutes=90)) == "1 小时 30 分"
        assert formats.duration(timedelta(days=3)) == "3 天"
    with using("en"):
        assert formats.percent(35) == "35\u00a0%"
        assert formats.percent_band(40, 40) == "40\u00a0%"
        assert formats.number(1234567) == "1,234,567"
        assert formats.number(Decimal("1234.5"), digits=2) == "1,234.50"
        assert formats.words_list(["A", "B", "C"]) == "A, B and C"
        assert formats.words_list([]) == ""
        assert formats.duration(timedelta(minutes=-5)) == "0 min"
        assert formats.duration(timedelta(hours=2)) == "2 h"
        assert formats.size_words(1_234_567) == "1.23\u00a0MB"
        assert formats.size_words(12) == "12\u00a0B"
