"""The system's keyring as a convenience: the key of a workspace, remembered for this user on this computer.

Where there is no keyring, or it is locked, nothing is remembered and the passphrase is asked as before.
"""

import hashlib
from pathlib import Path

SERVICE = "salesdesk"


def _account(folder: Path) -> str:
    return hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:32]


def remember(folder: Path, key: bytes) -> bool:
    """Keep the key in the keyring; whether that worked."""
    import keyring  # 100 ms and more: only where somebody asks for it
    from keyring.errors import KeyringError

    try:
        keyring.set_password(SERVICE, _account(folder), key.hex())
        return keyring.get_password(SERVICE, _account(folder)) == key.hex()
    except (KeyringError, RuntimeError, OSError):
        return False


def recall(folder: Path) -> bytes | None:
    """The key remembered for the folder, or None."""
    import keyring
    from keyring.errors import KeyringError

    try:
        return bytes.fromhex(keyring.get_password(SERVICE, _account(folder)) or "") or None
    except (KeyringError, RuntimeError, OSError, ValueError):
        return None


def forget(folder: Path) -> None:
    """Take the key out of the keyring."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.delete_password(SERVICE, _account(folder))
    except (KeyringError, RuntimeError, OSError):
        return
