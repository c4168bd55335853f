"""Whether a reply words the part that a question looks for, or is a remark beside it: a question, a link, an aside."""

import re

from conversations.parts import PartKind
from conversations.threads.stuck import is_unsure

_LINK = re.compile(r"<?https?://\S+")
_WORD = re.compile(r"[^\W_]+")
_ASIDE = re.compile(
    r"\W{0,3}(?:(?:yes|yeah|yep|no|nope|ok|okay|right|true|exactly|agreed|thanks|thank you|sorry|hi|hello)"
    r"(?=\s{0,3}(?:$|[,.!;:\n]))"
    r"|(?:i|we) (?:dis)?agree\b|same here\b|(?:good|great|fair) (?:point|idea|question)\b|well said\b"
    r"|by the way\b|btw\b|side note\b|off topic\b|(?:one|just a) (?:moment|second)\b)",
    re.IGNORECASE,
)
_PROPOSAL = re.compile(r"\W{0,3}(?:let['’]?s|let us|shall we|we could also talk|as \w{1,30} said)\b", re.IGNORECASE)
FEWEST_WORDS = 3
"""Of a sentence. A name has fewer."""
LONGEST_ASIDE = 8
"""Words. Who writes more after “I agree” says something of their own."""
_SENTENCES = frozenset(
    {
        PartKind.GOAL,
        PartKind.STRENGTH,
        PartKind.WEAKNESS,
        PartKind.OPPORTUNITY,
        PartKind.THREAT,
        PartKind.STRATEGY,
        PartKind.BENCHMARK,
        PartKind.MINIMUM_CONDITION,
    }
)
"""Kinds that state how things are or will be. “Let's …” proposes something to the team instead."""


def fits(kind: PartKind, text: str) -> bool:
    text = text.strip()
    if text.endswith("?") or is_unsure(text):
        return False
    words = len(_WORD.findall(_LINK.sub("", text)))
    if not words or (_ASIDE.match(text) and words <= LONGEST_ASIDE):
        return False
    return kind not in _SENTENCES or (words >= FEWEST_WORDS and not _PROPOSAL.match(text))
