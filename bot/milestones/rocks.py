"""Rocks: set by a milestone's team for 45 days at most, and asked about on their date."""

from bot.action_items.owners import BadOwnerError, member
from bot.isolation import isolated
from bot.messages import milestones as messages
from bot.messages import notices
from bot.messages.items.pointers import MilestonePointer
from bot.messages.milestones import NOUN, RockPointer
from bot.milestones import pages
from bot.milestones.pages import TEAM_MILESTONE, TeamMilestone
from bot.permissions.guards import AccessRule, Whose
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, form, opener
from bot.slack import ack
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.button_values import StaleValueError
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Submission
from bot.turns import CannotDoError, Turn, Turns
from plans.calendar import ONE_DAY
from plans.rocks import RockState, trouble_with
from plans.time_zones import zone_named
from prompts import plain
from storage.delivery import outbox
from storage.delivery.outbox import OutboxMessage
from storage.models import PersonRow
from storage.plans import milestone_meetings
from storage.plans.milestone_meetings import Rock


class RockTick:
    def __init__(self, turns: Turns) -> None:
        self._turns = turns

    def tick(self) -> None:
        """Ask about the rocks whose day has come where their school is. Usually there are none."""
        now = self._turns.clock.now()
        with self._turns.read() as turn:
            due = milestone_meetings.due_rocks(turn.session, now.date() + ONE_DAY)
        for rock in due:
            if rock.due <= now.astimezone(zone_named(rock.time_zone)).date():
                with isolated("rock", rock.id), self._turns.write() as turn:
                    _ask(turn, rock)


def _ask(turn: Turn, rock: Rock) -> None:
    """Its owner, or whoever set it if the owner has left the workspace."""
    reader = turn.session.get_one(PersonRow, rock.set_by_id if rock.owner_left else rock.owner_id)
    if milestone_meetings.mark_asked(turn.session, rock.id) and reader.active:
        message = OutboxMessage.post(
            rock.workspace_id, reader.slack_id, _question_key(rock), messages.rock_asked(rock).payload()
        )
        turn.put(message.unrequested(zone=reader.time_zone, organization_id=rock.organization_id))


def _question_key(rock: Rock) -> str:
    return f"rock:{rock.id}:asked"


# ---------------------------------------------------------------- setting one


def rock_form(turn: Turn, _click: Click, pointer: MilestonePointer, of: TeamMilestone) -> Block:
    return messages.rock_form(pointer, turn.today(of.plan.time_zone), turn.by.slack_id)


def set_rock(turn: Turn, form: Submission, _pointer: MilestonePointer, of: TeamMilestone) -> Ack:
    """The team's page, with the rock, takes the form's place."""
    stamp, due = turn.stamp(of.plan.time_zone), form.day(FieldId.DUE)
    errors: dict[str, str] = {} if form.text(FieldId.TEXT) else {FieldId.TEXT: plain(NOUN, "trouble_text")}
    if trouble := trouble_with(due, stamp.on):
        errors[FieldId.DUE] = plain(NOUN, f"trouble_{trouble}")
    try:
        owner = member(turn, form.text(FieldId.OWNER))
    except BadOwnerError:
        errors[FieldId.OWNER] = plain(NOUN, "trouble_owner")
    if errors or due is None:
        return ack.errors(errors)
    rock_id = milestone_meetings.set_rock(
        turn.session, of.plan.id, of.milestone.id, form.text(FieldId.TEXT), owner_id=owner.id, due=due, stamp=stamp
    )
    if owner.id != turn.by.id:
        _tell_owner(turn, rock_id)
    return ack.update(messages.form(pages.load(turn, of)))


def _tell_owner(turn: Turn, rock_id: int) -> None:
    rock = milestone_meetings.rock(turn.session, rock_id)
    assert rock is not None  # it was set in this turn
    message = OutboxMessage.post(
        rock.workspace_id, rock.owner_slack_id, f"rock:{rock.id}:set", messages.rock_set(rock).payload()
    )
    turn.put(message.unrequested(zone=rock.owner_zone, organization_id=rock.organization_id))


# ---------------------------------------------------------------- what became of it


def _answerable(turn: Turn, pointer: RockPointer) -> Rock:
    """For its owner and the milestone's team. Raises CannotDoError for a rock that was answered before, too."""
    _ = turn.by
    rock = milestone_meetings.rock(turn.session, pointer.rock_id)
    if rock is None or rock.workspace_id != turn.by.workspace_id:
        raise StaleValueError
    if rock.owner_id != turn.by.id:
        TEAM_MILESTONE.admit(turn, MilestonePointer(rock.milestone_id))
    if rock.state is not RockState.OPEN:
        raise CannotDoError(NOUN, "rock_gone")
    return rock


ANSWERABLE_ROCK: AccessRule[RockPointer, Rock] = AccessRule(Whose.MILESTONE_TEAM, _answerable)


def report_done(turn: Turn, _click: Click, _pointer: RockPointer, rock: Rock) -> Block:
    return _answer(turn, rock, RockState.DONE, "")


def missed_form(_turn: Turn, _click: Click, _pointer: RockPointer, rock: Rock) -> Block:
    return messages.missed_form(rock)


def report_missed(turn: Turn, form: Submission, _pointer: RockPointer, rock: Rock) -> Ack:
    return ack.update(_answer(turn, rock, RockState.MISSED, form.text(FieldId.REASON)))


def _answer(turn: Turn, rock: Rock, state: RockState, reason: str) -> Block:
    """Save it, and show it in the message that asked and to whoever answered."""
    if not milestone_meetings.answer_rock(turn.session, rock.id, state, turn.today(rock.time_zone), reason=reason):
        raise CannotDoError(NOUN, "rock_gone")
    answered = milestone_meetings.rock(turn.session, rock.id)
    assert answered is not None  # rocks are never deleted
    content = messages.rock_answered(answered)
    if outbox.was_queued(turn.session, _question_key(rock)):
        turn.put(OutboxMessage.update(rock.workspace_id, rock.owner_slack_id, _question_key(rock), content.payload()))
    return notices.form(content)


ROUTES: tuple[Route, ...] = (
    opener(ActionId.ROCK_SET, MilestonePointer.of, reads(TEAM_MILESTONE, rock_form)),
    form(ViewId.ROCK_SET, MilestonePointer.of, writes(TEAM_MILESTONE, set_rock)),
    opener(ActionId.ROCK_DONE, RockPointer.of, writes(ANSWERABLE_ROCK, report_done)),
    opener(ActionId.ROCK_MISSED, RockPointer.of, reads(ANSWERABLE_ROCK, missed_form)),
    form(ViewId.ROCK_MISSED, RockPointer.of, writes(ANSWERABLE_ROCK, report_missed)),
)
