"""Commands as tables, and what is built from them: shortcuts, menus, toolbars, the palette.

COMMANDS = (Command("account.new", lambda: tr("New account"), self.new_account, shortcut="Ctrl+N", icon="plus"),)
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton, QWidget
from shiboken6 import isValid

from salesdesk.ui.kit.icons import icon


def always() -> bool:
    """The condition of a command that can be given at any time."""
    return True


@dataclass(frozen=True, slots=True)
class Command:
    """Something a person can do: its name for the program, its words, its key, its deed, and when it makes sense."""

    name: str
    text: Callable[[], str]
    deed: Callable[[], object]
    shortcut: str = ""
    icon: str = ""
    is_enabled: Callable[[], bool] = always
    group: str = ""
    """Commands of one group stand together; a line parts it from the next."""
    is_danger: bool = False


class Commands(QObject):
    """The commands of one screen or list: one QAction each, shown in any number of places."""

    def __init__(self, place: QWidget, table: Iterable[Command], *, is_global: bool = False) -> None:
        """`place` is the widget within which the shortcuts work; everywhere in its window when `is_global`."""
        super().__init__(place)
        self._place = place
        self._scope = (
            Qt.ShortcutContext.WindowShortcut if is_global else Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        self._actions: dict[str, QAction] = {}
        self._table: dict[str, Command] = {}
        for command in table:
            self.add(command)

    def add(self, command: Command) -> QAction:
        """Take one more command in."""
        action = QAction(self._place)
        if command.shortcut:
            action.setShortcuts([QKeySequence(part) for part in command.shortcut.split("; ")])
        if command.icon:
            action.setIcon(icon(command.icon))
        action.setShortcutContext(self._scope)
        action.triggered.connect(lambda: self.do(command.name))
        self._place.addAction(action)
        self._actions[command.name] = action
        self._table[command.name] = command
        self._word(command)
        return action

    def _word(self, command: Command) -> None:
        words = command.text()
        self._actions[command.name].setText(words)
        self._actions[command.name].setToolTip(_with_key(words, command.shortcut))

    def do(self, name: str) -> None:
        """Give the command if it makes sense now."""
        command = self._table[name]
        if command.is_enabled():
            command.deed()
        self.refresh()

    def action(self, name: str) -> QAction:
        """The action of a command."""
        return self._actions[name]

    def table(self) -> Sequence[Command]:
        """All commands, in their order."""
        return tuple(self._table.values())

    def refresh(self) -> None:
        """Ask each command anew whether it makes sense now."""
        for name, command in self._table.items():
            self._actions[name].setEnabled(command.is_enabled())

    def retranslate(self) -> None:
        """Say the words anew in the language in force."""
        for command in self._table.values():
            self._word(command)

    def menu(self, names: Sequence[str] = (), parent: QWidget | None = None) -> QMenu:
        """A menu of these commands, or of all; groups are parted by lines."""
        self.refresh()
        menu = QMenu(parent or self._place)
        group = None
        for name in names or tuple(self._table):
            if group is not None and self._table[name].group != group:
                menu.addSeparator()
            group = self._table[name].group
            menu.addAction(self._actions[name])
        return menu

    def button(self, name: str, *, is_primary: bool = False) -> QPushButton:
        """A button with the command's words."""
        return command_button(self._table[name], is_primary=is_primary, action=self._actions[name])

    def tool_button(self, name: str) -> QToolButton:
        """A small button with the command's icon; its words are the tool tip and the accessible name."""
        button = QToolButton()
        button.setDefaultAction(self._actions[name])
        button.setAccessibleName(self._table[name].text())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button


def command_button(
    command: Command, *, is_primary: bool = False, action: QAction | None = None
) -> QPushButton:
    """A button that gives a command; with its action it follows the action's words and state."""
    button = QPushButton(command.text())
    if is_primary:
        button.setProperty("role", "primary")
    elif command.is_danger:
        button.setProperty("role", "danger")
    if command.icon and not is_primary:
        button.setIcon(icon(command.icon))
    if command.shortcut:
        button.setToolTip(_with_key(command.text(), command.shortcut))
    if action is None:
        button.clicked.connect(lambda: command.deed())
        return button
    button.clicked.connect(action.trigger)

    def follow() -> None:
        if isValid(button):
            button.setText(action.text())
            button.setEnabled(action.isEnabled())

    action.changed.connect(follow)
    button.setEnabled(action.isEnabled())
    return button


def _with_key(words: str, shortcut: str) -> str:
    if not shortcut:
        return words
    shown = QKeySequence(shortcut.split("; ")[0]).toString(QKeySequence.SequenceFormat.NativeText)
    return f"{words}  {shown}"
