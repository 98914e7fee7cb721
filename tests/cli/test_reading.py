"""show, list, search, history, conflicts, fields: what is read, and in which form."""

import pytest

from salesdesk.desk.desk import Desk
from salesdesk.domain.kinds import KINDS
from salesdesk.store.oplog import Body, Write, chain, clock_at, first_prev
from tests.cli.conftest import Line


def test_a_list_is_filtered_sorted_limited_and_counted(cli: Line) -> None:
    for number, (name, tier, city) in enumerate(
        [("甲", "A", "北京"), ("乙", "B", "上海"), ("Beta", "A", ""), ("alpha", "", "北京")]
    ):
        cli.add("account", f"name={name}", f"tier={tier}", f"city={city}", f"external_id=C{number}")
    everything = cli.do("list", "account")
    assert everything["total"] == 4
    assert set(everything["rows"][0]) == {
        "id",
        *(name for name in cli.fields("account", everything["rows"][0]["id"])),
    }
    names = lambda *options: [row["name"] for row in cli.do("list", "account", *options)["rows"]]  # noqa: E731
    assert names("--sort", "name") == ["alpha", "Beta", "甲", "乙"]
    assert names("--sort", "-name") == ["乙", "甲", "Beta", "alpha"]
    assert names("--where", "tier = A and city = 北京") == ["甲"]
    assert names("--where", "tier is empty or city is empty", "--sort", "name") == ["alpha", "Beta"]
    assert names("--where", "name ~ BETA") == ["Beta"]
    assert names("--where", "external_id = C1") == ["乙"]
    limited = cli.do("list", "account", "--limit", "2", "--sort", "tier")
    assert (len(limited["rows"]), limited["total"]) == (2, 4)
    assert cli.fail("list", "account", "--where", "tier = ")["error"] == "E_USAGE"
    assert cli.fail("list", "account", "--where", "nonsense = 1")["field"] == "nonsense"
    assert cli.fail("list", "account", "--sort", "nonsense")["error"] == "E_FIELD"
    assert cli.fail("list", "spaceship")["error"] == "E_NOT_FOUND"


def test_money_in_a_list_is_a_decimal_string(cli: Line) -> None:
    account = cli.add("account", "name=Home")
    cli.add("deal", "name=D", f"account_id={account}", "amount=1234567.8", "currency=USD")
    row = cli.do("list", "deal", "--where", "amount >= 1234567.80 and currency = USD")["rows"][0]
    assert row["amount"] == "1234567.80"


def test_search_finds_by_pinyin_initials_and_words(cli: Line) -> None:
    account = cli.add("account", "name=华北电力设备有限公司")
    contact = cli.add("contact", "name=单卫东", f"account_id={account}", "mobile=138 1234 5678")
    for words in ("华北", "huabei", "hbdl", "电力 华北"):
        hits = cli.do("search", *words.split())["hits"]
        assert {"kind": "account", "id": account, "title": "华北电力设备有限公司"} in hits
    for word in ("shan", "swd", "81234567"):
        assert contact in [hit["id"] for hit in cli.do("search", word)["hits"]]
    assert cli.do("search", "nobody knows")["hits"] == []
    for nasty in ('"', "*", "a OR b", "NEAR(", "\\", "''", "%", "\udcff", "(", "-- "):
        assert isinstance(cli.do("search", "--", nasty)["hits"], list)


def test_history_tells_every_change_with_its_author(cli: Line) -> None:
    account = cli.add("account", "name=One")
    deal = cli.add("deal", "name=D", f"account_id={account}", "amount=100.00")
    cli.do("set", "deal", deal, "amount=2500", "currency=JPY")
    cli.do("delete", "deal", deal)
    entries = cli.do("history", "deal", deal)["entries"]
    assert {"at", "user", "field", "before", "after", "edit"} <= entries[0].keys()
    assert {entry["user"] for entry in entries} == {"Zhang Wei"}
    amounts = [(entry["before"], entry["after"]) for entry in entries if entry["field"] == "amount"]
    assert amounts == [(None, "100.00"), ("100.00", "2500")]
    assert (entries[-1]["verb"], entries[-1]["field"]) == ("delete", "")
    edits = [entry["edit"] for entry in entries]
    assert edits == sorted(edits) and len(set(edits)) == 3
    assert entries[0]["at"].endswith("Z")


