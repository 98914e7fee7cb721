"""Thresholds of the rules; a team may set its own."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """After how long, how many and how much a rule speaks; the defaults are ours until a team decides."""

    stale_after_days: int = 90
    """Evidence older than this no longer proves a value."""
    not_met_after_days: int = 45
    """A person of high influence unmet for longer is a risk."""
    no_contact_after_days: int = 30
    """A deal without any contact for longer has gone quiet."""
    promise_soon_days: int = 7
    """A promise due within this is asked about."""
    record_within_hours: int = 24
    """A visit is to be recorded this soon after it ended."""
    shrunk_percent: int = 20
    """An amount cut by this share of its highest is a risk."""
    date_moves: int = 2
    """A signing date moved back this often is a risk."""
    sources_wanted: int = 3
    """From this many pieces of evidence on, one single source is a risk."""
    purchase_within_days: int = 366
    """The sieve asks for a purchase within twelve months."""
    depth_visits: int = 5
    """So many meetings make a contact deep."""


LIMITS = Limits()
