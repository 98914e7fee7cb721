"""The door as a user meets it: one deed, one undo step, one notice; and how an undo refuses."""

import dataclasses

import pytest

from salesdesk.desk.desk import Change, Desk
from salesdesk.domain.account import Account, Note
from salesdesk.domain.contact import Contact
from salesdesk.domain.deal import Deal
from salesdesk.domain.problems import Known
from salesdesk.domain.strategy import Coach
from salesdesk.store import queries
from salesdesk.store.oplog import Body, Write, chain, first_prev
from salesdesk.store.tables import HEAD

from .conftest import Make, everything


def test_undo_has_the_name_of_the_deed(desk: Desk, make: Make) -> None:
    account = make.account()
    desk.write("set.account", lambda w: w.set(Account, account.id, tier="A"))
    assert desk.undo_label() == "set.account"
    assert desk.undo().label == "set.account"
    assert desk.redo_label() == "set.account"
    assert desk.undo_label() == "add.account"


def test_the_first_member_is_not_undone(desk: Desk) -> None:
    with pytest.raises(Known) as caught:
        desk.undo()
    assert caught.value.code == "E_NOTHING_TO_UNDO"


def test_a_new_deed_ends_redo(desk: Desk, make: Make) -> None:
    make.account()
    desk.undo()
    make.account("other")
    assert desk.redo_label() is None


def test_deleting_takes_everything_along_and_undo_brings_it_back(desk: Desk, make: Make, check_undo) -> None:
    account = make.account()
    contact = make.contact(account=account)
    deal = make.deal(account=account)
    make.record(Note(about_kind="contact", about_id=contact.id, text="hello"))
    make.record(Coach(deal_id=deal.id, contact_id=contact.id))
    check_undo(lambda: desk.write("delete.account", lambda w: w.drop(Account, account.id)))
    desk.undo()
    desk.redo()
    assert {record.KIND for record in everything(desk).values()} == {"member"}


def test_one_notice_for_one_deed(desk: Desk, make: Make) -> None:
    heard: list[Change] = []
    stop = desk.on_change(heard.append)
    account = make.account()
    assert [(change.label, change.origin, change.kinds) for change in heard] == [
        ("add.account", "do", frozenset({"account"}))
    ]
    assert heard[0].ids("account") == {account.id}
    stop()
    make.account()
    assert len(heard) == 1


def test_writing_what_is_there_writes_nothing(desk: Desk, make: Make) -> None:
    account = make.account(tier="A")
    desk.write("set.account", lambda w: w.set(Account, account.id, tier="A"))
    assert desk.undo_label() == "add.account"
    assert len([entry for entry in desk.history(account.id) if entry.field == "tier"]) == 1


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name": ""}, "E_FIELD"),
        ({"name": "   "}, "E_FIELD"),
        ({"name": "x" * 401}, "E_FIELD"),
        ({"name": "a\u202eb"}, "E_FIELD"),
        ({"name": "a\nb"}, "E_FIELD"),
        ({"name": "a\0b"}, "E_FIELD"),
        ({"name": "\ud800"}, "E_FIELD"),
        ({"tier": "Z"}, "E_CHOICE"),
        ({"employees": "many"}, "E_TYPE"),
        ({"employees": True}, "E_TYPE"),
        ({"employees": 2**63}, "E_FIELD"),
        ({"parent_id": "nobody"}, "E_NOT_FOUND"),
        ({"parent_id": "0" * 32}, "E_NOT_FOUND"),
        ({"colour": "red"}, "E_FIELD"),
    ],
)
def test_bad_values_are_refused_and_nothing_stays(desk: Desk, make: Make, values, code: str) -> None:
    account = make.account()
    before = everything(desk)
    with pytest.raises(Known) as caught:
        desk.write("set.account", lambda w: w.set(Account, account.id, **values))
    assert (caught.value.code, caught.value.field) == (code, next(iter(values)))
    assert everything(desk) == before


def test_a_reference_names_a_living_record_of_its_kind(desk: Desk, make: Make) -> None:
    contact = make.contact()
    with pytest.raises(Known) as caught:
        make.record(Contact(name="x", account_id=contact.id))
    assert (caught.value.code, caught.value.field) == ("E_NOT_FOUND", "account_id")


