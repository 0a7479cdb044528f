"""Tokens and guidance at rest: sealed with keys that are derived from BACKPAT_SECRET_KEY and never stored."""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

TOKENS = b"backpat token sealing v1"
GUIDANCE = b"backpat guidance sealing v1"
"""What each key is for: one never opens what another closed."""


class WrongKey(Exception):
    """BACKPAT_SECRET_KEY is missing, or is not the one that sealed this token."""


class Seal:
    """Encrypts and decrypts short secrets. Without a key it can do neither and raises `WrongKey`."""

    def __init__(self, secret_key: str | None, purpose: bytes = TOKENS) -> None:
        self._fernet = None if not secret_key else Fernet(_derive(secret_key, purpose))

    @property
    def has_key(self) -> bool:
        return self._fernet is not None

    def close(self, secret: str) -> bytes:
        if self._fernet is None:
            raise WrongKey
        return self._fernet.encrypt(secret.encode())

    def open(self, sealed: bytes) -> str:
        if self._fernet is None:
            raise WrongKey
        try:
            return self._fernet.decrypt(sealed).decode()
        except InvalidToken as error:
            raise WrongKey from error


def _derive(secret_key: str, purpose: bytes) -> bytes:
    """HKDF-SHA256 (RFC 5869)."""
    return urlsafe_b64encode(HKDF(SHA256(), length=32, salt=None, info=purpose).derive(secret_key.encode()))
