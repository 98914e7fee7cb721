"""Two workspaces that differ only in who the coach is look the same, byte by byte, apart from the coach itself."""

import shutil
from pathlib import Path

from salesdesk.domain.kinds import KINDS
from tests.cli.conftest import Line


def seen(line: Line, out: Path, deal: str, people: list[str]) -> dict[str, object]:
    """Everything that can be listed, exported, printed and found."""
    found: dict[str, object] = {}
    for kind in KINDS:
        if kind != "coach":
            found[f"list {kind}"] = line.do("list", kind)
            for form in ("csv", "xlsx"):
                line.do("export", kind, "--format", form, "-o", str(out))
                found[f"{form} {kind}"] = out.read_bytes()
    for record in (deal, *people):
        kind = "deal" if record == deal else "contact"
        found[f"history {record}"] = line.do("history", kind, record)
    for text in ("coach", "教练", "Li", "ours"):
        found[f"search {text}"] = line.do("search", text)
    return found


def test_who_the_coach_is_shows_nowhere_else(cli: Line, tmp_path: Path) -> None:
    account = cli.add("account", "name=Home")
    people = [cli.add("contact", f"name={name}", f"account_id={account}") for name in ("Li", "Wang")]
    deal = cli.add("deal", "name=D", f"account_id={account}", "deal_kind=key_project")
    for person in people:
        cli.add("influence", f"deal_id={deal}", f"contact_id={person}", "attitude=supporter")
    views = []
    for number, person in enumerate(people):
        folder = tmp_path / f"w{number}"
        shutil.copytree(cli.folder, folder)
        line = Line(folder, cli.capture)
        line.add("coach", f"deal_id={deal}", f"contact_id={person}", "side=ours", "they_trust_us=true")
        views.append(seen(line, tmp_path / "out", deal, people))
    assert views[0].keys() == views[1].keys()
    assert [name for name in views[0] if views[0][name] != views[1][name]] == []
