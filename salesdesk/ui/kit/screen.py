"""What a screen is, and what the window offers it; screens know this page of the house, not each other."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, Qt, SignalInstance
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from salesdesk.ui.kit.actions import Command, Commands
from salesdesk.ui.kit.faults import Faults
from salesdesk.ui.kit.tasks import Tasks

if TYPE_CHECKING:
    from salesdesk.desk.desk import Change, Desk
    from salesdesk.ui.kit.headings import Headings


class Frame(Protocol):
    """The window as screens and editors see it."""

    tasks: Tasks
    faults: Faults
    covered: SignalInstance
    """Sent with True or False when F9 covers or uncovers what the customer must not see."""

    @property
    def desk(self) -> "Desk":
        """The open workspace."""

    @property
    def headings(self) -> "Headings":
        """The names of records, kept until they change."""

    @property
    def is_covered(self) -> bool:
        """Whether attitudes, odds and competitors are hidden now."""

    def show_record(self, kind: str, record_id: str) -> None:
        """Go to the room where records of this kind live and show this one."""

    def show_room(self, name: str) -> None:
        """Go to a room."""

    def notify(
        self, words: str, *, tone: str = "", show: Callable[[], object] | None = None, undo: bool = False
    ) -> None:
        """Say what happened in a sentence, with “Show” and “Undo” where they make sense."""

    def window_widget(self) -> QWidget:
        """The window itself, for dialogs to stand over."""

    def title_changed(self) -> None:
        """The screen's title or first deed is another now."""


class Screen(QWidget):
    """A room: lazily built, told of changes, redrawn when it is visible.

    A subclass builds its widgets in `__init__`, fills them in `refresh`, says its words in `retranslate`.
    """

    def __init__(self, frame: Frame, table: Sequence[Command] = ()) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.frame = frame
        self.commands = Commands(self, table)
        self._waiting: list[Change] = []
        self._is_stale = True
        frame.covered.connect(lambda _is_covered: self._mark_stale(None))

    # --- what a room says of itself

    def title(self) -> str:
        """The words at the top."""
        raise NotImplementedError

    def crumb(self) -> str:
        """What stands small before the title: the account of a deal; usually nothing."""
        return ""

    def primary(self) -> str:
        """The name of the command that is the one primary action; empty for none."""
        return ""

    def secondary(self) -> Sequence[str]:
        """The names of up to three more commands that stand beside the primary one."""
        return ()

    def retranslate(self) -> None:
        """Say all words anew; called after a change of language, before `refresh`."""

    def refresh(self, change: "Change | None") -> None:
        """Draw what changed, or everything for None."""
        raise NotImplementedError

    def show_record(self, kind: str, record_id: str) -> None:
        """Show one record of a kind this room is registered for."""

    def commit(self) -> None:
        """Write what is still being typed; called before the room is left and before undo."""

    def picture_states(self) -> Sequence[tuple[str, Callable[[], object]]]:
        """Further views worth a picture: name, and what brings the view up."""
        return ()

    # --- staleness

    def hear(self, change: "Change") -> None:
        """Take a change in: redraw now when visible, else when next shown."""
        self._mark_stale(change)

    def _mark_stale(self, change: "Change | None") -> None:
        if change is None:
            self._is_stale = True
            self._waiting.clear()
        elif not self._is_stale:
            self._waiting.append(change)
        if self.isVisible():
            self.redraw()

    def redraw(self) -> None:
        """Draw what is waiting to be drawn."""
        waiting, is_stale = self._waiting, self._is_stale
        self._waiting, self._is_stale = [], False
        if is_stale or len(waiting) > 1:
            self.refresh(None)
        elif waiting:
            self.refresh(waiting[0])
        self.commands.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what became stale while nobody looked."""
        super().showEvent(event)
        if self._is_stale or self._waiting:
            self.redraw()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words anew in another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.commands.retranslate()
            self.retranslate()
            self._mark_stale(None)
