"""What is done on the sheet and the card: each one write with its name, through the verbs of the desk."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from salesdesk.domain.codes import LINES
from salesdesk.domain.gap import Gap
from salesdesk.domain.lines import line_field
from salesdesk.domain.problems import Known
from salesdesk.domain.record import Value
from salesdesk.domain.risk_rule import RiskPoint
from salesdesk.domain.strategy import Influence
from salesdesk.text import tr
from salesdesk.text.findings import finding
from salesdesk.ui.kit.screen import Frame

if TYPE_CHECKING:
    from salesdesk.desk.evidence import Proof
    from salesdesk.store.writer import Writer

Result = TypeVar("Result")

ATTITUDE_KEYS = ("", "strong_opponent", "opponent", "neutral", "supporter", "strong_supporter")
"""The attitude that each of the keys 0 to 5 gives."""


class Deeds:
    """The deeds of one deal. What goes wrong is said by the window; `try_` answers None then."""

    def __init__(self, frame: Frame, deal_id: str) -> None:
        self.frame, self.deal_id = frame, deal_id

    @property
    def today(self) -> date:
        """The day of the desk."""
        return self.frame.desk.today()

    def try_(self, label: str, work: "Callable[[Writer], Result]") -> Result | None:
        """One write; a fault of the world is told and nothing is changed."""
        try:
            return self.frame.desk.write(label, work)
        except Known as error:
            self.frame.faults.tell(error)
            return None

    # --- people

    def rate(self, part_id: str, values: dict[str, Value], proof: "Proof | None" = None) -> None:
        """Say how a person stands, with evidence or as a guess; raises Known."""
        from salesdesk.desk.strategy import rate

        self.frame.desk.write("rate_person", lambda w: rate(w, part_id, evidence=proof, **values))

    def rate_attitude(self, part_id: str, attitude: str) -> None:
        """Say how a person stands towards us, as a guess until something shows it."""
        from salesdesk.desk.strategy import rate

        self.try_("rate_person", lambda w: rate(w, part_id, attitude=attitude))

    def prove(self, part: Influence, field: str, proof: "Proof") -> None:
        """Note what the present value of a person's field rests on."""
        from salesdesk.desk.evidence import prove

        self.try_("prove", lambda w: prove(w, w.need(Influence, part.id), field, proof))

    def set_lines(self, part_id: str, lines: Iterable[str]) -> None:
        """Say on which lines a person stands."""
        from salesdesk.desk.strategy import set_lines

        wanted = tuple(lines)
        self.try_("set_lines", lambda w: set_lines(w, part_id, wanted))

    def place(self, part: Influence, from_line: str, to_line: str, level: str) -> None:
        """Take a person's card from one line to another, and to a row of influence, as one step."""
        from salesdesk.desk.strategy import on_lines, rate

        stands = {line for line in LINES if part.value(line_field(line))}
        lines = (stands - {from_line}) | {to_line} if from_line != to_line else stands
        values: dict[str, Value] = {} if level == part.influence else {"influence": level}
        if lines != stands:
            values |= on_lines(lines)
        if values:
            self.try_("place_person", lambda w: rate(w, part.id, evidence=None, **values))

    def take_off(self, part: Influence, name: str) -> None:
        """Take a person off the map."""
        from salesdesk.desk.strategy import take_off_map

        if self.try_("take_off_map", lambda w: take_off_map(w, part.id)) is not None:
            self.frame.notify(tr("{name} is off the map.").format(name=name), undo=True)

    def relate(self, from_contact: str, to_contact: str, kind: str) -> None:
        """Say that one person influences another, or is in conflict with them, in this deal."""
        from salesdesk.desk.contacts import relate

        deal_id = self.deal_id
        self.try_("relate", lambda w: relate(w, from_contact, to_contact, kind=kind, deal_id=deal_id))

    # --- gaps, risks

    def ask_next(self, gap: Gap, words: str) -> None:
        """Put a gap into the next visit, which is drafted when there is none."""
        from salesdesk.desk.visits import ask_in_next_visit
        from salesdesk.text.formats import date_words

        visit = self.try_("ask_in_next_visit", lambda w: ask_in_next_visit(w, self.deal_id, gap, words))
        if visit is None:
            return
        if visit.starts_at is not None:
            day = date_words(visit.starts_at.astimezone().date())
            said = tr("Put into the visit of {date}.").format(date=day)
        else:
            said = tr("Put into a new visit, whose day is still open.")
        self.frame.notify(
            said, tone="good", show=lambda: self.frame.show_record("visit", visit.id), undo=True
        )

    def accept_risk(self, point: RiskPoint, reason: str, until: date | None) -> None:
        """Live with a risk point, for a reason and until a day; raises Known without a reason."""
        from salesdesk.desk.strategy import accept_risk
        from salesdesk.domain.strategy import AcceptedRisk

        if not reason.strip():
            raise Known("E_FIELD", kind=AcceptedRisk.KIND, field="reason", reason="required")
        self.frame.desk.write(
            "accept_risk",
            lambda w: accept_risk(
                w, self.deal_id, point.code, reason=reason, until=until, subject_id=point.about_id
            ),
        )

    def plan_deed(self, point: RiskPoint, contact_id: str) -> None:
        """Make the deed that clears a risk point an action of the sheet."""
        from salesdesk.desk.strategy import add_action

        words = finding(point.deed_key, point.facts)
        if self.try_("add.action", lambda w: add_action(w, self.deal_id, words, contact_id=contact_id)):
            self.frame.notify(tr("It stands among the actions now."), tone="good", undo=True)
