"""What a message shows as evidence: its files and links, with what else it says."""

import re
from collections.abc import Sequence

from bot.slack.payloads import MessageEvent
from bot.slack.spoken import readable
from bot.turns import Turn
from conversations.highlight import ShownEvidence
from storage.people import people

HEARD = "eyes"
"""The reaction to a message that was saved."""

_LINK = re.compile(r"<?(?P<link>https?://[^\s|<>]+)(?:\|(?P<label>[^<>]*))?>?")


def may_show(event: MessageEvent) -> bool:
    """Most messages show nothing, and cost no query. A deleted or edited one may have shown something."""
    return bool(event.files or event.deleted or event.edited or _LINK.search(event.text))


def of_message(turn: Turn, event: MessageEvent) -> list[ShownEvidence]:
    """The message's files and links; what else it says goes with the first."""
    if event.deleted:
        return []
    posted_links = [(match["label"] or "", match["link"]) for match in _LINK.finditer(event.text)]
    files = list(zip(event.file_names, event.files, strict=True))
    line = readable(_LINK.sub("", event.text), lambda slack_id: people.name(turn.session, event.who.team, slack_id))
    return [
        ShownEvidence(name=name, link=link, line="" if number else " ".join(line.split()))
        for number, (name, link) in enumerate([*files, *posted_links])
    ]


def links(exhibits: Sequence[ShownEvidence]) -> list[str]:
    return [exhibit.link for exhibit in exhibits]
