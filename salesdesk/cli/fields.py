"""The fields of a kind of record, for whoever writes scripts and lists."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from salesdesk.cli.answer import Answer, columns, word
from salesdesk.cli.session import Session

if TYPE_CHECKING:
    from salesdesk.domain.record import Field


@click.command
@click.argument("kind", required=False)
@click.pass_obj
def fields(session: Session, kind: str | None) -> Answer:
    """The fields of a kind of record; without a kind, all kinds."""
    return _fields_of(session, kind) if kind else _kinds()


def _kinds() -> Answer:
    from salesdesk.domain.kinds import KINDS
    from salesdesk.text import kind_name

    rows = [
        {"kind": name, "label": kind_name(name), "importable": record_class.IMPORTABLE}
        for name, record_class in KINDS.items()
    ]
    return Answer({"kinds": rows}, columns([(str(row["kind"]), str(row["label"])) for row in rows]))


def _fields_of(session: Session, kind: str) -> Answer:
    from salesdesk.domain.kinds import kind_of
    from salesdesk.domain.record import fields_of
    from salesdesk.text import label

    rows = [_row(field, label(field.label_key)) for field in fields_of(kind_of(kind))]
    rows += [_row(field, words) for field, words in _team_fields(session, kind)]
    lines = [
        (str(row["name"]), str(row["type"]), str(row["label"]), f"{row['reference']}{word(row['choices'])}")
        for row in rows
    ]
    return Answer({"kind": kind, "fields": rows}, columns(lines))


def _row(field: "Field", words: str) -> dict[str, object]:
    from salesdesk.domain.record import Secrecy

    return {
        "name": field.name,
        "type": field.type.value,
        "choices": list(field.choices),
        "required": field.required,
        "reference": field.reference,
        "secret": field.secrecy is not Secrecy.OPEN,
        "secrecy": field.secrecy.value,
        "label": words,
        "unit": field.unit,
        "limit": field.limit,
    }


def _team_fields(session: Session, kind: str) -> "Iterator[tuple[Field, str]]":
    """The fields that the team defined, where there is a workspace to ask."""
    from salesdesk.store.workspace import is_workspace
    from salesdesk.text import language

    if not is_workspace(session.folder):
        return
    from salesdesk.desk.extra_fields import definitions, field_of

    for one in definitions(session.desk(), kind):
        yield field_of(one), one.label_zh if language() == "zh_CN" else one.label_en
