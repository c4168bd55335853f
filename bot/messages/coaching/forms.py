"""The forms of coaching conversations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.messages.coaching import names
from bot.messages.coaching.buttons import NOUN
from bot.messages.coaching.names import NamesShown
from bot.messages.threads import NOUN as THREADS
from bot.messages.threads import forms as shared
from bot.slack import blocks, limits
from bot.slack.blocks import Block
from bot.slack.identifiers import ActionId, FieldId, ViewId
from conversations.coaching import path
from conversations.coaching.choosing import PastDialog, PlanFigures, SuggestedScript
from conversations.coaching.state import CoachingState
from conversations.script import Audience, CycleStep, Script
from conversations.threads.replies import Reply
from prompts import Safe, plain, say

OFFERED = 3
SHORT, FULL = "short", "full"
OPTION_DESCRIPTION = 75


@dataclass(frozen=True, slots=True, kw_only=True)
class CoachingStartForm:
    """The choices of the form that starts a conversation."""

    organization: str
    level: str
    scripts: Sequence[Script]
    minutes: Mapping[str, int]
    """By the script's name: what its questions take with this plan."""
    offers: Sequence[SuggestedScript]
    figures: PlanFigures
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
        content.append(blocks.section("\n".join(_offer(form, offer) for offer in offers)))
    content += [_scripts(form, offers), _length(), _audience(form.level)]
    if form.asks_channel:
        content.append(_channel())
    content += [shared.leader(form.me), shared.co_leader(None)]
    return _form(ViewId.COACH_START, "start_title", content, form.metadata, submit=plain(THREADS, "start"))


def _offer(form: CoachingStartForm, offer: SuggestedScript) -> str:
    last, minutes = offer.because, form.minutes[offer.script.name]
    if isinstance(last, PastDialog):
        minutes = path.minutes(offer.script, last.of - last.asked)
        return say(NOUN, "start_rest", title=offer.script.title, last=last, minutes=minutes)
    return say(NOUN, "start_offer", title=offer.script.title, because=_because(form, offer), minutes=minutes)


def _because(form: CoachingStartForm, offer: SuggestedScript) -> str:
    if isinstance(offer.because, PastDialog):
        return plain(NOUN, "because_unfinished", last=offer.because)
    return plain(NOUN, f"because_{offer.because.replace(' ', '_')}", figures=form.figures)


def _length() -> Block:
    """How much of the script is asked."""
    lengths = [(each, plain(NOUN, f"length_{each}")) for each in (FULL, SHORT)]
    return blocks.choice_input(FieldId.LENGTH, plain(NOUN, "length_label"), lengths, chosen=FULL, all_shown=True)


def _scripts(form: CoachingStartForm, offers: Sequence[SuggestedScript]) -> Block:
    first = [_script(offer.script, _because(form, offer)) for offer in offers]
    named = {offer.script.name for offer in offers}
    groups = [_group(plain(NOUN, "offer_group"), first)] if first else []
    for step in CycleStep:
        under = sorted((each for each in form.scripts if each.step is step and each.name not in named), key=_title)
        if under:
            options = [_script(each, _time(form, each)) for each in under]
            groups.append(_group(plain(NOUN, f"step_{step.replace('-', '_')}"), options))
    element: Block = {"type": "static_select", "action_id": ActionId.INPUT, "option_groups": groups}
    if first:
        element["initial_option"] = first[0]
    return blocks.input_block(FieldId.SCRIPT, plain(NOUN, "script_label"), element)


def _time(form: CoachingStartForm, script: Script) -> str:
    return plain(NOUN, "script_minutes", minutes=form.minutes[script.name])


def _title(script: Script) -> str:
    return script.title


def _group(label: str, options: Sequence[Block]) -> Block:
    return {"label": blocks.plain(label, limits.OPTION), "options": list(options)[: limits.OPTIONS]}


def _script(script: Script, about: str) -> Block:
    option: Block = {"text": blocks.plain(script.title, limits.OPTION), "value": script.name}
    return option | {"description": blocks.plain(about, OPTION_DESCRIPTION)}


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
    if channel:
        content.append(blocks.context(say(NOUN, "room_hint")))
    if tips:
        lines = [say(NOUN, "tips_first"), *(say(NOUN, "tip_first", text=tip) for tip in tips)]
        content += blocks.sections("\n".join(lines))
    return blocks.modal(ViewId.NOTICE, plain(NOUN, "start_title"), content, close=plain("errors", "close"))


def arrange(state: CoachingState, metadata: str) -> Block:
    content = [*shared.leaders(state), _audience(state.audience)]
    return _form(ViewId.COACH_ARRANGE, "arrange_title", content, metadata, submit=plain(THREADS, "save"))


# ---------------------------------------------------------------- on the way


def finish(unwritten: Sequence[str], sensitive: Sequence[str], metadata: str, *, chosen: NamesShown | None) -> Block:
    """`sensitive` are the questions about whose names the group has not decided yet."""
    title, text = plain(NOUN, "finish_title"), say(NOUN, "finish_text")
    inputs = names.choice(sensitive, chosen) if sensitive else []
    return shared.finish(ViewId.COACH_FINISH, title, text, unwritten, metadata, inputs=inputs)


def park(metadata: str) -> Block:
    return _form(ViewId.COACH_PARK, "park_title", [shared.point()], metadata, submit=plain(THREADS, "save"))


def quiet(question: str, people: Sequence[str], metadata: str) -> Block:
    content = [
        *blocks.sections(say(NOUN, "question", question=question)),
        blocks.context(say(NOUN, "quiet_intro")),
        shared.people(people, plain(NOUN, "quiet_hint")),
    ]
    return _form(ViewId.COACH_QUIET, "quiet_title", content, metadata, submit=plain(NOUN, "ask"))


def answer(question: str, facts: str, before: Reply | None, metadata: str, *, asked: int) -> Block:
    """`facts` are what the question speaks of, as mrkdwn: the thread may be out of sight."""
    above = blocks.sections(Safe(facts)) if facts else []
    text = say(NOUN, "question", question=question)
    content = [*above, *blocks.sections(text), *shared.private_answer(plain(NOUN, "private_label"), before, asked)]
    return _form(ViewId.COACH_ANSWER, "private_title", content, metadata, submit=plain(NOUN, "send"))


# ---------------------------------------------------------------- pieces


def _audience(chosen: str) -> Block:
    audiences = [(each, plain(NOUN, f"audience_{each}")) for each in Audience]
    return blocks.choice_input(FieldId.AUDIENCE, plain(NOUN, "audience_label"), audiences, chosen=chosen)


def _form(callback: ViewId, title: str, content: Sequence[Block], metadata: str, *, submit: str) -> Block:
    return shared.modal(callback, plain(NOUN, title), content, metadata, submit=submit)
