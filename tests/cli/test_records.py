"""add, set, delete, undelete, undo, redo, and the values they take."""

import uuid
from pathlib import Path

import pytest

from tests.cli.conftest import Line


def test_a_deal_is_added_and_shown(cli: Line) -> None:
    account = cli.add("account", "name=华北电力设备有限公司", "tier=A", "city=北京")
    deal = cli.add("deal", "name=MES=二期", f"account_id={account}", "amount=3200000.00", "currency=CNY",
                   "close_date=2027-03-20", "stage=2", "status=open")  # fmt: skip
    shown = cli.do("show", "deal", deal)
    assert (shown["kind"], shown["id"], shown["deleted"], shown["heads"]) == ("deal", deal, False, {})
    fields = shown["fields"]
    assert fields["name"] == "MES=二期"
    assert (fields["amount"], fields["currency"], fields["close_date"]) == ("3200000.00", "CNY", "2027-03-20")
    assert (fields["account_id"], fields["stage"], fields["budget"]) == (account, "2", None)


@pytest.mark.parametrize(
    ("kind", "field", "given", "expected"),
    [
        ("account", "name", " A = B ", " A = B "),
        ("account", "name", "@", "@"),
        ("account", "remarks", "line 1\nline 2\tend", "line 1\nline 2\tend"),
        ("account", "latitude", "31.2304", "31.230400"),
        ("account", "employees", "-0", 0),
        ("account", "judged_on", "2024-02-29", "2024-02-29"),
        ("visit", "starts_at", "2026-11-26T10:00:00+08:00", "2026-11-26T02:00:00Z"),
        ("visit", "starts_at", "2026-11-26 10:00Z", "2026-11-26T10:00:00Z"),
        ("visit", "starts_at", "2026-11-26T10:00:00.123456Z", "2026-11-26T10:00:00.123Z"),
        ("visit", "is_model", "TRUE", True),
        ("visit", "is_model", "false", False),
        ("deal", "amount", "0.01", "0.01"),
        ("deal", "amount", "-5", "-5.00"),
        ("deal", "currency", "usd", "USD"),
        ("contact", "language", "zh", "zh"),
    ],
)
def test_values_come_back_in_their_one_form(
    cli: Line, kind: str, field: str, given: str, expected: object
) -> None:
    home = cli.add("account", "name=Home")
    own = (
        home
        if kind == "account"
        else cli.add(kind, f"account_id={home}", *(["name=N"] if kind != "visit" else []))
    )
    cli.do("set", kind, own, f"{field}={given}")
    assert cli.fields(kind, own)[field] == expected
    if expected != "" and field not in ("name", "is_model"):
        cli.do("set", kind, own, f"{field}=")
        assert cli.fields(kind, own)[field] in ("", None)


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("nonsense=1", "E_FIELD"),
        ("amount=abc", "E_TYPE"), ("amount=1,000", "E_TYPE"), ("amount=NaN", "E_TYPE"), ("amount=1e5", "E_TYPE"),
        ("amount=１２", "E_TYPE"), ("amount=0.001", "E_TYPE"), ("amount=" + "9" * 60, "E_TYPE"),
        ("close_date=20.3.2027", "E_TYPE"), ("close_date=2027-02-30", "E_TYPE"), ("close_date=20270320", "E_TYPE"),
        ("stage=7", "E_CHOICE"), ("stage=", "E_FIELD"), ("status=Open", "E_CHOICE"), ("currency=yuan", "E_CURRENCY"),
        ("account_id=", "E_FIELD"), ("account_id=abc", "E_NOT_FOUND"), ("account_id=" + "0" * 32, "E_NOT_FOUND"),
        ("name=", "E_FIELD"), ("name=   ", "E_FIELD"), ("name=" + "x" * 401, "E_FIELD"), ("name=a\nb", "E_FIELD"),
        ("name=a\x00b", "E_FIELD"), ("name=\u202eevil", "E_FIELD"), ("name=\udcff", "E_FIELD"),
        ("name=\u2066x", "E_FIELD"), ("remarks=" + "长" * 100_001, "E_FIELD"), ("id=" + "0" * 32, "E_FIELD"),
        ("budget=x", "E_TYPE"),
    ],
)  # fmt: skip
def test_a_bad_value_is_refused_by_name_and_changes_nothing(cli: Line, word: str, code: str) -> None:
    account = cli.add("account", "name=Home")
    deal = cli.add("deal", "name=D", f"account_id={account}")
    before = cli.fields("deal", deal)
    fault = cli.fail("set", "deal", deal, "next_step=kept out", word)
    assert (fault["error"], fault["field"]) == (code, word.partition("=")[0])
    assert cli.fields("deal", deal) == before
    assert cli.total("deal") == 1


