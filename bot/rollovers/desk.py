"""/plan next year, and the turns in which leaders decide what goes on: one milestone at a time."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from bot.messages import rollover_forms, rollovers
from bot.messages.rollovers import NOUN, RolloverCard, RolloverPointer
from bot.permissions.plan_rules import PlanName
from bot.rollovers.rules import ROLLOVER, Rollover
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, button, form, opener
from bot.sending.renderers import ContentRenderer
from bot.slack import ack
from bot.slack.ack import Ack
from bot.slack.blocks import Block, MessageContent
from bot.slack.button_values import PlanId, StaleValueError
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Command, Submission
from bot.turns import CannotDoError, Turn
from conversations.next_year import UnfinishedMilestone
from conversations.rejections import Rejection, RolloverRejectionCode
from conversations.rollover import (
    DecidePart,
    DecisionKind,
    DeleteDecision,
    HoldNextYear,
    RolloverDecision,
    RolloverMove,
    RolloverState,
    RolloverSubject,
    SaveDecision,
    SaveStart,
    StartNextYear,
    SubjectKey,
    UndoDecision,
    advance,
)
from plans.time_zones import zone_named
from prompts import plain
from storage.delivery import outbox
from storage.delivery.claims import Claimed
from storage.delivery.outbox import OutboxMessage
from storage.models import PersonRow
from storage.people import people, role_holders
from storage.plans import plans
from storage.plans.plans import PlanSummary
from storage.rollovers import decisions, unfinished


def typed(command: Command, words: str) -> PlanName:
    """After `/plan next`, the word "year" is no plan's name."""
    first, _, rest = words.partition(" ")
    return PlanName.typed(command, rest.strip() if first.casefold() == "year" else words)


def show(turn: Turn, _command: Command, _asked: PlanName, rollover: Rollover) -> MessageContent:
    """What will happen, and the way to the questions."""
    _require_free_year(turn, rollover)
    return rollovers.overview(rollover.facts, rollover.state, is_begun=rollover.stored is not None)


def _require_free_year(turn: Turn, rollover: Rollover) -> None:
    year = rollover.facts.year.name
    if rollover.state.is_over:
        raise CannotDoError(NOUN, "is_made", organization=rollover.plan.organization, year=year)
    if plans.of_year(turn.session, rollover.plan.organization_id, year) is not None:
        raise CannotDoError(NOUN, "has_next_plan", organization=rollover.plan.organization, year=year)


def begin(turn: Turn, click: Click, _pointer: PlanId, rollover: Rollover) -> None:
    """Send this person the card with the questions. Everybody who leads the plan may answer them."""
    _require_free_year(turn, rollover)
    decisions.begin(turn.session, rollover.plan.id, turn.now)
    person, order = turn.by, _order(rollover.plan.id)
    key = f"{_prefix(rollover.plan.id)}{person.slack_id}:{click.key}"
    turn.put(OutboxMessage.post(person.workspace_id, person.slack_id, key, order))


def _order(plan_id: int) -> dict[str, object]:
    return {"make": "rollover", "plan": plan_id}


def _prefix(plan_id: int) -> str:
    return f"rollover:{plan_id}:"


def refresh_cards(turn: Turn, plan_id: int, workspace_id: str) -> None:
    """Show every leader's newest card as it is now."""
    newest = {channel: key for key, channel in outbox.posts(turn.session, _prefix(plan_id))}
    for channel, key in newest.items():
        turn.put(OutboxMessage.update(workspace_id, channel, key, _order(plan_id)))


# ---------------------------------------------------------------- decisions


def carry_over(turn: Turn, _click: Click, pointer: RolloverPointer, rollover: Rollover) -> None:
    decision = RolloverDecision(kind=DecisionKind.CARRY_OVER, by=turn.by.id)
    _apply(turn, rollover, DecidePart(key=pointer.key, decision=decision))


def change_form(turn: Turn, _click: Click, pointer: RolloverPointer, rollover: Rollover) -> Block:
    _require_open(turn, rollover, pointer.key)
    milestone = _milestone(rollover, pointer.key)
    return rollover_forms.change_form(pointer, milestone, rollover.facts.items_of(pointer.key))


