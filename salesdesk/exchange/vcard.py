"""Contact cards: versions 2.1, 3.0 and 4.0 in, card by card; 3.0 and 4.0 out."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from salesdesk.exchange.content_lines import ContentLine, content_lines, escaped, folded, parts
from salesdesk.exchange.refusals import refuse
from salesdesk.exchange.rows import Layout, Line, RowProblem, Table, row_problem
from salesdesk.store.keys import SURNAMES, has_chinese

OWN_UID = re.compile(r"([0-9a-f]{32})@salesdesk")
"""The mark of cards and events that we wrote: the id of their record."""

_NO_VOICE = ("FAX", "PAGER", "MODEM", "BBS", "PCS")
_WECHAT = ("X-WECHAT", "X-WEIXIN", "X-TENCENT-WECHAT")
_ADDRESS_ORDER = (2, 1, 0, 3, 4, 5, 6)
_FIELDS = (
    "name", "other_names", "salutation", "account_id", "department", "title", "phone", "mobile", "email", "wechat",
    "address", "remarks",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CardRow:
    """One card: what a contact can keep of it; texts, empty where the card says nothing."""

    line: int = 0
    uid: str = ""
    name: str = ""
    family: str = ""
    given: str = ""
    other_names: str = ""
    salutation: str = ""
    organisation: str = ""
    department: str = ""
    title: str = ""
    phone: str = ""
    mobile: str = ""
    email: str = ""
    wechat: str = ""
    address: str = ""
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class Cards:
    """The cards of a file, the problems of those refused, and what was passed over in those that were read."""

    cards: tuple[CardRow, ...]
    problems: tuple[RowProblem, ...] = ()
    notes: tuple[RowProblem, ...] = ()


@dataclass(slots=True)
class _Open:
    line: int
    lines: list[ContentLine] = field(default_factory=list)


def read_cards(data: bytes) -> Cards:
    """Every card of a file; one that is broken costs itself only. Known E_FILE when there is none at all."""
    cards: list[CardRow] = []
    problems: list[RowProblem] = []
    notes: list[RowProblem] = []
    open_cards: list[_Open] = []
    for line in content_lines(data):
        if line.name == "BEGIN" and line.value.strip().upper() == "VCARD":
            open_cards.append(_Open(line.number))
        elif line.name == "END" and line.value.strip().upper() == "VCARD" and open_cards:
            card = open_cards.pop()
            _close(card, cards, problems, notes)
        elif open_cards:
            open_cards[-1].lines.append(line)
    problems += [row_problem(card.line, "card_without_end") for card in open_cards]
    if not cards and not problems:
        raise refuse("no_cards", remedy="choose_list")
    cards.sort(key=lambda card: card.line)
    problems.sort(key=lambda problem: problem.row)
    return Cards(tuple(cards), tuple(problems), tuple(notes))


def _close(card: _Open, cards: list[CardRow], problems: list[RowProblem], notes: list[RowProblem]) -> None:
    row = _card(card)
    if row.name:
        cards.append(row)
        notes += [
            row_problem(line.number, "bad_line", line=line.value[:40])
            for line in card.lines
            if not line.is_readable
        ]
    else:
        problems.append(row_problem(card.line, "card_without_name", field="name", code="E_FIELD"))


def _card(card: _Open) -> CardRow:
    by_name: dict[str, list[ContentLine]] = {}
    for line in card.lines:
        by_name.setdefault(line.name, []).append(line)

    def text(name: str) -> str:
        return next((line.text.strip() for line in by_name.get(name, ()) if line.text.strip()), "")

    name = parts(by_name["N"][0].value) if "N" in by_name else []
    family, given, _, prefix = (name + [""] * 4)[:4]
    organisation = parts(by_name["ORG"][0].value) if "ORG" in by_name else []
    row = CardRow(
        line=card.line,
        uid=text("UID").removeprefix("urn:uuid:"),
        name=" ".join(text("FN").split()) or _whole_name(family, given),
        family=family,
        given=given,
        other_names=text("NICKNAME"),
        salutation=prefix,
        organisation=organisation[0] if organisation else "",
        department=" / ".join(part for part in organisation[1:] if part),
        title=text("TITLE") or text("ROLE"),
        email=_email(by_name.get("EMAIL", [])),
        wechat=next((text(name) for name in _WECHAT if text(name)), ""),
        address=_address(by_name.get("ADR", [])),
        remarks="\n".join(line.text for line in by_name.get("NOTE", ())),
    )
    phone, mobile = _phones(by_name.get("TEL", []))
    return replace(row, phone=phone, mobile=mobile)


def _whole_name(family: str, given: str) -> str:
    if has_chinese(family + given):
        return f"{family}{given}"
    return f"{given} {family}".strip()


def _preferred(lines: Sequence[ContentLine]) -> list[ContentLine]:
    """The lines with those of work and those preferred in front, else in their order."""
    return sorted(
        lines,
        key=lambda line: (
            not (line.has_type("PREF") or line.parameter("PREF") == "1"),
            line.has_type("HOME"),
        ),
    )


def _email(lines: Sequence[ContentLine]) -> str:
    return next(
        (text for line in _preferred(lines) if (text := line.text.strip().removeprefix("mailto:"))), ""
    )


def _phones(lines: Sequence[ContentLine]) -> tuple[str, str]:
    """The telephone and the mobile number; faxes and pagers are none."""
    voices = [line for line in _preferred(lines) if not line.has_type(*_NO_VOICE)]
    mobiles = [line for line in voices if line.has_type("CELL", "IPHONE", "MOBILE")]
    phones = [line for line in voices if line not in mobiles]
    phones.sort(key=lambda line: not line.has_type("WORK"))
    return (_number(phones[0]) if phones else ""), (_number(mobiles[0]) if mobiles else "")


def _number(line: ContentLine) -> str:
    text = line.text.strip()
    if text.lower().startswith("tel:"):
        text, _, extension = text[4:].partition(";ext=")
        text += f" ext. {extension}" if extension else ""
    return text


def _address(lines: Sequence[ContentLine]) -> str:
    for line in _preferred(lines):
        pieces = (parts(line.value) + [""] * 7)[:7]
        words = [" ".join(pieces[index].split()) for index in _ADDRESS_ORDER]
        if has_chinese("".join(words)):
            return "".join(words[index] for index in (6, 4, 3, 0, 1))
        if any(words):
            return ", ".join(word for word in words if word)
    return ""


def cards_table(read: Cards) -> Table:
    """The cards as a list of contacts: the columns are fields, the organisation stands for the account."""
    rows: list[Line] = []
    for card in read.cards:
        own = OWN_UID.fullmatch(card.uid)
        values = (getattr(card, "organisation" if name == "account_id" else name) for name in _FIELDS)
        rows.append((card.line, (own[1] if own else "", "" if own else card.uid, *values)))
    header = ("id", "external_id", *_FIELDS)
    return Table(header, tuple(rows), Layout("vcard", encoding="utf-8"), read.problems, read.notes)


def write_cards(cards: Iterable[CardRow], *, version: str = "3.0") -> bytes:
    """Cards in version 3.0 or 4.0, UTF-8, folded; the `uid` of a card is the id of its contact."""
    if version not in ("3.0", "4.0"):
        raise ValueError(f"no such version: {version}")
    return b"".join(folded(line) for card in cards for line in _card_lines(card, version))


def _card_lines(card: CardRow, version: str) -> Iterable[str]:
    family, given = (card.family, card.given) if card.family or card.given else split_name(card.name)
    yield "BEGIN:VCARD"
    yield f"VERSION:{version}"
    yield f"UID:{card.uid}@salesdesk"
    yield f"FN:{escaped(card.name)}"
    yield f"N:{escaped(family)};{escaped(given)};;{escaped(card.salutation)};"
    if card.organisation or card.department:
        department = f";{escaped(card.department)}" if card.department else ""
        yield f"ORG:{escaped(card.organisation)}{department}"
    for name, value in (
        ("NICKNAME", card.other_names),
        ("TITLE", card.title),
        ("TEL;TYPE=work,voice" if version == "3.0" else 'TEL;TYPE="work,voice"', card.phone),
        ("TEL;TYPE=cell", card.mobile),
        ("EMAIL;TYPE=internet,work" if version == "3.0" else "EMAIL;TYPE=work", card.email),
        ("X-WECHAT", card.wechat),
        ("NOTE", card.remarks),
    ):
        if value:
            yield f"{name}:{escaped(value)}"
    if card.address:
        yield f"ADR;TYPE=work:;;{escaped(card.address)};;;;"
    yield "END:VCARD"


def split_name(name: str) -> tuple[str, str]:
    """Family and given name of a whole one: Chinese names begin with the family, others end with it."""
    if has_chinese(name):
        length = 2 if name[:2] in SURNAMES and len(name) > 2 else 1
        return name[:length], name[length:]
    given, _, family = name.rpartition(" ")
    return family, given
