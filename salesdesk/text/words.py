"""The words of the interface in the chosen language; every word is looked up when it is shown."""

import contextvars
import gettext
import os
import re
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from salesdesk.text.catalogue import LANGUAGES, load

_ABSENT = "\x00"
_CODE_KEY = re.compile(r"[a-z][a-z0-9_]*(?:\.[A-Za-z0-9_]+)+")


class _Absent(gettext.NullTranslations):
    """The end of the chain: says that no catalogue knows the text."""

    def gettext(self, message: str) -> str:
        return _ABSENT

    def pgettext(self, context: str, message: str) -> str:
        return _ABSENT

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return _ABSENT


_missed: set[tuple[str, str]] = set()
_loaded: dict[str, gettext.NullTranslations] = {}
_loading = threading.RLock()
_screen: str | None = None
_here: contextvars.ContextVar[str | None] = contextvars.ContextVar("language", default=None)
_callbacks: list[Callable[[], None]] = []


def _catalogue(language: str) -> gettext.NullTranslations:
    found = _loaded.get(language)
    if found is None:
        with _loading:
            found = load(language)
            found.add_fallback(_Absent())
            _loaded[language] = found
    return found


def tr(message: str, *, context: str | None = None) -> str:
    """The text in the language in force; `message` is an English sentence or a code key such as kind.deal."""
    if not message:
        return ""
    catalogue = _catalogue(language())
    found = catalogue.pgettext(context, message) if context else catalogue.gettext(message)
    return found if found != _ABSENT else _unknown(message)


def tr_n(singular: str, plural: str, count: int) -> str:
    """The form for a count; both forms may hold {count}, which is filled in here."""
    found = _catalogue(language()).ngettext(singular, plural, count)
    if found == _ABSENT:
        _unknown(singular)
        found = singular if count == 1 else plural
    return found.replace("{count}", str(count))


def _unknown(message: str) -> str:
    """Note what no catalogue knows and answer with something readable; English speaks for itself."""
    is_key = bool(_CODE_KEY.fullmatch(message))
    if is_key or language() != "en":
        _missed.add((language(), message))
    if not is_key:
        return message
    english = _catalogue("en").gettext(message)
    return english if english != _ABSENT else _readable(message)


def _readable(key: str) -> str:
    word = key.rsplit(".", 1)[-1].replace("_", " ").strip()
    return word[:1].upper() + word[1:]


def label(field: str) -> str:
    """The label of the field `kind.field`, else that of a field many kinds share: `field.any.NAME`."""
    own, shared = f"field.{field}", f"field.any.{field.rsplit('.', 1)[-1]}"
    catalogue = _catalogue(language())
    for key in (own, shared):
        found = catalogue.gettext(key)
        if found != _ABSENT:
            return found
    return _unknown(own)


def choice(key: str) -> str:
    """The words for one choice, named `choices.value` such as `attitude.supporter`."""
    return tr(f"choice.{key}")


def kind_name(kind: str) -> str:
    """The name of a record kind for people: `deal` → Deal, 项目."""
    return tr(f"kind.{kind}")


def misses() -> frozenset[tuple[str, str]]:
    """(language, message) asked for so far and known to no catalogue."""
    return frozenset(_missed)


def forget_misses() -> None:
    """Start noting misses afresh."""
    _missed.clear()


def language() -> str:
    """The language in force here: of the enclosing `using`, else of the screen, else of the system."""
    global _screen
    here = _here.get()
    if here is not None:
        return here
    if _screen is None:
        _screen = detect()
    return _screen


def set_language(code: str) -> None:
    """Choose the language of the screen, `en` or `zh_CN`; ValueError for another."""
    global _screen
    if code not in LANGUAGES:
        raise ValueError(f"no such language: {code}")
    changed = language() != code
    _screen = code
    if changed:
        for callback in tuple(_callbacks):
            callback()


def on_language_change(callback: Callable[[], None]) -> Callable[[], None]:
    """Call back after each change of the screen's language; the answer takes the callback away again."""
    _callbacks.append(callback)

    def stop() -> None:
        if callback in _callbacks:
            _callbacks.remove(callback)

    return stop


@contextmanager
def using(code: str) -> Iterator[None]:
    """Speak another language inside the block, in this thread only: for a report in its reader's."""
    if code not in LANGUAGES:
        raise ValueError(f"no such language: {code}")
    token = _here.set(code)
    try:
        yield
    finally:
        _here.reset(token)


def detect(environment: Mapping[str, str] | None = None) -> str:
    """The language the system speaks: zh_CN for any Chinese, else en."""
    names = os.environ if environment is None else environment
    spoken = [names.get(name, "") for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")]
    first = next((value for value in spoken if value), "")
    if not first and environment is None:
        first = _of_platform()
    return "zh_CN" if first.lower().startswith(("zh", "chinese")) else "en"


def _of_platform() -> str:
    """Windows and macOS keep the language elsewhere than in the environment."""
    if sys.platform == "win32":
        import ctypes

        primary = ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF
        return "zh" if primary == 0x04 else "en"
    import locale

    return locale.getlocale()[0] or ""
