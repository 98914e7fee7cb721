"""The commands of the window: those that mean the same in every room."""

from typing import TYPE_CHECKING

from salesdesk.text import language, tr
from salesdesk.ui.kit.actions import Command
from salesdesk.ui.kit.theme import SCALES, Mode
from salesdesk.ui.rooms import Room

if TYPE_CHECKING:
    from salesdesk.ui.main_window import MainWindow


def window_commands(window: "MainWindow") -> tuple[Command, ...]:
    """Rooms, undo, the palette, covering, language, theme, size of text."""
    look = window.look
    rooms = tuple(_room_command(window, room, place) for place, room in enumerate(window.rooms, 1))
    return (
        *rooms,
        Command("undo", lambda: tr("Undo"), window.undo, "Ctrl+Z", "undo-2", group="edit"),
        Command("redo", lambda: tr("Redo"), window.redo, "Ctrl+Shift+Z; Ctrl+Y", "redo-2", group="edit"),
        Command("palette", lambda: tr("Search"), lambda: window.palette_view.open(), "Ctrl+K", "search", group="go"),
        Command("back", lambda: tr("Back"), window.go_back, "Alt+Left", "arrow-left", group="go"),
        Command("cover", lambda: tr("Cover attitudes, odds and competitors"), window.cover, "F9", "eye-off",
                group="look"),
        Command("chinese", lambda: "中文界面", lambda: look.set_language("zh_CN"), icon="languages",
                is_enabled=lambda: language() != "zh_CN", group="look"),
        Command("english", lambda: "Interface in English", lambda: look.set_language("en"), icon="languages",
                is_enabled=lambda: language() != "en", group="look"),
        Command("light", lambda: tr("Light theme"), lambda: look.set_mode(Mode.LIGHT), icon="sun", group="look"),
        Command("dark", lambda: tr("Dark theme"), lambda: look.set_mode(Mode.DARK), icon="moon", group="look"),
        Command("system", lambda: tr("Theme of the system"), lambda: look.set_mode(Mode.SYSTEM), icon="monitor",
                group="look"),
        Command("larger", lambda: tr("Larger text"), lambda: _scale(window, 1), "Ctrl++; Ctrl+=", "zoom-in",
                group="look"),
        Command("smaller", lambda: tr("Smaller text"), lambda: _scale(window, -1), "Ctrl+-", "zoom-out", group="look"),
        Command("quit", lambda: tr("Quit"), window.close, "Ctrl+Q", "log-out",
                group="end"),
    )  # fmt: skip


def _room_command(window: "MainWindow", room: Room, place: int) -> Command:
    shortcut = f"Ctrl+{place % 10}" if place <= 10 else ""
    return Command(
        f"room.{room.name}",
        lambda: tr("Go to {room}").format(room=room.words()),
        lambda: window.show_room(room.name),
        shortcut,
        room.icon,
        group="rooms",
    )


def _scale(window: "MainWindow", step: int) -> None:
    """One size of text up or down."""
    present = window.look.theme.scale
    at = min(range(len(SCALES)), key=lambda number: abs(SCALES[number] - present))
    window.look.set_scale(SCALES[max(0, min(len(SCALES) - 1, at + step))])
