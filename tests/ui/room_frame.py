"""What tests of rooms share: a room on the screen that hears changes as in the window, and dialogs that came up."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QDialog

from salesdesk.ui.kit.screen import Screen

S = TypeVar("S", bound=Screen)
D = TypeVar("D", bound=QDialog)


class _Ears(QObject):
    """Brings what was written on another thread to the main thread, as the window does."""

    heard = Signal(object)


@contextmanager
def shown(qtbot, frame, make: Callable[..., S]) -> Iterator[S]:
    """A room on the screen, told of every change."""
    screen = make(frame)
    qtbot.addWidget(screen)
    frame.window = screen.window()
    ears = _Ears()
    ears.heard.connect(screen.hear)
    stop = frame.desk.on_change(ears.heard.emit)
    screen.resize(1200, 700)
    screen.show()
    settle(qtbot, frame)
    yield screen
    stop()


def settle(qtbot, frame) -> None:
    """Let what is on its way arrive."""
    qtbot.waitUntil(lambda: not frame.tasks.is_busy, timeout=20_000)
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not frame.tasks.is_busy, timeout=20_000)


def dialog(kind: type[D]) -> D:
    """The dialog of a kind that is open; the newest of several."""
    open_now = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    assert open_now, f"no {kind.__name__} is open"
    return open_now[-1]


def notices(frame) -> list[str]:
    """What the room told, in order."""
    return [asked[1] for asked in frame.asked if asked[0] == "notify"]
