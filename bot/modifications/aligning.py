"""`/plan align`: which objective of the plan above each strategy serves, asked one strategy after the other."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.messages import notices
from bot.messages import objectives as messages
from bot.messages.modification_forms import PlanPartPointer
from bot.messages.objectives import NOUN
from bot.messages.threads.forms import Options
from bot.modifications.rules import EDITABLE_PART, EditablePart
from bot.permissions.guards import AccessRule
from bot.permissions.plan_rules import PlanName, in_plan_named
from bot.permissions.roles import Permission
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, form
from bot.routing.subcommand import Subcommand
from bot.slack import ack
from bot.slack.ack import Ack
from bot.slack.blocks import MessageContent, OpenForm
from bot.slack.button_values import StaleValueError
from bot.slack.identifiers import FieldId, ViewId
from bot.slack.payloads import Command, Submission
from bot.turns import Turn
from conversations.part_edits import PartEdit
from conversations.parts import PartKind
from plans.objectives import OWN, Objective, suggested
from prompts import plain
from storage.plans import objectives
from storage.plans.objectives import UnlinkedStrategy
from storage.plans.plans import PlanSummary


def _strategy(turn: Turn, pointer: PlanPartPointer) -> EditablePart:
    if pointer.kind is not PartKind.STRATEGY:
        raise StaleValueError
    return EDITABLE_PART.admit(turn, pointer)


STRATEGY: AccessRule[PlanPartPointer, EditablePart] = AccessRule(Permission.CHANGE_PLAN, _strategy)


def show(turn: Turn, _command: Command, _name: PlanName, plan: PlanSummary) -> MessageContent | OpenForm:
    above = _above(turn, plan)
    if not above:
        return messages.no_objectives(plan.organization)
    waiting = objectives.unlinked(turn.session, plan.id, above)
    return OpenForm(_form(waiting, above)) if waiting else messages.done(plan.organization, 0)


def _form(waiting: Sequence[UnlinkedStrategy], above: Sequence[Objective]) -> dict[str, object]:
    strategy = waiting[0]
    suggestion = suggested(strategy.practices, strategy.words, above)
    return messages.form(strategy, above, suggestion, more=len(waiting) - 1)


def submit(turn: Turn, sent: Submission, pointer: PlanPartPointer, subject: EditablePart) -> Ack:
    """Without a choice, the strategy waits, and the next one is asked about."""
    above, chosen = _above(turn, subject.plan), sent.text(FieldId.SERVES)
    if chosen not in ("", OWN, *(each.key for each in above)):
        raise StaleValueError
    if chosen:
        stamp = turn.stamp(subject.plan.time_zone)
        objectives.link(turn.session, subject.row, chosen, stamp, plain(NOUN, "why"))
    waiting = objectives.unlinked(turn.session, subject.plan.id, above)
    following = [strategy for strategy in waiting if strategy.row_id > pointer.row_id]
    if following:
        return ack.update(_form(following, above))
    return ack.update(notices.form(messages.done(subject.plan.organization, len(waiting))))


def _above(turn: Turn, plan: PlanSummary) -> Sequence[Objective]:
    return objectives.above(turn.session, plan, turn.today(plan.time_zone))


# ---------------------------------------------------------------- as a field of a strategy's form


def offered(turn: Turn, plan: PlanSummary, serves: str | None = None) -> Options:
    """What a strategy of the plan can serve, and what it serves now if that is another plan's. Empty without any."""
    above = _above(turn, plan)
    if not above:
        return ()
    options = messages.options(above)
    objective = objectives.by_key(turn.session, serves)
    is_elsewhere = objective is not None and serves not in [each.key for each in above]
    return [*options, *([(str(serves), plain(NOUN, "elsewhere", objective=objective))] if is_elsewhere else [])]


def offered_to_all(turn: Turn, plans: Sequence[PlanSummary]) -> Options:
    """What a new strategy can serve, whichever of the plans it is added to. Empty if they lie below several plans."""
    first, *others = (offered(turn, plan) for plan in plans)
    return first if all(each == first for each in others) else ()


def in_words(turn: Turn, edit: PartEdit) -> PartEdit:
    """The edit with the number and title of what a strategy serves."""
    before, after = (_named(turn, values) for values in (edit.before, edit.after))
    return replace(edit, before=before, after=after)


def _named(turn: Turn, values: Mapping[str, str]) -> Mapping[str, str]:
    return {**values, "serves": name_of(turn, values.get("serves", ""))}


def name_of(turn: Turn, serves: str) -> str:
    """Number and title of the objective, or that it's the school's own; empty for none."""
    objective = objectives.by_key(turn.session, serves)
    return objective.name if objective else plain(NOUN, "own") if serves == OWN else ""


ALIGN = Subcommand(PlanName.typed, reads(in_plan_named(Permission.CHANGE_PLAN), show))
ROUTES: tuple[Route, ...] = (form(ViewId.PART_ALIGN, PlanPartPointer.of, writes(STRATEGY, submit)),)
