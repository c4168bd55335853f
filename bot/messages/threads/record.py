"""A record: its text for messages and files, and the lines of a history."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.messages.threads import NOUN
from bot.slack import blocks, limits
from bot.slack.blocks import Block, MessageContent
from prompts import plain, say
from storage.dialogs.threads import DialogSummary

LINES_SHOWN = 60
"""Of a chapter in the message."""
MOST = limits.MESSAGE_BLOCKS - 1
INDENT = "    "
"""The prefix of lines that belong to the line above."""


@dataclass(frozen=True, slots=True)
class Chapter:
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordText:
    """A record as plain text, for messages and files."""

    title: str
    facts: str
    chapters: tuple[Chapter, ...]
    thread: str
    """The thread's address, empty while it is not known."""


def name_of(names: Mapping[str, str], slack_id: str | None) -> str:
    return names.get(slack_id, slack_id) if slack_id else ""


def message(record: RecordText) -> MessageContent:
    """The record shortened to one message; the files hold all of it."""
    facts = f"{say(NOUN, 'text', text=record.facts)}{thread_link(record.thread)}"
    content = [blocks.header(record.title), blocks.context(facts)]
    texts = [record.title, facts]
    for chapter in record.chapters:
        lines = [_bullet(line) for line in chapter.lines[:LINES_SHOWN]]
        if (left_out := len(chapter.lines) - LINES_SHOWN) > 0:
            lines.append(say(NOUN, "record_cut", count=left_out))
        heading = say(NOUN, "heading", title=chapter.title)
        texts += [heading, *lines]
        content += blocks.sections("\n".join([heading, *lines]))
    more = say(NOUN, "record_more")
    return MessageContent(text="\n".join([*texts, more]), blocks=[*blocks.fit(content)[:MOST], blocks.context(more)])


def _bullet(line: str) -> str:
    text = say(NOUN, "bullet", text=line.strip())
    return f"{INDENT}{text}" if line.startswith(INDENT) else text


def thread_link(address: str) -> str:
    """A link to append to a line. Empty without an address."""
    return f" · <{address}|{say(NOUN, 'history_thread')}>" if address else ""


def history(
    noun: str,
    organization: str,
    dialogs: Sequence[DialogSummary],
    button: Callable[[DialogSummary], Block] | None = None,
) -> MessageContent:
    """Dialogs of one kind, newest first, each with a link to its thread. `noun` is the kind's file of words."""
    if not dialogs:
        return MessageContent(text=say(noun, "history_none", organization=organization))
    title = plain(noun, "history_title", organization=organization)
    content, texts = [blocks.header(title)], [title]
    for dialog in dialogs:
        text = say(NOUN, "history_line", one=dialog)
        accessory = button(dialog) if button else None
        content.append(blocks.section(f"{text}{thread_link(dialog.permalink)}", accessory))
        texts.append(text)
    return MessageContent(text="\n".join(texts), blocks=content)
