"""Risk points about the course of a deal: stage, dates, amount, criteria, promises, the present supplier."""

from collections.abc import Iterator
from itertools import pairwise

from salesdesk.domain.reading import Reading
from salesdesk.domain.risk_rule import Raised, RiskRule, facts
from salesdesk.domain.stages import missing_before


def no_next_step(reading: Reading) -> Iterator[Raised]:
    """Nothing is planned from today on."""
    if not reading.has_next_step:
        yield Raised()


def gone_quiet(reading: Reading) -> Iterator[Raised]:
    """Nobody of the deal was seen, called or written to for long."""
    last = reading.last_contact
    if last is not None and (days := (reading.today - last).days) > reading.limits.no_contact_after_days:
        yield Raised(facts(days=days, date=last))


def signing_date_passed(reading: Reading) -> Iterator[Raised]:
    """The expected signing lies in the past."""
    expected = reading.sheet.deal.close_date
    if expected is not None and expected < reading.today:
        yield Raised(facts(date=expected, days=(reading.today - expected).days))


def signing_date_moved(reading: Reading) -> Iterator[Raised]:
    """The expected signing was put off again and again."""
    days = [
        (change.before, change.after)
        for change in reading.sheet.changes
        if change.field == "close_date" and change.record_id == reading.sheet.deal.id
    ]
    later = sum(1 for before, after in days if before and after and str(after) > str(before))
    if later >= reading.limits.date_moves:
        yield Raised(facts(count=later))


def amount_shrunk(reading: Reading) -> Iterator[Raised]:
    """The amount was cut by a good part of its highest; other currencies are not compared."""
    deal = reading.sheet.deal
    earlier = [
        change.before
        for change in reading.sheet.changes
        if change.field == "amount" and change.record_id == deal.id and isinstance(change.before, int)
    ]
    earlier += [
        move.amount
        for move in reading.sheet.stage_moves
        if move.amount is not None and move.currency == deal.currency
    ]
    highest = max(earlier, default=0)
    if deal.amount is None or highest <= deal.amount:
        return
    percent = (highest - deal.amount) * 100 // highest
    if percent >= reading.limits.shrunk_percent:
        yield Raised(facts(percent=percent, amount=highest, currency=deal.currency))


def stage_unproven(reading: Reading) -> Iterator[Raised]:
    """The deal stands in a stage that what we know does not prove; the coach has rules apart."""
    missing = [check for check in missing_before(reading, reading.sheet.deal.stage) if not check.is_close]
    if missing:
        codes = ",".join(check.code for check in missing)
        yield Raised(facts(stage=reading.sheet.deal.stage, checks=codes, count=len(missing)))


def moved_back(reading: Reading) -> Iterator[Raised]:
    """The last move of the deal was a step back."""
    dated = [move for move in reading.sheet.stage_moves if move.moved_at is not None]
    last = max(dated, key=lambda move: (move.moved_at, move.id), default=None)
    if last is not None and last.from_stage and last.to_stage < last.from_stage:
        yield Raised(facts(stage=last.from_stage, date=reading.sheet.day_of(last.moved_at)))


def not_approved(reading: Reading) -> Iterator[Raised]:
    """The customer has not approved the project, as far as we know."""
    if reading.sheet.deal.project_approved != "yes":
        yield Raised()


def no_budget(reading: Reading) -> Iterator[Raised]:
    """There is no budget."""
    if reading.sheet.deal.budget_state == "none":
        yield Raised()


def known_late(reading: Reading) -> Iterator[Raised]:
    """We heard of it when others had shaped it: we may be there for the count only."""
    if reading.sheet.deal.stage_on_entry >= "4":
        yield Raised(facts(stage=reading.sheet.deal.stage_on_entry))


def criteria_unknown(reading: Reading) -> Iterator[Raised]:
    """Nobody knows what they decide by."""
    if not reading.sheet.criteria:
        yield Raised()


def specification_not_ours(reading: Reading) -> Iterator[Raised]:
    """The specification is not drawn on our advantages."""
    if reading.sheet.deal.specification != "ours":
        yield Raised()


def trial_failed(reading: Reading) -> Iterator[Raised]:
    """The sample or trial failed."""
    if reading.sheet.deal.trial == "failed":
        yield Raised()


def we_are_behind(reading: Reading) -> Iterator[Raised]:
    """A competitor leads, by our own judgement or by the score of the weighted criteria."""
    if reading.sheet.deal.position == "behind":
        yield Raised()
        return
    for competitor in reading.sheet.competitors:
        if competitor.standing == "ahead":
            yield Raised(facts(what=competitor.name or competitor.way), "competitor", competitor.id)