def test_history_names_what_was_and_what_is(desk: Desk, make: Make) -> None:
    deal = make.deal(stage="2")
    desk.write("set.deal", lambda w: w.set(Deal, deal.id, stage="4"))
    entry = desk.history(deal.id)[-1]
    assert (entry.field, entry.before, entry.after, entry.user_id) == ("stage", "2", "4", desk.user_id)


def test_scopes(desk: Desk, make: Make) -> None:
    account = make.account()
    contact = make.contact(account=account)
    deal = make.deal(account=account)
    coach = make.record(Coach(deal_id=deal.id, contact_id=contact.id))
    private = make.record(Note(about_kind="account", about_id=account.id, text="mine", is_private=True))
    with desk.read() as connection:
        scopes = {row.record_id: row.scope for row in connection.execute(HEAD.select())}
    assert scopes[contact.id] == scopes[deal.id] == scopes[account.id] == f"account:{account.id}"
    assert scopes[coach.id] == f"close:{deal.id}"
    assert scopes[private.id] == f"private:{desk.user_id}"
    assert scopes[desk.user_id] == "team"


class Colleague:
    """Somebody else's device, writing straight into operations."""

    replica = b"\x07" * 16

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.tips: dict[str, bytes] = {}

    def set(self, account: Account, name: str, value: str, *, sees: bool, clock: int = 1 << 40) -> None:
        scope = f"account:{account.id}"
        from salesdesk.store.log import load_states

        with self.desk.read() as connection:
            state = load_states(connection, [account.id])[account.id]
        replaces = tuple(state.heads.get(name, {})) if sees else ()
        body = Body(
            scope, clock, 1, b"\x09" * 16, "account", bytes.fromhex(account.id), "set",
            {name: Write(value, replaces)}, (), 1, 0,
        )  # fmt: skip
        prev = self.tips.get(scope) or first_prev(bytes.fromhex(self.desk.team_id), self.replica, scope)
        operation = chain(body, self.replica, prev)
        self.tips[scope] = operation.op_id
        self.desk.receive([operation])


def test_undo_leaves_alone_what_a_colleague_changed_since(desk: Desk, make: Make) -> None:
    account = make.account(city="北京", tier="B")
    desk.write("set.account", lambda w: w.set(Account, account.id, city="上海", tier="A"))
    Colleague(desk).set(account, "city", "广州", sees=True)
    done = desk.undo()
    assert done.left_alone == (("account", account.id, "city"),)
    now = desk.need(Account, account.id)
    assert (now.city, now.tier) == ("广州", "B")


def test_undo_refuses_where_all_was_changed_since(desk: Desk, make: Make) -> None:
    account = make.account()
    desk.write("set.account", lambda w: w.set(Account, account.id, city="上海"))
    Colleague(desk).set(account, "city", "广州", sees=True)
    with pytest.raises(Known) as caught:
        desk.undo()
    assert (caught.value.code, caught.value.field) == ("E_CHANGED_SINCE", "city")


def test_what_others_did_is_never_on_the_undo_stack(desk: Desk, make: Make) -> None:
    account = make.account()
    Colleague(desk).set(account, "city", "广州", sees=True)
    assert desk.need(Account, account.id).city == "广州"
    assert desk.undo_label() == "add.account"


def test_a_disagreement_is_kept_until_somebody_settles_it(desk: Desk, make: Make) -> None:
    account = make.account(city="北京")
    Colleague(desk).set(account, "city", "广州", sees=False)
    with desk.read() as connection:
        assert queries.contested(connection) == [("account", account.id)]
    shown = desk.need(Account, account.id).city
    desk.write("set.account", lambda w: w.set(Account, account.id, city=shown))
    with desk.read() as connection:
        assert queries.contested(connection) == []


