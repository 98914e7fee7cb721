"""A new visit: account, with whom, when, for which deal, the minimum objective; written as one step."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salesdesk.domain.account import Account
from salesdesk.domain.record import Value, field_map
from salesdesk.domain.visit import Visit
from salesdesk.text import tr
from salesdesk.ui.kit.dialogs import DraftDialog
from salesdesk.ui.kit.form import Form
from salesdesk.ui.kit.reference_editor import ReferenceEditor
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.wrap_editor import WrapEditor

if TYPE_CHECKING:
    from salesdesk.store.writer import Writer


class NewVisit:
    """The dialog of a new visit."""

    def __init__(self, frame: Frame, parent: QWidget, *, account_id: str = "", deal_id: str = "") -> None:
        self._frame = frame
        self.dialog = DraftDialog(
            frame,
            parent,
            Visit(account_id=account_id, deal_id=deal_id),
            heading=tr("Plan a visit"),
            deed_words=tr("Plan"),
            lay_out=self._lay_out,
            write=self._write,
        )

    def _lay_out(self, form: Form) -> None:
        form.row("account_id")
        form.row(
            "objective_contact_id",
            words=lambda: tr("With whom"),
            help_words=lambda: tr("People of this account come first; a new name becomes a contact."),
        )
        form.rows("starts_at", "kind", widths=(3, 2))
        form.row("deal_id")
        form.add(
            form.field(
                "objective_minimum",
                editor=WrapEditor(field_map(Visit)["objective_minimum"]),
                help_words=lambda: tr("What the customer will do after it, by when."),
            )
        )
        account = form.editor("account_id")
        if isinstance(account, ReferenceEditor):
            account.make_new = self._new_account
        whom = form.editor("objective_contact_id")
        if isinstance(whom, ReferenceEditor):
            whom.make_new = lambda name: self._new_contact(form, name)

    def _new_account(self, name: str) -> str:
        from salesdesk.desk.field_verbs import put_new

        draft = Account(name=name)
        return self._frame.desk.write("add.account", lambda w: put_new(w, draft, frozenset({"name"}))).id

    def _new_contact(self, form: Form, name: str) -> str:
        """Make a contact of the account chosen; none before an account is."""
        from salesdesk.desk.contacts import create_contact

        account_id = str(form.record.value("account_id") or "") if form.record is not None else ""
        if not account_id:
            return ""
        return self._frame.desk.write("add.contact", lambda w: create_contact(w, account_id, name)).id

    def _write(self, values: dict[str, Value]) -> None:
        from salesdesk.desk.visits import plan_visit

        facts = dict(values)
        account_id = str(facts.pop("account_id", "") or "")
        person = str(facts.get("objective_contact_id", "") or "")
        facts.pop("state", None)

        def plan(w: "Writer") -> Visit:
            return plan_visit(w, account_id, contact_ids=[person] if person else [], **facts)  # type: ignore[arg-type]

        made = self._frame.desk.write("plan_visit", plan)
        self._frame.show_record("visit", made.id)
        self._frame.notify(tr("The visit is planned."), undo=True)

    def open(self) -> None:
        """Show the dialog, the keyboard in the first field that is empty."""
        self.dialog.open()
        form = self.dialog.form
        for name in ("account_id", "objective_contact_id", "starts_at"):
            if form.record is not None and not form.record.value(name):
                form.editor(name).setFocus()
                return
