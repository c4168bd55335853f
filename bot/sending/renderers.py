"""What a room registers for content that is rendered at sending time. bot/late_rendering.py collects the rooms'."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.sending.uploads import File
from storage.database import Database
from storage.delivery.claims import Claimed

ContentRenderer = Callable[[Session, Claimed, datetime], Mapping[str, Any] | None]
"""From a message as it was queued to its payload. None for an obsolete message."""
FileRenderer = Callable[[Database, Mapping[str, Any]], Sequence[File]]
"""From the payload of an upload to its files. It reads the database in a transaction that ends before it draws."""
