"""The card and the forms with which a plan is set up in Slack."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from hashlib import sha256

from bot.slack import blocks
from bot.slack.blocks import Block, MenuButton, MessageContent
from bot.slack.button_values import ButtonValue, NoValue, PlanId
from bot.slack.identifiers import ActionId, FieldId, ViewId
from conversations.plan_setup import ORDER, SetupStep
from plans.progress import Fraction
from plans.school_calendar import Closing
from prompts import Safe, plain, say
from storage.plans.plans import PlanSummary

NOUN = "plan_setup"
MOST_ROLES = 90
"""A form has room for a hundred blocks."""
PLACES = ("1st", "2nd", "3rd", "4th", "last")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
HOURS = tuple(f"{hour:02d}:{minute:02d}" for hour in range(9, 18) for minute in (0, 30))[:-1]
"""Within everyone's send window."""


@dataclass(frozen=True, slots=True)
class SetupPointer(ButtonValue):
    """A step of a plan's setup."""

    plan_id: int
    setup_step: SetupStep


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupFacts:
    """How far the setup of a plan has come."""

    plan: PlanSummary
    step: SetupStep
    is_started: bool
    roles: int
    nobody: Sequence[str]
    """Names and roles in the plan to whom no one is assigned."""
    leaders: Sequence[str]
    closings: int
    rounds: Safe
    """Who hears what, when."""


@dataclass(frozen=True, slots=True)
class RoleChoice:
    """A name or role of the plan, with the Slack ids of those assigned or suggested."""

    role: str
    slack_ids: Sequence[str]

    @property
    def field(self) -> str:
        return role_field(self.role)


def role_field(role: str) -> str:
    """The block id of a role's field: roles can be longer than an id may be, and their order changes."""
    return f"role.{sha256(role.encode()).hexdigest()[:16]}"


# ---------------------------------------------------------------- the card


def card(facts: SetupFacts) -> MessageContent:
    plan, is_ready = facts.plan, facts.step is SetupStep.PREVIEW
    title = "title_started" if facts.is_started else "title"
    texts: list[Safe] = [] if facts.is_started else [say(NOUN, "intro")]
    texts.append(Safe("\n".join(_step_lines(facts))))
    if is_ready:
        texts.append(say(NOUN, "preview", rounds=facts.rounds))
    heading = plain(NOUN, title, organization=plan.organization, school_year=plan.school_year)
    content = [blocks.header(heading), *(part for text in texts for part in blocks.sections(text))]
    content.append(blocks.actions(f"setup:{plan.id}", _buttons(facts)))
    return MessageContent(text="\n".join([heading, *texts]), blocks=content)


def _step_lines(facts: SetupFacts) -> list[Safe]:
    plan = facts.plan
    lines = {
        SetupStep.WHO: say(
            NOUN, "line_who", assigned=Fraction(facts.roles - len(facts.nobody), facts.roles), nobody=facts.nobody
        ),
        SetupStep.CHANNEL: say(NOUN, "line_channel", channel=plan.channel, leaders=facts.leaders),
        SetupStep.CALENDAR: say(NOUN, "line_calendar", closings=facts.closings),
        SetupStep.RHYTHM: say(NOUN, "line_rhythm", day=_day_line(plan.asks_on), at=time.fromisoformat(plan.asks_at)),
    }
    before = ORDER[: ORDER.index(facts.step)]
    return [say(NOUN, "done" if step in before else "open", line=line) for step, line in lines.items()]


