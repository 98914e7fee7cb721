"""What the launcher says, on standard error, in English or Chinese by the language of the system."""

import locale
import os
import sys
from typing import NoReturn


class SetUpFailed(Exception):
    """Set-up cannot go on; holds the plain sentence for the person, in their language."""


def speaks_chinese() -> bool:
    """Whether the system's language is Chinese, read as gettext reads it."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return value.lower().startswith("zh")
    return (locale.getlocale()[0] or "").lower().startswith(("zh", "chinese"))


def choose(english: str, chinese: str) -> str:
    """The sentence in the person's language."""
    return chinese if speaks_chinese() else english


def tell(english: str, chinese: str) -> None:
    """Write one line for the person."""
    text = choose(english, chinese)
    encoding = sys.stderr.encoding or "utf-8"
    sys.stderr.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")
    sys.stderr.flush()


def give_up(english: str, chinese: str) -> NoReturn:
    """Raise SetUpFailed with the sentence in the person's language."""
    raise SetUpFailed(choose(english, chinese))
