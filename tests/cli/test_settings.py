"""config, doctor, help and version."""

import pytest

from tests.cli.conftest import Line


def test_settings_are_shown_set_and_reset(cli: Line) -> None:
    assert cli.do("config")["settings"]["currency"] == "CNY"
    assert cli.do("config", "text_percent", "125") == {"key": "text_percent", "value": 125}
    assert cli.do("config", "text_percent") == {"key": "text_percent", "value": 125}
    assert cli.do("config", "text_percent", "")["value"] == 100
    for key, value, code in (
        ("text_percent", "big", "E_TYPE"),
        ("text_percent", "-5", "E_FIELD"),
        ("theme", "pink", "E_CHOICE"),
    ):
        assert (fault := cli.fail("config", key, value))["error"] == code, fault
    fault = cli.fail("config", "nonsense")
    assert fault["error"] == "E_FIELD" and "nonsense" in fault["message"]


def test_a_limit_of_the_team_is_a_step_that_can_be_undone(cli: Line) -> None:
    cli.do("config", "stale_after_days", "30")
    assert cli.do("config", "stale_after_days")["value"] == 30
    cli.do("undo")
    assert cli.do("config", "stale_after_days")["value"] == 90


def test_the_language_set_speaks_until_another_is_asked_for(cli: Line) -> None:
    cli.do("config", "language", "zh_CN")
    assert "没有" in cli.fail("show", "account", "0" * 32)["message"]
    assert "no such record" in cli.fail("--lang", "en", "show", "account", "0" * 32)["message"]


def test_doctor_says_what_is_wrong(cli: Line, bare: Line) -> None:
    found = cli.do("doctor")
    assert found["ok"] is True
    states = {row["check"]: row["state"] for row in found["checks"]}
    assert (states["workspace"], states["window"], states["passphrase"]) == ("ok", "ok", "warning")
    cli.do("workspace", "backup")
    assert {row["check"]: row["state"] for row in cli.do("doctor")["checks"]}["backup"] == "ok"
    (cli.folder / "workspace.db").write_bytes(b"garbage" * 1000)
    code, found = cli.run("doctor", "--lang", "zh_CN")
    assert (code, found["ok"]) == (1, False)
    fault = next(row for row in found["checks"] if row["state"] == "fault")
    assert fault["message"] and fault["remedy"]


def test_doctor_without_a_workspace(bare: Line) -> None:
    assert {row["check"]: row["state"] for row in bare.do("doctor")["checks"]}["workspace"] == "warning"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_help_of_every_command_is_in_the_language(bare: Line, language: str) -> None:
    import click

    from salesdesk.cli.main import root
    from salesdesk.text import using
    from salesdesk.text.words import forget_misses, misses

    def paths(command: click.Command, words: tuple[str, ...]):
        yield words
        if isinstance(command, click.Group):
            for name in command.list_commands(click.Context(command)):
                below = command.get_command(click.Context(command), name)
                assert below is not None
                yield from paths(below, (*words, name))

    forget_misses()
    with using(language):
        for words in paths(root(), ()):
            code, answer = bare.run("--lang", language, *words, "--help")
            assert code == 0 and answer["help"].strip()
    assert sorted(misses()) == []


def test_shared_options_stand_before_or_after_the_command(
    cli: Line, capsys: pytest.CaptureFixture[str]
) -> None:
    from salesdesk.cli.main import run

    folder = str(cli.folder)
    lines = [
        ["--workspace", folder, "--json", "list", "account"],
        ["list", "account", "--json", "--workspace", folder],
        [f"--workspace={folder}", "list", "--json", "account", "--lang=en"],
        ["list", "--lang", "zh_CN", "account", f"--workspace={folder}", "--json"],
    ]
    for words in lines:
        capsys.readouterr()
        assert run(words, open_app=lambda *_: 9) == 0
        assert capsys.readouterr().out == '{"rows": [], "total": 0}\n'


def test_without_a_command_the_app_opens(bare: Line) -> None:
    from salesdesk.cli.main import run

    opened = []

    def open_app(*facts) -> int:
        opened.append(facts)
        return 7

    code = run(
        ["--workspace", str(bare.folder), "--lang", "zh_CN"],
        open_app=open_app,
    )
    assert (code, opened) == (7, [(bare.folder, "zh_CN")])


def test_version(bare: Line) -> None:
    assert bare.do("--version")["version"]
