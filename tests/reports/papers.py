"""Papers to print in the tests: full, endless, empty."""

from salesdesk.drawing.map_rows import MapLink, MapPerson
from salesdesk.drawing.org_chart import OrgPerson
from salesdesk.reports.data import (
    AccountPlanPaper,
    InternalPlan,
    LinePaper,
    OpenPlan,
    PlanAct,
    PlanAim,
    SheetPaper,
)

LONG_COMPANY = "中国华北电力设备制造集团股份有限公司（原国营第四五二厂）生产运营与数字化转型中心"
RARE = "浙江省湖㳇镇上㘵村𣒍记设备厂"

AIMS = (
    PlanAim(
        "两条产线的停线时间降到每月 4 小时以内",
        "每月停线小时数（MES 记录）",
        "张伟",
        "李卫东",
        "2027-12-31",
        "35%",
        "按计划",
        "",
        (
            PlanAct("完成一期产线 MES 上线", "王工", "王芳", "2027-03-20", "进行中"),
            PlanAct(
                "用“11 分钟复线”做对比测试", "孙悦", "孙磊", "2027-05-15", "未开始", "测试方案已双方确认"
            ),
        ),
    ),
    PlanAim(
        "三年内把备件库存资金占用减少三成",
        "库存金额",
        "张伟",
        "周敏",
        "2029-12-31",
        "",
        "未开始",
        "",
        (PlanAct("联合做一次备件结构分析", "陈静", "采购部", "2027-06-30", "未开始"),),
    ),
)
OURS = PlanAim("成为数字化产线的唯一供应商", "钱包份额 ≥ 45%", "张伟", "", "2029-12-31", "", "有风险", "我方")
OPEN = OpenPlan(
    account=LONG_COMPANY,
    name="2027–2029 客户经营计划",
    place="电力装备 · 河北省石家庄市",
    years="2027–2029",
    prepared_on="2026-11-22",
    ambition="三年内成为其生产数字化的首选伙伴：停线少、备件省、交付稳，让换掉我们的代价高于留下我们。",
    their_business="主营高压开关、变压器与成套设备，年营收约 ¥86 亿，三个生产基地，员工 5,200 人。\n"
    "出口占比逐年上升，2026 年达到 22%。",
    their_strategy="以“少停线、快交付、可追溯”为主线推进智能制造；到 2029 年完成三个基地的产线数字化，"
    "同时把海外订单的交付周期缩短四分之一。",
    history="2021 年起供应产线控制系统；2023 年完成一号车间试点，2025 年扩展到三个车间。",
    drivers=(
        ("战略", "三个基地产线数字化", "2027–2029", "¥1.2 亿"),
        ("目标", "海外订单交付周期缩短 25%", "2028", ""),
        ("压力", "停线一小时损失约八万元，集团逐月通报", "2027", ""),
        ("投资", "二号基地新建装配线两条", "2027–2028", "¥4,800 万"),
    ),
    fit=(("少停线", "产线 MES + 快速复线服务"), ("可追溯", "批次追溯模块"), ("备件", "备件共享仓")),
    people=(
        ("李卫东", "生产总监", "生产运营中心"),
        ("周敏", "运营副总经理", "总经办"),
        ("王芳", "车间主任", "一号车间"),
    ),
    aims=AIMS,
)
INTERNAL = InternalPlan(
    owner="张伟",
    state="已批准",
    type="扩大",
    tier="S",
    judgement="深耕",
    wallet="¥9,600 万",
    wallet_ours="¥2,100 万",
    share="22%",
    organisation="生产运营中心对三个基地的产线有最终技术意见；采购部只管价格与合规。",
    chart=(
        OrgPerson("1", "陈国梁", "总经理", "", ""),
        OrgPerson("2", "周敏", "运营副总经理", "1", "neutral"),
        OrgPerson("3", "赵明", "总工程师", "1", "opponent"),
        OrgPerson("4", "李卫东", "生产总监", "2", "strong_supporter"),
        OrgPerson("5", "王芳", "车间主任", "4", "supporter"),
        OrgPerson("6", "孙磊", "自动化主管", "3", "neutral"),
        OrgPerson("7", "刘洋", "采购部部长", "1", "", True),
    ),
    people=(
        ("李卫东 · 生产总监", "支持我们的人", "解决问题的人", "可信赖的顾问", "张伟", "请他引见采购部"),
        ("赵明 · 总工程师", "怀疑者", "供应商", "可信的来源", "孙悦", "邀请看样板点"),
    ),
    driver_sources=tuple((*row, "李卫东 · 拜访 2026-10-12") for row in OPEN.drivers),
    deals=(
        ("产线 MES 升级一期", "4 评估和比较", "¥320 万", "2027-03-20"),
        ("一号车间试点", "已赢单", "¥180 万", "2023-06-30"),
        (LONG_COMPANY + "年度备件框架协议续签项目", "5 投标竞争", "¥1,260 万", "2027-01-15"),
    ),
    deals_total="¥1,580 万",
    fit=(
        (
            "少停线",
            "产线 MES + 快速复线",
            "3 很好",
            "复线演练未做",
            "服务：增加夜间值守\n¥40 万",
            "孙悦\n2027-04-30",
        ),
        ("可追溯", "批次追溯", "2 较好", "与其 ERP 接口", "产品：补接口 ¥25 万", "王工\n2027-06-30"),
    ),
    white_space=(
        ("二号基地", "产线 MES", "竞争对手（恒创）", "¥0", "¥2,400 万", "借一号车间数据做对比"),
        ("三号基地", "备件共享仓", "空白", "¥0", "¥600 万", "请周敏召集三基地会"),
    ),
    competitors=(("恒创自动化", "二号基地控制系统", "31%", "强：价格\n弱：响应慢", "以停线损失算总账"),),
    strengths="现场响应快；一号车间数据可看。",
    weaknesses="总工一线关系弱。",
    opportunities="二号基地新线。",
    threats="恒创与总工办关系密切。",
    targets=(
        ("2027 一季度", "产线 MES", "¥320 万"),
        ("2027", "全部", "¥1,800 万"),
        ("2028", "全部", "¥3,200 万"),
    ),
    targets_total=(("2027", "¥1,800 万"), ("2028", "¥3,200 万"), ("2029", "¥4,000 万")),
    aims=(*AIMS, OURS),
    risks=(("总工推动恒创进入二号基地", "高", "先赢采购线与管理线", "张伟\n2027-02-28", "未解决"),),
    resources=(("夜间值守工程师 2 名", "¥40 万", "2027-04-01", "已批准：从三月起到岗"),),
    reviews=(
        (
            "2026-11-01",
            "张伟、王总",
            "钱包份额低于预期，二号基地无人接触",
            "一月前见到二号基地厂长",
            "2027-02-01",
        ),
    ),
    remarks="每季度复盘一次。",
)
FULL = AccountPlanPaper(OPEN, INTERNAL)
CUSTOMER = AccountPlanPaper(OPEN)
EMPTY = AccountPlanPaper(OpenPlan(account="新客户", name="客户经营计划"), InternalPlan())


