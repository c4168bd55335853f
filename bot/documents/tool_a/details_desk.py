"""Turns in which the details of a plan's document are filled in."""

from collections.abc import Mapping, Sequence

from bot.documents.tool_a import plan_facts
from bot.documents.tool_a.plan_facts import FACTORS, PlanFacts
from bot.late_forms import too_late
from bot.messages import plan_details as messages
from bot.messages.plan_details import NOUN, WHOLE, DetailPointer, DetailsCard, element_field
from bot.permissions.plan_rules import PlanName, in_plan, in_plan_named
from bot.permissions.roles import Permission
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, button, form, opener
from bot.routing.subcommand import Subcommand
from bot.slack import ack
from bot.slack.ack import Ack
from bot.slack.blocks import Block, MessageContent
from bot.slack.button_values import PlanId, StaleValueError, day
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Command, Submission
from bot.turns import Turn
from conversations.documents.plan_details import (
    ELEMENTS,
    FORMS,
    PlanDetail,
    element_choices,
    marks,
    typed_anew,
)
from conversations.parts import PartKind
from plans.item_progress import Day
from prompts import plain
from storage.delivery import outbox
from storage.delivery.outbox import OutboxMessage
from storage.documents import plan_details
from storage.people import mentions
from storage.plans import swot_factors, written_parts
from storage.plans.plans import PlanSummary
from storage.plans.written_parts import NewPart

CHANGED_BY = in_plan(Permission.CHANGE_PLAN)
_DIRECTION: Mapping[PlanDetail, PartKind] = {
    PlanDetail.VISION: PartKind.VISION,
    PlanDetail.MISSION: PartKind.MISSION,
}


def missing(turn: Turn, plan: PlanSummary) -> list[PlanDetail]:
    """What nobody has filled in yet."""
    return messages.missing(_filled(_facts(turn, plan)))


def _facts(turn: Turn, plan: PlanSummary) -> PlanFacts:
    return plan_facts.load(turn.session, plan, Day(turn.today(plan.time_zone), is_over=False), with_items=False)


def _filled(facts: PlanFacts) -> set[PlanDetail]:
    return {name for name in PlanDetail if facts.is_filled(name)}


# ---------------------------------------------------------------- the card


def show(turn: Turn, command: Command, _name: PlanName, plan: PlanSummary) -> MessageContent:
    _post(turn, plan, command.key)
    return messages.sent(plan)


def send(turn: Turn, click: Click, _pointer: PlanId, plan: PlanSummary) -> None:
    _post(turn, plan, click.key)


def _card(turn: Turn, plan: PlanSummary) -> MessageContent:
    facts = _facts(turn, plan)
    return messages.card(DetailsCard(plan=plan, filled=_filled(facts), goals=facts.on_day.plan.goals))


def _post(turn: Turn, plan: PlanSummary, key: str) -> None:
    content = _card(turn, plan).payload()
    turn.put(OutboxMessage.post(plan.workspace_id, turn.by.slack_id, f"{_prefix(turn, plan)}{key}", content))


def _refresh(turn: Turn, plan: PlanSummary) -> None:
    """Show in this person's newest card what is filled in now."""
    newest = outbox.newest_post(turn.session, _prefix(turn, plan))
    if newest is not None:
        key, channel, _payload = newest
        turn.session.flush()
        turn.session.expire_all()
        turn.put(OutboxMessage.update(plan.workspace_id, channel, key, _card(turn, plan).payload()))


def _prefix(turn: Turn, plan: PlanSummary) -> str:
    return f"details:{plan.id}:{turn.by.slack_id}:"


# ---------------------------------------------------------------- the forms


def open_form(turn: Turn, _click: Click, pointer: DetailPointer, plan: PlanSummary) -> Block:
    facts = _facts(turn, plan)
    values = _values(turn, facts, FORMS[pointer.detail_form])
    return messages.form(plan, pointer.detail_form, values, from_dialogs=len(facts.root_causes))


def _values(turn: Turn, facts: PlanFacts, names: Sequence[PlanDetail]) -> dict[str, str]:
    """What the fields say, with people's names."""
    texts = {name.value: facts.text(name) for name in names}
    return mentions.with_names(turn.session, facts.plan.id, texts)


