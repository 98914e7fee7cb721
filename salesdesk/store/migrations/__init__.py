"""Alembic migrations: each spells its tables out literally and never imports the records."""
