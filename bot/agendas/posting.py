"""Posting an agenda in the plan's channel, and asking its presenters for their evidence."""

from datetime import date

from bot import draft_copies
from bot.agendas import dates
from bot.agendas.rules import PlanAgenda
from bot.exhibits import HEARD
from bot.messages import agendas as messages
from bot.messages.agendas import AgendaFacts
from bot.turns import CannotDoError, Turn
from conversations.agendas import Agenda
from prompts import formats
from storage.delivery import outbox, undelivered
from storage.delivery.outbox import OutboxMessage
from storage.models import PersonRow
from storage.people import people
from storage.plans.plans import PlanSummary
from storage.rounds import agendas as store
from storage.rounds import evidence
from storage.rounds.agendas import StoredAgenda


def post(turn: Turn, agenda: PlanAgenda) -> None:
    """Post it, or update what is posted; presenters whose part is new or changed hear of it.

    Raises CannotDoError if it changed meanwhile.
    """
    before, plan, stamp = agenda.stored, agenda.plan, turn.stamp(agenda.plan.time_zone)
    held_on = dates.of_agenda(turn.session, plan, before, stamp.on)
    stored = store.post(turn.session, before, held_on, stamp)
    if stored is None:
        raise CannotDoError("agendas", "changed_meanwhile")
    concerned = evidence.promise(turn.session, stored.id, stored.agenda.areas, stamp)
    if before.posted is not None and held_on != before.held_on:
        asked = evidence.of_agenda(turn.session, stored.id)
        concerned |= {each.presenter_id for each in asked if each.presenter_id is not None}
    _post_or_update(turn, plan, stored, is_new=before.posted is None)
    for person in people.by_ids(turn.session, concerned):
        _ask(turn, plan, stored, person)
    show_drafts(turn, plan, stored)


def _post_or_update(turn: Turn, plan: PlanSummary, stored: StoredAgenda, *, is_new: bool) -> None:
    assert stored.posted is not None
    key = store.message_key(stored.id)
    # A channel has no locale of its own, so its members read American forms.
    with formats.reading(locale=formats.DEFAULT_LOCALE):
        content = messages.posted(stored.posted, posted_facts(turn, plan, stored)).payload()
    if is_new:
        turn.put(OutboxMessage.post(plan.workspace_id, plan.channel or turn.by.slack_id, key, content))
        return
    _place, channel, _payload = outbox.newest_post(turn.session, key) or ("", plan.channel or "", {})
    turn.put(OutboxMessage.update(plan.workspace_id, channel, key, content))


def posted_facts(turn: Turn, plan: PlanSummary, stored: StoredAgenda) -> AgendaFacts:
    """What the posted agenda's messages say beside its areas."""
    assert stored.posted is not None
    return _facts(turn, plan, stored, stored.posted, stored.held_on)


def draft_facts(turn: Turn, plan: PlanSummary, stored: StoredAgenda) -> AgendaFacts:
    held_on = dates.of_agenda(turn.session, plan, stored, turn.today(plan.time_zone))
    return _facts(turn, plan, stored, stored.agenda, held_on)


def _facts(turn: Turn, plan: PlanSummary, stored: StoredAgenda, agenda: Agenda, held_on: date | None) -> AgendaFacts:
    presenters = {area.presenter_id for area in agenda.areas if area.presenter_id is not None}
    return AgendaFacts(
        organization=plan.organization,
        held_on=held_on,
        names={person_id: person.name for person_id, person in people.by_id(turn.session, presenters).items()},
        evidence={each.key: each for each in evidence.of_agenda(turn.session, stored.id)},
    )


def show_drafts(turn: Turn, plan: PlanSummary, stored: StoredAgenda) -> None:
    """Update every leader's copy."""
    content = messages.draft(stored, draft_facts(turn, plan, stored))
    draft_copies.show(turn, plan, draft_name(stored.id), content)


def draft_name(agenda_id: int) -> str:
    return f"agenda:{agenda_id}"


# ---------------------------------------------------------------- presenters


def _ask(turn: Turn, plan: PlanSummary, stored: StoredAgenda, person: PersonRow) -> None:
    """Tell a presenter what to bring and when. A message that waits for the morning gives way to the newer one."""
    beginning = _asking(stored, person)
    for key in undelivered.keys_starting_with(turn.session, beginning):
        outbox.delete_pending(turn.session, key)
    again = bool(undelivered.keys_starting_with(turn.session, beginning))
    content = _asked_content(turn, plan, stored, person, again=again)
    turn.put(
        OutboxMessage.post(plan.workspace_id, person.slack_id, f"{beginning}{stored.version}", content).unrequested(
            zone=person.time_zone, organization_id=plan.organization_id
        )
    )


def _asking(stored: StoredAgenda, person: PersonRow) -> str:
    return f"agenda:{stored.id}:presenter:{person.id}:"


def _asked_content(
    turn: Turn, plan: PlanSummary, stored: StoredAgenda, person: PersonRow, *, again: bool
) -> outbox.Payload:
    facts = posted_facts(turn, plan, stored)
    own = [each for each in facts.evidence.values() if each.presenter_id == person.id]
    areas = {area.key: area.text for area in (stored.posted.areas if stored.posted else ())}
    with formats.reading(locale=person.locale):
        return messages.brings(own, areas, facts, again=again).payload()


def show_evidence(turn: Turn, plan: PlanSummary, stored: StoredAgenda) -> None:
    """Update the posted agenda, and what its presenters and leaders see of it, after evidence was shown."""
    _post_or_update(turn, plan, stored, is_new=False)
    asked = evidence.of_agenda(turn.session, stored.id)
    for person in people.by_ids(turn.session, {each.presenter_id for each in asked if each.presenter_id is not None}):
        newest = outbox.newest_post(turn.session, _asking(stored, person))
        if newest is not None:
            content = _asked_content(turn, plan, stored, person, again=False)
            turn.put(OutboxMessage.update(plan.workspace_id, person.slack_id, newest[0], content))
    show_drafts(turn, plan, stored)


def acknowledge(turn: Turn, plan: PlanSummary, stored: StoredAgenda, message_ts: str) -> None:
    """React to a message in the thread that was kept as evidence."""
    place = outbox.where_is(turn.session, store.message_key(stored.id))
    if place is not None:
        key = f"agenda:{stored.id}:heard:{message_ts}"
        turn.put(OutboxMessage.react(plan.workspace_id, place.channel, key, {"ts": message_ts, "name": HEARD}))
