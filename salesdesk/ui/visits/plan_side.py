"""The plan of a visit, on one page: appointment, objective, conversation, needs, strengths, materials (method 2)."""

from PySide6.QtWidgets import QLabel, QWidget

from salesdesk.domain.contact import Contact
from salesdesk.domain.objective import has_day, seller_verb
from salesdesk.domain.reading import facts
from salesdesk.domain.record import field_map
from salesdesk.domain.visit import Attendee, Visit
from salesdesk.text import tr
from salesdesk.text.findings import finding
from salesdesk.ui.kit.choice_editors import ListEditor
from salesdesk.ui.kit.editors import Unreadable
from salesdesk.ui.kit.panels import Card, Page, label
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID
from salesdesk.ui.kit.wrap_editor import WrapEditor
from salesdesk.ui.visits.laid_form import LaidForm
from salesdesk.ui.visits.people import PeopleField, Person, PersonFinder, WhomEditor
from salesdesk.ui.visits.plan_lists import PlanLists
from salesdesk.ui.visits.readiness_bar import ReadinessBar
from salesdesk.ui.visits.reading import VisitView

_FIELDS = field_map(Visit)
_OBJECTIVES = ("objective_best", "objective_minimum")


class PlanSide(Card):
    """The left half of the form. Each edit is written by itself and can be undone."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._view: VisitView | None = None
        self.form = LaidForm(frame)
        self.lists = PlanLists(frame)
        self.who = PeopleField(PersonFinder(frame))
        self.ours = PeopleField(PersonFinder(frame, "member_id", takes_names=False))
        self.reach = label("", "muted", wraps=True, can_copy=True)
        self.bar = ReadinessBar(self.go_to)
        self.page = Page(margins=0)
        self._whom = WhomEditor(_FIELDS["objective_contact_id"])
        self._hints: dict[str, QLabel] = {}
        self._lay_out()
        for finder in (self.who.finder, self.ours.finder):
            finder.found.connect(self._invite)
            finder.named.connect(self._invite_new)
        for people in (self.who, self.ours):
            people.removed.connect(self._take_out)

    # --- layout

    def _lay_out(self) -> None:
        self.body.addWidget(self.bar)
        self.body.addWidget(self.page, 1)
        self.page.body.addWidget(self.form)
        self.page.body.addStretch(1)
        self.page.body.setContentsMargins(0, 0, GRID, 0)
        self._appointment()
        self._objective()
        form, lists = self.form, self.lists
        form.section(lambda: tr("3 Conversation"))
        form.add(lists.questions)
        form.small(lambda: tr("Objections they may raise, and our answer"))
        form.add(lists.objections)
        form.row("beliefs")
        form.row("opening")
        form.section(lambda: tr("4 What each of them needs"))
        form.add(lists.needs)
        form.section(lambda: tr("5 Strengths that move them, with proof"))
        form.add(lists.strengths)
        form.section(lambda: tr("6 Materials"))
        form.wide("materials", lambda: "")

    def _appointment(self) -> None:
        form = self.form
        form.section(lambda: tr("1 Appointment"))
        form.add(self.who)
        form.add(self.reach)
        form.beside(("starts_at", 3), ("kind", 2))
        form.beside(("ends_at", 3), ("confirmed", 2, ListEditor(_FIELDS["confirmed"])))
        form.wide("place")
        form.wide("customer_reason")
        form.beside(("asked_on", 3), ("asked_how", 2, ListEditor(_FIELDS["asked_how"])))
        form.row("deal_id")
        form.small(lambda: tr("Who of us comes along"))
        form.add(self.ours)

    def _objective(self) -> None:
        self.form.section(lambda: tr("2 Action objective: what the customer will do"))
        for name in _OBJECTIVES:
            self.form.wide(name)
            self._hints[name] = label("", "warning", wraps=True)
            self._hints[name].hide()
            self.form.add(self._hints[name])
            self.form.editor(name).edited.connect(self._say_hints)
        self.form.beside(("objective_contact_id", 1, self._whom), ("objective_by", 1))
        self.form.editor("objective_by").edited.connect(self._say_hints)

    # --- what is shown

    def show_view(self, view: VisitView) -> None:
        """Show a visit as it stands; what is being typed in it stays."""
        self._view = view
        people = [Person(one.id, one.name, one.title) for one in view.planned]
        rows = [row for row in view.form.attendees if row.is_planned]
        names = [Person(row.id, row.name, row.title) for row in rows if row.name and not row.contact_id]
        members = view.form.members
        ours = [
            Person(row.member_id, members[row.member_id].name) for row in rows if row.member_id in members
        ]
        self._whom.set_people(people)
        self.form.show_record(view.form.visit)
        for field in (self.who.finder, self.ours.finder):
            field.context = {"account_id": view.form.visit.account_id}
        self.who.show_people([*people, *names])
        self.ours.show_people(ours)
        self._say_reach(view)
        self._say_usual_place(view)
        self.lists.show_view(view, people)
        self.bar.show_view(view)
        self._say_hints()

    def _say_reach(self, view: VisitView) -> None:
        numbers = [
            f"{one.name} ☎ {one.mobile or one.phone}" for one in view.planned if one.mobile or one.phone
        ]
        self.reach.setText("   ".join(numbers))
        self.reach.setVisible(bool(numbers))

    def _say_usual_place(self, view: VisitView) -> None:
        """Where it is as long as nothing else is said: at the site, or where the account is."""
        owners = [*(one for one in view.form.sites if one.id == view.form.visit.site_id), view.form.account]
        places = [owner.address for owner in owners if owner is not None and owner.address]
        editor = self.form.editor("place")
        if isinstance(editor, WrapEditor):
            editor.page.setPlaceholderText(places[0] if places else "")

    def _say_hints(self) -> None:
        """What is wrong with an objective, while it is typed: a deed of ours, or no day."""
        by = self._typed("objective_by")
        for name in _OBJECTIVES:
            words = str(self._typed(name) or "").strip()
            verb = seller_verb(words)
            said = []
            if verb:
                said.append(finding("ready.seller_verb", facts(what=verb)))
            if words and by is None and not has_day(words):
                said.append(finding("ready.no_day"))
            self._hints[name].setText(" · ".join(said))
            self._hints[name].setVisible(bool(said))

    def _typed(self, name: str) -> object:
        try:
            return self.form.editor(name).value()
        except Unreadable:
            return None

    # --- people

    def _invite(self, person_id: str) -> None:
        from salesdesk.desk.visits import invite

        if self._view is None:
            return
        visit_id, is_ours = self._view.form.visit.id, self.sender() is self.ours.finder
        chosen = {"member_id" if is_ours else "contact_id": person_id}
        self._frame.desk.write("invite", lambda w: invite(w, visit_id, **chosen))

    def _invite_new(self, name: str) -> None:
        from salesdesk.desk.contacts import create_contact
        from salesdesk.desk.visits import invite
        from salesdesk.store.writer import Writer

        if self._view is None:
            return
        visit = self._view.form.visit

        def write(w: Writer) -> Contact:
            made = create_contact(w, visit.account_id, name)
            invite(w, visit.id, contact_id=made.id)
            return made

        made = self._frame.desk.write("invite", write)
        self._frame.notify(
            tr("{name} is a contact of this account now.").format(name=name),
            show=lambda: self._frame.show_record("contact", made.id),
            undo=True,
        )

    def _take_out(self, key: str) -> None:
        from salesdesk.desk.visits import remove_row

        if self._view is None:
            return
        rows = [row for row in self._view.form.attendees if key in (row.id, row.contact_id, row.member_id)]
        if rows:
            self._frame.desk.write("delete.attendee", lambda w: remove_row(w, w.need(Attendee, rows[0].id)))

    # --- ways in

    def go_to(self, part: str) -> None:
        """Put the keyboard where a part of the plan is filled in."""
        places: dict[str, QWidget] = {
            "appointment": self.who.finder.line,
            "objective": self.form.editor("objective_minimum"),
            "questions": self.lists.questions,
            "strengths": self.lists.strengths,
            "confirmed": self.form.editor("confirmed"),
        }
        if self._view is not None and part == "appointment" and self._view.planned:
            places[part] = self.form.editor("starts_at")
        place = places[part]
        self.page.ensureWidgetVisible(place)
        place.setFocus()

    def commit(self) -> None:
        """Write what is still being typed."""
        self.form.commit()
        self.lists.commit()
