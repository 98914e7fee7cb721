"""Moving a deal, asked in place: where to, what speaks for it, why; what will show as unproven is said before."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit

from salesdesk.domain.deal import Deal
from salesdesk.domain.problems import Known
from salesdesk.domain.reading import Reading
from salesdesk.domain.stages import missing_before, stages_of
from salesdesk.text import choice, label, tr
from salesdesk.text.findings import finding
from salesdesk.text.formats import words_list
from salesdesk.ui.deals.proof_form import ProofForm
from salesdesk.ui.kit import faults
from salesdesk.ui.kit.panels import Card, button, column, row
from salesdesk.ui.kit.panels import label as words_label
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID

_OPEN_WAYS = ("won", "lost", "no_decision", "on_hold")


class StagePanel(Card):
    """Hidden until it is asked for; `done` is sent when it was written or left."""

    done = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._deal: Deal | None = None
        self._reading: Reading | None = None
        self.target = QComboBox()
        self.target.currentIndexChanged.connect(self._say_target)
        self._unproven = words_label("", "warning", wraps=True)
        self.reason = QLineEdit()
        self.lost_to = QLineEdit()
        self.proof = ProofForm(frame, is_wide=True)
        self._problem = words_label("", "problem", wraps=True)
        self._go = button("", self.give, is_primary=True)
        self._cancel = button("", self.leave)
        self._labels = [words_label("", "label") for _ in range(3)]
        names = [
            column(self._labels[0], self.target, spacing=3),
            column(self._labels[1], self.reason, spacing=3),
            column(self._labels[2], self.lost_to, spacing=3),
        ]
        fields = row(*names, spacing=2 * GRID)
        for at in range(3):
            fields.setStretch(at, 1)
        self.body.addLayout(fields)
        self.body.addWidget(self._unproven)
        self.body.addWidget(self.proof)
        self.body.addWidget(self._problem)
        self.body.addLayout(row(self._go, self._cancel, 1))
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Say the words anew."""
        self.set_heading(tr("Move the deal"))
        for made, words in zip(
            self._labels, (tr("Where to"), tr("Why, what changed"), label("deal.lost_to")), strict=True
        ):
            made.setText(words)
        self.target.setAccessibleName(tr("Where to"))
        self.reason.setAccessibleName(tr("Why, what changed"))
        self.lost_to.setAccessibleName(label("deal.lost_to"))
        self._cancel.setText(tr("Cancel"))
        self._say_target()

    # --- asking

    def begin(self, deal: Deal, reading: Reading | None, to: str = "") -> None:
        """Ask about a deal; `reading` tells what a stage asks for, `to` is the stage or status wanted."""
        self._deal, self._reading = deal, reading
        self.target.blockSignals(True)
        self.target.clear()
        for code, words in self._ways(deal):
            self.target.addItem(words, code)
        wanted = self.target.findData(to or self._next_stage(deal))
        self.target.setCurrentIndex(max(0, wanted))
        self.target.blockSignals(False)
        self.reason.clear()
        self.lost_to.clear()
        self._say_problem("")
        self.proof.begin(deal)
        self._say_target()
        self.show()
        self.reason.setFocus()

    def _ways(self, deal: Deal) -> list[tuple[str, str]]:
        """What can be done with the deal: stages first, then how it may end; a closed one can be reopened."""
        if deal.status not in ("open", ""):
            opened = [("open", tr("Reopen"))]
            if deal.status == "on_hold":
                opened += [(way, choice(f"deal.status.{way}")) for way in _OPEN_WAYS if way != "on_hold"]
            return opened
        stages = [
            (code, choice(f"deal.stage.{code}")) for code in stages_of(deal.deal_kind) if code != deal.stage
        ]
        return [*stages, *((way, choice(f"deal.status.{way}")) for way in _OPEN_WAYS)]

    def _next_stage(self, deal: Deal) -> str:
        later: Sequence[str] = [code for code in stages_of(deal.deal_kind) if code > deal.stage]
        return later[0] if later else "won"

    @property
    def chosen(self) -> str:
        """The stage or status chosen."""
        return str(self.target.currentData() or "")

    def _say_target(self) -> None:
        chosen = self.chosen
        is_stage = chosen.isdigit()
        self._labels[2].setVisible(chosen == "lost")
        self.lost_to.setVisible(chosen == "lost")
        self._go.setText(tr("Move") if is_stage else self.target.currentText())
        missing = self._missing(chosen) if is_stage else ""
        self._unproven.setText(missing)
        self._unproven.setVisible(bool(missing))
        self.proof.setVisible(is_stage or chosen == "won")

    def _missing(self, stage: str) -> str:
        """What the stages to be left ask for and nobody has shown."""
        if self._reading is None or self._deal is None:
            return ""
        checks = [
            check
            for check in missing_before(self._reading, stage, since=self._deal.stage)
            if not check.is_close
        ]
        if not checks:
            return ""
        words = words_list([finding(f"check.{check.code}", check.facts) for check in checks])
        return tr("You can move it; it will show as unproven: {checks}.").format(checks=words)

    # --- giving

    def give(self) -> None:
        """Write what was chosen; a fault is said here and the panel stays."""
        if self._deal is None or not self.chosen:
            return
        try:
            self._write(self._deal.id, self.chosen)
        except Known as error:
            self._say_problem(str(faults.words_of(error)))
            return
        self.leave()

    def _write(self, deal_id: str, chosen: str) -> None:
        from salesdesk.desk import deals

        today, reason = self._frame.desk.today(), self.reason.text()
        proof = self.proof.proof() if self.proof.isVisibleTo(self) else None
        if chosen == "open":
            self._frame.desk.write(
                "reopen_deal", partial(deals.reopen_deal, deal_id=deal_id, today=today, reason=reason)
            )
        elif chosen == "on_hold":
            self._frame.desk.write(
                "hold_deal", partial(deals.hold_deal, deal_id=deal_id, today=today, reason=reason)
            )
        elif chosen.isdigit():
            self._frame.desk.write(
                "move_stage",
                partial(
                    deals.move_stage,
                    deal_id=deal_id,
                    to=chosen,
                    today=today,
                    reason=reason,
                    evidence=proof,
                ),
            )
        else:
            self._frame.desk.write("close_deal", partial(
                deals.close_deal, deal_id=deal_id, status=chosen, today=today, reason=reason,
                lost_to=self.lost_to.text(), evidence=proof,
            ))  # fmt: skip

    def leave(self) -> None:
        """Close without writing."""
        self._deal = None
        self.hide()
        self.done.emit()

    def _say_problem(self, words: str) -> None:
        self._problem.setText(words)
        self._problem.setVisible(bool(words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves, Enter in a line gives."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.give()
        else:
            super().keyPressEvent(event)
