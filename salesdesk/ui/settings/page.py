"""What a page of the settings is."""

from salesdesk.ui.kit.panels import Page


class SettingsPage(Page):
    """Filled when it is looked at; says its words in the language in force."""

    def fill(self) -> None:
        """Read what is in force, and show it."""
        raise NotImplementedError