def change(turn: Turn, sent: Submission, pointer: RolloverPointer, rollover: Rollover) -> Ack:
    milestone, items = _milestone(rollover, pointer.key), rollover.facts.items_of(pointer.key)
    listed = rollover_forms.groups(items)
    staying = {
        item.id
        for number, group in enumerate(listed)
        for item in group
        if str(item.id) not in sent.chosen.get(rollover_forms.items_field(number), ())
    }
    dues = {item.id: sent.day(rollover_forms.due_field(item.id)) for group in listed for item in group}
    due = sent.day(FieldId.DUE)
    fields = {FieldId.DUE.value: due, **{rollover_forms.due_field(item_id): day for item_id, day in dues.items()}}
    if errors := _errors(rollover, sent, fields, has_title=milestone is not None):
        return ack.errors(errors)
    by_calendar = {item.id: item.next_due for item in items}
    decision = RolloverDecision(
        kind=DecisionKind.CARRY_OVER,
        title=_differing(sent.text(FieldId.TITLE), milestone.title if milestone else ""),
        due=due if milestone and due != milestone.next_due else None,
        lead=_differing(sent.text(FieldId.LEAD), milestone.lead if milestone else ""),
        staying=frozenset(staying),
        item_dues={item_id: day for item_id, day in dues.items() if day and day != by_calendar[item_id]},
        by=turn.by.id,
    )
    _apply(turn, rollover, DecidePart(key=pointer.key, decision=decision))
    return {}


def _differing(text: str, before: str) -> str:
    return "" if text == before else text


def _errors(
    rollover: Rollover, sent: Submission, days: Mapping[str, date | None], *, has_title: bool
) -> dict[str, str]:
    facts, errors = rollover.facts, {}
    if has_title and not sent.text(FieldId.TITLE):
        errors[FieldId.TITLE.value] = plain(NOUN, "trouble_title")
    for name, day in days.items():
        if day is not None and not facts.year.first <= day <= facts.year.last:
            side = "before" if day < facts.year.first else "after"
            errors[name] = plain(NOUN, f"trouble_due_{side}", facts=facts)
    return errors


def drop_form(turn: Turn, _click: Click, pointer: RolloverPointer, rollover: Rollover) -> Block:
    _require_open(turn, rollover, pointer.key)
    return rollover_forms.drop_form(pointer, rollover.facts, _milestone(rollover, pointer.key))


def drop(turn: Turn, sent: Submission, pointer: RolloverPointer, rollover: Rollover) -> Ack:
    return _drop(turn, sent, pointer.key, rollover)


def _drop(turn: Turn, sent: Submission, key: SubjectKey, rollover: Rollover) -> Ack:
    reason = sent.text(FieldId.REASON)
    if not reason:
        return ack.errors({FieldId.REASON: plain(NOUN, "trouble_reason")})
    decision = RolloverDecision(kind=DecisionKind.DROP, reason=reason, by=turn.by.id)
    _apply(turn, rollover, DecidePart(key=key, decision=decision))
    return {}


def stop_form(_turn: Turn, _click: Click, _pointer: PlanId, rollover: Rollover) -> Block:
    if all(rollover.state.is_stopped(strategy.key) for strategy in rollover.facts.strategies):
        raise CannotDoError(NOUN, "trouble_strategy")
    return rollover_forms.stop_form(rollover.facts, rollover.state)


def stop(turn: Turn, sent: Submission, _pointer: PlanId, rollover: Rollover) -> Ack:
    by_id = {str(strategy.id): strategy.key for strategy in rollover.facts.strategies}
    key = by_id.get(sent.text(FieldId.STRATEGY))
    if key is None:
        raise StaleValueError
    return _drop(turn, sent, key, rollover)


def undo_form(_turn: Turn, _click: Click, _pointer: PlanId, rollover: Rollover) -> Block:
    if not rollover.state.decisions:
        raise CannotDoError(NOUN, "not_decided")
    return rollover_forms.undo_form(rollover.facts, rollover.state)


def undo(turn: Turn, sent: Submission, _pointer: PlanId, rollover: Rollover) -> Ack:
    by_text = {str(key): key for key in rollover.state.decisions}
    key = by_text.get(sent.text(FieldId.DECISION))
    if key is None:
        raise CannotDoError(NOUN, "not_decided")
    _apply(turn, rollover, UndoDecision(key=key))
    return {}


def start(turn: Turn, _click: Click, _pointer: PlanId, rollover: Rollover) -> None:
    """The clock makes the plan once the old year is over."""
    _require_free_year(turn, rollover)
    _apply(turn, rollover, StartNextYear())


def hold(turn: Turn, _click: Click, _pointer: PlanId, rollover: Rollover) -> None:
    _apply(turn, rollover, HoldNextYear())


def _milestone(rollover: Rollover, key: SubjectKey) -> UnfinishedMilestone | None:
    """None for the other items. Raises StaleValueError for a milestone that is no longer unfinished."""
    if key.subject is RolloverSubject.OTHER_ITEMS:
        return None
    milestone = next((each for each in rollover.facts.milestones if each.key == key), None)
    if milestone is None:
        raise CannotDoError(NOUN, RolloverRejectionCode.UNKNOWN)
    return milestone


