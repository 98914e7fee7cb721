"""The visit form, blank and filled, and the minute that the customer may read."""

from datetime import UTC, date, datetime

import pytest

from salesdesk.desk.desk import Desk
from salesdesk.domain.account import Account
from salesdesk.domain.contact import Contact
from salesdesk.domain.problems import Known
from salesdesk.domain.visit import Attendee, Commitment, Need, Objection, Strength, Visit, VisitQuestion
from salesdesk.reports.collect_visit import minute_paper
from salesdesk.reports.minute import minute_text
from salesdesk.reports.printing import print_minute, print_visit_form
from salesdesk.text import misses, using
from tests.reports.reading import pages_of, words_of
from tests.reports.workplace import NOW


@pytest.fixture
def desk():
    """A desk with one visit, planned and recorded."""
    opened = Desk.in_memory(name="张伟", clock=lambda: NOW)
    yield opened
    opened.close()


@pytest.fixture
def visit(desk):
    """A visit with a row of everything."""

    def work(w):
        account = w.add(Account(name="华北电力设备有限公司"))
        person = w.add(Contact(account_id=account.id, name="李卫东"))
        made = w.add(
            Visit(
                account_id=account.id, owner_id=desk.user_id, starts_at=datetime(2026, 11, 25, 6, 0, tzinfo=UTC),
                place="一号车间", customer_reason="看停线数据", objective_best="同意试用",
                objective_minimum="说出评分人",
                beliefs="总工偏向恒创", agreed="十二月做一次复线演练", learned="恒创报价低一成", outcome="minimum",
                next_step="送演练方案", next_step_on=date(2026, 12, 1), state="recorded",
            )
        )  # fmt: skip
        rows = [
            Attendee(visit_id=made.id, contact_id=person.id, is_planned=True, was_met=True),
            Attendee(visit_id=made.id, member_id=desk.user_id, was_met=True),
            Attendee(visit_id=made.id, name="无名氏", was_met=True),
            VisitQuestion(visit_id=made.id, question="谁写评分表？", contact_id=person.id, answer="总工办"),
            Need(
                visit_id=made.id,
                contact_id=person.id,
                need="停线每月少于四小时",
                reason_behind="年底考核",
                state="confirmed",
            ),
            Need(visit_id=made.id, contact_id=person.id, need="想要折扣", state="assumed"),
            Strength(visit_id=made.id, strength="十一分钟复线", proof="一号车间数据"),
            Objection(visit_id=made.id, objection="价格高", answer="算总账"),
            Commitment(visit_id=made.id, contact_id=person.id, what="提供停线记录", due_on=date(2026, 12, 3)),
            Commitment(
                visit_id=made.id, side="ours", member_id=desk.user_id, what="送演练方案", remarks="内部备注"
            ),
            Commitment(visit_id=made.id, what="作废的承诺", state="withdrawn"),
        ]
        for row in rows:
            w.add(row)
        return made

    return desk.write("fill", work)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_form_is_blank_or_filled(desk, visit, tmp_path, language):
    assert print_visit_form(desk, "", tmp_path / "blank.pdf", language=language) <= 2
    assert print_visit_form(desk, visit.id, tmp_path / "full.pdf", language=language) <= 2
    blank, full = words_of(tmp_path / "blank.pdf"), words_of(tmp_path / "full.pdf")
    assert blank.count("□") == 3
    assert (full.count("■"), full.count("□")) == (1, 2)
    wanted = (
        "李卫东 一号车间 同意试用 说出评分人 谁写评分表？ 总工办 十一分钟复线 价格高 提供停线记录 送演练方案"
    )
    for word in wanted.split():
        assert word in full
        assert word not in blank
    assert visit.id[-8:] in full
    title = "销售行为控制表" if language == "zh_CN" else "Behaviourcontrolform"
    assert title in pages_of(tmp_path / "blank.pdf")[0]
    assert not {miss for miss in misses() if miss[0] == language and "visit" in miss[1]}


def test_minute_holds_only_what_both_sides_may_read(desk, visit, tmp_path):
    assert print_minute(desk, visit.id, tmp_path / "minute.pdf", language="zh_CN") == 1
    with using("zh_CN"):
        pasted = minute_text(minute_paper(desk, visit.id))
    for read in (words_of(tmp_path / "minute.pdf"), pasted):
        wanted = "十二月做一次复线演练 停线每月少于四小时 提供停线记录 送演练方案 李卫东 张伟 无名氏 贵方 2026-12-03"
        for word in wanted.split():
            assert word in read
        wanted = "恒创 评分 同意试用 折扣 年底考核 内部备注 作废 算总账 内部资料"
        for word in wanted.split():
            assert word not in read


def test_an_empty_minute_still_prints(desk, tmp_path):
    account = desk.write("add", lambda w: w.add(Account(name="客户")))
    bare = desk.write("add", lambda w: w.add(Visit(account_id=account.id)))
    assert print_minute(desk, bare.id, tmp_path / "minute.pdf", language="en") == 1
    assert "Nothinghasbeenagreedyet" in words_of(tmp_path / "minute.pdf")
    with pytest.raises(Known, match="E_NOT_FOUND"):
        print_minute(desk, "0" * 32, tmp_path / "minute.pdf")
