"""The messages of a coaching conversation: its opening, its questions, and the notes in between."""

from collections.abc import Iterable

from bot import blocks, limits
from bot.blocks import Block, MessageContent
from bot.identifiers import ActionId
from bot.messages.coaching.buttons import (
    NOUN,
    ChoicePointer,
    TickPointer,
    answer,
    button,
    part_button,
    pointer,
)
from bot.messages.threads import NOUN as THREADS
from bot.messages.threads.parts import named
from bot.messages.threads.pointers import DialogPointer
from bot.messages.threads.questions import WaitingQuestion
from conversations.coaching import path, where_we_are
from conversations.coaching.state import AT_PREPARATION
from conversations.parts import PartKind
from conversations.threads.replies import hides
from conversations.threads.state import AT_END, DialogPhase, Visit
from prompts import Safe, plain, say
from storage.dialogs.coaching import CoachingDialog
from storage.dialogs.private_questions import UnansweredQuestion

LINES_TO_A_LIST = 10
"""Slack's limit of options in a checklist."""


def audience_name(audience: str) -> str:
    return plain(NOUN, f"audience_{audience}")


# ---------------------------------------------------------------- the message that opens the thread


def opening(dialog: CoachingDialog) -> MessageContent:
    script, state = dialog.script, dialog.state
    questions = len(path.whole(script, state))
    facts = say(
        NOUN,
        "opening_facts",
        questions=questions,
        grows=path.may_grow(script, state),
        minutes=0 if state.phase is DialogPhase.FINISHED else path.minutes(script, questions),
        leader=state.leader,
        co_leader=state.co_leader,
        audience=audience_name(state.audience),
        parked=len(state.parked),
    )
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
        blocks.section(how),
        blocks.actions(f"coaching:{dialog.id}:opening", buttons),
    ]
    return MessageContent(text="\n".join([script.title, purpose, facts, how]), blocks=content)


# ---------------------------------------------------------------- what is on the table


def asked(dialog: CoachingDialog, asking: int, *, passed: bool = False) -> MessageContent:
    """The message of one asking: a checklist, a question or the wrap-up. `passed` leaves its buttons out."""
    visit = dialog.state.askings[asking].visit
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
    begin = button("begin", ActionId.COACH_NEXT, target, style="primary")
    content.append(blocks.actions(f"coaching:{target}:begin", [begin]))
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
    standing = where_we_are(state, script)
    again = any(before.visit == visit for before in state.askings[:asking])
    number = say(NOUN, "question_number", standing=standing, again=again)
    target = pointer(dialog, asking)
    content = [blocks.context(number), blocks.section(words), *map(blocks.context, helped)]
    if step.choices:
        choices = [
            blocks.button(choice.label, ActionId.COACH_CHOOSE, ChoicePointer(target.dialog_id, target.asking, place))
            | {"action_id": f"{ActionId.COACH_CHOOSE}.{place}"}
            for place, choice in enumerate(step.choices)
        ]
        content.append(blocks.actions(f"coaching:{target}:choices", choices))
    content += [
        blocks.actions(
            f"coaching:{target}:on", _steering(target, in_pass=bool(visit.item), may_go_back=bool(state.trail))
        ),
        blocks.actions(f"coaching:{target}:more", _more(target)),
    ]
    return MessageContent(text="\n".join([number, words, *helped]), blocks=content)


def _steering(target: DialogPointer, *, in_pass: bool, may_go_back: bool) -> list[Block]:
    value = target
    buttons = [button("next", ActionId.COACH_NEXT, value, style="primary")]
    if may_go_back:
        buttons.append(button("back", ActionId.COACH_BACK, value))
    buttons.append(button("skip", ActionId.COACH_SKIP, value))
    if in_pass:
        buttons.append(button("skip_pass", ActionId.COACH_SKIP_PASS, value))
    return [
        *buttons,
        button("probe", ActionId.COACH_PROBE, value),
        button("quiet", ActionId.COACH_OPEN_QUIET, value),
        button("park", ActionId.COACH_OPEN_PARK, value),
    ]


def _more(target: DialogPointer) -> list[Block]:
    return [
        *_writing(target),
        button("where", ActionId.COACH_WHERE, target),
        button("pause", ActionId.COACH_PAUSE, target),
        _finish(target),
    ]


def _writing(target: DialogPointer) -> list[Block]:
    return [
        part_button("write_item", target, PartKind.ACTION_ITEM),
        part_button("write_support", target, PartKind.SUPPORT),
        part_button("write_decision", target, PartKind.DECISION),
    ]


def _finish(target: DialogPointer) -> Block:
    sure = blocks.confirm(
        plain(NOUN, "finish_title"),
        plain(NOUN, "finish_text"),
        plain(NOUN, "button_finish"),
        plain(THREADS, "finish_no"),
    )
    return button("finish", ActionId.COACH_FINISH, target, confirm=sure)


def _wrap_up(dialog: CoachingDialog, asking: int, *, passed: bool) -> MessageContent:
    words = say(NOUN, "wrap_up")
    if passed:
        return MessageContent(text=words)
    target = pointer(dialog, asking)
    buttons = [
        _finish(target) | {"style": "primary"},
        button("back", ActionId.COACH_BACK, target),
        button("park", ActionId.COACH_OPEN_PARK, target),
        *_writing(target),
    ]
    return MessageContent(text=words, blocks=[blocks.section(words), blocks.actions(f"coaching:{target}:end", buttons)])


def paused(dialog: CoachingDialog, by: str) -> MessageContent:
    words = say(NOUN, "paused", by=by, leader=dialog.state.leader)
    target = pointer(dialog)
    resume = button("resume", ActionId.COACH_RESUME, target, style="primary")
    return MessageContent(
        text=words,
        blocks=[blocks.section(words), blocks.actions(f"coaching:{target}:resume", [resume, _finish(target)])],
    )


# ---------------------------------------------------------------- what is said on the way


def follow_up(text: str) -> MessageContent:
    return MessageContent(text=say(NOUN, "follow_up", text=text))


def tips(texts: Iterable[str]) -> MessageContent:
    return MessageContent(text="\n\n".join(say(NOUN, "tip", text=text) for text in texts))


def private_question(dialog: CoachingDialog, visit: Visit, question_id: int, *, asked: int) -> MessageContent:
    """`asked` is how many people are asked this."""
    state = dialog.state
    intro = say(NOUN, "private_question", leader=state.leader, title=dialog.script.title)
    words = say(NOUN, "question", question=path.question(dialog.script, state, visit))
    how = say(THREADS, "private_how", asked=asked, hides=hides(asked))
    content = [
        blocks.section(intro),
        blocks.section(words),
        blocks.actions(f"coaching:private:{question_id}", [answer(question_id)]),
        blocks.context(how),
    ]
    return MessageContent(text="\n".join([intro, words, how]), blocks=content)


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
    left = path.minutes(script, standing.of - standing.number + 1)
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
