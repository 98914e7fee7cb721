"""Where people wrote different values in one field: how many views there are, and choosing one of them."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salesdesk.domain.problems import Known
from salesdesk.domain.record import Field, Record
from salesdesk.text import tr
from salesdesk.text.formats import moment_words
from salesdesk.ui.kit.extra_fields import currency_for, field_label
from salesdesk.ui.kit.panels import label, line, link, row
from salesdesk.ui.kit.popover import Popover
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.value_words import value_words

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk
    from salesdesk.desk.looking import Head


def head_counts(desk: "Desk", record_id: str) -> dict[str, int]:
    """How many different views there are, by field, where there is more than one."""
    from salesdesk.store.log import load_states

    with desk.read() as connection:
        state = load_states(connection, [record_id]).get(record_id)
    return {name: len(state.heads[name]) for name in state.conflicts} if state is not None else {}


class HeadsPopover(Popover):
    """Every view of a field with who wrote it and when; choosing one settles it for all."""

    def __init__(self, frame: Frame, record: Record, field: Field, beside: QWidget) -> None:
        super().__init__(beside, tr("Different views: {field}").format(field=field_label(field)))
        self._frame, self._record, self._field = frame, record, field
        from salesdesk.desk.looking import shown

        for head in shown(frame.desk, record.KIND, record.id).heads.get(field.name, ()):
            self._add(head)

    def _add(self, head: "Head") -> None:
        text = (
            ""
            if head.value is None
            else str(head.value).lower()
            if isinstance(head.value, bool)
            else str(head.value)
        )
        said = label(self._words(text) or tr("(empty)"), wraps=True)
        choice = row(said, link(tr("Take this"), lambda: self._take(text)))
        choice.setStretch(0, 1)
        who = self._frame.headings.of("member", head.user_id)
        when = moment_words(datetime.fromisoformat(head.at))
        self.body.addLayout(choice)
        self.body.addWidget(label(" · ".join(part for part in (who, when) if part), "muted"))
        self.body.addWidget(line())

    def _words(self, text: str) -> str:
        from salesdesk.desk.values import read_value

        currency = currency_for(self._record)
        value = read_value(self._field, text, currency=currency)
        return value_words(self._field, value, self._frame.headings, currency=currency)

    def _take(self, text: str) -> None:
        from salesdesk.desk.records import set_fields

        kind, name = self._record.KIND, self._field.name
        try:
            self._frame.desk.write(
                f"set.{kind}", lambda w: set_fields(w, kind, self._record.id, {name: text})
            )
        except Known as error:
            self._frame.faults.tell(error)
        self.close()
