"""Six words that one person can say to another on the phone: the secret of an invitation, and fingerprints of keys.

The list is BIP 39's: 2,048 English words, told apart by their first four letters; six words hold 66 bits.
"""

import hashlib
import secrets
import unicodedata
from functools import cache

from salesdesk.domain.problems import Known
from salesdesk.resources import resource

COUNT = 6
BITS = 11


@cache
def word_list() -> tuple[str, ...]:
    """The 2,048 words in the order of their numbers."""
    return tuple(resource("words", "english.txt").read_text("ascii").split())


@cache
def _by_beginning() -> dict[str, str]:
    return {word[:4]: word for word in word_list()}


def new_words() -> str:
    """Six random words, parted by spaces."""
    return " ".join(secrets.choice(word_list()) for _ in range(COUNT))


def read_words(typed: str) -> str:
    """The six words somebody typed, in the one form that is hashed.

    Takes capitals, hyphens, commas, full-width letters, and four letters for a word. Raises Known E_WORDS.
    """
    plain = unicodedata.normalize("NFKC", typed).lower()
    parts = "".join(char if char.isalpha() else " " for char in plain).split()
    words = [_by_beginning().get(part[:4], "") for part in parts]
    is_sound = len(parts) == COUNT and all(
        word.startswith(part) for word, part in zip(words, parts, strict=True)
    )
    if not is_sound:
        raise Known("E_WORDS", reason="list")
    return " ".join(words)


def fingerprint(*keys: bytes) -> str:
    """Six words that stand for public keys: the first 66 bits of their SHA-256."""
    number = int.from_bytes(hashlib.sha256(b"salesdesk-fingerprint-1\0" + b"".join(keys)).digest(), "big")
    places = [(number >> (256 - BITS * place)) & ((1 << BITS) - 1) for place in range(1, COUNT + 1)]
    return " ".join(word_list()[place] for place in places)
