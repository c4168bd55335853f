"""The page of a milestone's team for its weekly meeting, its forms, and the messages about rocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.messages import outcomes
from bot.messages.items import lines as action_items
from bot.messages.items.pointers import MilestonePointer
from bot.slack import blocks, limits
from bot.slack.blocks import Block, MessageContent
from bot.slack.button_values import ButtonValue
from bot.slack.identifiers import ActionId, FieldId, ViewId
from conversations.highlight import DatedOutcome, OpenSupport
from plans.lagging import LaggingItem
from plans.milestones import MilestoneProgress
from plans.progress import Fraction
from plans.rocks import LONGEST, RockState
from prompts import Safe, plain, say
from storage.items.assignments import LedMilestone
from storage.plans.milestone_meetings import MilestoneNote, Rock
from storage.plans.milestone_teams import MilestoneTeam, TeamItem
from storage.plans.milestones import MilestoneName
from storage.plans.plans import PlanSummary
from storage.rollovers.reports import Predecessor

NOUN = "milestones"
LOOK_AHEAD = timedelta(days=28)
LINE_SHOWN = 600
TOGETHER = "together"
WAYS_TO_ANSWER = (TOGETHER, "alone")
COMING_SHOWN, STUCK_SHOWN, EVIDENCE_SHOWN = 8, 8, 3


@dataclass(frozen=True, slots=True)
class RockPointer(ButtonValue):
    rock_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamPage:
    plan: PlanSummary
    team: MilestoneTeam
    today: date
    progress: MilestoneProgress
    stuck: Sequence[LaggingItem]
    """Its action items that are behind or at risk, and the milestone itself if it is."""
    supports: Sequence[OpenSupport]
    evidence: Sequence[DatedOutcome]
    rocks: Sequence[Rock]
    notes: Sequence[MilestoneNote]
    leads: bool
    """Whether the reader leads the milestone."""
    may_set_channel: bool
    before: Predecessor | None = None
    """The milestone of the old year's plan that it goes on from."""

    @property
    def coming(self) -> list[TeamItem]:
        """What is due in the next weeks."""
        last = self.today + LOOK_AHEAD
        return [item for item in self._open if item.due is not None and self.today <= item.due <= last]

    @property
    def _open(self) -> list[TeamItem]:
        return [item for item in self.team.items if not item.is_completed]

    @property
    def completed(self) -> Fraction:
        return Fraction(len(self.team.items) - len(self._open), len(self.team.items))

    @property
    def behind(self) -> Fraction:
        """Of the items due; what is due today counts once it is completed."""
        due = [
            item
            for item in self.team.items
            if item.due is not None and (item.due < self.today or (item.due == self.today and item.is_completed))
        ]
        return Fraction(sum(1 for item in due if not item.is_completed), len(due))


def page(about: TeamPage) -> MessageContent:
    content = _page_blocks(about)
    return MessageContent(text=blocks.text_of(content), blocks=content)


def form(about: TeamPage) -> Block:
    """The page as a form. What its buttons open takes its place."""
    return blocks.modal(ViewId.MORE, plain(NOUN, "form_title"), _page_blocks(about), close=plain("errors", "close"))


def _page_blocks(about: TeamPage) -> list[Block]:
    others = [name for name in about.team.team if name not in about.team.lead.split(", ")]
    state = say("home", "milestone_state", progress=about.progress)
    head = say(NOUN, "about", team=about.team, plan=about.plan, others=others, progress=about.progress, state=state)
    counts = say(NOUN, "counts", completed=about.completed, behind=about.behind)
    parts = [_coming(about), _stuck(about), *_evidence(about), _rocks(about), _notes(about)]
    lines = [head, counts, *([say(NOUN, "channel", channel=about.team.channel)] if about.team.channel else [])]
    lines += [say("rollover", "carried_from", before=about.before)] if about.before else []
    content = [blocks.header(plain(NOUN, "title", code=about.team.code)), blocks.section("\n".join(lines))]
    content += [block for part in parts for block in blocks.sections("\n".join(part))]
    content += [_rock_buttons(each) for each in about.rocks if each.state is RockState.OPEN and each.due <= about.today]
    return [*content, blocks.actions(f"milestone:{about.team.id}", _buttons(about))]


