"""The catalogues of words: .po sources by area, compiled into one .mo per language beside them.

The compiled file carries a checksum of its sources, so a checkout needs no build step and a changed
source is compiled at the next start. `python -m salesdesk.text` compiles both languages and
lists what is missing; a frozen program ships the compiled files alone.
"""

import contextlib
import gettext
import io
import os
import zlib
from collections.abc import Callable
from pathlib import Path

from salesdesk.resources import resource

LANGUAGES = ("en", "zh_CN")
_PLURALS = {"en": "nplurals=2; plural=(n != 1);", "zh_CN": "nplurals=1; plural=0;"}


def locale_folder() -> Path:
    """The folder that holds one folder of sources per language."""
    return resource("locale")


def sources(language: str, folder: Path | None = None) -> list[Path]:
    """The .po files of a language, in the order in which they are compiled."""
    return sorted(((folder or locale_folder()) / language).glob("*.po"))


def load(language: str, folder: Path | None = None) -> gettext.NullTranslations:
    """The catalogue of a language, compiled anew when its sources have changed since."""
    where = (folder or locale_folder()) / language
    texts = {path.name: path.read_bytes() for path in sources(language, folder)}
    compiled = where / "salesdesk.mo"
    stamp = _stamp(texts)
    with contextlib.suppress(OSError):
        data = compiled.read_bytes()
        if not texts or f"X-Sources: {stamp}\n".encode() in data:
            return gettext.GNUTranslations(io.BytesIO(data))
    if not texts:
        return gettext.NullTranslations()
    data = compile_sources(language, texts)
    _keep(compiled, data)
    return gettext.GNUTranslations(io.BytesIO(data))


def compile_sources(
    language: str, texts: dict[str, bytes], refused: Callable[[str], None] | None = None
) -> bytes:
    """The .mo form of the sources; a source that cannot be read is left out and told to `refused`."""
    from salesdesk.text.po import PoError, messages_of, read_po, write_mo

    messages: dict[str, str] = {}
    for name, data in texts.items():
        try:
            messages.update(messages_of(read_po(data.decode("utf-8-sig"), name)))
        except (PoError, UnicodeDecodeError) as error:
            if refused is not None:
                refused(str(error))
    header = (
        f"Content-Type: text/plain; charset=UTF-8\nLanguage: {language}\n"
        f"Plural-Forms: {_PLURALS[language]}\nX-Sources: {_stamp(texts)}\n"
    )
    return write_mo(messages, header)


def _stamp(texts: dict[str, bytes]) -> str:
    checksum = 0
    for name, data in sorted(texts.items()):
        checksum = zlib.crc32(data, zlib.crc32(name.encode(), checksum))
    return f"{checksum:08x}-{sum(map(len, texts.values()))}"


def _keep(path: Path, data: bytes) -> None:
    """Write the compiled file so that another process never reads half of it; a read-only place is fine."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
