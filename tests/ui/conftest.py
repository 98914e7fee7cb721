"""A frame as screens know it, on the real desk in memory; the theme; typing Chinese as an input method does."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from salesdesk.desk.desk import Desk
from salesdesk.text import language, set_language
from salesdesk.ui.kit.faults import Faults
from salesdesk.ui.kit.headings import Headings
from salesdesk.ui.kit.tasks import Tasks
from salesdesk.ui.kit.theme import Mode, Theme
from tests.desk.conftest import Make, check_undo, desk, make

__all__ = ["Make", "check_undo", "desk", "make"]


class BareFrame(QObject):
    """What a screen needs of its window, and a list of what it asked for."""

    covered = Signal(bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.headings = Headings(desk)
        self.tasks = Tasks(self)
        self.faults = Faults(self)
        self.is_covered = False
        self.asked: list[tuple[str, ...]] = []
        self.told: list[object] = []
        self.window = QWidget()
        self.faults.told.connect(self.told.append)
        self.tasks.failed_unseen.connect(self.faults.tell)

    def cover(self, is_covered: bool) -> None:
        self.is_covered = is_covered
        self.covered.emit(is_covered)

    def show_record(self, kind: str, record_id: str) -> None:
        self.asked.append(("show", kind, record_id))

    def show_room(self, name: str) -> None:
        self.asked.append(("room", name))

    def notify(
        self,
        words: str,
        *,
        tone: str = "",
        show: Callable[[], object] | None = None,
        undo: bool = False,
    ) -> None:
        self.asked.append(("notify", words, tone, "undo" if undo else ""))

    def window_widget(self) -> QWidget:
        return self.window

    def title_changed(self) -> None:
        self.asked.append(("title",))


@pytest.fixture(autouse=True)
def own_settings(tmp_path) -> Iterator[None]:
    """Let no test see or leave settings of this machine."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))
    QCoreApplication.setOrganizationName("salesdesk")
    QCoreApplication.setApplicationName("salesdesk")
    yield
    QSettings().sync()


@pytest.fixture(scope="session")
def _one_theme(qapp: QApplication) -> Theme:
    return Theme(qapp, mode=Mode.LIGHT)


@pytest.fixture
def theme(_one_theme: Theme) -> Iterator[Theme]:
    """The light theme at 100 %, whatever a test makes of it."""
    _one_theme.set_mode(Mode.DARK)  # a window of another test may have set the colours past this theme
    _one_theme.set_mode(Mode.LIGHT)
    _one_theme.set_scale(100)
    yield _one_theme
    # Widgets of the test that wait to be deleted would be styled again by the next one.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    _one_theme.set_mode(Mode.LIGHT)
    _one_theme.set_scale(100)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """English unless a test chooses otherwise."""
    before = language()
    set_language("en")
    yield
    set_language(before)


@pytest.fixture
def frame(qapp: QApplication, desk: Desk) -> Iterator[BareFrame]:
    """A frame without rooms."""
    made = BareFrame(desk)
    stop = desk.on_change(made.headings.forget)
    yield made
    stop()
    made.tasks.close()


def say(widget: QWidget, words: str) -> None:
    """Enter words as an input method does; works for Chinese, which key events cannot carry."""
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(widget, event)


def press(
    widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press and release a key on a widget."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers))
