"""What the form of a visit shows, read at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from salesdesk.domain.contact import Contact
from salesdesk.domain.gap import Gap
from salesdesk.domain.strategy import Evidence, Influence
from salesdesk.domain.team import Member
from salesdesk.domain.toolbox import Tool
from salesdesk.domain.visit import Visit
from salesdesk.text.findings import finding
from salesdesk.text.formats import words_list

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk
    from salesdesk.store.cards import VisitForm

_TOOL_KINDS = (
    "value",
    "objection",
    "script",
    "question",
    "case",
    "letter",
    "reference_site",
    "product_sheet",
)
_TOOLS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitView:
    """A visit with its rows, the parts its people play in the deal, and what rests on it."""

    form: "VisitForm"
    parts: Mapping[str, Influence]
    """The part in the deal of each person on its map, by contact id."""
    evidence: tuple[Evidence, ...]
    """What this visit proved."""
    next_visit: Visit | None
    """The visit that its record drafted."""
    colleagues: tuple[Member, ...]

    @property
    def planned(self) -> tuple[Contact, ...]:
        """The contacts planned, in order."""
        rows = [row for row in self.form.attendees if row.is_planned and row.contact_id in self.form.contacts]
        return tuple(self.form.contacts[row.contact_id] for row in rows)

    @property
    def met(self) -> tuple[Contact, ...]:
        """The contacts met, in order."""
        rows = [row for row in self.form.attendees if row.was_met and row.contact_id in self.form.contacts]
        return tuple(self.form.contacts[row.contact_id] for row in rows)


def read_visit(desk: "Desk", visit_id: str) -> VisitView:
    """Everything the form shows but the gaps; raises Known E_NOT_FOUND."""
    from salesdesk.desk.derived import derived_id
    from salesdesk.store.cards import visit_form

    with desk.read() as connection:
        form = visit_form(connection, visit_id)
    parts = desk.select(Influence, deal_id=form.deal.id) if form.deal is not None else []
    return VisitView(
        form=form,
        parts={part.contact_id: part for part in parts if part.contact_id},
        evidence=tuple(desk.select(Evidence, visit_id=visit_id)),
        next_visit=desk.get(Visit, derived_id(Visit.KIND, visit_id, "next")),
        colleagues=tuple(desk.select(Member)),
    )


@dataclass(frozen=True, slots=True)
class GapLine:
    """A gap in words: what is not known, why it matters, who may know, and the question."""

    gap: Gap
    what: str
    why: str
    who: str
    question: str


def read_gaps(desk: "Desk", deal_id: str) -> tuple[list[GapLine], list[Tool]]:
    """The gaps of a deal, the most worth asking first, and tools for its stage; for a thread of its own."""
    from salesdesk.desk.settings import limits
    from salesdesk.domain.gaps import gaps
    from salesdesk.domain.reading import Reading
    from salesdesk.store.sheets import load_sheet

    with desk.read() as connection:
        sheet = load_sheet(connection, deal_id)
    reading = Reading(sheet, desk.today(), limits(desk))
    found = [gap_line(gap, {one: sheet.name_of(one) for one in gap.ask}) for gap in gaps(reading)]
    return found, tools_for(desk, sheet.deal.stage, desk.today())


def gap_line(gap: Gap, names: Mapping[str, str]) -> GapLine:
    """A gap put into words; `names` are those of the people to ask."""
    return GapLine(
        gap=gap,
        what=finding(gap.key, gap.facts),
        why=finding(f"{gap.key}.why", gap.facts),
        who=words_list([names[one] for one in gap.ask if names.get(one)]),
        question=finding(f"{gap.key}.question", gap.facts),
    )


def tools_for(desk: "Desk", stage: str, today: date) -> list[Tool]:
    """Pieces of the toolbox for a stage: those made for it, then those for any."""
    fitting = [
        tool
        for tool in desk.select(Tool)
        if tool.tool_kind in _TOOL_KINDS
        and tool.stage in ("", stage)
        and tool.permission != "refused"
        and (tool.expires_on is None or tool.expires_on >= today)
    ]
    fitting.sort(key=lambda tool: (tool.stage != stage, _TOOL_KINDS.index(tool.tool_kind), tool.name))
    return fitting[:_TOOLS]
