"""What may be pointed out in a file, as codes. The sentence of each is a block of prompts/messages/findings.j2."""

from enum import StrEnum


class Finding(StrEnum):
    COLUMN_LEFT_OUT = "column_left_out"
    """Values: heading, and nearest: the column its heading comes close to, or ""."""
