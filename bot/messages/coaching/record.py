"""The record of a conversation, as plain text and as messages."""

from collections.abc import Iterable, Mapping, Sequence

from bot.messages.coaching.buttons import NOUN, button
from bot.messages.threads import NOUN as THREADS
from bot.messages.threads.parts import fields, kind_name, one_line
from bot.messages.threads.pointers import DialogPointer
from bot.messages.threads.record import INDENT, Chapter, RecordText, name_of
from bot.slack.blocks import Block
from bot.slack.identifiers import ActionId
from conversations.coaching.record import AskedQuestion, CoachingRecord, KeyPoints
from conversations.delivery_chain import Chain, Influence
from conversations.parts import NAMED_BY_CHOICE, PartKind, title_fields, title_of
from conversations.threads.days import DialogDays
from conversations.threads.replies import QuestionAnswer
from conversations.threads.state import WrittenPart
from prompts import formats, plain
from storage.dialogs.threads import DialogSummary

FactLines = Mapping[int, Sequence[str]]
"""What stood above the questions, by the number of the asking."""


def written(
    record: CoachingRecord,
    chain: Chain,
    facts: FactLines,
    *,
    organization: str,
    days: DialogDays,
    names: Mapping[str, str],
    codes: Mapping[str, str],
    thread: str,
) -> RecordText:
    """Render the record. `names` maps Slack ids to names, `codes` parts to their codes. Empty chapters are left out."""
    leads = {"leader": name_of(names, record.leader), "co_leader": name_of(names, record.co_leader)}
    with formats.for_a_file():
        return RecordText(
            title=plain(NOUN, "record_title", title=record.title),
            facts=plain(THREADS, "record_facts", organization=organization, days=days, **leads),
            chapters=tuple(chapter for chapter in _chapters(record, chain, facts, names, codes) if chapter.lines),
            thread=thread,
        )


def _chapters(
    record: CoachingRecord, chain: Chain, facts: FactLines, names: Mapping[str, str], codes: Mapping[str, str]
) -> Iterable[Chapter]:
    decisions = (part for part in record.decisions if part.kind is not PartKind.INFLUENCE)
    yield _chapter("decisions", (_part("part", part, codes) for part in decisions))
    yield _chapter("action_items", (_part("item", part, codes) for part in record.action_items))
    yield _chapter("chain", chain_lines(chain))
    yield _chapter("before", _answers(record.before, names))
    yield _chapter("points", (line for point in record.points for line in _point(point, facts, names)))
    yield _chapter("parked", (point.text for point in record.parked))
    yield _chapter("unanswered", _unanswered(record.unanswered, facts))
    yield _chapter("not_asked", _not_asked(record))
    yield _chapter("afterwards", _answers(record.afterwards, names))


def _not_asked(record: CoachingRecord) -> Iterable[str]:
    yield from (plain(NOUN, "record_unasked", unasked=question) for question in record.not_asked)
    if record.left_out:
        yield plain(NOUN, "record_left_out", count=record.left_out)
    if record.left_for_later:
        yield plain(NOUN, "record_left_for_later", count=record.left_for_later)


def _chapter(name: str, lines: Iterable[str]) -> Chapter:
    return Chapter(plain(NOUN, f"record_{name}"), tuple(lines))


def _part(name: str, part: WrittenPart, codes: Mapping[str, str]) -> str:
    title, named = title_of(part.kind, part.values), title_fields(part.kind, part.values)
    others = {name: value for name, value in part.values.items() if name not in named}
    more = [{"label": label, "value": value} for label, value in fields(part.kind, others)]
    kind, code = kind_name(part.kind), "" if part.kind in NAMED_BY_CHOICE else codes.get(part.key, "")
    return plain(NOUN, f"record_{name}", kind=kind, code=code, title=one_line(title), fields=more)


def _point(point: KeyPoints, facts: FactLines, names: Mapping[str, str]) -> Iterable[str]:
    """The question under its facts, and its answers."""
    yield from _question(point.asked, facts)
    if point.choice:
        yield f"{INDENT}{plain(NOUN, 'record_choice', choice=point.choice)}"
    yield from (f"{INDENT}{line}" for line in _answers(point.answers, names))


def _question(asked: AskedQuestion, facts: FactLines) -> Iterable[str]:
    """A question with the facts that it stood under."""
    yield asked.text
    yield from (f"{INDENT}{plain(NOUN, 'record_fact', fact=line)}" for line in facts.get(asked.asking, ()))


def _unanswered(questions: Iterable[AskedQuestion], facts: FactLines) -> Iterable[str]:
    """With facts only where the question is about them: a check that says "these" means them."""
    for asked in questions:
        yield from _question(asked, facts if asked.is_check else {})


def _answers(answers: Iterable[QuestionAnswer], names: Mapping[str, str]) -> Iterable[str]:
    for answer in answers:
        who = name_of(names, answer.person)
        yield plain(
            NOUN,
            "record_answer",
            who=who,
            text=one_line(answer.text),
            evidence=answer.evidence,
            for_room=answer.for_room,
        )


def chain_lines(chain: Chain) -> Iterable[str]:
    """The chain as it is read, then what stands out in it."""
    yield from joined_lines(chain)
    crucial = chain.crucial()
    for part, values in (
        ("influential", {"actors": chain.influential()}),
        ("crucial", {"link": _arrow(crucial) if crucial else ""}),
        ("weak", {"links": list(map(_arrow, chain.weak_links()))}),
        ("informal", {"links": list(map(_arrow, chain.informal_links()))}),
        ("crowded", {"actors": chain.crowded()}),
        ("alone", {"actors": chain.cut_off()}),
    ):
        if any(values.values()):
            yield plain(NOUN, f"chain_{part}", **values)


def joined_lines(chain: Chain) -> Iterable[str]:
    """The links, written in one line where they join."""
    return map(_joined, chain.lines())


def _arrow(link: Influence) -> str:
    return _joined((link.giver, link.receiver))


def _joined(actors: Iterable[str]) -> str:
    return " → ".join(actors)


def past_record(dialog: DialogSummary) -> Block:
    """The button that sends the record of a past conversation."""
    return button("record", ActionId.COACH_RECORD, DialogPointer(dialog.id, 0))
