"""The customer: account and site; what can hang on any record: tag, note, attachment; and market intel."""

from datetime import date, datetime

from salesdesk.domain.codes import LEVELS
from salesdesk.domain.record import (
    Record,
    Scope,
    Secrecy,
    choice,
    day,
    flag,
    long_text,
    moment,
    record_kind,
    reference,
    text,
    whole,
)


@record_kind("account", importable=True)
class Account(Record):
    """An organisation: customer, design institute, contractor, distributor (method 1)."""

    name: str = text(required=True, searched=True, sorted=True, secrecy=Secrecy.OPEN)
    short_name: str = text(searched=True, secrecy=Secrecy.OPEN)
    other_names: str = text(searched=True)
    industry: str = text(sorted=True, secrecy=Secrecy.OPEN)
    parent_id: str = reference("account")
    merged_into_id: str = reference("account")
    region: str = text(secrecy=Secrecy.OPEN)
    province: str = text(secrecy=Secrecy.OPEN)
    city: str = text(searched=True, sorted=True, secrecy=Secrecy.OPEN)
    address: str = text(secrecy=Secrecy.OPEN)
    postal_code: str = text(secrecy=Secrecy.OPEN)
    country: str = text(secrecy=Secrecy.OPEN)
    latitude: int | None = whole(unit="microdegree", low=-90_000_000, high=90_000_000)
    longitude: int | None = whole(unit="microdegree", low=-180_000_000, high=180_000_000)
    website: str = text(secrecy=Secrecy.OPEN)
    phone: str = text(searched=True, secrecy=Secrecy.OPEN)
    employees: int | None = whole(unit="person", low=0)
    tier: str = choice("S", "A", "B", "C", sorted=True)
    life_cycle: str = choice("prospect", "new", "growing", "mature", "declining", "dormant", "lost")
    judgement: str = choice("deepen", "keep", "let_go")
    judgement_depth: str = choice(*LEVELS)
    judgement_potential: str = choice(*LEVELS)
    judgement_fit: str = choice(*LEVELS)
    judgement_reason: str = long_text()
    judged_on: date | None = day()
    depth_broad: int | None = whole(low=0, high=3)
    depth_key: int | None = whole(low=0, high=3)
    depth_organisational: int | None = whole(low=0, high=3)
    source: str = text()
    channel: str = text()
    owner_id: str = reference("member", sorted=True)
    claimed_by_id: str = reference("member")
    claimed_until: date | None = day()
    remarks: str = long_text(searched=True)
    external_id: str = text()
    external_source: str = text()


@record_kind("site", parents=("account_id",), importable=True)
class Site(Record):
    """A plant, branch or office of an account."""

    account_id: str = reference("account", required=True)
    name: str = text(required=True, searched=True, sorted=True, secrecy=Secrecy.OPEN)
    purpose: str = choice("headquarters", "plant", "branch", "warehouse", "project_site", "office")
    region: str = text(secrecy=Secrecy.OPEN)
    province: str = text(secrecy=Secrecy.OPEN)
    city: str = text(searched=True, secrecy=Secrecy.OPEN)
    address: str = text(secrecy=Secrecy.OPEN)
    latitude: int | None = whole(unit="microdegree", low=-90_000_000, high=90_000_000)
    longitude: int | None = whole(unit="microdegree", low=-180_000_000, high=180_000_000)
    phone: str = text(searched=True, secrecy=Secrecy.OPEN)
    remarks: str = long_text()
    external_id: str = text()
    external_source: str = text()


@record_kind("tag", parents=("about_id",), title=("word",))
class Tag(Record):
    """A word on any record; its id is derived from record and word, so that two devices make the same one."""

    about_kind: str = text(required=True)
    about_id: str = reference("*", required=True)
    word: str = text(required=True, searched=True)


@record_kind("note", parents=("about_id",), title=("text",))
class Note(Record):
    """A dated note on any record."""

    about_kind: str = text(required=True)
    about_id: str = reference("*", required=True)
    noted_at: datetime | None = moment()
    author_id: str = reference("member")
    is_private: bool = flag()
    text: str = long_text(required=True, searched=True)


@record_kind("attachment", parents=("about_id",))
class Attachment(Record):
    """A file on any record; its bytes lie in the workspace under their SHA-256."""

    about_kind: str = text(required=True)
    about_id: str = reference("*", required=True)
    name: str = text(required=True, searched=True)
    media_type: str = text()
    size: int | None = whole(unit="byte", low=0)
    sha256: str = text()
    taken_at: datetime | None = moment()
    caption: str = text(searched=True)


@record_kind("intel", scope=Scope.TEAM, title=("subject",), importable=True)
class Intel(Record):
    """A dated note on the market, delivered to the team, with the answer it got."""

    subject: str = text(required=True, searched=True, sorted=True)
    topic: str = choice("competitor", "demand", "product", "plan", "policy", "price")
    source: str = text()
    confidence: str = choice(*LEVELS)
    noted_on: date | None = day(sorted=True)
    author_id: str = reference("member")
    answer_state: str = choice("taken_up", "declined")
    answer: str = long_text()
    answered_by_id: str = reference("member")
    answered_on: date | None = day()
    external_id: str = text()
    external_source: str = text()
    text: str = long_text(searched=True)
