"""Keys: Ed25519 for signing, age (X25519) for sealing; every signature is over a tag and the bytes."""

from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

KEY_BYTES = 32
SIGNATURE_BYTES = 64


def is_signed(public_key: bytes, signature: bytes, tag: bytes, data: bytes) -> bool:
    """Whether the signature over tag and data is of that Ed25519 key."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, tag + data)
    except (InvalidSignature, ValueError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class Signer:
    """A secret Ed25519 key of 32 bytes that can sign."""

    secret: bytes

    @classmethod
    def new(cls) -> "Signer":
        """A random key."""
        return cls(Ed25519PrivateKey.generate().private_bytes_raw())

    @property
    def public_key(self) -> bytes:
        """The 32 bytes others know this key by."""
        return Ed25519PrivateKey.from_private_bytes(self.secret).public_key().public_bytes_raw()

    def sign(self, tag: bytes, data: bytes) -> bytes:
        """The signature (64 bytes) over tag and data."""
        return Ed25519PrivateKey.from_private_bytes(self.secret).sign(tag + data)


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The secret keys of a device or of a hub: one that signs, one that opens what is sealed for it."""

    signer: Signer
    age_secret: str
    """An age identity, `AGE-SECRET-KEY-1…`."""

    @classmethod
    def new(cls) -> "KeyRing":
        """Random keys."""
        from pyrage import x25519

        return cls(Signer.new(), str(x25519.Identity.generate()))

    @property
    def recipient(self) -> str:
        """What others seal for, `age1…`."""
        from pyrage import x25519

        return str(x25519.Identity.from_str(self.age_secret).to_public())
