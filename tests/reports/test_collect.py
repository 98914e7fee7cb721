"""From the desk to the paper: what is printed is what stands there, and the coach is nowhere."""

import pytest

from salesdesk.desk.coaches import TESTS, check_coach, name_coach
from salesdesk.desk.desk import Desk
from salesdesk.desk.evidence import Proof
from salesdesk.desk.strategy import add_action, add_competitor, add_criterion, put_on_map, score
from salesdesk.domain.account import Account
from salesdesk.domain.contact import Contact, Relation
from salesdesk.domain.deal import BuyingStep, Deal, Product
from salesdesk.domain.plan import (
    AccountPlan,
    FitLine,
    PlanAction,
    PlanCompetitor,
    PlanDriver,
    PlanGoal,
    PlanPerson,
    PlanRisk,
    PlanTarget,
)
from salesdesk.domain.problems import Known
from salesdesk.domain.record import Secrecy, fields_of
from salesdesk.reports.opened import Opened
from salesdesk.reports.printing import print_account_plan, print_strategy_sheet
from salesdesk.text import misses, using
from tests.reports.reading import words_of
from tests.reports.workplace import NOW

SECRETS = {"competitor": "恒创自动化", "risk": "总工反对我们", "wallet": 9_600_000_00, "part": "sceptic"}


@pytest.fixture
def desk():
    """A desk with one account, its people, a deal and a plan."""
    opened = Desk.in_memory(name="张伟", clock=lambda: NOW)
    yield opened
    opened.close()


def add(desk, record):
    return desk.write(f"add.{record.KIND}", lambda w: w.add(record))


@pytest.fixture
def place(desk):
    """The records most tests start from."""
    account = add(
        desk, Account(id="a" * 32, name="华北电力设备有限公司", industry="电力装备", city="石家庄", tier="S")
    )
    boss = add(desk, Contact(id="b" * 32, account_id=account.id, name="周敏", title="运营副总"))
    user = add(
        desk,
        Contact(id="c" * 32, account_id=account.id, name="李卫东", title="生产总监", reports_to_id=boss.id),
    )
    chief = add(desk, Contact(id="d" * 32, account_id=account.id, name="赵明", title="总工"))
    return account, boss, user, chief


def make_plan(desk, place, **secrets):
    account, _, user, chief = place
    given = {**SECRETS, **secrets}
    product = add(desk, Product(id="1" * 32, name="产线 MES"))
    plan = add(
        desk,
        AccountPlan(
            id="2" * 32, account_id=account.id, name="客户经营计划", from_year=2027, until_year=2029,
            ambition="三年内成为首选伙伴", wallet=given["wallet"], wallet_ours=100, threats="恒创与总工走得近",
        ),
    )  # fmt: skip
    rows = [
        PlanDriver(id="3" * 32, plan_id=plan.id, kind="goal", statement="停线减半", source="内部会议纪要"),
        FitLine(
            id="4" * 32, plan_id=plan.id, area="少停线", product_id=product.id, fit=2, gap="复线演练未做"
        ),
        PlanPerson(
            id="5" * 32, plan_id=plan.id, contact_id=chief.id, part=given["part"], next_step="请看样板点"
        ),
        PlanCompetitor(id="6" * 32, plan_id=plan.id, name=given["competitor"], holds="二号基地", share=31),
        PlanTarget(id="7" * 32, plan_id=plan.id, year=2027, amount=1_800_000_000, product_id=product.id),
        PlanGoal(
            id="8" * 32,
            plan_id=plan.id,
            goal="每月停线不超过 4 小时",
            contact_id=user.id,
            member_id=desk.user_id,
        ),
        PlanGoal(id="9" * 32, plan_id=plan.id, goal="拿下全部产线", side="ours"),
        PlanAction(id="e" * 32, plan_id=plan.id, goal_id="8" * 32, what="一期上线", side="joint"),
        PlanAction(id="f" * 32, plan_id=plan.id, goal_id="8" * 32, what="摸清总工的想法", side="ours"),
        PlanRisk(id="0" * 31 + "1", plan_id=plan.id, risk=given["risk"], severity="high"),
    ]
    for row in rows:
        add(desk, row)
    return plan


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_plan_prints_what_stands_there(desk, place, tmp_path, language):
    plan = make_plan(desk, place)
    path = tmp_path / "plan.pdf"
    assert print_account_plan(desk, plan.id, path, language=language) >= 3
    read = words_of(path)
    for word in (
        "华北电力设备有限公司",
        "停线减半",
        "恒创自动化",
        "总工反对我们",
        "拿下全部产线",
        "摸清总工的想法",
        "产线MES",
        "周敏",
    ):
        assert word in read
    assert ("¥1,800万" if language == "zh_CN" else "¥18M") in read
    assert not {
        miss for miss in misses() if miss[0] == language and miss[1].startswith(("choice.", "field.plan"))
    }


def test_plan_is_found_by_its_account(desk, place, tmp_path):
    make_plan(desk, place)
    newer = add(desk, AccountPlan(account_id=place[0].id, name="新一期计划", from_year=2030))
    print_account_plan(desk, place[0].id, tmp_path / "plan.pdf", language="zh_CN")
    assert newer.name in words_of(tmp_path / "plan.pdf")
    with pytest.raises(Known, match="E_NOT_FOUND"):
        print_account_plan(desk, "0" * 32, tmp_path / "none.pdf")
    with pytest.raises(Known, match="E_CHOICE"):
        print_account_plan(desk, place[0].id, tmp_path / "none.pdf", edition="secret")