def test_a_bad_choice_names_the_choices_in_every_language(cli: Line) -> None:
    account = cli.add("account", "name=Home")
    english = cli.fail("set", "account", account, "tier=Z")
    chinese = cli.fail("set", "account", account, "tier=Z", "--lang", "zh_CN")
    for fault in (english, chinese):
        assert "S, A, B, C" in fault["remedy"]
    assert english["message"] != chinese["message"]
    assert cli.do("set", "account", account, "tier=S", "--lang", "zh_CN") == {"id": account}


def test_what_is_required_is_asked_for(cli: Line) -> None:
    fault = cli.fail("add", "account")
    assert (fault["error"], fault["field"]) == ("E_FIELD", "name")
    account = cli.add("account", "name=Home")
    assert cli.fail("add", "deal", f"account_id={account}")["field"] == "name"
    assert cli.fail("add", "deal", "name=D")["field"] == "account_id"


def test_a_reference_of_the_wrong_kind_is_no_reference(cli: Line) -> None:
    account = cli.add("account", "name=Home")
    contact = cli.add("contact", "name=Li", f"account_id={account}")
    fault = cli.fail("add", "deal", "name=D", f"account_id={contact}")
    assert (fault["error"], fault["field"]) == ("E_NOT_FOUND", "account_id")
    for words in (("show", "deal", contact), ("set", "deal", contact, "name=x"), ("delete", "deal", contact),
                  ("undelete", "deal", contact), ("history", "deal", contact)):  # fmt: skip
        assert cli.fail(*words)["error"] == "E_NOT_FOUND"


@pytest.mark.parametrize("command", ["show", "delete", "undelete", "history"])
def test_a_kind_or_id_that_is_not_there(cli: Line, command: str) -> None:
    assert cli.fail(command, "spaceship", "0" * 32)["error"] == "E_NOT_FOUND"
    for record_id in ("0" * 32, "nobody", "", "../x", "'; DROP TABLE deal"):
        assert cli.fail(command, "account", record_id)["error"] == "E_NOT_FOUND"


def test_an_id_may_be_chosen_once_and_written_as_a_uuid(cli: Line) -> None:
    chosen = uuid.uuid4()
    assert cli.add("account", f"id={chosen}", "name=Home") == chosen.hex
    assert cli.fields("account", str(chosen).upper())["name"] == "Home"
    assert cli.fail("add", "account", f"id={chosen.hex}", "name=Other")["error"] == "E_EXISTS"
    assert (
        cli.fail("add", "contact", f"id={chosen}", "name=Other", f"account_id={chosen}")["error"]
        == "E_EXISTS"
    )
    cli.do("delete", "account", str(chosen))
    assert cli.fail("add", "account", f"id={chosen}", "name=Other")["error"] == "E_EXISTS"
    assert cli.fail("add", "account", "id=mine", "name=Other")["error"] == "E_TYPE"


def test_a_value_from_a_file(cli: Line, tmp_path: Path) -> None:
    account = cli.add("account", "name=Home")
    text = tmp_path / "remarks.txt"
    text.write_bytes("\ufeff一行\r\ntwo = 2\r\n".encode())
    cli.do("set", "account", account, f"remarks=@{text}")
    assert cli.fields("account", account)["remarks"] == "一行\ntwo = 2"
    text.write_bytes(b"\xff\xfe\xfd")
    assert cli.fail("set", "account", account, f"remarks=@{text}")["error"] == "E_FILE"
    assert cli.fail("set", "account", account, f"remarks=@{tmp_path}")["error"] == "E_FILE"
    assert cli.fail("set", "account", account, f"remarks=@{tmp_path / 'none'}")["error"] == "E_FILE"
    with text.open("wb") as file:
        file.truncate(1 << 33)
    fault = cli.fail("set", "account", account, f"remarks=@{text}")
    assert (fault["error"], fault["field"]) == ("E_FIELD", "remarks")


