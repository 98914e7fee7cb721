"""Fields that the team defines for itself, kind by kind: they stand in forms from then on, and travel in bundles."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QSplitter

from salesdesk.domain.team import FieldDefinition
from salesdesk.text import kind_name, language, tr
from salesdesk.ui.kit.form import Form
from salesdesk.ui.kit.panels import Card, label, row
from salesdesk.ui.kit.row_list import RowList
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import pixels
from salesdesk.ui.settings.page import SettingsPage

KINDS = ("account", "contact", "deal")
"""The kinds whose forms show fields of the team's own."""


class FieldsPage(SettingsPage):
    """The fields of one kind; what is typed in the line becomes the label in both languages, to be changed below."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._title, self._note = label("", "strong"), label("", "muted", wraps=True)
        self.kind = QComboBox()
        for kind in KINDS:
            self.kind.addItem("", kind)
        self.kind.activated.connect(lambda: self.fill())
        self.list = RowList(
            FieldDefinition, frame, columns=("label_zh", "label_en", "type"), name="fields", lay_out=_lay_out,
            add=self._add, add_words=lambda: tr("Add a field: its label"),
            empty_words=lambda: tr("No field of your own yet."),
        )  # fmt: skip
        parts = self.list.findChild(QSplitter)
        assert parts is not None
        parts.setOrientation(Qt.Orientation.Vertical)
        parts.setSizes([220, 320])
        self.list.setMinimumHeight(pixels(520))
        card = Card()
        card.setMaximumWidth(pixels(760))
        card.body.addLayout(row(self._title, 1, self.kind))
        card.body.addWidget(self._note)
        card.body.addWidget(self.list)
        self.body.addWidget(card)
        self.body.addStretch(1)

    def fill(self) -> None:
        """Show the fields of the kind chosen."""
        kind = str(self.kind.currentData())
        found = self._frame.desk.select(FieldDefinition, kind=kind)
        found.sort(key=lambda one: (one.is_retired, one.order, one.id))
        self.list.show_rows(found)
        self.say()

    def _add(self, words: str) -> str:
        from salesdesk.desk.derived import next_ranks

        kind = str(self.kind.currentData())
        desk = self._frame.desk
        order = next_ranks(desk.select(FieldDefinition, kind=kind), 1)[0]
        made = FieldDefinition(kind=kind, label_en=words, label_zh=words, order=order)
        return desk.write("add.field_definition", lambda w: w.add(made)).id

    def say(self) -> None:
        """Say the words in the language in force."""
        self._title.setText(tr("Fields of your own"))
        self._note.setText(tr(
            "They appear at the end of the form. Retire a field that is no longer wanted: what was written in it stays."
        ))  # fmt: skip
        self.kind.setAccessibleName(tr("Kind of record"))
        for at, kind in enumerate(KINDS):
            self.kind.setItemText(at, kind_name(kind))


def _lay_out(form: Form) -> None:
    names = ("label_zh", "label_en") if language() == "zh_CN" else ("label_en", "label_zh")
    form.rows(*names)
    form.row("type")
    form.row("choices")
    form.row("is_retired")
