"""Whether a team has no answer to a question, so that its leader can be offered another way."""

import re
from collections.abc import Iterable

from conversations.threads.replies import Reply

SEVERAL = 3
LONGEST = 80
"""Characters. Who writes more has something to say, whatever they call it."""
_UNSURE = re.compile(
    r"\b(?:don['’]?t know|do not know|dunno|no (?:idea|clue|opinion)|not sure|can['’]?t (?:say|tell)|hard to say)\b",
    re.IGNORECASE,
)


def is_unsure(text: str) -> bool:
    return len(text) <= LONGEST and bool(_UNSURE.search(text))


def is_stuck(replies: Iterable[Reply]) -> bool:
    """At least three replies say that their writers don't know, and no more say anything else."""
    texts = [reply.text for reply in replies if not reply.deleted]
    unsure = sum(map(is_unsure, texts))
    return unsure >= SEVERAL and 2 * unsure >= len(texts)
