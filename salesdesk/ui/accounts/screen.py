"""The accounts room: the list of all accounts, the card of the chosen one, and the deeds on them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget

from salesdesk.domain.account import Account, Site
from salesdesk.domain.conditions import FieldTest
from salesdesk.domain.record import Value, field_map
from salesdesk.text import tr
from salesdesk.ui.accounts.card import CardOfAccount
from salesdesk.ui.kit.actions import Command
from salesdesk.ui.kit.columns import field_column
from salesdesk.ui.kit.files_panel import dropped_files
from salesdesk.ui.kit.panels import Card, EmptyState, SplitView, column
from salesdesk.ui.kit.record_table import RecordTable
from salesdesk.ui.kit.screen import Frame, Screen
from salesdesk.ui.kit.theme import GRID

if TYPE_CHECKING:
    from salesdesk.desk.desk import Change
    from salesdesk.ui.kit.form import Form

_WIDTHS = {"name": 202, "city": 100, "tier": 92, "owner_id": 88}


class AccountsScreen(Screen):
    """All accounts, and one of them whole."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, self._table_of_commands())
        # In the lists they have no key of their own: the room's would be ambiguous then.
        named = {one.name: replace(one, shortcut="") for one in self.commands.table()}
        self.table = RecordTable(
            Account, frame, columns=("name", "city", "tier", "owner_id"), sort="name",
            more_columns=[field_column(Account, name, width=width) for name, width in _WIDTHS.items()],
            commands=[named["account.merge"]],
        )  # fmt: skip
        self.table.set_empty_words(tr("No account meets the filter."))
        self.card = CardOfAccount(frame, named["account.new_contact"], self._split)
        left = Card(margins=0)
        left.body.setContentsMargins(1, 1, 1, 1)
        left.body.addWidget(self.table)
        self._empty = EmptyState("building-2")
        self._stack = QStackedWidget()
        self._stack.addWidget(SplitView("accounts", left, self.card, sizes=(500, 640)))
        self._stack.addWidget(self._empty)
        self.setLayout(column(self._stack, margins=2 * GRID))
        self.setAcceptDrops(True)
        self.setFocusProxy(self.table)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(lambda _id: self.card.form.setFocus())
        self.table.model.loaded.connect(self._choose_row)
        self.table.counted.connect(self._on_counted)
        # Duplicates are shown with the account they were merged into.
        self._scope = FieldTest(field_map(Account)["merged_into_id"], "empty")
        self.retranslate()

    def _table_of_commands(self) -> tuple[Command, ...]:
        has_account: Callable[[], bool] = lambda: bool(self.card.account_id)  # noqa: E731
        return (
            Command("account.new", lambda: tr("New account"), self.new, "Ctrl+N", "plus"),
            Command("account.import", lambda: tr("Import …"), self.import_list, "Ctrl+I", "upload"),
            Command("account.export", lambda: tr("Export …"), self.export_list, "Ctrl+Shift+E", "download"),
            Command("account.new_contact", lambda: tr("New contact"), self.new_contact, "Ctrl+Shift+N", "user-plus",
                    has_account),
            Command("account.merge", lambda: tr("Make one of duplicates …"), self.merge, "", "git-merge", has_account,
                    group="edit"),
            Command("account.delete", lambda: tr("Delete the account with all that hangs on it"), self.delete, "",
                    "trash-2", has_account, group="edit", is_danger=True),
        )  # fmt: skip

    # --- what the window asks

    def title(self) -> str:
        return tr("Accounts")

    def primary(self) -> str:
        return "account.new"

    def secondary(self) -> Sequence[str]:
        return ("account.import", "account.export")

    def refresh(self, change: "Change | None") -> None:
        if change is None:
            self.table.set_scope(self._scope)
            self.card.show_account(self.card.account_id)
            return
        self.table.hear(change)
        self.card.hear(change)

    def show_record(self, kind: str, record_id: str) -> None:
        """Show an account, or the account of a site with that site."""
        account_id = record_id
        if kind == Site.KIND:
            site = self.frame.desk.get(Site, record_id)
            account_id = site.account_id if site is not None else ""
        self.card.show_account(account_id)
        self.table.select(self.card.account_id)
        if kind == Site.KIND:
            self.card.tabs.show_part("sites")
            self.card.sites.select(record_id)

    def commit(self) -> None:
        self.card.commit()

    def retranslate(self) -> None:
        self.table.set_empty_words(tr("No account meets the filter."))
        self._empty.say(
            tr("Your customers will stand here"),
            tr("Make the first account, or bring in the list you have: Excel, CSV or an export of another program. "
               "You can also drag the file here."),
            (tr("New account"), self.new), (tr("Import a list …"), self.import_list),
        )  # fmt: skip

    def picture_states(self) -> Sequence[tuple[str, Callable[[], object]]]:
        def part(name: str) -> Callable[[], object]:
            return lambda: self.card.tabs.show_part(name)

        def chart() -> None:
            self.card.tabs.show_part("people")
            self.card.people.show_view("chart")

        parts = [
            (name, part(name)) for name in ("people", "sites", "deals", "visits", "notes", "group", "history")
        ]
        back = ("profile", part("profile"))
        return (*parts, ("chart", chart), back, ("new", self.new))

    # --- list and card

    def _on_chosen(self, account_id: str) -> None:
        if account_id != self.card.account_id:
            self.card.show_account(account_id)
            self.commands.refresh()

    def _choose_row(self) -> None:
        """After the list was read anew: the cursor on what the card shows, or on the first row."""
        model, shown = self.table.model, self.card.account_id
        if not shown and model.rowCount():
            self.table.select(model.record(0).id)
        elif not self.table.current_id and model.row_of(shown) is not None:
            self.table.select(shown)

    def _on_counted(self, total: int) -> None:
        is_empty = total == 0 and not self.table.header.texts()
        self._stack.setCurrentIndex(1 if is_empty else 0)

    # --- deeds

    def new(self) -> None:
        """Make an account."""
        from salesdesk.ui.accounts.new_account import NewAccountDialog

        self.card.commit()
        NewAccountDialog(self.frame, self, lambda made: self.show_record(Account.KIND, made)).open()

    def new_contact(self) -> None:
        """Make a contact of the account that is shown."""
        from salesdesk.domain.contact import Contact
        from salesdesk.ui.kit.dialogs import DraftDialog

        account_id = self.card.account_id

        def write(values: dict[str, Value]) -> None:
            from salesdesk.desk.contacts import create_contact

            home, name = str(values.pop("account_id", "")), str(values.pop("name", ""))
            self.frame.desk.write("add.contact", lambda w: create_contact(w, home, name, **values))

        DraftDialog(
            self.frame, self, Contact(account_id=account_id), heading=tr("New contact"),
            deed_words=tr("Make the contact"), lay_out=_lay_out_contact, write=write,
        ).open()  # fmt: skip

    def merge(self) -> None:
        """Make one of the account that is shown and a duplicate: the second row chosen, or one that is asked for."""
        from salesdesk.ui.accounts.merging import ask_other, merge_pair

        chosen = [one for one in self.table.selected_ids() if one != self.card.account_id]
        keep = self.frame.desk.get(Account, self.card.account_id)
        if keep is None:
            return
        self.card.commit()
        other = self.frame.desk.get(Account, chosen[0]) if len(chosen) == 1 else None
        if other is not None:
            merge_pair(self.frame, self, keep, other)
        else:
            ask_other(self.frame, self, keep)

    def _split(self, duplicate: Account) -> None:
        from salesdesk.desk.merging import split_account

        self.frame.desk.write("split_account", lambda w: split_account(w, duplicate.id))
        words = tr("“{name}” is an account of its own again.").format(name=duplicate.name)
        self.frame.notify(words, show=lambda: self.show_record(Account.KIND, duplicate.id), undo=True)

    def delete(self) -> None:
        """Delete the account that is shown, with all that hangs on it, as one step."""
        from salesdesk.ui.kit.bulk import delete_records

        self.card.commit()
        delete_records(self.frame, Account, [self.card.account_id])

    def import_list(self, path: Path | None = None) -> None:
        """Bring a list in."""
        from salesdesk.ui.importing.dialog import ImportDialog

        ImportDialog(self.frame, self, Account.KIND, path).open()

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


def _lay_out_contact(form: "Form") -> None:
    form.row("account_id")
    form.rows("name", "title")
    form.rows("department", "reports_to_id")
    form.rows("mobile", "email")
    form.rows("phone", "wechat")
