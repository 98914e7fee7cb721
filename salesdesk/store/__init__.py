"""Where records are kept: tables, writer, operation log and queries, by SQLAlchemy Core."""
