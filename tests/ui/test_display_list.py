"""Display lists on the screen: painted like on paper, chosen, opened, dragged, zoomed, by mouse and keyboard."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage

from salesdesk.drawing.palette import LIGHT as INKS
from salesdesk.drawing.shapes import Drawing, Form, Hatch, Ink, Mark, Path, Rect, Text
from salesdesk.ui.kit.display_list import DrawingView, Region
from salesdesk.ui.kit.theme import Mode
from tests.ui.conftest import press

DRAWING = Drawing(400, 200, (
    Rect(0, 0, 400, 200, Ink.CARD), Rect(10, 10, 80, 40, Ink.ACCENT, radius=4), Hatch(110, 10, 80, 40),
    Path(((10, 100), (190, 100)), Ink.OPPONENT, 2, arrow=True), Text(10, 150, "李卫东 MES", 13, Ink.INK, True),
    Mark(250, 30, Form.TRIANGLE_UP, Ink.SUPPORTER, 24), Mark(290, 30, Form.DISC, Ink.NEUTRAL, 24),
    Mark(330, 30, Form.DASHED_RING, Ink.UNKNOWN, 24), Mark(370, 30, Form.CROSS, Ink.OPPONENT, 24),
    Path(((10, 170), (60, 170), (60, 190)), Ink.HAIRLINE, 1, (3, 3), Ink.ACCENT_SOFT, True),
))  # fmt: skip
REGIONS = [
    Region("left", 10, 10, 80, 40, "Left person", can_drag=True),
    Region("right", 110, 10, 80, 40, "Right person"),
    Region("below", 10, 90, 80, 40),
]


@pytest.fixture
def view(theme, qtbot):
    made = DrawingView()
    qtbot.addWidget(made)
    made.resize(400, 200)
    made.show_drawing(lambda width: (DRAWING, REGIONS))
    made.show()
    made.activateWindow()
    made.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.waitUntil(made.hasFocus)
    return made


def noting(widths: list[float]):
    """Draws the same whatever the width, and notes what width was asked for."""

    def make(width: float) -> tuple[Drawing, list[Region]]:
        widths.append(width)
        return DRAWING, REGIONS

    return make


def colour_at(view: DrawingView, x: int, y: int) -> str:
    picture: QImage = view.grab().toImage()
    return picture.pixelColor(x, y).name()


def test_shapes_have_the_inks_of_the_theme(view, theme) -> None:
    assert colour_at(view, 50, 30) == INKS[Ink.ACCENT]
    assert colour_at(view, 250, 34) == INKS[Ink.SUPPORTER]
    assert colour_at(view, 290, 30) == INKS[Ink.NEUTRAL]
    theme.set_mode(Mode.DARK)
    assert colour_at(view, 50, 30) != INKS[Ink.ACCENT]


def test_a_click_chooses_and_a_double_click_opens(view, qtbot) -> None:
    with qtbot.waitSignal(view.chosen) as chosen:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(150, 30))
    assert chosen.args == ["right"]
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(150, 30))
    assert opened.args == ["right"]
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(390, 190))
    assert view.current == ""


def test_arrow_keys_go_to_the_nearest(view, qtbot) -> None:
    view.set_current("left")
    press(view, Qt.Key.Key_Right)
    assert view.current == "right"
    press(view, Qt.Key.Key_Right)
    assert view.current == "right"
    press(view, Qt.Key.Key_Left)
    press(view, Qt.Key.Key_Down)
    assert view.current == "below"
    with qtbot.waitSignal(view.opened):
        press(view, Qt.Key.Key_Return)


def test_what_can_be_dragged_is_dropped(view, qtbot) -> None:
    with qtbot.waitSignal(view.dropped) as dropped:
        qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(30, 30))
        qtbot.mouseMove(view, QPoint(100, 80))
        for x in (60, 120, 180):
            move(view, QPoint(x, 100))
        qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(180, 100))
    assert dropped.args == ["left", 180.0, 100.0]


def move(view: DrawingView, point: QPoint) -> None:
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(point), QPointF(view.mapToGlobal(point)), Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(view, event)


def test_what_cannot_be_dragged_stays(view, qtbot) -> None:
    with qtbot.assertNotEmitted(view.dropped):
        qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(150, 30))
        move(view, QPoint(20, 120))
        qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(20, 120))


def test_zoom_keeps_hits_true(view, qtbot) -> None:
    widths: list[float] = []
    view.show_drawing(noting(widths))
    view.set_zoom(2)
    assert widths[-1] == 200
    with qtbot.waitSignal(view.chosen) as chosen:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(300, 60))
    assert chosen.args == ["right"]
    press(view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert widths[-1] == 400
    view.set_zoom(99)
    assert widths[-1] > 100


def test_a_picture_that_fits_is_scaled_into_its_place(theme, qtbot) -> None:
    view = DrawingView(fits=True)
    qtbot.addWidget(view)
    view.resize(200, 400)
    view.show_drawing(lambda width: (DRAWING, REGIONS))
    assert colour_at(view, 25, 15) == INKS[Ink.ACCENT]


def test_a_new_width_draws_anew(view) -> None:
    widths: list[float] = []
    view.show_drawing(noting(widths))
    view.resize(600, 200)
    assert widths == [400, 600]


def test_screen_readers_are_told_what_is_in_it(view) -> None:
    assert view.accessibleDescription() == "Left person; Right person"


def test_a_real_map_can_be_shown(theme, qtbot) -> None:
    from salesdesk.drawing.map_rows import MapLine, MapPerson
    from salesdesk.drawing.relationship_map import MapView, level_words, relationship_map

    lines = tuple(
        MapLine(code=code, title=code, note="", is_uncovered=False) for code in ("user", "technical")
    )
    people = (MapPerson(id="1", name="李卫东", lines=("user",), influence="high", attitude="supporter"),)
    levels = level_words({"high": "High", "medium": "Medium", "low": "Low", "": "?"})

    def make(width: float):
        made = relationship_map(lines, levels, people, (), MapView(width=width))
        regions = [Region(one.person_id, one.x, one.y, one.width, one.height) for one in made.cards]
        return made.drawing, regions

    view = DrawingView()
    qtbot.addWidget(view)
    view.resize(800, 400)
    view.show_drawing(make)
    assert [region.name for region in view.regions] == ["1"]
    assert len({view.grab().toImage().pixelColor(x, 60).name() for x in range(0, 400, 20)}) > 1
