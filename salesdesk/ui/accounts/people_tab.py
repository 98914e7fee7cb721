"""The people of an account: as a list, and as the chart of who reports to whom."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from salesdesk.domain.account import Account
from salesdesk.domain.contact import Contact
from salesdesk.domain.deal import Deal
from salesdesk.domain.problems import Known
from salesdesk.domain.record import Record
from salesdesk.drawing.org_chart import OrgPerson, org_chart
from salesdesk.drawing.shapes import Drawing
from salesdesk.text import tr
from salesdesk.ui.kit.actions import Command
from salesdesk.ui.kit.choice_editors import Segments
from salesdesk.ui.kit.columns import Column, field_column
from salesdesk.ui.kit.display_list import DrawingView, Region
from salesdesk.ui.kit.headings import Headings
from salesdesk.ui.kit.panels import Page, label, row
from salesdesk.ui.kit.related_list import RelatedList
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID, pixels


def _name_column() -> Column:
    def words(record: Record, _headings: Headings) -> str:
        left = tr("left") if record.value("has_left") else ""
        return " · ".join(part for part in (str(record.value("name")), left) if part)

    return Column(name="name", title=field_column(Contact, "name").title, words=words, width=120)


class PeopleTab(QWidget):
    """Enter or a double click shows a person; in the chart, dragging a card onto another says who reports to whom."""

    def __init__(self, frame: Frame, new_contact: Command) -> None:
        super().__init__()
        self._frame = frame
        self._people: tuple[Contact, ...] = ()
        self._attitudes: Mapping[str, str] = {}
        self.views = Segments([("list", "", None), ("chart", "", None)])
        self.views.setMinimumWidth(pixels(300))
        self.views.chosen.connect(self.show_view)
        self.list = RelatedList(
            Contact, frame,
            columns=(_name_column(), field_column(Contact, "title", width=130),
                     field_column(Contact, "department", width=110), field_column(Contact, "mobile", width=120)),
            name_words=lambda: tr("People"),
            empty_words=lambda: tr("Nobody yet. Who do you know there?"),
            commands=(new_contact,), buttons=(new_contact.name,),
        )  # fmt: skip
        self.chart = DrawingView()
        self.chart.opened.connect(lambda name: frame.show_record("contact", name))
        self.chart.dropped.connect(self._on_drop)
        self._hint = label("", "muted", wraps=True)
        page = Page(margins=GRID)
        page.body.addWidget(self.chart)
        page.body.addWidget(self._hint)
        page.body.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(page)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(GRID)
        body.addLayout(row(self.views, 1))
        body.addWidget(self._stack, 1)
        frame.covered.connect(lambda _is_covered: self._draw())
        self.setFocusProxy(self.list)
        self.views.choose("list")
        self._say()

    def show_people(self, account: Account, people: Sequence[Contact], deals: Sequence[Deal]) -> None:
        """Show the people of an account, with the attitudes they have in its open deals."""
        self._people = tuple(sorted(people, key=lambda one: (one.has_left, one.name, one.id)))
        self._attitudes = _attitudes(self._frame, deals)
        self.list.show_rows(self._people)
        self._draw()

    def show_view(self, code: str) -> None:
        """Show the list or the chart."""
        self.views.choose(code)
        self._stack.setCurrentIndex(1 if code == "chart" else 0)
        self.setFocusProxy(self.chart if code == "chart" else self.list)

    def _draw(self) -> None:
        self.chart.show_drawing(self._drawn)
        self._hint.setText(
            tr("Drag a card onto another to say who reports to whom; onto the free ground for nobody.")
            if self._people
            else tr("Nobody yet. Who do you know there?")
        )

    def _drawn(self, width: float) -> tuple[Drawing, Sequence[Region]]:
        is_open = not self._frame.is_covered
        people = tuple(
            OrgPerson(
                one.id, one.name, one.title, one.reports_to_id,
                self._attitudes.get(one.id) if is_open else None, one.has_left,
            )
            for one in self._people
        )  # fmt: skip
        made = org_chart(people, width)
        words = {one.id: " · ".join(part for part in (one.name, one.title) if part) for one in self._people}
        regions = [
            Region(area.person_id, area.x, area.y, area.width, area.height, words[area.person_id], True)
            for area in made.cards
        ]
        return made.drawing, regions

    def _on_drop(self, name: str, x: float, y: float) -> None:
        """A card was dropped: on another person, who is the superior from now on, or on the free ground."""
        target = next((one.name for one in self.chart.regions if one.name != name and one.holds(x, y)), "")
        if any(one.name == name and one.holds(x, y) for one in self.chart.regions) and not target:
            return
        self.set_superior(name, target)

    def set_superior(self, contact_id: str, superior_id: str) -> None:
        """Say to whom a person reports."""
        from salesdesk.desk.contacts import set_reports_to

        try:
            self._frame.desk.write("set.contact", lambda w: set_reports_to(w, contact_id, superior_id))
        except Known as error:
            self._frame.faults.tell(error)

    def _say(self) -> None:
        self.views.set_words([tr("List"), tr("Reporting lines")])
        self.chart.setAccessibleName(tr("Reporting lines"))
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._say()


def _attitudes(frame: Frame, deals: Sequence[Deal]) -> dict[str, str]:
    """Attitude by contact where the open deals agree on it; where they differ there is none to show."""
    from salesdesk.domain.strategy import Influence
    from salesdesk.store.families import records_where

    ids = [deal.id for deal in deals if deal.status == "open"]
    with frame.desk.read() as connection:
        parts = records_where(connection, Influence, "deal_id", ids)
    found: dict[str, set[str]] = {}
    for part in parts:
        if part.contact_id and part.attitude:
            found.setdefault(part.contact_id, set()).add(part.attitude)
    return {contact_id: next(iter(said)) for contact_id, said in found.items() if len(said) == 1}
