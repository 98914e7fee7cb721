"""Values and names in words, as lists, histories and popovers say them."""

from datetime import UTC, date, datetime

import pytest

from salesdesk.domain.account import Account, Note
from salesdesk.domain.deal import Deal, DealLine
from salesdesk.domain.record import field_map
from salesdesk.domain.strategy import Influence
from salesdesk.domain.visit import Visit
from salesdesk.text import set_language
from salesdesk.ui.kit.value_words import field_words, value_words


@pytest.mark.parametrize(
    ("kind", "name", "value", "in_english", "in_chinese"),
    [
        (Deal, "stage", "3", "3 Solution design", "3 方案设计"),
        (Deal, "close_date", date(2027, 3, 20), "20 Mar 2027", "2027-03-20"),
        (Account, "tier", "", "", ""), (Account, "employees", 12_000, "12,000", "12,000"),
        (DealLine, "quantity", 2500, "2.5", "2.5"), (Note, "is_private", True, "Yes", "是"),
        (Note, "is_private", False, "", ""),
    ],
)  # fmt: skip
def test_values_in_both_languages(frame, kind, name, value, in_english, in_chinese) -> None:
    field = field_map(kind)[name]
    assert value_words(field, value, frame.headings) == in_english
    set_language("zh_CN")
    assert value_words(field, value, frame.headings) == in_chinese


def test_an_amount_is_said_in_the_currency_of_its_record(frame) -> None:
    deal = Deal(name="x", amount=320_000_000, currency="USD")
    assert field_words(field_map(Deal)["amount"], deal, frame.headings) == "US$3.2M"


def test_a_moment_is_said_where_the_user_is(frame) -> None:
    moment = datetime(2026, 11, 27, 6, 30, tzinfo=UTC)
    words = value_words(field_map(Visit)["starts_at"], moment, frame.headings)
    assert words.endswith(f"{moment.astimezone():%H:%M}")


def test_names_are_kept_until_the_record_changes(frame, make, desk) -> None:
    account = make.account("华北电力")
    assert frame.headings.of("account", account.id) == "华北电力"
    desk.write("x", lambda w: w.set(Account, account.id, name="华南电力"))
    assert frame.headings.of("account", account.id) == "华南电力"


def test_a_name_may_be_that_of_another_record(frame, make) -> None:
    contact = make.contact("李卫东")
    influence = make.record(Influence(deal_id=make.deal().id, contact_id=contact.id))
    assert frame.headings.of("influence", influence.id) == "李卫东"


def test_what_is_not_there_has_no_name(frame) -> None:
    assert frame.headings.of("account", "0" * 32) == ""
    assert frame.headings.of("no_such_kind", "0" * 32) == ""
    assert frame.headings.of("account", "") == ""
