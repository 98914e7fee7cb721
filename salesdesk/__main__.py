"""Start salesdesk: without a command the app, else the command line."""

import sys
from pathlib import Path


def _open_app(folder: Path, language: str | None) -> int:
    from salesdesk.ui.app import open_app

    return open_app(folder, language)


def _take_pictures(workspace: Path, folder: Path) -> list[Path]:
    from salesdesk.ui.pictures import take_pictures

    return take_pictures(workspace, folder)


def main() -> int:
    """Do what the arguments say, without arguments open the app; returns the exit code."""
    if not sys.argv[1:]:  # the frame is painted before the command line would have been read in
        from salesdesk.ui.app import run as run_app

        return run_app()
    from salesdesk.cli.main import run

    return run(sys.argv[1:], open_app=_open_app, take_pictures=_take_pictures)


if __name__ == "__main__":
    sys.exit(main())
