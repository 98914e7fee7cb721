"""The log under attack: bodies no store takes, merges in any order, and records that somebody would move."""

import itertools
from collections.abc import Iterator
from functools import partial

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesdesk.desk.desk import Desk
from salesdesk.domain.account import Account
from salesdesk.domain.contact import Contact
from salesdesk.store.oplog import (
    MAX_BODY_BYTES,
    Body,
    Operation,
    RecordState,
    Refused,
    Write,
    chain,
    decode,
    encode,
    first_prev,
    op_id_of,
    received,
)  # fmt: skip
from salesdesk.store.tables import HEAD
from salesdesk.store.writer import Writer

RECORD = bytes(range(16))
SCOPE = f"account:{RECORD.hex()}"
USER = b"u" * 16
REPLICA = b"r" * 16
TEAM = b"t" * 16


def body(**facts: object) -> Body:
    given_facts: dict[str, object] = {
        "scope": SCOPE, "clock": 1, "schema": 1, "user": USER, "kind": "account", "record": RECORD, "verb": "set",
        "fields": {"name": Write("x", ())}, "hidden": (), "edit": 1, "undoes": 0, **facts,
    }  # fmt: skip
    return Body(**given_facts)  # type: ignore[arg-type]


def raw_with(place: int, value: object) -> bytes:
    items = msgspec.msgpack.decode(encode(body()))
    items[place] = value
    return msgspec.msgpack.encode(items)


def nested(depth: int) -> object:
    value: object = 1
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xc1",
        b"\x80",
        b"\x91" * 5000,
        b"\xdd\xff\xff\xff\xff",
        encode(body()) + b"\0",
        encode(body())[:-1],
        raw_with(2, "everything"),
        raw_with(2, "account:"),
        raw_with(2, "account:" + "A" * 32),
        raw_with(2, "team\n"),
        raw_with(2, SCOPE + " "),
        raw_with(2, "account:" + "１" * 32),
        raw_with(9, -1),
        raw_with(9, 2**63),
        raw_with(9, 1.5),
        raw_with(9, True),
        raw_with(1, b"short"),
        raw_with(3, ""),
        raw_with(4, "text" * 4),
        raw_with(5, "replace"),
        raw_with(10, []),
        raw_with(10, {}),
        raw_with(10, {"": ["x", []]}),
        raw_with(10, {"name": "x"}),
        raw_with(10, {"name": ["x"]}),
        raw_with(10, {"name": ["x", [b"short"]]}),
        raw_with(10, {"name": ["a\0b", []]}),
        raw_with(10, {"name": [0.5, []]}),
        raw_with(10, {"name": [2**63, []]}),
        raw_with(10, {"name": [nested(6), []]}),
        raw_with(10, {"name": [{1: 2}, []]}),
        raw_with(10, {"name": [msgspec.msgpack.Ext(5, b"x"), []]}),
        raw_with(6, [b"h" * 16]),
    ],
)
def test_bodies_no_store_takes(raw: bytes) -> None:
    with pytest.raises(Refused, match="R_RECORD"):
        decode(raw)


def test_a_key_twice_or_a_padded_number_is_refused() -> None:
    raw = encode(body())
    at = raw.index(b"\xa4name")
    pair = raw[at : at + 5 + 1 + 2 + 1]
    twice = raw.replace(b"\x81" + pair, b"\x82" + pair + pair)
    assert msgspec.msgpack.decode(twice)
    for bad in (twice, raw.replace(b"\x01\xc4\x10", b"\xcc\x01\xc4\x10", 1)):
        with pytest.raises(Refused, match="R_RECORD"):
            decode(bad)


def test_lone_surrogates_are_refused() -> None:
    raw = encode(body(fields={"name": Write("xyz", ())})).replace(b"xyz", b"\xed\xa0\x80")
    with pytest.raises(Refused, match="R_RECORD"):
        decode(raw)


def test_sizes_have_an_end() -> None:
    for raw in (
        encode(body(fields={"name": Write("x" * (1 << 20), ())})),
        encode(body(fields={f"f{n}": Write("x" * 1_000_000, ()) for n in range(9)})),
        b"\0" * (MAX_BODY_BYTES + 1),
    ):
        with pytest.raises(Refused, match="R_TOO_BIG"):
            decode(raw)


@pytest.mark.parametrize(
    "facts",
    [
        {"verb": "delete", "hidden": ()},
        {"verb": "delete", "hidden": (b"h" * 16,), "fields": {"name": Write("x", ())}},
        {"verb": "undelete", "hidden": (), "fields": {}},
        {"verb": "add", "fields": {}},
        {"verb": "set", "hidden": (b"h" * 16,)},
    ],
)
def test_verbs_that_contradict_themselves_are_refused(facts: dict[str, object]) -> None:
    """A deletion that writes a field would show the record it deletes; one that names nothing never ends."""
    with pytest.raises(Refused, match="R_RECORD"):
        decode(encode(body(**facts)))