def test_fields_of_every_kind_in_both_languages(cli: Line) -> None:
    kinds = [row["kind"] for row in cli.do("fields")["kinds"]]
    assert kinds == list(KINDS)
    for language in ("en", "zh_CN"):
        fields = cli.do("--lang", language, "fields", "deal")["fields"]
        stage = next(field for field in fields if field["name"] == "stage")
        assert {"name", "type", "choices", "required", "reference", "secret"} <= stage.keys()
        assert (stage["type"], stage["choices"], stage["required"]) == ("choice", list("123456"), True)
        assert stage["label"] == {"en": "Stage", "zh_CN": "阶段"}[language]
    account_id = next(field for field in fields if field["name"] == "account_id")
    assert (account_id["reference"], account_id["choices"]) == ("account", [])
    secret = {field["name"]: field["secret"] for field in cli.do("fields", "influence")["fields"]}
    assert secret["attitude"] is True
    assert {field["name"]: field["secret"] for field in cli.do("fields", "account")["fields"]}[
        "name"
    ] is False
    assert cli.fail("fields", "spaceship")["error"] == "E_NOT_FOUND"


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("account", "name short_name city industry tier owner_id parent_id external_id"),
        ("contact", "name title account_id reports_to_id email phone external_id"),
        ("deal", "name account_id stage amount currency close_date status external_id"),
        ("visit", "account_id deal_id starts_at kind objective_best objective_minimum state"),
        ("influence", "deal_id contact_id attitude influence"),
        ("influence", "on_user_line on_technical_line on_purchasing_line on_management_line on_decision_line"),
        ("coach", "deal_id contact_id side competitor_id they_trust_us trusted_inside wants_us_to_win"),
    ],
)  # fmt: skip
def test_the_fields_that_scripts_count_on_are_there(cli: Line, kind: str, names: str) -> None:
    assert set(names.split()) <= {field["name"] for field in cli.do("fields", kind)["fields"]}


# --- disagreements -----------------------------------------------------------------------------


def someone_else_writes(
    cli: Line, kind: str, record_id: str, **fields: tuple[object, tuple[str, ...]]
) -> str:
    """Another person's operation on a record, as a bundle would bring it; its id."""
    desk = Desk.open(cli.folder)
    try:
        operation = desk_operation(desk, kind, record_id, "set", fields)
        desk.receive([operation])
        return operation.op_id.hex()
    finally:
        desk.close()


def desk_operation(desk: Desk, kind: str, record_id: str, verb: str, fields: dict):
    replica, scope = bytes(16), f"account:{record_id}"
    writes = {
        name: Write(value, tuple(bytes.fromhex(op) for op in replaced))
        for name, (value, replaced) in fields.items()
    }
    clock = clock_at(int(desk.now().timestamp() * 1000) + 60_000)
    body = Body(scope, clock, 1, bytes(15) + b"\x07", kind, bytes.fromhex(record_id), verb, writes, (), 1, 0)
    return chain(body, replica, first_prev(bytes.fromhex(desk.team_id), replica, scope))


def test_heads_are_shown_where_values_differ_and_setting_settles_them(cli: Line) -> None:
    account = cli.add("account", "name=Home", "tier=A", "city=北京")
    op = cli.do("history", "account", account)["entries"][0]["op"]
    cli.do("set", "account", account, "tier=B")
    theirs = someone_else_writes(cli, "account", account, tier=("S", (op,)), city=("北京", (op,)))
    shown = cli.do("show", "account", account)
    assert shown["fields"]["tier"] == "S"
    assert set(shown["heads"]) == {"tier"}
    assert [(head["value"], head["user"]) for head in shown["heads"]["tier"]] == [
        ("S", "0" * 31 + "7"),
        ("B", "Zhang Wei"),
    ]
    assert shown["heads"]["tier"][0]["op"] == theirs
    assert all({"value", "user", "at", "op"} <= head.keys() for head in shown["heads"]["tier"])
    conflict = cli.do("conflicts")["conflicts"]
    assert [(one["kind"], one["id"], one["field"]) for one in conflict] == [("account", account, "tier")]
    assert conflict[0]["heads"] == shown["heads"]["tier"]
    code, words, _ = cli.people("show", "account", account)
    assert code == 0 and "S (" in words and "B (Zhang Wei" in words
    cli.do("set", "account", account, "tier=S")
    assert cli.do("show", "account", account)["heads"] == {}
    assert cli.do("conflicts")["conflicts"] == []


def test_undo_leaves_what_somebody_else_changed_since(cli: Line) -> None:
    account = cli.add("account", "name=Home")
    cli.do("set", "account", account, "tier=A", "city=北京")
    op = cli.do("history", "account", account)["entries"][-1]["op"]
    someone_else_writes(cli, "account", account, tier=("S", (op,)))
    undone = cli.do("undo")
    assert undone["left_alone"] == [{"kind": "account", "id": account, "field": "tier"}]
    assert (cli.fields("account", account)["tier"], cli.fields("account", account)["city"]) == ("S", "")
    cli.do("set", "account", account, "city=上海")
    op = cli.do("history", "account", account)["entries"][-1]["op"]
    someone_else_writes(cli, "account", account, city=("广州", (op,)))
    fault = cli.fail("undo")
    assert (fault["error"], fault["field"]) == ("E_CHANGED_SINCE", "city")


def test_a_record_deleted_here_and_written_there_is_shown_with_both(cli: Line) -> None:
    account = cli.add("account", "name=Home")
    cli.do("delete", "account", account)
    someone_else_writes(cli, "account", account, city=("北京", ()))
    shown = cli.do("show", "account", account)
    assert (shown["deleted"], shown["fields"]["name"], shown["fields"]["city"]) == (False, "Home", "北京")
    assert [(one["field"], one["heads"][0]["value"]) for one in cli.do("conflicts")["conflicts"]] == [
        ("", "deleted")
    ]