def _require_open(turn: Turn, rollover: Rollover, key: SubjectKey) -> None:
    """A form opens only for what can still be decided."""
    decision = RolloverDecision(kind=DecisionKind.CARRY_OVER)
    _effects(turn, rollover, DecidePart(key=key, decision=decision))


def _effects(turn: Turn, rollover: Rollover, move: RolloverMove) -> list[SaveDecision | DeleteDecision | SaveStart]:
    """Raises CannotDoError with the name of whoever was first."""
    effects = []
    for effect in advance(rollover.state, move):
        if isinstance(effect, Rejection):
            raise CannotDoError(NOUN, effect.code, who=_who_was_first(turn, rollover, move))
        effects.append(effect)
    return effects


def _who_was_first(turn: Turn, rollover: Rollover, move: RolloverMove) -> str:
    by = rollover.stored.confirmed_by if rollover.stored else None
    if isinstance(move, DecidePart) and move.key in rollover.state.decisions and not rollover.state.is_confirmed:
        by = rollover.state.decisions[move.key].by
    return turn.session.get_one(PersonRow, by).name if by else ""


def _apply(turn: Turn, rollover: Rollover, move: RolloverMove) -> None:
    session, plan = turn.session, rollover.plan
    stamp = turn.stamp(plan.time_zone)
    if rollover.stored is None:
        raise StaleValueError
    for effect in _effects(turn, rollover, move):
        match effect:
            case SaveDecision(key=key, decision=decision):
                decisions.save(session, plan.id, key, decision, stamp)
            case DeleteDecision(key=key):
                decisions.undo(session, plan.id, key)
            case SaveStart(is_confirmed=is_confirmed):
                decisions.confirm(session, plan.id, stamp if is_confirmed else None)
    refresh_cards(turn, plan.id, plan.workspace_id)


# ---------------------------------------------------------------- the card


def _render_card(session: Session, message: Claimed, now: datetime) -> Mapping[str, Any]:
    plan = plans.summary(session, message.payload["plan"])
    stored = decisions.load(session, plan.id)
    facts = unfinished.facts(session, plan, now.astimezone(zone_named(plan.time_zone)).date())
    rollover = Rollover(plan, facts, stored)
    by = stored.confirmed_by if stored else None
    return rollovers.card(
        RolloverCard(
            facts=facts,
            state=rollover.state,
            confirmed_on=stored.confirmed_on if stored else None,
            confirmed_by=session.get_one(PersonRow, by).name if by else "",
            unassigned=_unassigned(session, plan, rollover.state),
        )
    ).payload()


def _unassigned(session: Session, plan: PlanSummary, state: RolloverState) -> list[str]:
    """Leads that somebody typed who are neither a role with people nor one person's name."""
    typed_leads = sorted({decision.lead for decision in state.decisions.values() if decision.lead})
    roles = role_holders.by_key(session, plan.id)
    return [
        lead
        for lead in typed_leads
        if role_holders.role_key(lead) not in roles and len(people.find_by_name(session, plan.workspace_id, lead)) != 1
    ]


CONTENT: Mapping[str, ContentRenderer] = MappingProxyType({"rollover": _render_card})
ROUTES: tuple[Route, ...] = (
    button(ActionId.ROLLOVER_BEGIN, PlanId.of, writes(ROLLOVER, begin)),
    button(ActionId.ROLLOVER_CARRY, RolloverPointer.of, writes(ROLLOVER, carry_over)),
    opener(ActionId.ROLLOVER_CHANGE, RolloverPointer.of, reads(ROLLOVER, change_form)),
    opener(ActionId.ROLLOVER_DROP, RolloverPointer.of, reads(ROLLOVER, drop_form)),
    opener(ActionId.ROLLOVER_STOP, PlanId.of, reads(ROLLOVER, stop_form)),
    opener(ActionId.ROLLOVER_UNDO, PlanId.of, reads(ROLLOVER, undo_form)),
    button(ActionId.ROLLOVER_START, PlanId.of, writes(ROLLOVER, start)),
    button(ActionId.ROLLOVER_HOLD, PlanId.of, writes(ROLLOVER, hold)),
    form(ViewId.ROLLOVER_CHANGE, RolloverPointer.of, writes(ROLLOVER, change)),
    form(ViewId.ROLLOVER_DROP, RolloverPointer.of, writes(ROLLOVER, drop)),
    form(ViewId.ROLLOVER_STOP, PlanId.of, writes(ROLLOVER, stop)),
    form(ViewId.ROLLOVER_UNDO, PlanId.of, writes(ROLLOVER, undo)),
)
