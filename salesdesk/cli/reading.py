"""Reading records: show, list, search, history, conflicts."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from salesdesk.cli.answer import Answer, columns, word
from salesdesk.cli.session import Session
from salesdesk.text import tr

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk
    from salesdesk.desk.looking import Head, Shown

MOST_HITS = 50


def _names(desk: "Desk") -> dict[str, str]:
    from salesdesk.domain.team import Member

    return {member.id: member.name for member in desk.select(Member)}


def _heads(heads: Sequence["Head"], names: Mapping[str, str]) -> list[dict[str, object]]:
    return [
        {
            "value": head.value,
            "user": _who(head.user_id, names),
            "user_id": head.user_id,
            "at": head.at,
            "op": head.op_id,
        }
        for head in heads
    ]


@click.command
@click.argument("kind")
@click.argument("id", metavar="ID")
@click.pass_obj
def show(session: Session, kind: str, id: str) -> Answer:
    """Show a record with every field, deleted or not."""
    from salesdesk.desk.extra_fields import extras_of
    from salesdesk.desk.looking import shown
    from salesdesk.desk.values import plain_record

    desk = session.desk()
    found = shown(desk, kind, id)
    names = _names(desk)
    fields = plain_record(found.record) | extras_of(desk, kind, [found.record])[0]
    data = {
        "kind": kind,
        "id": found.record.id,
        "deleted": found.is_deleted,
        "fields": fields,
        "heads": {name: _heads(heads, names) for name, heads in found.heads.items()},
    }
    return Answer(data, _shown_lines(found, fields, names))


def _shown_lines(found: "Shown", fields: Mapping[str, object], names: Mapping[str, str]) -> list[str]:
    from salesdesk.text import kind_name, label

    kind = found.record.KIND
    title = f"{kind_name(kind)} {found.record.id}{' ' + tr('(deleted)') if found.is_deleted else ''}"
    rows = [(name, label(f"{kind}.{name}"), word(value)) for name, value in fields.items() if word(value)]
    lines = [title, *(columns(rows) if rows else [])]
    for name, heads in found.heads.items():
        lines.append(tr("Values differ: {field}: {values}").format(field=name, values=_several(heads, names)))
    return lines


def _several(heads: Sequence["Head"], names: Mapping[str, str]) -> str:
    return "; ".join(f"{word(head.value)} ({_who(head.user_id, names)}, {head.at})" for head in heads)


def _who(user_id: str, names: Mapping[str, str]) -> str:
    return names.get(user_id) or user_id


@click.command("list")
@click.argument("kind")
@click.option("--where", metavar="CONDITION", default="", help="Only records that meet the condition.")
@click.option("--sort", metavar="FIELD", default="", help="Sort by a field; -FIELD turns the order.")
@click.option("--limit", metavar="N", type=click.IntRange(min=0), help="At most so many.")
@click.option("--deleted", is_flag=True, help="The deleted records instead.")
@click.pass_obj
def list_(session: Session, kind: str, where: str, sort: str, limit: int | None, deleted: bool) -> Answer:
    """List the records of a kind."""
    from salesdesk.desk.extra_fields import extras_of
    from salesdesk.desk.looking import listed
    from salesdesk.desk.values import plain_record

    desk = session.desk()
    found = listed(desk, kind, where=where, sort=sort, limit=limit, is_deleted=deleted)
    extras = extras_of(desk, kind, found.records)
    rows = [
        {"id": record.id, **plain_record(record), **more}
        for record, more in zip(found.records, extras, strict=True)
    ]
    titles = columns([(record.id, record.heading) for record in found.records]) if rows else []
    count = tr("{shown} of {total}").format(shown=len(rows), total=found.total)
    return Answer({"rows": rows, "total": found.total}, [*titles, count])


@click.command
@click.argument("text", nargs=-1, required=True)
@click.option(
    "--limit", metavar="N", type=click.IntRange(1, 10_000), default=MOST_HITS, help="At most so many."
)
@click.pass_obj
def search(session: Session, text: tuple[str, ...], limit: int) -> Answer:
    """Find records by name, pinyin, initials, telephone or words."""
    from salesdesk.store import queries

    with session.desk().read() as connection:
        hits = queries.search(connection, " ".join(text), limit=limit)
    rows = [{"kind": hit.kind, "id": hit.id, "title": hit.title} for hit in hits]
    return Answer(
        {"hits": rows},
        columns([(hit.kind, hit.id, hit.title) for hit in hits]) if hits else [tr("Nothing found.")],
    )


@click.command
@click.argument("kind")
@click.argument("id", metavar="ID")
@click.pass_obj
def history(session: Session, kind: str, id: str) -> Answer:
    """Every change of a record, the oldest first."""
    from salesdesk.desk.looking import plain_history

    desk = session.desk()
    names = _names(desk)
    found = plain_history(desk, kind, id)
    entries = [
        {
            "at": entry.at,
            "user": _who(entry.user_id, names),
            "user_id": entry.user_id,
            "verb": entry.verb,
            "field": entry.field,
            "before": entry.before,
            "after": entry.after,
            "edit": entry.edit,
            "op": entry.op_id,
        }
        for entry in found
    ]
    rows = [
        (
            entry.at,
            _who(entry.user_id, names),
            entry.verb,
            entry.field,
            f"{word(entry.before)} → {word(entry.after)}",
        )
        for entry in found
    ]
    return Answer({"entries": entries}, columns(rows) if rows else [])


@click.command
@click.pass_obj
def conflicts(session: Session) -> Answer:
    """Fields about which people disagree."""
    from salesdesk.desk.looking import disagreements

    desk = session.desk()
    names = _names(desk)
    disagreed = [
        (found.record, name, heads) for found in disagreements(desk) for name, heads in found.heads.items()
    ]
    rows = [
        {"kind": record.KIND, "id": record.id, "field": name, "heads": _heads(heads, names)}
        for record, name, heads in disagreed
    ]
    lines = [
        f"{record.KIND} {record.id} {name}: {_several(heads, names)}" for record, name, heads in disagreed
    ]
    return Answer({"conflicts": rows}, lines or [tr("Nobody disagrees about anything.")])