def test_equal_values_are_no_disagreement_and_merge_at_the_next_save(desk: Desk, make: Make) -> None:
    from salesdesk.store.log import load_states

    account = make.account(city="北京")
    Colleague(desk).set(account, "city", "北京", sees=False)
    with desk.read() as connection:
        assert queries.contested(connection) == []
        assert len(load_states(connection, [account.id])[account.id].heads["city"]) == 2
    desk.write("set.account", lambda w: w.set(Account, account.id, tier="A"))
    with desk.read() as connection:
        assert len(load_states(connection, [account.id])[account.id].heads["city"]) == 1


def test_deleting_against_an_unseen_edit_shows_the_record_with_a_badge(desk: Desk, make: Make) -> None:
    account = make.account(city="北京")
    colleague = Colleague(desk)
    desk.write("delete.account", lambda w: w.drop(Account, account.id))
    colleague.set(account, "remarks", "met them yesterday", sees=False)
    now = desk.need(Account, account.id)
    assert (now.city, now.remarks) == ("北京", "met them yesterday")
    with desk.read() as connection:
        assert queries.contested(connection) == [("account", account.id)]


def test_extra_fields_of_the_team_travel_with_the_record(desk: Desk, make: Make, check_undo) -> None:
    from salesdesk.domain.team import FieldDefinition

    definition = make.record(FieldDefinition(kind="account", label_en="Colour", label_zh="颜色", type="text"))
    account = make.account()
    desk.write("set.account", lambda w: w.set_extra(w.need(Account, account.id), definition.id, "blue"))
    assert desk.history(account.id)[-1].after == "blue"
    desk.undo()
    assert desk.history(account.id)[-1].after == ""


def test_search_finds_any_part_of_chinese_pinyin_and_phone(desk: Desk, make: Make) -> None:
    account = make.account("华北电力设备有限公司")
    person = make.contact("单雄信", account=account, phone="+86 138-0013-8000")
    with desk.read() as connection:

        def found(query: str) -> set[str]:
            return {hit.id for hit in queries.search(connection, query)}

        for query in ("华", "司", "电力", "力设备", "hbdl", "HuaBei", "beidian", "华北 有限"):
            assert account.id in found(query), query
        for query in ("单雄信", "sxx", "shanxiong", "13800138000", "0013"):
            assert person.id in found(query), query
        assert found("南方") == set()
        assert found("  !? ") == set()
        assert found('"') == found("NEAR(") == found("a OR b") == set()


def test_search_follows_every_change(desk: Desk, make: Make) -> None:
    account = make.account("甲公司")
    desk.write("set.account", lambda w: w.set(Account, account.id, name="乙公司"))
    with desk.read() as connection:
        assert not queries.search(connection, "甲公")
        assert queries.search(connection, "乙公")
    desk.write("delete.account", lambda w: w.drop(Account, account.id))
    with desk.read() as connection:
        assert not queries.search(connection, "乙公")
    desk.undo()
    with desk.read() as connection:
        assert queries.search(connection, "乙公")


def test_pages_are_whole_and_in_order(desk: Desk) -> None:
    cities = ["上海", "北京", "成都", "", "Zürich", "amsterdam"]
    desk.write(
        "import.account",
        lambda w: [w.add(Account(name=f"{number:03d}", city=cities[number % 6])) for number in range(50)],
    )
    for descending in (False, True):
        seen: list[str] = []
        cursor = None
        while True:
            with desk.read() as connection:
                page = queries.page(
                    connection, Account, sort="city", descending=descending, after=cursor, limit=7
                )
            seen += [record.id for record in page.records]
            cursor = page.cursor
            if cursor is None:
                break
        assert len(seen) == len(set(seen)) == 50
        first = dataclasses.asdict(page.records[0])
        assert first["name"]


def test_a_batch_that_fails_moves_no_clock(desk: Desk, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    from salesdesk.store import edits

    account = make.account()
    colleague = Colleague(desk)
    before = desk._author.clock
    with monkeypatch.context() as patch:
        patch.setattr(edits, "save_clock", lambda *_: (_ for _ in ()).throw(OSError("disk")))
        with pytest.raises(OSError, match="disk"):
            colleague.set(account, "city", "广州", sees=True, clock=before + 1000)
    assert desk._author.clock == before
    assert desk.need(Account, account.id).city == ""
