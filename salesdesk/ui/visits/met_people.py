"""Who was met: the people planned, those added, and those who were not known before."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.visits.people import PeopleField, Person, PersonFinder
from salesdesk.ui.visits.reading import VisitView

if TYPE_CHECKING:
    from salesdesk.desk.visit_result import Newcomer


class MetPeople(QWidget):
    """Chips to tick, and a line that adds whoever came along; a new name becomes a contact with the record."""

    changed = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._visit_id = ""
        self._people: dict[str, Person] = {}
        self._added: dict[str, Person] = {}
        self._met: set[str] = set()
        self._is_started = False
        self.newcomers: dict[str, Newcomer] = {}
        self.field = PeopleField(PersonFinder(frame), is_checkable=True)
        self.field.toggled.connect(self._toggle)
        self.field.finder.found.connect(self._add)
        self.field.finder.named.connect(self._name)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(self.field)
        self.setFocusProxy(self.field)

    def start(self) -> None:
        """Let go of what was ticked."""
        self._added, self.newcomers, self._is_started = {}, {}, False

    def show_view(self, view: VisitView) -> None:
        """Show who was planned and who was met; before the record everybody planned counts as met."""
        self._visit_id = view.form.visit.id
        self.field.finder.context = {"account_id": view.form.visit.account_id}
        contacts = dict.fromkeys([*view.planned, *view.met])
        self._people = {one.id: Person(one.id, one.name, one.title) for one in contacts}
        if not self._is_started:
            self._is_started = True
            is_recorded = view.form.visit.recorded_at is not None
            self._met = {one.id for one in (view.met if is_recorded else view.planned)}
        self._draw()

    def _draw(self) -> None:
        self._people |= self._added
        self.field.show_people(tuple(self._people.values()), frozenset(self._met))

    @property
    def met(self) -> list[Person]:
        """The people ticked, in order."""
        return [person for person in self._people.values() if person.key in self._met]

    def _toggle(self, key: str, is_on: bool) -> None:
        (self._met.add if is_on else self._met.discard)(key)
        if not is_on and key in self.newcomers:
            del self.newcomers[key]
            del self._added[key]
            self._people.pop(key)
            self._draw()
        self.changed.emit()

    def _add(self, contact_id: str) -> None:
        if contact_id not in self._people:
            self._added[contact_id] = Person(contact_id, self._frame.headings.of("contact", contact_id))
        self._met.add(contact_id)
        self._draw()
        self.changed.emit()

    def _name(self, name: str) -> None:
        from salesdesk.desk.derived import derived_id
        from salesdesk.desk.visit_result import Newcomer
        from salesdesk.text import tr

        key = derived_id("contact", self._visit_id, name.strip())
        self.newcomers[key] = Newcomer(name=name.strip())
        self._added[key] = Person(key, name.strip(), tr("new"))
        self._met.add(key)
        self._draw()
        self.changed.emit()
