"""The forms of coaching conversations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot import blocks, limits
from bot.blocks import Block
from bot.identifiers import ActionId, FieldId, ViewId
from bot.messages.coaching.buttons import NOUN, kind_name
from bot.messages.coaching.parts import DAYS
from conversations.coaching.choosing import SuggestedScript
from conversations.coaching.state import CoachingState
from conversations.parts import FIELDS, PartKind
from conversations.script import Audience, CycleStep, Script
from conversations.threads.replies import Reply, Voice, hides
from conversations.weakness import Weakness
from prompts import parts, plain, say

LONG = frozenset({"text", "explanation", "targets", "if_we", "then", "and_so", "evidence", "collaborators", "team"})
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
    content = [blocks.choice_input(FieldId.PLAN, plain(NOUN, "plan_label"), options)]
    return _form(ViewId.COACH_PLAN, "start_title", content, metadata, submit="go_on")


def start(form: CoachingStartForm) -> Block:
    """Scripts that fit now come first, with their reasons; the others follow in the order of the cycle."""
    offers = form.offers[:OFFERED]
    content = [blocks.section(say(NOUN, "start_intro", organization=form.organization))]
    if offers:
        content.append(blocks.section("\n".join(_offer(offer) for offer in offers)))
    content += [
        _scripts(form.scripts, offers),
        _choice(
            FieldId.AUDIENCE,
            "audience_label",
            [(each, plain(NOUN, f"audience_{each}")) for each in Audience],
            form.level,
        ),
    ]
    if form.asks_channel:
        content.append(_channel())
    content += [_person(FieldId.LEADER, "leader_label", form.me), _person(FieldId.CO_LEADER, "co_leader_label", None)]
    return _form(ViewId.COACH_START, "start_title", content, form.metadata, submit="start")


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
    place = say(NOUN, "channel_of", channel=channel) if channel else ""
    content = blocks.sections(say(NOUN, "started", title=title, channel=place, alone=not channel))
    if tips:
        lines = [say(NOUN, "tips_first"), *(say(NOUN, "tip_first", text=tip) for tip in tips)]
        content += blocks.sections("\n".join(lines))
    return blocks.modal(ViewId.NOTICE, plain(NOUN, "start_title"), content, close=plain("errors", "close"))


def arrange(state: CoachingState, metadata: str) -> Block:
    audiences = [(each, plain(NOUN, f"audience_{each}")) for each in Audience]
    content = [
        _person(FieldId.LEADER, "leader_label", state.leader),
        _person(FieldId.CO_LEADER, "co_leader_label", state.co_leader),
        _choice(FieldId.AUDIENCE, "audience_label", audiences, state.audience),
    ]
    return _form(ViewId.COACH_ARRANGE, "arrange_title", content, metadata)


# ---------------------------------------------------------------- on the way


def park(metadata: str) -> Block:
    return _form(
        ViewId.COACH_PARK, "park_title", [blocks.text_input(FieldId.POINT, plain(NOUN, "park_label"))], metadata
    )


def quiet(question: str, people: Sequence[str], metadata: str) -> Block:
    label, hint = plain(NOUN, "quiet_label"), plain(NOUN, "quiet_hint")
    content = [
        *blocks.sections(say(NOUN, "question", question=question)),
        blocks.context(say(NOUN, "quiet_intro")),
        blocks.people_input(FieldId.PEOPLE, label, chosen=people, hint=hint),
    ]
    return _form(ViewId.COACH_QUIET, "quiet_title", content, metadata, submit="ask")


def voice_choice(before: Reply | None, asked: int) -> list[Block]:
    """How an answer is brought in. Too few people hide nobody: then it is only with their name, and that is said."""
    offered = [Voice.NAMELESS, Voice.NAMED] if hides(asked) else [Voice.NAMED]
    chosen = before.voice if before and before.voice in offered else offered[0]
    voices = [(voice, plain(NOUN, f"voice_{voice}")) for voice in offered]
    told = blocks.context(say(NOUN, "private_asked", asked=asked, hides=hides(asked)))
    return [told, _choice(FieldId.VOICE, "voice_label", voices, chosen)]


def answer(question: str, before: Reply | None, metadata: str, *, asked: int) -> Block:
    text = blocks.text_input(
        FieldId.ANSWER,
        plain(NOUN, "private_label"),
        value=before.text if before else "",
        hint=plain(NOUN, "private_hint") if before else "",
        optional=before is not None,
    )
    content = [*blocks.sections(say(NOUN, "question", question=question)), text, *voice_choice(before, asked)]
    return _form(ViewId.COACH_ANSWER, "private_title", content, metadata, submit="send")


# ---------------------------------------------------------------- parts of the plan


def part(
    kind: PartKind,
    values: Mapping[str, str],
    parents: Mapping[int, str],
    metadata: str,
    *,
    doubts: Sequence[Weakness] = (),
    callback: ViewId = ViewId.COACH_PART,
) -> Block:
    """`parents` are the parts it can belong to, if the form asks for one."""
    content = [blocks.context(say(NOUN, "part_intro"))]
    if doubts:
        sentences = parts()["weaknesses"]
        lines = [say(NOUN, "part_doubts"), *(say(NOUN, "part_doubt", text=sentences[doubt]) for doubt in doubts)]
        content = blocks.sections("\n".join(lines))
    if parents:
        options = [(str(number), name) for number, name in parents.items()]
        content.append(_choice(FieldId.PARENT, "parent_label", options, values.get(FieldId.PARENT, ""), optional=True))
    content += [_field(kind, name, values.get(name, ""), first=not place) for place, name in enumerate(FIELDS[kind])]
    if doubts:
        content.append(_anyway())
    title = plain(NOUN, "part_title", kind=kind_name(kind))
    return _modal(callback, title, content, metadata, submit="save")


def field_id(name: str) -> str:
    return f"{FieldId.PART}:{name}"


def part_values(kind: PartKind, values: Mapping[str, str]) -> dict[str, str]:
    """The filled fields of the form."""
    filled = {name: values.get(field_id(name), "").strip() for name in FIELDS[kind]}
    filled[FieldId.PARENT] = values.get(FieldId.PARENT, "")
    return {name: text for name, text in filled.items() if text}


def _field(kind: PartKind, name: str, value: str, *, first: bool) -> Block:
    label = str(parts()["fields"][name])
    if choices := parts()["options"].get(f"{kind}.{name}"):
        options = [(str(key), str(text)) for key, text in choices.items()]
        return _select(field_id(name), label, options, value, optional=True)
    if name in DAYS:
        return blocks.date_input(field_id(name), label, value=_day(value), optional=True)
    return blocks.text_input(field_id(name), label, value=value, optional=not first, multiline=name in LONG)


def _day(value: str) -> date | None:
    return date.fromisoformat(value) if value else None


def _anyway() -> Block:
    option = {"text": blocks.plain(plain(NOUN, "anyway_option"), limits.OPTION), "value": "yes"}
    element: Block = {"type": "checkboxes", "action_id": ActionId.INPUT, "options": [option]}
    return blocks.input_block(FieldId.ANYWAY, plain(NOUN, "anyway_label"), element, optional=True)


# ---------------------------------------------------------------- pieces


def _person(name: FieldId, label: str, chosen: str | None) -> Block:
    element: Block = {"type": "users_select", "action_id": ActionId.INPUT}
    if chosen:
        element["initial_user"] = chosen
    return blocks.input_block(name, plain(NOUN, label), element, optional=name is FieldId.CO_LEADER)


def _choice(
    name: FieldId, label: str, options: Sequence[tuple[str, str]], chosen: str, *, optional: bool = False
) -> Block:
    return _select(name, plain(NOUN, label), options, chosen, optional=optional)


def _select(name: str, label: str, options: Sequence[tuple[str, str]], chosen: str, *, optional: bool) -> Block:
    choices = [
        {"text": blocks.plain(text, limits.OPTION), "value": str(value)} for value, text in options[: limits.OPTIONS]
    ]
    element: Block = {"type": "static_select", "action_id": ActionId.INPUT, "options": choices}
    if preset := [option for option in choices if option["value"] == chosen]:
        element["initial_option"] = preset[0]
    return blocks.input_block(name, label, element, optional=optional)


def _form(callback: ViewId, title: str, content: Sequence[Block], metadata: str, *, submit: str = "save") -> Block:
    return _modal(callback, plain(NOUN, title), content, metadata, submit=submit)


def _modal(callback: ViewId, title: str, content: Sequence[Block], metadata: str, *, submit: str) -> Block:
    words = {"submit": plain(NOUN, submit), "close": plain(NOUN, "cancel")}
    return blocks.modal(callback, title, content, metadata=metadata, **words)
