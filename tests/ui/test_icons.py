"""Icons and marks are painted in the colours of the theme in force."""

import math

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QIcon, QImage, QPainter
from PySide6.QtWidgets import QToolButton

from salesdesk.domain.record import field_map
from salesdesk.domain.strategy import Influence
from salesdesk.drawing.shapes import Form, Ink, Mark
from salesdesk.ui.kit.icons import icon, pixmap
from salesdesk.ui.kit.marks import (
    ATTITUDE_MARKS,
    AttitudeMark,
    attitude_icon,
    choice_icon,
    paint_hatch,
    paint_mark,
)
from salesdesk.ui.kit.theme import DARK, LIGHT, Mode


def colours(picture: QImage) -> set[str]:
    points = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
    return {picture.pixelColor(x, y).name() for x, y in points if picture.pixelColor(x, y).alpha() == 255}


def test_an_icon_takes_the_colour_of_its_token(theme) -> None:
    assert LIGHT.danger in colours(pixmap("house", 32, token="danger").toImage())
    theme.set_mode(Mode.DARK)
    assert DARK.danger in colours(pixmap("house", 32, token="danger").toImage())


def test_an_icon_follows_the_theme_by_itself(theme, qtbot) -> None:
    button = QToolButton()
    qtbot.addWidget(button)
    button.setIcon(icon("house", "accent_ink"))
    button.resize(40, 40)
    assert LIGHT.accent_ink in colours(icon("house", "accent_ink").pixmap(64, 64).toImage())
    theme.set_mode(Mode.DARK)
    button.grab()
    assert DARK.accent_ink in colours(icon("house", "accent_ink").pixmap(64, 64).toImage())


def test_an_icon_is_as_sharp_as_the_screen(theme) -> None:
    for made in (icon("house"), attitude_icon("opponent")):
        picture = made.pixmap(QSize(16, 16), 2.0)
        assert picture.devicePixelRatio() == 2.0
        assert picture.width() == 32


def test_a_disabled_icon_is_pale(theme) -> None:
    picture = icon("house", "ink").pixmap(64, 64, QIcon.Mode.Disabled).toImage()
    assert LIGHT.disabled in colours(picture)
    assert LIGHT.ink not in colours(picture)


def test_every_attitude_has_a_form_of_its_own(theme) -> None:
    forms = {code.removeprefix("strong_"): form for code, (form, _) in ATTITUDE_MARKS.items()}
    assert len(set(forms.values())) == 4


def test_attitudes_have_marks_and_other_choices_none(theme) -> None:
    fields = field_map(Influence)
    assert choice_icon(fields["attitude"], "supporter") is not None
    assert choice_icon(fields["influence"], "high") is None
    assert colours(attitude_icon("opponent").pixmap(32, 32).toImage())


def test_unknown_is_a_ring_with_gaps(theme) -> None:
    picture = QImage(64, 64, QImage.Format.Format_ARGB32)
    picture.fill(0)
    painter = QPainter(picture)
    paint_mark(painter, Mark(32, 32, Form.DASHED_RING, Ink.UNKNOWN, 40))
    painter.end()
    angles = [index * math.pi / 180 for index in range(360)]
    ring = [
        picture.pixelColor(round(32 + 19.2 * math.cos(a)), round(32 + 19.2 * math.sin(a))).alpha()
        for a in angles
    ]
    assert any(alpha == 0 for alpha in ring)
    assert any(alpha > 128 for alpha in ring)


def test_a_covered_mark_shows_nothing(theme, qtbot) -> None:
    mark = AttitudeMark("opponent", size=32)
    qtbot.addWidget(mark)
    open_colours = colours(mark.grab().toImage())
    mark.set_attitude("opponent", is_covered=True)
    assert len(open_colours) > 1
    assert len(colours(mark.grab().toImage())) == 1


def test_a_guess_is_hatched(theme) -> None:
    picture = QImage(60, 40, QImage.Format.Format_ARGB32)
    picture.fill(0)
    painter = QPainter(picture)
    paint_hatch(painter, QRectF(0, 0, 60, 40))
    painter.end()
    inked = sum(picture.pixelColor(x, 20).alpha() > 0 for x in range(60))
    assert 5 < inked < 50
