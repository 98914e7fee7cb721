"""A new account, with a word of warning while its name is typed where it may be there already."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salesdesk.domain.account import Account
from salesdesk.domain.record import Value
from salesdesk.text import tr
from salesdesk.ui.kit.dialogs import DraftDialog
from salesdesk.ui.kit.editors import LineEditor
from salesdesk.ui.kit.form import Form
from salesdesk.ui.kit.panels import clear, label, row
from salesdesk.ui.kit.record_link import record_link
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.tasks import Job

if TYPE_CHECKING:
    from salesdesk.desk.accounts import Similar

_PAUSE_MS = 200


def lay_out(form: Form) -> None:
    """The few fields worth asking for at once."""
    form.row("name")
    form.rows("short_name", "industry")
    form.rows("province", "city")
    form.row("tier")
    form.rows("phone", "website")


class NewAccountDialog(DraftDialog):
    """Makes an account; `made(id)` is called with a new one, or with the one that was there already."""

    def __init__(self, frame: Frame, parent: QWidget, made: Callable[[str], object], name: str = "") -> None:
        super().__init__(
            frame, parent, Account(name=name), heading=tr("New account"), deed_words=tr("Make the account"),
            lay_out=lay_out, write=self._make,
        )  # fmt: skip
        self._frame, self._made = frame, made
        self.similar: list[Similar] = []
        self._job: Job | None = None
        self._likely = QVBoxLayout()
        self.body.addLayout(self._likely)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._look)
        editor = self.form.editor("name")
        assert isinstance(editor, LineEditor)
        self._line = editor.line
        self._line.textChanged.connect(lambda _text: self._timer.start())
        editor.setFocus()
        if name:
            self._timer.start()

    def _look(self) -> None:
        desk, name = self._frame.desk, self._line.text()
        if self._job is not None:
            self._job.cancel()

        def work(job: Job) -> "list[Similar]":
            from salesdesk.desk.accounts import find_similar

            return find_similar(desk, name)

        self._job = self._frame.tasks.run(work, owner=self, done=self._show)

    def _show(self, found: "list[Similar]") -> None:
        self.similar = found
        clear(self._likely)
        if not found:
            return
        is_same = any(one.is_same for one in found)
        words = (
            tr("This company seems to be there already:")
            if is_same
            else tr("Perhaps it is there already, under a name like this:")
        )
        self._likely.addWidget(label(words, "warning", wraps=True))
        for one in found:
            account = one.account
            note = " · ".join(part for part in (account.city, self._owner(account)) if part)
            said = row(record_link(account.name, partial(self._take, account.id), icon_name="building-2"))
            said.addWidget(label(note, "muted"))
            said.addStretch(1)
            self._likely.addLayout(said)

    def _owner(self, account: Account) -> str:
        return self._frame.headings.of("member", account.owner_id)

    def _take(self, account_id: str) -> None:
        self.reject()
        self._made(account_id)

    def _make(self, values: dict[str, Value]) -> None:
        from salesdesk.desk.accounts import create_account

        name = str(values.pop("name", ""))
        account = self._frame.desk.write("add.account", lambda w: create_account(w, name, **values))
        self._made(account.id)
