"""salesdesk: a rep's desk for visits, deals, strategy sheets and account plans, offline first."""

__version__ = "0.1.0"
