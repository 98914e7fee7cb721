"""Every deed the program does has a name in both languages, for undo."""

import re
from pathlib import Path

import salesdesk
from salesdesk.text import using
from salesdesk.text.deeds import deed_words

CALL = re.compile(r"\bwrite\(\s*\"([a-z_]+)\"")


def test_every_deed_is_named_in_both_languages() -> None:
    root = Path(salesdesk.__file__).parent
    labels = {
        label for path in root.rglob("*.py") for label in CALL.findall(path.read_text(encoding="utf-8"))
    }
    assert "move_stage" in labels
    for language in ("en", "zh_CN"):
        with using(language):
            assert [label for label in sorted(labels) if deed_words(label).startswith("edit.")] == []
