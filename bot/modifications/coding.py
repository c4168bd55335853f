"""`/plan code`: which parts have no effective practice, and choosing some for a part of the plan."""

from collections.abc import Mapping, Sequence

from bot.messages import coding as messages
from bot.messages import modification_forms, notices
from bot.messages.coding import NOUN, CodingSuggestion
from bot.messages.modification_forms import PlanPartPointer
from bot.modifications.rules import CHANGEABLE_PLANS, EDITABLE_PART, EditablePart, TypedChange, may_change
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, form, opener
from bot.routing.subcommand import Subcommand
from bot.slack import ack
from bot.slack.ack import Ack
from bot.slack.blocks import Block, MessageContent, OpenForm
from bot.slack.button_values import StaleValueError
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Command, Submission
from bot.turns import CannotDoError, Turn
from conversations.parts import PartKind
from plans.practices import PRACTICES, coding_of, named, stored_codes, suggested
from prompts import plain
from storage.plans import own_practices, part_coding, part_search
from storage.plans.plans import PlanSummary

CODED = (PartKind.STRATEGY, PartKind.MILESTONE, PartKind.ACTION_ITEM)


def show(turn: Turn, _command: Command, typed: TypedChange, plans: Sequence[PlanSummary]) -> MessageContent | OpenForm:
    """Without words, or with a plan's name, the parts without a practice; with a number, the form of that part."""
    if not typed.words:
        return _uncoded(turn, plans)
    by_id = {plan.id: plan for plan in plans}
    parts = part_search.search(turn.session, by_id, CODED, typed.words)
    mine = [part for part in parts if may_change(turn, by_id[part.plan_id], part)]
    if len(mine) == 1:
        return OpenForm(_form(turn, EDITABLE_PART.admit(turn, PlanPartPointer(mine[0].kind, mine[0].row_id))))
    named_plans = [plan for plan in plans if typed.words.casefold() in plan.organization.casefold()]
    if named_plans:
        return _uncoded(turn, named_plans)
    trouble = "too_many" if mine else "unknown_part"
    values = {"words": typed.words, "organization": plans[0].organization, "most": 1}
    raise CannotDoError(modification_forms.NOUN, trouble, **values)


def _uncoded(turn: Turn, plans: Sequence[PlanSummary]) -> MessageContent:
    suggestions = [
        CodingSuggestion(part=part, practice=suggested(part.words), organization=plan.organization)
        for plan in plans
        for part in part_coding.uncoded(turn.session, plan.id)
    ]
    clashes = [alike for plan in plans for alike in own_practices.two_names(turn.session, plan.organization_id)]
    return messages.uncoded([plan.organization for plan in plans], suggestions, clashes)


def open_form(turn: Turn, _click: Click, _pointer: PlanPartPointer, subject: EditablePart) -> Block:
    return _form(turn, subject)


def _form(turn: Turn, subject: EditablePart) -> Block:
    if subject.part.kind not in CODED:
        raise StaleValueError
    chosen, suggestion = stored_codes(subject.row.practice), suggested(part_coding.words_of(subject.row))
    return messages.form(subject.part, chosen, suggestion, _own(turn, subject))


def _own(turn: Turn, subject: EditablePart) -> Mapping[str, str]:
    return own_practices.names(turn.session, subject.plan.organization_id)


def submit(turn: Turn, sent: Submission, _pointer: PlanPartPointer, subject: EditablePart) -> Ack:
    chosen = sent.chosen.get(FieldId.PRACTICES, ())
    own = _own(turn, subject)
    if subject.part.kind not in CODED or not set(chosen) <= PRACTICES.keys() | own.keys():
        raise StaleValueError
    coding = coding_of(chosen)
    stamp = turn.stamp(subject.plan.time_zone)
    part_coding.set_coding(turn.session, subject.row, coding, stamp, plain(NOUN, "why"))
    return ack.update(notices.form(messages.saved(subject.part, named(coding, own))))


CODE = Subcommand(TypedChange.typed, reads(CHANGEABLE_PLANS, show))
ROUTES: tuple[Route, ...] = (
    opener(ActionId.PART_CODE, PlanPartPointer.of, reads(EDITABLE_PART, open_form)),
    form(ViewId.PART_CODE, PlanPartPointer.of, writes(EDITABLE_PART, submit)),
)
