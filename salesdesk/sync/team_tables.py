"""The hub's own tables, beside the log and the records that it keeps in the same tables as a workspace.

`team_id` leads every key. What the hub decides is not here but in the log, as operations of its own replica.
"""

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, MetaData, Table, Text

METADATA = MetaData()


def _team() -> Column[bytes]:
    return Column("team_id", LargeBinary, primary_key=True)


FILE = Table(
    "bundle_file", METADATA, _team(),
    Column("sha256", LargeBinary, primary_key=True),
    Column("name", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("device", LargeBinary, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("operations", BigInteger, nullable=False),
    Column("new", BigInteger, nullable=False),
    Column("notices", Text, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    Column("done_at", BigInteger, nullable=False),
)  # fmt: skip
"""Every file that ever came, by its content: what became of it and why. Times in milliseconds."""

ARCHIVE = Table(
    "archive", METADATA, _team(),
    Column("sha256", LargeBinary, primary_key=True),
    Column("piece", Integer, primary_key=True, autoincrement=False),
    Column("content", LargeBinary, nullable=False),
)  # fmt: skip
"""The original bytes of files, in pieces of 1 MiB; kept for ever."""

ROSTER = Table(
    "roster", METADATA, _team(),
    Column("entry", LargeBinary, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)  # fmt: skip
"""Certificates and revocations as the root signed them; `entry` is the SHA-256 of the content."""

INVITATION = Table(
    "invitation", METADATA, _team(),
    Column("id", LargeBinary, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("secret", LargeBinary, nullable=False),
)  # fmt: skip
"""Invitations that were made, with K; whether one was used stands in the log."""

CHAIN_END = Table(
    "chain_end", METADATA, _team(),
    Column("replica", LargeBinary, primary_key=True),
    Column("scope", Text, primary_key=True),
    Column("tip", LargeBinary, primary_key=True),
)  # fmt: skip
"""The last id of each chain, refused operations included; several where a device went two ways."""

REFUSED = Table(
    "refused_operation", METADATA, _team(),
    Column("op_id", LargeBinary, primary_key=True),
    Column("replica", LargeBinary, nullable=False),
    Column("scope", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("raw", LargeBinary, nullable=False),
)  # fmt: skip
"""Operations that were refused: known, acknowledged and seen through."""

SCOPE_GRANT = Table(
    "scope_grant", METADATA, _team(),
    Column("scope", Text, primary_key=True),
    Column("user_id", LargeBinary, primary_key=True),
)  # fmt: skip
"""Who may write in a scope because the first operation in it was theirs; made again from the log at any time."""