@pytest.mark.parametrize(
    "words",
    [(), ("add",), ("set", "deal"), ("set", "deal", "0" * 32), ("add", "deal", "name"), ("add", "deal", "=x"),
     ("add", "deal", "name=a", "name=b"), ("show",), ("list",), ("search",), ("list", "deal", "--limit", "many"),
     ("list", "deal", "--limit", "-1"), ("list", "deal", "--nonsense"), ("nonsense",), ("workspace",),
     ("workspace", "nonsense"), ("list", "deal", "extra"), ("--lang", "xx", "list", "deal"), ("list", "deal", "--lang"),
     ("export", "deal"), ("tour",)],
)  # fmt: skip
def test_wrong_usage_is_said_as_json_with_exit_code_2(cli: Line, words: tuple[str, ...]) -> None:
    for language in ("en", "zh_CN"):
        code, fault = cli.run("--lang", language, *words) if "--lang" not in words else cli.run(*words)
        assert (code, fault["error"]) == (2, "E_USAGE"), fault
        assert "place" not in fault


def test_moving_a_stage_leaves_a_stage_move_and_is_one_step(cli: Line) -> None:
    account = cli.add("account", "name=Home")
    deal = cli.add("deal", "name=D", f"account_id={account}")
    cli.do("set", "deal", deal, "stage=3", "next_step=Call Li")
    moves = cli.do("list", "stage_move")["rows"]
    assert [(move["deal_id"], move["from_stage"], move["to_stage"]) for move in moves] == [(deal, "1", "3")]
    cli.do("undo")
    assert (cli.fields("deal", deal)["stage"], cli.fields("deal", deal)["next_step"]) == ("1", "")
    assert cli.total("stage_move") == 0
    cli.do("redo")
    assert (cli.fields("deal", deal)["stage"], cli.total("stage_move")) == ("3", 1)


def test_closing_and_reopening_a_deal_leaves_its_moves(cli: Line) -> None:
    account = cli.add("account", "name=Home")
    deal = cli.add("deal", "name=D", f"account_id={account}", "stage=5")
    assert cli.fail("set", "deal", deal, "status=lost")["field"] == "reason"
    cli.do("set", "deal", deal, "status=lost", "reason=too dear", "lost_to=Siemens")
    fields = cli.fields("deal", deal)
    assert (fields["status"], fields["reason"], fields["lost_to"]) == ("lost", "too dear", "Siemens")
    assert cli.fail("set", "deal", deal, "stage=6")["error"] == "E_FIELD"
    cli.do("set", "deal", deal, "status=open", "stage=4")
    assert (cli.fields("deal", deal)["status"], cli.fields("deal", deal)["stage"]) == ("open", "4")
    cli.do("set", "deal", deal, "status=won")
    moves = cli.do("list", "stage_move", "--sort", "moved_at")["rows"]
    moved = [(move["from_status"], move["to_status"]) for move in moves]
    assert moved == [("open", "lost"), ("lost", "open"), ("open", "won")]


def test_another_currency_keeps_the_amount_as_it_reads(cli: Line) -> None:
    account = cli.add("account", "name=Home")
    deal = cli.add("deal", "name=D", f"account_id={account}", "amount=3200000.00")
    cli.do("set", "deal", deal, "currency=JPY")
    assert cli.fields("deal", deal)["amount"] == "3200000"
    cli.do("set", "deal", deal, "currency=KWD", "amount=1.250")
    assert cli.fields("deal", deal)["amount"] == "1.250"
    fault = cli.fail("set", "deal", deal, "currency=JPY")
    assert (fault["error"], fault["field"]) == ("E_TYPE", "amount")


