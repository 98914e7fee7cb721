"""Sorting keys and search words: pinyin for Chinese, pairs of characters for finding any part of any word.

Search keeps every pair of neighbouring letters, digits or characters of a text as one token, the last single one of
each run, and every Chinese character alone. A query of any length is then a phrase of such tokens and finds exactly
what LIKE finds inside a run, in every script. Code points are written in hexadecimal, so that no rule of a tokenizer
interferes.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from operator import add

SORT_KEY_LIMIT = 120

SURNAMES = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "查": "zha", "区": "ou", "朴": "piao", "任": "ren",
    "盖": "ge", "华": "hua", "纪": "ji", "冼": "xian", "燕": "yan", "尹": "yin", "员": "yun", "乐": "yue",
    "翟": "zhai", "覃": "qin", "缪": "miao", "宓": "mi", "牟": "mou", "朱": "zhu", "尉迟": "yu chi", "万俟": "mo qi",
    "长孙": "zhang sun", "澹台": "tan tai", "宿": "su", "洗": "xian", "黑": "he", "秘": "bi", "召": "shao",
}  # fmt: skip


def has_chinese(text: str) -> bool:
    """Whether the text holds a Chinese character (the unified ideographs of all planes)."""
    return any("\u3400" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0003ffff" for char in text)


_CHINESE_RUNS = re.compile("([\u3400-\u9fff\U00020000-\U0003ffff]+)")


@lru_cache(maxsize=50_000)
def _read(run: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin  # 100 ms: only where there is Chinese

    return tuple(lazy_pinyin(run))


def syllables(text: str, *, is_person: bool = False) -> list[str]:
    """The pinyin of each Chinese character, with runs of other characters as they are; a person's surname first."""
    if is_person and len(text) <= 4:
        for length in (2, 1):
            reading = SURNAMES.get(text[:length])
            if reading is not None:
                return [*reading.split(), *(_read(text[length:]) if text[length:] else ())]
    parts: list[str] = []
    for number, run in enumerate(_CHINESE_RUNS.split(text)):
        if number % 2:
            parts.extend(_read(run))
        elif run:
            parts.append(run)
    return parts


def sort_key(value: object, *, is_person: bool = False) -> str:
    """A text that sorts as a reader expects: by pinyin, without regard to case, width or accents."""
    text = unicodedata.normalize("NFKC", str(value or "")).strip()
    if has_chinese(text):
        text = " ".join(syllables(text, is_person=is_person)) + " " + text
    elif not text.isascii():
        text = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return text.casefold()[:SORT_KEY_LIMIT]


def _runs(text: str) -> list[str]:
    if text.isascii():
        return _ASCII_RUNS.findall(text.lower())
    return _ANY_RUNS.findall(unicodedata.normalize("NFKC", text).casefold())


_ASCII_RUNS = re.compile("[a-z0-9]+")
_ANY_RUNS = re.compile(r"(?:[^\W_]|[\u0300-\u036f\u0900-\u0dff\ue000-\uf8ff\U000f0000-\U0010ffff])+")
"""Letters, digits, marks that change a letter, and characters of private use, which Chinese place names have."""


class _Hexadecimal(dict[str, str]):
    def __missing__(self, char: str) -> str:
        code = self[char] = f"{ord(char):x}x"
        return code


_CODE = _Hexadecimal()


@lru_cache(maxsize=50_000)
def _run_tokens(run: str) -> str:
    codes = [_CODE[char] for char in run]
    pairs = [*map(add, codes, codes[1:]), codes[-1]]
    if not run.isascii():  # one Chinese character is a common query, and must not gather a thousand pairs
        pairs += {_CODE[char] + _ALONE for char in run if not char.isascii()}
    return " ".join(pairs)


_ALONE = "z"


def tokens(text: str) -> list[str]:
    """The tokens of each run of a text: every pair of neighbours, and the last single character."""
    return [_run_tokens(run) for run in _runs(text)]


def search_words(texts: Iterable[str], names: Iterable[str], phones: Iterable[str] = ()) -> str:
    """The tokens under which a record is found: its words, the pinyin and initials of its names, phone digits."""
    parts: list[str] = []
    for text in texts:
        parts += tokens(text)
    for name in names:
        parts += tokens(name)
        for form in pinyin_forms(name):
            parts += tokens(form)
    for phone in phones:
        digits = "".join(filter(str.isdecimal, phone))
        parts += tokens(phone) if digits != phone else ()
        parts += tokens(digits)
    return " ".join(parts)


def pinyin_forms(name: str) -> tuple[str, ...]:
    """The pinyin of a Chinese name written together, and its initials; nothing for other names."""
    if not has_chinese(name):
        return ()
    parts = [part for part in syllables(name) if part.strip()]
    initials = "".join(part[0] if part.isascii() else part for part in parts)
    forms = ["".join(parts), initials]
    if len(name) <= 4:  # a person's name: the surname may be read otherwise
        person = [part for part in syllables(name, is_person=True) if part.strip()]
        forms += ["".join(person), "".join(part[0] if part.isascii() else part for part in person)]
    return tuple(dict.fromkeys(forms))


def match_query(query: str) -> str:
    """The FTS5 expression that finds all runs of the query, each anywhere; empty when nothing can be looked for."""
    terms = []
    for run in _runs(query):
        codes = [_CODE[char] for char in run]
        if len(codes) == 1:
            terms.append(f'"{codes[0]}"*' if run.isascii() else f'"{codes[0]}{_ALONE}"')
        else:
            terms.append('"' + " ".join(first + second for first, second in pairwise(codes)) + '"')
    return " AND ".join(terms)
