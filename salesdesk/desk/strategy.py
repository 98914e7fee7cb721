"""What is done on the strategy sheet: people put on the map and rated, competition, questions, actions, risks."""

from collections.abc import Iterable
from datetime import date

from salesdesk.desk.derived import derived_id, next_ranks
from salesdesk.desk.evidence import Proof, prove
from salesdesk.domain.codes import LINES
from salesdesk.domain.contact import Contact
from salesdesk.domain.deal import Deal
from salesdesk.domain.lines import line_field
from salesdesk.domain.problems import Known
from salesdesk.domain.record import Record, Value
from salesdesk.domain.strategy import (
    AcceptedRisk,
    Action,
    Competitor,
    Criterion,
    CriterionScore,
    Estimate,
    Influence,
    Obstacle,
    Question,
)
from salesdesk.store.writer import Writer

# --- the map ------------------------------------------------------------------------------------------------------


def on_lines(lines: Iterable[str]) -> dict[str, Value]:
    """The five fields that say on which lines somebody stands; raises Known E_CHOICE for a line nobody knows."""
    wanted = set(lines)
    for line in wanted.difference(LINES):
        raise Known("E_CHOICE", kind=Influence.KIND, field="line", value=line, choices=", ".join(LINES))
    return {line_field(line): line in wanted for line in LINES}


def part_of(w: Writer, deal_id: str, contact_id: str) -> Influence | None:
    """The part a person plays in a deal."""
    found = w.select(Influence, deal_id=deal_id, contact_id=contact_id)
    return found[0] if found else None


def put_on_map(
    w: Writer,
    deal_id: str,
    contact_id: str,
    lines: Iterable[str] = (),
    *,
    evidence: Proof | None = None,
    **values: Value,
) -> Influence:
    """Put a person on the map of a deal, or on further lines of it; one person plays one part on all devices."""
    w.need(Deal, deal_id)
    w.need(Contact, contact_id)
    more = {name: True for name, is_on in on_lines(lines).items() if is_on}
    part = part_of(w, deal_id, contact_id)
    if part is None:
        facts: dict[str, Value] = {
            "owner_id": w.user_id,
            "order": _next_rank(w, Influence, deal_id),
            **more,
            **values,
        }
        part_id = derived_id(Influence.KIND, deal_id, contact_id)
        part = w.put(Influence(id=part_id, deal_id=deal_id, contact_id=contact_id, **facts))  # type: ignore[arg-type]
    elif more or values:
        part = w.set(Influence, part.id, **more, **values)
    _prove_all(w, part, (*more, *values), evidence)
    return part


def put_unknown(
    w: Writer, deal_id: str, line: str, *, who_might_know: str = "", **values: Value
) -> Influence:
    """Keep a place on a line for somebody nobody knows yet; one such place for each line."""
    w.need(Deal, deal_id)
    place_id = derived_id(Influence.KIND, deal_id, "unknown", line)
    facts: dict[str, Value] = {"order": _next_rank(w, Influence, deal_id), **on_lines([line]), **values}
    return w.put(Influence(id=place_id, deal_id=deal_id, who_might_know=who_might_know, **facts))  # type: ignore[arg-type]


def name_unknown(w: Writer, influence_id: str, contact_id: str) -> Influence:
    """Say who stands where nobody was known: the place goes over to the person's part.

    Raises Known E_FIELD (reason unchanged) for a place somebody holds.
    """
    place = w.need(Influence, influence_id)
    if place.contact_id:
        raise Known("E_FIELD", kind=Influence.KIND, field="contact_id", reason="unchanged")
    lines = [line for line in LINES if place.value(line_field(line))]
    w.drop(Influence, influence_id)
    part = put_on_map(w, place.deal_id, contact_id, lines)
    names = ("influence", "remarks")
    kept = {name: place.value(name) for name in names if place.value(name) and not part.value(name)}
    return w.set(Influence, part.id, **kept) if kept else part


def set_lines(w: Writer, influence_id: str, lines: Iterable[str]) -> Influence:
    """Say on exactly which lines a person stands."""
    return w.set(Influence, influence_id, **on_lines(lines))


def take_off_map(w: Writer, influence_id: str) -> list[Record]:
    """Take a person, or a place, off the map with the evidence for it."""
    return w.drop(Influence, influence_id)


def rate(w: Writer, influence_id: str, *, evidence: Proof | None = None, **values: Value) -> Influence:
    """Say how a person stands in a deal: attitude, influence, response mode and the rest.

    With evidence the values are known; without any they are a guess, and older evidence for another value proves
    nothing. Raises Known for bad values.
    """
    part = w.set(Influence, influence_id, **values)
    _prove_all(w, part, values, evidence)
    return part


def _prove_all(w: Writer, record: Record, names: Iterable[str], evidence: Proof | None) -> None:
    if evidence is not None and evidence.is_anchored:
        for name in names:
            prove(w, record, name, evidence)


def _next_rank(w: Writer, record_class: type[Record], deal_id: str) -> str:
    return next_ranks(w.select(record_class, deal_id=deal_id), 1)[0]