def test_delete_takes_children_along_and_undelete_brings_all_back(cli: Line) -> None:
    account = cli.add("account", "name=Home")
    deal = cli.add("deal", "name=D", f"account_id={account}")
    contact = cli.add("contact", "name=Li", f"account_id={account}")
    junior = cli.add("contact", "name=Wu", f"account_id={account}", f"reports_to_id={contact}")
    cli.add("influence", f"deal_id={deal}", f"contact_id={contact}", "attitude=supporter")
    note = cli.add("note", f"about_id={contact}", "text=likes tea")
    cli.do("delete", "contact", junior)
    gone = cli.do("delete", "account", account)
    assert gone["deleted"][0] == {"kind": "account", "id": account, "title": "Home"}
    assert {
        kind: cli.total(kind) for kind in ("account", "deal", "contact", "influence", "note")
    } == dict.fromkeys(("account", "deal", "contact", "influence", "note"), 0)
    assert cli.do("show", "note", note)["deleted"] is True
    assert cli.do("search", "tea")["hits"] == []
    assert cli.total("contact", "--deleted") == 2
    cli.do("undelete", "deal", deal)
    assert {
        kind: cli.total(kind) for kind in ("account", "deal", "contact", "influence", "note")
    } == dict.fromkeys(("account", "deal", "contact", "influence", "note"), 1)
    assert cli.do("search", "tea")["hits"] == [{"kind": "note", "id": note, "title": "likes tea"}]
    assert cli.fail("undelete", "account", account)["error"] == "E_NOT_FOUND"
    cli.do("undelete", "contact", junior)
    assert cli.fields("contact", junior)["reports_to_id"] == contact


def test_what_pointed_to_a_record_that_is_gone_comes_back_all_the_same(cli: Line) -> None:
    account = cli.add("account", "name=Home")
    boss = cli.add("contact", "name=Li", f"account_id={account}")
    junior = cli.add("contact", "name=Wu", f"account_id={account}", f"reports_to_id={boss}")
    cli.do("delete", "contact", boss)
    cli.do("delete", "contact", junior)
    cli.do("undo")
    assert cli.fields("contact", junior)["reports_to_id"] == boss
    cli.do("redo")
    cli.do("undelete", "contact", junior)
    cli.do("delete", "contact", junior)
    cli.do("delete", "account", account)
    fault = cli.fail("undelete", "contact", junior)
    assert (fault["error"], fault["field"]) == ("E_NOT_FOUND", "account_id")


def test_undo_and_redo_go_back_step_by_step_and_say_what(cli: Line) -> None:
    assert cli.fail("undo")["error"] == "E_NOTHING_TO_UNDO"
    account = cli.add("account", "name=One")
    cli.do("set", "account", account, "name=Two")
    cli.do("delete", "account", account)
    undone = cli.do("undo")
    assert undone["undone"] == "delete.account"
    assert "Account" in undone["words"]
    assert cli.do("undo", "--lang", "zh_CN")["words"] == "修改：客户"
    assert cli.fields("account", account)["name"] == "One"
    cli.do("undo")
    assert cli.do("show", "account", account)["deleted"] is True
    assert cli.fail("undo")["error"] == "E_NOTHING_TO_UNDO"
    for expected in ("add.account", "set.account", "delete.account"):
        assert cli.do("redo")["undone"] == expected
    assert cli.fail("redo")["error"] == "E_NOTHING_TO_UNDO"
    cli.do("undo")
    cli.add("account", "name=Three")
    assert cli.fail("redo")["error"] == "E_NOTHING_TO_UNDO"


def test_a_tag_stands_on_a_record_once(cli: Line) -> None:
    account = cli.add("account", "name=Home")
    first = cli.add("tag", f"about_id={account}", "word=VIP")
    assert cli.add("tag", f"about_id={account}", "word=vip ") == first
    assert cli.total("tag") == 1
    cli.do("delete", "tag", first)
    assert cli.add("tag", f"about_id={account}", "word=VIP") == first
    assert cli.fields("tag", first)["about_kind"] == "account"


