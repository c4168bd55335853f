"""Encrypts tokens at rest.

The first key of TOKEN_KEYS encrypts; all of them decrypt, so that a new key can be put before the old one.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

ID_LENGTH = 8


class KeyFormatError(ValueError):
    """A key is not one that `new_key` made."""


class UnreadableTokenError(Exception):
    """None of the keys decrypts the token, or it is the token of another installation."""

    def __init__(self, key_id: str) -> None:
        super().__init__(key_id)
        self.key_id = key_id


@dataclass(frozen=True, slots=True)
class EncryptedToken:
    text: str
    key_id: str


def new_key() -> str:
    from cryptography.fernet import Fernet  # noqa: PLC0415 (only bots for several workspaces load it)

    return Fernet.generate_key().decode()


class TokenKeys:
    def __init__(self, keys: Sequence[str]) -> None:
        """Raises KeyFormatError."""
        from cryptography.fernet import Fernet  # noqa: PLC0415 (as above)

        try:
            self._by_id = {_id_of(key): Fernet(key) for key in keys}
        except ValueError as error:
            raise KeyFormatError from error
        if not self._by_id:
            raise KeyFormatError
        self.newest = _id_of(keys[0])

    @classmethod
    def read(cls, text: str) -> "TokenKeys":
        """From the setting: the newest key first, separated by commas. Raises KeyFormatError."""
        return cls([key.strip() for key in text.split(",") if key.strip()])

    def encrypt(self, token: str, installation_id: str) -> EncryptedToken:
        """The installation's id is encrypted with the token, so that rows can't be exchanged in the database."""
        cipher = self._by_id[self.newest].encrypt(f"{installation_id} {token}".encode())
        return EncryptedToken(cipher.decode(), self.newest)

    def decrypt(self, encrypted: EncryptedToken, installation_id: str) -> str:
        """Raises UnreadableTokenError."""
        from cryptography.fernet import InvalidToken  # noqa: PLC0415 (as above)

        key = self._by_id.get(encrypted.key_id)
        if key is None:
            raise UnreadableTokenError(encrypted.key_id)
        try:
            owner, _, token = key.decrypt(encrypted.text.encode()).decode().partition(" ")
        except InvalidToken as error:
            raise UnreadableTokenError(encrypted.key_id) from error
        if owner != installation_id:
            raise UnreadableTokenError(encrypted.key_id)
        return token


def _id_of(key: str) -> str:
    """Names a key without telling anything about it."""
    return hashlib.sha256(key.encode()).hexdigest()[:ID_LENGTH]
