"""The settings room: its pages at the left, the chosen one beside them; every change takes effect at once."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedWidget

from salesdesk.text import tr
from salesdesk.ui.kit.actions import Command
from salesdesk.ui.kit.icons import icon
from salesdesk.ui.kit.panels import Card, row
from salesdesk.ui.kit.screen import Frame, Screen
from salesdesk.ui.kit.theme import GRID, pixels
from salesdesk.ui.settings.about_page import AboutPage
from salesdesk.ui.settings.fields_page import FieldsPage
from salesdesk.ui.settings.look_page import LookPage
from salesdesk.ui.settings.page import SettingsPage
from salesdesk.ui.settings.person_page import PersonPage
from salesdesk.ui.settings.workspace_page import WorkspacePage

if TYPE_CHECKING:
    from salesdesk.desk.desk import Change

_KINDS = frozenset(("member", "field_definition", "setting"))


class SettingsScreen(Screen):
    """A page is filled when it is looked at."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, (
            Command("settings.backup", lambda: tr("Back up to a file …"), lambda: self._do_backup(), "", "save"),
            Command("settings.verify", lambda: tr("Check the workspace"), lambda: self._do_verify(), "",
                    "shield-check"),
        ))  # fmt: skip
        self.look, self.person = LookPage(frame), PersonPage(frame)
        self.workspace, self.fields, self.about = WorkspacePage(frame), FieldsPage(frame), AboutPage(frame)
        self.pages: dict[str, tuple[Callable[[], str], str, SettingsPage]] = {
            "look": (lambda: tr("Language and look"), "languages", self.look),
            "person": (lambda: tr("You"), "user", self.person),
            "workspace": (lambda: tr("Workspace and backups"), "hard-drive", self.workspace),
            "fields": (lambda: tr("Fields of your own"), "list-checks", self.fields),
            "about": (lambda: tr("About and support"), "info", self.about),
        }
        self.list = QListWidget()
        self.list.setIconSize(QSize(16, 16))
        self.list.setSpacing(2)
        self.stack = QStackedWidget()
        for words, picture, page in self.pages.values():
            self.list.addItem(QListWidgetItem(icon(picture), words()))
            self.stack.addWidget(page)
        side = Card(margins=GRID)
        side.setFixedWidth(pixels(220))
        side.body.addWidget(self.list)
        body = row(side, self.stack, margins=2 * GRID)
        body.setStretch(1, 1)
        self.setLayout(body)
        self.setFocusProxy(self.list)
        self.list.currentRowChanged.connect(self._on_page)
        self.list.setCurrentRow(0)

    def title(self) -> str:
        return tr("Settings")

    def show_page(self, name: str) -> None:
        """Show a page."""
        self.list.setCurrentRow(list(self.pages).index(name))

    def _on_page(self, at: int) -> None:
        self.stack.setCurrentIndex(at)
        if self.isVisible():
            self._fill()

    def _fill(self) -> None:
        page = list(self.pages.values())[max(0, self.list.currentRow())][2]
        page.fill()

    def refresh(self, change: "Change | None") -> None:
        if change is None or change.kinds & _KINDS:
            self._fill()

    def commit(self) -> None:
        self.person.form.commit()
        self.fields.list.commit()

    def retranslate(self) -> None:
        for at, (words, _picture, _page) in enumerate(self.pages.values()):
            self.list.item(at).setText(words())
        self.list.setAccessibleName(tr("Settings"))

    def picture_states(self) -> Sequence[tuple[str, Callable[[], object]]]:
        def page(name: str) -> Callable[[], object]:
            return lambda: self.show_page(name)

        names = [name for name in self.pages if name != "look"]
        back = ("look", page("look"))
        return (*((name, page(name)) for name in names), back)

    def _do_backup(self) -> None:
        self.show_page("workspace")
        self.workspace.ask_backup()

    def _do_verify(self) -> None:
        self.show_page("workspace")
        self.workspace.verify()