# --- competition and criteria -------------------------------------------------------------------------------------


def add_competitor(w: Writer, deal_id: str, name: str, **values: Value) -> Competitor:
    """Name a rival, ahead of the ways not to buy that are always there."""
    rivals = [
        row for row in w.select(Competitor, deal_id=deal_id) if row.way not in ("do_nothing", "in_house")
    ]
    facts: dict[str, Value] = {"order": next_ranks(rivals, 1)[0], **values}
    if not name.strip():
        raise Known("E_FIELD", kind=Competitor.KIND, field="name", reason="required")
    return w.add(Competitor(deal_id=deal_id, name=name.strip(), **facts))  # type: ignore[arg-type]  # checked there


def add_criterion(w: Writer, deal_id: str, name: str, **values: Value) -> Criterion:
    """Name a criterion the customer decides by."""
    facts: dict[str, Value] = {"order": _next_rank(w, Criterion, deal_id), **values}
    return w.add(Criterion(deal_id=deal_id, name=name.strip(), **facts))  # type: ignore[arg-type]  # checked there


def score(
    w: Writer, criterion_id: str, competitor_id: str, points: int | None, *, reason: str = ""
) -> CriterionScore:
    """Say how a competitor stands on a criterion, 0 to 10; one score for each pair."""
    score_id = derived_id(CriterionScore.KIND, criterion_id, competitor_id)
    return w.put(
        CriterionScore(
            id=score_id, criterion_id=criterion_id, competitor_id=competitor_id, score=points, reason=reason
        )
    )


# --- to find out --------------------------------------------------------------------------------------------------


def add_question(w: Writer, deal_id: str, question: str, **values: Value) -> Question:
    """Write down something to find out."""
    facts: dict[str, Value] = {"order": _next_rank(w, Question, deal_id), **values}
    return w.add(Question(deal_id=deal_id, question=question.strip(), **facts))  # type: ignore[arg-type]  # as above


def answer_question(
    w: Writer, question_id: str, answer: str, *, today: date, contact_id: str = "", visit_id: str = ""
) -> Question:
    """Write down the answer to a question, who gave it, and in which visit."""
    question = w.need(Question, question_id)
    answered = w.set(
        Question,
        question_id,
        answer=answer.strip(),
        state="answered",
        answered_by_id=contact_id,
        answered_on=today,
        visit_id=visit_id or question.visit_id,
    )
    if visit_id or contact_id:
        prove(
            w,
            answered,
            "answer",
            Proof(visit_id=visit_id, contact_id=contact_id, words=answer, said_on=today),
        )
    return answered


# --- actions, obstacles, risks ------------------------------------------------------------------------------------


def add_action(w: Writer, deal_id: str, what: str, **values: Value) -> Action:
    """Write down what we will do to win a person or a point."""
    facts: dict[str, Value] = {"owner_id": w.user_id, "order": _next_rank(w, Action, deal_id), **values}
    return w.add(Action(deal_id=deal_id, what=what.strip(), **facts))  # type: ignore[arg-type]  # checked there


def finish_action(
    w: Writer, action_id: str, *, today: date, result: str = "", is_dropped: bool = False
) -> Action:
    """Note that an action is done, or dropped, and what came of it."""
    state = "dropped" if is_dropped else "done"
    return w.set(Action, action_id, state=state, done_on=today, result=result.strip())


def add_obstacle(w: Writer, deal_id: str, obstacle: str, **values: Value) -> Obstacle:
    """Write down a difficulty in the way."""
    facts: dict[str, Value] = {"order": _next_rank(w, Obstacle, deal_id), **values}
    return w.add(Obstacle(deal_id=deal_id, obstacle=obstacle.strip(), **facts))  # type: ignore[arg-type]  # as above


def accept_risk(
    w: Writer, deal_id: str, risk: str, *, reason: str, until: date | None, subject_id: str = ""
) -> AcceptedRisk:
    """Live with a risk point, for a reason and until a date; accepting it again replaces reason and date."""
    w.need(Deal, deal_id)
    subject = "" if subject_id == deal_id else subject_id
    risk_id = derived_id(AcceptedRisk.KIND, deal_id, risk, subject)
    return w.put(
        AcceptedRisk(
            id=risk_id,
            deal_id=deal_id,
            risk=risk,
            subject_id=subject,
            reason=reason.strip(),
            until_on=until,
            member_id=w.user_id,
        )
    )


def reject_risk(w: Writer, accepted_risk_id: str) -> None:
    """Let an accepted risk point speak again."""
    w.drop(AcceptedRisk, accepted_risk_id)


def give_estimate(
    w: Writer, deal_id: str, role: str, percent: int, *, today: date, reason: str = ""
) -> Estimate:
    """Give one's own estimate of the odds; earlier ones stay for the calibration."""
    return w.add(
        Estimate(
            deal_id=deal_id,
            member_id=w.user_id,
            role=role,
            percent=percent,
            given_on=today,
            reason=reason.strip(),
        )
    )
