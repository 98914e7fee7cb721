"""The day on which the tests print."""

from datetime import UTC, datetime

NOW = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)
