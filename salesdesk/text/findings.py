"""Words for what the rules find: gaps, risk points, reasons of the odds, what a plan lacks."""

from collections.abc import Iterable
from datetime import date

from salesdesk.text.errors import filled
from salesdesk.text.formats import date_words, money, words_list
from salesdesk.text.words import choice, tr

_CODES = {"line": "line", "check": "check"}
_LISTS = {"lines": "line", "checks": "check"}


def finding(key: str, facts: Iterable[tuple[str, object]] = ()) -> str:
    """The sentence of a rule by its key (`gap.CODE`, `risk.CODE.deed`, `odds.CODE` …), its facts in words."""
    known = dict(facts)
    words = {name: _words(name, value, known) for name, value in known.items()}
    return filled(tr(key), {name: word for name, word in words.items() if word})


def _words(name: str, value: object, facts: dict[str, object]) -> str:
    if value is None or value == "":
        return ""
    if name in _CODES:
        return tr(f"{_CODES[name]}.{value}")
    if name in _LISTS:
        return words_list([tr(f"{_LISTS[name]}.{code}") for code in str(value).split(",")])
    if name == "mode":
        return choice(f"influence.response_mode.{value}")
    if name == "amount" and isinstance(value, int):
        return money(value, str(facts.get("currency") or ""))
    return date_words(value) if isinstance(value, date) else str(value)
