"""Two small rooms for the tests of the window, built with the kit as real ones are."""

from salesdesk.domain.account import Account
from salesdesk.domain.contact import Contact
from salesdesk.text import tr
from salesdesk.ui.kit.actions import Command
from salesdesk.ui.kit.form import Form
from salesdesk.ui.kit.panels import column
from salesdesk.ui.kit.record_table import RecordTable
from salesdesk.ui.kit.screen import Frame, Screen
from salesdesk.ui.rooms import Room


class AccountsOfTest(Screen):
    def __init__(self, frame: Frame) -> None:
        command = Command(
            "account.new", lambda: tr("Accounts") + "+", lambda: self.deeds.append("new"), "Ctrl+N", "plus"
        )
        super().__init__(frame, (command,))
        self.deeds: list[str] = []
        self.refreshed: list[object] = []
        self.table = RecordTable(Account, frame, columns=("name", "city"), sort="name", name="test")
        self.form = Form(Account, frame)
        self.form.row("name")
        self.form.row("city")
        self.setLayout(column(self.table, self.form))
        self.table.chosen.connect(self._show)

    def _show(self, record_id: str) -> None:
        self.form.show_record(self.frame.desk.need(Account, record_id))

    def title(self) -> str:
        return tr("Accounts")

    def primary(self) -> str:
        return "account.new"

    def refresh(self, change) -> None:
        self.refreshed.append(change)
        if change is None:
            self.table.load()
        else:
            self.table.hear(change)
        if self.form.record is not None:
            self.form.refresh(self.frame.desk.need(Account, self.form.record.id))

    def show_record(self, kind: str, record_id: str) -> None:
        self.table.select(record_id)

    def commit(self) -> None:
        self.form.commit()

    def picture_states(self):
        return (("filtered", self.table.toggle_filter),)


class ContactsOfTest(Screen):
    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.shown = ""
        self.refreshed: list[object] = []

    def title(self) -> str:
        return tr("Contacts")

    def crumb(self) -> str:
        contact = self.frame.desk.get(Contact, self.shown)
        return self.frame.headings.of("account", contact.account_id) if contact else ""

    def refresh(self, change) -> None:
        self.refreshed.append(change)

    def show_record(self, kind: str, record_id: str) -> None:
        self.shown = record_id


class BrokenRoom(Screen):
    def title(self) -> str:
        return "Broken"

    def refresh(self, change) -> None:
        raise ZeroDivisionError


def waiting(desk) -> int:
    return len(desk.select(Contact))


ROOMS = (
    Room(name="accounts", words=lambda: tr("Accounts"), icon="building-2",
         factory="tests.ui.rooms_of_test:AccountsOfTest", kinds=("account",)),
    Room(name="contacts", words=lambda: tr("Contacts"), icon="users",
         factory="tests.ui.rooms_of_test:ContactsOfTest", kinds=("contact",), count="tests.ui.rooms_of_test:waiting"),
)  # fmt: skip
