"""The group of an account as a tree, each member with what is open in it and below."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from salesdesk.text import choice, tr
from salesdesk.text.formats import money_total, number
from salesdesk.ui.kit.panels import label
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.tasks import Job
from salesdesk.ui.kit.theme import GRID, pixels

if TYPE_CHECKING:
    from salesdesk.desk.group_tree import GroupMember

_ID = Qt.ItemDataRole.UserRole


class GroupTab(QWidget):
    """Parents and subsidiaries; Enter or a double click goes to one. Read off the main thread when it is looked at."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._account_id = ""
        self._tops: Sequence[GroupMember] = ()
        self.tree = QTreeWidget()
        self.tree.setColumnCount(4)
        self.tree.setUniformRowHeights(True)
        self.tree.setAllColumnsShowFocus(True)
        self.tree.itemActivated.connect(lambda item: frame.show_record("account", str(item.data(0, _ID))))
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for section, width in ((1, 110), (2, 100), (3, 130)):
            header.resizeSection(section, pixels(width))
        self._note = label("", "muted", wraps=True)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(GRID)
        body.addWidget(self.tree, 1)
        body.addWidget(self._note)
        self.setFocusProxy(self.tree)
        self._say()

    def show_group(self, account_id: str) -> None:
        """Show the group of an account."""
        self._account_id = account_id
        desk = self._frame.desk

        def work(job: Job) -> "tuple[GroupMember, ...]":
            from salesdesk.desk.group_tree import group_tree

            return group_tree(desk, account_id)

        self._frame.tasks.run(work, owner=self, done=self._show)

    def _show(self, tops: "Sequence[GroupMember]") -> None:
        self._tops = tops
        self.tree.clear()
        for member in tops:
            self.tree.addTopLevelItem(self._item(member))
        self.tree.expandAll()
        is_alone = len(tops) == 1 and not tops[0].members
        self._note.setText(
            tr("It stands alone. Name a parent account in its profile, and the group appears here.")
            if is_alone
            else ""
        )
        self._note.setVisible(is_alone)

    def _item(self, member: "GroupMember") -> QTreeWidgetItem:
        account = member.account
        tier = choice(f"account.tier.{account.tier}") if account.tier else ""
        deals = number(member.open_deals) if member.open_deals else ""
        item = QTreeWidgetItem([account.name, account.city or tier, deals, money_total(member.amounts)])
        item.setData(0, _ID, account.id)
        item.setToolTip(0, account.name)
        for section in (2, 3):
            item.setTextAlignment(section, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if account.id == self._account_id:
            font = item.font(0)
            font.setBold(True)
            item.setFont(0, font)
        item.addChildren([self._item(one) for one in member.members])
        return item

    def _say(self) -> None:
        self.tree.setHeaderLabels([tr("Account"), tr("City"), tr("Open deals"), tr("Open amount")])
        for section in (2, 3):
            self.tree.headerItem().setTextAlignment(
                section, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
        self.tree.setAccessibleName(tr("Group"))
        self._show(self._tops)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._say()
