"""The six stages: their layers, what proves that one may be left, and the odds to start from (method 3)."""

from dataclasses import dataclass

from salesdesk.domain.coaches import coach_state
from salesdesk.domain.codes import STAGES
from salesdesk.domain.deal import StageMove
from salesdesk.domain.reading import Facts, Reading, facts

__all__ = ["LAYERS", "STAGES", "STAGE_ODDS", "Check", "checks", "is_proven", "missing_before", "stages_of"]

LAYERS = {"1": 3, "2": 3, "3": 2, "4": 2, "5": 1, "6": 0}
"""The layer of the funnel a stage belongs to; 0 is out of it."""

STAGE_ODDS = {"1": 5, "2": 10, "3": 25, "4": 40, "5": 50, "6": 90}
"""Percent, until a team has enough closed deals of its own (method 4)."""

_SHORT = {
    "small_order": ("1", "5", "6"),
    "repeat": ("5", "6"),
    "framework": ("1", "2", "4", "5", "6"),
    "renewal": ("1", "5", "6"),
    "service": ("1", "5", "6"),
}


@dataclass(frozen=True, slots=True)
class Check:
    """One piece of evidence a stage asks for: `yes`, `no`, `unknown`, or `hidden` from us."""

    stage: str
    code: str
    state: str
    facts: Facts = ()

    @property
    def is_close(self) -> bool:
        """It tells of coaches: shown in review mode only, never printed (method 4)."""
        return self.code == "coach_confirmed"


def stages_of(deal_kind: str) -> tuple[str, ...]:
    """The stages a deal of this kind goes through; all six for a key project."""
    return _SHORT.get(deal_kind, STAGES)


def checks(reading: Reading, stage: str) -> tuple[Check, ...]:
    """What must be so before a deal leaves the stage."""
    found = {
        "1": _need_arises,
        "2": _internal_preparation,
        "3": _solution_design,
        "4": _evaluation,
        "5": _bidding,
        "6": _implementation,
    }.get(stage)
    return found(reading) if found and reading.is_key else ()


def missing_before(reading: Reading, stage: str, *, since: str = "1") -> tuple[Check, ...]:
    """The checks of the stages from `since` up to, not including, `stage` that are not answered with yes.

    Hidden checks speak neither for nor against.
    """
    passed = [code for code in STAGES if since <= code < stage]
    found = [check for code in passed for check in checks(reading, code)]
    return tuple(check for check in found if check.state in ("no", "unknown"))


def is_proven(reading: Reading, move: StageMove) -> bool:
    """Whether what the stages left behind ask for is there now; a move back needs no proof."""
    since = move.from_stage or "1"
    return not missing_before(reading, move.to_stage, since=since)


def _known(condition: bool) -> str:
    return "yes" if condition else "unknown"


def _yes_no(answer: str) -> str:
    return answer or "unknown"


def _need_arises(reading: Reading) -> tuple[Check, ...]:
    deal = reading.sheet.deal
    return (
        Check("1", "management_agreed", _yes_no(deal.management_agreed)),
        Check("1", "need_behind_named", _known(bool(deal.need_behind.strip()))),
    )


def _internal_preparation(reading: Reading) -> tuple[Check, ...]:
    deal = reading.sheet.deal
    unmet = [line.line for line in reading.coverage if line.state != "met"]
    coach = {"hidden": "hidden", "confirmed": "yes"}.get(coach_state(reading.sheet), "no")
    return (
        Check("2", "five_lines_met", "no" if unmet else "yes", facts(lines=",".join(unmet))),
        Check("2", "coach_confirmed", coach),
        Check("2", "budget_known", _known(bool(deal.budget_state or deal.budget))),
        Check("2", "timing_known", _known(deal.purchase_on is not None)),
        Check("2", "project_approved", _yes_no(deal.project_approved)),
    )


def _solution_design(reading: Reading) -> tuple[Check, ...]:
    state = {"ours": "yes", "": "unknown"}.get(reading.sheet.deal.specification, "no")
    return (Check("3", "specification_ours", state),)


def _evaluation(reading: Reading) -> tuple[Check, ...]:
    deal, criteria = reading.sheet.deal, reading.sheet.criteria
    weighted = bool(criteria) and all(criterion.weight is not None for criterion in criteria)
    trial = {"not_needed": "yes", "passed": "yes", "": "unknown"}.get(deal.trial, "no")
    return (
        Check("4", "criteria_known", _known(bool(criteria))),
        Check("4", "weights_known", _known(weighted)),
        Check("4", "trial_passed", trial),
        Check("4", "short_listed", _yes_no(deal.short_listed)),
    )


def _bidding(reading: Reading) -> tuple[Check, ...]:
    answer = reading.sheet.deal.agreed_in_writing
    state = {"": "unknown", "no": "no"}.get(answer, "yes")
    return (Check("5", "agreed_in_writing", state),)


def _implementation(reading: Reading) -> tuple[Check, ...]:
    state = "yes" if reading.sheet.deal.fulfilment in ("paid", "warranty") else "unknown"
    return (Check("6", "paid", state),)
