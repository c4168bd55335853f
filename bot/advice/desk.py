"""`/plan who 3b` finds schools that worked on it; `/plan who mine` lists what one's own school would tell others."""

from bot.advice.rules import FINDER, Finder, PracticeQuestion, may_release, surroundings_of
from bot.messages import advice as messages
from bot.messages import notices
from bot.messages.advice import NOUN
from bot.permissions.guards import EVERY_MEMBER
from bot.permissions.plan_rules import find_plan
from bot.routing.guarded import reads
from bot.routing.subcommand import Subcommand
from bot.slack.blocks import MessageContent
from bot.slack.payloads import Command
from bot.turns import CannotDoError, Turn
from plans.advice import may_find
from plans.item_progress import Day
from plans.network import NetworkBy
from plans.practices import PRACTICES, read_practice
from storage.network import counts, evidence
from storage.network.scope import SCHOOL
from storage.network.view import NetworkView
from storage.people import organization_tree, organizations
from storage.plans import advice as store
from storage.plans import plans


def show(turn: Turn, _command: Command, question: PracticeQuestion, finder: Finder) -> MessageContent:
    if not question.words:
        return notices.sentence(NOUN, "which")
    practice = read_practice(question.words).practice
    if practice is None:
        raise CannotDoError(NOUN, "unknown", words=question.words)
    day = Day(turn.today(organizations.usual_zone(turn.session, turn.by.workspace_id)), is_over=False)
    findable = [
        advice
        for advice in store.of_workspace(turn.session, turn.by.workspace_id)
        if advice.is_findable and practice.code in advice.practices and advice.organization_id not in finder.own
        if advice.organization_id in finder.tree
        and may_find(advice.found_by, surroundings_of(finder.tree, [advice.organization_id]), finder.surroundings)
    ]
    plan_ids = list(dict.fromkeys(advice.plan_id for advice in findable))
    by_plan = evidence.of_plans(turn.session, plan_ids, day, practice.code) if plan_ids else {}
    working = _working(turn, finder, practice.code, day) - {advice.organization_id for advice in findable}
    return messages.answer(f"{practice.code} {PRACTICES[practice.code].name}", findable, by_plan, len(working))


def _working(turn: Turn, finder: Finder, code: str, day: Day) -> set[int]:
    """The ids of the other schools in the finder's networks whose plans work on the practice."""
    schools = [
        place.id
        for place in finder.tree.values()
        if place.level == SCHOOL
        and place.id not in finder.own
        and not finder.surroundings.tops.isdisjoint(organization_tree.lineage(finder.tree, place.id))
    ]
    of_day = plans.of_day(turn.session, turn.by.workspace_id, day.on)
    by_plan = {of_day[id_]: id_ for id_ in schools if id_ in of_day}
    view = NetworkView(plan_ids=tuple(by_plan), day=day, by=NetworkBy.PRACTICE)
    return {by_plan[plan_id] for plan_id in counts.plans_on(turn.session, view, code)} if by_plan else set()


def show_mine(turn: Turn, _command: Command, _words: str, _subject: None) -> MessageContent:
    """What the person advice themselves, and what was advice in plans that they may change."""
    own = [
        advice
        for advice in store.of_workspace(turn.session, turn.by.workspace_id)
        if advice.author_id == turn.by.id or may_release(turn, find_plan(turn, advice.plan_id))
    ]
    return messages.mine(own)


WHO = Subcommand(PracticeQuestion.typed, reads(FINDER, show))
WHO_MINE = Subcommand(lambda _command, words: words, reads(EVERY_MEMBER, show_mine))
