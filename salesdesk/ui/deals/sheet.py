"""The strategy sheet of a key project: band, map, the person chosen, what is urgent, and the tabs beneath."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from salesdesk.domain.problems import Known
from salesdesk.text import tr
from salesdesk.ui.deals.add_person import AddPersonDialog
from salesdesk.ui.deals.band import Band
from salesdesk.ui.deals.deeds import Deeds
from salesdesk.ui.deals.map_view import RelationshipMapView
from salesdesk.ui.deals.next_step import NextStepCard
from salesdesk.ui.deals.person import PersonCard
from salesdesk.ui.deals.risks import UrgentRisks
from salesdesk.ui.deals.sheet_state import SheetState, read_state
from salesdesk.ui.deals.stage_panel import StagePanel
from salesdesk.ui.deals.tabs import SheetTabs
from salesdesk.ui.kit.panels import Card, SplitView, clear, column, link, row
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.tasks import Cancelled, Job
from salesdesk.ui.kit.theme import GRID


class SheetView(QWidget):
    """Shows one deal; reads it anew after each change."""

    shown = Signal()
    gone = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._deal_id = ""
        self._chosen = ""
        self._job: Job | None = None
        self.state: SheetState | None = None
        self.deeds = Deeds(frame, "")
        self.band = Band()
        self.stage = StagePanel(frame)
        self.map = RelationshipMapView(is_covered=lambda: frame.is_covered)
        self.tabs = SheetTabs(frame)
        self.next_step = NextStepCard(frame)
        self.person = PersonCard(frame)
        self.risks = UrgentRisks(frame)
        self._off_box = QWidget()
        self._off = row(spacing=GRID)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        map_card = self._map_card = Card(margins=GRID + 2, spacing=4)
        self._off_box.setLayout(self._off)
        map_card.body.addWidget(self.map, 1)
        map_card.body.addWidget(self._off_box)
        map_card.setMinimumHeight(14 * GRID)
        middle = SplitView("sheet/middle", map_card, self.tabs, sizes=(300, 220), is_upright=True)
        left, right = QWidget(), QWidget()
        left.setLayout(column(self.band, self.stage, middle, spacing=GRID))
        left.layout().setStretch(2, 1)  # type: ignore[union-attr]  # just set
        side = QVBoxLayout(right)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(GRID)
        side.addWidget(self.next_step)
        side.addWidget(self.person, 1)
        self.person.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        side.addWidget(self.risks)
        right.setMinimumWidth(38 * GRID)
        self.setLayout(column(SplitView("sheet", left, right, sizes=(850, 330)), margins=GRID + 4))

    def _connect(self) -> None:
        self.stage.done.connect(self._share_room)
        self.tabs.grown.connect(lambda _is_grown: self._share_room())
        self.band.facts_wanted.connect(self.tabs.ask_for_fact)
        self.band.move_wanted.connect(self.move_stage)
        self.band.risks_wanted.connect(lambda: self.tabs.show_tab("risks"))
        self.risks.all_wanted.connect(lambda: self.tabs.show_tab("risks"))
        self.person.attitude.asking.connect(self._make_room_for_evidence)
        self.map.person_chosen.connect(self.choose)
        self.map.person_opened.connect(self._open_person)
        self.map.person_wanted.connect(self.add_person)
        self.map.placed.connect(self._place)
        self.map.rated.connect(lambda part, attitude: self.deeds.rate_attitude(part, attitude))
        self.map.taken_off.connect(self._take_off)
        self.map.related.connect(self._relate)

    def _share_room(self) -> None:
        """On a small screen there is not room for all: the facts take that of the map, moving that of the tabs."""
        is_moving = not self.stage.isHidden()
        self.tabs.setVisible(not is_moving)
        self._map_card.setVisible(is_moving or not self.tabs.is_grown)

    def _make_room_for_evidence(self, is_asking: bool) -> None:
        """The risk points stand aside while evidence is written down."""
        self.risks.setVisible(not is_asking and not self._frame.is_covered)

    # --- reading

    def open(self, deal_id: str) -> None:
        """Show a deal."""
        if deal_id != self._deal_id:
            self.commit()
            self._deal_id, self._chosen = deal_id, ""
            self.deeds = Deeds(self._frame, deal_id)
            self.stage.leave()
        self.read()

    @property
    def deal_id(self) -> str:
        """The deal that is shown."""
        return self._deal_id

    def read(self) -> None:
        """Read the deal anew off the main thread, and show it when it is there."""
        if not self._deal_id:
            return
        if self._job is not None:
            self._job.cancel()
        desk, deal_id = self._frame.desk, self._deal_id
        self._job = self._frame.tasks.run(
            lambda job: read_state(desk, deal_id), owner=self, done=self._show, failed=self._failed
        )

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Cancelled):  # a younger reading is on its way
            return
        if isinstance(error, Known) and error.code == "E_NOT_FOUND":
            self._deal_id = ""
            self.gone.emit()
        else:
            self._frame.faults.tell(error)

    def _show(self, state: SheetState) -> None:
        self._job, self.state = None, state
        self.band.show_state(state, is_covered=self._frame.is_covered)
        if self._chosen not in state.part_by_id:
            self._chosen = next((person.id for person in state.paper.people), "")
        self.map.show_state(state, self._chosen)
        self._say_off_the_lines(state)
        self.next_step.show_deal(state.deal)
        self.risks.show_state(state, self.deeds)
        self._show_person()
        self.tabs.show_state(state, self.deeds)
        self.shown.emit()

    def _say_off_the_lines(self, state: SheetState) -> None:
        """People of the deal without a line are named over the map."""
        clear(self._off)
        self._off_box.setVisible(bool(state.off_the_lines))
        for part in state.off_the_lines[:6]:
            words = tr("{name}: no line yet").format(name=state.sheet.name_of(part.contact_id))
            self._off.addWidget(link(words, lambda chosen=part.id: self.choose(chosen)))  # type: ignore[misc]
        self._off.addStretch(1)

    # --- people

    def choose(self, part_id: str) -> None:
        """Show how a person stands."""
        self._chosen = part_id
        if self.state is not None:
            self.map.show_state(self.state, part_id)
            self._show_person()

    @property
    def chosen(self) -> str:
        """The id of the part chosen."""
        return self._chosen

    def _show_person(self) -> None:
        assert self.state is not None
        part = self.state.part_by_id.get(self._chosen)
        if part is None:
            self.person.show_nobody()
        else:
            self.person.show_part(part, self.state, self.deeds)

    def _open_person(self, part_id: str) -> None:
        part = self.state.part_by_id.get(part_id) if self.state is not None else None
        if part is not None:
            self._frame.show_record("contact", part.contact_id)

    def add_person(self, line: str = "") -> None:
        """Put somebody on the map."""
        if self.state is not None:
            AddPersonDialog(self._frame, self._frame.window_widget(), self.state.deal, line).open()

    def _place(self, part_id: str, from_line: str, to_line: str, level: str) -> None:
        part = self.state.part_by_id.get(part_id) if self.state is not None else None
        if part is not None:
            self._chosen = part_id
            self.deeds.place(part, from_line, to_line, level)

    def _take_off(self, part_id: str) -> None:
        part = self.state.part_by_id.get(part_id) if self.state is not None else None
        if part is not None and self.state is not None:
            self.deeds.take_off(part, self.state.sheet.name_of(part.contact_id))

    def _relate(self, part_id: str, other_id: str, kind: str) -> None:
        if self.state is None:
            return
        one, other = self.state.part_by_id.get(part_id), self.state.part_by_id.get(other_id)
        if one is not None and other is not None:
            self.deeds.relate(one.contact_id, other.contact_id, kind)

    # --- the deal

    def move_stage(self, to: str = "") -> None:
        """Ask in place where the deal moves to."""
        if self.state is not None:
            self.stage.begin(self.state.deal, self.state.reading, to)
            self._share_room()

    def commit(self) -> None:
        """Write what is being typed."""
        self.person.commit()
        self.next_step.form.commit()
        self.tabs.commit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.person.retranslate()
            self.stage.retranslate()
