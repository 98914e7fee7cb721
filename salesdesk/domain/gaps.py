"""The gaps of a deal's sheet: what we do not know, why it matters, whom to ask, with which question.

Nothing here looks at the coaches (method 4): a gap may become a question of a visit, which is read by all who
hold the account.
"""

import dataclasses
from collections.abc import Callable, Iterator, Sequence

from salesdesk.domain.gap import Gap
from salesdesk.domain.gaps_of_facts import FACT_RULES
from salesdesk.domain.gaps_of_people import PEOPLE_RULES
from salesdesk.domain.reading import Reading
from salesdesk.domain.sheet import PLANNED_STATES, Sheet
from salesdesk.domain.stages import checks
from salesdesk.domain.visit import VisitQuestion

__all__ = ["Gap", "ask", "gaps"]

_PRESENT_STAGE_BONUS = 20
_RULES: Sequence[Callable[[Reading], Iterator[Gap]]] = (*PEOPLE_RULES, *FACT_RULES)


def gaps(reading: Reading) -> tuple[Gap, ...]:
    """Every gap of an open deal, the most worth asking first; what the present stage asks for comes up."""
    if not reading.is_open:
        return ()
    wanted = {check.code for check in checks(reading, reading.sheet.deal.stage) if check.state != "yes"}
    planned = _planned(reading.sheet)
    found = [
        dataclasses.replace(
            gap,
            weight=gap.weight + (_PRESENT_STAGE_BONUS if gap.check in wanted else 0),
            planned_visit_id=planned.get((gap.code, gap.about_id, gap.field), ""),
        )
        for rule in _RULES
        for gap in rule(reading)
    ]
    return tuple(sorted(found, key=lambda gap: -gap.weight))


def ask(gap: Gap, visit_id: str, words: str, *, order: str = "") -> VisitQuestion:
    """The gap as a question of a visit, in these words."""
    return VisitQuestion(
        visit_id=visit_id,
        type=gap.question_type,
        question=words,
        contact_id=gap.ask[0] if gap.ask else "",
        question_id=gap.about_id if gap.about_kind == "question" else "",
        gap=gap.code,
        about_kind=gap.about_kind,
        about_id=gap.about_id,
        about_field=gap.field,
        order=order,
    )


def _planned(sheet: Sheet) -> dict[tuple[str, str, str], str]:
    """Which gap is already asked for in which planned visit of this deal."""
    found = {}
    for row in sheet.visit_questions:
        visit = sheet.visit_by_id.get(row.visit_id)
        if visit is None or visit.state not in PLANNED_STATES or visit.deal_id not in ("", sheet.deal.id):
            continue
        if row.gap and not row.is_answered:
            found[row.gap, row.about_id, row.about_field] = visit.id
    return found