def _coming(about: TeamPage) -> list[str]:
    until = about.today + LOOK_AHEAD
    lines = [_item(item, about.today) for item in about.coming[:COMING_SHOWN]]
    return [say(NOUN, "coming_title", until=until), *(lines or [say(NOUN, "coming_none", until=until)])]


def _item(item: TeamItem, today: date) -> str:
    due = say(action_items.NOUN, "due", item=item, today=today)
    word = say(action_items.NOUN, "state", state=item.state, due=item.due, moved_since=item.moved_since, today=today)
    return limits.clamp(say(NOUN, "coming", item=item, due=due, word=word), LINE_SHOWN)


def _stuck(about: TeamPage) -> list[str]:
    lines = [_lagging(item, about.team.code) for item in about.stuck[:STUCK_SHOWN]]
    lines += [limits.clamp(say(NOUN, "stuck_support", about=each), LINE_SHOWN) for each in about.supports]
    return [say(NOUN, "stuck_title"), *(lines or [say(NOUN, "stuck_none")])]


def _lagging(item: LaggingItem, code: str) -> str:
    is_milestone = item.code == code
    return limits.clamp(say("status", "lagging_item", item=item, is_milestone=is_milestone, public=False), LINE_SHOWN)


def _evidence(about: TeamPage) -> list[list[str]]:
    """Nothing for a milestone whose strategy names no early evidence."""
    newest_first = sorted(about.evidence, key=outcomes.age)[:EVIDENCE_SHOWN]
    lines = [say(NOUN, "evidence", outcome=each.outcome, sentence=outcomes.sentence(each)) for each in newest_first]
    return [[say(NOUN, "evidence_title"), *lines]] if lines else []


def _rocks(about: TeamPage) -> list[str]:
    lines = [limits.clamp(say(NOUN, "rock", rock=rock, today=about.today), LINE_SHOWN) for rock in about.rocks]
    return [say(NOUN, "rocks_title"), *(lines or [say(NOUN, "rocks_none")])]


def _notes(about: TeamPage) -> list[str]:
    lines = [limits.clamp(say(NOUN, "note", note=note), LINE_SHOWN) for note in about.notes]
    return [say(NOUN, "notes_title"), *(lines or [say(NOUN, "notes_none")])]


def _buttons(about: TeamPage) -> list[Block]:
    pointer = MilestonePointer(about.team.id)
    buttons = [
        blocks.button(plain(NOUN, "button_note"), ActionId.MILESTONE_NOTE, pointer, style="primary"),
        blocks.button(plain(NOUN, "button_rock"), ActionId.ROCK_SET, pointer),
    ]
    if about.may_set_channel:
        buttons.append(blocks.button(plain(NOUN, "button_channel"), ActionId.MILESTONE_CHANNEL, pointer))
    if about.leads and about.behind.part:
        label = plain("home", "button_behind", count=about.behind.part)
        buttons.append(blocks.button(label, ActionId.ITEM_LATE, pointer))
    return buttons


def open_button(led: LedMilestone) -> Block:
    button = blocks.button(plain(NOUN, "button_open"), ActionId.MILESTONE_OPEN, MilestonePointer(led.id))
    return blocks.read_aloud(button, plain(NOUN, "open_aloud", led=led))


# ---------------------------------------------------------------- forms


def note_form(pointer: MilestonePointer) -> Block:
    label, hint = plain(NOUN, "note_label"), plain(NOUN, "note_hint")
    return _form(ViewId.MILESTONE_NOTE, "note_title", [blocks.text_input(FieldId.TEXT, label, hint=hint)], pointer)


