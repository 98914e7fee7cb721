"""Pictures of every room in both languages and themes: for `tour --screens`, and for looking at them."""

import contextvars
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QSettings
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication

from salesdesk.ui.app import application
from salesdesk.ui.kit.faults import Faults
from salesdesk.ui.kit.look import Look
from salesdesk.ui.kit.screen import Screen
from salesdesk.ui.kit.tasks import Tasks
from salesdesk.ui.kit.theme import Mode, colour
from salesdesk.ui.kit.waiting import settle
from salesdesk.ui.main_window import MainWindow

SIZES = ((1366, 768), (1920, 1080))
_LANGUAGES = ("zh_CN", "en")
_MODES = (Mode.LIGHT, Mode.DARK)


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture and what it shows."""

    path: Path
    room: str
    language: str
    mode: str
    size: str


def take_pictures(workspace: Path, folder: Path) -> list[Path]:
    """Take pictures of every room on the workspace, into the folder; the files, the page of them first.

    Raises Known as `Desk.open`.
    """
    # A language that a caller put in force for its own words must not hold for the screen.
    return contextvars.Context().run(_take_pictures, workspace, folder)


def _take_pictures(workspace: Path, folder: Path) -> list[Path]:
    from salesdesk.desk.desk import Desk

    folder.mkdir(parents=True, exist_ok=True)
    app = application()
    desk = Desk.open(workspace)
    tasks = Tasks()
    try:
        with TemporaryDirectory() as settings:  # no splitter or column of this machine's user in the pictures
            QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, settings)
            window = MainWindow(Look(app, remembers=False), Faults(), tasks)
            window.attach(desk)
            pictures = list(_Tour(window, folder).pictures())
            window.close()
            window.deleteLater()
            QSettings().sync()
    finally:
        tasks.close()
        desk.close()
    page = folder / "index.html"
    page.write_text(_page(pictures), "utf-8")
    return [page, *(picture.path for picture in pictures)]


class _Tour:
    """Goes through the rooms and keeps what is seen."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self._window, self._folder = window, folder

    def pictures(self) -> Iterator[Picture]:
        """Every room in every language, theme and size; further views in the smaller size alone."""
        for language in _LANGUAGES:
            self._window.look.set_language(language)
            for mode in _MODES:
                self._window.look.set_mode(mode)
                for width, height in SIZES:
                    self._window.resize(width, height)
                    self._window.show()
                    for room in self._window.rooms:
                        self._window.show_room(room.name)
                        yield self._keep(room.name, room.name, language, mode, (width, height))
                        if (width, height) == SIZES[0]:
                            yield from self._views(room.name, language, mode)

    def _views(self, room: str, language: str, mode: Mode) -> Iterator[Picture]:
        screen = self._window.screen_of(room)
        for name, bring_up in screen.picture_states():
            bring_up()
            yield self._keep(f"{room}-{name}", room, language, mode, SIZES[0])
            self._close_dialogs(screen)

    def _keep(self, name: str, room: str, language: str, mode: Mode, size: tuple[int, int]) -> Picture:
        settle(self._window.tasks)
        shown = f"{size[0]}x{size[1]}"
        plain = re.sub(r"[^a-z0-9-]+", "-", name.casefold())
        path = self._folder / f"{plain}-{language}-{mode.value}-{shown}.png"
        window = QApplication.activeModalWidget() or self._window
        picture = self._window.grab()
        if window is not self._window:  # a dialog stands over its window
            painter = QPainter(picture)
            corner = self._window.rect().center() - window.rect().center()
            painter.drawPixmap(corner, window.grab())
            painter.setPen(colour("field_line"))  # what frames a window on a desktop is not ours to grab
            painter.drawRect(corner.x(), corner.y(), window.width() - 1, window.height() - 1)
            painter.end()
        picture.save(str(path))
        return Picture(path, room, language, mode.value, shown)

    def _close_dialogs(self, screen: Screen) -> None:
        while (dialog := QApplication.activeModalWidget()) is not None:
            dialog.close()
            settle(self._window.tasks)
        for popup in iter(QApplication.activePopupWidget, None):
            popup.close()
        screen.redraw()


def _page(pictures: list[Picture]) -> str:
    """A page of all pictures, room by room."""
    rooms: dict[str, list[Picture]] = {}
    for picture in pictures:
        rooms.setdefault(picture.room, []).append(picture)
    parts = []
    for room, own in rooms.items():
        figures = "".join(
            f'<figure><a href="{escape(one.path.name)}"><img loading="lazy" src="{escape(one.path.name)}" '
            f'alt="{escape(one.path.stem)}"></a><figcaption>{escape(one.path.stem)}</figcaption></figure>'
            for one in own
        )
        parts.append(f"<h2>{escape(room)}</h2><div>{figures}</div>")
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>salesdesk</title><style>'
        "body{font-family:sans-serif;margin:24px;background:#f3f5f8;color:#1b2330}"
        "div{display:grid;grid-template-columns:repeat(auto-fill,minmax(420px,1fr));gap:16px}"
        "figure{margin:0}img{width:100%;border:1px solid #dde1e8;border-radius:6px}"
        "figcaption{font-size:12px;color:#566072}</style><h1>salesdesk</h1>" + "".join(parts) + "</html>\n"
    )
