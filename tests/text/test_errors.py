"""Every code has a sentence and a remedy in both languages, whatever facts come with it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.text import using
from salesdesk.text.errors import CODES, REASONS, sentence
from salesdesk.text.words import misses

CLI = """E_FIELD E_TYPE E_CHOICE E_NOT_FOUND E_LOCKED E_PASSPHRASE E_NOT_WORKSPACE E_NEWER_WORKSPACE
E_READ_ONLY E_DISK_FULL E_FILE E_NOTHING_TO_UNDO E_CHANGED_SINCE"""
SYNC = """E_MAGIC E_HEADER E_HEADER_TOO_BIG E_SIGNATURE E_REVOKED_DEVICE E_HASH E_TRUNCATED E_TRAILING
E_NOT_FOR_US E_TOO_MANY_RECIPIENTS E_COMPRESSION E_TOO_LARGE E_COUNT E_WRONG_TEAM E_BINDING E_KIND E_TWO_HUBS
E_GAP
E_UNKNOWN_DEVICE E_NEWER_FORMAT R_RIGHTS R_RECORD R_TOO_BIG R_AUTHOR N_DUPLICATE N_FORK N_CLOCK N_OLDER_SCHEMA
N_ORPHAN N_DUP_KEY N_HUB_RESTORED N_REPLAYED_OLD N_LATE_WORK"""


def test_the_codes_of_both_contracts_are_there():
    assert set((CLI + " " + SYNC).split()) <= set(CODES)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("name", [*CODES, *sorted(REASONS)])
def test_every_code_has_words(language, name):
    code, _, reason = name.partition(".")
    with using(language):
        bare = sentence(code, {"reason": reason})
        full = sentence(code, dict.fromkeys(("field", "value", "path", "file", "device", "what"), "某物"))
        assert (language, f"error.{name}") not in misses()
        assert (language, f"error.{name}.remedy") not in misses()
    for words in (bare.message, bare.remedy, full.message, full.remedy):
        assert words.endswith((".", "。"))
        assert not re.search(r"[\[\]{}…]|E_", words)
        assert bool(re.search("[\u4e00-\u9fff]", words.replace("某物", ""))) == (language == "zh_CN")


def test_facts_are_said_in_words():
    with using("en"):
        known = sentence("E_TYPE", {"field": "Amount", "value": "x", "type": "money"})
        assert known.message == "Amount: “x” is not an amount of money. Nothing was changed."
        assert "at most" not in sentence("E_FIELD", {"reason": "too_long", "limit": "400"}).message
    with using("zh_CN"):
        assert sentence("E_NOT_WORKSPACE", {"reason": "key.sealed"}).remedy.endswith("“key.sealed”文件。")
        assert "E_MYSTERY" in str(sentence("E_MYSTERY"))


@given(st.sampled_from(CODES), st.dictionaries(st.text(max_size=8), st.text(max_size=20), max_size=4))
def test_no_fact_breaks_a_sentence(code, facts):
    words = sentence(code, {"reason": "required", "value": "{0} {x!r} [[{y}]]", **facts})
    assert words.message
    assert words.remedy
