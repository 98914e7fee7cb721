"""The rooms of the window: each one line here, each in a package of its own, built on its first visit."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from salesdesk.text import tr

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk
    from salesdesk.ui.kit.screen import Frame, Screen


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One room: `factory` is `module:class` of its screen, `count` `module:function` that counts what waits there."""

    name: str
    words: Callable[[], str]
    icon: str
    factory: str
    kinds: tuple[str, ...] = ()
    """The kinds of record that are shown here."""
    count: str = ""
    is_at_foot: bool = False

    @property
    def exists(self) -> bool:
        """Whether its package is there."""
        module = self.factory.partition(":")[0]
        return find_spec(module.rpartition(".")[0]) is not None and find_spec(module) is not None

    def build(self, frame: "Frame") -> "Screen":
        """Make its screen."""
        from salesdesk.ui.kit.screen import Screen

        module, _, name = self.factory.partition(":")
        made = getattr(import_module(module), name)(frame)
        assert isinstance(made, Screen)
        return made

    def counted(self, desk: "Desk") -> int:
        """How much waits there; 0 where nothing is counted. Called off the main thread."""
        module, _, name = self.count.partition(":")
        if not module or find_spec(module) is None:
            return 0
        return int(getattr(import_module(module), name)(desk))


ROOMS: tuple[Room, ...] = (
    Room(
        name="today", words=lambda: tr("Today"), icon="house",
        factory="salesdesk.ui.today.screen:TodayScreen", count="salesdesk.ui.today.counts:waiting",
    ),
    Room(
        name="accounts", words=lambda: tr("Accounts"), icon="building-2",
        factory="salesdesk.ui.accounts.screen:AccountsScreen", kinds=("account", "site"),
    ),
    Room(
        name="contacts", words=lambda: tr("Contacts"), icon="users",
        factory="salesdesk.ui.contacts.screen:ContactsScreen", kinds=("contact",),
    ),
    Room(
        name="visits", words=lambda: tr("Visits"), icon="calendar-check",
        factory="salesdesk.ui.visits.screen:VisitsScreen", kinds=("visit", "touch"),
        count="salesdesk.ui.visits.counts:waiting",
    ),
    Room(
        name="deals", words=lambda: tr("Deals"), icon="handshake",
        factory="salesdesk.ui.deals.screen:DealsScreen", kinds=("deal",),
    ),
    Room(
        name="funnel", words=lambda: tr("Funnel"), icon="funnel",
        factory="salesdesk.ui.funnel.screen:FunnelScreen",
    ),
    Room(
        name="plans", words=lambda: tr("Plans"), icon="file-text",
        factory="salesdesk.ui.plans.screen:PlansScreen", kinds=("account_plan",),
    ),
    Room(
        name="goals", words=lambda: tr("Goals"), icon="target",
        factory="salesdesk.ui.goals.screen:GoalsScreen",
    ),
    Room(
        name="toolbox", words=lambda: tr("Toolbox"), icon="wrench",
        factory="salesdesk.ui.toolbox.screen:ToolboxScreen", kinds=("tool",),
    ),
    Room(
        name="team", words=lambda: tr("Team"), icon="network",
        factory="salesdesk.ui.team.screen:TeamScreen", kinds=("member",),
    ),
    Room(
        name="sync", words=lambda: tr("Sync"), icon="refresh-cw", is_at_foot=True,
        factory="salesdesk.ui.sync.screen:SyncScreen", count="salesdesk.ui.sync.counts:unsent",
    ),
    Room(
        name="settings", words=lambda: tr("Settings"), icon="settings", is_at_foot=True,
        factory="salesdesk.ui.settings.screen:SettingsScreen",
    ),
)  # fmt: skip


def rooms_here() -> tuple[Room, ...]:
    """The rooms whose package is there."""
    return tuple(room for room in ROOMS if room.exists)
