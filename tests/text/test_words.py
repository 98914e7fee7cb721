"""Choosing a language, looking words up, and what happens when a word is missing."""

import threading

import pytest

from salesdesk.text import (
    catalogue,
    detect,
    kind_name,
    label,
    language,
    on_language_change,
    set_language,
    tr,
    tr_n,
    using,
    words,
)
from salesdesk.text.catalogue import load

ZH = """
# a comment
msgid ""
msgstr "Language: nonsense\\n"

msgid "Good {name}"
msgstr "{name} "
"好\\n"

#, fuzzy
msgid "Fuzzy"
msgstr "糊涂"

msgid "Empty"
msgstr ""

msgctxt "door"
msgid "Open"
msgstr "打开"

msgid "Open"
msgstr "进行中"

msgid "{count} row"
msgid_plural "{count} rows"
msgstr[0] "{count} 行"

msgid "field.any.name"
msgstr "名称"

msgid "field.deal.name"
msgstr "项目名称"

#~ msgid "Old"
#~ msgstr "旧"
"""
EN = 'msgid "field.any.name"\nmsgstr "Name"\n\nmsgid "field.visit.kind"\nmsgstr "Kind of visit"\n'


@pytest.fixture
def small(tmp_path, monkeypatch):
    """Catalogues of a few words; what other tests look up is neither seen nor disturbed."""
    for name, text in (("zh_CN", ZH), ("en", EN)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "area.po").write_text(text, encoding="utf-8")
    monkeypatch.setattr(words, "_loaded", {})
    monkeypatch.setattr(words, "_missed", set())
    monkeypatch.setattr(words, "_screen", "en")
    monkeypatch.setattr(words, "load", lambda name: load(name, tmp_path))
    return tmp_path


def test_sentences_plurals_contexts_and_keys(small):
    with using("zh_CN"):
        assert tr("Good {name}").format(name="李总") == "李总 好\n"
        assert tr("Open") == "进行中"
        assert tr("Open", context="door") == "打开"
        assert tr_n("{count} row", "{count} rows", 2) == "2 行"
        assert label("deal.name") == "项目名称"
        assert label("account.name") == "名称"
        assert tr("") == ""
    with using("en"):
        assert tr("Good {name}") == "Good {name}"
        assert tr_n("{count} row", "{count} rows", 1) == "1 row"
        assert tr_n("{count} row", "{count} rows", 2) == "2 rows"
        assert label("account.name") == "Name"
    assert words.misses() == frozenset()


def test_what_is_missing_is_readable_and_noted(small):
    with using("zh_CN"):
        assert label("visit.kind") == "Kind of visit"
        assert label("deal.close_date") == "Close date"
        assert kind_name("stage_move") == "Stage move"
        assert tr("Fuzzy") == "Fuzzy"
        assert tr("Empty") == "Empty"
        assert tr_n("{count} cow", "{count} cows", 3) == "3 cows"
    with using("en"):
        assert tr("choice.attitude.neutral") == "Neutral"
        assert tr("No such sentence.") == "No such sentence."
    assert words.misses() == {
        ("zh_CN", "field.visit.kind"),
        ("zh_CN", "field.deal.close_date"),
        ("zh_CN", "kind.stage_move"),
        ("zh_CN", "Fuzzy"),
        ("zh_CN", "Empty"),
        ("zh_CN", "{count} cow"),
        ("en", "choice.attitude.neutral"),
    }
    words.forget_misses()
    assert not words.misses()


def test_compiled_file_follows_its_sources(small):
    source = small / "zh_CN" / "area.po"
    assert load("zh_CN", small).gettext("Open") == "进行中"
    compiled = (small / "zh_CN" / "salesdesk.mo").read_bytes()
    source.write_text(ZH.replace("进行中", "跟进中"), encoding="utf-8")
    assert load("zh_CN", small).gettext("Open") == "跟进中"
    assert (small / "zh_CN" / "salesdesk.mo").read_bytes() != compiled
    source.unlink()
    assert load("zh_CN", small).gettext("Open") == "跟进中"
    assert [path.name for path in (small / "zh_CN").iterdir()] == ["salesdesk.mo"]


def test_damaged_sources_and_folders_do_not_stop_the_program(small):
    (small / "zh_CN" / "broken.po").write_text('msgid "A"\nmsgstr oops\n', encoding="utf-8")
    (small / "zh_CN" / "bytes.po").write_bytes(b'msgid "B"\nmsgstr "\xff"\n')
    assert load("zh_CN", small).gettext("Open") == "进行中"
    said: list[str] = []
    texts = {path.name: path.read_bytes() for path in catalogue.sources("zh_CN", small)}
    catalogue.compile_sources("zh_CN", texts, said.append)
    assert len(said) == 2
    assert said[0].startswith("broken.po:2")
    assert load("en", small / "nowhere").gettext("Open") == "Open"


def test_a_change_of_language_is_told_and_using_stays_inside(small):
    heard: list[str] = []
    stop = on_language_change(lambda: heard.append(language()))
    set_language("zh_CN")
    set_language("zh_CN")
    with using("en"):
        assert language() == "en"
        elsewhere: list[str] = []
        thread = threading.Thread(target=lambda: elsewhere.append(language()))
        thread.start()
        thread.join()
        assert elsewhere == ["zh_CN"]
    assert language() == "zh_CN"
    stop()
    stop()
    set_language("en")
    assert heard == ["zh_CN"]
    with pytest.raises(ValueError, match="no such language"):
        set_language("fr")
    with pytest.raises(ValueError, match="no such language"), using("fr"):
        pass


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LANG": "zh_TW.UTF-8"}, "zh_CN"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_US", "LANGUAGE": "zh_CN:en"}, "zh_CN"),
        ({}, "en"),
    ],
)
def test_the_language_of_the_system(environment, expected):
    assert detect(environment) == expected
    assert detect() in ("en", "zh_CN")
