"""What work costs on the wire, and how much memory the largest file takes."""

import subprocess
import sys
from functools import partial
from pathlib import Path

import msgspec
import pytest

from salesdesk.desk.desk import Desk
from salesdesk.domain.account import Account
from salesdesk.domain.contact import Contact
from salesdesk.domain.deal import Deal
from salesdesk.store.oplog import decode
from salesdesk.store.writer import Writer
from salesdesk.sync import payload
from salesdesk.sync.contents import Context, Message
from salesdesk.sync.device_keys import Membership
from salesdesk.sync.export import _parts

COUNT = 400


def sent(desk: Desk) -> tuple[int, int]:
    """Bytes of the compressed frame of everything a desk hands over, and how many fields it writes."""
    member = Membership(
        team=bytes.fromhex(desk.team_id),
        team_name="",
        root=b"",
        hub=b"",
        hub_recipient="",
        epoch=b"",
        role="rep",
    )
    with desk.read() as connection:
        ((part, _),) = _parts(connection, member, 48 << 20)
    context = Context(
        team=member.team, sender=bytes(32), kind="up", recipients=["age1" + "x" * 58], chains=part.chains,
        operations=part.operations,
    )  # fmt: skip
    source = Message(context, part.runs).source
    frame = payload.frame_length(payload.pack(source(bytes(32)), payload.raw_length(source)))
    fields = 0
    for run in part.runs:
        fields += sum(len(decode(body).fields) for body in msgspec.msgpack.decode(run)[4])
    return frame, fields


def test_a_field_costs_ten_bytes_when_made_and_thirty_two_when_changed() -> None:
    desk = Desk.in_memory(name="李卫东")
    accounts = [
        Account(
            name=f"华北 {n} 设备",
            city="北京",
            tier="A",
            phone=f"+86 10 8{n * 7919 % 10**7:07d}",
            external_id=f"A{n}",
        )
        for n in range(COUNT)
    ]
    deals = [
        Deal(name=f"MES {n}", account_id=accounts[n].id, amount=n * 10_007, stage="3") for n in range(COUNT)
    ]
    people = [
        Contact(name="王建国", account_id=each.id, title="采购经理", phone="13800000000") for each in accounts
    ]
    desk.write("add", lambda w: [w.add(each) for each in (*accounts, *deals, *people)])
    made, fields = sent(desk)
    for deal in deals:
        desk.write("set", partial(Writer.set, record_class=Deal, record_id=deal.id, stage="4"))
    changed, _ = sent(desk)
    assert made / fields <= 10, made / fields
    assert (changed - made) / COUNT <= 32, (changed - made) / COUNT
    desk.close()


LARGEST = """
import re, sys
sys.path.insert(0, sys.argv[2])
from salesdesk.sync import container
from salesdesk.sync.contents import Context, Message, Reader, Run, run_of
from salesdesk.sync.signing import KeyRing
hub = KeyRing.new()
if sys.argv[3] == "write":
    import random
    chance = random.Random(1)
    runs = [Run(bytes(16), "team", bytes(16), [chance.randbytes(4000) for _ in range(60)]).pack() for _ in range(240)]
    crumbs = [Run(bytes(16), "team", bytes(16), [chance.randbytes(200) for _ in range(20_000)]).pack()] * 9
    context = Context(team=bytes(16), sender=hub.signer.public_key, kind="up", recipients=[hub.recipient])
    pieces = container.seal(
        kind="up", signer=hub.signer, epoch=bytes(16), recipients=[hub.recipient],
        records=Message(context, runs + crumbs).source,
    )
    open(sys.argv[1], "wb").write(b"".join(pieces))
    open(sys.argv[1] + ".key", "w").write(hub.age_secret)
else:
    with open(sys.argv[1], "rb") as source:
        bundle = container.Bundle(source)
        reader = Reader(bundle.header, bundle.records(open(sys.argv[1] + ".key").read()))
        total = sum(len(run_of(items).bodies) for _, items in reader.messages())
    assert total == 240 * 60 + 9 * 20_000
    peak = re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())
    print(int(peak[1]) // 1024)
"""


@pytest.mark.proof
@pytest.mark.skipif(sys.platform != "linux", reason="the peak of memory is read from /proc")
def test_the_largest_file_is_read_within_200_megabytes(tmp_path: Path) -> None:
    root = str(Path(__file__).resolve().parents[2])
    for way in ("write", "read"):
        done = subprocess.run(
            [sys.executable, "-c", LARGEST, str(tmp_path / "large"), root, way],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "large").stat().st_size > 56 << 20
    assert int(done.stdout) < 200, done.stdout
