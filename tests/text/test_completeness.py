"""The catalogues themselves: complete in both languages, free of clashes, and quick to open."""

import time
from statistics import median

from salesdesk.text.catalogue import LANGUAGES, load
from salesdesk.text.completeness import asked_for, problems


def test_every_text_of_the_program_has_chinese_and_every_key_both():
    assert problems() == []


def test_what_is_wrong_is_found(tmp_path):
    package = tmp_path / "pack"
    package.mkdir()
    (package / "room.py").write_text(
        'tr("A" if x else "B")\ntr_n("{count} c", "{count} cs", 2)\nx.tr("D", context="e")\n'
    )
    (package / "broken.py").write_text("def (")
    for language in LANGUAGES:
        (tmp_path / language).mkdir()
    (tmp_path / "en" / "a.po").write_text('msgid "kind.deal"\nmsgstr "Deal {x}"\n')
    (tmp_path / "zh_CN" / "a.po").write_text('msgid "A"\nmsgstr "甲"\n\nmsgid "kind.visit"\nmsgstr "拜访"\n')
    (tmp_path / "zh_CN" / "b.po").write_text('msgid "A"\nmsgstr "乙"\n\nmsgid "Z {n}"\nmsgstr "{m}"\n')
    (tmp_path / "zh_CN" / "c.po").write_text("garbage\n")
    assert [text for _, text in asked_for(package)] == ["A", "B", "{count} c", "e\x04D"]
    found = "\n".join(problems(package, tmp_path))
    for expected in (
        "zh_CN/c.po:1",
        "'A' is '甲' in zh_CN/a.po",
        "'Z {n}' has no m",
        "'Z {n}' loses n",
        "zh_CN lacks the key kind.deal",
        "en lacks the key kind.visit",
        "pack/room.py:1: no Chinese for 'B'",
        "pack/room.py:2: no Chinese for '{count} c'",
        "pack/room.py:3: no Chinese for 'D'",
    ):
        assert expected in found


def test_opening_a_catalogue_is_quick():
    load("zh_CN")
    spent: list[float] = []
    for _ in range(7):
        started = time.perf_counter()
        load("zh_CN")
        spent.append(time.perf_counter() - started)
    assert median(spent) < 0.05
