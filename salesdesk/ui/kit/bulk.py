"""Deeds on many records at once: change one field, delete; each is one step that can be undone."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QWidget

from salesdesk.domain.checks import value_problem
from salesdesk.domain.problems import Known
from salesdesk.domain.record import Field, FieldType, Record, fields_of
from salesdesk.text import kind_name, tr
from salesdesk.text.formats import number
from salesdesk.ui.kit.dialogs import Dialog, Question
from salesdesk.ui.kit.editors import Editor, Unreadable, editor_for
from salesdesk.ui.kit.extra_fields import field_label
from salesdesk.ui.kit.screen import Frame

if TYPE_CHECKING:
    from salesdesk.store.writer import Writer

_KEPT_APART = frozenset({"external_id", "external_source", "merged_into_id", "name"})
"""Fields that nobody wants alike on many records."""
ASK_FROM = 20
"""From this many records on a deletion is asked about first; fewer are simply undone."""


def fields_to_change(record_class: type[Record]) -> list[Field]:
    """The fields that make sense on many records at once."""
    return [
        field
        for field in fields_of(record_class)
        if field.type is not FieldType.RANK
        and field.name not in _KEPT_APART
        and field.name not in record_class.PARENTS
        and field.reference != "*"
    ]


class ChangeFieldDialog(Dialog):
    """Writes one value into one field of all the records given."""

    def __init__(
        self, frame: Frame, record_class: type[Record], record_ids: Sequence[str], parent: QWidget
    ) -> None:
        heading = tr("Change {count} × {kind}").format(
            count=number(len(record_ids)), kind=kind_name(record_class.KIND)
        )
        super().__init__(parent, heading, tr("Change"))
        self._frame, self._class, self._ids = frame, record_class, record_ids
        self.fields = QComboBox()
        self.fields.setAccessibleName(tr("Field"))
        for field in fields_to_change(record_class):
            self.fields.addItem(field_label(field), field.name)
        self.editor: Editor | None = None
        self.body.addWidget(self.fields)
        self.body.addStretch(1)
        self.fields.currentIndexChanged.connect(self._show_editor)
        self._show_editor()

    def _show_editor(self) -> None:
        if self.editor is not None:
            self.editor.hide()
            self.editor.deleteLater()
        field = self._field()
        self.editor = editor_for(field, self._frame)
        self.editor.show_record(self._class())
        self.editor.set_value(field.empty)
        self.body.insertWidget(1, self.editor)

    def _field(self) -> Field:
        name = self.fields.currentData()
        return next(field for field in fields_of(self._class) if field.name == name)

    def deed(self) -> bool:
        """Write the value; nothing is written where it cannot stand."""
        assert self.editor is not None
        field = self._field()
        try:
            value = self.editor.value()
        except Unreadable as error:
            self.say_problem(
                tr("“{text}” is not {type}.").format(text=str(error), type=tr(f"type.{field.type.value}"))
            )
            return False
        problem = value_problem(field, value)
        if problem is not None:
            raise Known.of(problem)

        def work(w: "Writer") -> None:
            from salesdesk.desk.field_verbs import change

            for record_id in self._ids:
                change(w, w.need(self._class, record_id), {field.name: value})

        self._frame.desk.write(f"set.{self._class.KIND}", work)
        words = tr("{field} changed on {count} records.")
        self._frame.notify(
            words.format(field=field_label(field), count=number(len(self._ids))), tone="good", undo=True
        )
        return True


def delete_records(frame: Frame, record_class: type[Record], record_ids: Sequence[str]) -> None:
    """Delete records with all that hangs on them; asks first where there are many."""
    if not record_ids:
        return
    kind, count = kind_name(record_class.KIND), number(len(record_ids))

    def work(w: "Writer") -> None:
        from salesdesk.desk.field_verbs import remove

        for record_id in record_ids:
            record = w.get(record_class, record_id)
            if record is not None:  # it may have gone with one before it
                remove(w, record)

    def deed() -> None:
        try:
            frame.desk.write(f"delete.{record_class.KIND}", work)
        except Known as error:
            frame.faults.tell(error)
            return
        frame.notify(tr("{count} × {kind} deleted.").format(count=count, kind=kind), undo=True)

    if len(record_ids) < ASK_FROM:
        deed()
        return
    heading = tr("Delete {count} × {kind}?").format(count=count, kind=kind)
    more = tr("What hangs on them goes with them. You can undo it.")
    Question(frame.window_widget(), heading, more, tr("Delete"), deed, is_danger=True).open()
