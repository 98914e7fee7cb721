"""Widths, cutting and breaking of words, and characters the font does not have."""

import csv
import os
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.drawing.measure import elide, printable, text_width, weight_runs, widths, wrap
from salesdesk.resources import resource

WORDS = st.text(st.sampled_from("华北电力设备有限公司（）“”，。ab cd-EF12%…"), max_size=60)


@pytest.mark.parametrize("weight", ["regular", "bold"])
def test_the_table_says_what_the_font_says(weight):
    font = TTFont(resource("fonts", f"NotoSansSC-{weight}.ttf"))
    cmap, advances, units = font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm
    table = widths(bold=weight == "bold")
    for point in [*range(0x20, 0x2FF), 0x4E00, 0x9FA5, 0x3400, 0xFF01, 0x25B2, *list(cmap)[::97]]:
        expected = advances[cmap[point]][0] / units if point in cmap else None
        assert table.of(chr(point)) == expected
        assert table.has(chr(point)) == (point in cmap)


def test_the_font_has_what_was_promised():
    regular, bold = widths(bold=False), widths(bold=True)
    assert all(regular.has(chr(point)) for point in range(0x4E00, 0x9FA6))
    assert all(regular.has(char) and bold.has(char) for char in "▲●▼◌→←↑↓✓·“”‘’—…¥￥℃①㎡×≤≥★，。！？")
    gb2312 = [
        bytes((row, cell)).decode("gb2312", "ignore")
        for row in range(0xB0, 0xF8)
        for cell in range(0xA1, 0xFF)
    ]
    assert all(bold.has(char) for char in "".join(gb2312))
    assert resource("fonts", "OFL.txt").read_text(encoding="utf-8").count("SIL OPEN FONT LICENSE") >= 1


@pytest.mark.skipif("SALESDESK_TEST_DATA" not in os.environ, reason="SALESDESK_TEST_DATA is not set")
def test_rare_names_of_villages_show_a_glyph_or_their_code_point():
    path = Path(os.environ["SALESDESK_TEST_DATA"]) / "text" / "cn_villages_rare_chars.csv"
    with path.open(encoding="utf-8") as file:
        names = [row["name"] for row in csv.DictReader(file)]
    lacking = {char for name in names for char in name if not widths(bold=False).has(char)}
    assert lacking == {"\U0002348d", "\U00021336", "\ue170", "\ue08b"}
    for name in names:
        shown = printable(name)
        assert all(widths(bold=False).has(char) for char in shown)
        assert all(char in shown or f"[U+{ord(char):04X}]" in shown for char in name)


def test_what_cannot_be_shown_is_named_or_left_out():
    assert printable("李\u200b卫\ufeff东") == "李卫东"
    assert printable("a\nb\tc\x00d") == "a b c d"
    assert printable("e\u0301") == "é"
    assert printable("好👍\ufe0f") == "好[U+1F44D]"
    assert printable("김") == "[U+AE40]"


def test_bold_borrows_from_regular():
    assert weight_runs("王㳇敏", bold=True) == [("王", True), ("㳇", False), ("敏", True)]
    assert weight_runs("王㳇敏", bold=False) == [("王㳇敏", False)]
    assert weight_runs("", bold=True) == weight_runs("", bold=False) == []
    assert text_width("㳇", 10, bold=True) == pytest.approx(10)


@given(WORDS, st.floats(0, 200), st.booleans())
def test_elided_words_fit(words, width, bold):
    cut = elide(words, width, 12, bold=bold)
    assert text_width(cut, 12, bold=bold) <= width or cut == ""
    assert cut == words or cut == "" or words.startswith(cut[:-1])


@given(WORDS, st.floats(30, 300), st.integers(1, 4))
def test_wrapped_lines_fit_and_keep_the_words(words, width, lines):
    found = wrap(words, width, 12, lines=lines)
    assert 1 <= len(found) <= lines
    assert all(text_width(line, 12) <= width for line in found)
    if not any(line.endswith("…") for line in found):
        assert "".join(found).replace(" ", "") == words.replace(" ", "")


def test_breaking_keeps_punctuation_and_latin_words_together():
    assert wrap("产线，停一小时", 40, 12) == ["产线，", "停一小", "时"]
    assert wrap("upgrade the line", 60, 12) == ["upgrade", "the line"]
    assert wrap("甲乙丙丁戊己庚辛", 36, 12, lines=2) == ["甲乙丙", "丁戊…"]
    assert wrap("", 36, 12) == [""]
