"""A person who was erased: what stands in place of their Slack id and their name, and how text is rid of both."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

_STAND_IN = "ERASED"
SHORTEST_PART = 3
"""Letters of a first or last name that is worth looking for on its own."""


def stand_in_id(person_id: int) -> str:
    """What stands where the person's Slack id stood. Slack's own ids of people begin with U or W."""
    return f"{_STAND_IN}{person_id}"


def is_stand_in(slack_id: str) -> bool:
    return slack_id.startswith(_STAND_IN)


def with_capital(text: str, words: str) -> str:
    """The text with a capital letter where these words begin a sentence: a line, or what follows a full stop."""
    if words not in text:
        return text
    begins = re.compile(rf"(^[ \t>*_•-]*|[.!?][\"”’)*_]*[ \n])({re.escape(words)})(?=[ ,:’'])", re.MULTILINE)
    return begins.sub(lambda match: match[1] + match[2][:1].upper() + match[2][1:], text)


@dataclass(frozen=True)
class Identity:
    """What a person can be recognized by in stored text, and what replaces it.

    With `has_namesake`, the full name may be somebody else's and is left alone.
    """

    person_id: int
    slack_id: str
    name: str
    handle: str
    direct_messages: Sequence[str]
    """Ids of the bot's direct messages with them."""
    words: str
    """What is read in place of the name."""
    has_namesake: bool = False
    others: Sequence[str] = ()
    """Full names of other people, in which a part of this name means them."""

    @property
    def stand_in(self) -> str:
        return stand_in_id(self.person_id)

    @property
    def ids(self) -> tuple[str, ...]:
        return (self.slack_id, *self.direct_messages)

    @cached_property
    def is_full_name(self) -> bool:
        """A name of one word, such as May, names somebody only where it is the whole text."""
        return len(self.name.split()) > 1 and not self.has_namesake

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """First and last names, and others of some length."""
        return tuple(dict.fromkeys(part for part in re.findall(r"\w+", self.name) if len(part) >= SHORTEST_PART))

    @cached_property
    def clues(self) -> tuple[str, ...]:
        """A text without any of these, in capital or small letters, says nothing of the person."""
        words = [*self.ids, self.handle, *(self.parts or self.name.split())]
        return tuple(dict.fromkeys(spelling for word in words if word for spelling in _spellings(word)))

    @cached_property
    def _mail_names(self) -> tuple[str, ...]:
        """What their mail address probably begins with."""
        first, last = (self.name.split() or [""])[0], (self.name.split() or [""])[-1]
        pairs = [f"{first}{sign}{last}" for sign in (".", "_", "-", "")] if first != last else []
        initials = [f"{first[:1]}{last}", f"{first[:1]}.{last}", f"{last}.{first}"] if pairs else []
        return tuple(dict.fromkeys(name.lower() for name in (self.handle, *pairs, *initials) if name))

    @cached_property
    def _ids(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(map(re.escape, self.ids))})(?![A-Za-z0-9])")

    @cached_property
    def _named(self) -> re.Pattern[str]:
        """Mentions in Slack, mail addresses, the handle, and the full name."""
        ids = "|".join(map(re.escape, self.ids))
        ways = [rf"<@(?:{ids})(?:\|[^<>]{{0,80}})?>"]
        if self._mail_names:
            ways.append(rf"(?<![\w.+-])(?:{'|'.join(map(re.escape, self._mail_names))})@[\w-]+(?:\.[\w-]+)+")
        if self.handle:
            ways.append(rf"(?<![\w@.])@{re.escape(self.handle)}(?![\w-]|\.\w)")
        if self.is_full_name:
            spellings = "|".join(r"\s{1,3}".join(map(re.escape, way.split())) for way in _spellings(self.name))
            ways.append(rf"(?<!\w)(?:{spellings})(?!\w)")
        return re.compile("|".join(ways), re.IGNORECASE)

    @cached_property
    def _parts(self) -> re.Pattern[str]:
        ways = "|".join(re.escape(spelling) for part in self.parts for spelling in _spellings(part))
        return re.compile(rf"(?<!\w)(?:{ways})(?!\w)" if ways else r"(?!)")

    @cached_property
    def _others(self) -> re.Pattern[str]:
        """The longest first, so that none is cut short."""
        names = sorted((name for name in self.others if name != self.name), key=len, reverse=True)
        ways = "|".join(re.escape(spelling) for name in names for spelling in _spellings(name))
        return re.compile(rf"(?<!\w)(?:{ways})(?!\w)" if ways else r"(?!)")

    def replaced(self, content: Any) -> Any:
        """The content, text or JSON, without anything that names them. Keys of objects are texts, too."""
        if isinstance(content, str):
            return self._text(content)
        if isinstance(content, list):
            return [self.replaced(part) for part in content]
        if isinstance(content, dict):
            return {self.replaced(key): self.replaced(part) for key, part in content.items()}
        return content

    def _text(self, text: str) -> str:
        if self.is_label(text):
            return self.words
        without_name = self._named.sub(self.words, text)
        if without_name != text:
            without_name = with_capital(without_name, self.words)
        return self._ids.sub(self.stand_in, without_name)

    def is_label(self, text: str) -> bool:
        """Whether the text is their name, their handle or their mail name and nothing else."""
        key = _key(text)
        alone = {_key(self.handle), _key(f"@{self.handle}")} if self.handle else set()
        return bool(key) and (key in alone or (not self.has_namesake and key == _key(self.name)))

    def names_in(self, content: Any) -> bool:
        """Whether something in the content names them, for certain."""
        return bool(self.replaced(content) != content)

    def parts_in(self, content: Any) -> list[str]:
        """The texts in which a part of their name stands, which may mean somebody else."""
        if isinstance(content, str):
            return [content] if self._parts.search(self._others.sub("", content)) else []
        nested = content.values() if isinstance(content, dict) else content if isinstance(content, list) else ()
        return [text for part in nested for text in self.parts_in(part)]


def _key(label: str) -> str:
    return " ".join(label.split()).casefold()


def _spellings(name: str) -> tuple[str, ...]:
    """As typed, as Slack escapes it, and as it stands inside JSON."""
    ways = (name, escape(name, quote=False), json.dumps(name)[1:-1], json.dumps(name, ensure_ascii=False)[1:-1])
    return tuple(dict.fromkeys(ways))
