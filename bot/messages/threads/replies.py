"""What the thread shows of private answers and parked points."""

from collections.abc import Container, Iterable, Sequence

from bot.messages.threads import NOUN
from bot.slack import blocks
from bot.slack.blocks import MessageContent
from prompts import Safe, mention, say


def parked(by: str, text: str) -> MessageContent:
    return MessageContent(text=say(NOUN, "parked", by=by, text=text))


def people_asked(asked: Iterable[str], before: Container[str] = ()) -> MessageContent:
    """Tell the leader, and nobody else, who was asked in private; `before` are the people who were asked earlier."""
    people: dict[bool, list[Safe]] = {True: [], False: []}
    for slack_id in asked:
        people[slack_id in before].append(mention(slack_id))
    return MessageContent(text=say(NOUN, "people_asked", now=people[False], earlier=people[True]))


def nameless(texts: Sequence[str]) -> MessageContent:
    """All anonymous answers to a question, in one message."""
    if not texts:
        return MessageContent(text=say(NOUN, "brought_in_deleted"))
    whole = "\n\n".join(say(NOUN, "brought_in", person=None, text=text) for text in texts)
    return MessageContent(text=whole, blocks=blocks.sections(whole))


def brought_in(person: str, text: str, evidence: Sequence[str], *, deleted: bool) -> MessageContent:
    if deleted:
        return MessageContent(text=say(NOUN, "brought_in_deleted"))
    words = say(NOUN, "brought_in", person=person, text=text)
    links = [say(NOUN, "evidence", links=evidence)] if evidence else []
    whole = "\n".join([words, *links])
    return MessageContent(text=whole, blocks=blocks.sections(whole))
