"""The person who works here, as the team sees them."""

from salesdesk.domain.team import Member
from salesdesk.text import tr
from salesdesk.ui.kit.form import Form
from salesdesk.ui.kit.panels import Card, label
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import pixels
from salesdesk.ui.settings.page import SettingsPage


class PersonPage(SettingsPage):
    """The form of one's own record; an edit is one step like any other."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._title, self._note = label("", "strong"), label("", "muted", wraps=True)
        self.form = Form(Member, frame)
        self.form.row("name")
        self.form.rows("phone", "email")
        self.form.row("region")
        card = Card()
        card.setMaximumWidth(pixels(640))
        for part in (self._title, self._note, self.form):
            card.body.addWidget(part)
        self.body.addWidget(card)
        self.body.addStretch(1)

    def fill(self) -> None:
        """Show the person."""
        me = self._frame.desk.get(Member, self._frame.desk.user_id)
        if me is not None:
            self.form.show_record(me)
        self.say()

    def say(self) -> None:
        """Say the words in the language in force."""
        self._title.setText(tr("You"))
        self._note.setText(tr("So you stand in visits, deals and histories, and in your team."))
