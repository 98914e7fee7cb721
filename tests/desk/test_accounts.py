"""Accounts: not made twice, in a group without rings, duplicates shown as one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.desk.accounts import create_account, create_site, find_similar, normal_name, set_parent
from salesdesk.desk.merging import merge_accounts, split_account
from salesdesk.domain.account import Account, Site
from salesdesk.domain.problems import Known
from salesdesk.store.families import group_of, keepers, shown_as_one


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("华北电力设备有限公司", "华北电力设备（集团）股份有限公司"),
        ("Northwind Industrial Co., Ltd.", "NORTHWIND INDUSTRIAL"),
        ("ＡＢＣ　Tools, Inc.", "abc tools"),
        ("Müller GmbH", "MÜLLER"),
        ("The Widget Company", "Widget"),
    ],
)
def test_two_spellings_of_one_company_have_one_core(one: str, other: str) -> None:
    assert normal_name(one) == normal_name(other)


def test_a_name_that_is_all_legal_form_keeps_something() -> None:
    assert normal_name("集团有限公司")
    assert normal_name("Co. Ltd.")
    assert normal_name("") == ""


@given(st.text(max_size=60))
def test_any_text_has_a_core_that_is_its_own(name: str) -> None:
    core = normal_name(name)
    assert normal_name(core) == core or core.isascii() or len(core) <= len(name) * 4


def test_who_makes_an_account_owns_it_and_it_can_be_undone(desk, check_undo) -> None:
    check_undo(lambda: desk.write("add.account", lambda w: create_account(w, " 苏州精密仪器 ", city="苏州")))
    (account,) = desk.select(Account)
    assert (account.name, account.city, account.owner_id) == ("苏州精密仪器", "苏州", desk.user_id)


def test_an_account_that_may_be_there_already_is_found(desk, make) -> None:
    there = make.account("华北电力设备有限公司")
    make.account("华南电力设备有限公司")
    make.account("厦门海运")
    (first, *rest) = find_similar(desk, "华北电力设备（集团）股份有限公司")
    assert first.account == there and first.is_same
    assert all(not similar.is_same for similar in rest)
    assert find_similar(desk, "全新机床") == []
    assert find_similar(desk, "") == []


def test_a_part_of_a_name_and_another_name_are_found(desk, make) -> None:
    there = make.account("Northwind Industrial Holdings", other_names="NWI；北风工业")
    assert find_similar(desk, "northwind industrial")[0].account == there
    assert find_similar(desk, "北风工业有限公司")[0].is_same
    make.record(Account(name="NW", merged_into_id=there.id))
    assert [similar.account for similar in find_similar(desk, "NW")] == []


def test_hostile_names_are_only_names(desk, make) -> None:
    make.account('"; DROP TABLE account; --')
    assert find_similar(desk, '"; DROP TABLE account; --')[0].is_same
    assert find_similar(desk, "' OR 1=1 * \"") == []


def test_a_site_hangs_on_its_account(desk, make, check_undo) -> None:
    account = make.account()
    check_undo(lambda: desk.write("add.site", lambda w: create_site(w, account.id, "二车间")))
    assert [site.account_id for site in desk.select(Site)] == [account.id]


def test_a_group_never_leads_back_to_itself(desk, make, check_undo) -> None:
    top, middle, low = (make.account(name) for name in ("集团", "子公司", "水厂"))
    desk.write("parent", lambda w: set_parent(w, middle.id, top.id))
    check_undo(lambda: desk.write("parent", lambda w: set_parent(w, low.id, middle.id)))
    for below in (top, middle, low):
        with pytest.raises(Known) as caught:
            desk.write("parent", lambda w, below=below: set_parent(w, top.id, below.id))
        assert (caught.value.code, caught.value.field) == ("E_FIELD", "parent_id")
        assert caught.value.facts["reason"] == "cycle"
    desk.write("parent", lambda w: set_parent(w, middle.id, ""))
    assert desk.need(Account, middle.id).parent_id == ""


def test_merged_accounts_are_shown_as_one(desk, make, check_undo) -> None:
    keep = make.account("华北电力设备", city="济南")
    other = make.account("华北电力设备有限公司", phone="0531-8888", city="山东济南")
    child = make.account("二厂", parent_id=other.id)
    contact = make.contact("李卫东", account=other)
    check_undo(lambda: desk.write("merge", lambda w: merge_accounts(w, keep.id, other.id)))
    merged = desk.need(Account, keep.id)
    assert (merged.phone, merged.city) == ("0531-8888", "济南")
    assert "华北电力设备有限公司" in merged.other_names
    assert desk.need(Account, other.id).merged_into_id == keep.id
    assert desk.need(Account, child.id).parent_id == keep.id
    with desk.read() as connection:
        assert set(shown_as_one(connection, [keep.id])) == {keep.id, other.id}
        assert keepers(connection, [other.id, contact.account_id]) == {other.id: keep.id}
    with pytest.raises(Known):
        desk.write("merge", lambda w: merge_accounts(w, other.id, keep.id))
    with pytest.raises(Known):
        desk.write("merge", lambda w: merge_accounts(w, keep.id, keep.id))
    desk.write("split", lambda w: split_account(w, other.id))
    with desk.read() as connection:
        assert set(shown_as_one(connection, [keep.id])) == {keep.id}


def test_the_other_value_is_taken_where_it_was_chosen(desk, make) -> None:
    keep, other = (
        make.account("A 厂", city="济南", phone="1"),
        make.account("B 厂", city="青岛", website="b.example"),
    )
    chosen = {"city": "other", "website": "keep"}
    merged = desk.write("merge", lambda w: merge_accounts(w, keep.id, other.id, chosen=chosen))
    assert (merged.city, merged.website, merged.phone) == ("青岛", "", "1")


@pytest.mark.parametrize("keeps_lower", [True, False])
def test_merging_within_a_line_of_parents_leaves_no_ring(desk, make, keeps_lower: bool) -> None:
    top = make.account("上")
    middle = make.account("中", parent_id=top.id)
    low = make.account("下", parent_id=middle.id)
    keep, other = (low, top) if keeps_lower else (top, low)
    desk.write("merge", lambda w: merge_accounts(w, keep.id, other.id))
    for account in desk.select(Account):
        seen = set()
        above = account.id
        while above:
            assert above not in seen, "a ring"
            seen.add(above)
            above = desk.need(Account, above).parent_id


def test_a_group_is_read_from_its_top(desk, make) -> None:
    top = make.account("集团")
    one, two = make.account("一", parent_id=top.id), make.account("二", parent_id=top.id)
    make.account("别家")
    with desk.read() as connection:
        assert group_of(connection, one.id)[0] == one.id
        assert set(group_of(connection, one.id)) == {top.id, one.id, two.id}
