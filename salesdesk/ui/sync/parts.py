"""The cards of the sync room: work alone, what leaves, what comes in, and for a manager the team."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from salesdesk.domain.kinds import KINDS
from salesdesk.text import choice, kind_name, tr, tr_n
from salesdesk.text.errors import sentence
from salesdesk.text.formats import moment_words, number
from salesdesk.ui.kit.files_panel import dropped_files
from salesdesk.ui.kit.icons import pixmap
from salesdesk.ui.kit.panels import Card, badge, button, label, link, row
from salesdesk.ui.kit.theme import GRID
from salesdesk.ui.sync.results import state_words
from salesdesk.ui.sync.state import SyncState

_MOST_KINDS = 8
Deed = Callable[[], object]


def _picture(name: str) -> QLabel:
    made = QLabel()
    made.setPixmap(pixmap(name, 20, token="accent_ink", ratio=made.devicePixelRatioF()))
    return made


def _titled(icon: str, words: str) -> Card:
    card = Card()
    card.body.addLayout(row(_picture(icon), label(words, "strong"), 1))
    return card


def alone_card(join: Deed, lead: Deed) -> Card:
    """For who works alone: that this is fine, and the two ways into a team."""
    card = _titled("user", tr("You work alone"))
    card.body.addWidget(label(tr(
        "Everything works without a team, and nothing leaves this computer. When your manager invites you, you get a "
        "file and six words; with them you join, and from then on you hand your work over as bundles."
    ), wraps=True))  # fmt: skip
    deeds = row(
        button(tr("Join a team …"), join, is_primary=True), button(tr("Lead a team of your own …"), lead), 1
    )
    card.body.addLayout(deeds)
    return card


def pending_card(join: Deed) -> Card:
    """For who sent a request and waits."""
    card = _titled("hourglass", tr("Waiting for the approval"))
    card.body.addWidget(label(tr(
        "Your request is written. When your manager sends the approval file, drag it here. Meanwhile everything works."
    ), wraps=True))  # fmt: skip
    card.body.addLayout(row(button(tr("Answer another invitation …"), join), 1))
    return card


def outbox_card(state: SyncState, export: Deed) -> Card:
    """What the next bundle brings, in words; private notes never leave."""
    card = _titled("upload", tr("What leaves"))
    waiting = state.waiting
    if waiting.changes:
        words = tr_n(
            "One change, made {when}, is in no bundle yet:", "{count} changes since {when} are in no bundle yet:",
            waiting.changes,
        ).format(count=number(waiting.changes), when=moment_words(waiting.since))  # fmt: skip
    else:
        words = tr("Everything you did is in a bundle.")
    card.body.addWidget(label(words, wraps=True))
    if waiting.records:
        card.body.addWidget(_kinds_grid(waiting.records))
    if waiting.private:
        words = tr("Private notes never leave this computer ({count} changes).").format(
            count=number(waiting.private)
        )
        stays = row(badge(tr("stays here"), "good"), label(words, "muted", wraps=True))
        stays.setStretch(1, 1)
        card.body.addLayout(stays)
    last = waiting.last_exchange
    said = tr("Last bundle: {when}.").format(when=moment_words(last)) if last else tr("No bundle yet.")
    more = tr(
        "A bundle holds all your work, sealed for your team alone; what the team has already is recognised there."
    )
    card.body.addWidget(label(f"{said} {more}", "muted", wraps=True))
    card.body.addLayout(row(button(tr("Write a bundle …"), export, is_primary=True), 1))
    return card


def _kinds_grid(records: tuple[tuple[str, int], ...]) -> QWidget:
    inner = QWidget()
    grid = QGridLayout(inner)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(2 * GRID)
    grid.setVerticalSpacing(2)
    shown = [(kind_name(kind) if kind in KINDS else kind, count) for kind, count in records[:_MOST_KINDS]]
    rest = sum(count for _, count in records[_MOST_KINDS:])
    if rest:
        shown.append((tr("Others"), rest))
    for at, (name, count) in enumerate(shown):
        figure = label(number(count))
        figure.setAlignment(Qt.AlignmentFlag.AlignRight)
        grid.addWidget(figure, at // 2, at % 2 * 2)
        grid.addWidget(label(name, "muted"), at // 2, at % 2 * 2 + 1)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(3, 1)
    return inner


class DropCard(Card):
    """A place to drag files to; `take(paths)` gets them."""

    def __init__(self, words: str, more: str, take: Callable[[list[Path]], object], ask: Deed) -> None:
        super().__init__()
        self._take = take
        self.setAcceptDrops(True)
        self.body.addLayout(row(_picture("download"), label(words, "strong"), 1))
        self.body.addWidget(label(more, "muted", wraps=True))
        self.body.addLayout(row(button(tr("Choose files …"), ask), 1))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._take(dropped_files(event))


def team_card(state: SyncState, invite: Deed, revoke: Callable[[str, str], object]) -> Card:
    """The team of a manager: its people and their devices, invitations that are out."""
    card = _titled("network", tr("Your team: {team}").format(team=state.team))
    if state.store is None:
        said = sentence(state.store_fault, dict(state.fault_facts))
        card.body.addWidget(label(said.message, "problem", wraps=True))
        card.body.addWidget(label(said.remedy, "muted", wraps=True))
        return card
    grid = QGridLayout()
    grid.setHorizontalSpacing(2 * GRID)
    grid.setVerticalSpacing(GRID // 2)
    for at, words in enumerate((tr("Person"), tr("Role"), tr("Last bundle"), "")):
        grid.addWidget(label(words, "label"), 0, at)
    for line, device in enumerate(state.store.devices, start=1):
        grid.addWidget(label(device.name, can_copy=True), line, 0)
        grid.addWidget(label(choice(f"member.role.{device.role}"), "muted"), line, 1)
        last = tr("no. {number}").format(number=device.last_bundle) if device.last_bundle else tr("none yet")
        grid.addWidget(label(last, "muted"), line, 2)
        if device.is_revoked:
            grid.addWidget(badge(tr("shut out"), "danger"), line, 3)
        elif device.role != "manager":
            grid.addWidget(link(tr("Shut out …"), partial(revoke, device.device, device.name)), line, 3)
    grid.setColumnStretch(0, 1)
    card.body.addLayout(grid)
    out = [one for one in state.store.invitations if not one.is_used]
    if out:
        words = tr("{count} invitations are out.").format(count=number(len(out)))
        card.body.addWidget(label(words, "muted", wraps=True))
    card.body.addLayout(row(button(tr("Invite somebody …"), invite, is_primary=True), 1))
    card.body.addWidget(label(_store_words(state), "muted", wraps=True, can_copy=True))
    return card


def _store_words(state: SyncState) -> str:
    assert state.store is not None
    files = " · ".join(
        f"{state_words(name)} {number(count)}" for name, count in sorted(state.store.files.items())
    )
    said = [
        tr("Store: {path}").format(path=state.store.store),
        tr("{count} changes").format(count=number(state.store.operations)), files,
    ]  # fmt: skip
    return " · ".join(part for part in said if part)


def aside_card(state: SyncState, retry: Deed, release: Callable[[str, str], object]) -> Card:
    """Files that are not in yet, and why."""
    card = _titled("shield-alert", tr("Not taken in"))
    for file in state.aside:
        said = sentence(file.code, {**file.facts, "file": file.file})
        names = " · ".join(part for part in (file.sender, state_words(file.state)) if part)
        head = row(label(file.file, "strong", can_copy=True), label(names, "muted"), 1)
        if file.code == "E_REVOKED_DEVICE":
            head.addWidget(link(tr("Let it in after all …"), partial(release, file.sha256.hex(), file.file)))
        card.body.addLayout(head)
        card.body.addWidget(label(f"{said.message} {said.remedy}", wraps=True))
    card.body.addLayout(row(button(tr("Try again"), retry, icon_name="rotate-ccw"), 1))
    return card
