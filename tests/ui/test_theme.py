"""The theme: contrast, both themes live, text scale."""

import dataclasses
import re

import pytest
from PySide6.QtGui import QPalette

from salesdesk.drawing.palette import contrast
from salesdesk.drawing.shapes import Ink
from salesdesk.resources import resource
from salesdesk.ui.kit import theme as kit
from salesdesk.ui.kit.theme import DARK, LIGHT, Mode, Tokens

TEXT_ON = [
    ("ink", "window"), ("ink", "card"), ("ink", "field"), ("ink", "hover"), ("ink", "accent_soft"), ("ink", "rail"),
    ("muted", "window"), ("muted", "card"), ("muted", "rail"), ("muted", "badge"), ("muted", "hover"),
    ("on_accent", "accent"), ("on_accent", "accent_hover"), ("accent_ink", "card"), ("accent_ink", "accent_soft"),
    ("good", "good_soft"), ("good", "card"), ("danger", "danger_soft"), ("danger", "card"), ("danger", "window"),
    ("warning", "warning_soft"), ("warning", "card"), ("ink", "danger_soft"), ("ink", "good_soft"),
    ("ink", "warning_soft"),
]  # fmt: skip


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_ON)
def test_text_has_the_contrast_of_aa(tokens: Tokens, ink: str, ground: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_edges_of_fields_and_the_focus_are_seen(tokens: Tokens) -> None:
    for ground in (tokens.field, tokens.card, tokens.window):
        assert contrast(tokens.field_line, ground) >= 3
        assert contrast(tokens.accent, ground) >= 3


def test_both_themes_have_the_same_tokens() -> None:
    assert {field.name for field in dataclasses.fields(LIGHT)} == {
        field.name for field in dataclasses.fields(DARK)
    }
    assert all(
        re.fullmatch("#[0-9a-f]{6}", value)
        for value in dataclasses.asdict(DARK).values()
        if value is not True
    )


def test_the_theme_is_switched_live(theme, qapp, qtbot) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.set_mode(Mode.DARK)
    assert theme.is_dark
    assert kit.tokens() is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == DARK.window
    assert kit.ink(Ink.SUPPORTER).name() == "#5cc98a"
    theme.set_mode(Mode.LIGHT)
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == LIGHT.window


def test_choosing_the_same_theme_changes_nothing(theme, qtbot) -> None:
    with qtbot.assertNotEmitted(theme.changed):
        theme.set_mode(Mode.LIGHT)


@pytest.mark.parametrize(("wanted", "got"), [(150, 150), (300, 150), (80, 100)])
def test_text_scales_within_bounds(theme, qapp, wanted: int, got: int) -> None:
    theme.set_scale(wanted)
    assert theme.scale == got
    assert qapp.font().pixelSize() == round(13 * got / 100)


def test_the_style_sheet_has_every_token_and_picture(theme) -> None:
    sheet = kit.style_sheet(DARK, 150)
    assert "$" not in sheet
    assert "30px" in sheet  # titles of 20 at 150 %
    pictures = re.findall(r'url\("([^"]+)"\)', sheet)
    assert pictures
    assert all(resource("style", picture.rsplit("/", 1)[1]).is_file() for picture in pictures)


def test_chinese_is_shown_in_the_bundled_font(theme, qapp) -> None:
    assert qapp.font().families()[0] == kit.FAMILY
