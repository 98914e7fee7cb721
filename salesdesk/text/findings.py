"""Sentences for what the rules found: a key and its facts, with codes, dates and money said in words."""

from collections.abc import Iterable
from datetime import date

from salesdesk.text.errors import filled
from salesdesk.text.formats import date_words, money, words_list
from salesdesk.text.words import choice, tr

Fact = tuple[str, object]


def competitor_words(name: str, way: str) -> str:
    """The name of a rival, or the words for a way not to buy that needs none: doing nothing, in-house."""
    return name or (choice(f"competitor.way.{way}") if way else "")


def finding(key: str, facts: Iterable[Fact] = ()) -> str:
    """The sentence of a finding (`risk.CODE`, `odds.CODE`, `gap.CODE`) with its facts filled in.

    A part in double brackets is left out when a fact of it is missing; elsewhere a missing fact is left open.
    `line`, `lines`, `stage`, `check`, `checks` and `mode` are codes; `amount` is in minor units of `currency`.
    """
    known = dict(facts)
    words = {name: _words(name, value, known) for name, value in known.items()}
    return filled(tr(key), {name: word for name, word in words.items() if word})


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
    if name == "what" and text in ("do_nothing", "in_house", "other_use"):
        return choice(f"competitor.way.{text}")
    if name == "mode":
        return choice(f"influence.response_mode.{text}") if text else ""
    return text
