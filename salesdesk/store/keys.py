"""Sorting keys and search words: pinyin for Chinese, pairs of characters for finding any part of any word.

Search keeps every pair of neighbouring letters, digits or characters of a text as one token, and the last single one
of each run. A query of any length from one character up is then a phrase of such tokens, and finds exactly what
LIKE finds inside a run, in every script. Code points are written in hexadecimal, so no tokenizer rule interferes.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

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


@lru_cache(maxsize=20_000)
def syllables(text: str, *, is_person: bool = False) -> tuple[str, ...]:
    """The pinyin of each Chinese character, with runs of other characters as they are; a person's surname first."""
    from pypinyin import lazy_pinyin  # 100 ms: only where there is Chinese

    if is_person:
        for length in (2, 1):
            reading = SURNAMES.get(text[:length])
            if reading is not None and len(text) <= 4:
                return (*reading.split(), *lazy_pinyin(text[length:]))
    return tuple(lazy_pinyin(text))


def sort_key(value: object, *, is_person: bool = False) -> str:
    """A text that sorts as a reader expects: by pinyin, without regard to case, width or accents."""
    text = unicodedata.normalize("NFKC", str(value or "")).strip()
    if has_chinese(text):
        text = " ".join(syllables(text, is_person=is_person)) + " " + text
    elif not text.isascii():
        text = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return text.casefold()[:SORT_KEY_LIMIT]


def _runs(text: str) -> Iterator[str]:
    folded = text.casefold() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    run: list[str] = []
    for char in folded:
        if char.isalnum() or unicodedata.category(char) in ("Mn", "Mc", "Co", "Cn"):
            run.append(char)
        elif run:
            yield "".join(run)
            run = []
    if run:
        yield "".join(run)


def _hex(char: str) -> str:
    return f"{ord(char):x}"


def tokens(text: str) -> Iterator[str]:
    """The tokens of a text: every pair of neighbours, and the last single character of each run."""
    for run in _runs(text):
        codes = [_hex(char) for char in run]
        for first, second in zip(codes, codes[1:], strict=False):
            yield f"{first}x{second}"
        yield f"{codes[-1]}x"


def search_words(texts: Iterable[str], names: Iterable[str], phones: Iterable[str] = ()) -> str:
    """The tokens under which a record is found: its words, the pinyin and initials of its names, phone digits."""
    parts = [token for text in texts if text for token in tokens(text)]
    for name in names:
        parts.extend(token for text in (name, *pinyin_forms(name)) if text for token in tokens(text))
    for phone in phones:
        digits = "".join(char for char in phone if char.isdigit())
        if digits:
            parts.extend(tokens(digits))
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
        codes = [_hex(char) for char in run]
        if len(codes) == 1:
            terms.append(f'"{codes[0]}x"*')
        else:
            pairs = " ".join(f"{first}x{second}" for first, second in zip(codes, codes[1:], strict=False))
            terms.append(f'"{pairs}"')
    return " AND ".join(terms)
