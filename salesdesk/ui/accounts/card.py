"""The card of an account: who it is, and everything that hangs on it."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from salesdesk.domain.account import Account
from salesdesk.domain.problems import Known
from salesdesk.text import choice, tr
from salesdesk.text.formats import relative_days
from salesdesk.ui.accounts.group_tab import GroupTab
from salesdesk.ui.accounts.lists import deal_list, site_list, visit_list
from salesdesk.ui.accounts.people_tab import PeopleTab
from salesdesk.ui.accounts.profile import profile_form, scrolling
from salesdesk.ui.kit.actions import Command
from salesdesk.ui.kit.files_panel import FilesPanel
from salesdesk.ui.kit.notes_panel import NotesPanel
from salesdesk.ui.kit.panels import Card, ElidedLabel, badge, clear, label, link, row
from salesdesk.ui.kit.record_history import RecordHistory
from salesdesk.ui.kit.record_link import record_link
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.tabs import Tabs
from salesdesk.ui.kit.tag_line import TagLine
from salesdesk.ui.kit.theme import GRID

if TYPE_CHECKING:
    from salesdesk.desk.desk import Change
    from salesdesk.store.cards import AccountCard

_KINDS = frozenset(("account", "site", "contact", "deal", "visit", "note", "tag", "attachment", "influence"))


class CardOfAccount(Card):
    """Shows one account; `account_id` is empty while none is chosen."""

    def __init__(self, frame: Frame, new_contact: Command, split: Callable[[Account], object]) -> None:
        super().__init__(margins=2 * GRID, spacing=GRID)
        self._frame, self._split = frame, split
        self.account_id = ""
        self.card: AccountCard | None = None
        self.name = ElidedLabel("", "section")
        self._facts = row()
        self._links = row()
        self.tags = TagLine(frame)
        self.form = profile_form(frame)
        self.people = PeopleTab(frame, new_contact)
        self.sites = site_list(frame, lambda: self.account_id)
        self.deals, self.visits = deal_list(frame), visit_list(frame)
        self.notes, self.files = NotesPanel(frame), FilesPanel(frame)
        self.group, self.history = GroupTab(frame), RecordHistory(frame)
        self.tabs = Tabs()
        self._lay_out()
        self.tabs.changed.connect(lambda _name: self._fill_late_parts())

    def _lay_out(self) -> None:
        for name, words, part in (
            ("profile", lambda: tr("Profile"), scrolling(self.form)),
            ("people", lambda: tr("People"), self.people),
            ("sites", lambda: tr("Sites"), self.sites),
            ("deals", lambda: tr("Deals"), self.deals),
            ("visits", lambda: tr("Visits"), self.visits),
            ("notes", lambda: tr("Notes"), self.notes),
            ("files", lambda: tr("Files"), self.files),
            ("group", lambda: tr("Group"), self.group),
            ("history", lambda: tr("History"), self.history),
        ):
            self.tabs.add(name, words, part)
        full = QWidget()
        body = QVBoxLayout(full)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(GRID)
        body.addWidget(self.name)
        body.addLayout(self._facts)
        body.addLayout(self._links)
        body.addWidget(self.tags)
        body.addWidget(self.tabs, 1)
        self._none = label("", "muted", wraps=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._none)
        self._stack.addWidget(full)
        self.body.addWidget(self._stack, 1)
        self._say_none()

    # --- what is shown

    def show_account(self, account_id: str) -> None:
        """Show an account; a duplicate is shown as the one it was merged into."""
        from salesdesk.store.cards import account_card

        if not account_id:
            self._let_go()
            return
        try:
            with self._frame.desk.read() as connection:
                card = account_card(connection, account_id)
        except Known:  # deleted meanwhile
            self._let_go()
            return
        if self.account_id != card.account.id:
            self.form.commit()
        self.card, self.account_id = card, card.account.id
        self._fill(card)
        self._stack.setCurrentIndex(1)

    def _let_go(self) -> None:
        self.account_id, self.card = "", None
        self.form.record = None
        self._stack.setCurrentIndex(0)

    def hear(self, change: "Change") -> None:
        """Take a change in."""
        if self.account_id and change.kinds & (_KINDS | {"member", "field_definition"}):
            self.show_account(self.account_id)

    def _fill(self, card: "AccountCard") -> None:
        account = card.account
        self.name.setText(account.name)
        self._say_facts(card)
        self._say_links(card)
        self.tags.show_tags(account, card.tags)
        self.form.show_record(account)
        self.people.show_people(account, card.contacts, card.deals)
        self.sites.show_rows(card.sites)
        self.deals.show_rows(card.deals)
        self.visits.show_rows(card.visits)
        shown = len(card.visits)
        is_cut = card.visit_count > shown
        self.visits.say_note(
            tr("The latest {shown} of {count}.").format(shown=shown, count=card.visit_count) if is_cut else ""
        )
        self.notes.show_notes(account, card.notes)
        self.files.show_files(account, card.attachments)
        for name, count in (
            ("people", len(card.contacts)), ("sites", len(card.sites)), ("deals", len(card.deals)),
            ("visits", card.visit_count), ("notes", len(card.notes)), ("files", len(card.attachments)),
        ):  # fmt: skip
            self.tabs.say_count(name, count)
        self._fill_late_parts()

    def _fill_late_parts(self) -> None:
        """Group and history are read only while they are looked at."""
        if self.card is None:
            return
        if self.tabs.current == "group":
            self.group.show_group(self.account_id)
        elif self.tabs.current == "history":
            self.history.show_history(self.card.account)

    def _say_facts(self, card: "AccountCard") -> None:
        clear(self._facts)
        account = card.account
        for name, tone in (("tier", "accent"), ("life_cycle", ""), ("judgement", "")):
            code = str(account.value(name))
            if code:
                words = choice(f"account.{name}.{code}")
                self._facts.addWidget(
                    badge(tr("Tier {tier}").format(tier=words) if name == "tier" else words, tone)
                )
        place = " ".join(part for part in (account.province, account.city) if part)
        owner = self._frame.headings.of("member", account.owner_id)
        said = [part for part in (account.industry, place, owner, self._last_visit(card)) if part]
        facts = ElidedLabel(" · ".join(said), "muted")
        self._facts.addWidget(facts, 1)

    def _last_visit(self, card: "AccountCard") -> str:
        held = [visit.starts_at for visit in card.visits if visit.starts_at and visit.recorded_at]
        if not held:
            return ""
        day = max(held).astimezone().date()
        return tr("last visit {when}").format(when=relative_days(day, today=self._frame.desk.today()))

    def _say_links(self, card: "AccountCard") -> None:
        clear(self._links)
        if card.parent is not None:
            self._links.addWidget(label(tr("Part of"), "muted"))
            self._links.addWidget(record_link(card.parent.name, partial(self.show_account, card.parent.id)))
        for duplicate in card.duplicates:
            self._links.addWidget(ElidedLabel(tr("Also: {name}").format(name=duplicate.name), "muted"), 1)
            self._links.addWidget(link(tr("Separate again"), partial(self._split, duplicate)))
        self._links.addStretch(1)

    def commit(self) -> None:
        """Write what is still being typed."""
        self.form.commit()
        self.sites.commit()

    def _say_none(self) -> None:
        self._none.setText(tr("Choose an account to see its card."))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._say_none()
