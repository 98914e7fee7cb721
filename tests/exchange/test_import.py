"""Real lists into the desk: matched, converted, de-duplicated, joined by their ids, undone in one step."""

import json
from collections import Counter
from datetime import date

import pytest

from salesdesk.desk.importing import import_rows
from salesdesk.domain.account import Account
from salesdesk.domain.contact import Contact
from salesdesk.domain.deal import Deal, StageMove
from salesdesk.domain.problems import Known
from salesdesk.domain.sieve import Lead
from salesdesk.exchange.refusals import message_of, sentence_of
from tests.exchange.desks import brought_in, everything, planned


def outcomes(plan):
    return dict(plan.counts())


def test_the_companies_in_three_encodings_are_the_same_accounts(desk, data_dir):
    first, *others = sorted((data_dir / "companies").iterdir())
    assert outcomes(brought_in(desk, first, "account")) == {"new": 503}
    for path in others:
        assert outcomes(planned(desk, path, "account")) == {"same": 503}
    by_symbol = {account.external_id: account for account in desk.select(Account)}
    assert by_symbol["BF.B"].name.startswith("Brown")
    mmm = by_symbol["MMM"]
    assert (mmm.name, mmm.industry, mmm.city, mmm.province) == (
        "3M",
        "Industrials",
        "Saint Paul",
        "Minnesota",
    )
    assert mmm.owner_id == desk.user_id


def test_the_lists_of_salesforce_are_joined_by_their_ids(desk, data_dir):
    folder = data_dir / "crm/salesforce"
    counts = {}
    for kind, name in (
        ("account", "Account"),
        ("contact", "Contact"),
        ("deal", "Opportunity"),
        ("lead", "Lead"),
        ("stage_move", "OpportunityHistory"),
    ):
        counts[kind] = outcomes(brought_in(desk, folder / f"{name}.csv", kind))
        assert set(outcomes(planned(desk, folder / f"{name}.csv", kind))) == {"same"}, kind
    assert counts == {
        "account": {"new": 18},
        "contact": {"new": 25},
        "deal": {"new": 36},
        "lead": {"new": 22},
        "stage_move": {"new": 48},
    }
    accounts = {account.id: account for account in desk.select(Account)}
    rose = next(contact for contact in desk.select(Contact) if contact.name == "Rose Gonzalez")
    assert accounts[rose.account_id].name == "Edge Communications"
    assert (rose.external_source, rose.mobile) == ("salesforce", "(512) 757-9340")
    deals = {deal.external_id: deal for deal in desk.select(Deal)}
    deal = deals["006bm00000LKJNNAA5"]
    assert (deal.stage, deal.status, deal.amount) == ("1", "open", 1_500_000)
    assert (deal.close_date, deal.known_since) == (date(2024, 2, 3), date(2026, 2, 23))
    assert Counter(deal.status for deal in deals.values())["won"] > 0


def test_stage_moves_follow_each_other_in_time(desk, data_dir):
    for kind, name in (("account", "Account"), ("deal", "Opportunity"), ("stage_move", "OpportunityHistory")):
        brought_in(desk, data_dir / f"crm/salesforce/{name}.csv", kind)
    deal = next(deal for deal in desk.select(Deal) if deal.external_id == "006bm00000LKgOnAAL")
    moves = sorted(desk.select(StageMove, deal_id=deal.id), key=lambda move: str(move.moved_at))
    assert [(m.from_stage, m.to_stage, m.from_status, m.to_status) for m in moves] == [
        ("", "1", "", "open"),
        ("1", "6", "open", "won"),
        ("6", "5", "won", "lost"),
    ]
    assert [move.named_stage for move in moves] == ["Prospecting", "Closed Won", "Closed Lost"]


def test_leads_come_through_the_sieve(desk, data_dir):
    for kind, name in (
        ("account", "Account"),
        ("contact", "Contact"),
        ("deal", "Opportunity"),
        ("lead", "Lead"),
    ):
        brought_in(desk, data_dir / f"crm/salesforce/{name}.csv", kind)
    leads = {lead.contact_name: lead for lead in desk.select(Lead)}
    bertha = leads["Bertha Boxer"]
    assert (bertha.state, bertha.spoke, bertha.company) == ("deal", "yes", "Farmers Coop. of Florida")
    assert all((bertha.account_id, bertha.contact_id, bertha.deal_id))
    assert (leads["Phyllis Cotton"].state, leads["Phyllis Cotton"].spoke) == ("intelligence", "no")


def test_a_whole_import_is_one_step_back(desk, data_dir):
    before = everything(desk)
    brought_in(desk, data_dir / "companies/sp500.csv", "account")
    after = everything(desk)
    assert len(after) == len(before) + 503
    desk.undo()
    assert everything(desk) == before
    desk.redo()
    assert everything(desk) == after


