"""What a visit changed on the strategy sheet, with this visit as evidence."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from salesdesk.domain.kinds import KINDS
from salesdesk.domain.knowledge import claimed_text
from salesdesk.domain.record import Field, Record, Secrecy, field_map
from salesdesk.domain.strategy import Evidence
from salesdesk.text import kind_name, tr
from salesdesk.ui.kit.extra_fields import field_label
from salesdesk.ui.kit.marks import choice_icon
from salesdesk.ui.kit.panels import clear, label, row
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID
from salesdesk.ui.kit.value_words import field_words

if TYPE_CHECKING:
    from salesdesk.ui.visits.reading import VisitView


class ChangeList(QWidget):
    """One line for each value that rests on the visit."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._shown: tuple[object, ...] = ()
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, GRID, 0, 0)
        self._body.setSpacing(4)

    def show_view(self, view: "VisitView") -> None:
        """Show what rests on a visit."""
        clear(self._body)
        self._body.addWidget(label(tr("What changed on the strategy sheet"), "strong"))
        pieces = sorted(view.evidence, key=lambda piece: (piece.about_kind, piece.about_id, piece.field))
        lines = [line for piece in pieces if (line := self._line(piece)) is not None]
        for line in lines:
            self._body.addLayout(line)
        if view.form.deal is None:
            words = tr("Name the deal of this visit, and what is learned changes its sheet.")
            self._body.addWidget(label(words, "muted", wraps=True))
        self.setVisible(bool(lines) or view.form.deal is None)

    def _line(self, piece: Evidence) -> QHBoxLayout | None:
        kind = KINDS.get(piece.about_kind)
        field = field_map(kind).get(piece.field) if kind is not None else None
        record = self._frame.desk.get(kind, piece.about_id) if kind is not None else None
        if field is None or record is None:
            return None
        if self._frame.is_covered and (field.secrecy is Secrecy.COVERED or record.KIND == "competitor"):
            return None
        subject = label(self._subject(record, field), wraps=True)
        value = field_words(field, record, self._frame.headings)
        is_current = piece.claimed.strip() == claimed_text(record.value(field.name))
        said = label(value if is_current else tr("changed since: {value}").format(value=value),
                     "strong" if is_current else "muted", wraps=True)  # fmt: skip
        across = row(subject, label("→", "muted"), *self._mark(field, record), said, spacing=GRID - 2)
        across.setStretch(0, 2)
        across.setStretch(across.count() - 1, 3)
        return across

    def _mark(self, field: Field, record: Record) -> list[QLabel]:
        picture = choice_icon(field, str(record.value(field.name)))
        if picture is None:
            return []
        made = QLabel()
        made.setPixmap(picture.pixmap(14, 14))
        made.setAlignment(Qt.AlignmentFlag.AlignTop)
        return [made]

    def _subject(self, record: Record, field: Field) -> str:
        name = field_label(field)
        if record.KIND == "deal":
            return name
        whose = self._frame.headings.of_record(record) or kind_name(record.KIND)
        return (
            kind_name(record.KIND)
            if field.name == "name"
            else tr("{who}: {what}").format(who=whose, what=name)
        )
