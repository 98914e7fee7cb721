"""A person has left, or moved to another customer: what was known stays where it was learned."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QRadioButton, QWidget

from salesdesk.domain.contact import Contact
from salesdesk.domain.record import field_map
from salesdesk.text import label as field_words
from salesdesk.text import tr
from salesdesk.ui.kit.dialogs import Dialog
from salesdesk.ui.kit.editors import Unreadable, editor_for
from salesdesk.ui.kit.panels import label
from salesdesk.ui.kit.screen import Frame


class LeavingDialog(Dialog):
    """Asks where to; `done(id)` is called with the contact at the new account where there is one."""

    def __init__(
        self, frame: Frame, parent: QWidget, contact: Contact, done: Callable[[str], object]
    ) -> None:
        heading = tr("{name} has left the post").format(name=contact.name)
        super().__init__(parent, heading, tr("Note it"))
        self._frame, self._contact, self._done = frame, contact, done
        more = tr(
            "Who reported to {name} reports one level up; the lines held in deals are gaps again. What was said and "
            "promised stays with the post."
        )
        self.body.addWidget(label(more.format(name=contact.name), "muted", wraps=True))
        self.is_gone = QRadioButton(tr("Left, or nobody knows where to"))
        self.is_moved = QRadioButton(tr("Went to another customer of ours"))
        self.where_to = QLineEdit()
        self.where_to.setPlaceholderText(field_words("contact.left_to"))
        self.where_to.setAccessibleName(field_words("contact.left_to"))
        self.account = editor_for(field_map(Contact)["account_id"], frame)
        self.account.set_value("")
        self.title = QLineEdit()
        self.title.setPlaceholderText(tr("Title there"))
        self.title.setAccessibleName(tr("Title there"))
        for part in (self.is_gone, self.where_to, self.is_moved, self.account, self.title):
            self.body.addWidget(part)
        self.is_moved.toggled.connect(self._show_parts)
        self.is_gone.setChecked(True)
        self._show_parts(False)

    def _show_parts(self, is_moved: bool) -> None:
        self.where_to.setEnabled(not is_moved)
        self.account.setEnabled(is_moved)
        self.title.setEnabled(is_moved)

    def deed(self) -> bool:
        from salesdesk.desk.contacts import mark_left, move_contact

        desk, contact, today = self._frame.desk, self._contact, self._frame.desk.today()
        if self.is_gone.isChecked():
            words = self.where_to.text()
            desk.write("mark_left", lambda w: mark_left(w, contact.id, today=today, left_to=words))
            self._frame.notify(tr("{name} has left.").format(name=contact.name), undo=True)
            return True
        account_id = self._account_id()
        if not account_id or account_id == contact.account_id:
            self.say_problem(tr("Choose the other account by its name, pinyin or phone."))
            return False
        title = self.title.text().strip()
        there = desk.write(
            "move_contact", lambda w: move_contact(w, contact.id, account_id, today=today, title=title)
        )
        account = self._frame.headings.of("account", account_id)
        said = tr("{name} is at {account} now, and left here.").format(name=contact.name, account=account)
        self._frame.notify(said, show=lambda: self._done(there.id), undo=True)
        return True

    def _account_id(self) -> str:
        try:
            return str(self.account.value() or "")
        except Unreadable:
            return ""
