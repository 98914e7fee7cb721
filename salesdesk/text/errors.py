"""Words for what went wrong in the world: what happened, what is safe, what to do next."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from salesdesk.text.words import kind_name, tr

CODES = (
    # values and records
    "E_FIELD",
    "E_TYPE",
    "E_CHOICE",
    "E_REQUIRED",
    "E_TOO_LONG",
    "E_RANGE",
    "E_CHARACTERS",
    "E_CURRENCY",
    "E_REFERENCE",
    "E_KIND",
    "E_USAGE",
    "E_NOT_FOUND",
    "E_NOTHING_TO_UNDO",
    "E_CHANGED_SINCE",
    # the workspace
    "E_LOCKED",
    "E_PASSPHRASE",
    "E_KEY",
    "E_COST",
    "E_NOT_WORKSPACE",
    "E_NEWER_WORKSPACE",
    "E_DAMAGED",
    "E_OLD_SQLITE",
    "E_EXISTS",
    "E_READ_ONLY",
    "E_DISK_FULL",
    "E_FILE",
    "E_INTERNAL",
    # bundles
    "E_MAGIC",
    "E_HEADER",
    "E_HEADER_TOO_BIG",
    "E_SIGNATURE",
    "E_REVOKED_DEVICE",
    "E_HASH",
    "E_TRUNCATED",
    "E_TRAILING",
    "E_NOT_FOR_US",
    "E_TOO_MANY_RECIPIENTS",
    "E_COMPRESSION",
    "E_TOO_LARGE",
    "E_COUNT",
    "E_WRONG_TEAM",
    "E_BINDING",
    "E_TWO_HUBS",
    "E_GAP",
    "E_UNKNOWN_DEVICE",
    "E_NEWER_FORMAT",
    # joining a team
    "E_INVITATION",
    "E_WORDS",
    "E_EXPIRED",
    "E_USED",
    "E_NO_TEAM",
    "E_STORE",
    # operations refused, and notices
    "R_RIGHTS",
    "R_RECORD",
    "R_TOO_BIG",
    "R_AUTHOR",
    "N_DUPLICATE",
    "N_FORK",
    "N_CLOCK",
    "N_OLDER_SCHEMA",
    "N_ORPHAN",
    "N_DUP_KEY",
    "N_HUB_RESTORED",
    "N_REPLAYED_OLD",
    "N_LATE_WORK",
)
"""Every code with words of its own; each has a message and a remedy in both languages."""

REASONS = frozenset(
    {
        "E_FIELD.required",
        "E_FIELD.unknown",
        "E_FIELD.range",
        "E_FIELD.too_long",
        "E_FIELD.control",
        "E_FIELD.cycle",
        "E_FIELD.closed",
        "E_FIELD.not_closed",
        "E_FIELD.unchanged",
        "E_FIELD.scope",
        "E_FIELD.home",
        "E_PASSPHRASE.missing",
        "E_NOT_WORKSPACE.database",
        "E_NOT_WORKSPACE.key",
        "E_NOT_WORKSPACE.key_sealed",
        "E_USED.member",
        "E_WRONG_TEAM.member",
        "E_WORDS.missing",
        "E_WORDS.fingerprint",
        "E_NO_TEAM.manager",
        "E_STORE.engine",
        "E_STORE.foreign",
    }
)
"""Codes with a reason that has a sentence of its own."""

_OPTIONAL = re.compile(r"\[\[(.*?)\]\]")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """What happened and what is safe, and what to do next."""

    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


def sentence(code: str, facts: Mapping[str, object] | None = None) -> Sentence:
    """The words for a code with its facts; what has no fact is left out, an unknown code is named as it is.

    A fact `reason` chooses the sentence of a code that has several; `kind` and `type` are said in words.
    """
    known = {name: str(value) for name, value in (facts or {}).items() if str(value)}
    if code not in _KNOWN:
        message = tr("This did not work ({code}). Nothing was changed.").format(code=code)
        return Sentence(message, tr("Try again; if it happens again, send the report from Settings."))
    if "type" in known:
        known["type_words"] = tr(f"type.{known['type']}")
    if known.get("kind", "").isidentifier():
        known["kind_words"] = kind_name(known["kind"])
    name = f"{code}.{known.get('reason', '').replace('.', '_')}"
    key = f"error.{name if name in REASONS else code}"
    return Sentence(filled(tr(key), known), filled(tr(f"{key}.remedy"), known))


_KNOWN = frozenset(CODES)


def filled(template: str, facts: Mapping[str, str]) -> str:
    """Fill in the facts; a part in double brackets is dropped when a fact of it is missing."""

    def part(match: re.Match[str]) -> str:
        names = _PLACEHOLDER.findall(match[1])
        return match[1] if all(name in facts for name in names) else ""

    whole = _OPTIONAL.sub(part, template)
    return _PLACEHOLDER.sub(lambda match: facts.get(match[1], "…"), whole)
