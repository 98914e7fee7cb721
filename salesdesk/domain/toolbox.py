"""The toolbox: what helps in a meeting, delivered to the whole team (method 8)."""

from datetime import date

from salesdesk.domain.codes import LANGUAGES, LINES, STAGES
from salesdesk.domain.record import (
    Record,
    Scope,
    choice,
    day,
    long_text,
    record_kind,
    reference,
    text,
)

TOOL_KINDS = (
    "value",
    "objection",
    "pain_chain",
    "script",
    "question",
    "case",
    "letter",
    "reference_site",
    "competitor_sheet",
    "product_sheet",
    "target_list",
    "model_visit",
)


@record_kind("tool", scope=Scope.TEAM, importable=True)
class Tool(Record):
    """One piece of the toolbox: need, advantage, proof, and where it is offered."""

    name: str = text(required=True, searched=True, sorted=True)
    tool_kind: str = choice(*TOOL_KINDS, default="value", required=True, sorted=True)
    language: str = choice(*LANGUAGES)
    need: str = text(searched=True)
    advantage: str = text(searched=True)
    proof: str = text(searched=True)
    line: str = choice(*LINES)
    stage: str = choice(*STAGES)
    industry: str = text()
    product_id: str = reference("product")
    permission: str = choice("granted", "ask_first", "refused")
    permitted_by: str = text()
    expires_on: date | None = day(sorted=True)
    author_id: str = reference("member")
    secrecy: str = choice("open", "internal", default="internal")
    external_id: str = text()
    external_source: str = text()
    text: str = long_text(searched=True)
