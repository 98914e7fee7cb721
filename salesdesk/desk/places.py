"""Where a user's workspace lies when nobody says."""

import os
from pathlib import Path


def workspace_folder() -> Path:
    """The folder named by SALESDESK_WORKSPACE, else `workspace` in the user's folder for program data."""
    named = os.environ.get("SALESDESK_WORKSPACE")
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("salesdesk", appauthor=False) / "workspace"