def incumbent_contract(reading: Reading) -> Iterator[Raised]:
    """The present supplier's contract runs beyond the expected signing."""
    deal = reading.sheet.deal
    if deal.incumbent_until is not None and deal.incumbent_until > (deal.close_date or reading.today):
        yield Raised(facts(date=deal.incumbent_until))


def dates_contradict(reading: Reading) -> Iterator[Raised]:
    """The customer plans to buy later than we expect to sign."""
    deal = reading.sheet.deal
    if deal.purchase_on is not None and deal.close_date is not None and deal.purchase_on > deal.close_date:
        yield Raised(facts(date=deal.purchase_on, days=(deal.purchase_on - deal.close_date).days))


def promise_broken(reading: Reading) -> Iterator[Raised]:
    """A promise of ours is overdue."""
    for promise in reading.sheet.commitments:
        if (
            promise.side == "ours"
            and promise.state in ("promised", "broken")
            and promise.due_on is not None
            and promise.due_on < reading.today
        ):
            yield Raised(facts(what=promise.what, date=promise.due_on), "commitment", promise.id)


def approver_unknown(reading: Reading) -> Iterator[Raised]:
    """A step of the customer's way to buy lies ahead and nobody knows who approves it."""
    for step in reading.sheet.buying_steps:
        if step.state in ("ahead", "running", "") and not step.approver_contact_id:
            yield Raised(facts(what=step.name), "buying_step", step.id)


def obstacle_stands(reading: Reading) -> Iterator[Raised]:
    """An obstacle that cannot be solved, or whose day has passed."""
    for row in reading.sheet.obstacles:
        is_late = row.due_on is not None and row.due_on < reading.today
        if row.state in ("open", "") and (row.solvable == "no" or is_late):
            yield Raised(facts(what=row.obstacle), "obstacle", row.id)


def action_overdue(reading: Reading) -> Iterator[Raised]:
    """Actions of ours are overdue."""
    late = [
        action
        for action in reading.sheet.actions
        if action.state == "open" and action.due_on is not None and action.due_on < reading.today
    ]
    if late:
        yield Raised(facts(what=late[0].what, count=len(late)))


def score_behind(reading: Reading) -> Iterator[Raised]:
    """By weighted criteria a competitor scores higher; only criteria scored for both are compared."""
    criteria = {row.id: row for row in reading.sheet.criteria if row.weight and row.our_score is not None}
    for competitor in reading.sheet.competitors:
        ours = theirs = 0
        for score in reading.sheet.scores:
            criterion = criteria.get(score.criterion_id)
            if score.competitor_id == competitor.id and criterion is not None and score.score is not None:
                ours += (criterion.weight or 0) * (criterion.our_score or 0)
                theirs += (criterion.weight or 0) * score.score
        if theirs > ours:
            yield Raised(facts(what=competitor.name or competitor.way), "competitor", competitor.id)


def backwards_in_time(reading: Reading) -> Iterator[Raised]:
    """Planned buying steps contradict their order: a later step is planned before an earlier one."""
    steps = sorted(reading.sheet.buying_steps, key=lambda step: (step.order, step.id))
    planned = [
        step for step in steps if step.planned_on is not None and step.state in ("ahead", "running", "")
    ]
    for earlier, later in pairwise(planned):
        if earlier.planned_on and later.planned_on and later.planned_on < earlier.planned_on:
            yield Raised(facts(what=later.name, date=later.planned_on), "buying_step", later.id)


COURSE_RISKS: tuple[RiskRule, ...] = (
    RiskRule("signing_date_passed", 3, signing_date_passed),
    RiskRule("no_next_step", 3, no_next_step),
    RiskRule("trial_failed", 3, trial_failed),
    RiskRule("promise_broken", 3, promise_broken),
    RiskRule("stage_unproven", 2, stage_unproven),
    RiskRule("not_approved", 2, not_approved, from_stage=3),
    RiskRule("no_budget", 2, no_budget, from_stage=2),
    RiskRule("specification_not_ours", 2, specification_not_ours, from_stage=4),
    RiskRule("criteria_unknown", 2, criteria_unknown, from_stage=3),
    RiskRule("known_late", 2, known_late),
    RiskRule("we_are_behind", 2, we_are_behind),
    RiskRule("score_behind", 2, score_behind, from_stage=3),
    RiskRule("signing_date_moved", 2, signing_date_moved),
    RiskRule("amount_shrunk", 2, amount_shrunk),
    RiskRule("moved_back", 2, moved_back),
    RiskRule("gone_quiet", 2, gone_quiet),
    RiskRule("obstacle_stands", 2, obstacle_stands),
    RiskRule("incumbent_contract", 1, incumbent_contract),
    RiskRule("dates_contradict", 1, dates_contradict),
    RiskRule("approver_unknown", 1, approver_unknown, from_stage=3),
    RiskRule("action_overdue", 1, action_overdue),
    RiskRule("steps_contradict", 1, backwards_in_time),
)
