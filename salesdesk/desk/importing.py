"""Many records at once, prepared elsewhere: what they meet in the workspace, and the one write that puts them all."""

import dataclasses
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from salesdesk.desk.deals import put_ways
from salesdesk.desk.derived import next_ranks
from salesdesk.domain.deal import Deal, StageMove
from salesdesk.domain.kinds import kind_of
from salesdesk.domain.record import Record, Value, field_map
from salesdesk.store import matching
from salesdesk.store.log import load_homes
from salesdesk.store.queries import records_by_id
from salesdesk.store.writer import Writer

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk

PreparedRow = tuple[str, Mapping[str, Value], bool]
"""(id, values, is new) of one record."""


class DeskLookups:
    """What the plan of an import asks, answered by the workspace."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    def records(self, kind: str, ids: Collection[str]) -> Mapping[str, Record]:
        """The living records of these ids."""
        with self._desk.read() as connection:
            return records_by_id(connection, kind_of(kind), list(ids))

    def deleted(self, ids: Collection[str]) -> Collection[str]:
        """Those of the ids whose record was deleted."""
        with self._desk.read() as connection:
            return matching.deleted_among(connection, ids)

    def ids_where(self, kind: str, field: str, values: Collection[Value]) -> Mapping[Value, tuple[str, ...]]:
        """Value → ids of the living records that have it in the field; `id` counts as a field."""
        with self._desk.read() as connection:
            return matching.ids_where(connection, kind_of(kind), field, values)

    def columns(self, kind: str, fields: Sequence[str]) -> Iterable[tuple[object, ...]]:
        """(id, columns…) of every living record of the kind."""
        with self._desk.read() as connection:
            yield from matching.columns_of(connection, kind_of(kind), fields)

    def scopes(self, ids: Collection[str]) -> Mapping[str, str]:
        """Id → the scope that the record lives in, for life."""
        with self._desk.read() as connection:
            return {record_id: scope for record_id, (_, scope) in load_homes(connection, ids).items()}


def import_rows(
    w: Writer,
    batches: Sequence[tuple[str, Sequence[PreparedRow]]],
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Put the records of an import, kind by kind: what others refer to comes first.

    New ones belong to who imports them; a changed deal leaves its stage move. Raises Known for a bad value and
    E_NOT_FOUND for a record that went away meanwhile; nothing is put then. What `progress` raises cancels.
    """
    total = sum(len(rows) for _, rows in batches)
    done = 0
    for kind, rows in batches:
        hand = _Hand(w, kind, [record_id for record_id, _, is_new in rows if not is_new])
        for record_id, values, is_new in rows:
            if progress is not None and done % 500 == 0:
                progress(done, total)
            hand.put(record_id, values, is_new=is_new)
            done += 1


class _Hand:
    """Puts the records of one kind, those that are changed read at once."""

    def __init__(self, w: Writer, kind: str, known_ids: Sequence[str]) -> None:
        self._w = w
        self._class = kind_of(kind)
        self._before = records_by_id(w.connection, self._class, known_ids)
        fields = field_map(self._class)
        self._owned: dict[str, Value] = {"owner_id": w.user_id} if "owner_id" in fields else {}
        self._ranks = _Ranks(w) if "order" in fields else None

    def put(self, record_id: str, values: Mapping[str, Value], *, is_new: bool) -> None:
        """Put a new record of these values, or one that is there with these values changed."""
        if not is_new:
            old = self._before.get(record_id) or self._w.need(self._class, record_id)
            new = self._w.put(_replaced(old, values), before=old)
            if isinstance(old, Deal) and isinstance(new, Deal):
                _note_move(self._w, old, new)
            return
        record = _replaced(self._class(id=record_id), {**self._owned, **values})
        if self._ranks is not None and "order" not in values:
            record = _replaced(record, {"order": self._ranks.after(record)})
        self._w.add(record)
        if isinstance(record, Deal):
            put_ways(self._w, record)


def _replaced(record: Record, values: Mapping[str, Value]) -> Record:
    return dataclasses.replace(record, **values)  # type: ignore[arg-type]  # checked by the writer


class _Ranks:
    """Ranks behind the rows that hang on the same record, each of which is read once."""

    def __init__(self, w: Writer) -> None:
        self._w = w
        self._last: dict[tuple[str, Value], list[Record]] = {}

    def after(self, record: Record) -> str:
        """The next rank for a new record."""
        parent = next((name for name in record.PARENTS if record.value(name)), "")
        place = (parent, record.value(parent) if parent else "")
        if place not in self._last:
            self._last[place] = self._w.select(type(record), **{parent: place[1]}) if parent else []
        rank = next_ranks(self._last[place], 1)[0]
        self._last[place] = [_replaced(record, {"order": rank})]
        return rank


def _note_move(w: Writer, old: Deal, new: Deal) -> None:
    if (old.stage, old.status) == (new.stage, new.status):
        return
    w.add(
        StageMove(
            deal_id=new.id,
            moved_at=w.now,
            from_stage=old.stage,
            to_stage=new.stage,
            from_status=old.status,
            to_status=new.status,
            member_id=w.user_id,
            amount=new.amount,
            currency=new.currency,
            close_date=new.close_date,
        )
    )
