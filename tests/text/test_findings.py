"""What the rules found is said with its facts in words."""

from datetime import date

import pytest

from salesdesk.text import using, words
from salesdesk.text.catalogue import load
from salesdesk.text.findings import finding

ZH = """
msgid "risk.shrunk"
msgstr "金额缩水 {percent}%，原为 {amount}（{date}）{missing}"

msgid "risk.lines"
msgstr "{lines}没有人见过"

msgid "choice.question.line.user"
msgstr "用户线"

msgid "choice.question.line.technical"
msgstr "技术线"
"""


@pytest.fixture
def rules(tmp_path, monkeypatch):
    """Two sentences of rules."""
    (tmp_path / "zh_CN").mkdir()
    (tmp_path / "zh_CN" / "rules.po").write_text(ZH, encoding="utf-8")
    monkeypatch.setattr(words, "_loaded", {})
    monkeypatch.setattr(words, "_missed", set())
    monkeypatch.setattr(words, "load", lambda name: load(name, tmp_path))


def test_codes_dates_and_money_become_words(rules):
    with using("zh_CN"):
        facts = (("percent", 40), ("amount", 320_000_000), ("currency", "CNY"), ("date", date(2027, 3, 20)))
        assert finding("risk.shrunk", facts) == "金额缩水 40%，原为 ¥320\u00a0万（2027-03-20）…"
        assert finding("risk.lines", [("lines", "user,technical")]) == "用户线和技术线没有人见过"
