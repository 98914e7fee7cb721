"""Conditions on records, as `stage >= 3 and name ~ "valve"`, read into a small tree.

A comparison is `FIELD (= != < <= > >= ~) VALUE`, `FIELD is empty` or `FIELD is not empty`; `and` binds closer than
`or`, brackets group, quotes hold blanks.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from salesdesk.domain.problems import Known
from salesdesk.domain.record import Field, Value

LONGEST = 10_000
MOST_COMPARISONS = 200
DEEPEST = 20

_FIELD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_OPERATOR = re.compile(r"!=|<=|>=|=|<|>|~")
_IS = re.compile(r"is\s+(not\s+)?empty(?![A-Za-z0-9_])", re.IGNORECASE)
_WORD = re.compile(r"(and|or)(?![A-Za-z0-9_])", re.IGNORECASE)
_BARE = re.compile(r"[^\s\"'=<>!~()]\S*")
_SPACES = re.compile(r"\s*")

Operand = Value | Decimal
"""What a field is compared with; money is a decimal, because the currency is each record's own."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison as it is written; the operator is also `empty` or `filled`."""

    field: str
    operator: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class FieldTest:
    """One comparison tied to a field; the operator is also `empty`, `filled`, or `in` for one of several codes."""

    field: Field
    operator: str
    operand: Operand | tuple[str, ...] = None


@dataclass(frozen=True, slots=True)
class AllOf:
    """Holds when every part holds."""

    parts: "tuple[Comparison | FieldTest | AllOf | AnyOf, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds when one part holds."""

    parts: "tuple[Comparison | FieldTest | AllOf | AnyOf, ...]"


Condition = Comparison | FieldTest | AllOf | AnyOf

# --- read ---------------------------------------------------------------------------------------------------------


def parse(text: str) -> Condition:
    """The condition that the text says; raises Known E_USAGE, naming the part that cannot be understood."""
    if len(text) > LONGEST:
        raise Known("E_USAGE", what=f"{text[:60]}…")
    return _Reader(text).whole()


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._depth = 0
        self._count = 0

    def whole(self) -> Condition:
        """The one condition that fills the text."""
        found = self._any_of()
        if self._at < len(self._text):
            raise self._fault()
        return found

    def _any_of(self) -> Condition:
        parts = [self._all_of()]
        while self._joined_by("or"):
            parts.append(self._all_of())
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def _all_of(self) -> Condition:
        parts = [self._part()]
        while self._joined_by("and"):
            parts.append(self._part())
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def _joined_by(self, word: str) -> bool:
        found = _WORD.match(self._text, self._skip())
        if found is None or found[1].lower() != word:
            return False
        self._at = found.end()
        return True

    def _part(self) -> Condition:
        if self._text[self._skip() : self._at + 1] != "(":
            return self._comparison()
        self._at += 1
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._fault()
        found = self._any_of()
        if self._text[self._skip() : self._at + 1] != ")":
            raise self._fault()
        self._at += 1
        self._depth -= 1
        return found

    def _comparison(self) -> Comparison:
        self._count += 1
        name = self._take(_FIELD)
        if name is None or self._count > MOST_COMPARISONS:
            raise self._fault()
        is_empty = _IS.match(self._text, self._skip())
        if is_empty is not None:
            self._at = is_empty.end()
            return Comparison(name, "filled" if is_empty[1] else "empty")
        operator = self._take(_OPERATOR)
        if operator is None:
            raise self._fault()
        return Comparison(name, operator, self._value())

    def _value(self) -> str:
        quote = self._text[self._skip() : self._at + 1]
        if quote and quote in "\"'":
            return self._quoted(quote)
        bare = self._take(_BARE)
        if bare is None:
            raise self._fault()
        while self._depth and bare.endswith(")") and bare.count(")") > bare.count("("):
            bare = bare[:-1]
            self._at -= 1
        return bare

    def _quoted(self, quote: str) -> str:
        start = self._at
        taken: list[str] = []
        at = start + 1
        while at < len(self._text):
            char = self._text[at]
            if char == quote:
                self._at = at + 1
                return "".join(taken)
            if char == "\\" and self._text[at + 1 : at + 2] in ("\\", quote):
                at += 1
                char = self._text[at]
            taken.append(char)
            at += 1
        raise self._fault()

    def _skip(self) -> int:
        found = _SPACES.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return self._at

    def _take(self, pattern: re.Pattern[str]) -> str | None:
        found = pattern.match(self._text, self._skip())
        if found is None:
            return None
        self._at = found.end()
        return found[0]

    def _fault(self) -> Known:
        return Known(
            "E_USAGE", what=self._text[self._at : self._at + 60] or self._text[-60:], reason="condition"
        )
