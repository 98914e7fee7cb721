"""Risk points about people: lines, influence, coaches (silent for who may not know of them), sources."""

from collections.abc import Iterator

from salesdesk.domain.coaches import coach_state
from salesdesk.domain.knowledge import Knowledge
from salesdesk.domain.lines import lines_of, weight_of
from salesdesk.domain.reading import Reading
from salesdesk.domain.risk_rule import Raised, RiskRule, facts
from salesdesk.domain.strategy import Influence

_HIGH = 3
_SEVERAL = 3
_AGAINST = ("opponent", "strong_opponent")


def _high(reading: Reading) -> Iterator[Influence]:
    return (part for part in reading.sheet.people if weight_of(part) == _HIGH)


def _about(reading: Reading, part: Influence, **more: str | int | None) -> Raised:
    return Raised(facts(person=reading.sheet.name_of(part.contact_id), **more), "influence", part.id)


def decision_line_unknown(reading: Reading) -> Iterator[Raised]:
    """Nobody is known who says the final yes."""
    if any(line.line == "decision" and line.state == "nobody" for line in reading.coverage):
        yield Raised()


def line_nobody_met(reading: Reading) -> Iterator[Raised]:
    """Lines of which nobody was met; an unknown decision line has a rule of its own."""
    unmet = [
        line.line
        for line in reading.coverage
        if line.state != "met" and not (line.line == "decision" and line.state == "nobody")
    ]
    if unmet:
        yield Raised(facts(lines=",".join(unmet), count=len(unmet)))


def no_coach(reading: Reading) -> Iterator[Raised]:
    """Nobody inside is, or may become, our coach."""
    if coach_state(reading.sheet) == "none":
        yield Raised()


def coach_unconfirmed(reading: Reading) -> Iterator[Raised]:
    """There may be a coach of ours, who has not passed the four tests."""
    if coach_state(reading.sheet) == "unconfirmed":
        yield Raised()


def competitor_coach(reading: Reading) -> Iterator[Raised]:
    """A competitor's coach stands on the technical or the purchasing line."""
    theirs = {coach.contact_id for coach in reading.sheet.coaches or () if coach.side == "theirs"}
    for part in reading.sheet.people:
        if part.contact_id in theirs and {"technical", "purchasing"} & set(lines_of(part)):
            yield _about(reading, part)


def high_influence_against(reading: Reading) -> Iterator[Raised]:
    """Somebody of high influence is against us."""
    for part in _high(reading):
        if part.attitude in _AGAINST:
            yield _about(reading, part)


def high_influence_not_met(reading: Reading) -> Iterator[Raised]:
    """Somebody of high influence was never met, or not for long."""
    for part in _high(reading):
        last = reading.level(part.contact_id).last_met
        days = (reading.today - last).days if last else None
        if days is None:
            yield _about(reading, part)
        elif days > reading.limits.not_met_after_days:
            yield _about(reading, part, days=days)


def response_mode(reading: Reading) -> Iterator[Raised]:
    """Somebody of high influence is overconfident or content with things as they are."""
    for part in _high(reading):
        if part.response_mode in ("even_keel", "overconfident"):
            yield _about(reading, part, mode=part.response_mode)


def single_threaded(reading: Reading) -> Iterator[Raised]:
    """Only one person of the deal was ever met."""
    met = {
        part.contact_id
        for part in reading.sheet.people
        if reading.level(part.contact_id).last_met is not None
    }
    if len(met) == 1:
        yield Raised(facts(person=reading.sheet.name_of(next(iter(met)))))


def one_source(reading: Reading) -> Iterator[Raised]:
    """Everything we know comes from one person."""
    sources = [piece.contact_id for piece in reading.sheet.evidence if piece.contact_id]
    if len(sources) >= reading.limits.sources_wanted and len(set(sources)) == 1:
        yield Raised(facts(person=reading.sheet.name_of(sources[0]), count=len(sources)))


def no_bad_news(reading: Reading) -> Iterator[Raised]:
    """Several attitudes are known, nobody is against, and no objection was ever raised."""
    attitudes = [part.attitude for part in reading.sheet.people if part.attitude]
    raised = any(objection.was_raised for objection in reading.sheet.objections)
    if len(attitudes) >= _SEVERAL and not raised and not set(attitudes) & set(_AGAINST):
        yield Raised(facts(count=len(attitudes)))


def stale_evidence(reading: Reading) -> Iterator[Raised]:
    """The attitude of somebody of influence rests on evidence that has gone stale."""
    for part in reading.sheet.people:
        standing = reading.standing(part, "attitude")
        if weight_of(part) > 1 and standing.knowledge is Knowledge.STALE:
            yield _about(reading, part, days=standing.age_days)


def person_left(reading: Reading) -> Iterator[Raised]:
    """Somebody with a part in the deal has left: the line is open again."""
    for part in reading.sheet.influences:
        contact = reading.sheet.contact_by_id.get(part.contact_id)
        if contact is not None and contact.has_left:
            yield _about(reading, part)


PEOPLE_RISKS: tuple[RiskRule, ...] = (
    RiskRule("decision_line_unknown", 3, decision_line_unknown, from_stage=2),
    RiskRule("high_influence_against", 3, high_influence_against),
    RiskRule("competitor_coach", 3, competitor_coach, is_close=True),
    RiskRule("high_influence_not_met", 3, high_influence_not_met, from_stage=2),
    RiskRule("no_coach", 3, no_coach, from_stage=2, is_close=True),
    RiskRule("coach_unconfirmed", 2, coach_unconfirmed, from_stage=3, is_close=True),
    RiskRule("line_nobody_met", 2, line_nobody_met, from_stage=2),
    RiskRule("single_threaded", 2, single_threaded, from_stage=2),
    RiskRule("person_left", 2, person_left),
    RiskRule("response_mode", 2, response_mode),
    RiskRule("stale_evidence", 2, stale_evidence),
    RiskRule("one_source", 1, one_source),
    RiskRule("no_bad_news", 1, no_bad_news, from_stage=3),
)
