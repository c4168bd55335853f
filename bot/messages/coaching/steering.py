"""What the leader of a conversation steers it with."""

from bot.messages.coaching.buttons import NOUN, ChoicePointer, PartPointer, button, part_button, pointer
from bot.messages.threads import steering as shared
from bot.messages.threads.pointers import DialogPointer
from bot.messages.threads.steering import MoreLine, Steering
from bot.slack.blocks import Block, MenuButton
from bot.slack.identifiers import ActionId
from conversations.coaching.memory import left_for_later
from conversations.coaching.moves import SkipScope
from conversations.coaching.state import AT_PREPARATION
from conversations.coaching.steering import follow_up, skip
from conversations.parts import PartKind
from conversations.threads.state import AT_END, DialogPhase
from prompts import Safe, plain, say
from storage.dialogs.coaching import CoachingDialog

WRITTEN = {"write_item": PartKind.ACTION_ITEM, "write_support": PartKind.SUPPORT, "write_decision": PartKind.DECISION}
"""What a leader can write down at any time, by the names of the buttons."""


def steering(dialog: CoachingDialog) -> Steering:
    """The controls of the current question or, while the conversation is paused, those of the pause."""
    state, target = dialog.state, pointer(dialog)
    finish = shared.option("open_finish", ActionId.COACH_OPEN_FINISH, target)
    more = shared.option("more", ActionId.COACH_OPEN_MORE, target)
    if state.phase is DialogPhase.PAUSED:
        resume = shared.button("resume", ActionId.COACH_RESUME, target, style="primary")
        return Steering(primary=resume, menu=[finish, more])
    pause = shared.option("pause", ActionId.COACH_PAUSE, target)
    if state.visit == AT_PREPARATION:
        begin = button("begin", ActionId.COACH_NEXT, target, style="primary")
        return Steering(primary=begin, menu=[pause, finish, more])
    back = [shared.option("back", ActionId.COACH_BACK, target)] if state.trail else []
    if state.visit == AT_END:
        primary = shared.button("open_finish", ActionId.COACH_OPEN_FINISH, target, style="primary")
        return Steering(primary=primary, menu=[*back, *_writing(target), more])
    skip = shared.option("skip", ActionId.COACH_SKIP, target)
    primary = shared.button("next", ActionId.COACH_NEXT, target, style="primary")
    return Steering(primary=primary, menu=[*back, skip, pause, finish, more], choices=_choices(dialog, target))


def _writing(target: DialogPointer) -> list[MenuButton]:
    return [
        MenuButton(
            plain(NOUN, f"button_{part}"),
            ActionId.COACH_OPEN_PART,
            PartPointer(target.dialog_id, target.asking, kind),
        )
        for part, kind in WRITTEN.items()
    ]


def _choices(dialog: CoachingDialog, target: DialogPointer) -> Block | None:
    offered = dialog.script.find(dialog.state.visit.step).choices
    buttons = [
        MenuButton(choice.label, ActionId.COACH_CHOOSE, ChoicePointer(target.dialog_id, target.asking, place))
        for place, choice in enumerate(offered)
    ]
    return shared.choices(buttons) if buttons else None


def more(dialog: CoachingDialog, position: str) -> Block:
    """The form with everything that a leader seldom needs."""
    target = pointer(dialog)
    return shared.more(
        position,
        [
            *_left_out(dialog, target),
            *(_of_phase(dialog, target) if dialog.state.phase is DialogPhase.OPEN else []),
            shared.line("park", shared.button("park", ActionId.COACH_OPEN_PARK, target)),
            *(shared.line(part, part_button(part, target, kind), noun=NOUN) for part, kind in WRITTEN.items()),
            shared.line("where", shared.button("where", ActionId.COACH_WHERE, target)),
            shared.line("arrange", shared.button("arrange", ActionId.COACH_OPEN_ARRANGE, target)),
        ],
    )


def _left_out(dialog: CoachingDialog, target: DialogPointer) -> list[MoreLine]:
    """At the checklist, too: before the first question all of them come back in their order."""
    state = dialog.state
    count = len(state.left_out) + left_for_later(dialog.script, state)
    if not count or state.phase is not DialogPhase.OPEN:
        return []
    bring_back = button("bring_back", ActionId.COACH_BRING_BACK, target)
    return [shared.line("bring_back", bring_back, noun=NOUN, count=count)]


def stuck(dialog: CoachingDialog) -> Safe:
    """What the leader can do when several people don't know an answer."""
    return say(NOUN, "stuck", has_follow_up=follow_up(dialog.state, dialog.script) is not None)


def _of_phase(dialog: CoachingDialog, target: DialogPointer) -> list[MoreLine]:
    """At the end, Pause is here: what can be written down has its place in the menu."""
    if dialog.state.visit == AT_END:
        return [shared.line("pause", shared.button("pause", ActionId.COACH_PAUSE, target))]
    return [] if dialog.state.visit == AT_PREPARATION else _about_question(dialog, target)


def _about_question(dialog: CoachingDialog, target: DialogPointer) -> list[MoreLine]:
    lines = [shared.line("quiet", button("quiet", ActionId.COACH_OPEN_QUIET, target), noun=NOUN)]
    text = follow_up(dialog.state, dialog.script)
    if text is not None:
        probe = button("probe", ActionId.COACH_PROBE, target)
        lines.insert(0, shared.line("probe", probe, noun=NOUN, text=text))
    return [*lines, *_skipping(dialog, target)]


def _skipping(dialog: CoachingDialog, target: DialogPointer) -> list[MoreLine]:
    """What else can be skipped within a pass, each with how much it is, as far as it is more than the line before."""
    if not dialog.state.visit.item:
        return []
    of_item, of_pass = (skip(dialog.state, dialog.script, scope) for scope in (SkipScope.ITEM, SkipScope.PASS))
    lines = []
    if of_item.count > 1:
        press = button("skip_item", ActionId.COACH_SKIP_ITEM, target)
        lines.append(shared.line("skip_item", press, noun=NOUN, count=of_item.count, about=of_item.about))
    if of_pass.count > of_item.count:
        press = button("skip_pass", ActionId.COACH_SKIP_PASS, target)
        lines.append(shared.line("skip_pass", press, noun=NOUN, count=of_pass.count))
    return lines
