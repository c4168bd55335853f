"""What is added to published minutes, which themselves never change: signatures and dated amendments."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Signature:
    who: str
    on: date


@dataclass(frozen=True, slots=True)
class Amendment:
    text: str
    reason: str
    who: str
    on: date
