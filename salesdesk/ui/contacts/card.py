"""The card of a contact: who it is, whom the person knows, and the deals and visits with the person."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from salesdesk.domain.contact import Contact
from salesdesk.domain.problems import Known
from salesdesk.domain.record import Value
from salesdesk.text import tr
from salesdesk.text.formats import date_words, relative_days
from salesdesk.ui.contacts.lists import meeting_list, part_list, relation_list
from salesdesk.ui.kit.actions import Command
from salesdesk.ui.kit.files_panel import FilesPanel
from salesdesk.ui.kit.form import Form
from salesdesk.ui.kit.notes_panel import NotesPanel
from salesdesk.ui.kit.panels import Card, ElidedLabel, Page, badge, clear, label, row
from salesdesk.ui.kit.record_history import RecordHistory
from salesdesk.ui.kit.record_link import record_link
from salesdesk.ui.kit.reference_editor import ReferenceEditor
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.tabs import Tabs
from salesdesk.ui.kit.tag_line import TagLine
from salesdesk.ui.kit.theme import GRID

if TYPE_CHECKING:
    from salesdesk.desk.desk import Change
    from salesdesk.store.contact_cards import ContactCard

_KINDS = frozenset((
    "contact", "account", "relation", "influence", "deal", "attendee", "visit", "note", "tag", "attachment", "site",
    "member", "field_definition",
))  # fmt: skip


def contact_form(frame: Frame) -> Form:
    """The form of a contact; a superior nobody knows yet is made in place."""
    form = Form(Contact, frame)
    form.rows("name", "salutation", widths=(2, 1))
    form.rows("title", "department")
    form.rows("reports_to_id", "site_id")
    form.section(lambda: tr("How to reach the person"))
    form.rows("mobile", "phone")
    form.rows("email", "wechat")
    form.row("address")
    form.row("how_to_reach")
    form.section(lambda: tr("The person"))
    form.rows("interests", "other_names")
    form.row("language")
    form.row("remarks")
    form.extra_rows()
    form.body.addStretch(1)

    def make_superior(words: str) -> str:
        from salesdesk.desk.contacts import create_contact

        assert form.record is not None
        home = str(form.record.value("account_id"))
        return frame.desk.write("add.contact", lambda w: create_contact(w, home, words)).id

    superior = form.editor("reports_to_id")
    assert isinstance(superior, ReferenceEditor)
    superior.make_new = make_superior
    return form


class CardOfContact(Card):
    """Shows one contact; `contact_id` is empty while none is chosen."""

    def __init__(self, frame: Frame, add_relation: Command) -> None:
        super().__init__(margins=2 * GRID, spacing=GRID)
        self._frame = frame
        self.contact_id = ""
        self.card: ContactCard | None = None
        self.name = ElidedLabel("", "section")
        self._facts, self._links = row(), row()
        self.tags = TagLine(frame)
        self.form = contact_form(frame)
        remove = Command(
            "relation.delete", lambda: tr("Delete"), self._delete_relations, "Del", "trash-2",
            lambda: bool(self.relations.current_id), group="edit", is_danger=True,
        )  # fmt: skip
        self.relations = relation_list(frame, lambda: self.contact_id, (add_relation, remove))
        self.deals, self.visits = part_list(frame), meeting_list(frame)
        self.notes, self.files, self.history = NotesPanel(frame), FilesPanel(frame), RecordHistory(frame)
        self.tabs = Tabs()
        self._lay_out()
        self.tabs.changed.connect(lambda _name: self._fill_history())

    def _lay_out(self) -> None:
        profile = Page(margins=0)
        self.form.setContentsMargins(0, 0, GRID, GRID)
        profile.body.addWidget(self.form)
        for name, words, part in (
            ("profile", lambda: tr("Profile"), profile),
            ("relations", lambda: tr("Relations"), self.relations),
            ("deals", lambda: tr("Deals"), self.deals),
            ("visits", lambda: tr("Visits"), self.visits),
            ("notes", lambda: tr("Notes"), self.notes),
            ("files", lambda: tr("Files"), self.files),
            ("history", lambda: tr("History"), self.history),
        ):
            self.tabs.add(name, words, part)
        full = QWidget()
        body = QVBoxLayout(full)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(GRID)
        for line in (self.name, self._facts, self._links, self.tags):
            if isinstance(line, QWidget):
                body.addWidget(line)
            else:
                body.addLayout(line)
        body.addWidget(self.tabs, 1)
        self._none = label("", "muted", wraps=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._none)
        self._stack.addWidget(full)
        self.body.addWidget(self._stack, 1)
        self._say_none()

    # --- what is shown

    def show_contact(self, contact_id: str) -> None:
        """Show a contact; nothing where there is none."""
        from salesdesk.store.contact_cards import contact_card

        try:
            with self._frame.desk.read() as connection:
                card = contact_card(connection, contact_id)
        except Known:  # none chosen, or deleted meanwhile
            self.contact_id, self.card = "", None
            self.form.record = None
            self._stack.setCurrentIndex(0)
            return
        if self.contact_id != contact_id:
            self.form.commit()
        self.card, self.contact_id = card, contact_id
        self._fill(card)
        self._stack.setCurrentIndex(1)

    def hear(self, change: "Change") -> None:
        """Take a change in."""
        if self.contact_id and change.kinds & _KINDS:
            self.show_contact(self.contact_id)

    def _fill(self, card: "ContactCard") -> None:
        contact = card.contact
        self.name.setText(" ".join(part for part in (contact.name, contact.salutation) if part))
        self._say_facts(card)
        self._say_links(card)
        self.tags.show_tags(contact, card.tags)
        self.form.show_record(contact)
        self.relations.show_rows(card.relations)
        self.deals.show_rows([part for part, _deal in card.parts])
        self.visits.show_rows(card.visits)
        self.notes.show_notes(contact, card.notes)
        self.files.show_files(contact, card.attachments)
        for name, count in (
            ("relations", len(card.relations)), ("deals", len(card.parts)), ("visits", len(card.visits)),
            ("notes", len(card.notes)), ("files", len(card.attachments)),
        ):  # fmt: skip
            self.tabs.say_count(name, count)
        self._fill_history()

    def _fill_history(self) -> None:
        """The history is read only while it is looked at."""
        if self.card is not None and self.tabs.current == "history":
            self.history.show_history(self.card.contact)

    def _say_facts(self, card: "ContactCard") -> None:
        clear(self._facts)
        contact = card.contact
        if contact.has_left:
            when = date_words(contact.left_on)
            words = tr("left {when}").format(when=when) if when else tr("left")
            self._facts.addWidget(badge(words, "warning"))
            if contact.left_to:
                self._facts.addWidget(label(tr("now at {place}").format(place=contact.left_to), "muted"))
        met = [visit.starts_at for visit in card.visits if visit.starts_at and visit.recorded_at]
        today = self._frame.desk.today()
        last = relative_days(max(met).astimezone().date(), today=today) if met else ""
        said = (
            contact.title, contact.department,
            tr("last met {when}").format(when=last) if last else tr("not met yet"),
        )  # fmt: skip
        self._facts.addWidget(ElidedLabel(" · ".join(part for part in said if part), "muted"), 1)

    def _say_links(self, card: "ContactCard") -> None:
        clear(self._links)
        contact, headings = card.contact, self._frame.headings
        account = headings.of("account", contact.account_id)
        show = self._frame.show_record
        self._links.addWidget(
            record_link(account, partial(show, "account", contact.account_id), icon_name="building-2")
        )
        if contact.reports_to_id:
            self._links.addWidget(label(tr("reports to"), "muted"))
            name = headings.of("contact", contact.reports_to_id)
            self._links.addWidget(record_link(name, partial(show, "contact", contact.reports_to_id)))
        if card.juniors:
            names = "、".join(one.name for one in card.juniors)
            said = ElidedLabel(tr("{count} report to this person: {names}").format(
                count=len(card.juniors), names=names), "muted")  # fmt: skip
            self._links.addWidget(said, 1)
        else:
            self._links.addStretch(1)

    # --- deeds

    def add_relation(self) -> None:
        """Say what this person is to another."""
        from salesdesk.domain.contact import Relation
        from salesdesk.ui.kit.dialogs import DraftDialog

        def lay_out(form: Form) -> None:
            editor = form.row("to_contact_id")
            assert isinstance(editor, ReferenceEditor)
            editor.context = {"account_id": self.card.contact.account_id if self.card else ""}
            form.row("kind")
            form.row("strength")
            form.row("deal_id")
            form.row("remarks")

        def write(values: dict[str, Value]) -> None:
            from salesdesk.desk.contacts import relate

            here = self.contact_id
            values.pop("from_contact_id", None)
            other = str(values.pop("to_contact_id", ""))
            facts = {name: str(value) for name, value in values.items()}
            self._frame.desk.write("add.relation", lambda w: relate(w, here, other, **facts))

        DraftDialog(
            self._frame, self, Relation(from_contact_id=self.contact_id), heading=tr("New relation"),
            deed_words=tr("Note it"), lay_out=lay_out, write=write,
        ).open()  # fmt: skip

    def _delete_relations(self) -> None:
        from salesdesk.domain.contact import Relation
        from salesdesk.ui.kit.bulk import delete_records

        delete_records(self._frame, Relation, self.relations.selected_ids())

    def commit(self) -> None:
        """Write what is still being typed."""
        self.form.commit()

    def _say_none(self) -> None:
        self._none.setText(tr("Choose a contact to see the card."))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._say_none()
