"""What a value rests on, asked in place: the words, who said them, in which visit, when."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salesdesk.domain.deal import Deal
from salesdesk.domain.strategy import Evidence
from salesdesk.text import tr
from salesdesk.ui.kit.form import Form
from salesdesk.ui.kit.panels import column
from salesdesk.ui.kit.reference_editor import ReferenceEditor
from salesdesk.ui.kit.screen import Frame

if TYPE_CHECKING:
    from salesdesk.desk.evidence import Proof


class ProofForm(QWidget):
    """A draft of evidence; `proof()` is None while nothing stands behind it."""

    def __init__(self, frame: Frame, *, is_wide: bool = False) -> None:
        super().__init__()
        self.form = Form(Evidence, frame, is_draft=True)
        words = lambda: tr("What shows it: their words, a paper, a deed")  # noqa: E731
        if is_wide:
            self.form.row("words", words=words)
            self.form.rows("contact_id", "visit_id", "said_on", widths=(3, 4, 3))
        else:
            self.form.row("words", words=words)
            self.form.row("contact_id")
            self.form.row("visit_id")
            self.form.row("said_on")
        self.setLayout(column(self.form))

    def begin(self, deal: Deal, *, contact_id: str = "") -> None:
        """Ask anew, near this deal; `contact_id` is who has most likely said it."""
        for name in ("contact_id", "visit_id"):
            editor = self.form.editor(name)
            assert isinstance(editor, ReferenceEditor)
            editor.context = {"account_id": deal.account_id, "deal_id": deal.id}
        self.form.record = None
        self.form.show_record(
            Evidence(about_kind=Deal.KIND, about_id=deal.id, field="stage", contact_id=contact_id)
        )

    def proof(self) -> "Proof | None":
        """What is said so far; None where nothing counts or something cannot be read yet."""
        from salesdesk.desk.evidence import Proof

        if not self.form.commit() or not isinstance(self.form.record, Evidence):
            return None
        said = self.form.record
        found = Proof(
            visit_id=said.visit_id, contact_id=said.contact_id, words=said.words, said_on=said.said_on
        )
        return found if found.is_anchored else None