def ten_pages() -> AccountPlanPaper:
    """About ten pages, as real plans of strategic accounts are."""
    from dataclasses import replace

    inner = replace(
        INTERNAL,
        fit=INTERNAL.fit * 9,
        white_space=INTERNAL.white_space * 14,
        competitors=INTERNAL.competitors * 12,
        driver_sources=INTERNAL.driver_sources * 8,
        deals=INTERNAL.deals * 12,
        people=INTERNAL.people * 15,
        aims=INTERNAL.aims * 5,
        risks=INTERNAL.risks * 14,
        reviews=INTERNAL.reviews * 12,
        resources=INTERNAL.resources * 10,
    )
    return AccountPlanPaper(OPEN, inner)


CODES = ("user", "technical", "purchasing", "management", "decision")
TITLES = ("用户线", "技术线", "采购线", "管理线", "决策线")
STAGES = ("产生采购需求", "内部准备", "方案设计", "评估和比较", "投标竞争", "购买和实施")
LINES = tuple(
    LinePaper(code, title, "无人接触" if code == "purchasing" else "2 人", code == "purchasing", "可问李卫东")
    for code, title in zip(CODES, TITLES, strict=True)
)
PEOPLE = (
    MapPerson("1", "李卫东", "生产总监", ("user",), "high", "strong_supporter", "evidence", "3 天前"),
    MapPerson("2", "赵明", "总工", ("technical", "management"), "high", "opponent", "evidence", "12 天前"),
    MapPerson("3", "周敏", "运营副总", ("management",), "high", "neutral", "guess", "猜测，无证据"),
    MapPerson("4", "陈国梁", "总经理", ("decision",), "high", "", "evidence", "未见过"),
    MapPerson("5", "王芳", "车间主任", ("user",), "medium", "supporter", "evidence", "8 天前"),
    MapPerson("6", "孙磊", "自动化主管", ("technical",), "medium", "neutral", "evidence", "8 天前"),
    MapPerson("7", "吴健", "精益办公室副主任", ("management",), "medium", "supporter", "stale", "74 天前"),
    MapPerson("8", "刘洋", "班组长", ("user",), "low", "neutral", "evidence", "20 天前"),
)
SHEET = SheetPaper(
    deal="产线 MES 升级一期",
    account=LONG_COMPANY,
    owner="张伟",
    prepared_on="2026-11-22",
    objective="两条产线 MES 软件 + 实施，¥320 万，生产运营中心，2027-03-20 前签约",
    how_we_win="用“11 分钟复线”打动生产和运营，把恢复时间写进技术规格",
    stage=4,
    stage_names=STAGES,
    stage_words="4 评估和比较",
    is_unproven=True,
    unproven="未证实：评分权重未知",
    buying_steps="立项 ✓　预算 ✓　技术评审 12-10　招标　用印",
    odds="35–55%",
    reasons=("＋生产总监力挺", "－采购线空白", "－规格未落我方"),
    position="与恒创持平",
    amount="¥320 万",
    signing="2027-03-20",
    risk_count=5,
    lines=LINES,
    people=PEOPLE,
    links=(MapLink("1", "4", False, "能影响"), MapLink("2", "1", True, "有冲突")),
    people_rows=tuple(
        (f"{p.name} · {p.title}", "用户线", "高", "支持", "有证据 11-19", "停线时间每月 ≤ 4 小时", "看样板点")
        for p in PEOPLE
    ),
    next_step="12-01 前：请李卫东引见采购部（最低：说出谁写评分表）· 张伟",
    urgent=(
        ("采购线无人接触，已到阶段 4", "请李卫东引见"),
        ("决策线态度未知：陈国梁从未见过", "安排高层拜访，请李卫东引荐"),
        ("规格未落我方：评审在 12-10，恢复时间未写入", "请孙磊看样板点"),
    ),
    risks=tuple((f"风险点 {n}：评分标准与权重都不知道", "请孙磊说明评分办法", "") for n in range(1, 9)),
    strengths=("一开始就介入", "试用已通过"),
    competitors=(
        ("恒创自动化", "持平", "强：价格\n弱：响应慢", "低价投标", "算停线总账"),
        ("什么都不做", "落后", "", "推迟到下一财年", "用损失数据推动"),
    ),
    criteria=(("恢复时间", "30%", "9", "恒创 6"), ("价格", "40%", "6", "恒创 8")),
    questions=tuple(
        (f"谁制定评分标准，权重如何？（{n}）", "进入投标前必须影响", "孙磊、采购线", "未安排")
        for n in range(9)
    ),
    actions=tuple(
        (f"请李卫东引见采购部（{n}）", "李卫东：愿意引见", "张伟", "2026-12-01", "进行中") for n in range(6)
    ),
    obstacles=(("预算在哪一年不清楚", "问周敏", "张伟", "2026-12-05", "未解决"),),
    worth=(("预算", "高"), ("我方能力", "中"), ("投入", "中"), ("战略价值", "高"), ("结论", "整体参与")),
    history=tuple(
        (f"2026-11-{day:02d}", "拜访李卫东：停线一小时损失八万，这事不能再拖。") for day in range(1, 20)
    ),
)


def crowded(count: int = 60) -> SheetPaper:
    """A sheet with many people and long names."""
    from dataclasses import replace

    people = tuple(
        MapPerson(
            str(n),
            ("欧阳建国", "阿卜杜拉·艾合买提江", "Christopher Montgomery", "王伟")[n % 4],
            "生产技术处处长助理",
            (CODES[n % 5],),
            ("high", "medium", "medium", "low", "")[n % 7 % 5],
            ("", "neutral", "supporter", "opponent", "strong_supporter", "strong_opponent")[n % 6],
            ("evidence", "guess", "stale")[n % 3],
            f"{n} 天前",
        )
        for n in range(count)
    )
    links = tuple(MapLink(str(n), str(n * 7 % count), n % 3 == 0, "影响") for n in range(1, 12))
    return replace(SHEET, people=people, links=links)
