"""Two accounts become one: which one is meant, and field by field what stands afterwards."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from salesdesk.domain.account import Account
from salesdesk.domain.record import Record, field_map
from salesdesk.text import tr
from salesdesk.ui.kit.dialogs import Dialog
from salesdesk.ui.kit.editors import Unreadable, editor_for
from salesdesk.ui.kit.merge_dialog import MergeDialog
from salesdesk.ui.kit.panels import label, row
from salesdesk.ui.kit.record_link import record_link
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.tasks import Job

if TYPE_CHECKING:
    from salesdesk.desk.accounts import Similar


def merge_pair(frame: Frame, parent: QWidget, keep: Record, other: Record) -> None:
    """Ask how two accounts become one, and do it as one step."""

    def merge(kept: Record, gone: Record, chosen: dict[str, str]) -> None:
        from salesdesk.desk.merging import merge_accounts

        frame.desk.write("merge_accounts", lambda w: merge_accounts(w, kept.id, gone.id, chosen=chosen))
        words = tr("“{other}” is part of “{keep}” now.")
        frame.notify(
            words.format(other=gone.heading, keep=kept.heading), tone="good",
            show=lambda: frame.show_record(Account.KIND, kept.id), undo=True,
        )  # fmt: skip

    more = tr(
        "Contacts, visits, deals, notes and files of both are then shown as one. Nothing is lost: the two can be "
        "separated again, and Undo takes it back."
    )
    MergeDialog(frame, parent, keep, other, more=more, merge=merge).open()


class OtherDialog(Dialog):
    """Asks which account is the same company; names like this one are offered."""

    def __init__(self, frame: Frame, parent: QWidget, keep: Account) -> None:
        super().__init__(parent, tr("Which account is the same company?"), tr("Compare the two"))
        self._frame, self._parent, self._keep = frame, parent, keep
        self.body.addWidget(label(tr("Same company as “{name}”:").format(name=keep.name), wraps=True))
        self.editor = editor_for(field_map(Account)["merged_into_id"], frame)
        self.editor.set_value("")
        self.editor.name_for_readers(tr("The same company"))
        self.body.addWidget(self.editor)
        self._likely = QVBoxLayout()
        self.body.addLayout(self._likely)
        desk, name = frame.desk, keep.name

        def work(job: Job) -> "list[Similar]":
            from salesdesk.desk.accounts import find_similar

            return find_similar(desk, name, limit=6)

        frame.tasks.run(work, owner=self, done=self._offer)

    def _offer(self, found: "list[Similar]") -> None:
        others = [one.account for one in found if one.account.id != self._keep.id]
        if others:
            self._likely.addWidget(label(tr("Names like this one:"), "muted"))
        for account in others:
            said = row(record_link(account.name, partial(self._compare, account), icon_name="building-2"))
            said.addWidget(label(account.city, "muted"))
            said.addStretch(1)
            self._likely.addLayout(said)

    def _compare(self, other: Account) -> None:
        self.accept()
        merge_pair(self._frame, self._parent, self._keep, other)

    def deed(self) -> bool:
        try:
            chosen = str(self.editor.value() or "")
        except Unreadable:
            chosen = ""
        other = self._frame.desk.get(Account, chosen) if chosen else None
        if other is None or other.id == self._keep.id:
            self.say_problem(tr("Choose another account by its name, pinyin or phone."))
            return False
        merge_pair(self._frame, self._parent, self._keep, other)
        return True


def ask_other(frame: Frame, parent: QWidget, keep: Account) -> None:
    """Ask which account is the duplicate of this one."""
    OtherDialog(frame, parent, keep).open()