def _buttons(facts: SetupFacts) -> list[Block]:
    plan_id = facts.plan.id
    if facts.step is not SetupStep.PREVIEW:
        pointer = SetupPointer(plan_id, facts.step)
        return [blocks.button(plain(NOUN, "button_continue"), ActionId.SETUP_OPEN, pointer, style="primary")]
    sample = blocks.button(plain(NOUN, "button_try"), ActionId.SETUP_TRY, PlanId(plan_id))
    steps = [step for step in ORDER if step is not SetupStep.PREVIEW]
    changes = [
        MenuButton(plain(NOUN, f"menu_{step}"), ActionId.SETUP_OPEN, SetupPointer(plan_id, step)) for step in steps
    ]
    sheet = MenuButton(plain(NOUN, "menu_item_sheet"), ActionId.SETUP_ITEM_SHEET, PlanId(plan_id))
    menu = blocks.button_menu([*changes, sheet])
    if facts.is_started:
        return [sample, menu]
    sure = blocks.confirm(*(plain(NOUN, f"confirm_{part}") for part in ("title", "text", "yes", "no")))
    label = plain(NOUN, "button_start")
    start = blocks.button(label, ActionId.SETUP_START, PlanId(plan_id), style="primary", confirm=sure)
    return [start, sample, menu]


def _day_line(asks_on: str) -> str:
    place, _, weekday = asks_on.casefold().partition(" ")
    return plain(NOUN, "monthly_day_line", place=place, weekday=weekday[:3])


def started(plan: PlanSummary, next_on: date | None, *, is_missing: bool) -> MessageContent:
    """`is_missing`: the bot can't post in the plan's channel, because it isn't a member."""
    text = say(NOUN, "started", organization=plan.organization, next_on=next_on)
    text = Safe(f"{text}\n{say(NOUN, 'not_member', channel=plan.channel)}") if is_missing else text
    name = plan.organization
    commands = [
        ("open_now", f"checkin open {name}"),
        ("status", f"status {name}"),
        ("details", f"change details {name}"),
    ]
    return MessageContent(text=text, blocks=[*blocks.sections(text), _commands(commands)])


def how_to(names: Sequence[str]) -> MessageContent:
    """How a plan is set up, and a button for each plan that this person manages."""
    texts = [say(NOUN, "how_to"), *([say(NOUN, "which")] if names else [])]
    content = [part for text in texts for part in blocks.sections(text)]
    content += [blocks.actions("setup", _numbered([(name, f"setup {name}") for name in names]))] if names else []
    begin = blocks.button(plain(NOUN, "button_begin"), ActionId.PLAN_BEGIN, NoValue())
    content.insert(1, blocks.actions("begin", [begin]))
    return MessageContent(text="\n".join(texts), blocks=content)


def _commands(commands: Sequence[tuple[str, str]]) -> Block:
    labelled = [(plain(NOUN, f"button_{label}"), command) for label, command in commands]
    return blocks.actions("setup", _numbered(labelled))


def _numbered(labelled: Sequence[tuple[str, str]]) -> list[Block]:
    """Buttons that run commands; in one row they need ids of their own."""
    buttons = [blocks.button(label, ActionId.RUN, command) for label, command in labelled]
    return [{**button, "action_id": f"{ActionId.RUN}.{number}"} for number, button in enumerate(buttons)]


# ---------------------------------------------------------------- the forms


def who_form(plan: PlanSummary, choices: Sequence[RoleChoice]) -> Block:
    fields = [blocks.section(say(NOUN, "intro_who" if choices else "intro_who_nobody"))]
    fields += [
        blocks.people_input(choice.field, choice.role, chosen=choice.slack_ids, optional=True)
        for choice in choices[:MOST_ROLES]
    ]
    left = len(choices) - MOST_ROLES
    fields += [blocks.context(say(NOUN, "who_left", left=left))] if left > 0 else []
    return _form(ViewId.SETUP_WHO, SetupStep.WHO, plan, fields)


def channel_form(plan: PlanSummary, leaders: Sequence[str]) -> Block:
    """`leaders` are Slack ids of the leaders, or of those who are suggested."""
    channel = plain(NOUN, "label_channel", organization=plan.organization)
    fields = [
        blocks.channel_input(
            FieldId.CHANNEL, channel, chosen=plan.channel or "", hint=plain(NOUN, "hint_channel"), optional=True
        ),
        blocks.people_input(
            FieldId.LEADERS,
            plain(NOUN, "label_leaders"),
            chosen=leaders,
            hint=plain(NOUN, "hint_leaders"),
            optional=True,
        ),
    ]
    return _form(ViewId.SETUP_CHANNEL, SetupStep.CHANNEL, plan, fields)


