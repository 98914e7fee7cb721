"""The person chosen on the map: lines, attitude with evidence, influence, what they want, who answers for them."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

from salesdesk.domain.codes import LINES
from salesdesk.domain.contact_level import ContactLevel
from salesdesk.domain.knowledge import Knowledge
from salesdesk.domain.lines import lines_of
from salesdesk.domain.objective import money_word
from salesdesk.domain.record import Value
from salesdesk.domain.strategy import Influence
from salesdesk.text import choice, tr, tr_n
from salesdesk.text import label as field_label
from salesdesk.text.formats import relative_days
from salesdesk.ui.deals.attitude import AttitudePicker
from salesdesk.ui.deals.deeds import Deeds
from salesdesk.ui.deals.sheet_state import SheetState
from salesdesk.ui.kit.form import Form
from salesdesk.ui.kit.form_row import FormRow
from salesdesk.ui.kit.panels import Card, ElidedLabel, column, label, link, row
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID

_PROVABLE = ("influence", "response_mode", "business_result", "personal_win", "need")
"""Fields beside whose label it stands what their value is worth."""


class PersonCard(Card):
    """The part one person plays; nobody is chosen at first."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(margins=GRID + 6)
        self._frame = frame
        self._deeds: Deeds | None = None
        self._part: Influence | None = None
        self._state: SheetState | None = None
        self._name = ElidedLabel("", "section")
        self._open = link("", self._show_contact, icon_name="arrow-up-right")
        self._title = label("", "muted", wraps=True)
        self._nobody = label("", "muted", wraps=True)
        self.lines = [QPushButton() for _ in LINES]
        self.attitude = AttitudePicker(frame)
        self.form = Form(Influence, frame, self._write)
        self._rows: dict[str, FormRow] = {}
        self._warning = label("", "warning", wraps=True)
        self._covered = label("", "muted", wraps=True)
        self._details = self._lay_out_details()
        head = row(self._name, self._open)
        head.setStretch(0, 1)
        self.body.addLayout(head)
        self.body.addWidget(self._title)
        self.body.addWidget(self._nobody)
        self.body.addWidget(self._details, 1)
        self.body.addStretch(0)
        self.attitude.chosen.connect(self._rate)
        self.attitude.proved.connect(self._prove)
        self.attitude.asking.connect(self._on_asking)
        self.retranslate()
        self.show_nobody()

    def _lay_out_details(self) -> QScrollArea:
        for name in ("influence", "response_mode", "business_result", "personal_win", "need"):
            made = self.form.field(name, words=lambda field=name: self._words_of(field))  # type: ignore[misc]
            self._rows[name] = made
            self.form.add(made)
            if name == "personal_win":
                self.form.add(self._warning)
        self.form.rows("is_approver", "has_veto")
        self.form.row("owner_id")
        self.form.row("next_action")
        self.form.row("next_action_on")
        self.form.row("remarks")
        chips = row(spacing=4)
        for line, chip in zip(LINES, self.lines, strict=True):
            chip.setProperty("role", "chip")
            chip.setCheckable(True)
            chip.clicked.connect(self._set_lines)
            chip.setObjectName(line)
            chips.addWidget(chip)
        chips.addStretch(1)
        inner = QWidget()
        inner.setProperty("role", "page")
        inner.setLayout(column(chips, self._covered, self.attitude, self.form, 1))
        inner.setContentsMargins(0, 0, GRID, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        return area

    def retranslate(self) -> None:
        """Say the words anew."""
        self._open.setText(tr("Contact"))
        self._nobody.setText(tr("Choose a person on the map to see and change how they stand."))
        self._covered.setText(tr("Covered. F9 shows it again."))
        for line, chip in zip(LINES, self.lines, strict=True):
            chip.setText(tr(f"line.short.{line}"))
            chip.setAccessibleName(choice(f"question.line.{line}"))
            chip.setToolTip(choice(f"question.line.{line}"))
        self.attitude.retranslate()

    # --- what is shown

    def show_nobody(self) -> None:
        """Nobody is chosen."""
        self.form.commit()
        self._part = None
        for part in (self._name, self._open, self._title, self._details):
            part.hide()
        self._nobody.show()

    def show_part(self, part: Influence, state: SheetState, deeds: Deeds) -> None:
        """Show how a person stands in the deal."""
        if self._part is not None and part.id != self._part.id:
            self.form.commit()  # by the part that is still shown
        self._part, self._state, self._deeds = part, state, deeds
        contact = state.sheet.contact_by_id.get(part.contact_id)
        is_covered = self._frame.is_covered
        for shown in (self._name, self._open, self._title, self._details):
            shown.show()
        self._nobody.hide()
        self._name.setText(contact.name if contact else "")
        above = state.sheet.name_of(contact.reports_to_id) if contact else ""
        told = (
            contact.title if contact else "",
            contact.department if contact else "",
            tr("reports to {name}").format(name=above) if above else "",
            self._met_words(state.reading.level(part.contact_id), state),
        )
        self._title.setText(" · ".join(words for words in told if words))
        for line, chip in zip(LINES, self.lines, strict=True):
            chip.setChecked(line in lines_of(part))
        self._covered.setVisible(is_covered)
        self.attitude.setVisible(not is_covered)
        self.attitude.show_part(part, state)
        self.form.show_record(part)
        for made in self._rows.values():
            made.retranslate()
        self._say_warning(part)

    def _met_words(self, level: ContactLevel, state: SheetState) -> str:
        if level.last_met is None:
            return tr("not met yet")
        when = relative_days(level.last_met, today=state.reading.today)
        times = tr_n("met {count} time", "met {count} times", level.meetings)
        return tr("{times}, last {when}").format(times=times, when=when)

    def _words_of(self, name: str) -> str:
        words = field_label(f"influence.{name}")
        if self._part is None or self._state is None or name not in _PROVABLE or self._frame.is_covered:
            return words
        knowledge = self._state.reading.standing(self._part, name).knowledge
        if knowledge is Knowledge.UNKNOWN:
            return words
        return f"{words} · {tr(f'knowledge.{knowledge.value}')}"

    def _say_warning(self, part: Influence) -> None:
        found = money_word(part.personal_win)
        self._warning.setText(
            tr("“{word}” is not a personal win to be written down. Name what the person gains in work or standing.")
            .format(word=found) if found else ""
        )  # fmt: skip
        self._warning.setVisible(bool(found) and not self._frame.is_covered)

    # --- writing

    def _write(self, name: str, value: Value) -> None:
        if self._deeds is not None and self.form.record is not None:
            self._deeds.rate(self.form.record.id, {name: value})

    def _rate(self, attitude: str) -> None:
        if self._deeds is not None and self._part is not None:
            self._deeds.rate_attitude(self._part.id, attitude)

    def _prove(self, proof: object) -> None:
        from salesdesk.desk.evidence import Proof

        if self._deeds is not None and self._part is not None and isinstance(proof, Proof):
            self._deeds.prove(self._part, "attitude", proof)

    def _on_asking(self, is_asking: bool) -> None:
        """What is asked for is to be seen, also on a small screen."""
        if is_asking:
            QTimer.singleShot(0, self, self._show_proof)

    def _show_proof(self) -> None:
        self._details.ensureWidgetVisible(self.attitude.proof)
        self._details.ensureWidgetVisible(self.attitude.proof.form.editor("words"), 0, 5 * GRID)

    def _set_lines(self) -> None:
        if self._deeds is not None and self._part is not None:
            chosen = [line for line, chip in zip(LINES, self.lines, strict=True) if chip.isChecked()]
            self._deeds.set_lines(self._part.id, chosen)

    def _show_contact(self) -> None:
        if self._part is not None and self._part.contact_id:
            self._frame.show_record("contact", self._part.contact_id)

    def hasHeightForWidth(self) -> bool:
        """It scrolls inside, so it takes the room that its neighbours leave."""
        return False

    def commit(self) -> None:
        """Write what is being typed."""
        self.form.commit()
