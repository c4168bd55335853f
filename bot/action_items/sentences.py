"""Parses `@ana order the grade 7 texts by Nov 30`, and renders Slack's message markup as plain text."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from plans.dates import split_deadline

_MENTION = re.compile(r"<@(?P<id>[UW]\w+)(?:\|(?P<name>[^<>]*))?>|(?<![\w@])@(?P<handle>[\w.'-]+)")
_BROADCAST = re.compile(r"<!(?:(?P<word>here|channel|everyone)|subteam\^\w+)(?:\|@?(?P<name>[^<>]*))?>")
_BETWEEN = re.compile(r"[\s,]*(?:(?:and|&|with)\s+)?(?=<@|@)")
_LINK = re.compile(r"<(?P<url>(?:https?|mailto):[^<>|]+)(?:\|(?P<label>[^<>]+))?>")
_CHANNEL = re.compile(r"<#\w+\|(?P<name>[^<>]+)>")
_SEPARATORS = r"(?:[\s,]|:(?![\w+'-]+:))*"
"""Separates the people from the task. A colon that begins an emoji, such as `:books:`, belongs to the task."""
_SEPARATOR = re.compile(f"^{_SEPARATORS}")
_ME = re.compile(rf"(?:me|myself)\b{_SEPARATORS}", re.IGNORECASE)
_TO = re.compile(r"(?:to)\s+(?=<@|<!|@|me\b|myself\b)", re.IGNORECASE)
_EVERYBODY = re.compile(r"@?(?P<word>all|everyone|everybody|here|channel)\b" + _SEPARATORS, re.IGNORECASE)
_NOBODY_YET = re.compile(
    r"@?(?P<word>tb[adc]|to be (?:determined|decided|announced|named))\b" + _SEPARATORS, re.IGNORECASE
)

ME = "me"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A parsed sentence. `people` are Slack ids, handles or ME; the first is the owner."""

    text: str
    people: tuple[str, ...] = ()
    everybody: str = ""
    """The word that names a whole group as owner."""
    nobody_yet: str = ""
    due: date | None = None
    phrase: str = ""


def read(words: str, today: date) -> Sentence:
    """Parse the owner, the collaborators, the task and its deadline, in this order."""
    rest = _TO.sub("", words.strip(), count=1) if _TO.match(words.strip()) else words.strip()
    sentence = _first_word(rest)
    spoken = split_deadline(_readable(sentence.text), today)
    return replace(sentence, text=spoken.text, due=spoken.due, phrase=spoken.phrase)


def _first_word(rest: str) -> Sentence:
    if broadcast := _BROADCAST.match(rest):
        word = broadcast["word"] or broadcast["name"] or rest[: broadcast.end()]
        return Sentence(text=rest[broadcast.end() :], everybody=f"@{word}")
    if everybody := _EVERYBODY.match(rest):
        return Sentence(text=rest[everybody.end() :], everybody=everybody["word"])
    if nobody := _NOBODY_YET.match(rest):
        return Sentence(text=rest[nobody.end() :], nobody_yet=nobody["word"])
    if me := _ME.match(rest):
        return Sentence(text=rest[me.end() :], people=(ME,))
    return _mentioned(rest)


def _mentioned(rest: str) -> Sentence:
    people: list[str] = []
    while match := _MENTION.match(rest):
        people.append(match["id"] or match["handle"])
        rest = rest[match.end() :]
        between = _BETWEEN.match(rest)
        if between is None:
            break
        rest = rest[between.end() :]
    return Sentence(text=_SEPARATOR.sub("", rest, count=1), people=tuple(dict.fromkeys(people)))


def plain(text: str, names: Mapping[str, str]) -> str:
    """Render markup as plain text. `names` maps Slack ids to names."""

    def name(match: re.Match[str]) -> str:
        return "@" + (names.get(match["id"] or "") or match["name"] or match["handle"] or match["id"])

    return _readable(_MENTION.sub(name, text))


def mentioned(text: str) -> set[str]:
    return {match["id"] for match in _MENTION.finditer(text) if match["id"]}


def _readable(text: str) -> str:
    text = _LINK.sub(lambda match: f"{match['label']} ({match['url']})" if match["label"] else match["url"], text)
    text = _CHANNEL.sub(lambda match: f"#{match['name']}", text)
    text = _BROADCAST.sub(lambda match: f"@{match['word'] or match['name'] or ''}", text)
    text = re.sub(r"<@\w+\|(?P<name>[^<>]+)>", lambda match: f"@{match['name']}", text)
    return html.unescape(text).strip()
