"""Writes the test vectors of docs/protocol.md: run once, then kept; a format that changes breaks its test.

python -m tests.sync.make_vectors
"""

import json
import tempfile
from pathlib import Path

import msgspec

from salesdesk.domain.account import Account
from salesdesk.store.oplog import decode, first_prev
from salesdesk.sync import founding, joining
from salesdesk.sync.contents import Reader, run_of
from salesdesk.sync.enrolment import opened, read_invitation, read_request
from salesdesk.sync.export import export
from salesdesk.sync.payload import padded_length
from tests.sync.conftest import Team

FOLDER = Path(__file__).parent / "vectors"


def hexed(value: object) -> object:
    """A value with bytes as hexadecimal digits."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, msgspec.Struct):
        return hexed(msgspec.to_builtins(value, builtin_types=(bytes,)))
    if isinstance(value, dict):
        return {key: hexed(item) for key, item in value.items()}
    return [hexed(item) for item in value] if isinstance(value, list | tuple) else value


def main() -> None:
    """Make a team, a rep who joins, and one export; keep the files and what is in them."""
    FOLDER.mkdir(exist_ok=True)
    invitation, request, approval, up = (
        FOLDER / f"{name}.sdbundle" for name in ("invite", "enrol", "roster", "up")
    )
    with tempfile.TemporaryDirectory() as folder:
        team = Team(Path(folder))
        rep = team.solo("李卫东")
        with team.store() as store:
            invited = founding.invite(store, invitation)
            asked = joining.join(rep, invitation, request, invited.words)
            founding.approve(store, request, approval)
        joining.take_approval(rep, approval)
        account = rep.write("add", lambda w: w.add(Account(name="华北电力", city="北京")))
        rep.write("set", lambda w: w.set(Account, account.id, city="保定"))
        rep.write("drop", lambda w: w.drop(Account, account.id))
        rep.undo()
        export(rep, up)
        keys, hub = team.keys, team.keys.hub_ring()
        offer = read_invitation(invitation)
        with opened(up) as bundle:
            header = bundle.header
            reader = Reader(bundle.header, bundle.records(hub.age_secret))
            runs = [run_of(items) for record_type, items in reader.messages() if record_type == 1]
        facts = {
            "about": "One team, one rep: see docs/protocol.md. Keys are of this example alone.",
            "root_secret": keys.root,
            "hub_secret": keys.hub,
            "hub_age_secret": keys.hub_age,
            "team": keys.team,
            "epoch": list(msgspec.structs.astuple(keys.epoch)),
            "words": invited.words,
            "invitation_key": offer.key(invited.words),
            "invitation": offer.invitation,
            "request": read_request(request, hub.age_secret, hub.recipient).request,
            "fingerprint": asked.fingerprint,
            "header": list(header),
            "header_binding": header.binding(),
            "context": reader.context,
            "runs": [
                {
                    "replica": run.replica, "scope": run.scope, "prev": run.prev, "bodies": run.bodies,
                    "op_ids": ids_of(run.prev, run.bodies), "verbs": [decode(each).verb for each in run.bodies],
                    "first_prev": first_prev(keys.team, run.replica, run.scope),
                }
                for run in runs
            ],
            "padded_lengths": [[length, padded_length(length)] for length in (1, 1024, 1025, 3000, 70_000, 10**6)],
        }  # fmt: skip
        (FOLDER / "vectors.json").write_text(
            json.dumps(hexed(facts), ensure_ascii=False, indent=1) + "\n", "utf-8"
        )
        for desk in team.desks:
            desk.close()


def ids_of(prev: bytes, bodies: list[bytes]) -> list[bytes]:
    """The ids of operations that follow `prev`, by the formula of the protocol alone."""
    import hashlib

    ids: list[bytes] = []
    for body in bodies:
        prev = hashlib.sha256(b"salesdesk-op-1" + prev + body).digest()[:16]
        ids.append(prev)
    return ids


if __name__ == "__main__":
    main()
