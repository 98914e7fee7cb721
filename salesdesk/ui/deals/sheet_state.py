"""A sheet as it is shown: read and judged in one go off the main thread, painted from this alone.

Outside review mode nothing may depend on who is a coach (method 4), so the sheet is read as one to whom the coaches
are hidden.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from salesdesk.domain.deal import Deal
from salesdesk.domain.gap import Gap
from salesdesk.domain.lines import lines_of
from salesdesk.domain.reading import Reading
from salesdesk.domain.risk_points import RiskPoint
from salesdesk.domain.sheet import Sheet
from salesdesk.domain.stages import Check
from salesdesk.domain.strategy import Influence
from salesdesk.text import tr

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk
    from salesdesk.reports.data import SheetPaper


@dataclass(frozen=True)
class SheetState:
    """One deal on one day with everything the rules say of it, and its words in the language in force."""

    reading: Reading
    members: Mapping[str, str]
    """Names of our own people by id."""
    gaps: tuple[Gap, ...]
    points: tuple[RiskPoint, ...]
    """Risk points, the gravest first, the accepted ones among them."""
    missing: tuple[Check, ...]
    """What the stages left behind ask for and nobody has shown."""
    paper: "SheetPaper"

    @property
    def sheet(self) -> Sheet:
        """The records."""
        return self.reading.sheet

    @property
    def deal(self) -> Deal:
        """The deal."""
        return self.reading.sheet.deal

    @cached_property
    def part_by_id(self) -> Mapping[str, Influence]:
        """The parts people play, by id."""
        return {part.id: part for part in self.sheet.influences}

    @property
    def open_points(self) -> tuple[RiskPoint, ...]:
        """The risk points nobody has accepted."""
        return tuple(point for point in self.points if point.accepted is None)

    @property
    def off_the_lines(self) -> tuple[Influence, ...]:
        """People of the deal who stand on no line yet."""
        return tuple(part for part in self.sheet.people if not lines_of(part))

    @cached_property
    def hints(self) -> Mapping[str, str]:
        """By line: who might know somebody there, as it was written down for the place of somebody unknown."""
        return {
            line: tr("Who might know: {people}").format(people=part.who_might_know)
            for part in self.sheet.influences
            if not part.contact_id and part.who_might_know
            for line in lines_of(part)
        }

    @property
    def objective_changes(self) -> int:
        """How often the single sales objective was changed after it was set."""
        days = {
            (change.on, change.field)
            for change in self.sheet.changes
            if change.field.startswith("objective_")
        }
        return len({on for on, _ in days})

    @property
    def days_in_stage(self) -> int | None:
        """Days since the last move into the present stage; None where no move is known."""
        moved = [
            day
            for move in self.sheet.stage_moves
            if move.to_stage == self.deal.stage
            and move.from_stage != move.to_stage
            and (day := self.sheet.day_of(move.moved_at)) is not None
        ]
        since = max(moved, default=self.deal.known_since)
        return (self.reading.today - since).days if since is not None else None


def read_state(desk: "Desk", deal_id: str) -> SheetState:
    """Read and judge a deal; callable from any thread. Raises Known E_NOT_FOUND."""
    from salesdesk.desk.settings import limits
    from salesdesk.domain.gaps import gaps
    from salesdesk.domain.risk_points import risk_points
    from salesdesk.domain.stages import missing_before
    from salesdesk.domain.team import Member
    from salesdesk.reports.collect_sheet import paper_of
    from salesdesk.store.sheets import load_sheet

    with desk.read() as connection:
        sheet = load_sheet(connection, deal_id)
    members = {member.id: member.name for member in desk.select(Member)}
    reading = Reading(dataclasses.replace(sheet, coaches=None), desk.today(), limits(desk))
    return SheetState(
        reading=reading,
        members=members,
        gaps=gaps(reading),
        points=tuple(point for point in risk_points(reading) if not point.is_close),
        missing=tuple(check for check in missing_before(reading, sheet.deal.stage) if not check.is_close),
        paper=paper_of(reading, members),
    )
