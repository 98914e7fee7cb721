"""The bar at the top (where one is, search, deeds) and the line at the foot (workspace, unsent, undo)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy

from salesdesk.text import tr, tr_n
from salesdesk.ui.kit.icons import icon
from salesdesk.ui.kit.panels import ElidedLabel, badge, clear, label, row
from salesdesk.ui.kit.theme import GRID, pixels

if TYPE_CHECKING:
    from datetime import datetime

    from salesdesk.ui.kit.actions import Commands

_GAP = "      "


class SearchField(QLineEdit):
    """Looks like a field, and opens the palette as soon as it is used."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.setMaximumWidth(pixels(360))
        self.setMinimumWidth(pixels(200))
        self.textEdited.connect(self._hand_over)
        self.retranslate()

    def retranslate(self) -> None:
        """Say what it is for."""
        self.setPlaceholderText(tr("Search name, pinyin, phone, command") + "   Ctrl K")
        self.setAccessibleName(tr("Search"))

    def _hand_over(self, text: str) -> None:
        self.clear()
        self.wanted.emit(text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.wanted.emit("")


class HeadBar(QFrame):
    """Title, search, and the deeds of the room."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "head")
        self.crumb = ElidedLabel("", "muted")
        self.crumb.setMaximumWidth(pixels(180))  # a long name of an account must leave room for the title
        self.title = ElidedLabel("", "title")
        self.covered = badge("", "warning")
        self.search = SearchField()
        self._deeds = QHBoxLayout()
        self._deeds.setSpacing(GRID)
        body = row(self.title, self.covered, self.search, self._deeds, spacing=GRID + 4)
        body.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        body.insertWidget(0, self.crumb)
        body.setStretch(1, 3)
        body.setStretch(3, 2)
        self.setLayout(body)
        self.crumb.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.crumb.hide()
        self.covered.hide()
        self.setMinimumHeight(pixels(56))

    def say(self, title: str, crumb: str = "") -> None:
        """Say where one is."""
        self.title.setText(title)
        self.crumb.setText(f"{crumb} ›" if crumb else "")
        self.crumb.setVisible(bool(crumb))

    def show_deeds(self, commands: "Commands | None", primary: str = "", others: Sequence[str] = ()) -> None:
        """Offer the deeds of a room, the primary one last."""
        clear(self._deeds)
        if commands is None:
            return
        for name in others:
            self._deeds.addWidget(commands.button(name))
        if primary:
            self._deeds.addWidget(commands.button(primary, is_primary=True))

    def show_covered(self, is_covered: bool) -> None:
        """Say that the screen is covered."""
        self.covered.setText(tr("Covered · F9"))
        self.covered.setVisible(is_covered)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.search.retranslate()
            self.covered.setText(tr("Covered · F9"))


class FootLine(QFrame):
    """Workspace, unsent changes, last exchange; at the right what Ctrl+Z would take back."""

    undo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "foot")
        self._workspace, self._exchange = "", ""
        self.state = ElidedLabel("")
        self.undo = label("")
        body = row(self.state, self.undo, spacing=3 * GRID)
        body.setContentsMargins(2 * GRID, 4, 2 * GRID, 4)
        body.setStretch(0, 1)
        self.setLayout(body)

    def say_workspace(self, name: str, *, has_passphrase: bool) -> None:
        """Say whose workspace is open and how it is kept."""
        kept = tr("encrypted with a passphrase") if has_passphrase else tr("encrypted, key in its folder")
        self._workspace = " · ".join((tr("Workspace: {name}").format(name=name), kept))
        self._say()

    def say_exchange(self, unsent: int | None, last: "datetime | None") -> None:
        """Say what was not sent yet and when bundles were last exchanged; None where nothing is known of it."""
        from salesdesk.text.formats import moment_words

        waiting = tr_n("{count} change not sent", "{count} changes not sent", unsent) if unsent else ""
        when = tr("Last exchange {when}").format(when=moment_words(last)) if last else ""
        self._exchange = _GAP.join(part for part in (waiting, when) if part)
        self._say()

    def _say(self) -> None:
        self.state.setText(_GAP.join(part for part in (self._workspace, self._exchange) if part))

    def say_undo(self, deed: str) -> None:
        """Say what Ctrl+Z would take back."""
        self.undo.setText(f"{tr('Undo')} · {deed}   Ctrl Z" if deed else "")