def test_lists_of_other_warehouses_go_in_or_say_why_not(desk, data_dir):
    for path in sorted((data_dir / "crm").glob("fivetran_*/*.csv")):
        for kind in ("account", "contact", "deal", "lead", "visit", "stage_move", "member", "product"):
            try:
                plan = planned(desk, path, kind)
            except Known as known:
                assert message_of(known), path
                continue
            refused = {problem.row for problem in plan.problems}
            assert refused == {row.row for row in plan.rows if row.outcome == "error"}
            assert all(sentence_of(problem) for problem in (*plan.problems, *plan.warnings))


def test_update_shows_what_changes_and_leaves_what_is_blank(desk):
    brought_in(desk, "客户编号,客户名称,城市,行业\nK1,华北电力设备,北京,电力\n", "account")
    plan = planned(desk, "客户编号,客户名称,城市,行业\nK1,华北电力设备,天津,\n", "account")
    row = plan.rows[0]
    assert (row.outcome, row.values, row.before) == ("update", {"city": "天津"}, {"city": "北京"})


def test_update_by_a_chosen_field(desk):
    brought_in(desk, "name,city\nAcme,Paris\nFoo,Rome\n", "account")
    plan = brought_in(desk, "name,city\nAcme,Lyon\nBar,Bonn\n", "account", update_by="name")
    assert [row.outcome for row in plan.rows] == ["update", "new"]
    assert {account.name: account.city for account in desk.select(Account)} == {
        "Acme": "Lyon",
        "Foo": "Rome",
        "Bar": "Bonn",
    }
    with pytest.raises(Known) as caught:
        planned(desk, "name,city\nAcme,Lyon\n", "account", update_by="phone")
    assert caught.value.facts["reason"] == "unknown_field"


def test_the_same_company_written_otherwise_is_left_out(desk):
    brought_in(desk, "name\n宁德时代新能源科技股份有限公司\nAcme, Inc.\n", "account")
    text = "name,city\n寧德時代新能源科技有限公司,宁德\nACME Corp.,Paris\nＡｃｍｅ,Lyon\n新公司,上海\n新公司,上海\n"
    plan = planned(desk, text, "account")
    assert [row.outcome for row in plan.rows] == ["duplicate", "duplicate", "duplicate", "new", "duplicate"]
    assert plan.rows[4].other == "5"
    assert planned(desk, text, "account", allow_duplicates=True).count("new") == 5


def test_contacts_find_their_account_or_make_it_once(desk):
    brought_in(desk, "name\nAcme, Inc.\n", "account")
    text = "姓名,公司,手机\n王伟,ACME Inc,13800000001\n李娜,新公司,13800000002\n张三,新公司,13800000003\n"
    plan = planned(desk, text, "contact")
    assert [row.outcome for row in plan.rows] == ["new", "error", "error"]
    assert (plan.problems[0].row, plan.problems[0].field, plan.problems[0].code) == (
        3,
        "account_id",
        "E_NOT_FOUND",
    )
    brought_in(desk, text, "contact", create_accounts=True)
    assert sorted(account.name for account in desk.select(Account)) == ["Acme, Inc.", "新公司"]
    assert len({contact.account_id for contact in desk.select(Contact)}) == 2


def test_names_are_put_together_in_their_own_order(desk):
    brought_in(desk, "name\nAcme\n", "account")
    brought_in(desk, "account,姓,名\nAcme,王,伟\nAcme,Gonzalez,Rose\n", "contact")
    assert {contact.name for contact in desk.select(Contact)} == {"王伟", "Rose Gonzalez"}


def test_bad_rows_are_listed_and_good_ones_go_in(desk):
    brought_in(desk, "name\nAcme\n", "account")
    text = (
        "项目名称,客户名称,金额,预计签约日期,销售阶段\n"
        "A,Acme,320万,2027年3月20日,方案设计\n"
        "B,Acme,oops,2027-03-20,2\n"
        "C,Acme,1,someday,2\n"
        "D,Acme,1,2027-03-20,nirvana\n"
        ",Acme,1,2027-03-20,2\n"
        "F,Nobody,1,2027-03-20,2\n"
        "G,Acme\n"
    )
    plan = brought_in(desk, text, "deal")
    assert [(p.row, p.field, p.code) for p in plan.problems] == [
        (3, "amount", "E_TYPE"),
        (4, "close_date", "E_TYPE"),
        (5, "stage", "E_CHOICE"),
        (6, "name", "E_FIELD"),
        (7, "account_id", "E_NOT_FOUND"),
        (8, "", "E_FILE"),
    ]
    (deal,) = desk.select(Deal)
    assert (deal.amount, deal.close_date, deal.stage) == (320_000_000, date(2027, 3, 20), "3")


