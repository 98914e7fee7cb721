"""The verbs that a data file of the sample is put by, section by section."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, cast

from salesdesk.desk import accounts, contacts, notes, plans, promises
from salesdesk.desk.sample_deals import (
    put_accepted_risk,
    put_action,
    put_coach,
    put_deal,
    put_estimate,
    put_next_step,
    put_obstacle,
    put_question,
)
from salesdesk.desk.sample_entries import Entry, rows, texts
from salesdesk.desk.sample_visits import put_visit
from salesdesk.domain.account import Account, Intel
from salesdesk.domain.kinds import KINDS
from salesdesk.domain.plan import AccountPlan
from salesdesk.domain.record import Record, replaced
from salesdesk.store.writer import Writer

if TYPE_CHECKING:
    from salesdesk.desk.sample import Words


def put(w: Writer, words: "Words", content: Mapping[str, list[Entry]]) -> None:
    """Put the sections of one data file, in the order in which they stand there."""
    for section, entries in content.items():
        verb = _VERBS[section]
        for entry in entries:
            made = verb(w, words, entry)
            if made is not None and "key" in entry:
                words.ids[str(entry["key"])] = made.id


def _record(kind: str) -> Callable[[Writer, "Words", Entry], Record]:
    """A verb for a kind that is simply added."""

    def add(w: Writer, words: "Words", entry: Entry) -> Record:
        return w.add(replaced(KINDS[kind](), words.values(kind, entry)))

    return add


# --- accounts and people ------------------------------------------------------------------------------------------


def _account(w: Writer, words: "Words", entry: Entry) -> Record:
    parts = ("sites", "contacts", "tags", "note")
    values = words.values("account", entry, *parts, "name")
    account = accounts.create_account(w, words.say(entry["name"]), **values)
    for site in rows(entry, "sites"):
        values = words.values("site", site, "name")
        words.ids[str(site["key"])] = accounts.create_site(
            w, account.id, words.say(site["name"]), **values
        ).id
    for person in rows(entry, "contacts"):
        values = words.values("contact", person, "name")
        made = contacts.create_contact(w, account.id, words.say(person["name"]), **values)
        words.ids[str(person["key"])] = made.id
    for word in texts(entry, "tags"):
        notes.add_tag(w, account, words.say(word))
    if "note" in entry:
        notes.write_note(w, account, words.say(entry["note"]))
    return account


def _relation(w: Writer, words: "Words", entry: Entry) -> Record:
    one, other = words.id_of(entry["from"]), words.id_of(entry["to"])
    deal_id = words.id_of(entry.get("deal"))
    return contacts.relate(w, one, other, kind=str(entry["kind"]), deal_id=deal_id, strength="high")


def _touch(w: Writer, words: "Words", entry: Entry) -> Record:
    return promises.note_touch(
        w,
        words.id_of(entry["account"]),
        words.say(entry["words"]),
        contact_id=words.id_of(entry["contact"]),
        deal_id=words.id_of(entry.get("deal")),
        kind=str(entry["kind"]),
        at=words.moment(entry["at"]),
    )


def _intel(w: Writer, words: "Words", entry: Entry) -> Record:
    return w.add(replaced(Intel(author_id=w.user_id), words.values("intel", entry)))


# --- the account plan ---------------------------------------------------------------------------------------------


def _plan(w: Writer, words: "Words", entry: Entry) -> Record:
    parts = ("account", "name", "state")
    values = words.values("account_plan", entry, *parts)
    account = w.need(Account, words.id_of(entry["account"]))
    plan = plans.create_account_plan(w, account.id, words.say(entry["name"]), today=words.today)
    w.set(AccountPlan, plan.id, **values)
    for state in texts(entry, "state"):
        plans.move_plan(w, plan.id, state)
    return plan


def _plan_row(kind: str) -> Callable[[Writer, "Words", Entry], Record]:
    def add(w: Writer, words: "Words", entry: Entry) -> Record:
        values = words.values(kind, entry, "plan", "in_years")
        if "in_years" in entry:
            values["year"] = words.today.year + cast("int", entry["in_years"])
        return plans.add_to_plan(
            w, replaced(KINDS[kind](), {"plan_id": words.id_of(entry["plan"]), **values})
        )

    return add


def _plan_person(w: Writer, words: "Words", entry: Entry) -> Record:
    """What the plan says of a person who stands in it already, from the deals."""
    kind = KINDS["plan_person"]
    plan_id, contact_id = words.id_of(entry["plan"]), words.id_of(entry["contact"])
    values = words.values("plan_person", entry, "plan", "contact")
    known = w.select(kind, plan_id=plan_id, contact_id=contact_id)
    if known:
        return w.set(kind, known[0].id, **values)
    return plans.add_to_plan(w, replaced(kind(), {"plan_id": plan_id, "contact_id": contact_id, **values}))


def _plan_review(w: Writer, words: "Words", entry: Entry) -> Record:
    values = words.values("plan_review", entry, "plan", "held_on")
    return plans.hold_review(w, words.id_of(entry["plan"]), today=words.day(entry["held_on"]), **values)


_VERBS: Mapping[str, Callable[[Writer, "Words", Entry], Record | None]] = {
    "members": _record("member"),
    "products": _record("product"),
    "tools": _record("tool"),
    "intel": _intel,
    "leads": _record("lead"),
    "accounts": _account,
    "relations": _relation,
    "touches": _touch,
    "deals": put_deal,
    "questions": put_question,
    "actions": put_action,
    "obstacles": put_obstacle,
    "accepted_risks": put_accepted_risk,
    "estimates": put_estimate,
    "coaches": put_coach,
    "next_steps": put_next_step,
    "visits": put_visit,
    "plans": _plan,
    "plan_people": _plan_person,
    "plan_reviews": _plan_review,
    **{
        f"{kind}s": _plan_row(kind)
        for kind in (
            "plan_driver",
            "fit_line",
            "white_space",
            "plan_target",
            "plan_goal",
            "plan_action",
            "plan_risk",
            "plan_resource",
        )
    },
}
