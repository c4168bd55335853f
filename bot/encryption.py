"""Encrypts what must not be read without the bot's settings: tokens in the database, and backups.

The first key encrypts; all of them decrypt, so that a new key can be put before the old ones.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

ID_LENGTH = 8


class KeyFormatError(ValueError):
    """A key is not one that `new_key` made."""


class UnreadableTextError(Exception):
    """None of the keys decrypts it, or it belongs to another name."""

    def __init__(self, key_id: str) -> None:
        super().__init__(key_id)
        self.key_id = key_id


@dataclass(frozen=True, slots=True)
class EncryptedText:
    text: str
    key_id: str


def new_key() -> str:
    from cryptography.fernet import Fernet  # noqa: PLC0415 (only bots for several workspaces load it)

    return Fernet.generate_key().decode()


class EncryptionKeys:
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
    def read(cls, text: str) -> "EncryptionKeys":
        """From the setting: the newest key first, separated by commas. Raises KeyFormatError."""
        return cls([key.strip() for key in text.split(",") if key.strip()])

    def encrypt(self, text: str, name: str) -> EncryptedText:
        return self.encrypt_bytes(text.encode(), name)

    def decrypt(self, encrypted: EncryptedText, name: str) -> str:
        """Raises UnreadableTextError."""
        return self.decrypt_bytes(encrypted, name).decode()

    def encrypt_bytes(self, content: bytes, name: str) -> EncryptedText:
        """The name is encrypted with the content, so that nobody can put one content in the place of another."""
        cipher = self._by_id[self.newest].encrypt(name.encode() + b" " + content)
        return EncryptedText(cipher.decode(), self.newest)

    def decrypt_bytes(self, encrypted: EncryptedText, name: str) -> bytes:
        """Raises UnreadableTextError."""
        from cryptography.fernet import InvalidToken  # noqa: PLC0415 (as above)

        key = self._by_id.get(encrypted.key_id)
        if key is None:
            raise UnreadableTextError(encrypted.key_id)
        try:
            encrypted_name, _, content = key.decrypt(encrypted.text.encode()).partition(b" ")
        except InvalidToken as error:
            raise UnreadableTextError(encrypted.key_id) from error
        if encrypted_name != name.encode():
            raise UnreadableTextError(encrypted.key_id)
        return content


def _id_of(key: str) -> str:
    """Names a key without telling anything about it."""
    return hashlib.sha256(key.encode()).hexdigest()[:ID_LENGTH]
