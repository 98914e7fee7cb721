"""Cells into values: amounts, dates, times, choices, flags, texts."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.checks import value_problem
from salesdesk.domain.kinds import KINDS
from salesdesk.domain.record import field_map, fields_of
from salesdesk.exchange.amounts import currency_code, read_amount
from salesdesk.exchange.convert import Context, Fault, convert
from salesdesk.exchange.dates import likely_order, possible_orders, read_date, read_moment
from salesdesk.exchange.likeness import company_key, phone_key
from salesdesk.exchange.refusals import sentence_of
from salesdesk.exchange.rows import RowProblem


def field(kind, name):
    return field_map(KINDS[kind])[name]


@pytest.mark.parametrize(
    ("cell", "amount", "currency"),
    [
        ("3200000", "3200000", ""),
        ("3,200,000.50", "3200000.50", ""),
        ("1.234,56", "1234.56", ""),
        ("1.234.567", "1234567", ""),
        ("1 234,5", "1234.5", ""),
        ("1'234.50", "1234.50", ""),
        ("1,23,456", "123456", ""),
        ("0,5", "0.5", ""),
        ("¥320万", "3200000", "CNY"),
        ("人民币 1.2 亿元", "120000000", "CNY"),
        ("￥１２３", "123", "CNY"),
        ("US$3.2M", "3200000", "USD"),
        ("€ 1.2bn", "1200000000", "EUR"),
        ("(1,234.00)", "-1234.00", ""),
        ("-100", "-100", ""),
        ("HKD 5", "5", "HKD"),
        (12, "12", ""),
        (Decimal("1.5"), "1.5", ""),
    ],
)
def test_amounts(cell, amount, currency):
    assert read_amount(cell) == (Decimal(amount), currency)


@pytest.mark.parametrize("cell", ["", "abc", "1.2.3,4.5", "12%", "--5", True, None, "1e5x", "9" * 60])
def test_no_amounts(cell):
    assert read_amount(cell) is None


def test_money_in_minor_units():
    amount = field("deal", "amount")
    assert convert("320万", amount) == 320_000_000
    assert convert("500", amount, Context(currency="JPY")) == 500
    assert convert("1.25", amount, Context(currency="KWD")) == 1250
    fault = convert("1.234", amount)
    assert isinstance(fault, Fault)
    assert (fault.code, fault.reason) == ("E_TYPE", "too_many_decimals")
    assert isinstance(convert("9" * 30, amount), Fault)


def test_currencies():
    assert [currency_code(text) for text in ("rmb", "¥", "元", "usd", "$", "Chf", "xx", "")] == [
        "CNY", "CNY", "CNY", "USD", "USD", "CHF", "", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "order", "day"),
    [
        ("2027-03-20", "mdy", date(2027, 3, 20)),
        ("2027/3/20", "mdy", date(2027, 3, 20)),
        ("2027年3月20日", "mdy", date(2027, 3, 20)),
        ("2027年3月20日 星期六", "mdy", date(2027, 3, 20)),
        ("２０２７年３月２０日", "mdy", date(2027, 3, 20)),
        ("20270320", "mdy", date(2027, 3, 20)),
        ("02/03/24", "mdy", date(2024, 2, 3)),
        ("02/03/24", "dmy", date(2024, 3, 2)),
        ("20.3.2027", "dmy", date(2027, 3, 20)),
        ("20 Mar 2027", "mdy", date(2027, 3, 20)),
        ("Sat, 20-Mar-27", "mdy", date(2027, 3, 20)),
        ("March 20, 2027", "mdy", date(2027, 3, 20)),
        ("02/23/26 08:55 PM", "mdy", date(2026, 2, 23)),
        ("2018-12-19 00:00:00", "mdy", date(2018, 12, 19)),
        ("9999-12-31 23:59:59", "mdy", date(9999, 12, 31)),
        (46466, "mdy", date(2027, 3, 20)),
        ("46466", "mdy", date(2027, 3, 20)),
        (datetime(2027, 3, 20, 9, 30), "mdy", date(2027, 3, 20)),
        ("2027-02-30", "mdy", None),
        ("13/13/24", "mdy", None),
        ("2027年3月", "mdy", None),
        ("someday", "mdy", None),
        ("2027-03-20 nonsense", "mdy", None),
        (12, "mdy", None),
        (True, "mdy", None),
    ],
)
def test_dates(cell, order, day):
    assert read_date(cell, order) == day


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2027-03-20T09:30:00Z", datetime(2027, 3, 20, 9, 30)),
        ("2027-03-20T09:30:00+08:00", datetime(2027, 3, 20, 1, 30)),
        ("2027-03-20 09:30", datetime(2027, 3, 20, 1, 30)),
        ("2027-03-20 09:30:15.2509", datetime(2027, 3, 20, 1, 30, 15, 250_000)),
        ("2027年3月20日 下午3点30分", datetime(2027, 3, 20, 7, 30)),
        ("02/24/26 12:18 AM", datetime(2026, 2, 23, 16, 18)),
        ("02/24/26 12:18 PM", datetime(2026, 2, 24, 4, 18)),
        ("2027-03-20", datetime(2027, 3, 19, 16)),
        (Decimal("46466.5"), datetime(2027, 3, 20, 4)),
        ("25:00", None),
        ("2027-03-20 25:00", None),
        ("0001-01-01 00:00", None),
    ],
)
def test_moments(cell, moment):
    shanghai = timezone(timedelta(hours=8))
    assert read_moment(cell, "mdy", shanghai) == (moment.replace(tzinfo=UTC) if moment else None)


def test_the_order_of_dates_is_settled_over_the_column():
    assert possible_orders(["02/03/24", "02/23/26"]) == {"mdy"}
    assert possible_orders(["02/03/24", "23/02/26"]) == {"dmy"}
    assert possible_orders(["02/03/24"]) == {"mdy", "dmy"}
    assert possible_orders(["99/12/31"]) == {"ymd"}
    assert possible_orders(["2024-01-01", "", None]) == frozenset()
    assert (likely_order(["1.2.2024"]), likely_order(["1/2/2024"])) == ("dmy", "mdy")


@given(st.dates(min_value=date(1970, 1, 1), max_value=date(2069, 12, 31)))
def test_every_way_of_writing_a_date_is_read_back(day):
    for pattern, order in (
        ("%Y-%m-%d", "mdy"), ("%Y/%m/%d", "dmy"), ("%Y年%m月%d日", "mdy"), ("%Y%m%d", "mdy"), ("%m/%d/%Y", "mdy"),
        ("%d.%m.%Y", "dmy"), ("%m/%d/%y", "mdy"), ("%y-%m-%d", "ymd"), ("%d %b %Y", "mdy"), ("%B %d, %Y", "dmy"),
    ):  # fmt: skip
        assert read_date(day.strftime(pattern), order) == day


@given(st.integers(-(10**15), 10**15), st.sampled_from([0, 1, 2]))
def test_every_way_of_writing_an_amount_is_read_back(number, digits):
    amount = Decimal(number).scaleb(-digits)
    assert read_amount(f"{amount:,.{digits}f}") == (amount, "")
    assert read_amount(f"¥{amount:.{digits}f}") == (amount, "CNY")
    european = f"{amount:,.{digits}f}".translate(str.maketrans(",.", ".,"))
    if digits or abs(amount) < 1000 or abs(amount) >= 1_000_000:  # 1.234 alone is read as a decimal
        assert read_amount(european) == (amount, "")


@pytest.mark.parametrize(
    ("kind", "name", "cell", "value"),
    [
        ("account", "tier", "a", "A"),
        ("deal", "stage", 3, "3"),
        ("deal", "stage", "阶段 3", "3"),
        ("deal", "status", "Won", "won"),
        ("deal", "project_approved", "是", "yes"),
        ("deal", "project_approved", "FALSE", "no"),
        ("contact", "has_left", "√", True),
        ("contact", "has_left", "否", False),
        ("contact", "has_left", True, True),
        ("account", "employees", "12,000 ", 12000),
        ("account", "latitude", "31.2304", 31_230_400),
        ("deal_line", "quantity", "2.5", 2500),
        ("account", "name", "  Acme \n Inc ", "Acme   Inc"),
        ("account", "remarks", "a\r\nb\x0bc", "a\nb\nc"),
        ("account", "name", 66740, "66740"),
        ("account", "name", Decimal("1.50"), "1.50"),
        ("account", "name", "'=1+1", "=1+1"),
        ("account", "name", "", ""),
        ("deal", "amount", None, None),
    ],
)
def test_values(kind, name, cell, value):
    assert convert(cell, field(kind, name)) == value


@pytest.mark.parametrize(
    ("kind", "name", "cell", "code", "reason"),
    [
        ("account", "tier", "Z", "E_CHOICE", "not_a_choice"),
        ("contact", "has_left", "perhaps", "E_TYPE", "not_a_flag"),
        ("account", "employees", "many", "E_TYPE", "not_a_number"),
        ("account", "employees", "1.5", "E_TYPE", "not_a_number"),
        ("account", "employees", "-3", "E_FIELD", "range"),
        ("account", "name", "x" * 401, "E_FIELD", "too_long"),
        ("account", "name", "a\x00b", "E_FIELD", "control"),
        ("account", "name", "a\x1bb", "E_FIELD", "control"),
        ("account", "name", "a\u202eb", "E_FIELD", "control"),
        ("account", "remarks", "a\u2066b", "E_FIELD", "control"),
        ("account", "name", "a\ud800b", "E_FIELD", "control"),
        ("deal", "close_date", "soon", "E_TYPE", "not_a_date"),
        ("deal", "currency", "dollars", "E_CHOICE", "not_a_currency"),
        ("contact", "account_id", "Nobody", "E_NOT_FOUND", "unknown_reference"),
    ],
)
def test_faults_have_words(kind, name, cell, code, reason):
    fault = convert(cell, field(kind, name))
    assert isinstance(fault, Fault)
    assert (fault.code, fault.reason) == (code, reason)
    sentence = sentence_of(RowProblem(1, name, fault.code, fault.reason, fault.facts))
    assert len(sentence) > 10
    assert "{" not in sentence
    assert sentence.isprintable()


anything = st.one_of(
    st.text(max_size=40), st.integers(), st.decimals(allow_nan=False), st.booleans(), st.dates(),
    st.datetimes(), st.none(),
)  # fmt: skip


@given(anything, st.sampled_from([spec for kind in KINDS.values() for spec in fields_of(kind)]))
def test_whatever_is_converted_may_stand_in_its_field(cell, spec):
    value = convert(cell, spec)
    if not isinstance(value, Fault):
        assert value_problem(spec, value) is None


def test_names_that_mean_the_same():
    same = ["Acme, Inc.", "ACME Inc", "acme corporation", "Ａｃｍｅ Co., Ltd."]
    assert {company_key(name) for name in same} == {"acme"}
    assert company_key("寧德時代新能源科技股份有限公司") == company_key("宁德时代新能源科技有限公司")
    assert company_key("Müller GmbH") == company_key("Muller")
    assert company_key("有限公司")
    assert company_key("Alphabet Inc. (Class A)") != company_key("Alphabet Inc. (Class C)")
    assert company_key("=1+1") != company_key("-1+1")
    assert phone_key("+86 138-0000-0001") == phone_key("13800000001")
