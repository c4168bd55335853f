"""A district's own codes under the twelve practices."""

from collections.abc import Sequence

from bot.slack.blocks import MessageContent
from plans.practices import PRACTICES, practice_of
from prompts import Safe, say
from storage.plans.own_practices import OwnPractice

NOUN = "own_practices"


def listed(
    organization: str, practices: Sequence[OwnPractice], two_names: Sequence[Sequence[OwnPractice]]
) -> MessageContent:
    lines = [say(NOUN, "listed", organization=organization, count=len(practices))]
    in_order = sorted(practices, key=lambda practice: practice.code)
    lines += [say(NOUN, "line", practice=practice) for practice in in_order]
    lines += [clash(alike) for alike in two_names]
    return MessageContent(text="\n".join([*lines, say(NOUN, "how")]))


def clash(alike: Sequence[OwnPractice]) -> Safe:
    """Two names under one code. The nearest organization's comes first, and holds."""
    return say(NOUN, "two_names", practices=alike, code=alike[0].code)


def renamed(code: str, before: str, name: str) -> MessageContent:
    return MessageContent(text=say(NOUN, "renamed" if name != before else "there", code=code, name=name, before=before))


def added(organization: str, code: str, name: str, *, is_new: bool) -> MessageContent:
    practice = PRACTICES[practice_of(code)]
    values = {"organization": organization, "code": code, "name": name, "practice": practice}
    return MessageContent(text=say(NOUN, "added" if is_new else "there", **values))
