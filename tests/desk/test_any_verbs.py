"""Any verbs in any order: undo all is the start, redo all is the end, and the log alone makes the same records."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesdesk.desk import (
    accounts,
    coaches,
    contacts,
    deals,
    merging,
    notes,
    plans,
    promises,
    strategy,
    visits,
)
from salesdesk.desk.derived import place_row
from salesdesk.desk.desk import Desk
from salesdesk.desk.evidence import Proof
from salesdesk.desk.learning import Learned
from salesdesk.desk.visit_record import record_visit
from salesdesk.desk.visit_result import Answer, NeedHeard, Newcomer, Promise, VisitResult
from salesdesk.domain.account import Account
from salesdesk.domain.codes import ATTITUDES, LINES
from salesdesk.domain.contact import Contact
from salesdesk.domain.deal import Deal
from salesdesk.domain.gaps import gaps
from salesdesk.domain.problems import Known
from salesdesk.domain.reading import Reading
from salesdesk.domain.risk_points import risk_points
from salesdesk.domain.strategy import Coach, Influence, Question
from salesdesk.domain.visit import Commitment, Visit, VisitQuestion
from salesdesk.store.sheets import load_sheet
from salesdesk.store.writer import Writer

from .conftest import NOW, Make, everything

TODAY = date(2026, 11, 26)


class Hand:
    """Chooses records by number, as a user points at something that is there."""

    def __init__(self, w: Writer, number: int, word: str) -> None:
        self.w = w
        self.number = number
        self.word = word
        self.other = number // 7

    def one(self, kind: type[Any], number: int | None = None) -> Any:
        found = self.w.select(kind)
        if not found:
            raise Known("E_NOT_FOUND", kind=kind.KIND)
        return found[(self.number if number is None else number) % len(found)]

    @property
    def account(self) -> Account:
        return self.one(Account)

    @property
    def deal(self) -> Deal:
        return self.one(Deal)

    @property
    def contact(self) -> Contact:
        return self.one(Contact)

    @property
    def visit(self) -> Visit:
        return self.one(Visit)


def record(h: Hand) -> object:
    visit = h.visit
    questions = h.w.select(VisitQuestion, visit_id=visit.id)
    result = VisitResult(
        met=[h.contact.id],
        newcomers=[Newcomer(name=h.word, line=LINES[h.number % 5], is_contact=h.number % 3 > 0)],
        outcome=("best", "minimum", "not_reached")[h.number % 3],
        promises=[Promise(what=h.word, side=("ours", "theirs")[h.number % 2], due_on=TODAY)],
        answers=[Answer(visit_question_id=row.id, answer=h.word) for row in questions[: h.number % 3]],
        facts=[
            Learned(
                kind="influence", contact_id=h.contact.id, field="attitude", value=ATTITUDES[h.number % 5]
            )
        ],
        needs=[NeedHeard(contact_id=h.contact.id, need=h.word)],
        questions=[h.word],
        next_step=h.word,
        next_step_on=TODAY + timedelta(days=h.number) if h.number % 2 else None,
    )
    return record_visit(h.w, visit.id, result)


def ask_a_gap(h: Hand) -> object:
    deal = h.deal
    h.w.flush()
    found = gaps(Reading(load_sheet(h.w.connection, deal.id), TODAY))
    if not found:
        raise Known("E_NOT_FOUND")
    return visits.ask_in_next_visit(h.w, deal.id, found[h.number % len(found)], h.word)


def at(h: Hand) -> Any:
    return NOW + timedelta(hours=h.number - 15)


VERBS: tuple[Callable[[Hand], object], ...] = (
    lambda h: accounts.create_account(h.w, h.word),
    lambda h: accounts.set_parent(h.w, h.account.id, h.one(Account, h.other).id),
    lambda h: merging.merge_accounts(h.w, h.account.id, h.one(Account, h.other).id),
    lambda h: merging.split_account(h.w, h.account.id),
    lambda h: contacts.create_contact(h.w, h.account.id, h.word),
    lambda h: contacts.set_reports_to(h.w, h.contact.id, h.one(Contact, h.other).id),
    lambda h: contacts.move_contact(h.w, h.contact.id, h.account.id, today=TODAY),
    lambda h: contacts.relate(h.w, h.contact.id, h.one(Contact, h.other).id, deal_id=h.deal.id),
    lambda h: merging.merge_contacts(h.w, h.contact.id, h.one(Contact, h.other).id),
    lambda h: notes.add_tag(h.w, h.account, h.word),
    lambda h: notes.remove_tag(h.w, h.account.id, h.word),
    lambda h: notes.write_note(h.w, h.deal, h.word, is_private=h.number % 2 > 0),
    lambda h: deals.create_deal(h.w, h.account.id, h.word, today=TODAY),
    lambda h: deals.move_stage(
        h.w, h.deal.id, str(h.number % 6 + 1), today=TODAY, evidence=Proof(words=h.word)
    ),
    lambda h: deals.close_deal(h.w, h.deal.id, ("won", "lost")[h.number % 2], today=TODAY, reason=h.word),
    lambda h: deals.reopen_deal(h.w, h.deal.id, today=TODAY),
    lambda h: strategy.put_on_map(h.w, h.deal.id, h.contact.id, [LINES[h.number % 5]]),
    lambda h: strategy.put_unknown(h.w, h.deal.id, LINES[h.number % 5]),
    lambda h: strategy.name_unknown(h.w, h.one(Influence).id, h.contact.id),
    lambda h: strategy.rate(h.w, h.one(Influence).id, attitude=ATTITUDES[h.number % 5]),
    lambda h: strategy.take_off_map(h.w, h.one(Influence).id),
    lambda h: strategy.add_question(h.w, h.deal.id, h.word),
    lambda h: place_row(h.w, h.one(Question), h.w.select(Question), h.number % 4),
    lambda h: coaches.name_coach(h.w, h.deal.id, h.contact.id, side=("ours", "theirs")[h.number % 2]),
    lambda h: coaches.dismiss_coach(h.w, h.one(Coach).id),
    lambda h: strategy.accept_risk(h.w, h.deal.id, h.word, reason=h.word, until=None),
    lambda h: visits.plan_visit(
        h.w, h.account.id, deal_id=h.deal.id, starts_at=at(h), contact_ids=[h.contact.id]
    ),
    lambda h: visits.move_visit(h.w, h.visit.id, at(h), reason=h.word),
    lambda h: visits.cancel_visit(h.w, h.visit.id, reason=h.word),
    lambda h: visits.delete_visit(h.w, h.visit.id),
    ask_a_gap,
    record,
    record,
    lambda h: promises.settle_promise(h.w, h.one(Commitment).id, "kept", today=TODAY),
    lambda h: promises.note_touch(h.w, h.account.id, h.word, contact_id=h.contact.id),
    lambda h: plans.create_account_plan(h.w, h.account.id, h.word, today=TODAY),
    lambda h: h.w.drop(Deal, h.deal.id),
    lambda h: h.w.drop(Contact, h.contact.id),
)

DEEDS = st.lists(
    st.tuples(
        st.sampled_from(range(len(VERBS))), st.integers(0, 40), st.sampled_from(("甲", "乙", "Ünï", "x y"))
    ),
    max_size=20,
)


def do(w: Writer, verb: Callable[[Hand], object], number: int, word: str) -> None:
    """One deed."""
    verb(Hand(w, number, word))


def begin(desk: Desk) -> None:
    """Enough to do anything with from the first deed on."""

    def work(w: Writer) -> None:
        for name in ("华北", "苏州"):
            account = accounts.create_account(w, name)
            deal = deals.create_deal(w, account.id, f"{name} MES", today=TODAY)
            people = [contacts.create_contact(w, account.id, f"{name}{number}") for number in range(2)]
            strategy.put_on_map(w, deal.id, people[0].id, ["user"], influence="high")
            visits.plan_visit(w, account.id, deal_id=deal.id, starts_at=NOW, contact_ids=[people[0].id])

    desk.write("begin", work)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DEEDS)
def test_undo_all_redo_all_and_replay(deeds: list[tuple[int, int, str]]) -> None:
    desk = Desk.in_memory(clock=lambda: NOW)
    start = everything(desk)
    begin(desk)
    for verb, number, word in deeds:
        before = everything(desk)
        try:
            desk.write("deed", partial(do, verb=VERBS[verb], number=number, word=word))
        except Known:
            assert everything(desk) == before
    end = everything(desk)
    look(desk)
    while desk.undo_label():
        assert desk.undo().left_alone == ()
    assert everything(desk) == start
    while desk.redo_label():
        desk.redo()
    assert everything(desk) == end
    check_replay(desk)
    desk.close()


def look(desk: Desk) -> None:
    """Whatever was done, the sheets can be read and judged."""
    for deal in desk.select(Deal):
        with desk.read() as connection:
            reading = Reading(load_sheet(connection, deal.id), TODAY)
        gaps(reading)
        risk_points(reading)


def check_replay(desk: Desk) -> None:
    """The log read into an empty workspace gives the same records, and the workspace agrees with its log."""
    from salesdesk.store.rebuild import faults, log_operations

    other = Desk.in_memory(name="other", clock=lambda: NOW)
    with desk.read() as connection:
        assert list(faults(connection, bytes.fromhex(desk.team_id))) == []
        operations = list(log_operations(connection))
    assert other.receive(operations).new == len(operations)
    assert {one.id: one for one in everything(other).values() if one.id != other.user_id} == everything(desk)
    other.close()


def test_a_record_deleted_and_put_again_in_one_deed_comes_back_as_it_was(
    desk: Desk, make: Make, check_undo: Callable[[Callable[[], object]], None]
) -> None:
    account = make.account("华北", city="济南")

    def again(w: Writer) -> None:
        w.drop(Account, account.id)
        w.flush()
        w.put(Account(id=account.id, name="华北电力", city=""))

    check_undo(lambda: desk.write("again", again))
    check_replay(desk)
