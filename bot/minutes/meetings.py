"""The meeting that minutes are of: who took part, when it was, and when the next one is."""

from dataclasses import replace

from bot.agendas import dates
from bot.messages.minutes_forms import Meeting
from bot.minutes.rules import MinutesOfPlan
from bot.slack.identifiers import FieldId
from bot.slack.payloads import Submission
from bot.turns import Turn
from conversations.highlight import Minutes
from prompts import plain
from storage.people import people
from storage.plans.plans import PlanSummary
from storage.rounds import answers
from storage.rounds.rounds import RoundFacts


def proposed(turn: Turn, draft: MinutesOfPlan, of: RoundFacts) -> Meeting:
    """Who met and when, as confirmed before; else a proposal.

    It names those who reported and whoever fills in the form, and a day a week after the next round closes.
    """
    minutes, session = draft.stored.minutes, turn.session
    names = minutes.participants or sorted({*answers.who_answered(session, of.id), turn.by.name})
    id_by_name = {person.name: person.slack_id for person in people.people(session, turn.by.workspace_id)}
    today = turn.today(draft.plan.time_zone)
    return Meeting(
        chosen=[id_by_name[name] for name in names if name in id_by_name],
        others=[name for name in names if name not in id_by_name],
        held_on=minutes.held_on or today,
        next_on=minutes.next_on or dates.proposed(session, draft.plan, today),
    )


def wrong_days(turn: Turn, form: Submission, plan: PlanSummary) -> dict[str, str]:
    """A sentence beside each date that cannot be."""
    held_on, next_on = form.day(FieldId.HELD_ON), form.day(FieldId.NEXT_ON)
    wrong: dict[str, str] = {}
    if held_on and held_on > turn.today(plan.time_zone):
        wrong[FieldId.HELD_ON] = plain("minutes", "not_held_yet")
    if held_on and next_on and next_on <= held_on:
        wrong[FieldId.NEXT_ON] = plain("minutes", "next_not_after")
    return wrong


def with_meeting(turn: Turn, form: Submission, minutes: Minutes) -> Minutes:
    """The minutes with the meeting that the form confirms."""
    names = [_name(turn, slack_id) for slack_id in form.chosen.get(FieldId.PARTICIPANTS, ())]
    names += [name.strip() for name in form.text(FieldId.OTHERS).split(",") if name.strip()]
    held_on, next_on = form.day(FieldId.HELD_ON), form.day(FieldId.NEXT_ON)
    return replace(minutes, participants=tuple(names), held_on=held_on, next_on=next_on)


def _name(turn: Turn, slack_id: str) -> str:
    person = people.person(turn.session, turn.by.workspace_id, slack_id)
    return person.name if person else slack_id
