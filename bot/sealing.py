"""Tokens at rest: sealed with a key that is derived from BACKPAT_SECRET_KEY and never stored."""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PURPOSE = b"backpat token sealing v1"


class WrongKey(Exception):
    """BACKPAT_SECRET_KEY is missing, or is not the one that sealed this token."""


class Seal:
    """Encrypts and decrypts short secrets. Without a key it can do neither and raises `WrongKey`."""

    def __init__(self, secret_key: str | None) -> None:
        self._fernet = None if not secret_key else Fernet(_derive(secret_key))

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


def _derive(secret_key: str) -> bytes:
    """HKDF-SHA256 (RFC 5869)."""
    return urlsafe_b64encode(HKDF(SHA256(), length=32, salt=None, info=PURPOSE).derive(secret_key.encode()))
