"""throughline next-year: what a plan brings into the next school year, without changing anything."""

from dataclasses import asdict
from typing import Any

from bot.cli.common import PlanName, plan_named, turns
from bot.cli.console import AsJson, print_json, print_message
from bot.messages import rollovers as messages
from bot.rollovers import rules
from bot.rollovers.rules import Rollover
from conversations.next_year import counts


def next_year(plan: PlanName = "", as_json: AsJson = False) -> None:
    """Print what would go on in the next school year, and how much of it is decided. Nothing changes."""
    with turns() as opened, opened.read() as turn:
        rollover = rules.load(turn, plan_named(turn.session, plan))
    if as_json:
        print_json(_values(rollover))
    else:
        print_message(messages.printed(rollover.facts, rollover.state))


def _values(rollover: Rollover) -> dict[str, Any]:
    facts, state = rollover.facts, rollover.state
    decided = {str(key): asdict(decision) for key, decision in state.decisions.items()}
    return {
        **asdict(facts),
        "year": facts.year.name,
        "decisions": {key: {**values, "staying": sorted(values["staying"])} for key, values in decided.items()},
        "undecided": [str(key) for key in state.undecided],
        "counts": asdict(counts(facts, state)),
    }
