"""`python -m salesdesk.store.migrations new "add deal.x"`: write the migration from the last one to the records."""

import sys
from pathlib import Path

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from alembic.operations.ops import AddColumnOp, OpContainer
from sqlalchemy import DefaultClause, Text, text

from salesdesk.store.database import Database
from salesdesk.store.migrate import known_revisions, upgrade
from salesdesk.store.tables import DOOR_DDL, METADATA, SEARCH_WORDS_DDL, VERSION_DDL

_VERSIONS = Path(__file__).parent / "versions"
_TEMPLATE = '''"""{message}."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = {down_revision}


def upgrade() -> None:
    """Bring the tables from {source} to {revision}."""
    {upgrades}
'''


def is_ours(name: str | None, kind: str, parent_names: object) -> bool:
    """Leave the full-text tables and Alembic's own out of the comparison."""
    return not (
        kind == "table" and name and (name.startswith("search_words") or name in ("door", "alembic_version"))
    )


def _give_defaults(container: OpContainer) -> None:
    """Let a sorting key be added to a table that has rows: it is filled when the tables are rebuilt."""
    for operation in container.ops:
        if isinstance(operation, OpContainer):
            _give_defaults(operation)
        elif isinstance(operation, AddColumnOp) and not operation.column.nullable:
            is_text = isinstance(operation.column.type, Text)
            operation.column.server_default = DefaultClause(text("''" if is_text else "0"))


def _first_code() -> str:
    """What the first migration makes beside the tables: full-text table, door, and the mark of the version."""
    statements = (SEARCH_WORDS_DDL, DOOR_DDL, *VERSION_DDL)
    return "\n".join(f"    op.execute({statement!r})" for statement in statements)


def pending_code() -> str:
    """The body of a migration from the last one to the records as they are; `pass` where nothing differs."""
    database = Database(None, None)
    with database.write() as connection:
        upgrade(connection, None)
    with database.read() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": is_ours, "target_metadata": METADATA, "compare_type": True}
        )
        script = produce_migrations(context, METADATA)
        assert script.upgrade_ops is not None
        _give_defaults(script.upgrade_ops)
        code = render_python_code(script.upgrade_ops)
    database.close()
    return "\n".join(line for line in code.splitlines() if not line.lstrip().startswith("#")).strip()


def main(arguments: list[str]) -> int:
    """Write the next migration; 1 where there is nothing to write."""
    if len(arguments) != 2 or arguments[0] != "new":
        return 2
    code = pending_code()
    if code == "pass":
        return 1
    last = known_revisions()[-1] if known_revisions() else None
    if last is None:
        code += "\n" + _first_code()
    revision = f"{int(last or 0) + 1:04d}"
    path = _VERSIONS / f"m{revision}.py"
    path.write_text(
        _TEMPLATE.format(
            message=arguments[1].rstrip(".").capitalize(), revision=revision, down_revision=f'"{last}"' if last else None,
            source=last or "an empty file", upgrades=code,
        ),
        encoding="utf-8",
    )  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
