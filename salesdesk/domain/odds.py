"""The odds of a deal as a band with signed reasons (method 4); percent throughout."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from salesdesk.domain.coaches import coach_state
from salesdesk.domain.knowledge import Knowledge
from salesdesk.domain.lines import weight_of
from salesdesk.domain.reading import Facts, Reading, facts
from salesdesk.domain.stages import STAGE_ODDS, missing_before

REASONS_SHOWN = 3
_NARROWEST, _WIDEST = 4, 20
"""Half the width of the band, with everything known and with nothing known."""
_LEAST, _MOST = 1, 99
"""An open deal is never sure."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """One reason: its words are `odds.CODE`, and so many points for us or against us."""

    code: str
    points: int
    facts: Facts = ()
    is_close: bool = False
    """It tells of coaches: shown in review mode only, never printed (method 4)."""

    @property
    def key(self) -> str:
        """Key of the sentence that says it."""
        return f"odds.{self.code}"


@dataclass(frozen=True, slots=True)
class Odds:
    """From low to high, around middle; what the stage gives, and what moved it, the strongest first."""

    low: int
    middle: int
    high: int
    base: int
    contributions: tuple[Contribution, ...] = ()

    def reasons(self, *, in_review: bool = False) -> tuple[Contribution, ...]:
        """The three strongest reasons; those that tell of coaches in review mode only."""
        shown = (reason for reason in self.contributions if in_review or not reason.is_close)
        return tuple(shown)[:REASONS_SHOWN]


def odds(reading: Reading, *, base: Mapping[str, int] = STAGE_ODDS) -> Odds:
    """The odds of winning; `base` is a percentage for each stage, the team's own once it has enough deals."""
    status = reading.sheet.deal.status
    if not reading.is_open:
        sure = 100 if status == "won" else 0
        return Odds(sure, sure, sure, sure)
    start = base.get(reading.sheet.deal.stage, STAGE_ODDS["1"])
    found = [reason for rule in _rules(reading) for reason in rule(reading) if reason.points]
    found.sort(key=lambda reason: (-abs(reason.points), reason.code))
    middle = _between(start + sum(reason.points for reason in found), _LEAST, _MOST)
    half = _half_width(reading)
    low, high = _between(middle - half, 0, 100), _between(middle + half, 0, 100)
    return Odds(low, middle, high, start, tuple(found))


def _between(value: int, low: int, high: int) -> int:
    return max(low, min(high, value))


def _half_width(reading: Reading) -> int:
    """Wide while little is known: lines unmet and attitudes that are unknown, guessed or stale."""
    if not reading.is_key:
        return (_NARROWEST + _WIDEST) // 2
    unmet = sum(line.state != "met" for line in reading.coverage)
    weak = sum(
        reading.standing(part, "attitude").knowledge is not Knowledge.KNOWN
        for part in reading.sheet.people
        if weight_of(part) != 1
    )
    return min(_WIDEST, _NARROWEST + 2 * unmet + 2 * weak)


_ATTITUDE_POINTS = {
    "strong_opponent": -14,
    "opponent": -9,
    "neutral": 0,
    "supporter": 5,
    "strong_supporter": 8,
}


def _attitudes(reading: Reading) -> Iterator[Contribution]:
    """What people of influence wish; a guess or stale evidence counts half, medium influence half."""
    for part in reading.sheet.people:
        points = _ATTITUDE_POINTS.get(part.attitude, 0)
        weight = weight_of(part)
        if weight < 2 or not points:
            continue
        if weight == 2:
            points = int(points / 2)
        if reading.standing(part, "attitude").knowledge is not Knowledge.KNOWN:
            points = int(points / 2)
        code = "person_for_us" if points > 0 else "person_against_us"
        yield Contribution(code, points, facts(person=reading.sheet.name_of(part.contact_id)))


def _lines(reading: Reading) -> Iterator[Contribution]:
    unmet = [line.line for line in reading.coverage if line.state != "met"]
    if reading.stage == 1:
        return
    if unmet:
        yield Contribution("lines_unmet", -3 * len(unmet), facts(lines=",".join(unmet), count=len(unmet)))
    else:
        yield Contribution("lines_met", 5)


def _coach(reading: Reading) -> Iterator[Contribution]:
    state = coach_state(reading.sheet)
    if state == "confirmed":
        yield Contribution("coach_confirmed", 8, is_close=True)
    elif state == "none" and reading.stage >= 2:
        yield Contribution("no_coach", -5, is_close=True)


_FACT_POINTS: tuple[tuple[str, str, str, int], ...] = (
    ("specification", "ours", "specification_ours", 8),
    ("specification", "theirs", "specification_theirs", -12),
    ("position", "alone", "alone", 12),
    ("position", "lead", "lead", 7),
    ("position", "behind", "behind", -9),
    ("budget_state", "approved", "budget_approved", 4),
    ("budget_state", "none", "no_budget", -8),
    ("project_approved", "no", "not_approved", -6),
    ("project_approved", "yes", "approved", 3),
    ("trial", "passed", "trial_passed", 6),
    ("trial", "failed", "trial_failed", -12),
    ("short_listed", "yes", "short_listed", 5),
    ("short_listed", "no", "not_short_listed", -25),
    ("agreed_in_writing", "award_notice", "awarded", 30),
    ("agreed_in_writing", "price_agreed", "price_agreed", 15),
    ("worth", "no_go", "no_go", -15),
)


def _facts(reading: Reading) -> Iterator[Contribution]:
    for field, value, code, points in _FACT_POINTS:
        if reading.sheet.deal.value(field) == value:
            yield Contribution(code, points)


def _entry(reading: Reading) -> Iterator[Contribution]:
    if reading.sheet.deal.stage_on_entry >= "4":
        yield Contribution("known_late", -7)


def _proof(reading: Reading) -> Iterator[Contribution]:
    """Lines and coach count by themselves already."""
    missing = [
        check
        for check in missing_before(reading, reading.sheet.deal.stage)
        if check.code not in ("five_lines_met", "coach_confirmed")
    ]
    if missing:
        yield Contribution("stage_unproven", max(-12, -2 * len(missing)), facts(count=len(missing)))


def _course(reading: Reading) -> Iterator[Contribution]:
    deal = reading.sheet.deal
    if deal.status == "on_hold":
        yield Contribution("on_hold", -10)
    if deal.close_date is not None and deal.close_date < reading.today:
        yield Contribution("signing_overdue", -6, facts(date=deal.close_date))
    if not reading.has_next_step:
        yield Contribution("no_next_step", -4)


_Rule = Callable[[Reading], Iterator[Contribution]]


def _rules(reading: Reading) -> tuple[_Rule, ...]:
    if not reading.is_key:
        return (_course,)
    return (_attitudes, _lines, _coach, _facts, _entry, _proof, _course)
