"""Sentences for what the rules found: a key and its facts, with codes, dates and money said in words."""

from collections.abc import Iterable
from datetime import date

from salesdesk.text.formats import date_words, money, words_list
from salesdesk.text.words import choice, tr

Fact = tuple[str, object]


def finding(key: str, facts: Iterable[Fact]) -> str:
    """The sentence of a finding (`risk.CODE`, `odds.CODE`, `gap.CODE`) with its facts filled in.

    `line`, `lines`, `stage`, `check`, `checks` and `mode` are codes; `amount` is in minor units of `currency`.
    """
    known = dict(facts)
    words = _Facts((name, _words(name, value, known)) for name, value in known.items())
    return tr(key).format_map(words)


class _Facts(dict[str, str]):
    """Facts of a sentence; one that is missing is shown as left open."""

    def __missing__(self, name: str) -> str:
        return "…"


def _words(name: str, value: object, facts: dict[str, object]) -> str:
    if isinstance(value, date):
        return date_words(value)
    if name == "amount" and isinstance(value, int):
        return money(value, str(facts.get("currency", "")))
    text = "" if value is None else str(value)
    if name in ("line", "lines"):
        return words_list([choice(f"question.line.{code}") for code in text.split(",") if code])
    if name == "stage":
        return choice(f"deal.stage.{text}") if text else ""
    if name in ("check", "checks"):
        return words_list([tr(f"check.{code}") for code in text.split(",") if code])
    if name == "mode":
        return choice(f"influence.response_mode.{text}") if text else ""
    return text
