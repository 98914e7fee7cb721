"""What the commands share: which workspace, its desk opened when it is first needed, and whom to tell."""

import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from salesdesk.cli.answer import tell

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk

OpenApp = Callable[[Path, str | None], int]
"""Open the app on the workspace in a folder, in a language (None: as set there); returns the exit code."""

TakePictures = Callable[[Path, Path], list[Path]]
"""Take pictures of every screen on the workspace in the first folder, into the second; the files, the page first."""


@dataclass(slots=True)
class Session:
    """One run of the command line; commands get it by `@click.pass_obj`."""

    workspace: Path | None = None
    language: str | None = None
    is_json: bool = False
    take_pictures: TakePictures | None = None
    _closing: ExitStack = field(default_factory=ExitStack)
    _desk: "Desk | None" = None

    @property
    def folder(self) -> Path:
        """The workspace's folder: as given, else by SALESDESK_WORKSPACE, else the user's own."""
        from salesdesk.desk.places import workspace_folder

        return self.workspace or workspace_folder()

    def desk(self) -> "Desk":
        """The desk of the workspace, opened once; raises Known as `Desk.open`."""
        if self._desk is None:
            from salesdesk.desk.desk import Desk

            self._desk = Desk.open(self.folder, passphrase=self.passphrase())
            self._closing.callback(self._desk.close)
            self._speak_as_set(self._desk)
        return self._desk

    def keep(self, desk: "Desk") -> "Desk":
        """Hold a desk that was just made as the one of this run."""
        self._desk = desk
        self._closing.callback(desk.close)
        return desk

    def _speak_as_set(self, desk: "Desk") -> None:
        from salesdesk.desk.settings import LANGUAGE, setting
        from salesdesk.text import using

        chosen = str(setting(desk, LANGUAGE))
        if self.language is None and chosen:
            self.language = chosen
            self._closing.enter_context(using(chosen))

    def passphrase(self) -> str | None:
        """The passphrase from SALESDESK_PASSPHRASE, or typed where there is somebody to type; None without."""
        from salesdesk.store.workspace_key import is_passphrase_protected
        from salesdesk.text import tr

        given = os.environ.get("SALESDESK_PASSPHRASE")
        if given or not is_passphrase_protected(self.folder):
            return given or None
        return self.typed(tr("Passphrase: "))

    def typed(self, prompt: str) -> str | None:
        """What somebody types unseen; None where nobody can."""
        if self.is_json or sys.stdin is None or not sys.stdin.isatty():
            return None
        from getpass import getpass

        return getpass(prompt) or None

    def tell(self, text: str) -> None:
        """Say how far a long command is, on standard error."""
        tell(text)

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *exception: object) -> None:
        self._closing.close()
