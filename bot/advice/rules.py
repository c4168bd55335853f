"""Who may look for what schools would tell others, and who may take it back or let it leave the school."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.messages.advice import NOUN, AdvicePointer
from bot.permissions import roles
from bot.permissions.guards import AccessRule, Whose
from bot.permissions.plan_rules import find_plan, permitted
from bot.permissions.roles import ALLOWED, Permission
from bot.slack.payloads import Command
from bot.turns import CannotDoError, RefusedError, Turn
from plans.advice import Surroundings
from storage.people import memberships, organization_tree, role_holders
from storage.people.organization_tree import Tree
from storage.plans import advice as store
from storage.plans.advice import Advice
from storage.plans.plans import PlanSummary

DISTRICT = "district"


@dataclass(frozen=True, slots=True)
class PracticeQuestion:
    """What was typed after /plan who."""

    words: str

    @classmethod
    def typed(cls, _command: Command, words: str) -> "PracticeQuestion":
        return cls(words.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Finder:
    """Who looks for it, and from where."""

    tree: Tree
    own: frozenset[int]
    """The ids of the very organizations in which they have a role."""
    surroundings: Surroundings


def surroundings_of(tree: Tree, organization_ids: Collection[int]) -> Surroundings:
    lineages = [organization_tree.lineage(tree, id_) for id_ in organization_ids]
    districts = (next((id_ for id_ in above if tree[id_].level == DISTRICT), None) for above in lineages)
    return Surroundings(
        frozenset(id_ for id_ in districts if id_ is not None), frozenset(above[-1] for above in lineages if above)
    )


def _finder(turn: Turn, _question: PracticeQuestion) -> Finder:
    """Anyone with a role in an organization, or named in its plan."""
    tree = organization_tree.as_of(turn.session, turn.by.workspace_id)
    granted = memberships.organizations_of(turn.session, turn.by.id)
    own = (granted | role_holders.organizations_naming(turn.session, turn.by.id)) & tree.keys()
    if not own:
        top = next((place.name for place in tree.values() if place.parent_id is None), "")
        raise RefusedError("errors", "not_allowed", roles=sorted(ALLOWED[Permission.FIND_ADVICE]), organization=top)
    return Finder(tree=tree, own=frozenset(own), surroundings=surroundings_of(tree, own))


def _plan_of(turn: Turn, pointer: AdvicePointer) -> tuple[Advice, PlanSummary]:
    advice = store.get(turn.session, pointer.advice_id)
    if advice is None:
        raise CannotDoError(NOUN, "gone")
    return advice, find_plan(turn, advice.plan_id)


def _own(turn: Turn, pointer: AdvicePointer) -> Advice:
    advice, plan = _plan_of(turn, pointer)
    if advice.author_id != turn.by.id:
        permitted(turn, Permission.CHANGE_PLAN, plan)
    return advice


def _releasable(turn: Turn, pointer: AdvicePointer) -> Advice:
    advice, plan = _plan_of(turn, pointer)
    permitted(turn, Permission.CHANGE_PLAN, plan)
    return advice


def may_release(turn: Turn, plan: PlanSummary) -> bool:
    return roles.may(turn.session, turn.by, Permission.CHANGE_PLAN, plan)


FINDER: AccessRule[PracticeQuestion, Finder] = AccessRule(Permission.FIND_ADVICE, _finder)
OWN_ADVICE: AccessRule[AdvicePointer, Advice] = AccessRule(Whose.ADVICE, _own)
RELEASABLE: AccessRule[AdvicePointer, Advice] = AccessRule(Permission.CHANGE_PLAN, _releasable)
