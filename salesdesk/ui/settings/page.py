"""What a page of the settings is."""

from salesdesk.ui.kit.panels import Page


class SettingsPage(Page):
    """Filled when it is looked at; says its words in the language in force."""

    def __init__(self) -> None:
        super().__init__(margins=0)

    def fill(self) -> None:
        """Read what is in force, and show it."""
        raise NotImplementedError
