"""A link that names a record: its name cut where it is long, whole in the tool tip."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton

from salesdesk.ui.kit.panels import link

_LONGEST = 24
"""Characters of a name that stand in a link."""


def record_link(name: str, deed: Callable[[], object], *, icon_name: str = "") -> QPushButton:
    """A link with the name of a record."""
    shown = name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
    made = link(shown.replace("&", "&&"), deed, icon_name=icon_name)
    made.setToolTip(name if shown != name else "")
    made.setAccessibleName(name)
    return made
