"""The forms of coaching conversations."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot import blocks, limits
from bot.blocks import Block
from bot.identifiers import ActionId, FieldId, ViewId
from bot.messages.coaching.buttons import NOUN
from bot.messages.threads import NOUN as THREADS
from bot.messages.threads import forms as shared
from conversations.coaching.choosing import SuggestedScript
from conversations.coaching.state import CoachingState
from conversations.script import Audience, CycleStep, Script
from conversations.threads.replies import Reply
from prompts import plain, say

OFFERED = 3
OPTION_DESCRIPTION = 75


@dataclass(frozen=True, slots=True, kw_only=True)
class CoachingStartForm:
    """The choices of the form that starts a conversation."""

    organization: str
    level: str
    scripts: Sequence[Script]
    offers: Sequence[SuggestedScript]
    me: str
    asks_channel: bool
    metadata: str


# ---------------------------------------------------------------- starting


def choose_plan(plans: Sequence[tuple[int, str]], metadata: str) -> Block:
    options = [(str(number), name) for number, name in plans]
    content = [shared.plan_choice(options)]
    return _form(ViewId.COACH_PLAN, "start_title", content, metadata, submit=plain(NOUN, "go_on"))


def start(form: CoachingStartForm) -> Block:
    """Scripts that fit now come first, with their reasons; the others follow in the order of the cycle."""
    offers = form.offers[:OFFERED]
    content = [blocks.section(say(NOUN, "start_intro", organization=form.organization))]
    if offers:
        content.append(blocks.section("\n".join(_offer(offer) for offer in offers)))
    content += [_scripts(form.scripts, offers), _audience(form.level)]
    if form.asks_channel:
        content.append(_channel())
    content += [shared.leader(form.me), shared.co_leader(None)]
    return _form(ViewId.COACH_START, "start_title", content, form.metadata, submit=plain(THREADS, "start"))


def _offer(offer: SuggestedScript) -> str:
    return say(NOUN, "start_offer", title=offer.script.title, because=_because(offer))


def _because(offer: SuggestedScript) -> str:
    return plain(NOUN, f"because_{offer.because.replace(' ', '_')}")


def _scripts(scripts: Sequence[Script], offers: Sequence[SuggestedScript]) -> Block:
    first = [_script(offer.script, _because(offer)) for offer in offers]
    named = {offer.script.name for offer in offers}
    groups = [_group(plain(NOUN, "offer_group"), first)] if first else []
    for step in CycleStep:
        under = sorted((each for each in scripts if each.step is step and each.name not in named), key=_title)
        if under:
            groups.append(_group(plain(NOUN, f"step_{step.replace('-', '_')}"), [_script(each) for each in under]))
    element: Block = {"type": "static_select", "action_id": ActionId.INPUT, "option_groups": groups}
    if first:
        element["initial_option"] = first[0]
    return blocks.input_block(FieldId.SCRIPT, plain(NOUN, "script_label"), element)


def _title(script: Script) -> str:
    return script.title


def _group(label: str, options: Sequence[Block]) -> Block:
    return {"label": blocks.plain(label, limits.OPTION), "options": list(options)[: limits.OPTIONS]}


def _script(script: Script, because: str = "") -> Block:
    option: Block = {"text": blocks.plain(script.title, limits.OPTION), "value": script.name}
    return option | ({"description": blocks.plain(because, OPTION_DESCRIPTION)} if because else {})


def _channel() -> Block:
    element: Block = {
        "type": "conversations_select",
        "action_id": ActionId.INPUT,
        "default_to_current_conversation": True,
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    label, hint = plain(NOUN, "channel_label"), plain(NOUN, "channel_hint")
    return blocks.input_block(FieldId.CHANNEL, label, element, hint=hint, optional=True)


def started(title: str, channel: str, tips: Sequence[str]) -> Block:
    """The view after the form: where the thread is, and notes for the leader. `channel` is empty for a DM."""
    place = say(THREADS, "channel_of", channel=channel) if channel else ""
    content = blocks.sections(say(NOUN, "started", title=title, channel=place, alone=not channel))
    if tips:
        lines = [say(NOUN, "tips_first"), *(say(NOUN, "tip_first", text=tip) for tip in tips)]
        content += blocks.sections("\n".join(lines))
    return blocks.modal(ViewId.NOTICE, plain(NOUN, "start_title"), content, close=plain("errors", "close"))


def arrange(state: CoachingState, metadata: str) -> Block:
    content = [*shared.leaders(state), _audience(state.audience)]
    return _form(ViewId.COACH_ARRANGE, "arrange_title", content, metadata, submit=plain(THREADS, "save"))


# ---------------------------------------------------------------- on the way


def finish(unwritten: Sequence[str], metadata: str) -> Block:
    return shared.finish(
        ViewId.COACH_FINISH, plain(NOUN, "finish_title"), say(NOUN, "finish_text"), unwritten, metadata
    )


def park(metadata: str) -> Block:
    return _form(ViewId.COACH_PARK, "park_title", [shared.point()], metadata, submit=plain(THREADS, "save"))


def quiet(question: str, people: Sequence[str], metadata: str) -> Block:
    content = [
        *blocks.sections(say(NOUN, "question", question=question)),
        blocks.context(say(NOUN, "quiet_intro")),
        shared.people(people, plain(NOUN, "quiet_hint")),
    ]
    return _form(ViewId.COACH_QUIET, "quiet_title", content, metadata, submit=plain(NOUN, "ask"))


def answer(question: str, before: Reply | None, metadata: str, *, asked: int) -> Block:
    text = say(NOUN, "question", question=question)
    content = [*blocks.sections(text), *shared.private_answer(plain(NOUN, "private_label"), before, asked)]
    return _form(ViewId.COACH_ANSWER, "private_title", content, metadata, submit=plain(NOUN, "send"))


# ---------------------------------------------------------------- pieces


def _audience(chosen: str) -> Block:
    audiences = [(each, plain(NOUN, f"audience_{each}")) for each in Audience]
    return blocks.choice_input(FieldId.AUDIENCE, plain(NOUN, "audience_label"), audiences, chosen=chosen)


def _form(callback: ViewId, title: str, content: Sequence[Block], metadata: str, *, submit: str) -> Block:
    return shared.modal(callback, plain(NOUN, title), content, metadata, submit=submit)
