"""The key of a workspace: 32 random bytes, kept in a key file or wrapped by a passphrase.

`DIR/key` holds the bare key (0600) where no passphrase protects it; `DIR/key.sealed` holds it wrapped: AES-256-GCM
under Argon2id of the passphrase. A new passphrase wraps the same key again.
"""

import hashlib
import json
import os
import secrets
from pathlib import Path

from salesdesk.domain.problems import Known

KEY_BYTES = 32
MEMORY_KIB = 64 * 1024
MEMORY_CEILING_KIB = 1024 * 1024
TIME_COST = 3
_CONTEXT = b"salesdesk-workspace-key-1"


def new_key() -> bytes:
    """A random key of 32 bytes."""
    return secrets.token_bytes(KEY_BYTES)


def write_atomically(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Write a file whole or not at all: `.part`, fsync, rename, fsync of the folder; a link keeps leading to it.

    A device or a pipe is written to as it is, never replaced.
    """
    path = path.resolve() if path.is_symlink() else path
    if path.exists() and not path.is_file():
        with path.open("wb") as device:
            device.write(data)
        return
    part = path.with_name(path.name + ".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    try:
        with os.fdopen(descriptor, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder durable, where the system can (not on Windows)."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _derive(passphrase: str, salt: bytes, memory_kib: int, time_cost: int) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        passphrase.encode(),
        salt,
        time_cost=time_cost,
        memory_cost=memory_kib,
        parallelism=4,
        hash_len=32,
        type=Type.ID,
    )


def seal(key: bytes, passphrase: str) -> bytes:
    """The key wrapped by a passphrase, as the content of `key.sealed`."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    wrapped = AESGCM(_derive(passphrase, salt, MEMORY_KIB, TIME_COST)).encrypt(nonce, key, _CONTEXT)
    return json.dumps({
        "format": 1, "kdf": "argon2id", "memory_kib": MEMORY_KIB, "time_cost": TIME_COST,
        "salt": salt.hex(), "nonce": nonce.hex(), "check": _check(key), "wrapped": wrapped.hex(),
    }).encode()  # fmt: skip


def _check(key: bytes) -> str:
    """Tells a remembered key of another workspace from the right one; says nothing of the key, which is random."""
    return hashlib.sha256(_CONTEXT + b"check" + key).hexdigest()[:16]


def unseal(sealed: bytes, passphrase: str) -> bytes:
    """The key again; raises Known E_PASSPHRASE for a wrong passphrase, E_NOT_WORKSPACE for a damaged file."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        facts = json.loads(sealed)
        salt, nonce, wrapped = (bytes.fromhex(facts[name]) for name in ("salt", "nonce", "wrapped"))
        memory, passes = int(facts["memory_kib"]), int(facts["time_cost"])
    except (ValueError, KeyError, TypeError):
        raise Known("E_NOT_WORKSPACE", reason="key.sealed") from None
    if not (MEMORY_KIB <= memory <= MEMORY_CEILING_KIB and TIME_COST <= passes <= 64):
        raise Known("E_NOT_WORKSPACE", reason="key.sealed")
    try:
        return AESGCM(_derive(passphrase, salt, memory, passes)).decrypt(nonce, wrapped, _CONTEXT)
    except InvalidTag:
        raise Known("E_PASSPHRASE") from None


def store_key(folder: Path, key: bytes, passphrase: str | None) -> None:
    """Keep the key in the folder, wrapped where there is a passphrase, and drop the other form of it."""
    if passphrase:
        write_atomically(folder / "key.sealed", seal(key, passphrase))
        (folder / "key").unlink(missing_ok=True)
    else:
        write_atomically(folder / "key", key.hex().encode())
        (folder / "key.sealed").unlink(missing_ok=True)


def load_key(folder: Path, passphrase: str | None, *, may_recall: bool = False) -> bytes:
    """The key of a workspace folder; `may_recall` looks into the system's keyring where no passphrase is given.

    Raises Known E_PASSPHRASE (missing or wrong) or E_NOT_WORKSPACE.
    """
    sealed, bare = folder / "key.sealed", folder / "key"
    if sealed.exists():
        if not passphrase:
            recalled = _recalled(folder, sealed) if may_recall else None
            if recalled is not None:
                return recalled
            raise Known("E_PASSPHRASE", reason="missing")
        key = unseal(sealed.read_bytes(), passphrase)
        bare.unlink(missing_ok=True)  # left by a change of the passphrase that was broken off
        return key
    try:
        key = bytes.fromhex(bare.read_text("ascii").strip())
    except (OSError, ValueError):
        raise Known("E_NOT_WORKSPACE", path=str(folder), reason="key") from None
    if len(key) != KEY_BYTES:
        raise Known("E_NOT_WORKSPACE", path=str(folder), reason="key")
    return key


def _recalled(folder: Path, sealed: Path) -> bytes | None:
    from salesdesk.store.key_memory import recall

    key = recall(folder)
    try:
        return (
            key if key is not None and json.loads(sealed.read_bytes()).get("check") == _check(key) else None
        )
    except ValueError:
        return None


def is_passphrase_protected(folder: Path) -> bool:
    """Whether a passphrase protects the workspace in this folder."""
    return any((place / "key.sealed").exists() for place in (folder, folder / "restoring"))
