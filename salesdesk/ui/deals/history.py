"""What happened in a deal: visits, moves of the stage, changes of objective, amount and signing date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from salesdesk.domain.deal import Deal
from salesdesk.domain.record import field_map
from salesdesk.domain.sheet import MET_STATES
from salesdesk.text import choice, label, tr
from salesdesk.text.formats import date_words, money
from salesdesk.ui.deals.deeds import Deeds
from salesdesk.ui.deals.sheet_state import SheetState
from salesdesk.ui.kit.headings import Headings
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.table_view import TableView
from salesdesk.ui.kit.theme import pixels
from salesdesk.ui.kit.value_words import value_words

AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; a visit can be shown."""

    on: date
    words: str
    visit_id: str = ""


def events(state: SheetState, headings: Headings) -> list[Event]:
    """Everything that happened, the latest first."""
    found = [*_visits(state), *_moves(state), *_changes(state, headings)]
    return sorted(found, key=lambda event: event.on, reverse=True)


def _visits(state: SheetState) -> list[Event]:
    made = []
    for visit in state.sheet.own_visits:
        on = state.sheet.day_of(visit.starts_at)
        if visit.state in MET_STATES and on is not None:
            told = (visit.learned or visit.agreed or visit.objective_minimum).strip().partition("\n")[0]
            kind = choice(f"visit.kind.{visit.kind}")
            made.append(Event(on, f"{kind}: {told}" if told else kind, visit.id))
    return made


def _moves(state: SheetState) -> list[Event]:
    made = []
    for move in state.sheet.stage_moves:
        on = state.sheet.day_of(move.moved_at)
        if on is None:
            continue
        status = choice(f"deal.status.{move.to_status}") if move.to_status not in ("", "open") else ""
        stage = choice(f"stage_move.to_stage.{move.to_stage}")
        who = state.members.get(move.member_id, "")
        amount = money(move.amount, move.currency)
        parts = (tr("Stage: {stage}").format(stage=stage), status, move.reason, amount, who)
        made.append(Event(on, " · ".join(part for part in parts if part)))
    return made


def _changes(state: SheetState, headings: Headings) -> list[Event]:
    fields, made = field_map(Deal), []
    for change in state.sheet.changes:
        before, after = (
            value_words(fields[change.field], value, headings, currency=state.deal.currency)
            for value in (change.before, change.after)
        )
        made.append(Event(change.on, f"{label(f'deal.{change.field}')}: {before} → {after or tr('nothing')}"))
    return made


class _Model(QAbstractTableModel):
    """Day and words."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.events: Sequence[Event] = ()

    def show_events(self, found: Sequence[Event]) -> None:
        """Hold other events."""
        self.beginResetModel()
        self.events = found
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.events)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else 2

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        event = self.events[index.row()]
        return event.words if index.column() else date_words(event.on)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return (tr("Date"), tr("What happened"))[section] if role == Qt.ItemDataRole.DisplayRole else None


class HistoryTab(TableView):
    """A row for each event; Enter on a visit shows it."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self.events = _Model(self)
        self.setModel(self.events)
        self.horizontalHeader().resizeSection(0, pixels(110))
        self.horizontalHeader().setStretchLastSection(True)
        self.activated.connect(self._show)
        self.retranslate()

    def retranslate(self) -> None:
        """Say the words anew."""
        self.empty_words = tr("Nothing has happened yet.")
        self.setAccessibleName(tr("History"))

    def show_state(self, state: SheetState, _deeds: Deeds) -> None:
        """Show what happened in a deal."""
        self.events.show_events(events(state, self._frame.headings))

    def _show(self, index: QModelIndex) -> None:
        event = self.events.events[index.row()]
        if event.visit_id:
            self._frame.show_record("visit", event.visit_id)
