"""The strengths of a key project: what speaks for us, by rule (method 4)."""

from collections.abc import Iterator

from salesdesk.domain.coaches import coach_state
from salesdesk.domain.knowledge import Knowledge
from salesdesk.domain.lines import weight_of
from salesdesk.domain.reading import Reading
from salesdesk.domain.risk_rule import Raised, RiskRule, facts

_HIGH = 3


def coach_confirmed(reading: Reading) -> Iterator[Raised]:
    """A coach of ours has passed the four tests."""
    if coach_state(reading.sheet) == "confirmed":
        yield Raised()


def five_lines_met(reading: Reading) -> Iterator[Raised]:
    """Somebody of every line was met."""
    if all(line.state == "met" for line in reading.coverage):
        yield Raised()


def decision_for_us(reading: Reading) -> Iterator[Raised]:
    """Somebody of high influence on the decision line supports us, and said so not long ago."""
    for part in reading.sheet.people:
        if (
            part.on_decision_line
            and weight_of(part) == _HIGH
            and part.attitude in ("supporter", "strong_supporter")
            and reading.standing(part, "attitude").knowledge is Knowledge.KNOWN
        ):
            yield Raised(facts(person=reading.sheet.name_of(part.contact_id)), "influence", part.id)


def specification_ours(reading: Reading) -> Iterator[Raised]:
    """The specification is drawn on our advantages."""
    if reading.sheet.deal.specification == "ours":
        yield Raised()


def trial_passed(reading: Reading) -> Iterator[Raised]:
    """The sample or trial was passed."""
    if reading.sheet.deal.trial == "passed":
        yield Raised()


def in_first(reading: Reading) -> Iterator[Raised]:
    """We were there when the need arose."""
    if reading.sheet.deal.stage_on_entry == "1":
        yield Raised()


def we_lead(reading: Reading) -> Iterator[Raised]:
    """We lead, or are the only one asked."""
    if reading.sheet.deal.position in ("lead", "alone"):
        yield Raised()


def incumbent_fails(reading: Reading) -> Iterator[Raised]:
    """It is known what fails with the present supplier."""
    if reading.sheet.deal.incumbent_fails.strip():
        yield Raised(facts(what=reading.sheet.deal.incumbent_fails.strip().partition("\n")[0][:120]))


STRONG_POINTS: tuple[RiskRule, ...] = (
    RiskRule("coach_confirmed", 0, coach_confirmed, is_close=True),
    RiskRule("decision_for_us", 0, decision_for_us),
    RiskRule("five_lines_met", 0, five_lines_met),
    RiskRule("specification_ours", 0, specification_ours),
    RiskRule("trial_passed", 0, trial_passed),
    RiskRule("we_lead", 0, we_lead),
    RiskRule("in_first", 0, in_first),
    RiskRule("incumbent_fails", 0, incumbent_fails),
)
