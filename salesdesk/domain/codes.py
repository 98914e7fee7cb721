"""Codes that several kinds of record and several rules share."""

LINES = ("user", "technical", "purchasing", "management", "decision")
"""The five relationship lines (method 4)."""

STAGES = ("1", "2", "3", "4", "5", "6")
"""The six stages of a deal (method 3); short kinds of deal use some of them."""

DEAL_STATUSES = ("open", "won", "lost", "no_decision", "on_hold")

ATTITUDES = ("strong_opponent", "opponent", "neutral", "supporter", "strong_supporter")
"""From strongly against us to strongly for us; empty is unknown, which is not neutral."""

LEVELS = ("high", "medium", "low")

YES_NO = ("yes", "no")
"""For facts that may be unknown: empty is unknown, which is not no."""

LANGUAGES = ("zh", "en", "other")
