"""import, export, report and tour: files in and out."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Line

LIST = """name,city,tier,external_id
华北电力,北京,A,C1
Siemens Ltd,上海,B,C2
,nowhere,A,C3
Bad Tier,上海,Z,C4
"""


def write(path: Path, text: str, encoding: str = "utf-8") -> str:
    path.write_bytes(text.encode(encoding))
    return str(path)


def test_good_rows_go_in_and_bad_ones_are_listed(cli: Line, tmp_path: Path) -> None:
    file = write(tmp_path / "list.csv", LIST)
    code, told = cli.run("import", file, "--as", "account")
    assert code == 1
    assert (told["read"], told["new"], told["updated"], told["same"], told["duplicates"]) == (4, 2, 0, 0, 0)
    faults = {(fault["row"], fault["field"], fault["code"]) for fault in told["errors"]}
    assert faults == {(4, "name", "E_FIELD"), (5, "tier", "E_CHOICE")}
    assert all(fault["message"] for fault in told["errors"])
    assert cli.total("account") == 2
    assert cli.do("undo")["undone"] == "import.account"
    assert cli.total("account") == 0


def test_the_same_list_again_changes_nothing_and_a_changed_one_updates(cli: Line, tmp_path: Path) -> None:
    good = "\n".join(LIST.splitlines()[:3])
    file = write(tmp_path / "list.csv", good)
    assert cli.do("import", file, "--as", "account")["new"] == 2
    again = cli.do("import", file, "--as", "account")
    assert (again["new"], again["same"]) == (0, 2)
    write(tmp_path / "list.csv", good.replace("上海", "苏州"))
    assert cli.do("import", file, "--as", "account", "--dry-run")["updated"] == 1
    assert cli.total("account", "--where", "city = 苏州") == 0
    assert cli.do("import", file, "--as", "account")["updated"] == 1
    assert cli.total("account", "--where", "city = 苏州") == 1
    write(tmp_path / "list.csv", good.replace("external_id", "other").replace("C1", "X1"))
    told = cli.do("import", file, "--as", "account")
    assert (told["duplicates"], told["new"]) == (2, 0)
    assert cli.do("import", file, "--as", "account", "--allow-duplicates")["new"] == 2


def test_a_map_names_the_columns(cli: Line, tmp_path: Path) -> None:
    file = write(tmp_path / "list.csv", "Wer,Wo\n甲公司,北京\n")
    columns = write(tmp_path / "map.json", json.dumps({"Wer": "name", "Wo": "city"}))
    assert cli.do("import", file, "--as", "account", "--map", columns)["new"] == 1
    assert cli.do("list", "account")["rows"][0]["city"] == "北京"
    bad = tmp_path / "bad.json"
    for text in (b"[]", b"{", b'{"Wer": "nonsense"}', b'{"Was": "name"}', b"\xff\xfe", b"[" * 100_000):
        bad.write_bytes(text)
        assert cli.fail("import", file, "--as", "account", "--map", str(bad))["error"] == "E_FILE", text[:20]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_exported_comes_back_unchanged(cli: Line, tmp_path: Path, form: str) -> None:
    account = cli.add(
        "account", "name==1+1", "short_name=+86 10", "remarks=two\nlines", "latitude=31.2304", "employees=7"
    )
    deal = cli.add("deal", "name=D", f"account_id={account}", "amount=3200000.50", "currency=USD",
                   "close_date=2027-03-20", "stage=3")  # fmt: skip
    cli.add(
        "visit",
        f"account_id={account}",
        f"deal_id={deal}",
        "starts_at=2026-11-26T10:00:00+08:00",
        "is_model=true",
    )
    for kind in ("account", "deal", "visit", "member", "competitor"):
        file = str(tmp_path / f"{kind}.{form}")
        assert cli.do("export", kind, "--format", form, "-o", file)["rows"] == cli.total(kind)
        told = cli.do("import", file, "--as", kind)
        assert (told["new"], told["updated"], told["same"]) == (0, 0, cli.total(kind)), kind
    assert cli.do("undo")["undone"] == "add.visit"


def test_a_part_of_the_records_is_exported(cli: Line, tmp_path: Path) -> None:
    for name, tier in (("甲", "A"), ("乙", "B")):
        cli.add("account", f"name={name}", f"tier={tier}")
    file = tmp_path / "a.json"
    assert (
        cli.do("export", "account", "--format", "json", "-o", str(file), "--where", "tier = A")["rows"] == 1
    )
    rows = json.loads(file.read_bytes())
    assert [row["name"] for row in rows] == ["甲"]
    assert rows == cli.do("list", "account", "--where", "tier = A")["rows"]


def test_cards_and_calendars(cli: Line, tmp_path: Path) -> None:
    account = cli.add("account", "name=Home")
    contact = cli.add(
        "contact", "name=李卫东", f"account_id={account}", "mobile=13812345678", "external_id=E9"
    )
    visit = cli.add(
        "visit", f"account_id={account}", "starts_at=2026-11-26T10:00:00+08:00", "objective_minimum=A trial"
    )
    cli.add("visit", f"account_id={account}", "objective_minimum=no time yet")
    cli.add("attendee", f"visit_id={visit}", f"contact_id={contact}", "is_planned=true")
    cards, events = tmp_path / "c.vcf", tmp_path / "v.ics"
    cli.do("export", "contact", "--format", "vcf", "-o", str(cards))
    assert "李卫东" in cards.read_text(encoding="utf-8") and "Home" in cards.read_text(encoding="utf-8")
    told = cli.do("export", "visit", "--format", "ics", "-o", str(events))
    assert (told["rows"], told["left_out"]) == (1, 1)
    assert "20261126T020000Z" in events.read_text(encoding="utf-8")
    assert cli.do("import", str(cards), "--as", "contact")["same"] == 1
    assert cli.do("import", str(events), "--as", "visit")["same"] == 1
    assert cli.fail("export", "account", "--format", "vcf", "-o", str(cards))["error"] == "E_USAGE"
    assert cli.fail("import", str(cards), "--as", "account")["error"] == "E_FILE"


def test_files_that_cannot_be_read_or_written(cli: Line, tmp_path: Path) -> None:
    assert cli.fail("import", str(tmp_path / "none.csv"), "--as", "account")["error"] == "E_FILE"
    assert cli.fail("import", str(tmp_path), "--as", "account")["error"] == "E_FILE"
    assert cli.fail("import", write(tmp_path / "empty.csv", ""), "--as", "account")["error"] == "E_FILE"
    assert cli.fail("import", write(tmp_path / "a.csv", LIST), "--as", "spaceship")["error"] == "E_NOT_FOUND"
    kept = tmp_path / "kept.csv"
    kept.write_text("kept")
    for target in (tmp_path / "no" / "such" / "folder.csv", tmp_path, Path("/proc/x.csv")):
        assert cli.fail("export", "account", "--format", "csv", "-o", str(target))["error"] in (
            "E_FILE",
            "E_READ_ONLY",
        )
    assert cli.fail("export", "nothing", "--format", "csv", "-o", str(kept))["error"] == "E_NOT_FOUND"
    assert (
        cli.fail("report", "account-plan", "0" * 32, "-o", str(tmp_path / "p.pdf"))["error"] == "E_NOT_FOUND"
    )
    account = cli.add("account", "name=Home")
    assert (
        cli.fail("report", "account-plan", account, "-o", str(tmp_path / "no" / "p.pdf"))["error"] == "E_FILE"
    )
    assert kept.read_text() == "kept"


def test_hostile_lists_are_read_or_refused_in_words(cli: Line, data_dir: Path) -> None:
    for path in sorted((data_dir / "hostile").iterdir()):
        for language in ("en", "zh_CN"):
            code, told = cli.run("--lang", language, "import", str(path), "--as", "account", "--dry-run")
            assert code in (0, 1, 3), (path, told)
            assert "place" not in told, (path, told)
            assert code != 3 or (told["error"] == "E_FILE" and told["message"] and told["remedy"]), (
                path,
                told,
            )
    assert cli.total("account") == 0


# --- paper -------------------------------------------------------------------------------------


def test_reports_are_written_in_the_language(cli: Line, tmp_path: Path) -> None:
    import pypdfium2

    account = cli.add("account", "name=华北电力")
    deal = cli.add("deal", "name=MES 项目", f"account_id={account}", "stage=3")
    plan = cli.add("account_plan", f"account_id={account}", "name=三年规划")
    for report, target, language, words in (
        ("account-plan", account, "zh_CN", "华北电力"), ("account-plan", plan, "en", "三年规划"),
        ("strategy-sheet", deal, "zh_CN", "MES"), ("strategy-sheet", deal, "en", "Single sales objective"),
    ):  # fmt: skip
        file = tmp_path / f"{report}-{language}.pdf"
        told = cli.do("report", report, target, "-o", str(file), "--lang", language)
        document = pypdfium2.PdfDocument(file)
        assert len(document) == told["pages"]
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
        assert words in text
        document.close()
    told = cli.do("report", "account-plan", plan, "-o", str(tmp_path / "c.pdf"), "--edition", "customer")
    assert told["pages"] > 0
    assert (
        cli.fail("report", "strategy-sheet", deal, "-o", str(tmp_path / "x.pdf"), "--edition", "customer")[
            "error"
        ]
        == "E_USAGE"
    )
    bare = cli.add("account", "name=No plan yet")
    assert cli.do("report", "account-plan", bare, "-o", str(tmp_path / "n.pdf"))["pages"] > 0
    assert cli.total("account_plan") == 1


# --- tour --------------------------------------------------------------------------------------


def check_tour(told: dict, out: Path) -> None:
    for name in ("account-plan.pdf", "strategy-sheet.pdf", "rep.sdbundle", "team"):
        assert (out / name).exists()
    assert {told["account_plan"], told["strategy_sheet"], told["bundle"], told["team"]} == {
        str(out / name) for name in ("account-plan.pdf", "strategy-sheet.pdf", "rep.sdbundle", "team")
    }
    assert [one["state"] for one in told["ingested"]] == ["APPLIED"]
    taken = told["ingested"][0]
    assert taken["new"] + sum(taken["refused"].values()) == told["operations"] > 0
    assert set(taken["refused"]) <= {"R_RIGHTS"}  # a rep does not make members of the team
    assert told["sheet_after"]["gaps"] < told["sheet_before"]["gaps"]
    assert told["sheet_after"]["proofs"] > told["sheet_before"]["proofs"]


def test_a_tour_of_real_lists(bare: Line, tmp_path: Path, data_dir: Path) -> None:
    lists = tmp_path / "lists"
    lists.mkdir()
    for name in (
        "companies/sp500.csv",
        *(f"crm/salesforce/{stem}.csv" for stem in ("Account", "Contact", "Opportunity")),
    ):
        (lists / Path(name).name).write_bytes((data_dir / name).read_bytes())
    told = bare.do("tour", "--out", str(tmp_path / "out"), "--from", str(lists))
    check_tour(told, tmp_path / "out")
    kinds = {Path(one["file"]).stem: one["kind"] for one in told["lists"]}
    assert kinds == {"sp500": "account", "Account": "account", "Contact": "contact", "Opportunity": "deal"}
    assert Line(tmp_path / "out" / "workspace", bare.capture).total("account") == 521
    assert bare.fail("tour", "--out", str(tmp_path / "out"), "--from", str(lists))["error"] == "E_EXISTS"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_tour_of_the_sample(bare: Line, tmp_path: Path, language: str) -> None:
    told = bare.do("tour", "--out", str(tmp_path / "out"), "--lang", language)
    check_tour(told, tmp_path / "out")
    assert Line(tmp_path / "out" / "workspace", bare.capture).total("contact") > 5


def test_a_tour_from_one_list_of_companies_only(bare: Line, tmp_path: Path) -> None:
    lists = tmp_path / "lists"
    lists.mkdir()
    write(lists / "kunden.csv", "name,city,tier\n甲公司,北京,A\n乙公司,上海,B\n")
    told = bare.do("tour", "--out", str(tmp_path / "out"), "--from", str(lists), "--lang", "zh_CN")
    check_tour(told, tmp_path / "out")


def test_a_tour_that_cannot_begin(bare: Line, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for source in (tmp_path / "empty", tmp_path / "none"):
        fault = bare.fail("tour", "--out", str(tmp_path / "out"), "--from", str(source))
        assert fault["error"] == "E_FILE"
    (tmp_path / "file").write_text("")
    assert bare.fail("tour", "--out", str(tmp_path / "file"))["error"] == "E_FILE"


def test_the_pictures_of_a_tour_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The camera is the app's own affair; here it is enough that it is handed the tour's workspace."""
    from salesdesk.cli.main import run
    from salesdesk.desk.desk import Desk

    def take_pictures(workspace: Path, folder: Path) -> list[Path]:
        Desk.open(workspace).close()  # nothing else holds it
        folder.mkdir()
        (folder / "index.html").write_text("")
        return [folder / "index.html", folder / "today.png"]

    words = ["tour", "--out", str(tmp_path / "out"), "--screens", "--json"]
    assert run(words, open_app=lambda *_: 1, take_pictures=take_pictures) == 0
    told = json.loads(capsys.readouterr().out)
    screens = tmp_path / "out" / "screens"
    assert (told["screens"], told["pictures"]) == (str(screens / "index.html"), [str(screens / "today.png")])
