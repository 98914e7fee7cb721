"""Joining by files: what fits comes in once, and everything else is refused with a name and leaves nothing."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from salesdesk.desk.desk import Desk
from salesdesk.domain.account import Account
from salesdesk.domain.problems import Known
from salesdesk.domain.team import Member
from salesdesk.store.identity import own_replicas
from salesdesk.sync import container, device_ingest, founding, joining, words
from salesdesk.sync.contents import INVITATION, REQUEST, Context, Message, pack_record
from salesdesk.sync.device_keys import device_keys, device_state, membership
from salesdesk.sync.enrolment import epoch_hash, invitation_key, read_invitation, read_request, request_mac
from salesdesk.sync.signing import KeyRing
from salesdesk.sync.team_store import TeamStore
from tests.sync.conftest import Team


@dataclass
class Enrolment:
    """One invitation and the files that belong to it."""

    team: Team
    rep: Desk
    invitation: Path
    request: Path
    answer: Path
    words: str

    def join(self, spoken: str = "") -> joining.Asked:
        return joining.join(self.rep, self.invitation, self.request, spoken or self.words)

    def approve(self, **facts: object) -> founding.Approved | None:
        with self.team.store() as store:
            return founding.approve(store, self.request, self.answer, **facts)  # type: ignore[arg-type]


@pytest.fixture
def enrolment(team: Team) -> Enrolment:
    rep = team.solo("李卫东")
    invitation = team.file("invitation.sdbundle")
    with team.store() as store:
        invited = founding.invite(store, invitation)
    return Enrolment(team, rep, invitation, team.file("request"), team.file("answer"), invited.words)


def code_of(deed: object) -> str:
    with pytest.raises(Known) as caught:
        deed()  # type: ignore[operator]
    return caught.value.code


def is_alone(desk: Desk) -> bool:
    with desk.read() as connection:
        return membership(connection) is None


def test_a_rep_joins_with_everything_at_hand(enrolment: Enrolment) -> None:
    rep = enrolment.rep
    account = rep.write("add.account", lambda w: w.add(Account(name="华北电力")))
    rep.write("set.account", lambda w: w.set(Account, account.id, city="保定"))
    asked = enrolment.join()
    approved = enrolment.approve()
    assert approved is not None and approved.fingerprint == asked.fingerprint
    (result,) = device_ingest.ingest(rep, [enrolment.answer])
    assert result.state == "APPLIED"
    assert rep.team_id == enrolment.team.keys.team.hex()
    assert rep.need(Account, account.id).city == "保定"
    rep.undo()
    assert rep.need(Account, account.id).city == ""
    assert enrolment.team.deliver(rep).state == "APPLIED"


def test_the_words_stand_in_no_file(enrolment: Enrolment) -> None:
    enrolment.join()
    enrolment.approve()
    for path in (enrolment.invitation, enrolment.request, enrolment.answer):
        data = path.read_bytes()
        assert not any(word.encode() in data for word in enrolment.words.split() if len(word) > 3)


def test_wrong_words_are_refused_and_change_nothing(enrolment: Enrolment) -> None:
    other = words.new_words()
    assert code_of(lambda: enrolment.join(other)) == "E_WORDS"
    assert not enrolment.request.exists()
    assert not device_state(enrolment.rep).is_waiting
    for typed in ("", "one two three", "zzzz " * 6, enrolment.words + " abandon"):
        assert code_of(lambda typed=typed: enrolment.join(typed or " ")) == "E_WORDS"


def test_words_are_read_as_people_write_them(enrolment: Enrolment) -> None:
    shouted = "-".join(word[:4].upper() for word in enrolment.words.split())
    assert enrolment.join(shouted).team_name == "华北区"


def test_an_invitation_works_once(enrolment: Enrolment) -> None:
    enrolment.join()
    enrolment.approve()
    assert code_of(enrolment.approve) == "E_USED"
    second = enrolment.team.solo("张敏")
    joining.join(second, enrolment.invitation, enrolment.request, enrolment.words)
    assert code_of(enrolment.approve) == "E_USED"
    with enrolment.team.store() as store, store.database.read() as connection:
        assert len(store.roster(connection).certificates) == 2


def test_an_invitation_expires_by_the_hub_s_clock(enrolment: Enrolment) -> None:
    enrolment.team.now += timedelta(days=15)
    assert enrolment.join().is_late
    assert code_of(enrolment.approve) == "E_EXPIRED"
    assert not enrolment.answer.exists()


def test_a_no_of_the_manager_leaves_everything_as_it_was(enrolment: Enrolment) -> None:
    asked = enrolment.join()
    heard: list[str] = []

    def refuse(name: str, said: str) -> bool:
        heard.extend((name, said))
        return False

    assert enrolment.approve(confirm=refuse) is None
    assert heard == ["李卫东", asked.fingerprint]
    assert not enrolment.answer.exists()
    assert enrolment.approve() is not None


def test_an_invitation_with_another_hub_is_seen_by_the_words(enrolment: Enrolment) -> None:
    offer = read_invitation(enrolment.invitation)
    thief = KeyRing.new()
    swapped = msgspec.structs.replace(
        offer.invitation, hub=thief.signer.public_key, hub_recipient=thief.recipient
    )
    with enrolment.team.store() as store:
        record = pack_record(INVITATION, msgspec.msgpack.encode(swapped), offer.mac)
        container.write_file(enrolment.invitation, founding._root_sealed(store, "invite", [], [record]))
    assert code_of(enrolment.join) == "E_WORDS"


def test_an_invitation_of_another_root_is_seen(enrolment: Enrolment) -> None:
    offer = read_invitation(enrolment.invitation)
    thief = KeyRing.new()
    for root in (offer.invitation.root, thief.signer.public_key):
        swapped = msgspec.structs.replace(offer.invitation, root=root)
        content = msgspec.msgpack.encode(swapped)
        context = Context(
            team=swapped.team, sender=thief.signer.public_key, kind="invite", recipients=[], made_at=1
        )
        pieces = container.seal(
            kind="invite", signer=thief.signer, epoch=bytes(16), recipients=[],
            records=Message(context, [pack_record(INVITATION, content, offer.mac)]).source,
        )  # fmt: skip
        container.write_file(enrolment.invitation, pieces)
        assert code_of(enrolment.join) == "E_INVITATION"


def test_a_weak_cost_is_not_taken(enrolment: Enrolment) -> None:
    offer = read_invitation(enrolment.invitation)
    weak = msgspec.structs.replace(offer.invitation, memory_kib=1024)
    with enrolment.team.store() as store:
        record = pack_record(INVITATION, msgspec.msgpack.encode(weak), offer.mac)
        container.write_file(enrolment.invitation, founding._root_sealed(store, "invite", [], [record]))
    assert code_of(enrolment.join) == "E_INVITATION"


def resealed(enrolment: Enrolment, ring: KeyRing, store: TeamStore, *, key: bytes, **facts: object) -> None:
    """The request again with other facts, proved with `key`, signed by `ring`."""
    hub = store.keys.hub_ring()
    asking = read_request(enrolment.request, hub.age_secret, hub.recipient)
    request = msgspec.structs.replace(asking.request, **facts)
    content = msgspec.msgpack.encode(request)
    context = Context(
        team=store.team, sender=ring.signer.public_key, kind="enrol", recipients=[hub.recipient], made_at=1
    )
    pieces = container.seal(
        kind="enrol", signer=ring.signer, epoch=epoch_hash(store.team, store.keys.epoch), recipients=[hub.recipient],
        records=Message(context, [pack_record(REQUEST, content, request_mac(key, content))]).source,
    )  # fmt: skip
    container.write_file(enrolment.request, pieces)


def test_keys_put_in_on_the_way_are_refused(enrolment: Enrolment) -> None:
    enrolment.join()
    thief = KeyRing.new()
    facts = {"device": thief.signer.public_key, "recipient": thief.recipient}
    with enrolment.team.store() as store:
        resealed(enrolment, thief, store, key=bytes(32), **facts)
    assert code_of(enrolment.approve) == "E_WORDS"


def test_a_request_not_signed_by_its_device_is_refused(enrolment: Enrolment) -> None:
    enrolment.join()
    with enrolment.team.store() as store:
        resealed(enrolment, KeyRing.new(), store, key=bytes(32))
    assert code_of(enrolment.approve) == "E_BINDING"


def test_nobody_takes_another_s_place(enrolment: Enrolment) -> None:
    """Even with the right words: the person, the device and the replicas of a request must be new to the team."""
    enrolment.join()
    manager = enrolment.team.manager
    with enrolment.rep.database.write() as connection:
        own = device_keys(connection)
    with manager.read() as connection:
        theirs = own_replicas(connection)
    key = invitation_key(enrolment.words, read_invitation(enrolment.invitation).invitation)
    for facts in ({"user": bytes.fromhex(manager.user_id)}, {"replicas": list(theirs)}):
        with enrolment.team.store() as store:
            resealed(enrolment, own, store, key=key, **facts)
        assert code_of(enrolment.approve) == "E_USED"


def test_the_approval_of_another_device_is_refused(enrolment: Enrolment) -> None:
    enrolment.join()
    enrolment.approve()
    other = enrolment.team.solo("张敏")
    invitation, request = enrolment.team.file(), enrolment.team.file()
    with enrolment.team.store() as store:
        invited = founding.invite(store, invitation)
    joining.join(other, invitation, request, invited.words)
    (result,) = device_ingest.ingest(other, [enrolment.answer])
    assert (result.state, result.code) == ("QUARANTINED", "E_NOT_FOR_US")
    assert is_alone(other)


def test_a_tampered_approval_is_refused_and_the_right_one_still_works(enrolment: Enrolment) -> None:
    enrolment.join()
    enrolment.approve()
    data = enrolment.answer.read_bytes()
    damaged = enrolment.team.file("damaged")
    for place in range(0, len(data), 41):
        damaged.write_bytes(data[:place] + bytes([data[place] ^ 4]) + data[place + 1 :])
        (result,) = device_ingest.ingest(enrolment.rep, [damaged])
        assert result.state == "QUARANTINED", place
        assert is_alone(enrolment.rep)
    (result,) = device_ingest.ingest(enrolment.rep, [enrolment.answer])
    assert result.state == "APPLIED"
    (again,) = device_ingest.ingest(enrolment.rep, [enrolment.answer])
    assert (again.state, again.notices) == ("DUPLICATE", ("N_DUPLICATE",))


def test_an_approval_nobody_asked_for_is_refused(enrolment: Enrolment) -> None:
    enrolment.join()
    enrolment.approve()
    stranger = enrolment.team.solo("陌生人")
    (result,) = device_ingest.ingest(stranger, [enrolment.answer])
    assert (result.state, result.code) == ("QUARANTINED", "E_INVITATION")


def test_other_files_are_no_invitation_and_no_request(enrolment: Enrolment, tmp_path: Path) -> None:
    enrolment.join()
    assert code_of(
        lambda: joining.join(enrolment.rep, enrolment.request, enrolment.answer, enrolment.words)
    ) == ("E_INVITATION")
    enrolment.request = enrolment.invitation
    assert code_of(enrolment.approve) == "E_KIND"
    missing = tmp_path / "missing"
    assert (
        code_of(lambda: joining.join(enrolment.rep, missing, enrolment.answer, enrolment.words)) == "E_FILE"
    )


def test_a_member_joins_no_second_team(team: Team, tmp_path: Path) -> None:
    rep = team.rep("李卫东")
    (tmp_path / "other").mkdir()
    other = Team(tmp_path / "other")
    invitation = other.file()
    with other.store() as store:
        invited = founding.invite(store, invitation)
    assert code_of(lambda: joining.join(rep, invitation, other.file(), invited.words)) == "E_WRONG_TEAM"
    with team.store() as store:
        invited = founding.invite(store, invitation)
    assert code_of(lambda: joining.join(rep, invitation, other.file(), invited.words)) == "E_USED"
    assert code_of(lambda: founding.create_team(rep, other.url + "2")) == "E_USED"
    for desk in other.desks:
        desk.close()


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("nonsense", "E_STORE"),
        ("sqlite://", "E_STORE"),
        ("mysql://x/y", "E_STORE"),
        ("sqlite:////proc/x/y.db", "E_FILE"),
    ],
)
def test_a_store_that_cannot_be_made_leaves_the_workspace_alone(url: str, code: str) -> None:
    desk = Desk.in_memory(name="王")
    team_id = desk.team_id
    assert code_of(lambda: founding.create_team(desk, url)) == code
    assert desk.team_id == team_id and is_alone(desk)
    desk.close()


def test_a_file_where_the_store_shall_be_is_kept(tmp_path: Path) -> None:
    desk = Desk.in_memory(name="王")
    path = tmp_path / "store.db"
    path.write_bytes(b"mine")
    assert code_of(lambda: founding.create_team(desk, f"sqlite:///{path}")) == "E_EXISTS"
    assert path.read_bytes() == b"mine" and is_alone(desk)
    desk.close()


def test_the_member_record_keeps_its_person(enrolment: Enrolment) -> None:
    enrolment.join()
    enrolment.approve()
    device_ingest.ingest(enrolment.rep, [enrolment.answer])
    assert enrolment.rep.need(Member, enrolment.rep.user_id).name == "李卫东"


def test_words_hold_66_bits() -> None:
    assert len(words.word_list()) == len({word[:4] for word in words.word_list()}) == 2048
    assert len(words.new_words().split()) == 6
    assert words.fingerprint(b"a") == words.fingerprint(b"a") != words.fingerprint(b"b")
