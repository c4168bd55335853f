"""Mentions: a person's id in stored text, for which the name is filled in when somebody reads it.

Content is text, or lists and mappings of it as JSON has them.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from plans.former_members import with_capital

Content = TypeVar("Content")
ChooseId = Callable[[Sequence[int]], int | None]

_MENTION = re.compile(r"<@(\d{1,18})>")
_WORD = re.compile(r"\w+")


def mention(person_id: int) -> str:
    return f"<@{person_id}>"


def mentioned(content: object) -> set[int]:
    """The ids of everybody mentioned anywhere in the content."""
    return {int(number) for text in _texts(content) for number in _MENTION.findall(text)}


def with_names(content: Content, names: Mapping[int, str], former: str = "") -> Content:
    """Fill in the names. A mention of somebody else stays as it is.

    `former` is what the names of erased people read, which begins a sentence with a capital letter.
    """

    def fill_in(text: str) -> str:
        filled_in = _MENTION.sub(lambda match: names.get(int(match[1]), match[0]), text)
        return with_capital(filled_in, former) if former and filled_in != text else filled_in

    filled_in: Content = _changed(content, fill_in, fields=None)
    return filled_in


def only(ids: Sequence[int]) -> int | None:
    """The id if there is only one: of namesakes nobody can tell who is meant."""
    return ids[0] if len(ids) == 1 else None


class NameReader:
    """Finds the names of people in text.

    Names of one word must fill a line, or what stands between two bars: inside a sentence "May" is usually no person.
    """

    def __init__(self, ids_by_name: Mapping[str, Sequence[int]], choose: ChooseId = only) -> None:
        """`choose` decides between namesakes."""
        self._ids_by_name = ids_by_name
        self._choose = choose
        self._by_first_word: dict[str, list[str]] = {}
        for name in sorted(ids_by_name, key=len, reverse=True):
            first = _WORD.match(name)
            if first and name != first[0]:
                self._by_first_word.setdefault(first[0], []).append(name)

    def with_ids(self, content: Content, fields: Collection[str] = ()) -> Content:
        """Put mentions in place of names. Of mappings, only these fields are text; others may be codes or keys."""
        marked: Content = _changed(content, self._marked, fields)
        return marked

    def _marked(self, text: str) -> str:
        return "\n".join("|".join(map(self._marked_part, line.split("|"))) for line in text.split("\n"))

    def _marked_part(self, line: str) -> str:
        if line in self._ids_by_name:
            return self._mention(line)
        pieces: list[str] = []
        end = 0
        for word in _WORD.finditer(line):
            name = self._name_at(line, word.start(), word[0]) if word.start() >= end else None
            if name is not None:
                pieces += [line[end : word.start()], self._mention(name)]
                end = word.start() + len(name)
        return "".join((*pieces, line[end:]))

    def _name_at(self, line: str, start: int, word: str) -> str | None:
        """The longest name that starts there and ends with a word."""
        for name in self._by_first_word.get(word, ()):
            if line.startswith(name, start) and not line[start + len(name) :][:1].isalnum():
                return name
        return None

    def _mention(self, name: str) -> str:
        person_id = self._choose(self._ids_by_name[name])
        return name if person_id is None else mention(person_id)


def _texts(content: object) -> Iterable[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, Mapping):
        for part in content.values():
            yield from _texts(part)
    elif isinstance(content, list | tuple):
        for part in content:
            yield from _texts(part)


def _changed(
    content: Any, change: Callable[[str], str], fields: Collection[str] | None, *, is_text: bool = True
) -> Any:
    """The content with every text changed. Of mappings, the texts are in these fields; None means in all."""
    if isinstance(content, str):
        return change(content) if is_text else content
    if isinstance(content, list):
        return [_changed(part, change, fields, is_text=is_text) for part in content]
    if isinstance(content, dict):
        return {
            key: _changed(part, change, fields, is_text=fields is None or key in fields)
            for key, part in content.items()
        }
    return content
