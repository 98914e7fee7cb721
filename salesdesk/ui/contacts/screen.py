"""The contacts room: the list of all people, the card of the chosen one, and the deeds on them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from salesdesk.domain.contact import Contact
from salesdesk.domain.record import Record, Value
from salesdesk.text import tr
from salesdesk.ui.contacts.card import CardOfContact
from salesdesk.ui.kit.actions import Command
from salesdesk.ui.kit.columns import field_column
from salesdesk.ui.kit.files_panel import dropped_files
from salesdesk.ui.kit.panels import Card, EmptyState, SplitView, column
from salesdesk.ui.kit.record_table import RecordTable
from salesdesk.ui.kit.reference_editor import ReferenceEditor
from salesdesk.ui.kit.screen import Frame, Screen
from salesdesk.ui.kit.theme import GRID

if TYPE_CHECKING:
    from salesdesk.desk.desk import Change
    from salesdesk.ui.kit.form import Form

_WIDTHS = {"name": 120, "title": 110, "account_id": 180, "mobile": 112}


class ContactsScreen(Screen):
    """All contacts, and one of them whole."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, self._table_of_commands())
        # In the lists they have no key of their own: the room's would be ambiguous then.
        named = {one.name: replace(one, shortcut="") for one in self.commands.table()}
        self.table = RecordTable(
            Contact, frame, columns=("name", "title", "account_id", "mobile"), sort="name",
            more_columns=[field_column(Contact, name, width=width) for name, width in _WIDTHS.items()],
            commands=[named["contact.left"], named["contact.merge"]],
        )  # fmt: skip
        self.card = CardOfContact(frame, named["contact.relate"])
        left = Card(margins=0)
        left.body.setContentsMargins(1, 1, 1, 1)
        left.body.addWidget(self.table)
        self._empty = EmptyState("users")
        self._stack = QStackedWidget()
        self._stack.addWidget(SplitView("contacts", left, self.card, sizes=(560, 580)))
        self._stack.addWidget(self._empty)
        self.setLayout(column(self._stack, margins=2 * GRID))
        self.setAcceptDrops(True)
        self.setFocusProxy(self.table)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(lambda _id: self.card.form.setFocus())
        self.table.model.loaded.connect(self._choose_row)
        self.table.counted.connect(self._on_counted)
        self.retranslate()

    def _table_of_commands(self) -> tuple[Command, ...]:
        has_contact: Callable[[], bool] = lambda: bool(self.card.contact_id)  # noqa: E731
        return (
            Command("contact.new", lambda: tr("New contact"), self.new, "Ctrl+N", "user-plus"),
            Command("contact.import", lambda: tr("Import …"), self.import_list, "Ctrl+I", "upload"),
            Command("contact.export", lambda: tr("Export …"), self.export_list, "Ctrl+Shift+E", "download"),
            Command("contact.relate", lambda: tr("New relation …"), lambda: self.card.add_relation(), "", "link",
                    has_contact),
            Command("contact.left", lambda: tr("Has left or moved …"), self.leave, "Ctrl+L", "log-out", has_contact,
                    group="edit"),
            Command("contact.merge", lambda: tr("Make one of the two chosen …"), self.merge, "", "git-merge",
                    lambda: len(self.table.selected_ids()) == 2, group="edit"),
            Command("contact.delete", lambda: tr("Delete the contact with all that hangs on it"), self.delete, "",
                    "trash-2", has_contact, group="edit", is_danger=True),
        )  # fmt: skip

    # --- what the window asks

    def title(self) -> str:
        return tr("Contacts")

    def primary(self) -> str:
        return "contact.new"

    def secondary(self) -> Sequence[str]:
        return ("contact.left", "contact.import", "contact.export")

    def refresh(self, change: "Change | None") -> None:
        if change is None:
            self.table.load()
            self.card.show_contact(self.card.contact_id)
            return
        self.table.hear(change)
        self.card.hear(change)

    def show_record(self, kind: str, record_id: str) -> None:
        self.card.show_contact(record_id)
        self.table.select(record_id)
        self.commands.refresh()

    def commit(self) -> None:
        self.card.commit()

    def retranslate(self) -> None:
        self.table.set_empty_words(tr("No contact meets the filter."))
        self._empty.say(
            tr("The people at your customers will stand here"),
            tr("Make the first contact, or bring in a list or the contact cards of your phone (vCard). "
               "You can also drag the file here."),
            (tr("New contact"), self.new), (tr("Import a list …"), self.import_list),
        )  # fmt: skip

    def picture_states(self) -> Sequence[tuple[str, Callable[[], object]]]:
        def part(name: str) -> Callable[[], object]:
            return lambda: self.card.tabs.show_part(name)

        names = ("relations", "deals", "visits", "history")
        back = ("profile", part("profile"))
        return (*((name, part(name)) for name in names), back, ("left", self.leave))

    # --- list and card

    def _on_chosen(self, contact_id: str) -> None:
        if contact_id != self.card.contact_id:
            self.card.show_contact(contact_id)
            self.commands.refresh()

    def _choose_row(self) -> None:
        """After the list was read anew: the cursor on what the card shows, or on the first row."""
        model, shown = self.table.model, self.card.contact_id
        if not shown and model.rowCount():
            self.table.select(model.record(0).id)
        elif not self.table.current_id and model.row_of(shown) is not None:
            self.table.select(shown)

    def _on_counted(self, total: int) -> None:
        is_empty = total == 0 and not self.table.header.texts()
        self._stack.setCurrentIndex(1 if is_empty else 0)

    # --- deeds

    def new(self) -> None:
        """Make a contact, at the account of the one that is shown unless another is chosen."""
        from salesdesk.ui.kit.dialogs import DraftDialog

        self.card.commit()
        here = self.card.card.contact.account_id if self.card.card is not None else ""

        def write(values: dict[str, Value]) -> None:
            from salesdesk.desk.contacts import create_contact
            from salesdesk.domain.problems import Known

            home, name = str(values.pop("account_id", "")), str(values.pop("name", ""))
            if not home:
                raise Known("E_FIELD", kind=Contact.KIND, field="account_id", reason="required")
            made = self.frame.desk.write("add.contact", lambda w: create_contact(w, home, name, **values))
            self.show_record(Contact.KIND, made.id)

        DraftDialog(
            self.frame, self, Contact(account_id=here), heading=tr("New contact"), deed_words=tr("Make the contact"),
            lay_out=self._lay_out_new, write=write,
        ).open()  # fmt: skip

    def _lay_out_new(self, form: "Form") -> None:
        account = form.row("account_id")
        assert isinstance(account, ReferenceEditor)
        account.make_new = self._new_account
        form.rows("name", "title")
        form.rows("department", "reports_to_id")
        form.rows("mobile", "email")
        form.rows("phone", "wechat")

    def _new_account(self, words: str) -> str:
        from salesdesk.desk.accounts import create_account

        return self.frame.desk.write("add.account", lambda w: create_account(w, words)).id

    def leave(self) -> None:
        """Note that the person that is shown has left, or went to another customer."""
        from salesdesk.ui.contacts.leaving import LeavingDialog

        self.card.commit()
        contact = self.frame.desk.get(Contact, self.card.contact_id)
        if contact is not None:
            LeavingDialog(self.frame, self, contact, lambda made: self.show_record(Contact.KIND, made)).open()

    def merge(self) -> None:
        """Make one contact of the two rows chosen."""
        self.card.commit()
        ids = self.table.selected_ids()
        if len(ids) == 2:
            keep, other = (self.frame.desk.need(Contact, one) for one in ids)
            merge_pair(self.frame, self, keep, other)

    def delete(self) -> None:
        """Delete the contact that is shown, with all that hangs on it, as one step."""
        from salesdesk.ui.kit.bulk import delete_records

        self.card.commit()
        delete_records(self.frame, Contact, [self.card.contact_id])

    def import_list(self, path: Path | None = None) -> None:
        """Bring a list or contact cards in."""
        from salesdesk.ui.importing.dialog import ImportDialog

        ImportDialog(self.frame, self, Contact.KIND, path).open()

    def export_list(self) -> None:
        """Write the list to a file: the rows chosen where several are, else all that the list shows."""
        from salesdesk.ui.importing.export import ask_export

        ask_export(self.frame, self, self.table)

    # --- Qt

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.import_list(dropped_files(event)[0])


def merge_pair(frame: Frame, parent: QWidget, keep: Contact, other: Contact) -> None:
    """Ask how two records of one person become one, and do it as one step."""
    from salesdesk.ui.kit.merge_dialog import MergeDialog

    def merge(kept: Record, gone: Record, chosen: dict[str, str]) -> None:
        from salesdesk.desk.merging import merge_contacts

        frame.desk.write("merge_contacts", lambda w: merge_contacts(w, kept.id, gone.id, chosen=chosen))
        words = tr("“{other}” is part of “{keep}” now.")
        frame.notify(
            words.format(other=gone.heading, keep=kept.heading), tone="good",
            show=lambda: frame.show_record(Contact.KIND, kept.id), undo=True,
        )  # fmt: skip

    more = tr(
        "Everything that names the one names the other from now on: deals, visits, promises. Undo takes it back."
    )
    MergeDialog(frame, parent, keep, other, more=more, merge=merge).open()
