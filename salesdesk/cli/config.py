"""Settings: read one or all, set one."""

import click

from salesdesk.cli.answer import Answer, columns, word
from salesdesk.cli.session import Session


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("key", required=False)
@click.argument("value", required=False)
@click.pass_obj
def config(session: Session, key: str | None, value: str | None) -> Answer:
    """Show the settings, or set one; an empty value lets its default stand again."""
    from salesdesk.desk import settings

    desk = session.desk()
    if key is None:
        found = settings.settings(desk)
        return Answer({"settings": found}, columns([(name, word(item)) for name, item in found.items()]))
    if value is not None:
        settings.save_setting(desk, key, value)
    spec = settings.spec_of(key)
    now = settings.settings(desk)[spec.name]
    return Answer({"key": key, "value": now}, [word(now)])
