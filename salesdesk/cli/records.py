"""Writing records: add, set, delete, undelete, undo, redo; each is one step through the door."""

from pathlib import Path

import click

from salesdesk.cli.answer import Answer
from salesdesk.cli.session import Session
from salesdesk.domain.problems import Known
from salesdesk.text import tr

LARGEST_FILE = 4 << 20
"""Bytes of a file whose text goes into a field; a field holds at most 1 MiB."""


def texts_of(words: tuple[str, ...]) -> dict[str, str]:
    """`field=value` words: the first `=` splits, `field=` clears, `field=@FILE` reads a file in UTF-8.

    Raises UsageError for other words and for a field named twice; Known E_FILE for a file that cannot be read.
    """
    texts: dict[str, str] = {}
    for word in words:
        name, has_value, text = word.partition("=")
        if not has_value or not name:
            raise click.UsageError(tr("{word} is not of the form field=value").format(word=word))
        if name in texts:
            raise click.UsageError(tr("{name} is given twice").format(name=name))
        texts[name] = _text_in(name, Path(text[1:])) if text.startswith("@") and len(text) > 1 else text
    return texts


def _text_in(name: str, path: Path) -> str:
    with path.open("rb") as file:
        data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise Known("E_FIELD", field=name, reason="too_long", limit=1 << 20)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Known("E_FILE", path=str(path), reason="utf-8") from None
    return text.replace("\r\n", "\n").removesuffix("\n")


@click.command
@click.argument("kind")
@click.argument("values", metavar="FIELD=VALUE …", nargs=-1)
@click.pass_obj
def add(session: Session, kind: str, values: tuple[str, ...]) -> Answer:
    """Add a record; prints its id."""
    from salesdesk.desk.records import add_record

    texts = texts_of(values)
    record = session.desk().write(f"add.{kind}", lambda w: add_record(w, kind, texts))
    return Answer({"id": record.id}, [record.id])


@click.command("set")
@click.argument("kind")
@click.argument("id", metavar="ID")
@click.argument("values", metavar="FIELD=VALUE …", nargs=-1, required=True)
@click.pass_obj
def set_(session: Session, kind: str, id: str, values: tuple[str, ...]) -> Answer:
    """Change fields of a record; an empty value clears a field, another account moves a contact there."""
    from salesdesk.desk.records import set_fields
    from salesdesk.desk.values import record_id

    texts = texts_of(values)
    record = session.desk().write(f"set.{kind}", lambda w: set_fields(w, kind, id, texts))
    moved_to = record.id if record.id != record_id(id) else ""
    data = {"id": record_id(id)} | ({"moved_to": moved_to} if moved_to else {})
    return Answer(data, [moved_to or record_id(id)])


@click.command
@click.argument("kind")
@click.argument("id", metavar="ID")
@click.pass_obj
def delete(session: Session, kind: str, id: str) -> Answer:
    """Delete a record with all that hangs on it."""
    from salesdesk.desk.records import delete_record

    gone = session.desk().write(f"delete.{kind}", lambda w: delete_record(w, kind, id))
    rows = [{"kind": record.KIND, "id": record.id, "title": record.heading} for record in gone]
    return Answer({"id": gone[0].id, "deleted": rows}, _told(rows))


@click.command
@click.argument("kind")
@click.argument("id", metavar="ID")
@click.pass_obj
def undelete(session: Session, kind: str, id: str) -> Answer:
    """Bring a deleted record back with what was deleted in the same step."""
    from salesdesk.desk.records import undelete_record

    back = session.desk().write(f"undelete.{kind}", lambda w: undelete_record(w, kind, id))
    rows = [{"kind": record.KIND, "id": record.id, "title": record.heading} for record in back]
    return Answer({"id": back[0].id, "undeleted": rows}, _told(rows))


def _told(rows: list[dict[str, str]]) -> list[str]:
    from salesdesk.cli.answer import columns

    return columns([(row["kind"], row["id"], row["title"]) for row in rows])


@click.command
@click.pass_obj
def undo(session: Session) -> Answer:
    """Take the last step back, of this run or an earlier one."""
    return _taken_back(session, is_undo=True)


@click.command
@click.pass_obj
def redo(session: Session) -> Answer:
    """Do the step again that was taken back last."""
    return _taken_back(session, is_undo=False)


def _taken_back(session: Session, *, is_undo: bool) -> Answer:
    from salesdesk.text import label
    from salesdesk.text.deeds import deed_words

    desk = session.desk()
    taken = desk.undo() if is_undo else desk.redo()
    left = [{"kind": kind, "id": record_id, "field": name} for kind, record_id, name in taken.left_alone]
    sentence = tr("Undone: {deed}") if is_undo else tr("Done again: {deed}")
    return Answer(
        {"undone": taken.label, "words": deed_words(taken.label), "left_alone": left},
        [sentence.format(deed=deed_words(taken.label))],
        notices=[
            tr("Changed since, so left as it is: {field}").format(
                field=label(f"{row['kind']}.{row['field']}")
            )
            for row in left
        ],
    )
