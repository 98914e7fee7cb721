"""One typed table of settings: those of this device, and those that the team shares as records."""

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING

from salesdesk.desk.derived import derived_id
from salesdesk.desk.values import Plain, plain_value, read_value
from salesdesk.domain.limits import LIMITS, Limits
from salesdesk.domain.problems import Known
from salesdesk.domain.record import Field, FieldType, Value
from salesdesk.domain.team import Setting

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk


@dataclasses.dataclass(frozen=True, slots=True)
class SettingSpec:
    """What is known of one setting; a shared one is a record of the team."""

    field: Field
    default: Value
    is_shared: bool = False

    @property
    def name(self) -> str:
        """Its name, as `config` takes it."""
        return self.field.name


def _local(
    name: str, field_type: FieldType, default: Value, choices: tuple[str, ...] = (), **bounds: int
) -> SettingSpec:
    field = Field(
        name=name,
        type=field_type,
        kind="setting",
        choices=choices,
        low=bounds.get("low"),
        high=bounds.get("high"),
    )
    return SettingSpec(field, default)


def _limit(name: str, default: int) -> SettingSpec:
    return SettingSpec(
        Field(name=name, type=FieldType.INT, kind="setting", low=0, high=36_600), default, is_shared=True
    )


LANGUAGE = _local("language", FieldType.CHOICE, "", ("en", "zh_CN"))
"""Empty: as the system speaks."""
THEME = _local("theme", FieldType.CHOICE, "", ("light", "dark"))
"""Empty: as the system is."""
TEXT_PERCENT = _local("text_percent", FieldType.INT, 100, low=80, high=200)
CURRENCY = _local("currency", FieldType.TEXT, "CNY")
"""Of new deals."""
WEEK_STARTS = _local("week_starts", FieldType.CHOICE, "monday", ("monday", "sunday"))
TEAM_STORE = _local("team_store", FieldType.TEXT, "")
"""Where a manager's workspace finds the team store."""

_LIMITS = tuple(_limit(spec.name, getattr(LIMITS, spec.name)) for spec in dataclasses.fields(Limits))
SETTINGS: Mapping[str, SettingSpec] = {
    spec.name: spec for spec in (LANGUAGE, THEME, TEXT_PERCENT, CURRENCY, WEEK_STARTS, TEAM_STORE, *_LIMITS)
}
"""Every setting by name: those of the device, then the team's limits of the rules."""


def spec_of(name: str) -> SettingSpec:
    """The setting of that name; raises Known E_FIELD."""
    found = SETTINGS.get(name)
    if found is None:
        raise Known("E_FIELD", kind="setting", field=name, reason="unknown")
    return found


def setting(desk: "Desk", spec: SettingSpec) -> Value:
    """The value in force; what is stored and cannot be read counts as unset."""
    return _value(spec, _stored(desk).get(spec.name, ""))


def settings(desk: "Desk") -> dict[str, Plain]:
    """Every setting with its value in force, as it stands in JSON."""
    stored = _stored(desk)
    return {
        name: plain_value(spec.field, _value(spec, stored.get(name, ""))) for name, spec in SETTINGS.items()
    }


def limits(desk: "Desk") -> Limits:
    """The limits of the rules that this team set."""
    stored = _stored(desk)
    return Limits(**{spec.name: int(str(_value(spec, stored.get(spec.name, "")))) for spec in _LIMITS})


def _stored(desk: "Desk") -> dict[str, str]:
    from salesdesk.store.settings import local_settings

    with desk.read() as connection:
        found = local_settings(connection)
    return {record.name: record.content for record in desk.select(Setting)} | found


def _value(spec: SettingSpec, text: str) -> Value:
    try:
        return read_value(spec.field, text) if text else spec.default
    except Known:
        return spec.default


def save_setting(desk: "Desk", name: str, text: str) -> Value:
    """Set a setting from text, empty for its default; the value then in force.

    Raises Known E_FIELD, E_TYPE, E_CHOICE. A shared setting is a step that can be undone.
    """
    spec = spec_of(name)
    value = read_value(spec.field, text) if text else spec.default
    if spec.is_shared:
        record = Setting(id=derived_id("setting", name), name=name, content=text)
        desk.write("set.setting", lambda w: w.put(record))
    else:
        from salesdesk.store.settings import save_local_setting

        with desk.database.write() as connection:
            save_local_setting(connection, name, text)
    return value