def calendar_form(plan: PlanSummary, holidays: Sequence[tuple[str, Closing]], chosen: Sequence[str]) -> Block:
    """`holidays` are the usual ones by key, of which `chosen` are days without school."""
    options = [(key, plain(NOUN, "holiday_option", **_span(closing))) for key, closing in holidays]
    label, hint = plain(NOUN, "label_holidays"), plain(NOUN, "hint_holidays")
    fields = [blocks.checklist_input(FieldId.HOLIDAYS, label, options, chosen=chosen, hint=hint)]
    return _form(ViewId.SETUP_CALENDAR, SetupStep.CALENDAR, plan, fields)


def own_calendar_form(plan: PlanSummary, closings: int) -> Block:
    """For an organization that has a calendar of its own: there is nothing to choose."""
    fields = [blocks.section(say(NOUN, "has_calendar", closings=closings))]
    return _form(ViewId.SETUP_CALENDAR, SetupStep.CALENDAR, plan, fields)


def holiday_name(key: str) -> str:
    return plain(NOUN, "holiday", name=key)


def _span(closing: Closing) -> dict[str, object]:
    return {"name": closing.name, "first": closing.first, "last": closing.last}


def rhythm_form(plan: PlanSummary) -> Block:
    days = [
        (f"{place} {weekday}", plain(NOUN, "monthly_day", place=place, weekday=weekday))
        for place in PLACES
        for weekday in WEEKDAYS
    ]
    place, _, weekday = plan.asks_on.casefold().partition(" ")
    hours = [(hour, plain(NOUN, "hour", at=time.fromisoformat(hour))) for hour in HOURS]
    fields = [
        blocks.choice_input(
            FieldId.ASKS_ON,
            plain(NOUN, "label_asks_on"),
            days,
            chosen=f"{place} {weekday[:3]}",
            hint=plain(NOUN, "hint_asks_on"),
        ),
        blocks.choice_input(
            FieldId.ASKS_AT,
            plain(NOUN, "label_asks_at"),
            hours,
            chosen=plan.asks_at,
            hint=plain(NOUN, "hint_asks_at"),
        ),
    ]
    return _form(ViewId.SETUP_RHYTHM, SetupStep.RHYTHM, plan, fields)


def is_rhythm(asks_on: str, asks_at: str) -> bool:
    """Whether the form offers this day and this hour."""
    place, _, weekday = asks_on.partition(" ")
    return place in PLACES and weekday in WEEKDAYS and asks_at in HOURS


def _form(view: ViewId, step: SetupStep, plan: PlanSummary, fields: Sequence[Block]) -> Block:
    return blocks.modal(
        view,
        plain(NOUN, f"form_{step}"),
        fields,
        submit=plain(NOUN, "submit"),
        close=plain(NOUN, "close"),
        metadata=SetupPointer(plan.id, step),
    )


# ---------------------------------------------------------------- the sample


def sample(check_in: MessageContent) -> MessageContent:
    """A check-in whose buttons only show how answering works. It has no menus, which need a place for their choice."""
    intro = say(NOUN, "sample_intro")
    content = [blocks.header(plain(NOUN, "sample_title")), blocks.section(intro)]
    for row, block in enumerate(check_in.blocks):
        if block["type"] == "actions":
            buttons = [element for element in block["elements"] if element["type"] == "button"]
            harmless = [_harmless(element, f"{row}.{place}") for place, element in enumerate(buttons)]
            content += [blocks.actions(f"sample:{row}", harmless)] if harmless else []
        elif block["type"] != "header":
            content.append({name: part for name, part in block.items() if name != "accessory"})
    return MessageContent(text=f"{intro}\n{check_in.text}", blocks=content)


def _harmless(button: Block, number: str) -> Block:
    without_question = {name: part for name, part in button.items() if name != "confirm"}
    return {**without_question, "action_id": f"{ActionId.SAMPLE_ANSWER}.{number}", "value": str(NoValue())}
