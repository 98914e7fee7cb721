"""A WeChat or phone contact in one line: with whom, how, what was said. Enter notes it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from salesdesk.domain.contact import Contact
from salesdesk.domain.deal import Deal
from salesdesk.domain.problems import Known
from salesdesk.domain.record import field_map
from salesdesk.domain.visit import Touch
from salesdesk.text import label as field_label
from salesdesk.text import tr
from salesdesk.ui.kit import faults
from salesdesk.ui.kit.choice_editors import ListEditor
from salesdesk.ui.kit.editors import Unreadable
from salesdesk.ui.kit.panels import button, column, label, row, set_role
from salesdesk.ui.kit.reference_editor import ReferenceEditor
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID, pixels
from salesdesk.ui.kit.wrap_editor import WrappedLine

_FIELDS = field_map(Touch)


class TouchLine(QFrame):
    """Person first: the account and the deal follow from it. Escape closes the line."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        set_role(self, "card")
        self._frame = frame
        self._account_id = ""
        self._heading = label("", "strong")
        self.kind = ListEditor(_FIELDS["kind"])
        self.kind.setFixedWidth(pixels(116))
        self.whom = ReferenceEditor(_FIELDS["contact_id"], frame)
        self.whom.setFixedWidth(pixels(200))
        self.words = WrappedLine()
        self.words.entered.connect(self.note)
        self._deed = button("", self.note)
        self._back = button("", self.hide)
        self._problem = label("", "problem", wraps=True)
        across = row(self._heading, self.kind, self.whom, self.words, self._deed, self._back)
        across.setStretch(3, 1)
        whole = column(across, self._problem, spacing=4)
        whole.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        self.setLayout(whole)
        self.hide()

    def open_for(self, account_id: str = "", contact_id: str = "") -> None:
        """Begin a line; people of the account come first."""
        self._account_id = account_id
        self._heading.setText(tr("Touch"))
        self._deed.setText(tr("Note it"))
        self._back.setText(tr("Back"))
        for editor, name in ((self.kind, "kind"), (self.whom, "contact_id")):
            editor.retranslate()
            editor.name_for_readers(field_label(f"touch.{name}"))
        self.words.setPlaceholderText(tr("What was said, in one line"))
        self.words.setAccessibleName(tr("What was said, in one line"))
        self.kind.set_value("wechat")
        self.whom.context = {"account_id": account_id}
        self.whom.set_value(contact_id)
        self.words.clear()
        self._say("")
        self.show()
        (self.words if contact_id else self.whom).setFocus()

    def _say(self, words: str) -> None:
        self._problem.setText(words)
        self._problem.setVisible(bool(words))

    def note(self) -> None:
        """Note the touch as one step; what is missing is said beneath."""
        contact = self._person()
        if contact is None:
            self._say(tr("Say with whom: a name, pinyin or phone number."))
            self.whom.setFocus()
            return
        if not self.words.text():
            self._say(tr("Say in a few words what it was about."))
            self.words.setFocus()
            return
        try:
            self._write(contact)
        except Known as error:
            self._say(str(faults.words_of(error)))
            return
        self._frame.notify(
            tr("Noted: {name}.").format(name=contact.name),
            undo=True,
            show=lambda: self._frame.show_record("account", contact.account_id),
        )
        self.hide()

    def _person(self) -> Contact | None:
        try:
            chosen = str(self.whom.value() or "")
        except Unreadable:
            hits = self.whom.search(self.whom.line.text().strip())
            chosen = hits[0].id if len(hits) == 1 else ""
        return self._frame.desk.get(Contact, chosen) if chosen else None

    def _write(self, contact: Contact) -> None:
        from salesdesk.desk.promises import note_touch

        deals = [
            one
            for one in self._frame.desk.select(Deal, account_id=contact.account_id)
            if one.status == "open"
        ]
        deal_id = deals[0].id if len(deals) == 1 else ""
        words, kind = self.words.text()[: _FIELDS["words"].limit], str(self.kind.value())
        self._frame.desk.write(
            "note_touch",
            lambda w: note_touch(
                w, contact.account_id, words, contact_id=contact.id, deal_id=deal_id, kind=kind
            ),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)
