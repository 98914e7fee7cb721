"""Every rule has its sentence in both languages, with no fact the rule does not give."""

import re

import pytest

from salesdesk.domain.codes import STAGES
from salesdesk.domain.contact_level import CONTACT_LEVELS
from salesdesk.domain.gaps import gaps
from salesdesk.domain.knowledge import Knowledge
from salesdesk.domain.objective import money_word
from salesdesk.domain.odds import odds
from salesdesk.domain.reading import Facts
from salesdesk.domain.risk_points import RULES, risk_points, strong_points
from salesdesk.domain.stages import LAYERS
from salesdesk.resources import resource
from salesdesk.text import using
from salesdesk.text.findings import finding
from salesdesk.text.po import read_po
from tests.domain.sheets import reading
from tests.domain.test_gaps import OPEN
from tests.domain.test_odds import MOVES, PRESENT, PROOFS
from tests.domain.test_risk_points import MORE_STRENGTHS, RISKS

LANGUAGES = ("en", "zh_CN")


def words(language: str) -> dict[str, str]:
    path = resource("locale", language, "rules.po")
    return {entry.key: entry.forms[0] for entry in read_po(path.read_text(encoding="utf-8"), path.name)}


def wanted() -> set[str]:
    keys = {f"gap.{code}{part}" for code in OPEN for part in ("", ".why", ".question")}
    keys |= {f"risk.{rule.code}" for rule in RULES}
    keys |= {f"risk.{rule.code}.deed" for rule in RULES if rule.severity}
    keys |= {f"odds.{code}" for code in (*MOVES, *PRESENT)}
    keys |= {f"check.{code}" for code in PROOFS}
    keys |= {f"check_state.{state}" for state in ("yes", "no", "unknown", "hidden")}
    keys |= {f"sieve.{code}" for code in ("spoke", "need_confirmed", "dated_plan")}
    keys |= {f"knowledge.{worth}" for worth in Knowledge}
    keys |= {f"level.{level}" for level in CONTACT_LEVELS}
    keys |= {f"coverage.{state}" for state in ("nobody", "not_met", "met")}
    keys |= {f"layer.{LAYERS[stage]}" for stage in STAGES}
    ready = "who when objective question seller_verb no_day customer_reason not_confirmed money_word"
    return keys | {f"ready.{code}" for code in ready.split()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_its_sentence_and_no_sentence_is_left_over(language: str):
    assert set(words(language)) == wanted()


def sentences() -> list[tuple[str, Facts]]:
    """Every sentence with the facts of the rule that speaks it."""
    found: list[tuple[str, Facts]] = []
    for code, changes in OPEN.items():
        rows = [gap for gap in gaps(reading(**changes)) if gap.code == code]
        found += [(f"{gap.key}{part}", gap.facts) for gap in rows for part in ("", ".why", ".question")]
    for code, changes in {**RISKS, **MORE_STRENGTHS}.items():
        poor = reading(**changes)
        points = [point for point in (*risk_points(poor), *strong_points(poor)) if point.code == code]
        found += [(point.key, point.facts) for point in points]
        found += [(point.deed_key, point.facts) for point in points if point.severity]
    for changes in MOVES.values():
        found += [(reason.key, reason.facts) for reason in odds(reading(**changes)).contributions]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_said_with_the_facts_of_its_rule(language: str):
    with using(language):
        for key, facts in sentences():
            said = finding(key, facts)
            assert said, key
            assert not re.search(r"…|\[\[|\]\]|[{}]", said), (key, said)
            assert not re.search(r"\b[a-z]+_[a-z_]+\b", said), (key, said)


def test_the_warning_of_money_names_the_word():
    with using("zh_CN"):
        assert "回扣" in finding("ready.money_word", (("what", money_word("拿回扣")),))