def test_what_the_future_adds_behind_is_let_through() -> None:
    items = [*msgspec.msgpack.decode(encode(body())), {"new": 1}]
    assert decode(msgspec.msgpack.encode(items)) == body()


def test_an_id_holds_team_replica_scope_and_all_before() -> None:
    raw = encode(body())
    prevs = {
        first_prev(team, replica, scope)
        for team, replica, scope in itertools.product(
            (TEAM, b"T" * 16), (REPLICA, b"R" * 16), (SCOPE, "team")
        )
    }
    assert len({op_id_of(prev, raw) for prev in prevs}) == len(prevs) == 8


# --- merge -----------------------------------------------------------------------------------------------------------


def grown(moves: list[tuple[int, int, int]]) -> list[Operation]:
    """Operations of three replicas, each of which has seen some of the others' when it writes."""
    made: list[Operation] = []
    tips = {replica: first_prev(TEAM, bytes([replica]) * 16, SCOPE) for replica in range(3)}
    for replica, what, seen in moves:
        state = RecordState()
        known: set[bytes] = set()
        for operation in made:
            if operation.replica == bytes([replica]) * 16 or seen & 1:
                state.apply(operation, known)
                known.add(operation.op_id)
        next_body = _next(state, what, len(made) + 1)
        if next_body is None:
            continue
        operation = chain(next_body, bytes([replica]) * 16, tips[replica])
        tips[replica] = operation.op_id
        made.append(operation)
    return made


def _next(state: RecordState, what: int, clock: int) -> Body | None:
    field = "name" if what % 2 else "city"
    if what < 4:
        if state.is_deleted:
            return body(verb="undelete", fields={}, hidden=tuple(state.deletions), clock=clock)
        heads = tuple(state.heads.get(field, ()))
        verb = "set" if state.heads else "add"
        return body(verb=verb, fields={field: Write(f"{what}", heads)}, clock=clock)
    if not state.heads or state.is_deleted:
        return None
    return body(verb="delete", fields={}, hidden=state.all_heads(), clock=clock)


def orders(operations: list[Operation], data: st.DataObject) -> Iterator[list[Operation]]:
    yield operations
    for _ in range(4):
        yield data.draw(st.permutations(operations))


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 5), st.integers(0, 3)), max_size=12),
    st.data(),
)
def test_any_order_merges_to_the_same(moves: list[tuple[int, int, int]], data: st.DataObject) -> None:
    results = []
    for order in orders(grown(moves), data):
        state, known = RecordState(), set[bytes]()
        for operation in order:
            state.apply(received(operation.raw, operation.replica, operation.prev), known)
            known.add(operation.op_id)
            state = RecordState.unpack(state.pack())
        assert state.early == {}
        results.append((state.heads, state.deletions, state.values(), state.is_deleted))
    assert all(result == results[0] for result in results)


# --- receive ---------------------------------------------------------------------------------------------------------


def test_a_record_keeps_its_kind_and_scope_whatever_arrives() -> None:
    """An operation that claims another home for a known record must not move it out of its scope."""
    desk = Desk.in_memory(name="李卫东")
    account = desk.write("add", lambda w: w.add(Account(name="华北电力")))
    team = bytes.fromhex(desk.team_id)
    for facts in ({"scope": "team"}, {"kind": "contact"}):
        moved = body(record=bytes.fromhex(account.id), **{"scope": f"account:{account.id}", **facts})
        replica = bytes.fromhex(desk.replica_id)[::-1]
        desk.receive([chain(moved, replica, first_prev(team, replica, moved.scope))])
    with desk.read() as connection:
        row = connection.execute(HEAD.select().where(HEAD.c.record_id == account.id)).one()
    assert (row.kind, row.scope) == ("account", f"account:{account.id}")
    assert desk.get(Account, account.id) is not None and desk.get(Contact, account.id) is None
    desk.close()


def test_private_notes_have_a_scope_of_their_own_and_stay_in_it() -> None:
    from salesdesk.domain.account import Note
    from salesdesk.domain.problems import Known

    desk = Desk.in_memory(name="李卫东")
    account = desk.write("add", lambda w: w.add(Account(name="华北电力")))
    notes = [
        Note(about_kind="account", about_id=account.id, text="x", is_private=each) for each in (True, False)
    ]
    desk.write("add", lambda w: [w.add(note) for note in notes])
    with desk.read() as connection:
        scopes = [
            connection.scalar(
                HEAD.select().with_only_columns(HEAD.c.scope).where(HEAD.c.record_id == note.id)
            )
            for note in notes
        ]
    assert scopes == [f"private:{desk.user_id}", f"account:{account.id}"]
    for note in notes:
        with pytest.raises(Known, match="is_private"):
            desk.write(
                "set",
                partial(Writer.set, record_class=Note, record_id=note.id, is_private=not note.is_private),
            )
    desk.close()
