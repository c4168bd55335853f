"""Finds the plan a person means: the named one, the channel's, or the only one they may see."""

import re
from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from typing import NoReturn

from sqlalchemy.orm import Session

from bot.permissions import roles
from bot.permissions.roles import Permission
from bot.turns import CannotDoError, Turn
from plans.calendar import SchoolYear, split_year
from storage.people import organization_tree
from storage.plans import plans
from storage.plans.plans import PlanSummary

NETWORK = "network"
"""The word for all plans a person may see."""

SHORTEST_PART = 3
"""The least length of a part of a name that matches it. A "1" is part of many titles."""


def find(turn: Turn, name: str, channel: str, as_of: date | None = None) -> PlanSummary:
    """The plan. Raises CannotDoError with the plans' names if several match."""
    matches = candidates(turn, name, channel, as_of)
    if len(matches) > 1:
        names = [plan.organization for plan in matches]
        raise CannotDoError("errors", "which_plan", names=names, example=f"… {names[0]}")
    return matches[0]


def code_and_plan(words: str) -> tuple[str, str]:
    """Split a command's words into a code of the plan, "A 1" or "A1", and a plan's name. Both may be empty."""
    joined = _SPLIT_CODE.sub(r"\1", words.strip())
    first, _, rest = joined.partition(" ")
    return (first, rest.strip()) if any(sign.isdigit() for sign in first) else ("", joined)


_SPLIT_CODE = re.compile(r"^([A-Za-z])\s+(?=\d)")


def is_named(turn: Turn, name: str) -> bool:
    """Whether these words name a plan."""
    try:
        return bool(candidates(turn, name, ""))
    except CannotDoError:
        return False


def candidates(turn: Turn, name: str, channel: str, as_of: date | None = None) -> Sequence[PlanSummary]:
    """At least one plan, of this school year if possible. Raises CannotDoError without any.

    A day means the plans of its school year, and a name that ends with a year, such as "Bethel 2026-27", those of
    that one. A district means the schools that belonged to it on the day; without one, those of today.
    """
    existing = plans.summaries(turn.session, turn.by.workspace_id)
    if not existing:
        raise CannotDoError("errors", "no_plan")
    name, year = split_year(name)
    existing = _of_named_year(existing, year) if year else _of_year(existing, turn, as_of)
    if name:
        return _named(existing, name) or _together(turn, existing, name, as_of) or _unknown(existing, name)
    in_channel = [plan for plan in existing if plan.channel == channel]
    tree = organization_tree.as_of(turn.session, turn.by.workspace_id, as_of)
    existing = [plan for plan in existing if plan.organization_id in tree] or existing
    return in_channel or visible(turn.session, turn, existing) or existing


def visible(session: Session, turn: Turn, existing: Sequence[PlanSummary]) -> list[PlanSummary]:
    """The plans whose counts this person may see."""
    return roles.allowed_in(session, turn.by, Permission.SEE_COUNTS, existing)


def _of_named_year(existing: Sequence[PlanSummary], year: str) -> list[PlanSummary]:
    of_year = [plan for plan in existing if SchoolYear.of(plan.starts_on).name == year]
    if not of_year:
        raise CannotDoError("errors", "no_plan_of_year", year=year)
    return of_year


def _of_year(existing: Sequence[PlanSummary], turn: Turn, as_of: date | None) -> list[PlanSummary]:
    """Each organization's plan of the day's school year; without a day, or a plan then, this year's or its newest."""

    def order(plan: PlanSummary) -> tuple[bool, bool, date]:
        today = turn.today(plan.time_zone)
        return plan.starts_on <= (as_of or today), plan.starts_on <= today, plan.starts_on

    newest = {plan.organization_id: plan for plan in sorted(existing, key=order)}
    return sorted(newest.values(), key=lambda plan: plan.organization)


def _named(existing: Sequence[PlanSummary], name: str) -> list[PlanSummary]:
    fragment = name.casefold()
    matches = [plan for plan in existing if fragment in (plan.organization.casefold(), plan.title.casefold())]
    if matches or len(fragment) < SHORTEST_PART:
        return matches
    return [plan for plan in existing if fragment in plan.organization.casefold() or fragment in plan.title.casefold()]


def _together(turn: Turn, existing: Sequence[PlanSummary], name: str, as_of: date | None) -> list[PlanSummary]:
    """The plans of the network, or of a district's schools, without those of closed ones."""
    fragment = name.casefold()
    tree = organization_tree.as_of(turn.session, turn.by.workspace_id, as_of)
    if fragment == NETWORK:
        in_tree = [plan for plan in existing if plan.organization_id in tree]
        return visible(turn.session, turn, in_tree) or in_tree
    named = {place.id for place in tree.values() if fragment in place.name.casefold()}
    return [plan for plan in existing if named.intersection(organization_tree.lineage(tree, plan.organization_id))]


def _unknown(existing: Sequence[PlanSummary], name: str) -> NoReturn:
    names = {plan.organization.casefold(): plan.organization for plan in existing}
    names |= {first.split()[0]: full for first, full in names.items()}
    close = get_close_matches(name.casefold(), names, n=1, cutoff=0.6)
    raise CannotDoError("errors", "unknown_plan", name=name, suggestion=names[close[0]] if close else "")
