"""The deals of the sample: with their parts, moves and ends, and what stands on their strategy sheets."""

from typing import TYPE_CHECKING, cast

from salesdesk.desk import coaches, deals, strategy
from salesdesk.desk.evidence import Proof
from salesdesk.desk.sample_entries import Entry, rows, texts
from salesdesk.domain.deal import Deal
from salesdesk.domain.record import Record
from salesdesk.domain.strategy import Influence
from salesdesk.store.writer import Writer

if TYPE_CHECKING:
    from salesdesk.desk.sample import Words

_DEAL_PARTS = (
    "account",
    "since",
    "moves",
    "lines",
    "steps",
    "competitors",
    "criteria",
    "parties",
    "team",
    "map",
    "end",
)


def put_deal(w: Writer, words: "Words", entry: Entry) -> Record:
    """A deal with its parts, its moves and its end."""
    values = words.values("deal", entry, "name", *_DEAL_PARTS)
    account_id = words.id_of(entry["account"])
    since = words.day(entry["since"])
    deal = deals.create_deal(w, account_id, words.say(entry["name"]), today=since, **values)
    words.ids[str(entry["key"])] = deal.id
    for line in rows(entry, "lines"):
        deals.add_line(
            w, deal.id, words.say(line["description"]), **words.values("deal_line", line, "description")
        )
    for step in rows(entry, "steps"):
        deals.add_buying_step(
            w, deal.id, words.say(step["name"]), **words.values("buying_step", step, "name")
        )
    for rival in rows(entry, "competitors"):
        made = strategy.add_competitor(
            w, deal.id, words.say(rival["name"]), **words.values("competitor", rival, "name")
        )
        words.ids[str(rival["key"])] = made.id
    for criterion in rows(entry, "criteria"):
        _criterion(w, words, deal.id, criterion)
    for party in rows(entry, "parties"):
        deals.add_party(w, deal.id, words.id_of(party["account"]), str(party["role"]))
    for member in rows(entry, "team"):
        deals.join_deal(w, deal.id, words.id_of(member["member"]), str(member["role"]), today=since)
    for person in rows(entry, "map"):
        _person(w, words, deal.id, person)
    for day, stage in cast("list[list[object]]", entry.get("moves", [])):
        deals.move_stage(w, deal.id, str(stage), today=words.day(day))
    _end(w, words, deal, entry)
    return deal


def _criterion(w: Writer, words: "Words", deal_id: str, entry: Entry) -> None:
    made = strategy.add_criterion(
        w, deal_id, words.say(entry["name"]), **words.values("criterion", entry, "name", "scores")
    )
    if "key" in entry:
        words.ids[str(entry["key"])] = made.id
    for rival, points in cast("dict[str, int]", entry.get("scores", {})).items():
        strategy.score(w, made.id, words.id_of(rival), points)


def _person(w: Writer, words: "Words", deal_id: str, entry: Entry) -> None:
    """Somebody on the map, or the place of somebody nobody knows."""
    lines = texts(entry, "lines")
    values = words.values("influence", entry, "contact", "lines", "who_might_know")
    if "contact" in entry:
        part = strategy.put_on_map(w, deal_id, words.id_of(entry["contact"]), lines)
        w.set(Influence, part.id, **values)
    else:
        who = words.say(entry.get("who_might_know", ""))
        strategy.put_unknown(w, deal_id, lines[0], who_might_know=who, **values)


def _end(w: Writer, words: "Words", deal: Deal, entry: Entry) -> None:
    end = cast("Entry | None", entry.get("end"))
    if end is None:
        return
    today, reason = words.day(end["on"]), words.say(end.get("reason", ""))
    if end["status"] == "on_hold":
        deals.hold_deal(w, deal.id, today=today, reason=reason)
        return
    lost_to = words.say(end.get("lost_to", ""))
    deals.close_deal(w, deal.id, str(end["status"]), today=today, reason=reason, lost_to=lost_to)


def put_question(w: Writer, words: "Words", entry: Entry) -> Record:
    """Something to find out on a sheet."""
    values = words.values("question", entry, "deal", "question")
    return strategy.add_question(w, words.id_of(entry["deal"]), words.say(entry["question"]), **values)


def put_action(w: Writer, words: "Words", entry: Entry) -> Record:
    """What we will do about a deal."""
    values = words.values("action", entry, "deal", "what")
    return strategy.add_action(w, words.id_of(entry["deal"]), words.say(entry["what"]), **values)


def put_obstacle(w: Writer, words: "Words", entry: Entry) -> Record:
    """A difficulty in the way of a deal."""
    values = words.values("obstacle", entry, "deal", "obstacle")
    return strategy.add_obstacle(w, words.id_of(entry["deal"]), words.say(entry["obstacle"]), **values)


def put_accepted_risk(w: Writer, words: "Words", entry: Entry) -> Record:
    """A risk point somebody lives with."""
    return strategy.accept_risk(
        w,
        words.id_of(entry["deal"]),
        str(entry["risk"]),
        reason=words.say(entry["reason"]),
        until=words.day(entry["until"]),
        subject_id=words.id_of(entry.get("subject")),
    )


def put_estimate(w: Writer, words: "Words", entry: Entry) -> Record:
    """The user's own estimate of the odds."""
    deal_id, percent = words.id_of(entry["deal"]), cast("int", entry["percent"])
    return strategy.give_estimate(w, deal_id, "rep", percent, today=words.day(entry["on"]))


def put_coach(w: Writer, words: "Words", entry: Entry) -> Record:
    """Who is a coach, with what shows it."""
    deal_id, contact_id = words.id_of(entry["deal"]), words.id_of(entry["contact"])
    coach = coaches.name_coach(w, deal_id, contact_id, side=str(entry["side"]))
    for test, said in cast("dict[str, str]", entry.get("tests", {})).items():
        proof = Proof(contact_id=contact_id, words=words.say(said), said_on=words.day(entry["on"]))
        coaches.check_coach(w, coach.id, test, True, evidence=proof)
    if "advice" in entry:
        coaches.note_advice(w, coach.id, words.say(entry["advice"]), today=words.day(entry["on"]))
    return coach


def put_next_step(w: Writer, words: "Words", entry: Entry) -> None:
    """What is done next about a deal."""
    deals.set_next_step(w, words.id_of(entry["deal"]), words.say(entry["step"]), on=words.day(entry["on"]))
