"""Columns of other programs and of everyday lists find their fields."""

import pytest

from salesdesk.domain.problems import Known
from salesdesk.exchange.columns import columns_as_json, columns_from_json, propose, with_target
from salesdesk.exchange.table import read_table


def matched(text, kind):
    table = read_table(text.encode())
    return {match.header: match.target for match in propose(table, kind).matches}


@pytest.mark.parametrize(
    ("header", "row", "kind", "expected"),
    [
        (
            "Symbol,Security,GICS Sector,Headquarters Location,CIK",
            'MMM,3M,Industrials,"Saint Paul, Minnesota",66740',
            "account",
            {
                "Symbol": "external_id",
                "Security": "name",
                "GICS Sector": "industry",
                "Headquarters Location": "+place",
            },
        ),
        (
            "客户名称（必填）,所在城市,客户级别,负责人,备注",
            "甲公司,上海,A,张伟,好",
            "account",
            {
                "客户名称（必填）": "name",
                "所在城市": "city",
                "客户级别": "tier",
                "负责人": "owner_id",
                "备注": "remarks",
            },
        ),
        (
            "商机名称,客户名称,销售阶段,预计销售金额,预计成交日期,赢单率",
            "MES,甲公司,需求确定,¥320万,2027-03-20,40%",
            "deal",
            {
                "商机名称": "name",
                "客户名称": "account_id",
                "销售阶段": "stage",
                "预计销售金额": "amount",
                "预计成交日期": "close_date",
            },
        ),
        (
            "property_dealname,property_amount,deal_id",
            "X,12,77",
            "deal",
            {"property_dealname": "name", "property_amount": "amount", "deal_id": "external_id"},
        ),
        ("Full Name,E-mail,Mobile Number,Company Name", "Rose,r@x.com,1,Acme", "contact",
         {"Full Name": "name", "E-mail": "email", "Mobile Number": "mobile", "Company Name": "account_id"}),
        ("姓名,手机号,职务,部门,微信,公司", "王伟,138,总经理,采购,ww,甲", "contact",
         {"姓名": "name", "手机号": "mobile", "职务": "title", "部门": "department", "微信": "wechat",
          "公司": "account_id"}),
    ],
)  # fmt: skip
def test_known_names(header, row, kind, expected):
    assert matched(f"{header}\n{row}\n", kind) == expected


def test_our_id_is_told_from_ids_of_other_programs():
    assert matched("id,name\n01a204a391237043b7209915f2c86ea5,Acme\n", "account")["id"] == "id"
    assert matched("Id,Name\n001bm00001ZL8U9AAL,Acme\n", "account")["Id"] == "external_id"


def test_a_column_whose_values_do_not_fit_is_left_alone():
    assert matched("name,级别\nAcme,VIP\nFoo,Gold\n", "account") == {"name": "name"}
    assert matched("name,级别\nAcme,A\nFoo,Gold\n", "account") == {"name": "name", "级别": "tier"}


def test_a_filled_column_comes_before_an_empty_one():
    assert matched("name,billing_city,city\nAcme,,Paris\n", "account") == {"name": "name", "city": "city"}


def test_an_order_of_dates_that_cannot_be_known_is_marked():
    table = read_table(b"name,account,close date\nA,B,02/03/24\n")
    match = propose(table, "deal").of("close_date")
    assert match is not None
    assert (match.date_order, match.is_guessed) == ("mdy", True)
    table = read_table(b"name,account,close date,created date\nA,B,02/03/24,31/12/23\n")
    match = propose(table, "deal").of("close_date")
    assert match is not None
    assert (match.date_order, match.is_guessed) == ("dmy", False)


def test_meanings_of_stages_are_shown_and_changed(data_dir):
    table = read_table((data_dir / "crm/salesforce/Opportunity.csv").read_bytes())
    columns = propose(table, "deal")
    match = columns.of("stage")
    assert match is not None
    assert match.meanings["Closed Won"] == {"stage": "6", "status": "won"}
    assert {meaning["stage"] for meaning in match.meanings.values()} == {"1", "2", "3", "4", "5", "6"}
    changed = columns.with_meaning(match.column, "Prospecting", {"stage": "2"})
    again = changed.of("stage")
    assert again is not None
    assert (again.meanings["Prospecting"], again.meanings["Qualification"]["stage"]) == ({"stage": "2"}, "1")
    assert columns_from_json(columns_as_json(changed), table, "deal") == changed


def test_a_person_sends_a_column_elsewhere():
    table = read_table(b"name,city,what\nAcme,Paris,Rome\n")
    columns = with_target(propose(table, "account"), table, 2, "city")
    assert {match.header: match.target for match in columns.matches} == {"name": "name", "what": "city"}
    columns = with_target(columns, table, 2, "")
    assert {match.header: match.target for match in columns.matches} == {"name": "name"}


def test_an_unknown_kind_is_refused():
    with pytest.raises(Known) as caught:
        propose(read_table(b"name\nAcme\n"), "unicorn")
    assert caught.value.facts["reason"] == "unknown_kind"
