"""The team: its members, the extra fields it defined, and the settings it shares."""

from salesdesk.domain.codes import LANGUAGES
from salesdesk.domain.record import Record, Scope, choice, flag, long_text, rank, record_kind, reference, text


@record_kind("member", scope=Scope.TEAM, importable=True)
class Member(Record):
    """A person of our own: what the team knows of each other."""

    name: str = text(required=True, searched=True, sorted=True)
    role: str = choice(
        "rep", "manager", "senior_manager", "engineer", "office", "it", default="rep", required=True
    )
    manager_id: str = reference("member")
    region: str = text()
    phone: str = text(searched=True)
    email: str = text(searched=True)
    language: str = choice(*LANGUAGES)
    has_left: bool = flag()
    external_id: str = text()
    external_source: str = text()


@record_kind("field_definition", scope=Scope.TEAM, title=("label_en",))
class FieldDefinition(Record):
    """A field of the team's own on records of one kind; the choices stand one to a line."""

    kind: str = text(required=True)
    label_en: str = text(required=True)
    label_zh: str = text(required=True)
    type: str = choice(
        "text", "long_text", "choice", "bool", "int", "money", "date", default="text", required=True
    )
    choices: str = long_text()
    is_retired: bool = flag()
    order: str = rank()


@record_kind("setting", scope=Scope.TEAM)
class Setting(Record):
    """A setting the team shares; its id is derived from its name."""

    name: str = text(required=True)
    content: str = long_text()
