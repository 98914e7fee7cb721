"""What the stages and states of other programs mean here; shown to the person, who can change it."""

from collections.abc import Iterable, Mapping

from salesdesk.exchange.known_columns import plain_name

Meaning = Mapping[str, str]
"""Field → code, for one value of a foreign column."""

_WON = {"stage": "6", "status": "won"}
# At which stage it was lost is not told; the person may choose another.
_LOST = {"stage": "5", "status": "lost"}
_NO_DECISION = {"stage": "5", "status": "no_decision"}

# Salesforce's own order of stages runs through ours without going back; HubSpot and 纷享销客 likewise.
_STAGES: dict[str, str] = {
    "1": "prospecting qualification appointmentscheduled newopportunity lead "
    "初步接洽 初步接触 初期沟通 立项评估 验证客户 发现商机 商机发现 线索 意向",
    "2": "needsanalysis valueproposition iddecisionmakers qualifiedtobuy discovery "
    "需求确定 需求确认 需求分析 需求调研 客户需求 立项",
    "3": "perceptionanalysis presentationscheduled demo solution 方案设计 方案制定 方案 技术交流 产品演示",
    "4": "proposalpricequote proposal quote decisionmakerboughtin evaluation "
    "方案报价 报价 商务报价 试用 测试 评估",
    "5": "negotiationreview negotiation contractsent 谈判审核 商务谈判 谈判 招投标 投标 合同谈判 合同审核",
}
_CLOSED: dict[str, tuple[Meaning, str]] = {
    "won": (_WON, "closedwon won 赢单 已赢单 成交 已成交 签约 已签约 中标 合同签订"),
    "lost": (_LOST, "closedlost lost 输单 丢单 已输单 失单 未中标 落标"),
    "no_decision": (_NO_DECISION, "nodecision cancelled canceled abandoned 无效 已取消 放弃 搁置 终止"),
}
_DEAL_STAGES: dict[str, Meaning] = {
    **{name: {"stage": code, "status": "open"} for code, names in _STAGES.items() for name in names.split()},
    **{name: meaning for meaning, names in _CLOSED.values() for name in names.split()},
}
_LEAD_STATES: dict[str, Meaning] = {
    "opennotcontacted": {"state": "intelligence", "spoke": "no"},
    "new": {"state": "intelligence"},
    "open": {"state": "intelligence"},
    "workingcontacted": {"state": "intelligence", "spoke": "yes"},
    "contacted": {"state": "intelligence", "spoke": "yes"},
    "closedconverted": {"state": "deal", "spoke": "yes"},
    "converted": {"state": "deal", "spoke": "yes"},
    "qualified": {"state": "lead", "spoke": "yes"},
    "closednotconverted": {"state": "fell_through"},
    "unqualified": {"state": "fell_through"},
    "未处理": {"state": "intelligence"},
    "跟进中": {"state": "intelligence", "spoke": "yes"},
    "已转换": {"state": "deal", "spoke": "yes"},
    "无效": {"state": "fell_through"},
    "已关闭": {"state": "fell_through"},
}


def meanings_of(kind: str, target: str, values: Iterable[str]) -> dict[str, Meaning]:
    """Value → fields, for the values of a column that stands for a stage or a state and is known."""
    found: dict[str, Meaning] = {}
    for value in values:
        meaning = _meaning(kind, target, plain_name(value))
        if meaning is not None:
            found[value] = meaning
    return found


def _meaning(kind: str, target: str, name: str) -> Meaning | None:
    if (kind, target) == ("deal", "stage"):
        return _DEAL_STAGES.get(name)
    if (kind, target) == ("lead", "state"):
        return _LEAD_STATES.get(name)
    if (kind, target) == ("stage_move", "to_stage"):
        meaning = _DEAL_STAGES.get(name)
        if meaning is None:
            return None
        # The moves before it tell at which stage a deal was closed without being won.
        named = meaning if meaning["status"] in ("open", "won") else {"status": meaning["status"]}
        return {f"to_{field}": code for field, code in named.items()}
    return None
