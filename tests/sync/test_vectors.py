"""The files and ids of docs/protocol.md, kept: what was written once is read for ever."""

import hashlib
import hmac
import json
from typing import Any

import msgspec
import pytest
from argon2.low_level import Type, hash_secret_raw

from salesdesk.store.oplog import first_prev, op_id_of
from salesdesk.sync.contents import Reader, run_of
from salesdesk.sync.device_keys import Epoch
from salesdesk.sync.enrolment import epoch_hash, opened, read_invitation, read_request, team_id_of
from salesdesk.sync.payload import padded_length
from salesdesk.sync.roster import Roster, signed_of
from salesdesk.sync.signing import KeyRing, Signer
from tests.sync.make_vectors import FOLDER, hexed


@pytest.fixture(scope="module")
def vectors() -> Any:
    return json.loads((FOLDER / "vectors.json").read_text("utf-8"))


@pytest.fixture
def hub(vectors: Any) -> KeyRing:
    return KeyRing(Signer(bytes.fromhex(vectors["hub_secret"])), vectors["hub_age_secret"])


def test_ids_follow_from_the_bytes(vectors: Any) -> None:
    team = bytes.fromhex(vectors["team"])
    for run in vectors["runs"]:
        prev = first_prev(team, bytes.fromhex(run["replica"]), run["scope"])
        assert prev.hex() == run["first_prev"] == run["prev"]
        for body, op_id in zip(run["bodies"], run["op_ids"], strict=True):
            prev = op_id_of(prev, bytes.fromhex(body))
            assert prev.hex() == op_id
    verbs = {verb for run in vectors["runs"] for verb in run["verbs"]}
    assert verbs == {"add", "set", "delete", "undelete"}


def test_the_bundle_is_read_as_it_was_written(vectors: Any, hub: KeyRing) -> None:
    with opened(FOLDER / "up.sdbundle") as bundle:
        assert hexed(list(bundle.header)) == vectors["header"]
        assert bundle.header.binding().hex() == vectors["header_binding"]
        reader = Reader(bundle.header, bundle.records(hub.age_secret))
        runs = [run_of(items) for record_type, items in reader.messages() if record_type == 1]
    assert hexed(reader.context) == vectors["context"]
    assert [[body.hex() for body in run.bodies] for run in runs] == [run["bodies"] for run in vectors["runs"]]


def test_the_invitation_is_proved_by_its_words(vectors: Any) -> None:
    offer = read_invitation(FOLDER / "invite.sdbundle")
    assert hexed(offer.invitation) == vectors["invitation"]
    key = hash_secret_raw(
        vectors["words"].encode(), offer.invitation.id, time_cost=3, memory_cost=64 * 1024, parallelism=4,
        hash_len=32, type=Type.ID,
    )  # fmt: skip
    assert key.hex() == vectors["invitation_key"]
    assert hmac.digest(key, b"salesdesk-invitation-1\0" + offer.content, "sha256") == offer.mac


def test_the_request_is_proved_by_the_words(vectors: Any, hub: KeyRing) -> None:
    asking = read_request(FOLDER / "enrol.sdbundle", hub.age_secret, hub.recipient)
    assert hexed(asking.request) == vectors["request"]
    assert asking.request.fingerprint() == vectors["fingerprint"]
    key = bytes.fromhex(vectors["invitation_key"])
    assert hmac.digest(key, b"salesdesk-request-1\0" + asking.content, "sha256") == asking.mac


def test_the_roster_is_the_root_s(vectors: Any, hub: KeyRing) -> None:
    root = Signer(bytes.fromhex(vectors["root_secret"])).public_key
    team = bytes.fromhex(vectors["team"])
    assert team_id_of(root) == team
    with opened(FOLDER / "up.sdbundle") as bundle:
        reader = Reader(bundle.header, bundle.records(hub.age_secret))
        items = next(items for record_type, items in reader.messages() if record_type == 2)
    roster = Roster.of(root, team, signed_of(items))
    certificate = roster.device(bytes.fromhex(vectors["request"]["device"]))
    assert (certificate.role, certificate.name) == ("rep", "李卫东")
    packed = next(each for each in roster.entries if each == msgspec.msgpack.encode(certificate))
    assert msgspec.msgpack.decode(packed)[0] == "certificate"


def test_lengths_and_epochs(vectors: Any) -> None:
    assert [[length, padded_length(length)] for length, _ in vectors["padded_lengths"]] == vectors[
        "padded_lengths"
    ]
    number, epoch_id, predecessor = vectors["epoch"]
    epoch = Epoch(number, bytes.fromhex(epoch_id), bytes.fromhex(predecessor))
    team = bytes.fromhex(vectors["team"])
    packed = msgspec.msgpack.encode([number, bytes.fromhex(epoch_id), bytes.fromhex(predecessor)])
    expected = hashlib.sha256(b"salesdesk-epoch-1\0" + team + packed).digest()[:16]
    assert epoch_hash(team, epoch) == expected == bytes.fromhex(vectors["header"][3])
