"""The history of one field: when, who, from what to what, with a way back to any of its values."""

from datetime import UTC, datetime

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from salesdesk.domain.problems import Known
from salesdesk.domain.record import Field, Record, Value
from salesdesk.text import tr
from salesdesk.text.formats import moment_words
from salesdesk.ui.kit.extra_fields import currency_for, field_label
from salesdesk.ui.kit.panels import label, line, link, row
from salesdesk.ui.kit.popover import Popover
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID
from salesdesk.ui.kit.value_words import value_words


class HistoryPopover(Popover):
    """What stood in a field before, the newest first."""

    def __init__(self, frame: Frame, record: Record, field: Field, beside: QWidget) -> None:
        super().__init__(beside, tr("History: {field}").format(field=field_label(field)))
        self._frame, self._record, self._field = frame, record, field
        inner = QWidget()
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(GRID // 2)
        entries = [entry for entry in frame.desk.history(record.id) if entry.field == field.name]
        for number, entry in enumerate(reversed(entries)):
            when = moment_words(datetime.fromtimestamp(entry.at_ms / 1000, UTC))
            who = frame.headings.of("member", entry.user_id)
            self._add(entry.after, " · ".join(part for part in (when, who) if part), can_restore=number > 0)
        if not entries:
            self._list.addWidget(label(tr("Nothing was ever written here."), "muted"))
        self._list.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setMinimumHeight(min(320, 24 + 52 * max(1, len(entries))))
        self.body.addWidget(area)

    def _add(self, value: Value, note: str, *, can_restore: bool) -> None:
        words = value_words(self._field, value, self._frame.headings, currency=currency_for(self._record))
        said = label(words or tr("(empty)"), wraps=True, can_copy=True)
        line_of_value = row(said)
        line_of_value.setStretch(0, 1)
        if can_restore:
            line_of_value.addWidget(link(tr("Restore"), lambda: self._restore(value)))
        self._list.addLayout(line_of_value)
        self._list.addWidget(label(note, "muted"))
        self._list.addWidget(line())

    def _restore(self, value: Value) -> None:
        from salesdesk.ui.kit.form import write_field

        try:
            write_field(self._frame, self._record, self._field.name, value)
        except Known as error:
            self._frame.faults.tell(error)
        self.close()
