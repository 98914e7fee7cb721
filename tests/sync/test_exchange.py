"""From a rep's desk into the team store, by files."""

from collections.abc import Callable

from salesdesk.desk.desk import Desk
from salesdesk.domain.account import Account
from tests.sync.conftest import Team

AddAccount = Callable[[Desk, str], Account]


def test_a_bundle_brings_a_solo_workspace_into_the_store(team: Team, add_account: AddAccount) -> None:
    rep = team.solo("李卫东")
    account = add_account(rep, "华北电力设备有限公司")
    team.admit(rep)
    result = team.deliver(rep)
    assert (result.state, result.code, result.refused) == ("APPLIED", "", {})
    assert result.new == result.operations == 2
    with team.store() as store, store.database.read() as connection:
        names = connection.exec_driver_sql("SELECT id, name FROM account").fetchall()
    assert [tuple(row) for row in names] == [(account.id, "华北电力设备有限公司")]
