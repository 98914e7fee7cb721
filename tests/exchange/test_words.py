"""Every reason for a refusal has its sentence, in both languages."""

import re
from pathlib import Path

import pytest

import salesdesk.exchange
from salesdesk.exchange.refusals import message_of, refuse, remedy_of, sentence_of
from salesdesk.exchange.rows import row_problem
from salesdesk.text import using

FOLDER = Path(salesdesk.exchange.__file__).parent
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.py"))
ROW_REASONS = set(re.findall(r'row_problem\(\s*[\w.]+,\s*"(\w+)"', SOURCE))
ROW_REASONS |= set(re.findall(r'_fault\("E_\w+", "(\w+)"', SOURCE)) | {"range", "too_long", "control"}


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_reason_has_a_sentence(language):
    assert len(ROW_REASONS) > 25
    with using(language):
        for reason in ROW_REASONS:
            sentence = sentence_of(row_problem(1, reason))
            assert sentence != reason
            assert ("。" in sentence) == (language == "zh_CN"), reason
        for reason in set(re.findall(r'refuse\(\s*"(\w+)"', SOURCE)):
            assert ("。" in message_of(refuse(reason))) == (language == "zh_CN"), reason
            assert message_of(refuse(reason))
        for remedy in set(re.findall(r'remedy="(\w+)"', SOURCE)):
            assert ("。" in remedy_of(refuse("empty", remedy=remedy))) == (language == "zh_CN"), remedy
            assert remedy_of(refuse("empty", remedy=remedy))


def test_other_refusals_are_not_ours():
    assert message_of(refuse("never heard of")) == ""
    assert remedy_of(refuse("empty")) == ""