def rock_form(pointer: MilestonePointer, today: date, owner: str) -> Block:
    hint = plain(NOUN, "rock_due_hint", latest=today + LONGEST)
    content = [
        blocks.text_input(FieldId.TEXT, plain(NOUN, "rock_label"), hint=plain(NOUN, "rock_hint")),
        blocks.person_input(FieldId.OWNER, plain(NOUN, "rock_owner_label"), chosen=owner),
        blocks.date_input(FieldId.DUE, plain(NOUN, "rock_due_label"), hint=hint),
    ]
    return _form(ViewId.ROCK_SET, "rock_title", content, pointer)


def channel_form(team: MilestoneTeam) -> Block:
    """Begins with answering together: whoever opens it for a team that answers alone wants to change that."""
    options = [(way, plain(NOUN, f"option_{way}")) for way in WAYS_TO_ANSWER]
    label, hint = plain(NOUN, "channel_label"), plain(NOUN, "channel_hint")
    content = [
        blocks.section(say(NOUN, "channel_intro", team=team)),
        blocks.choice_input(FieldId.TOGETHER, plain(NOUN, "together_label"), options, chosen=TOGETHER, all_shown=True),
        blocks.channel_input(FieldId.CHANNEL, label, chosen=team.channel or "", hint=hint, optional=True),
    ]
    return _form(ViewId.MILESTONE_CHANNEL, "channel_title", content, MilestonePointer(team.id))


def channel_set(milestone: MilestoneName, channel: str, *, is_missing: bool) -> MessageContent:
    """`channel` is "" if each person answers alone. `is_missing`: the bot isn't in it, so it can't ask there."""
    text = say(NOUN, "channel_set", milestone=milestone, channel=channel)
    return MessageContent(
        text=Safe(f"{text}\n{say(NOUN, 'channel_not_member', channel=channel)}") if is_missing else text
    )


def missed_form(rock: Rock) -> Block:
    label, hint = plain(NOUN, "missed_label"), plain(NOUN, "missed_hint")
    content = [
        blocks.section(say(NOUN, "missed_intro", rock=rock)),
        blocks.text_input(FieldId.REASON, label, hint=hint, optional=True),
    ]
    return _form(ViewId.ROCK_MISSED, "missed_title", content, RockPointer(rock.id))


def _form(view: ViewId, title: str, content: Sequence[Block], pointer: ButtonValue) -> Block:
    submit, close = plain(NOUN, "submit"), plain(NOUN, "cancel")
    return blocks.modal(view, plain(NOUN, title), content, submit=submit, close=close, metadata=pointer)


# ---------------------------------------------------------------- messages about a rock


def rock_set(rock: Rock) -> MessageContent:
    return MessageContent(text=say(NOUN, "rock_set", rock=rock))


def rock_asked(rock: Rock) -> MessageContent:
    lines = [say(NOUN, "rock_asked", rock=rock)]
    lines += [say(NOUN, "rock_asked_for", rock=rock)] if rock.owner_left else []
    text = Safe("\n".join(lines))
    return MessageContent(text=text, blocks=[blocks.section(text), _rock_buttons(rock)])


def rock_answered(rock: Rock) -> MessageContent:
    text = Safe(f"{say(NOUN, 'missed_intro', rock=rock)}\n{say(NOUN, 'rock_answered', rock=rock)}")
    return MessageContent(text=text, blocks=[blocks.section(text)])


def _rock_buttons(rock: Rock) -> Block:
    pointer = RockPointer(rock.id)
    buttons = {ActionId.ROCK_DONE: "button_rock_done", ActionId.ROCK_MISSED: "button_rock_missed"}
    return blocks.actions(
        f"rock:{rock.id}",
        [
            blocks.read_aloud(blocks.button(plain(NOUN, label), action, pointer), f"{plain(NOUN, label)}: {rock.text}")
            for action, label in buttons.items()
        ],
    )
