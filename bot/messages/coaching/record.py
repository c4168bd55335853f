"""The record of a conversation, as plain text and as messages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot import blocks, limits
from bot.blocks import MessageContent
from bot.identifiers import ActionId
from bot.messages.coaching.buttons import NOUN, DialogPointer, button, kind_name
from bot.messages.coaching.parts import fields, one_line
from conversations.coaching.record import CoachingRecord, KeyPoints
from conversations.delivery_chain import Chain
from conversations.parts import title_fields, title_of
from conversations.threads.replies import QuestionAnswer
from conversations.threads.state import WrittenPart
from prompts import formats, plain, say
from storage.dialogs.threads import DialogSummary


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


def written(
    record: CoachingRecord, chain: Chain, *, organization: str, on: date, names: Mapping[str, str], thread: str
) -> RecordText:
    """Render the record. `names` maps Slack ids to names; empty chapters are left out."""
    leads = {"leader": _name(names, record.leader), "co_leader": _name(names, record.co_leader)}
    with formats.for_a_file():
        return RecordText(
            title=plain(NOUN, "record_title", title=record.title),
            facts=plain(NOUN, "record_facts", organization=organization, on=on, **leads),
            chapters=tuple(chapter for chapter in _chapters(record, chain, names) if chapter.lines),
            thread=thread,
        )


def _chapters(record: CoachingRecord, chain: Chain, names: Mapping[str, str]) -> Iterable[Chapter]:
    yield _chapter("decisions", map(_part, record.decisions))
    yield _chapter("action_items", map(_part, record.action_items))
    yield _chapter("chain", chain_lines(chain))
    yield _chapter("before", _answers(record.before, names))
    yield _chapter("points", (line for point in record.points for line in _point(point, names)))
    yield _chapter("parked", (point.text for point in record.parked))
    yield _chapter("open", record.open_questions)
    yield _chapter("not_reached", (plain(NOUN, "record_unasked", unasked=question) for question in record.not_reached))
    yield _chapter("afterwards", _answers(record.afterwards, names))


def _chapter(name: str, lines: Iterable[str]) -> Chapter:
    return Chapter(plain(NOUN, f"record_{name}"), tuple(lines))


def _part(part: WrittenPart) -> str:
    title, named = title_of(part.kind, part.values), title_fields(part.kind, part.values)
    others = {name: value for name, value in part.values.items() if name not in named}
    more = [{"label": label, "value": value} for label, value in fields(part.kind, others)]
    return plain(NOUN, "record_part", kind=kind_name(part.kind), title=one_line(title), fields=more)


def _point(point: KeyPoints, names: Mapping[str, str]) -> Iterable[str]:
    """The question and its answers."""
    yield point.question
    if point.choice:
        yield f"{INDENT}{plain(NOUN, 'record_choice', choice=point.choice)}"
    yield from (f"{INDENT}{line}" for line in _answers(point.answers, names))


LINES_SHOWN = 30
MOST = limits.MESSAGE_BLOCKS - 1
INDENT = "    "
"""The prefix of lines that belong to the line above."""


def _answers(answers: Iterable[QuestionAnswer], names: Mapping[str, str]) -> Iterable[str]:
    for answer in answers:
        who = _name(names, answer.person)
        yield plain(NOUN, "record_answer", who=who, text=one_line(answer.text), evidence=answer.evidence)


def chain_lines(chain: Chain) -> Iterable[str]:
    for link in chain.influences:
        yield plain(NOUN, "chain_link", link=link)
    weak = [f"{link.giver} → {link.receiver}" for link in chain.weak_links()]
    for part, values in (
        ("weak", {"links": weak}),
        ("crowded", {"actors": chain.crowded()}),
        ("alone", {"actors": chain.cut_off() if chain.influences else ()}),
    ):
        if any(values.values()):
            yield plain(NOUN, f"chain_{part}", **values)


def _name(names: Mapping[str, str], slack_id: str | None) -> str:
    return names.get(slack_id, slack_id) if slack_id else ""


# ---------------------------------------------------------------- in Slack


def message(record: RecordText) -> MessageContent:
    """The record shortened to one message; the files hold all of it."""
    facts = f"{say(NOUN, 'opening', purpose=record.facts)}{thread_link(record.thread)}"
    content = [blocks.header(record.title), blocks.context(facts)]
    texts = [record.title, facts]
    for chapter in record.chapters:
        lines = [_bullet(line) for line in chapter.lines[:LINES_SHOWN]]
        heading = say(NOUN, "question", question=chapter.title)
        texts += [heading, *lines]
        content += blocks.sections("\n".join([heading, *lines]))
    more = say(NOUN, "record_more")
    return MessageContent(text="\n".join([*texts, more]), blocks=[*blocks.fit(content)[:MOST], blocks.context(more)])


def history_line(dialog: DialogSummary) -> str:
    return f"{say(NOUN, 'history_line', one=dialog)}{thread_link(dialog.permalink)}"


def thread_link(address: str) -> str:
    """A link to append to a line. Empty without an address."""
    return f" · <{address}|{say(NOUN, 'history_thread')}>" if address else ""


def _bullet(line: str) -> str:
    text = say(NOUN, "bullet", text=line.strip())
    return f"{INDENT}{text}" if line.startswith(INDENT) else text


def history(organization: str, dialogs: Sequence[DialogSummary]) -> MessageContent:
    """Conversations, newest first, each with a link to its thread and a button for its record."""
    if not dialogs:
        return MessageContent(text=say(NOUN, "history_none", organization=organization))
    title = plain(NOUN, "history_title", organization=organization)
    content, texts = [blocks.header(title)], [title]
    for dialog in dialogs:
        record = button("record", ActionId.COACH_RECORD, str(DialogPointer(dialog.id, 0)))
        content.append(blocks.section(history_line(dialog), record))
        texts.append(say(NOUN, "history_line", one=dialog))
    return MessageContent(text="\n".join(texts), blocks=content)
