"""Gaps about the people of a deal: lines without anybody, attitudes unknown or gone stale."""

from collections.abc import Callable, Iterator, Sequence

from salesdesk.domain.gap import Gap, askable, facts
from salesdesk.domain.knowledge import Knowledge
from salesdesk.domain.lines import line_field, lines_of, weight_of
from salesdesk.domain.reading import Reading
from salesdesk.domain.strategy import Influence

_HIGH = 3
_NEIGHBOURS = {
    "user": ("technical",),
    "technical": ("user",),
    "purchasing": ("technical", "management"),
    "management": ("user", "technical"),
    "decision": ("management", "purchasing"),
}
"""The lines whose people are likely to know who stands on a line."""


def line_unknown(reading: Reading) -> Iterator[Gap]:
    """Nobody is known on a line; the decision line matters most."""
    if not reading.is_key:
        return
    for covered in reading.coverage:
        if covered.state == "nobody":
            yield Gap(
                code=f"{covered.line}_line_unknown",
                weight=95 if covered.line == "decision" else 88,
                line=covered.line,
                about_kind="influence",
                field=line_field(covered.line),
                check="five_lines_met",
                ask=askable(reading, *_NEIGHBOURS[covered.line]),
                facts=facts(line=covered.line),
            )


def line_not_met(reading: Reading) -> Iterator[Gap]:
    """Somebody is known on a line and nobody of it was met."""
    if not reading.is_key:
        return
    for covered in reading.coverage:
        if covered.state == "not_met":
            first = covered.people[0]
            yield Gap(
                code="line_not_met",
                weight=84,
                line=covered.line,
                about_kind="influence",
                about_id=first.id,
                check="five_lines_met",
                ask=tuple(part.contact_id for part in covered.people[:2]),
                facts=facts(line=covered.line, person=reading.sheet.name_of(first.contact_id)),
            )


def _person(
    reading: Reading, part: Influence, code: str, field: str, weight: int, type_: str, *ask: str
) -> Gap:
    return Gap(
        code=code,
        weight=weight,
        question_type=type_,
        about_kind="influence",
        about_id=part.id,
        field=field,
        line=next(iter(lines_of(part)), ""),
        ask=ask or askable(reading, *lines_of(part), but=part.contact_id),
        facts=facts(person=reading.sheet.name_of(part.contact_id)),
    )


def attitude(reading: Reading) -> Iterator[Gap]:
    """An attitude is unknown, or, with high influence, only guessed or gone stale."""
    if not reading.is_key:
        return
    for part in reading.sheet.people:
        worth = reading.standing(part, "attitude").knowledge
        high = weight_of(part) == _HIGH
        if worth is Knowledge.UNKNOWN:
            weight = 80 if high else 30 + 10 * weight_of(part)
            yield _person(reading, part, "attitude_unknown", "attitude", weight, "attitude", part.contact_id)
        elif high and worth is Knowledge.STALE:
            yield _person(reading, part, "attitude_stale", "attitude", 62, "attitude", part.contact_id)
        elif high and worth is Knowledge.GUESS:
            yield _person(reading, part, "attitude_guessed", "attitude", 56, "confirm", part.contact_id)


def part_unknown(reading: Reading) -> Iterator[Gap]:
    """A person's influence is unknown, or the line they stand on."""
    if not reading.is_key:
        return
    for part in reading.sheet.people:
        if not part.influence:
            yield _person(reading, part, "influence_unknown", "influence", 34, "new_information")
        if not lines_of(part):
            yield _person(reading, part, "line_of_person_unknown", "", 32, "new_information")


def heart_unknown(reading: Reading) -> Iterator[Gap]:
    """Of a person of high influence: the personal win, the response mode or the need is unknown."""
    if not reading.is_key:
        return
    told = {need.contact_id for need in reading.sheet.needs if need.state != "dropped"}
    for part in reading.sheet.people:
        if weight_of(part) != _HIGH:
            continue
        if not part.personal_win.strip():
            yield _person(reading, part, "personal_win_unknown", "personal_win", 42, "attitude")
        if not part.need.strip() and part.contact_id not in told:
            yield _person(reading, part, "need_unknown", "need", 46, "new_information", part.contact_id)
        if not part.response_mode:
            yield _person(
                reading, part, "response_mode_unknown", "response_mode", 28, "attitude", part.contact_id
            )


PEOPLE_RULES: Sequence[Callable[[Reading], Iterator[Gap]]] = (
    line_unknown,
    line_not_met,
    attitude,
    part_unknown,
    heart_unknown,
)
