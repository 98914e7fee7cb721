"""A form: rows laid out by hand, bound by machine.

    form = Form(Deal, frame)
    form.section(lambda: tr("Facts"))
    form.row("name")
    form.rows("amount", "close_date")
    form.show_record(deal)

An edit is written when the person pauses or leaves the field. Without `on_change` it is one `desk.write` of the field,
through the field's own verb where it has one. In a draft (`is_draft=True`) nothing is written: `values()` is the draft.
"""

import dataclasses
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.domain.problems import Known
from salesdesk.domain.record import Record, Secrecy, Value, field_map
from salesdesk.ui.kit import faults
from salesdesk.ui.kit.binding import Binding
from salesdesk.ui.kit.editors import Editor, editor_for
from salesdesk.ui.kit.extra_fields import ExtraField, extra_fields, extra_values, write_extra
from salesdesk.ui.kit.form_row import FormRow
from salesdesk.ui.kit.panels import label
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID

Words = Callable[[], str]


class Form(QWidget):
    """Shows one record at a time and writes what is edited in it; `changed(name, value)` follows each write."""

    changed = Signal(str, object)

    def __init__(
        self,
        record_class: type[Record],
        frame: Frame,
        on_change: Callable[[str, Value], None] | None = None,
        *,
        is_draft: bool = False,
    ) -> None:
        super().__init__()
        self.record_class = record_class
        self.frame = frame
        self.record: Record | None = None
        self._on_change = on_change
        self._is_draft = is_draft
        self._fields = field_map(record_class)
        self._bindings: dict[str, Binding] = {}
        self._sections: list[tuple[QWidget, Words]] = []
        self._extras: list[ExtraField] = []
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(GRID)
        frame.covered.connect(self._cover)

    # --- layout

    def section(self, words: Words) -> None:
        """Begin a part of the form with a heading."""
        heading = label(words(), "strong", wraps=True)
        heading.setContentsMargins(0, GRID, 0, 0)
        self._sections.append((heading, words))
        self.body.addWidget(heading)

    def row(self, name: str, *, words: Words | None = None, help_words: Words | None = None) -> Editor:
        """Add the editor of a field on a line of its own."""
        made = self.field(name, words=words, help_words=help_words)
        self.body.addWidget(made)
        return made.editor

    def rows(self, *names: str, widths: Sequence[int] = ()) -> None:
        """Add the editors of several fields side by side, in these proportions."""
        side_by_side = QHBoxLayout()
        side_by_side.setSpacing(2 * GRID)
        for number, name in enumerate(names):
            side_by_side.addWidget(
                self.field(name), widths[number] if widths else 1, Qt.AlignmentFlag.AlignTop
            )
        self.body.addLayout(side_by_side)

    def field(
        self,
        name: str,
        *,
        words: Words | None = None,
        help_words: Words | None = None,
        editor: Editor | None = None,
    ) -> FormRow:
        """The row of a field, bound but not placed, for a layout of one's own; without words it has no label."""
        made = editor or editor_for(self._fields[name], self.frame)
        return self._bind(FormRow(self._fields[name], made, words=words, help_words=help_words))

    def add(self, widget: QWidget) -> None:
        """Put any widget between the rows."""
        self.body.addWidget(widget)

    def extra_rows(self) -> None:
        """Add the fields that the team defined for this kind of record."""
        self._extras = extra_fields(self.frame.desk, self.record_class.KIND)
        for field in self._extras:
            self.body.addWidget(self._bind(FormRow(field, editor_for(field, self.frame))))

    def _bind(self, row: FormRow) -> FormRow:
        binding = Binding(row, self._take)
        self._bindings[row.field.name] = binding
        row.editor.also.connect(self._take_also)
        row.history_asked.connect(self.show_history)
        row.heads_asked.connect(self._show_heads)
        target = row.editor.focusProxy()
        if target is not None:
            target.installEventFilter(self)
        if row.field.secrecy is Secrecy.COVERED and self.frame.is_covered:
            row.hide()
        return row

    def editor(self, name: str) -> Editor:
        """The editor of a field."""
        return self._bindings[name].row.editor

    # --- records

    def show_record(self, record: Record) -> None:
        """Show a record; what was being typed in the one before is written first."""
        if self.record is not None and self.record.id == record.id:
            self.refresh(record)
            return
        self.commit()
        for binding in self._bindings.values():
            binding.forget()
        self.refresh(record)

    def refresh(self, record: Record) -> None:
        """Show the same record as it stands now, leaving alone what is being typed."""
        self.record = record
        extras = extra_values(self.frame.desk, record, self._extras) if self._extras else {}
        heads = self._heads(record)
        for name, binding in self._bindings.items():
            binding.row.editor.show_record(record)
            binding.show_value(extras[name] if name in extras else record.value(name))
            binding.row.say_heads(heads.get(name, 0))

    def _heads(self, record: Record) -> dict[str, int]:
        if self._is_draft:
            return {}
        from salesdesk.ui.kit.disagreements import head_counts

        return head_counts(self.frame.desk, record.id)

    def values(self) -> dict[str, Value]:
        """The values as they are typed, of the fields in this form; raises Unreadable as editors do."""
        return {name: binding.row.editor.value() for name, binding in self._bindings.items()}

    def commit(self) -> bool:
        """Write what is being typed now; False where something cannot be read, which is then said beside it."""
        results = [binding.commit(is_final=True) for binding in self._bindings.values()]
        return all(results)

    @property
    def is_dirty(self) -> bool:
        """Whether anything typed is not written yet."""
        return any(binding.is_dirty for binding in self._bindings.values())

    def say_problem(self, error: Known) -> bool:
        """Say a fault beside the field that it names; False where that field is not in this form."""
        binding = self._bindings.get(error.field)
        if binding is None:
            return False
        binding.row.say_problem(str(faults.words_of(error)))
        return True

    def set_read_only(self, is_read_only: bool) -> None:
        """Let all fields be read only, or edited again."""
        for binding in self._bindings.values():
            binding.row.editor.set_read_only(is_read_only)

    # --- writing

    def _take(self, name: str, value: Value) -> bool:
        """Write one value; False where it cannot stand, which is said beside the field."""
        if self.record is None:
            return False
        try:
            self._write(name, value)
        except Known as error:
            self._bindings[name].row.say_problem(str(faults.words_of(error)))
            return False
        self.changed.emit(name, value)
        return True

    def _take_also(self, name: str, value: Value) -> None:
        """Write a field that goes with another: the currency of an amount."""
        if self.record is None:
            return
        try:
            self._write(name, value)
        except Known as error:
            self.frame.faults.tell(error)
            return
        self.changed.emit(name, value)

    def _write(self, name: str, value: Value) -> None:
        assert self.record is not None
        extra = next((field for field in self._extras if field.name == name), None)
        if self._is_draft:
            if name in self._fields:
                self.record = dataclasses.replace(self.record, **{name: value})  # type: ignore[arg-type]
                self.refresh(self.record)
        elif extra is not None:
            write_extra(self.frame.desk, self.record, extra, value)
        elif self._on_change is not None:
            self._on_change(name, value)
        else:
            write_field(self.frame, self.record, name, value)

    # --- history and disagreement

    def show_history(self, name: str) -> None:
        """Show how a field came to its value, with a way back."""
        if self.record is not None:
            from salesdesk.ui.kit.history_popover import HistoryPopover

            field = self._bindings[name].row.field
            HistoryPopover(self.frame, self.record, field, self.editor(name)).show()

    def _show_heads(self, name: str) -> None:
        if self.record is not None:
            from salesdesk.ui.kit.disagreements import HeadsPopover

            HeadsPopover(self.frame, self.record, self._bindings[name].row.field, self.editor(name)).show()

    # --- Qt

    def _cover(self, is_covered: bool) -> None:
        for binding in self._bindings.values():
            if binding.row.field.secrecy is Secrecy.COVERED:
                binding.row.setVisible(not is_covered)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Ctrl+Z mean the desk's undo unless something is being typed; Ctrl+H shows a field's history."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_undo = event.matches(QKeySequence.StandardKey.Undo) or event.matches(
                QKeySequence.StandardKey.Redo
            )
            if is_undo and not self._is_draft and not self.is_dirty:
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """What is being typed is written when the form goes out of sight."""
        self.commit()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Say the words anew in another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            for heading, words in self._sections:
                heading.setText(words())  # type: ignore[attr-defined]
            for binding in self._bindings.values():
                binding.row.retranslate()
                binding.reformat()


def write_field(frame: Frame, record: Record, name: str, value: Value) -> None:
    """Write one field of a record as an edit, through the field's own verb where it has one; raises Known."""
    from salesdesk.desk.field_verbs import change

    frame.desk.write(
        f"set.{record.KIND}", lambda w: change(w, w.need(type(record), record.id), {name: value})
    )
