"""The write door: whatever is done, undoing all of it returns to the start, and the log alone makes the end again."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesdesk.desk.desk import Desk
from salesdesk.domain.account import Account, Note
from salesdesk.domain.contact import Contact
from salesdesk.domain.deal import Deal
from salesdesk.domain.kinds import KINDS
from salesdesk.domain.problems import Known
from salesdesk.domain.record import Record
from salesdesk.store.oplog import Operation
from salesdesk.store.rebuild import faults, log_operations

DEEDS = st.lists(
    st.tuples(
        st.sampled_from(
            ["account", "contact", "deal", "note", "set", "set_many", "drop", "undelete", "fail", "undo"]
        ),
        st.integers(0, 30),
        st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cf")), min_size=1, max_size=12).filter(
            str.strip
        ),
    ),
    max_size=25,
)


def everything(desk: Desk) -> dict[str, Record]:
    return {record.id: record for kind in KINDS.values() for record in desk.select(kind)}


def pick(records: list[Record], number: int) -> Record | None:
    return records[number % len(records)] if records else None


def do(desk: Desk, deed: str, number: int, word: str) -> None:
    living = sorted(everything(desk).values(), key=lambda record: record.id)
    accounts = [record for record in living if isinstance(record, Account)]
    chosen = accounts[number % len(accounts)] if accounts else None
    target = pick([record for record in living if record.KIND != "member"], number)
    if deed == "account":
        desk.write("add", lambda w: w.add(Account(name=word, city=word[:3])))
    elif deed == "contact" and chosen:
        desk.write("add", lambda w: w.add(Contact(name=word, account_id=chosen.id)))
    elif deed == "deal" and chosen:
        desk.write("add", lambda w: w.add(Deal(name=word, account_id=chosen.id, amount=number)))
    elif deed == "note" and target:
        desk.write("add", lambda w: w.add(Note(about_kind=target.KIND, about_id=target.id, text=word)))
    elif deed == "set" and target and target.KIND != "note":
        desk.write("set", lambda w: w.set(type(target), target.id, name=word))
    elif deed == "set_many":
        desk.write(
            "set", lambda w: [w.set(Account, account.id, city=word, remarks=word) for account in accounts]
        )
    elif deed == "drop" and target:
        desk.write("delete", lambda w: w.drop(type(target), target.id))
    elif deed == "undelete":
        desk.write("undelete", lambda w: revive(w, desk, number))
    elif deed == "fail" and chosen:
        fail(desk, chosen)
    elif deed == "undo" and desk.undo_label():
        desk.undo()


def revive(writer, desk: Desk, number: int) -> None:
    from salesdesk.store.queries import deleted_ids

    gone = deleted_ids(writer.connection, "account")
    if gone:
        writer.undelete(Account, gone[number % len(gone)])


def fail(desk: Desk, account: Account) -> None:
    before = everything(desk)

    def work(w) -> None:
        w.set(Account, account.id, name="half done")
        w.flush()
        w.set(Account, account.id, tier="Z")

    try:
        desk.write("set", work)
    except Known as fault:
        assert fault.code == "E_CHOICE"
    assert everything(desk) == before


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DEEDS)
def test_undo_all_redo_all_and_replay(deeds) -> None:
    desk = Desk.in_memory()
    start = everything(desk)
    for deed, number, word in deeds:
        do(desk, deed, number, word)
    end = everything(desk)
    undone = 0
    while desk.undo_label():
        desk.undo()
        undone += 1
    assert everything(desk) == start
    while desk.redo_label():
        desk.redo()
        undone -= 1
    assert undone <= 0  # what was undone on the way can be redone as well
    if not any(deed == "undo" for deed, _, _ in deeds):
        assert everything(desk) == end
    check_replay(desk)
    desk.close()


def check_replay(desk: Desk) -> None:
    """The log read into an empty workspace gives the same records, and the workspace agrees with its log."""
    other = Desk.in_memory(name="other")
    with desk.read() as connection:
        assert list(faults(connection, bytes.fromhex(desk.team_id))) == []
        operations: list[Operation] = list(log_operations(connection))
    received = other.receive(operations)
    assert received.new == len(operations)
    mine = {
        record_id: record for record_id, record in everything(other).items() if record_id != other.user_id
    }
    assert mine == everything(desk)
    assert other.receive(operations).new == 0
    other.close()
