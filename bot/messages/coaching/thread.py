"""The messages of a coaching conversation: its opening, its questions, and the notes in between."""

from collections.abc import Iterable

from bot.messages.coaching.buttons import (
    NOUN,
    TickPointer,
    answer,
    pointer,
)
from bot.messages.coaching.steering import steering
from bot.messages.threads import NOUN as THREADS
from bot.messages.threads.parts import named
from bot.messages.threads.pointers import DialogPointer
from bot.messages.threads.questions import WaitingQuestion
from bot.messages.threads.steering import LedQuestion, button
from bot.slack import blocks, limits
from bot.slack.blocks import Block, MessageContent
from bot.slack.identifiers import ActionId
from conversations.coaching import path, where_we_are
from conversations.coaching.memory import left_for_later
from conversations.coaching.state import AT_PREPARATION
from conversations.threads.replies import hides
from conversations.threads.state import AT_END, DialogPhase, Visit
from prompts import Safe, formats, plain, say
from storage.dialogs.coaching import CoachingDialog
from storage.dialogs.private_questions import UnansweredQuestion

LINES_TO_A_LIST = 10
"""Slack's limit of options in a checklist."""


def audience_name(audience: str) -> str:
    return plain(NOUN, f"audience_{audience}")


# ---------------------------------------------------------------- the message that opens the thread


def opening(dialog: CoachingDialog) -> MessageContent:
    script, state = dialog.script, dialog.state
    questions, later = len(path.whole(script, state)), left_for_later(script, state)
    facts = say(
        NOUN,
        "opening_facts",
        questions=questions,
        grows=path.may_grow(script, state),
        minutes=0 if state.phase is DialogPhase.FINISHED else path.time(script, state, questions),
        short_of=questions + later if later else 0,
        leader=state.leader,
        co_leader=state.co_leader,
        audience=audience_name(state.audience),
        parked=len(state.parked),
    )
    notes = [] if state.phase is DialogPhase.FINISHED else _what_is_left(dialog)
    purpose, how = say(NOUN, "opening", purpose=script.purpose), say(NOUN, "opening_how")
    if state.phase is DialogPhase.FINISHED and dialog.finished_on:
        how = say(THREADS, "opening_done", on=dialog.finished_on)
    buttons = [button("where", ActionId.COACH_WHERE, pointer(dialog))]
    if state.phase is not DialogPhase.FINISHED:
        buttons.append(button("arrange", ActionId.COACH_OPEN_ARRANGE, pointer(dialog)))
    content = [
        blocks.header(script.title),
        blocks.section(purpose),
        blocks.context(facts),
        *map(blocks.context, notes),
        blocks.section(how),
        blocks.actions(f"coaching:{dialog.id}:opening", buttons),
    ]
    return MessageContent(text="\n".join([script.title, purpose, facts, *notes, how]), blocks=content)


def _what_is_left(dialog: CoachingDialog) -> list[Safe]:
    """What this conversation does not ask, and how to ask it all the same."""
    left_out, later = dialog.state.left_out, left_for_later(dialog.script, dialog.state)
    months = list(dict.fromkeys(formats.month_name(f"{each.on:%Y-%m}") for each in left_out))
    lines = [say(NOUN, "left_out", count=len(left_out), months=months)] if left_out else []
    return [*lines, say(NOUN, "left_for_later", count=later)] if later else lines


# ---------------------------------------------------------------- what is on the table


def asked(dialog: CoachingDialog, asking: int) -> MessageContent:
    """The message of one asking: a checklist, a question or the wrap-up. It has no buttons once it isn't current."""
    state = dialog.state
    visit, passed = state.askings[asking].visit, asking != state.asking or state.phase is not DialogPhase.OPEN
    if visit == AT_PREPARATION:
        return _checklist(dialog, asking, passed=passed)
    if visit == AT_END:
        return _wrap_up(dialog, asking, passed=passed)
    return _question(dialog, asking, visit, passed=passed)


def _checklist(dialog: CoachingDialog, asking: int, *, passed: bool) -> MessageContent:
    script, state = dialog.script, dialog.state
    intro = say(NOUN, "checklist", leader=state.leader)
    lines = [
        say(NOUN, "checklist_line", line=note.text, done=number in state.ticked)
        for number, note in enumerate(script.preparation)
    ]
    text = "\n".join([intro, *lines])
    if passed:
        return MessageContent(text=text, blocks=blocks.sections(text))
    target = pointer(dialog, asking)
    content = [blocks.section(intro)]
    content += [_ticks(dialog, target, first) for first in range(0, len(script.preparation), LINES_TO_A_LIST)]
    content.append(steering(dialog).row(f"coaching:{target}:begin"))
    return MessageContent(text=text, blocks=content)


def _ticks(dialog: CoachingDialog, target: DialogPointer, first: int) -> Block:
    """Checklists of ten options each. The block id names the conversation, because checkboxes carry no value."""
    notes = dialog.script.preparation[first : first + LINES_TO_A_LIST]
    options = [
        {"text": blocks.plain(note.text, limits.OPTION), "value": str(number)}
        for number, note in enumerate(notes, start=first)
    ]
    done = [option for option in options if int(str(option["value"])) in dialog.state.ticked]
    element: Block = {"type": "checkboxes", "action_id": f"{ActionId.COACH_TICK}.{first}", "options": options}
    if done:
        element["initial_options"] = done
    ticked = "".join(str(option["value"]) for option in done)
    block_id = TickPointer(target.dialog_id, target.asking, first, ticked)
    return {"type": "actions", "block_id": str(block_id), "elements": [element]}


