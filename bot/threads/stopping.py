"""A practice to stop: an action item for the person who tells staff, due on the day it stops."""

from collections.abc import Mapping

from bot.messages.threads import NOUN
from prompts import plain


def item_values(values: Mapping[str, str]) -> dict[str, str]:
    """The fields of the action item, and under `why` the reason for which it is added."""
    stops_on, practice = values.get("stops_on", ""), values.get("text", "")
    return {
        "text": plain(NOUN, "stop_item", practice=practice, stops_on=stops_on),
        "owner": values.get("informed_by", ""),
        "due": stops_on,
        "why": values.get("reason", "") or plain(NOUN, "stop_reason", practice=practice),
    }
