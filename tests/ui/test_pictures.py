"""Pictures of every room: in both languages and themes, on a page of their own, nothing remembered."""

import pytest

from salesdesk.desk import settings
from salesdesk.desk.desk import Desk
from salesdesk.domain.account import Account
from salesdesk.domain.problems import Known
from salesdesk.text import using
from salesdesk.ui import main_window, pictures
from tests.ui.rooms_of_test import ROOMS


@pytest.fixture
def workspace(tmp_path):
    desk = Desk.create(tmp_path / "desk", name="张伟")
    desk.write("add.account", lambda w: w.add(Account(name="华北电力")))
    desk.close()
    return tmp_path / "desk"


def test_every_room_in_both_languages_and_themes(theme, workspace, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(main_window, "rooms_here", lambda: ROOMS)
    with using("zh_CN"):  # as the command line does for its own words
        made = pictures.take_pictures(workspace, tmp_path / "out")
    names = {path.name for path in made}
    assert made[0].name == "index.html"
    assert {"accounts-en-dark-1366x768.png", "contacts-zh_CN-light-1920x1080.png"} <= names
    assert "accounts-filtered-en-light-1366x768.png" in names
    assert len(names) == 1 + 2 * 2 * (2 * 2 + 1)
    assert all(path.stat().st_size > 1000 for path in made)
    page = made[0].read_text("utf-8")
    assert page.count("<img") == len(made) - 1
    desk = Desk.open(workspace)
    assert settings.setting(desk, settings.LANGUAGE) == ""
    desk.close()


def test_no_workspace_is_a_known_fault(theme, tmp_path) -> None:
    with pytest.raises(Known):
        pictures.take_pictures(tmp_path / "nowhere", tmp_path / "out")
