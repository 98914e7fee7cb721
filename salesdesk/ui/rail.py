"""The rail at the left: the rooms with what waits in each."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from salesdesk.text import tr
from salesdesk.ui.kit.icons import icon
from salesdesk.ui.kit.panels import badge, label
from salesdesk.ui.kit.theme import GRID, pixels
from salesdesk.ui.rooms import Room

NAME = "salesdesk"


class RoomButton(QToolButton):
    """The way into one room."""

    def __init__(self, room: Room, shortcut: str) -> None:
        super().__init__()
        self.room = room
        self._shortcut = shortcut
        self.setProperty("role", "room")
        self.setCheckable(True)
        self.setIcon(icon(room.icon))
        self.setIconSize(QSize(16, 16))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._badge = badge("")
        inner = QHBoxLayout(self)
        inner.setContentsMargins(0, 0, GRID, 0)
        inner.addStretch(1)
        inner.addWidget(self._badge)
        self._badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._badge.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Say the room's name."""
        self.setText(f" {self.room.words()}")
        self.setToolTip(f"{self.room.words()}  {self._shortcut}".strip())
        self.setAccessibleName(self.room.words())

    def set_count(self, count: int) -> None:
        """Show how much waits there."""
        self._badge.setText(f"{count:,}")
        self._badge.setVisible(count > 0)
        words = self.room.words()
        self.setAccessibleName(
            tr("{room}, {count} waiting").format(room=words, count=count) if count else words
        )


class Rail(QFrame):
    """The rooms, one above the other; `chosen` carries the name of a room. Up and down go through them."""

    chosen = Signal(str)

    def __init__(self, rooms: Sequence[Room]) -> None:
        super().__init__()
        self.setProperty("role", "rail")
        self.setFixedWidth(pixels(168))
        self._name = label(NAME, "section")
        self._name.setContentsMargins(GRID, 0, 0, GRID)
        self.buttons: dict[str, RoomButton] = {}
        body = QVBoxLayout(self)
        body.setContentsMargins(GRID + 2, 2 * GRID, GRID + 2, GRID)
        body.setSpacing(2)
        body.addWidget(self._name)
        for place, room in enumerate(rooms, 1):
            button = RoomButton(room, f"Ctrl+{place % 10}" if place <= 10 else "")
            button.clicked.connect(lambda _checked=False, name=room.name: self.chosen.emit(name))
            self.buttons[room.name] = button
            if room.is_at_foot and not any(one.room.is_at_foot for one in list(self.buttons.values())[:-1]):
                body.addStretch(1)
            body.addWidget(button)

    def show_room(self, name: str) -> None:
        """Mark the room one is in."""
        for room, button in self.buttons.items():
            button.setChecked(room == name)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how much waits in each room."""
        for name, count in counts.items():
            if name in self.buttons:
                self.buttons[name].set_count(count)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move between rooms."""
        buttons: list[QWidget] = list(self.buttons.values())
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        here = self.focusWidget()
        if step is None or here not in buttons:
            super().keyPressEvent(event)
            return
        buttons[(buttons.index(here) + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            for button in self.buttons.values():
                button.retranslate()
        elif event.type() is QEvent.Type.FontChange:
            self.setFixedWidth(pixels(168))
