"""Undoing a modification from a draft: an ordinary event of the leader's, of which those concerned hear."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from bot.home import homes
from bot.messages import minutes_checks as messages
from bot.minutes import undoing_items, undoing_parts
from bot.minutes.rules import MinutesOfPlan
from bot.turns import CannotDoError, Turn
from conversations.highlight import ChangeReference
from prompts import formats
from storage.delivery.outbox import OutboxMessage
from storage.items.items import MOVED
from storage.people import people
from storage.rounds import recorded_changes
from storage.rounds.recorded_changes import ItemChange, MilestoneChange, PartRevision, RecordedChange, Regrouping


def hindrance(turn: Turn, reference: ChangeReference) -> str:
    """The sentence that says why the change can't be undone; empty if it can."""
    return _hindrance(turn, recorded_changes.recorded(turn.session, reference))


def _hindrance(turn: Turn, change: RecordedChange) -> str:
    match change:
        case ItemChange():
            return undoing_items.hindrance(turn, change)
        case Regrouping():
            return undoing_items.hindrance_of_regrouping(turn, change)
        case MilestoneChange():
            return undoing_parts.hindrance_of_milestone(turn, change)
        case PartRevision():
            return undoing_parts.hindrance(turn, change)


def newest_first(turn: Turn, references: Iterable[ChangeReference]) -> list[ChangeReference]:
    """The order in which several changes are undone. Of one moment, what follows from a change comes before it.

    The dates of milestones come before all others: once its reopening is undone, a milestone is complete, and its date
    no longer moves.
    """
    moments = {reference: recorded_changes.moment(turn.session, reference) for reference in references}

    def order(reference: ChangeReference) -> tuple[bool, datetime, str, int]:
        change = recorded_changes.recorded(turn.session, reference)
        is_milestone_date = isinstance(change, MilestoneChange) and change.kind == MOVED
        return is_milestone_date, moments[reference], reference.source, reference.id

    return sorted(moments, key=order, reverse=True)


def undo(turn: Turn, reference: ChangeReference) -> set[int]:
    """Undo the change, and return the people who must hear of it by `notify`.

    Owners of an action item hear of its dates and states by the usual notices. Raises CannotDoError if something
    builds on the change.
    """
    change = recorded_changes.recorded(turn.session, reference)
    if sentence := _hindrance(turn, change):
        raise CannotDoError("minutes", sentence)
    match change:
        case ItemChange():
            notified, concerned = undoing_items.undo(turn, change), set[int]()
        case Regrouping():
            notified, concerned = set(), undoing_items.undo_regrouping(turn, change)
        case MilestoneChange():
            notified, concerned = set(), undoing_parts.undo_milestone(turn, change)
        case PartRevision():
            notified, concerned = set(), undoing_parts.undo(turn, change)
    author = recorded_changes.author_id(turn.session, reference)
    return (concerned | ({author} if author else set())) - notified - {turn.by.id}


def notify(turn: Turn, draft: MinutesOfPlan, concerned: Mapping[str, Iterable[int]]) -> None:
    """Write to each person once. `concerned` has the people by the line that told of the change."""
    lines: dict[int, list[str]] = defaultdict(list)
    for line, person_ids in concerned.items():
        for person_id in person_ids:
            lines[person_id].append(line)
    for person in people.by_ids(turn.session, lines):
        if not person.active:
            continue
        with formats.reading(locale=person.locale):
            content = messages.undone(turn.by.name, draft.plan.organization, lines[person.id])
        key = f"minutes:{draft.stored.id}:undone:{turn.now.isoformat()}:{person.slack_id}"
        turn.put(
            OutboxMessage.post(draft.plan.workspace_id, person.slack_id, key, content.payload()).unrequested(
                zone=person.time_zone, organization_id=draft.plan.organization_id
            )
        )
        homes.refresh(turn, person)