def test_an_imported_stage_leaves_its_move(desk):
    brought_in(desk, "name\nAcme\n", "account")
    brought_in(desk, "opportunity id,name,account,stage\nX1,A,Acme,1\n", "deal")
    brought_in(desk, "opportunity id,name,account,stage\nX1,A,Acme,3\n", "deal")
    (move,) = desk.select(StageMove)
    assert (move.from_stage, move.to_stage, move.member_id) == ("1", "3", desk.user_id)


def test_rows_refer_to_rows_of_the_same_list(desk):
    text = "客户编号,客户名称,上级客户\nK2,子公司,K1\nK1,母公司,\nK3,孙公司,子公司\n"
    assert outcomes(brought_in(desk, text, "account")) == {"new": 3}
    accounts = {account.name: account for account in desk.select(Account)}
    assert accounts["子公司"].parent_id == accounts["母公司"].id
    assert accounts["孙公司"].parent_id == accounts["子公司"].id


def test_references_to_rows_left_out_are_mended_or_told(desk):
    brought_in(desk, "name\n老客户\n", "account")
    text = (
        "客户编号,客户名称,上级客户,employees\nK1,老客户有限公司,,\nK2,新甲,K1,\nK3,新乙,,many\nK4,新丙,K3,\n"
    )
    plan = brought_in(desk, text, "account")
    assert [row.outcome for row in plan.rows] == ["duplicate", "new", "error", "new"]
    accounts = {account.name: account for account in desk.select(Account)}
    assert accounts["新甲"].parent_id == accounts["老客户"].id
    assert accounts["新丙"].parent_id == ""
    assert [(warning.row, warning.field, warning.reason) for warning in plan.warnings] == [
        (5, "parent_id", "row_left_out")
    ]


def test_a_deleted_record_is_not_brought_back_silently(desk):
    brought_in(desk, "name\nAcme\n", "account")
    (account,) = desk.select(Account)
    desk.write("delete", lambda w: w.drop(Account, account.id))
    plan = planned(desk, f"id,name\n{account.id},Acme\n", "account")
    assert [(p.code, p.reason) for p in plan.problems] == [("E_NOT_FOUND", "deleted_record")]


def test_a_column_map_changes_columns_and_meanings(desk):
    brought_in(desk, "name\nAcme\n", "account")
    mapped = json.dumps(
        {
            "columns": {"Foo": "name", "Company": "account_id", "Step": "stage"},
            "values": {"Step": {"hot": {"stage": "4"}}},
        }
    )
    plan = planned(desk, "Foo,Company,Step\nA,Acme,hot\n", "deal", mapped)
    assert plan.rows[0].values is not None
    assert plan.rows[0].values["stage"] == "4"
    for bad in ('{"Nope": "name"}', '{"Foo": "nope"}', "[]", "{", '{"columns": {"Foo": 1}}'):
        with pytest.raises(Known) as caught:
            planned(desk, "Foo,Company\nA,Acme\n", "deal", bad)
        assert caught.value.facts["reason"] == "bad_map"


def test_the_import_can_be_cancelled_and_leaves_nothing(desk, data_dir):
    plan = planned(desk, data_dir / "companies/sp500.csv", "account")
    before = everything(desk)

    class Stopped(Exception):
        pass

    def stop(done, total):
        if done:
            raise Stopped

    with pytest.raises(Stopped):
        desk.write("import", lambda w: import_rows(w, plan.writes(), stop))
    assert everything(desk) == before


def test_naughty_strings_go_in_or_are_refused_by_name(desk, data_dir):
    strings = json.loads((data_dir / "hostile/blns.json").read_text(encoding="utf-8"))
    import csv
    import io

    text = io.StringIO(newline="")
    csv.writer(text).writerows(
        [["external_id", "name", "remarks"], *([str(n), s, s] for n, s in enumerate(strings))]
    )
    plan = brought_in(desk, text.getvalue(), "account", allow_duplicates=True)
    assert plan.count("new") + plan.count("error") == len(strings)
    by_id = {account.external_id: account for account in desk.select(Account)}
    refused = Counter(problem.reason for problem in plan.problems)
    assert set(refused) <= {"required", "control", "too_long"}
    for number, string in enumerate(strings):
        if str(number) in by_id:
            assert "".join(by_id[str(number)].name.split()) == "".join(string.strip("\ufeff").split())
    assert len(by_id) > len(strings) * 0.9


def test_formulas_are_kept_as_text(desk, data_dir):
    brought_in(desk, data_dir / "hostile/csv_injection.csv", "account")
    names = {account.name for account in desk.select(Account)}
    assert {"=2+5+cmd|' /C calc'!A0", "-100", "+1-202-555-0143", "@handle", "=1+1", "＝1+1"} <= names
