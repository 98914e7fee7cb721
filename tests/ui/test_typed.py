"""What people type is read as they mean it, and nothing they type breaks anything."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.text import using
from salesdesk.text.formats import date_words, moment_words
from salesdesk.ui.kit.money_editor import plain_amount
from salesdesk.ui.kit.typed import read_date, read_moment, read_money, read_time, read_whole, whole_words

TODAY = date(2026, 11, 26)  # a Thursday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-03-20", date(2027, 3, 20)), ("2027/3/20", date(2027, 3, 20)), ("2027年3月20日", date(2027, 3, 20)),
        ("20270320", date(2027, 3, 20)), ("11-26", TODAY), ("11/30", date(2026, 11, 30)),
        ("01-05", date(2027, 1, 5)), ("9月1日", date(2026, 9, 1)), ("5日", date(2026, 12, 5)),
        ("28号", date(2026, 11, 28)),
        ("20 Mar 2027", date(2027, 3, 20)), ("Mar 20, 2027", date(2027, 3, 20)), ("20 mar", date(2027, 3, 20)),
        ("Dec 4", date(2026, 12, 4)), ("today", TODAY), ("Tomorrow", date(2026, 11, 27)), ("今天", TODAY),
        ("明天", date(2026, 11, 27)), ("后天", date(2026, 11, 28)), ("大后天", date(2026, 11, 29)),
        ("昨天", date(2026, 11, 25)), ("yesterday", date(2026, 11, 25)), ("下周三", date(2026, 12, 2)),
        ("周五", date(2026, 11, 27)), ("本周一", date(2026, 11, 23)), ("星期四", TODAY), ("上周五", date(2026, 11, 20)),
        ("下下周一", date(2026, 12, 7)), ("下周末", date(2026, 12, 5)), ("next wed", date(2026, 12, 2)),
        ("wed", date(2026, 12, 2)), ("last fri", date(2026, 11, 20)), ("+3", date(2026, 11, 29)),
        ("+2w", date(2026, 12, 10)), ("in 3 days", date(2026, 11, 29)), ("3 days ago", date(2026, 11, 23)),
        ("3天后", date(2026, 11, 29)), ("两周后", date(2026, 12, 10)), ("一个月后", date(2026, 12, 26)),
        ("3天前", date(2026, 11, 23)), ("月底", date(2026, 11, 30)), ("下月底", date(2026, 12, 31)),
        ("end of month", date(2026, 11, 30)), ("１１－３０", date(2026, 11, 30)), ("29 feb 2028", date(2028, 2, 29)),
    ],
)  # fmt: skip
def test_dates_by_habit_and_by_word(text: str, day: date) -> None:
    assert read_date(text, TODAY) == day


@pytest.mark.parametrize(
    "text", ["", "x", "13-40", "2027-02-30", "30 feb", "next", "下周八", "+", "1e9", "99999999"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("14:30", time(14, 30)), ("9:05", time(9, 5)), ("2pm", time(14)), ("12am", time(0)),
        ("下午2点半", time(14, 30)),
        ("上午9点", time(9)), ("中午12点", time(12)), ("晚上8:15", time(20, 15)), ("14：30", time(14, 30)),
        ("25:00", None), ("14", None), ("", None),
    ],
)  # fmt: skip
def test_times_of_day(text: str, at: time | None) -> None:
    assert read_time(text) == at


@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("明天 14:30", datetime(2026, 11, 27, 14, 30)), ("tomorrow 2pm", datetime(2026, 11, 27, 14)),
        ("下周三下午3点", datetime(2026, 12, 2, 15)), ("11-30 9:00", datetime(2026, 11, 30, 9)),
        ("20 Mar 2027, 14:30", datetime(2027, 3, 20, 14, 30)), ("16:00", datetime(2026, 11, 26, 16)),
        ("11-30", datetime(2026, 11, 30, 9)),
    ],
)  # fmt: skip
def test_moments(text: str, local: datetime) -> None:
    assert read_moment(text, TODAY) == local.astimezone().astimezone(UTC)


def test_a_moment_without_a_time_keeps_the_time_it_had() -> None:
    found = read_moment("11-30", TODAY, kept=time(16, 45))
    assert found is not None
    assert found.astimezone().time() == time(16, 45)


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("320万", "CNY", (320_000_000, "CNY")), ("3.2M", "CNY", (320_000_000, "CNY")),
        ("3,200,000", "CNY", (320_000_000, "CNY")), ("¥320 万", "CNY", (320_000_000, "CNY")),
        ("1.5亿", "CNY", (15_000_000_000, "CNY")), ("US$ 12.50", "CNY", (1250, "USD")),
        ("500k", "EUR", (50_000_000, "EUR")),
        ("¥500", "JPY", (500, "JPY")), ("12.345", "CNY", None), ("12.5", "JPY", None), ("abc", "CNY", None),
        ("-100", "CNY", (-10_000, "CNY")),
    ],
)  # fmt: skip
def test_amounts(text: str, currency: str, minor: tuple[int, str] | None) -> None:
    assert read_money(text, currency) == minor


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("2.5", "thousandth", 2500),
        ("1,200", "person", 1200),
        ("3万", "", 30_000),
        ("1.5", "", None),
        ("¥5", "", None),
    ],
)
def test_whole_numbers_in_their_unit(text: str, unit: str, value: int | None) -> None:
    assert read_whole(text, unit) == value


@given(st.text(max_size=40), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_no_text_breaks_the_reading(text: str, today: date) -> None:
    read_date(text, today)
    read_moment(text, today)
    read_time(text)
    read_money(text, "CNY")
    read_whole(text, "thousandth")


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.sampled_from(["en", "zh_CN"]))
def test_a_date_that_is_shown_is_read_back(day: date, language: str) -> None:
    with using(language):
        assert read_date(date_words(day), TODAY) == day


@given(
    st.datetimes(datetime(1991, 1, 1), datetime(2090, 12, 31)).map(
        lambda t: t.replace(second=0, microsecond=0)
    ),
    st.sampled_from(["en", "zh_CN"]),
)
def test_a_moment_that_is_shown_is_read_back(local: datetime, language: str) -> None:
    moment = local.replace(tzinfo=UTC)
    with using(language):
        assert read_moment(moment_words(moment), TODAY) == moment


@given(st.integers(-(10**15), 10**15), st.sampled_from(["CNY", "JPY", "KWD", "USD"]))
def test_an_amount_that_is_shown_is_read_back(minor: int, currency: str) -> None:
    assert read_money(plain_amount(minor, currency), currency) == (minor, currency)


@given(st.integers(-(10**12), 10**12), st.sampled_from(["", "person", "thousandth", "microdegree"]))
def test_a_number_that_is_shown_is_read_back(value: int, unit: str) -> None:
    assert read_whole(whole_words(value, unit), unit) == value