def test_a_group_cannot_lead_back_to_itself(cli: Line) -> None:
    upper = cli.add("account", "name=Upper")
    lower = cli.add("account", "name=Lower", f"parent_id={upper}")
    assert cli.fail("set", "account", upper, f"parent_id={lower}")["field"] == "parent_id"
    boss = cli.add("contact", "name=Boss", f"account_id={upper}")
    assert cli.fail("set", "contact", boss, f"reports_to_id={boss}")["field"] == "reports_to_id"


def test_names_as_nasty_as_they_come(cli: Line, data_dir: Path) -> None:
    lines = (data_dir / "hostile" / "blns.txt").read_text(encoding="utf-8").splitlines()
    names = [line for line in lines if line and line[0] not in "#@"]
    assert len(names) > 400
    for name in names[::17]:
        code, answer = cli.run("add", "account", f"name={name}")
        if code == 0:
            assert cli.fields("account", answer["id"])["name"] == name
            cli.run("search", "--", name)
        else:
            assert (code, answer["error"]) == (3, "E_FIELD"), (name, answer)


def test_fields_that_the_team_defined_are_fields_like_others(cli: Line) -> None:
    account = cli.add("account", "name=Home")
    kinds = {"text": "", "bool": "", "date": "", "int": "", "money": "", "choice": "red\ngreen"}
    made = {}
    for name, choices in kinds.items():
        labels = (f"label_en={name}", f"label_zh={name}号")
        made[name] = "x." + cli.add(
            "field_definition", "kind=account", f"type={name}", *labels, f"choices={choices}"
        )
    told = cli.do("fields", "account", "--lang", "zh_CN")["fields"]
    assert {field["name"]: field["label"] for field in told}[made["money"]] == "money号"
    given = {
        "text": "a=b",
        "bool": "true",
        "date": "2027-01-31",
        "int": "7",
        "money": "12.30",
        "choice": "green",
    }
    cli.do("set", "account", account, "city=北京", *(f"{made[name]}={text}" for name, text in given.items()))
    expected = {**given, "bool": True, "int": 7}
    assert {name: cli.fields("account", account)[made[name]] for name in made} == expected
    assert cli.do("list", "account")["rows"][0][made["choice"]] == "green"
    for name, text, code in (
        ("int", "x", "E_TYPE"),
        ("choice", "blue", "E_CHOICE"),
        ("date", "soon", "E_TYPE"),
    ):
        assert cli.fail("set", "account", account, "city=上海", f"{made[name]}={text}")["error"] == code
    assert cli.fail("set", "account", account, "x." + "0" * 32 + "=1")["error"] == "E_FIELD"
    assert cli.fields("account", account)["city"] == "北京"
    cli.do("set", "account", account, f"{made['text']}=")
    assert cli.fields("account", account)[made["text"]] == ""
    cli.do("undo")
    cli.do("undo")
    assert (cli.fields("account", account)["city"], cli.fields("account", account)[made["money"]]) == (
        "",
        None,
    )
    other = cli.add("account", "name=Other", f"{made['text']}=from the start")
    assert cli.fields("account", other)[made["text"]] == "from the start"


def test_a_file_too_large_for_a_field_names_the_field(cli: Line, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_bytes(b"x" * (5 << 20))
    account = cli.add("account", "name=Home")
    fault = cli.fail("set", "account", account, f"remarks=@{tmp_path / 'long.txt'}")
    assert (fault["error"], fault["field"]) == ("E_FIELD", "remarks") and "bundle" not in fault["message"]


def test_a_contact_moves_where_its_account_is_set_and_the_answer_names_it(cli: Line) -> None:
    here, there = cli.add("account", "name=Here"), cli.add("account", "name=There")
    contact = cli.add("contact", "name=Li", f"account_id={here}")
    answer = cli.do("set", "contact", contact, f"account_id={there}")
    assert answer["id"] == contact and cli.fields("contact", contact)["has_left"] is True
    assert cli.fields("contact", answer["moved_to"])["account_id"] == there
    deal = cli.add("deal", "name=D", f"account_id={here}")
    fault = cli.fail("set", "deal", deal, f"account_id={there}")
    assert (fault["error"], fault["field"]) == ("E_FIELD", "account_id")
