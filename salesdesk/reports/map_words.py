"""The relationship map of a deal as rows in words; the screen and the paper draw the same."""

from salesdesk.domain.gap import askable
from salesdesk.domain.knowledge import Knowledge
from salesdesk.domain.lines import LineCoverage, lines_of
from salesdesk.domain.reading import Reading
from salesdesk.domain.strategy import Influence
from salesdesk.drawing.map_rows import MapLink, MapPerson
from salesdesk.reports.data import LinePaper
from salesdesk.text import choice, tr, tr_n
from salesdesk.text.formats import relative_days, words_list

_STATES = {Knowledge.GUESS: "guess", Knowledge.STALE: "stale"}


def line_rows(reading: Reading) -> tuple[LinePaper, ...]:
    """The five lines with how many stand on each, and whom to ask where nobody was met."""
    return tuple(_line(reading, line) for line in reading.coverage)


def _line(reading: Reading, line: LineCoverage) -> LinePaper:
    count = len(line.people)
    words = {
        "nobody": tr("nobody known"),
        "not_met": tr_n("{count}, not met", "{count}, not met", count),
        "met": tr_n("{count} person", "{count} people", count),
    }
    names = [reading.sheet.name_of(contact) for contact in askable(reading, line.line)[:2]]
    hint = tr("Ask {people}").format(people=words_list(names)) if any(names) else ""
    title = choice(f"question.line.{line.line}")
    return LinePaper(line.line, title, words[line.state], line.state != "met", hint)


def people_rows(reading: Reading) -> tuple[MapPerson, ...]:
    """Everybody known in the deal who stands on a line; the id is that of the influence."""
    return tuple(_person(reading, part) for part in reading.sheet.people if lines_of(part))


def _person(reading: Reading, part: Influence) -> MapPerson:
    contact = reading.sheet.contact_by_id[part.contact_id]
    knowledge = reading.standing(part, "attitude").knowledge
    last = reading.level(part.contact_id).last_met
    note = relative_days(last, today=reading.today) if last else tr("not met")
    if knowledge is Knowledge.GUESS:
        note = f"{note} · {tr('guess')}"
    return MapPerson(
        id=part.id,
        name=contact.name,
        title=contact.title,
        lines=lines_of(part),
        influence=part.influence,
        attitude=part.attitude,
        state=_STATES.get(knowledge, "evidence"),
        note=note,
    )


def link_rows(reading: Reading) -> tuple[MapLink, ...]:
    """Who influences whom, and who is in conflict, among the people of the deal."""
    parts = {part.contact_id: part.id for part in reading.sheet.people}
    return tuple(
        MapLink(
            parts[relation.from_contact_id],
            parts[relation.to_contact_id],
            relation.kind == "conflicts_with",
            choice(f"relation.kind.{relation.kind}"),
        )
        for relation in reading.sheet.relations
        if relation.kind in ("influences", "conflicts_with")
        and relation.from_contact_id in parts
        and relation.to_contact_id in parts
    )
