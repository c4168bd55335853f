"""Encrypts a file in parts, so that a large one needs little memory.

Each part is encrypted with its place in the file and whether it is the last, so that parts can't be lost or exchanged.
"""

from collections.abc import Iterator
from pathlib import Path

from bot.encryption import EncryptedText, EncryptionKeys, UnreadableTextError

PART = 1 << 20
HEADING = b"throughline sealed backup 1\n"


class UnreadableBackupError(Exception):
    """The file was made with another key, or is damaged."""


def seal(source: Path, target: Path, keys: EncryptionKeys) -> None:
    with source.open("rb") as reading, target.open("wb") as writing:
        writing.write(HEADING)
        part, place = reading.read(PART), 0
        while True:
            following = reading.read(PART)
            encrypted = keys.encrypt_bytes(part, _name(place, is_last=not following))
            writing.write(f"{encrypted.key_id} {encrypted.text}\n".encode())
            if not following:
                return
            part, place = following, place + 1


def unseal(source: Path, target: Path, keys: EncryptionKeys) -> None:
    """Raises UnreadableBackupError."""
    with target.open("wb") as writing:
        for part in _parts(source, keys):
            writing.write(part)


def is_sealed(file: Path) -> bool:
    with file.open("rb") as reading:
        return reading.read(len(HEADING)) == HEADING


def _parts(source: Path, keys: EncryptionKeys) -> Iterator[bytes]:
    with source.open("rb") as reading:
        if reading.readline() != HEADING:
            raise UnreadableBackupError
        line, place = reading.readline(), 0
        while True:
            following = reading.readline()
            key_id, _, text = line.decode().strip().partition(" ")
            try:
                yield keys.decrypt_bytes(EncryptedText(text, key_id), _name(place, is_last=not following))
            except UnreadableTextError as error:
                raise UnreadableBackupError from error
            if not following:
                return
            line, place = following, place + 1


def _name(place: int, *, is_last: bool) -> str:
    return f"part-{place}{'-last' if is_last else ''}"
