"""Putting a person on the map: from this account's contacts first, or a new one made on the spot."""

from PySide6.QtWidgets import QWidget

from salesdesk.domain.codes import LINES
from salesdesk.domain.deal import Deal
from salesdesk.domain.lines import line_field, lines_of
from salesdesk.domain.problems import Known
from salesdesk.domain.record import Value, replaced
from salesdesk.domain.strategy import Influence
from salesdesk.text import tr
from salesdesk.ui.kit.dialogs import DraftDialog
from salesdesk.ui.kit.form import Form
from salesdesk.ui.kit.reference_editor import ReferenceEditor
from salesdesk.ui.kit.screen import Frame

_NOT_GIVEN = ("deal_id", "contact_id", "who_might_know", *(line_field(line) for line in LINES))


class AddPersonDialog(DraftDialog):
    """Asks who stands on which line; with nobody named it keeps the place of somebody unknown."""

    def __init__(self, frame: Frame, parent: QWidget, deal: Deal, line: str) -> None:
        self._frame, self._deal = frame, deal
        draft = Influence(deal_id=deal.id)
        if line:
            draft = replaced(draft, {line_field(line): True})
        super().__init__(
            frame, parent, draft, heading=tr("Put a person on the map"), deed_words=tr("Put on the map"),
            lay_out=_lay_out, write=lambda values: put_person(frame, deal, values),
        )  # fmt: skip
        editor = self.form.editor("contact_id")
        assert isinstance(editor, ReferenceEditor)
        editor.context = {"account_id": deal.account_id}
        editor.make_new = lambda words: new_contact(frame, deal, words)
        editor.setFocus()


def _lay_out(form: Form) -> None:
    form.row(
        "contact_id", help_words=lambda: tr("This account's people come first; a new name makes a contact.")
    )
    form.rows(*(line_field(line) for line in LINES[:3]))
    form.rows(*(line_field(line) for line in LINES[3:]))
    form.row("influence")
    form.row("who_might_know", help_words=lambda: tr("Where nobody is known: who could name the person?"))


def new_contact(frame: Frame, deal: Deal, words: str) -> str:
    """Make a contact of the deal's account of that name; the id."""
    from salesdesk.desk.contacts import create_contact

    return frame.desk.write("add.contact", lambda w: create_contact(w, deal.account_id, words)).id


def put_person(frame: Frame, deal: Deal, values: dict[str, Value]) -> Influence:
    """Write what the dialog asked for as one step; raises Known where nobody and no line is named."""
    from salesdesk.desk.strategy import put_on_map, put_unknown

    draft = replaced(Influence(deal_id=deal.id), values)
    lines, rest = lines_of(draft), {name: value for name, value in values.items() if name not in _NOT_GIVEN}
    if draft.contact_id:
        return frame.desk.write(
            "put_on_map", lambda w: put_on_map(w, deal.id, draft.contact_id, lines, evidence=None, **rest)
        )
    if not lines or not draft.who_might_know:
        raise Known("E_FIELD", kind=Influence.KIND, field="contact_id", reason="required")
    hint = draft.who_might_know
    return frame.desk.write(
        "put_unknown",
        lambda w: [put_unknown(w, deal.id, line, who_might_know=hint, **rest) for line in lines],
    )[0]