def _question(dialog: CoachingDialog, asking: int, visit: Visit, *, passed: bool) -> MessageContent:
    script, state = dialog.script, dialog.state
    step = script.find(visit.step)
    words = say(NOUN, "question", question=path.question(script, state, visit))
    helped = [_escaped(path.about(script, state, visit, step.help))] if step.help else []
    if passed:
        return MessageContent(
            text="\n".join([words, *helped]), blocks=[blocks.section(words), *map(blocks.context, helped)]
        )
    number = position(dialog)
    target = pointer(dialog, asking)
    content = [blocks.context(number), blocks.section(words), *map(blocks.context, helped)]
    content.append(steering(dialog).row(f"coaching:{target}:on"))
    return MessageContent(text="\n".join([number, words, *helped]), blocks=content)


def _wrap_up(dialog: CoachingDialog, asking: int, *, passed: bool) -> MessageContent:
    words = say(NOUN, "wrap_up")
    if passed:
        return MessageContent(text=words, blocks=[blocks.section(words)])
    row = steering(dialog).row(f"coaching:{pointer(dialog, asking)}:end")
    return MessageContent(text=words, blocks=[blocks.section(words), row])


def paused(dialog: CoachingDialog, by: str) -> MessageContent:
    words = say(NOUN, "paused", by=by, leader=dialog.state.leader)
    row = steering(dialog).row(f"coaching:{pointer(dialog)}:resume")
    return MessageContent(text=words, blocks=[blocks.section(words), row])


def position(dialog: CoachingDialog) -> Safe:
    """Which question it is, of how many. Empty before the first and after the last."""
    state = dialog.state
    if state.visit in (AT_PREPARATION, AT_END):
        return Safe("")
    again = any(before.visit == state.visit for before in state.askings[: state.asking])
    return say(NOUN, "question_number", standing=where_we_are(state, dialog.script), again=again)


def led_question(dialog: CoachingDialog, facts: str) -> LedQuestion:
    """The current question as its leader's Home tab shows it, with the tips that in the thread don't last."""
    script, state = dialog.script, dialog.state
    if state.visit == AT_PREPARATION:
        lines, notes = [say(NOUN, "checklist", leader=state.leader)], script.tips
    elif state.visit == AT_END:
        lines, notes = [say(NOUN, "wrap_up")], ()
    else:
        question = say(NOUN, "question", question=path.question(script, state, state.visit))
        above = [Safe(facts)] if facts else []
        lines, notes = [position(dialog), *above, question], script.find(state.visit.step).tips
    return LedQuestion("\n".join([*lines, *(say(NOUN, "tip", text=note.text) for note in notes)]), steering(dialog))


# ---------------------------------------------------------------- what is said on the way


def follow_up(text: str) -> MessageContent:
    return MessageContent(text=say(NOUN, "follow_up", text=text))


def skipped(count: int, about: str) -> Safe:
    """What a single press passed over, and how to get back to it."""
    return say(NOUN, "skipped", count=count, about=about)


def tips(texts: Iterable[str]) -> MessageContent:
    return MessageContent(text="\n\n".join(say(NOUN, "tip", text=text) for text in texts))


def private_question(
    dialog: CoachingDialog, visit: Visit, question_id: int, *, asked: int, facts: str
) -> MessageContent:
    """Under the same facts as in the thread. `asked` is how many people are asked this."""
    above = [Safe(facts)] if facts else []
    state, intro = dialog.state, say(NOUN, "private_question", leader=dialog.state.leader, title=dialog.script.title)
    words = say(NOUN, "question", question=path.question(dialog.script, state, visit))
    how = say(THREADS, "private_how", asked=asked, hides=hides(asked))
    content = [
        blocks.section(intro),
        *(block for printed in above for block in blocks.sections(printed)),
        blocks.section(words),
        blocks.actions(f"coaching:private:{question_id}", [answer(question_id)]),
        blocks.context(how),
    ]
    return MessageContent(text="\n".join([intro, *above, words, how]), blocks=content)


def waiting(question: UnansweredQuestion) -> WaitingQuestion:
    return WaitingQuestion(
        id=question.id,
        title=question.title,
        organization=question.organization,
        text=say(NOUN, "waiting"),
        buttons=[answer(question.id)],
    )


def where(dialog: CoachingDialog) -> MessageContent:
    script = dialog.script
    standing = where_we_are(dialog.state, script)
    left = path.time(script, dialog.state, standing.of - standing.number + 1)
    lines = [say(NOUN, "where_we_are", title=script.title, standing=standing, minutes=left)]
    if standing.decided:
        lines.append(say(NOUN, "where_decided"))
        lines += [say(THREADS, "bullet", text=named(part)) for part in standing.decided]
    if standing.parked:
        lines.append(say(NOUN, "where_parked", count=standing.parked))
    text = "\n".join(lines)
    return MessageContent(text=text, blocks=blocks.sections(text))


def _escaped(text: str) -> Safe:
    """Render a script's text unchanged."""
    return say(NOUN, "opening", purpose=text)