def save(turn: Turn, sent: Submission, pointer: DetailPointer, plan: PlanSummary) -> Ack:
    names = FORMS[pointer.detail_form]
    typed, stored = _typed(sent, names), _values(turn, _facts(turn, plan), names)
    changed = typed_anew(names, pointer.seen, typed)
    meanwhile = set(typed_anew(names, pointer.seen, stored))
    if any(name in meanwhile and marks([name], typed) != marks([name], stored) for name in changed):
        return too_late(turn, NOUN, "changed_meanwhile", [typed[name] for name in changed])
    for name in changed:
        write(turn, plan, PlanDetail(name), typed[name])
    if changed:
        _refresh(turn, plan)
    return {}


def _typed(sent: Submission, names: Sequence[PlanDetail]) -> dict[str, str]:
    """Raises StaleValueError for a day or a choice that the form doesn't offer."""
    typed = {name.value: sent.text(name) for name in names}
    if PlanDetail.ELEMENTS in typed:
        typed[PlanDetail.ELEMENTS] = "\n".join(_elements(sent))
    if text := typed.get(PlanDetail.DATE_OF_PLAN):
        day(text)
    return typed


def _elements(sent: Submission) -> list[str]:
    fields = [element_field(name) for name in (*ELEMENTS, WHOLE)]
    chosen = {choice for field in fields for choice in sent.chosen.get(field, ())}
    offered = element_choices()
    if not chosen <= set(offered):
        raise StaleValueError
    return [choice for choice in offered if choice in chosen]


def write(turn: Turn, plan: PlanSummary, name: PlanDetail, text: str) -> None:
    """Where the plan keeps it: among its parts, or as a detail."""
    stamp, session = turn.stamp(plan.time_zone), turn.session
    if name in FACTORS:
        lines = mentions.with_ids(session, plan.id, text).splitlines()
        swot_factors.rewrite(session, plan.id, FACTORS[name], lines, stamp)
    elif name in _DIRECTION:
        values = {"text": mentions.with_ids(session, plan.id, text)}
        part = NewPart(plan_id=plan.id, kind=_DIRECTION[name], values=values, stamp=stamp, why=_why())
        written_parts.save(session, part)
    else:
        plan_details.write(session, plan.id, name, text, stamp)


def _why() -> str:
    """The reason that the plan's history gives."""
    return plain(NOUN, "reason")


def goal_form(_turn: Turn, _click: Click, _pointer: PlanId, plan: PlanSummary) -> Block:
    return messages.goal_form(plan)


def add_goal(turn: Turn, sent: Submission, _pointer: PlanId, plan: PlanSummary) -> Ack:
    measure = {field.value: sent.text(field) for field in (FieldId.SOURCE, FieldId.BASELINE, FieldId.TARGETS)}
    indicator = sent.text(FieldId.INDICATOR)
    if any(measure.values()) and not indicator:
        return ack.errors({FieldId.INDICATOR: plain(NOUN, "trouble_no_indicator")})
    values = {"text": sent.text(FieldId.GOAL), "indicator": indicator, **measure}
    stamp = turn.stamp(plan.time_zone)
    part = NewPart(plan_id=plan.id, kind=PartKind.GOAL, values=values, stamp=stamp, why=_why())
    written_parts.save(turn.session, part)
    _refresh(turn, plan)
    return {}


CARD = Subcommand(PlanName.typed, writes(in_plan_named(Permission.CHANGE_PLAN), show))
ROUTES: tuple[Route, ...] = (
    button(ActionId.DETAILS_CARD, PlanId.of, writes(CHANGED_BY, send)),
    opener(ActionId.DETAILS_OPEN, DetailPointer.of, reads(CHANGED_BY, open_form)),
    opener(ActionId.GOAL_NEW, PlanId.of, reads(CHANGED_BY, goal_form)),
    form(ViewId.PLAN_DETAILS, DetailPointer.of, writes(CHANGED_BY, save)),
    form(ViewId.PLAN_GOAL, PlanId.of, writes(CHANGED_BY, add_goal)),
)
