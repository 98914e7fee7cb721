"""Rows about the store: lists at several sizes, search, one edit, an import of 20,000, reading all."""

import random
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from salesdesk.desk.desk import Desk
from salesdesk.domain.account import Account
from salesdesk.store import projection, queries
from salesdesk.store.database import raw_connection
from salesdesk.store.edits import open_door, shut_door
from tests.bench.measure import Row, interleaved, percentile, seconds

_PLACES = "北京上海广州深圳苏州杭州成都重庆武汉西安厦门青岛天津长沙沈阳大连宁波无锡佛山东莞"
_WORDS = (
    "华北电力精密仪器机械龙湖海运恒创智能装备钢铁化工环保能源科技实业控股信息材料汽车轨道航空生物医药食品纺织"
)
_ENDS = ("有限公司", "股份有限公司", "集团", "设备厂", "Co., Ltd.")


def accounts(total: int) -> Iterator[Account]:
    """Invented accounts, always the same ones."""
    dice = random.Random(20261126)
    for number in range(total):
        city = _PLACES[(at := dice.randrange(0, len(_PLACES), 2)) : at + 2]
        words = "".join(dice.choices(_WORDS, k=dice.randint(2, 6)))
        yield Account(
            name=f"{city}{words}{dice.choice(_ENDS)}", city=city, industry="机械", tier=dice.choice("SABC"),
            phone=f"138{dice.randrange(10**8):08d}", external_id=str(number),
        )  # fmt: skip


class Sized:
    """A workspace of a size, with its rows but without a log: only reading is measured on it."""

    def __init__(self, folder: Path, total: int) -> None:
        self.total = total
        self.desk = Desk.create(folder, name="bench")
        with self.desk.database.write() as connection:
            open_door(connection)
            batch: list[Account] = []
            for account in accounts(total):
                batch.append(account)
                if len(batch) == 5000:
                    self._put(connection, batch)
                    batch = []
            self._put(connection, batch)
            shut_door(connection)

    @staticmethod
    def _put(connection: Any, batch: list[Account]) -> None:
        projection.save_records(connection, "account", batch)
        projection.learn_words(connection, batch, are_new=True)

    def first_page(self) -> None:
        with self.desk.read() as connection:
            queries.page(connection, Account, sort="name", limit=100)


def list_rows(sized: list[Sized]) -> Iterator[Row]:
    """Opening a list: every size against the smallest."""
    small = next(one for one in sized if one.total == 10_000)
    for one in sized:
        if one is not small:
            floor, ours = interleaved(small.first_page, one.first_page, runs=15)
            yield Row(f"first page of {one.total:,} accounts", "of 10,000", floor, ours, 1.5)


def _like(raw: Any, query: str) -> None:
    """A search by LIKE that finds nothing, and so reads everything."""
    sql = "SELECT id FROM account WHERE name LIKE ? OR city LIKE ? LIMIT 50"
    raw.execute(sql, (f"%{query}~%", f"%{query}~%")).fetchall()


def search_row(one: Sized) -> Row:
    """Search as you type: the 95th percentile against LIKE, and every hit of LIKE found."""
    dice = random.Random(7)
    queries_ = [
        "".join(_WORDS[at : at + length]) for length in (1, 2, 3, 4) for at in dice.sample(range(40), 6)
    ]
    like: list[float] = []
    ours: list[float] = []
    with one.desk.read() as connection:
        raw: Any = connection.connection.dbapi_connection
        for query in queries_:
            like.append(seconds(partial(_like, raw, query)))
            ours.append(seconds(partial(queries.search, connection, query)))
        missed = 0
        for query in queries_[6:12]:
            wanted = raw.execute(
                "SELECT count(*) FROM account WHERE name LIKE ?", (f"%{query}%",)
            ).fetchone()[0]
            found = len(queries.search(connection, query, kinds=("account",), limit=10**7))
            missed += max(0, wanted - found)
    note = f"missed against LIKE: {missed}"
    return Row(
        f"search, p95, {one.total:,} accounts",
        "LIKE",
        percentile(like, 0.95),
        percentile(ours, 0.95),
        1 / 50,
        note=note,
    )


def _set_address(desk: Desk, record_id: str, address: str) -> None:
    desk.write("set", lambda w: w.set(Account, record_id, address=address))


def edit_row(folder: Path) -> Row:
    """One edit through the door against an update with commit in the same encrypted file."""
    desk = Desk.create(folder, name="bench")
    desk.write("import", lambda w: [w.add(account) for account in accounts(2000)])
    ids = [account.id for account in desk.select(Account)]
    raw = raw_connection(folder / "workspace.db", desk.key)
    raw.execute("CREATE TABLE plain (id TEXT PRIMARY KEY, city TEXT)")
    raw.executemany("INSERT INTO plain VALUES (?, '')", [(record_id,) for record_id in ids])
    dice = random.Random(3)

    def floor() -> None:
        for record_id in dice.sample(ids, 20):
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("UPDATE plain SET city = ? WHERE id = ?", (str(dice.random()), record_id))
            raw.execute("COMMIT")

    def ours() -> None:
        for record_id in dice.sample(ids, 20):
            _set_address(desk, record_id, str(dice.random()))

    a, b = interleaved(floor, ours, runs=9)
    raw.close()
    desk.close()
    return Row("one edit", "raw update + commit", a / 20, b / 20, 8)


def import_row(folder: Path, total: int = 20_000) -> Row:
    """An import of 20,000 accounts in one edit, against executemany of the same rows."""
    records = list(accounts(total))
    rows = [tuple(projection.row_of(account).values()) for account in records]
    names = list(projection.row_of(records[0]))
    count = iter(range(1000))
    desks: list[Desk] = []

    def floor() -> None:
        path = folder / f"raw{next(count)}.db"
        raw = raw_connection(path, bytes(32))
        raw.execute(f"CREATE TABLE account ({', '.join(map(repr, names))}, PRIMARY KEY (id))")
        raw.execute("BEGIN")
        raw.executemany(f"INSERT INTO account VALUES ({','.join('?' * len(names))})", rows)
        raw.execute("COMMIT")
        raw.close()

    def ours() -> None:
        desk = desks.pop()
        desk.write("import", lambda w: [w.add(account) for account in records])
        desk.close()

    floors, mine = [], []
    for _ in range(3):
        floors.append(seconds(floor))
        desks.append(Desk.create(folder / f"desk{next(count)}", name="bench"))
        mine.append(seconds(ours))
    return Row(
        f"import of {total:,} accounts",
        "raw executemany",
        statistics.median(floors),
        statistics.median(mine),
        8,
    )


def read_row(one: Sized) -> Row:
    """All accounts as records, against a raw cursor."""

    def floor() -> None:
        with one.desk.read() as connection:
            raw: Any = connection.connection.dbapi_connection
            raw.execute("SELECT * FROM account").fetchall()

    def ours() -> None:
        one.desk.select(Account)

    a, b = interleaved(floor, ours, runs=3)
    return Row(f"read {one.total:,} accounts", "raw cursor", a, b, 2)


def rows(sizes: list[int]) -> Iterator[Row]:
    """All rows of the store; `sizes` are numbers of accounts, 10,000 among them."""
    folder = Path(tempfile.mkdtemp(prefix="salesdesk-bench-"))
    try:
        yield edit_row(folder / "edit")
        yield import_row(folder)
        sized = [Sized(folder / f"sized{total}", total) for total in sizes]
        yield from list_rows(sized)
        yield search_row(sized[-1])
        yield read_row(next(one for one in sized if one.total >= 10_000))
        for one in sized:
            one.desk.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
