"""Account plan and strategy sheet as PDF: what stands on them, how it is bound, and what cannot break them."""

import dataclasses
import re

import pytest

from salesdesk.domain.problems import Known
from salesdesk.drawing.map_rows import MapPerson
from salesdesk.drawing.measure import printable
from salesdesk.reports.account_plan import account_plan
from salesdesk.reports.data import AccountPlanPaper, OpenPlan, PlanAct, PlanAim, SheetPaper
from salesdesk.reports.strategy_sheet import strategy_sheet
from salesdesk.text import misses, using
from tests.reports import papers
from tests.reports.reading import outline_of, pages_of, squeezed, words_of


def every_text(value):
    """Every text in a paper's data."""
    if isinstance(value, str):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from every_text(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from every_text(item)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_chinese_character_is_read_back(tmp_path, language):
    path = tmp_path / "计划 plan.pdf"
    with using(language):
        account_plan(papers.FULL, path)
    read = words_of(path)
    printed = AccountPlanPaper(dataclasses.replace(papers.OPEN, fit=(), people=()), papers.INTERNAL)
    wanted = {char for text in every_text(printed) for char in text if char > "\u2e7f"}
    assert len(wanted) > 300
    assert wanted - set(read) == set()
    for text in (papers.LONG_COMPANY, papers.OPEN.ambition, "竞争对手（恒创）", "试点", "钱包份额≥45%"):
        assert squeezed(text) in read
    assert not [miss for miss in misses() if miss[0] == language and miss[1] == "Contents"]


def test_all_fonts_are_ours_and_embedded(tmp_path):
    path = tmp_path / "plan.pdf"
    with using("zh_CN"):
        account_plan(papers.FULL, path)
    data = path.read_bytes()
    names = set(re.findall(rb"/BaseFont /(\S+)", data))
    assert names
    assert all(name.split(b"+")[1].startswith(b"SalesdeskSansSC-") for name in names)
    assert data.count(b"/FontFile2") == data.count(b"/FontDescriptor\n>>") > 0
    assert b"/Lang (zh-CN)" in data or b"zh-CN" in data


def test_contents_outline_and_page_numbers_agree(tmp_path):
    path = tmp_path / "plan.pdf"
    with using("zh_CN"):
        count = account_plan(papers.ten_pages(), path)
    pages = pages_of(path)
    assert len(pages) == count >= 10
    top = [(title, page) for level, title, page in outline_of(path) if level == 0]
    assert [title.split()[0] for title, _ in top] == [str(n) for n in range(1, 13)]
    for title, page in top:
        assert page is not None
        assert squeezed(title) in pages[page]
        assert f"{squeezed(title)}{page + 1}" in re.sub(r"\.+", "", pages[0])
    assert pages[4].endswith(f"5/{count}") or f"5/{count}" in pages[4]


def test_the_same_paper_makes_the_same_bytes(tmp_path):
    with using("zh_CN"):
        for name in ("a", "b"):
            account_plan(papers.FULL, tmp_path / f"{name}.pdf", is_invariant=True)
            strategy_sheet(papers.SHEET, tmp_path / f"{name}s.pdf", is_invariant=True)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert (tmp_path / "as.pdf").read_bytes() == (tmp_path / "bs.pdf").read_bytes()


def test_ten_pages_stay_small(tmp_path):
    path = tmp_path / "plan.pdf"
    paper = papers.ten_pages()
    inner = paper.internal
    assert inner is not None
    cut = dataclasses.replace(
        inner, competitors=inner.competitors[:4], reviews=inner.reviews[:3], risks=inner.risks[:4]
    )
    with using("zh_CN"):
        count = account_plan(AccountPlanPaper(paper.open, cut), path)
    assert count >= 10
    assert path.stat().st_size <= 150 * 1024


def test_customers_edition_has_no_place_for_secrets(tmp_path):
    secret = {"attitude", "odds", "competitors", "coach", "risks", "wallet", "threats", "targets", "chart"}
    assert secret.isdisjoint(field.name for field in dataclasses.fields(OpenPlan))
    path = tmp_path / "plan.pdf"
    with using("zh_CN"):
        account_plan(papers.CUSTOMER, path)
    read = words_of(path)
    for word in ("恒创", "内部资料", "竞争", "支持", "反对", "赢率", "教练", "份额", "怀疑者", "唯一供应商"):
        assert word not in read
    assert "停线时间" in read


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_empty_plans_and_sheets_print(tmp_path, language):
    with using(language):
        account_plan(papers.EMPTY, tmp_path / "plan.pdf")
        account_plan(AccountPlanPaper(OpenPlan(account="", name="")), tmp_path / "bare.pdf")
        assert strategy_sheet(SheetPaper(deal="", account=""), tmp_path / "sheet.pdf") == 1
    nothing = "这里还没有内容" if language == "zh_CN" else "Nothingstandshereyet"
    assert words_of(tmp_path / "plan.pdf").count(nothing) == 12
    assert nothing in words_of(tmp_path / "sheet.pdf")


HOSTILE = (
    "<b>粗</b> & <img src='file:///etc/passwd'/> <a href='http://x'>y</a> %s {name} \x00\x1b[0m \u202e乱 👍 \U0002348d "
    + "长" * 30
)


def test_markup_and_odd_characters_are_only_words(tmp_path):
    path = tmp_path / "plan.pdf"
    aim = PlanAim(HOSTILE, HOSTILE, acts=(PlanAct(HOSTILE),))
    inner = dataclasses.replace(
        papers.INTERNAL, competitors=((HOSTILE,) * 5,), aims=(aim,), organisation=HOSTILE
    )
    with using("zh_CN"):
        account_plan(AccountPlanPaper(dataclasses.replace(papers.OPEN, account=HOSTILE), inner), path)
    read = words_of(path)
    assert squeezed("<img src='file:///etc/passwd'/>") in read
    assert "[U+1F44D]" in read
    assert "[U+2348D]" in read
    assert b"/URI" not in path.read_bytes()


def test_rare_characters_in_bold_and_in_tables(tmp_path):
    path = tmp_path / "plan.pdf"
    inner = dataclasses.replace(papers.INTERNAL, competitors=((papers.RARE, papers.RARE, "", "", ""),))
    with using("zh_CN"):
        account_plan(AccountPlanPaper(dataclasses.replace(papers.OPEN, account=papers.RARE), inner), path)
    assert words_of(path).count(printable(papers.RARE)) >= 3


def test_texts_without_end_fill_pages_and_lose_nothing(tmp_path):
    path = tmp_path / "plan.pdf"
    endless = "".join(f"第{n}句，无穷无尽。" for n in range(4_000))
    inner = dataclasses.replace(
        papers.INTERNAL,
        organisation=endless,
        strengths=endless,
        reviews=(("2026-11-01", "全体", endless, endless, ""),),
        aims=(PlanAim("目标", endless, acts=(PlanAct(endless, result=endless),)),),
    )
    with using("zh_CN"):
        count = account_plan(AccountPlanPaper(papers.OPEN, inner), path)
    assert count > 60
    read = words_of(path)
    for number in (0, 1_999, 3_999):
        assert read.count(f"第{number}句") >= 4


@pytest.mark.parametrize("size", ["A4", "A3"])
def test_sheet_is_one_page_with_all_sixty_people_and_more_pages_for_the_rest(tmp_path, size):
    path = tmp_path / "sheet.pdf"
    sheet = papers.crowded(60)
    with using("zh_CN"):
        count = strategy_sheet(sheet, path, size=size)
    pages = pages_of(path)
    assert count == len(pages) > 1
    for title in papers.TITLES:
        assert title in pages[0]
    assert pages[0].count("王伟") == 15
    assert squeezed(papers.SHEET.objective) in pages[0]
    for row in (*sheet.questions, *sheet.actions):
        assert squeezed(row[0]) in "".join(pages)
    width, height = page_size(path)
    assert width > height


def page_size(path):
    """Width and height of the first page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        return document[0].get_size()
    finally:
        document.close()


def test_a_sheet_too_full_for_its_page_shows_the_map_again(tmp_path):
    people = tuple(MapPerson(str(n), f"人{n}", "职务", ("user",), "high") for n in range(90))
    sheet = dataclasses.replace(papers.SHEET, people=people, objective="目标" * 200)
    with using("zh_CN"):
        strategy_sheet(sheet, tmp_path / "sheet.pdf")
    pages = pages_of(tmp_path / "sheet.pdf")
    assert sum("人89" in page for page in pages) >= 2
    assert "".join(pages).count("目标" * 200) == 1


def test_nothing_half_written_stands_where_writing_fails(tmp_path):
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"before")
    broken = dataclasses.replace(papers.OPEN, fit=(("only one cell",),))
    with using("en"), pytest.raises(ValueError, match="zip"):
        account_plan(AccountPlanPaper(broken), path)
    assert path.read_bytes() == b"before"
    with using("en"), pytest.raises(Known) as refused:
        account_plan(papers.CUSTOMER, tmp_path / "nowhere" / "plan.pdf")
    assert refused.value.code == "E_FILE"
    assert [item.name for item in tmp_path.iterdir()] == ["plan.pdf"]
