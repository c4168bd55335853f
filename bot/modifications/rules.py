"""Who may change which part of a plan."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot import which_plan
from bot.messages.modification_forms import ADDED, NOUN, Deed, PlanPartPointer, SearchPointer
from bot.permissions import roles
from bot.permissions.guards import AccessRule, Whose
from bot.permissions.plan_rules import PlanName, find_plan, some_permitted
from bot.permissions.roles import Permission
from bot.slack.button_values import StaleValueError
from bot.slack.payloads import Command
from bot.turns import CannotDoError, RefusedError, Turn
from conversations.parts import PartKind
from storage.items import assignments
from storage.plans import part_search, plan_changes
from storage.plans.part_search import NamedPart
from storage.plans.plans import PlanSummary

_CODE = re.compile(r"[A-Za-z]?\d{1,3}(?:[-.:–]\d{1,3}){0,3}[.:]?")
_TO = " to "
_ARTICLE = re.compile(r"^(?:an? |another )", re.IGNORECASE)
_SECTION_1 = re.compile(r"(?:the )?section (?:1|one)\b(?: (?:of|in|for)\b)?", re.IGNORECASE)
_ADDING = {kind.value: deed for deed, kind in ADDED.items()} | {"item": Deed.ADD_ITEM, "action": Deed.ADD_ITEM}
_REMOVING = frozenset({"cancel", "remove", "drop", "delete"})


@dataclass(frozen=True, slots=True)
class TypedChange:
    """What was typed after `/plan change`: a part's code and perhaps its plan, or words of it; and a new date.

    After "cancel", the part is taken out of the plan; after "add", the words name a kind and what it belongs to; after
    "section 1" comes a plan.
    """

    words: str
    plan: PlanName
    date_words: str = ""
    deed: Deed = Deed.CHANGE

    @classmethod
    def typed(cls, command: Command, words: str) -> "TypedChange":
        first, _, rest = words.partition(" ")
        if first.casefold() in _REMOVING:
            return replace(cls.typed(command, rest), deed=Deed.REMOVE)
        if section := _SECTION_1.match(words):
            return cls("", PlanName(words[section.end() :].strip(), command.channel), deed=Deed.SECTION_1)
        if first.casefold() == "add":
            return cls._adding(command, rest)
        words, _, date_words = words.partition(_TO) if _TO in words else (words, "", "")
        code, name = which_plan.code_and_plan(words)
        if _CODE.fullmatch(code):
            return cls(code, PlanName(name, command.channel), date_words)
        return cls(words, PlanName("", command.channel), date_words)

    @classmethod
    def _adding(cls, command: Command, words: str) -> "TypedChange":
        """The kind of the new part, perhaps after an article, and what it belongs to."""
        kind, _, parent = _ARTICLE.sub("", words, count=1).partition(" ")
        deed = _ADDING.get(kind.casefold(), Deed.ADD_ITEM)
        typed = cls.typed(command, parent.removeprefix("to ")) if deed is not Deed.ADD_ITEM else cls.typed(command, "")
        return replace(typed, deed=deed)

    @property
    def in_full(self) -> str:
        """All words, where those after "to" are no date."""
        return f"{self.words}{_TO}{self.date_words}" if self.date_words else self.words


@dataclass(frozen=True, slots=True)
class EditablePart:
    """A part that the person may change, with its row as it is stored now."""

    plan: PlanSummary
    part: NamedPart
    row: Any


def may_change(turn: Turn, plan: PlanSummary, part: NamedPart) -> bool:
    if roles.may(turn.session, turn.by, Permission.CHANGE_PLAN, plan):
        return True
    if part.kind is not PartKind.ACTION_ITEM:
        return False
    milestone_id = part_search.row_of(turn.session, part.kind, part.row_id).milestone_id
    return milestone_id is not None and assignments.leads(turn.session, turn.by.id, milestone_id)


def _editable(turn: Turn, pointer: PlanPartPointer) -> EditablePart:
    row = part_search.row_of(turn.session, pointer.kind, pointer.row_id, for_change=turn.writes)
    if row is None:
        raise StaleValueError
    part = part_search.named(turn.session, pointer.kind, row)
    plan = find_plan(turn, part.plan_id)
    if not may_change(turn, plan, part):
        raise RefusedError(NOUN, "refuse_not_yours", plan_id=plan.id, organization=plan.organization)
    if pointer.kind is PartKind.ACTION_ITEM and (row.cancelled or row.completed_on):
        raise CannotDoError("action_items", "trouble_is_cancelled" if row.cancelled else "trouble_is_done")
    if getattr(row, "dropped", False):
        raise CannotDoError(NOUN, "gone", who=plan_changes.newest_author(turn.session, part.place))
    return EditablePart(plan, part, row)


def _named_plans(turn: Turn, typed: TypedChange) -> Sequence[PlanSummary]:
    return _some_changeable(turn, which_plan.candidates(turn, typed.plan.name, typed.plan.channel))


def _searched_plans(turn: Turn, pointer: SearchPointer) -> Sequence[PlanSummary]:
    return _some_changeable(turn, [find_plan(turn, plan_id) for plan_id in pointer.plan_ids])


def _some_changeable(turn: Turn, plans: Sequence[PlanSummary]) -> Sequence[PlanSummary]:
    """Those in which the person may change something, at least one."""
    led = assignments.plans_led(turn.session, turn.by.id)
    allowed = roles.allowed_in(turn.session, turn.by, Permission.CHANGE_PLAN, plans)
    changeable = [plan for plan in plans if plan.id in led or plan in allowed]
    if not changeable:
        raise RefusedError(NOUN, "refuse_not_yours", plan_id=plans[0].id, organization=plans[0].organization)
    return changeable


EDITABLE_PART: AccessRule[PlanPartPointer, EditablePart] = AccessRule(Whose.PLAN_PART, _editable)
CHANGEABLE_PLANS: AccessRule[TypedChange, Sequence[PlanSummary]] = AccessRule(Whose.PLAN_PART, _named_plans)
SEARCHED_PLANS: AccessRule[SearchPointer, Sequence[PlanSummary]] = AccessRule(Whose.PLAN_PART, _searched_plans)
RECORDABLE_PLANS: AccessRule[TypedChange, Sequence[PlanSummary]] = AccessRule(
    Permission.CHANGE_PLAN, lambda turn, typed: some_permitted(turn, Permission.CHANGE_PLAN, typed.plan)
)
"""Those in which the person may record what a benchmark or measure shows."""
