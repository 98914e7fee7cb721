"""How a person stands towards us, with what shows it: chosen at once, proved in the next line."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from salesdesk.domain.knowledge import Knowledge, Standing
from salesdesk.domain.strategy import Evidence, Influence
from salesdesk.text import choice, label, tr
from salesdesk.text.formats import date_words
from salesdesk.ui.deals.proof_form import ProofForm
from salesdesk.ui.deals.sheet_state import SheetState
from salesdesk.ui.kit.choice_editors import Segments
from salesdesk.ui.kit.marks import attitude_icon
from salesdesk.ui.kit.panels import Card, ElidedLabel, button, column, link, row, set_role
from salesdesk.ui.kit.panels import label as words_label
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID

if TYPE_CHECKING:
    from salesdesk.desk.evidence import Proof

_CODES = ("opponent", "neutral", "supporter", "")
_TONES = {Knowledge.KNOWN: "good", Knowledge.GUESS: "warning", Knowledge.STALE: "warning"}


class AttitudePicker(QWidget):
    """Four attitudes and whether it is a strong one; below it the evidence, or that it is a guess."""

    chosen = Signal(str)
    proved = Signal(object)
    """What the present attitude rests on."""
    asking = Signal(bool)
    """The evidence is being asked for, or is not any more."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._part: Influence | None = None
        self._state: SheetState | None = None
        self._label = words_label("", "label")
        self._worth = ElidedLabel("", "muted")
        self.segments = Segments()
        self.segments.chosen.connect(lambda _code: self._choose())
        self.strong = QCheckBox()
        self.strong.clicked.connect(self._choose)
        self._quote = Card(margins=GRID + 2, spacing=2)
        self._words = words_label("", wraps=True)
        self._source = words_label("", "muted", wraps=True)
        self._quote.body.addWidget(self._words)
        self._quote.body.addWidget(self._source)
        self._ask = link("", self._begin_proof)
        self.proof = ProofForm(frame)
        self._keep = button("", self._give_proof)
        self._leave = link("", self._end_proof)
        self._proof_box = QWidget()
        self._proof_box.setLayout(column(self.proof, row(self._keep, self._leave, 1)))
        self._proof_box.hide()
        head = row(self._label, self._worth, self.strong)
        head.setStretch(1, 1)
        self.setLayout(
            column(
                head,
                self.segments, self._quote, row(self._ask, 1), self._proof_box, spacing=4,
            )
        )  # fmt: skip
        self.retranslate()

    def retranslate(self) -> None:
        """Say the words anew."""
        self._label.setText(label("influence.attitude"))
        self.strong.setText(tr("Strong"))
        words = [(code, tr(f"attitude.short.{code or 'unknown'}"), attitude_icon(code)) for code in _CODES]
        self.segments.set_choices(words)
        for code, made in zip(_CODES, self.segments.buttons(), strict=True):
            spoken = choice(f"influence.attitude.{code}") if code else tr("attitude unknown")
            made.setAccessibleName(f"{label('influence.attitude')}: {spoken}")
            made.setToolTip(spoken)
            made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._fit()
        self._keep.setText(tr("Keep as evidence"))
        self._leave.setText(tr("Cancel"))
        if self._part is not None and self._state is not None:
            self.show_part(self._part, self._state)

    def _fit(self) -> None:
        """Where there is no room for the words, the marks alone stand on the buttons."""
        words = [tr(f"attitude.short.{code or 'unknown'}") for code in _CODES]
        self.segments.set_words(words)
        if sum(made.sizeHint().width() for made in self.segments.buttons()) > self.width():
            self.segments.set_words([""] * len(_CODES))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # --- what is shown

    def show_part(self, part: Influence, state: SheetState) -> None:
        """Show how a person stands and what it rests on."""
        if self._part is None or part.id != self._part.id or part.attitude != self._part.attitude:
            self._end_proof()
        self._part, self._state = part, state
        plain = part.attitude.removeprefix("strong_")
        self.segments.choose(plain)
        self.strong.setChecked(part.attitude.startswith("strong_"))
        self.strong.setVisible(plain in ("opponent", "supporter"))
        standing = state.reading.standing(part, "attitude")
        self._say_worth(standing)
        self._say_evidence(standing.evidence, state)
        self._ask.setVisible(bool(part.attitude) and self._proof_box.isHidden())
        self._ask.setText(
            tr("Add evidence …") if standing.evidence is not None else tr("Add what shows it …")
        )

    def _say_worth(self, standing: Standing) -> None:
        attitude = self._part.attitude if self._part is not None else ""
        words = [choice(f"influence.attitude.{attitude}") if attitude else tr("Unknown")]
        if standing.knowledge is not Knowledge.UNKNOWN:
            words.insert(0, tr(f"knowledge.{standing.knowledge.value}"))
        self._worth.setText(" · ".join(words))
        set_role(self._worth, _TONES.get(standing.knowledge, "muted"))

    def _say_evidence(self, piece: Evidence | None, state: SheetState) -> None:
        self._quote.setVisible(piece is not None)
        if piece is None:
            return
        self._words.setText(tr("“{words}”").format(words=piece.words) if piece.words else "")
        self._words.setVisible(bool(piece.words))
        visit = state.sheet.visit_by_id.get(piece.visit_id)
        kind = choice(f"visit.kind.{visit.kind}") if visit is not None and visit.kind else ""
        who = state.sheet.name_of(piece.contact_id)
        self._source.setText(" · ".join(part for part in (date_words(piece.said_on), kind, who) if part))

    # --- choosing and proving

    def _choose(self) -> None:
        code = self.segments.code or ""
        is_strong = self.strong.isChecked() and code in ("opponent", "supporter")
        self.chosen.emit(f"strong_{code}" if is_strong else code)

    def _begin_proof(self) -> None:
        if self._part is None or self._state is None:
            return
        self.proof.begin(self._state.deal, contact_id=self._part.contact_id)
        self._proof_box.show()
        self._ask.hide()
        self.asking.emit(True)
        self.proof.form.editor("words").setFocus()

    def _give_proof(self) -> None:
        found: Proof | None = self.proof.proof()
        if found is not None:
            self.proved.emit(found)
            self._end_proof()

    def _end_proof(self) -> None:
        self._proof_box.hide()
        self.asking.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the evidence unsaid."""
        if event.key() == Qt.Key.Key_Escape and not self._proof_box.isHidden():
            self._end_proof()
            if self._part is not None and self._state is not None:
                self.show_part(self._part, self._state)
        else:
            super().keyPressEvent(event)
