"""The fields of a kind of record, for whoever writes scripts and lists."""

import click

from salesdesk.cli.answer import Answer, columns
from salesdesk.cli.session import Session


@click.command
@click.argument("kind", required=False)
@click.pass_obj
def fields(session: Session, kind: str | None) -> Answer:
    """The fields of a kind of record; without a kind, all kinds."""
    return _fields_of(kind) if kind else _kinds()


def _kinds() -> Answer:
    from salesdesk.domain.kinds import KINDS
    from salesdesk.text import kind_name

    rows = [
        {"kind": name, "label": kind_name(name), "importable": record_class.IMPORTABLE}
        for name, record_class in KINDS.items()
    ]
    return Answer({"kinds": rows}, columns([(str(row["kind"]), str(row["label"])) for row in rows]))


def _fields_of(kind: str) -> Answer:
    from salesdesk.domain.kinds import kind_of
    from salesdesk.domain.record import Secrecy, fields_of
    from salesdesk.text import label

    found = fields_of(kind_of(kind))
    rows = [
        {
            "name": field.name,
            "type": field.type.value,
            "choices": list(field.choices),
            "required": field.required,
            "reference": field.reference,
            "secret": field.secrecy is not Secrecy.OPEN,
            "secrecy": field.secrecy.value,
            "label": label(field.label_key),
            "unit": field.unit,
            "limit": field.limit,
        }
        for field in found
    ]
    lines = columns(
        [
            (field.name, field.type.value, label(field.label_key), field.reference + " ".join(field.choices))
            for field in found
        ]
    )
    return Answer({"kind": kind, "fields": rows}, lines)