def test_customers_edition_does_not_depend_on_secrets(tmp_path):
    read = []
    for number, secrets in enumerate(
        ({}, {"competitor": "他家", "risk": "别的", "wallet": None, "part": "sponsor"})
    ):
        desk = Desk.in_memory(name="张伟", clock=lambda: NOW)
        account = add(desk, Account(id="a" * 32, name="华北电力设备有限公司", tier="S" if number else "C"))
        people = [
            add(desk, Contact(id=letter * 32, account_id=account.id, name=name))
            for letter, name in (("b", "周敏"), ("c", "李卫东"), ("d", "赵明"))
        ]
        make_plan(desk, (account, *people), **secrets)
        path = tmp_path / f"{number}.pdf"
        print_account_plan(desk, account.id, path, edition="customer", language="zh_CN", is_invariant=True)
        read.append(path.read_bytes())
        words = words_of(path)
        for word in ("恒创", "反对", "拿下全部产线", "摸清总工", "内部会议纪要", "演练未做", "赵明"):
            assert word not in words
        for word in ("每月停线不超过4小时", "一期上线", "李卫东", "张伟", "少停线"):
            assert word in words
        desk.close()
    assert read[0] == read[1]


def test_only_open_fields_can_be_printed_for_a_customer():
    plan = AccountPlan(account_id="a" * 32, name="计划", threats="秘密")
    opened = Opened(plan)
    for field in fields_of(AccountPlan):
        if field.secrecy is Secrecy.OPEN:
            assert isinstance(opened.words(field.name), str)
        else:
            with pytest.raises(PermissionError):
                opened.words(field.name)


def make_deal(desk, place, *, with_coach=""):
    account, boss, user, chief = place
    deal = add(
        desk,
        Deal(
            id="1" * 31 + "2", name="产线 MES 升级一期", account_id=account.id, stage="4", amount=320_000_000,
            objective_what="两条产线 MES", how_we_win="用“11 分钟复线”打动生产", position="level", stage_on_entry="1",
        ),
    )  # fmt: skip

    def work(w):
        proof = Proof(contact_id=user.id, said_on=desk.today(), words="停线一小时损失八万")
        put_on_map(
            w, deal.id, user.id, ["user"], evidence=proof, influence="high", attitude="strong_supporter"
        )
        put_on_map(w, deal.id, chief.id, ["technical", "management"], influence="high", attitude="opponent")
        put_on_map(w, deal.id, boss.id, ["management"], influence="medium")
        rival = add_competitor(w, deal.id, "恒创自动化", standing="level", strengths="价格")
        criterion = add_criterion(w, deal.id, "恢复时间", weight=30, our_score=9)
        score(w, criterion.id, rival.id, 6)
        add_action(w, deal.id, "请李卫东引见采购部", contact_id=user.id)
        w.add(BuyingStep(id="1" * 31 + "3", deal_id=deal.id, name="立项", state="done"))
        w.add(Relation(id="1" * 31 + "4", from_contact_id=user.id, to_contact_id=boss.id))
        if with_coach:
            coach = name_coach(w, deal.id, user.id, side=with_coach)
            for test in TESTS:
                check_coach(w, coach.id, test, True)

    desk.write("fill", work)
    return deal


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_sheet_prints_what_stands_there(desk, place, tmp_path, language):
    deal = make_deal(desk, place)
    path = tmp_path / "sheet.pdf"
    assert print_strategy_sheet(desk, deal.id, path, language=language, size="A3") >= 2
    read = words_of(path)
    for word in (
        "产线MES升级一期",
        "李卫东",
        "赵明",
        "恒创自动化",
        "恢复时间",
        "请李卫东引见采购部",
        "立项✓",
        "11分钟复线",
    ):
        assert word in read
    strange = {
        miss for miss in misses() if miss[0] == language and miss[1].startswith(("choice.", "risk.", "gap."))
    }
    assert not strange


def test_no_coach_is_on_paper_nor_anything_that_depends_on_one(tmp_path):
    made = []
    for side in ("", "ours", "theirs"):
        desk = Desk.in_memory(name="张伟", clock=lambda: NOW)
        account = add(desk, Account(id="a" * 32, name="华北电力设备有限公司"))
        people = [
            add(desk, Contact(id=letter * 32, account_id=account.id, name=name))
            for letter, name in (("b", "周敏"), ("c", "李卫东"), ("d", "赵明"))
        ]
        deal = make_deal(desk, (account, *people), with_coach=side)
        path = tmp_path / f"{side or 'none'}.pdf"
        print_strategy_sheet(desk, deal.id, path, language="zh_CN", is_invariant=True)
        assert "教练" not in words_of(path)
        made.append(path.read_bytes())
        desk.close()
    assert made[0] == made[1] == made[2]


def test_there_is_no_sheet_for_a_customer(desk, place, tmp_path):
    deal = make_deal(desk, place)
    with pytest.raises(Known, match="E_CHOICE"):
        print_strategy_sheet(desk, deal.id, tmp_path / "sheet.pdf", edition="customer")
    with pytest.raises(Known, match="E_NOT_FOUND"):
        print_strategy_sheet(desk, "0" * 32, tmp_path / "sheet.pdf")
    with using("en"), pytest.raises(Known, match="E_CHOICE"):
        print_strategy_sheet(desk, deal.id, tmp_path / "sheet.pdf", size="A9")
