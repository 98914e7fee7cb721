"""The window: rail, title, search, rooms, status line; navigation and menus, nothing of any room."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QSettings, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from salesdesk.domain.problems import Known
from salesdesk.text import kind_name, label, tr
from salesdesk.text.deeds import deed_words
from salesdesk.ui.bars import FootLine, HeadBar
from salesdesk.ui.kit.faults import Faults
from salesdesk.ui.kit.headings import Headings
from salesdesk.ui.kit.look import Look
from salesdesk.ui.kit.tasks import Tasks
from salesdesk.ui.kit.theme import GRID, dress, pixels
from salesdesk.ui.rail import NAME, Rail
from salesdesk.ui.rooms import Room, rooms_here

# What is not needed to paint the frame is read in when it is: the first paint is what a person waits for.
if TYPE_CHECKING:
    from salesdesk.desk.desk import Change, Desk
    from salesdesk.store.edits import TakenBack
    from salesdesk.text.errors import Sentence
    from salesdesk.ui.kit.actions import Command, Commands
    from salesdesk.ui.kit.notice import Notice
    from salesdesk.ui.kit.palette import Palette
    from salesdesk.ui.kit.screen import Screen
    from salesdesk.ui.standing import Standing

_COUNT_AFTER_MS = 400
_LARGE = 300
"""Records from which on taking an edit back runs off the main thread."""


class MainWindow(QMainWindow):
    """The frame of all rooms; usable as `Frame` by screens once a desk is attached."""

    covered = Signal(bool)
    first_painted = Signal()
    """Sent once, after the frame was painted for the first time."""
    _changed = Signal(object)

    def __init__(self, look: Look, faults: Faults, tasks: Tasks, rooms: Sequence[Room] | None = None) -> None:
        """`rooms` are those of the program where none are given."""
        super().__init__()
        self.look, self.faults, self.tasks = look, faults, tasks
        self._desk: Desk | None = None
        self._headings: Headings | None = None
        self._stop_listening: Callable[[], None] = lambda: None
        self._is_covered = False
        self._is_painted = False
        self._rooms: dict[str, Room] = {
            room.name: room for room in (rooms_here() if rooms is None else rooms)
        }
        self._screens: dict[str, Screen] = {}
        self._here = ""
        self._way: list[str] = []
        self.rail = Rail(tuple(self._rooms.values()))
        self.head = HeadBar()
        self.foot = FootLine()
        self.stack = QStackedWidget()
        self._lay_out()
        self._count_timer = QTimer(self)
        self._count_timer.setSingleShot(True)
        self._count_timer.setInterval(_COUNT_AFTER_MS)
        self._count_timer.timeout.connect(self._read_standing)
        self._connect()

    def _lay_out(self) -> None:
        dress(self)
        self.setWindowTitle(NAME)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.head)
        right.addWidget(self.stack, 1)
        right.addWidget(self.foot)
        whole = QWidget()
        side_by_side = QHBoxLayout(whole)
        side_by_side.setContentsMargins(0, 0, 0, 0)
        side_by_side.setSpacing(0)
        side_by_side.addWidget(self.rail)
        side_by_side.addLayout(right, 1)
        self.setCentralWidget(whole)
        self.setMinimumSize(960, 600)
        self.resize(1366, 768)
        kept = QSettings().value("window/geometry")
        if isinstance(kept, QByteArray):
            self.restoreGeometry(kept)

    @cached_property
    def notice(self) -> "Notice":
        """Where it is said what happened."""
        from salesdesk.ui.kit.notice import Notice

        return Notice(self)

    @cached_property
    def commands(self) -> "Commands":
        """The commands that mean the same in every room."""
        from salesdesk.ui.kit.actions import Commands
        from salesdesk.ui.window_commands import window_commands

        return Commands(self, window_commands(self), is_global=True)

    @cached_property
    def palette_view(self) -> "Palette":
        """The palette of Ctrl+K."""
        from salesdesk.ui.kit.palette import Palette

        return Palette(self, self, self._all_commands)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.show_room)
        self.head.search.wanted.connect(lambda text: self.palette_view.open(text))
        self.faults.told.connect(self._tell_fault)
        self.faults.broke.connect(self._show_bug)
        self.tasks.failed_unseen.connect(self.faults.tell)
        self._changed.connect(self._on_change)

    # --- the desk

    def attach(self, desk: "Desk", *, is_new: bool = False) -> None:
        """Work on an open workspace from now on; the first room is shown."""
        self._desk = desk
        self._headings = Headings(desk)
        self._clear_stack()
        for part in (self.rail, self.head, self.foot):
            part.show()
        self._stop_listening = desk.on_change(self._changed.emit)
        self.commands.refresh()
        self.look.attach(desk, is_new=is_new)
        self._read_standing()
        self._say_undo()
        first = next(iter(self._rooms), "")
        if first:
            self.show_room(first)
            self.screen_of(first).setFocus()

    @property
    def desk(self) -> "Desk":
        """The open workspace."""
        assert self._desk is not None, "no workspace is open"
        return self._desk

    @property
    def headings(self) -> Headings:
        """The names of records."""
        assert self._headings is not None, "no workspace is open"
        return self._headings

    @property
    def has_desk(self) -> bool:
        """Whether a workspace is open."""
        return self._desk is not None

    @Slot(object)
    def _on_change(self, change: "Change") -> None:
        """Every change, on the main thread: names are forgotten, screens told, counts read again."""
        if self._headings is not None:
            self._headings.forget(change)
        for screen in self._screens.values():
            screen.hear(change)
        self._say_undo()
        self._count_timer.start()

    def show_page(self, page: QWidget) -> None:
        """Show a page in place of all rooms, while no workspace is open."""
        self._clear_stack()
        self.stack.addWidget(page)
        for part in (self.rail, self.head, self.foot):
            part.hide()
        page.setFocus()

    def _clear_stack(self) -> None:
        self._screens.clear()
        self._here = ""
        self._way.clear()
        while (page := self.stack.widget(0)) is not None:
            self.stack.removeWidget(page)
            page.deleteLater()

    # --- rooms

    @property
    def rooms(self) -> Sequence[Room]:
        """The rooms of this window."""
        return tuple(self._rooms.values())

    @property
    def screen_here(self) -> "Screen | None":
        """The screen that is shown."""
        return self._screens.get(self._here)

    def screen_of(self, name: str) -> "Screen":
        """The screen of a room, built on its first visit."""
        if name not in self._screens:
            made = self._rooms[name].build(self)
            self._screens[name] = made
            self.stack.addWidget(made)
        return self._screens[name]

    def show_room(self, name: str) -> None:
        """Go to a room; what is being typed where one is now is written first."""
        if name not in self._rooms or not self.has_desk:
            return
        if self.screen_here is not None:
            self.screen_here.commit()
        if self._here and self._here != name:
            self._way.append(self._here)
        self._here = name
        self.stack.setCurrentWidget(self.screen_of(name))
        self.rail.show_room(name)
        self.title_changed()

    def show_record(self, kind: str, record_id: str) -> None:
        """Show a record in the room of its kind, or in that of the record it hangs on."""
        from salesdesk.ui.homes import home_of

        kinds = {kind: room.name for room in self._rooms.values() for kind in room.kinds}
        home = home_of(self.desk, kind, record_id, frozenset(kinds))
        if home is None:
            self.notify(tr("This {kind} is no longer here.").format(kind=kind_name(kind)), tone="warning")
            return
        self.show_room(kinds[home[0]])
        self.screen_of(kinds[home[0]]).show_record(*home)
        self.title_changed()

    def go_back(self) -> None:
        """Go to the room one came from."""
        if self._way:
            name = self._way.pop()
            self.show_room(name)
            self._way.pop()

    def title_changed(self) -> None:
        """Say the title and offer the deeds of the screen that is shown."""
        screen = self.screen_here
        if screen is None:
            return
        self.head.say(screen.title(), screen.crumb())
        screen.commands.refresh()
        self.head.show_deeds(screen.commands, screen.primary(), screen.secondary())
        self.setWindowTitle(f"{screen.title()} – {NAME}")

    def _all_commands(self) -> "Sequence[Command]":
        screen = self.screen_here
        return (*(screen.commands.table() if screen is not None else ()), *self.commands.table())

    # --- what is said

    def notify(
        self, words: str, *, tone: str = "", show: Callable[[], object] | None = None, undo: bool = False
    ) -> None:
        """Say what happened, over the foot of the room."""
        deeds: list[tuple[str, Callable[[], object]]] = []
        if show is not None:
            deeds.append((tr("Show"), show))
        if undo:
            deeds.append((tr("Undo"), self.undo))
        self.notice.say(words, *deeds, tone=tone)
        self._place_notice()

    def _tell_fault(self, sentence: "Sentence") -> None:
        self.notify(str(sentence), tone="danger")

    def _show_bug(self, report: str) -> None:
        from salesdesk.ui.kit.bug_notice import BugNotice

        BugNotice(self, report).open()

    def _place_notice(self) -> None:
        if "notice" not in self.__dict__:
            return
        room = self.stack.geometry().translated(self.rail.width(), 0)
        width = min(pixels(560), room.width() - 4 * GRID)
        height = (
            self.notice.heightForWidth(width)
            if self.notice.hasHeightForWidth()
            else self.notice.sizeHint().height()
        )
        left = room.left() + (room.width() - width) // 2
        self.notice.setGeometry(left, self.height() - self.foot.height() - height - 2 * GRID, width, height)
        self.notice.raise_()

    def window_widget(self) -> QWidget:
        """The window itself, for dialogs to stand over."""
        return self

    # --- undo

    def undo(self) -> None:
        """Take the last edit back."""
        self._take_back("undo", lambda: self.desk.undo(), lambda deed: tr("Undone: {deed}").format(deed=deed))

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._take_back(
            "redo", lambda: self.desk.redo(), lambda deed: tr("Done again: {deed}").format(deed=deed)
        )

    def _take_back(self, way: str, deed: "Callable[[], TakenBack]", words: Callable[[str], str]) -> None:
        if not self.has_desk:
            return
        if self.screen_here is not None:
            self.screen_here.commit()
        if self.desk.size_to_take_back(way) > _LARGE:
            self.notify(tr("Working on it; you can go on reading."))
            self.tasks.run(
                lambda job: deed(), owner=self, done=lambda taken: self._say_taken(taken, words), is_long=True
            )
            return
        try:
            taken = deed()
        except Known as error:
            self.faults.tell(error)
            return
        self._say_taken(taken, words)

    def _say_taken(self, taken: "TakenBack", words: Callable[[str], str]) -> None:
        said = words(deed_words(taken.label))
        if taken.left_alone:
            names = ", ".join(
                dict.fromkeys(label(f"{kind}.{name}") for kind, _, name in taken.left_alone if name)
            )
            said += ". " + tr("Left as it is, because it was changed since: {fields}.").format(fields=names)
        self.notify(said, tone="warning" if taken.left_alone else "")

    def _say_undo(self) -> None:
        undo_label = self.desk.undo_label()
        self.foot.say_undo(deed_words(undo_label) if undo_label else "")

    # --- covering

    @property
    def is_covered(self) -> bool:
        """Whether attitudes, odds and competitors are hidden now."""
        return self._is_covered

    def cover(self) -> None:
        """Hide what the customer must not see, or show it again."""
        self._is_covered = not self._is_covered
        self.head.show_covered(self._is_covered)
        self.covered.emit(self._is_covered)

    # --- counts

    def _read_standing(self) -> None:
        from salesdesk.ui.standing import read_standing

        if self.has_desk:
            desk, rooms = self.desk, self.rooms
            self.tasks.run(lambda job: read_standing(desk, rooms), owner=self, done=self._show_standing)

    def _show_standing(self, standing: "Standing") -> None:
        self.rail.show_counts(standing.counts)
        self.foot.say_workspace(standing.name, has_passphrase=standing.has_passphrase)
        self.foot.say_exchange(standing.counts.get("sync"), standing.last_exchange)

    # --- Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.first_painted.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_notice()

    def changeEvent(self, event: QEvent) -> None:
        """Say the window's own words anew in another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange and self.has_desk:
            self.commands.retranslate()
            self._say_undo()
            self._read_standing()
            QTimer.singleShot(0, self.title_changed)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Write what is being typed, remember the window's place."""
        for screen in self._screens.values():
            screen.commit()
        self._stop_listening()
        QSettings().setValue("window/geometry", self.saveGeometry())
        super().closeEvent(event)
