"""The list of visits by state and time, with a look at the one under the cursor."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from salesdesk.domain.conditions import AllOf, AnyOf, Condition, FieldTest
from salesdesk.domain.record import field_map
from salesdesk.domain.visit import Visit
from salesdesk.text import tr
from salesdesk.ui.kit.actions import Command
from salesdesk.ui.kit.choice_editors import Segments
from salesdesk.ui.kit.columns import field_column
from salesdesk.ui.kit.panels import Card, EmptyState, SplitView, column, row
from salesdesk.ui.kit.record_table import RecordTable
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID, pixels
from salesdesk.ui.visits.preview import Preview
from salesdesk.ui.visits.touch_line import TouchLine

_FIELDS = field_map(Visit)
_LONGEST = timedelta(hours=12)
COMING, TO_RECORD, RECORDED, ALL = "coming", "to_record", "recorded", "all"
_WIDTHS = {
    "starts_at": 130, "account_id": 170, "deal_id": 146, "kind": 104, "objective_minimum": 186, "state": 70,
}  # fmt: skip


class ListPage(QWidget):
    """Segments choose which visits; Enter opens the form."""

    opened = Signal(str)

    def __init__(self, frame: Frame, commands: Sequence[Command], plan: Callable[[], object]) -> None:
        super().__init__()
        self._frame, self._plan = frame, plan
        self.filter = Segments([(code, "", None) for code in (COMING, TO_RECORD, RECORDED, ALL)])
        self.filter.setMaximumWidth(pixels(520))
        self.table = RecordTable(
            Visit, frame, columns=tuple(_WIDTHS), sort="starts_at", name="visits", commands=commands,
            more_columns=[field_column(Visit, name, width=width) for name, width in _WIDTHS.items()],
        )  # fmt: skip
        self.preview = Preview(frame)
        self.touch = TouchLine(frame)
        self._empty = EmptyState("calendar-check")
        left = Card(margins=0, spacing=0)
        left.body.setContentsMargins(1, 1, 1, 1)
        left.body.addWidget(self.table)
        self._split = SplitView("visits", left, self.preview, sizes=(820, 340))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._split)
        self._stack.addWidget(self._empty)
        whole = column(row(self.filter, 1), self.touch, self._stack, margins=2 * GRID, spacing=GRID + 4)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.filter.chosen.connect(self.choose)
        self.table.chosen.connect(self.preview.show_visit)
        self.table.opened.connect(self.opened.emit)
        self.table.counted.connect(self._on_counted)
        self.table.model.loaded.connect(self._on_loaded)
        self.preview.opened.connect(self.opened.emit)
        self.retranslate()
        self.choose(COMING)

    def choose(self, which: str) -> None:
        """Show coming visits, those to be recorded, those recorded, or all."""
        self.filter.choose(which)
        self.table.order_by("starts_at", descending=which in (RECORDED, ALL))
        self.table.set_scope(*self._conditions(which))
        self._say_empty()

    def _conditions(self, which: str) -> tuple[Condition, ...]:
        now, state, starts_at = self._frame.desk.now(), _FIELDS["state"], _FIELDS["starts_at"]
        if which == COMING:
            ahead = FieldTest(starts_at, ">=", now - _LONGEST)
            undated = FieldTest(starts_at, "empty")
            return (FieldTest(state, "in", ("draft", "ready")), AnyOf((ahead, undated)))
        if which == TO_RECORD:
            return (
                AllOf((FieldTest(state, "in", ("draft", "ready", "done")), FieldTest(starts_at, "<", now))),
            )
        if which == RECORDED:
            return (FieldTest(state, "in", ("recorded", "reviewed")),)
        return ()

    def _on_loaded(self) -> None:
        if not self.table.current_id and self.table.model.rowCount():
            self.table.select(self.table.model.record(0).id)

    def _on_counted(self, total: int) -> None:
        if total:
            self._stack.setCurrentIndex(0)
            return
        is_bare = not self._has_any()
        self._stack.setCurrentIndex(1 if is_bare else 0)
        self.preview.show_visit("")

    def _has_any(self) -> bool:
        from salesdesk.store.queries import page

        with self._frame.desk.read() as connection:
            return bool(page(connection, Visit, sort="starts_at", limit=1).records)

    def _say_empty(self) -> None:
        words = {
            COMING: tr("No visit is planned. Ctrl+N plans one."),
            TO_RECORD: tr("Every visit is recorded."),
            RECORDED: tr("No visit is recorded yet."),
            ALL: tr("There is no visit yet."),
        }
        self.table.set_empty_words(words[self.filter.code or ALL])
        self._empty.say(
            tr("Plan a visit, record it in a minute"),
            tr("A plan says what the customer will do after the meeting. Its record changes the strategy sheet, "
               "with the visit as evidence, and drafts the next one."),
            (tr("Plan a visit"), self._plan),
        )  # fmt: skip

    def retranslate(self) -> None:
        """Say the words anew."""
        self.filter.set_words([tr("Coming"), tr("To be recorded"), tr("Recorded"), tr("All")])
        self._say_empty()
        self.preview.reload()
