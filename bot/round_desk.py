"""/plan checkin, and the rounds that open and close by themselves."""

import logging
from difflib import get_close_matches

from bot import rounds, which_plan
from bot.blocks import Said
from bot.payloads import Command
from bot.turns import CannotDoError, Turn, Turns
from storage import check_ins, plans
from storage.plans import PlanSummary

log = logging.getLogger(__name__)

DM = "D"
VERBS = ("open", "close", "show", "status")


class RoundDesk:
    def __init__(self, turns: Turns) -> None:
        self._turns = turns

    def tell(self, command: Command, words: str) -> Said:
        """Open or close a round, or tell how far it is. A second "open" in a month changes nothing."""
        verb, _, rest = words.partition(" ")
        verb = verb.casefold() if verb.casefold() in VERBS else ""
        name = rest.strip() if verb else words
        with self._turns.take(command.who, command.key) as turn:
            if turn is None:
                return Said(text="")
            plan = _plan(turn, name, command.channel)
            if verb == "open":
                return rounds.open_now(turn, plan)
            if verb == "close":
                return rounds.close_now(turn, plan)
            return rounds.show(turn, plan, private=command.channel.startswith(DM))

    def tick(self) -> None:
        """Open what is due and close what is over, each plan in a turn of its own; nothing to do is the usual case."""
        with self._turns.look() as turn:
            due = self._due(turn)
            over = [found.id for found in check_ins.rounds_over(turn.session, turn.now)]
        for plan_id in due:
            self._open(plan_id)
        if over:
            self._close_what_is_over()

    def _due(self, turn: Turn) -> list[int]:
        ids = check_ins.plans_in_session(turn.session, turn.now.date())
        return [plan_id for plan_id in ids if rounds.is_due(turn, plans.summary(turn.session, plan_id))]

    def _open(self, plan_id: int) -> None:
        try:
            with self._turns.take() as turn:
                if turn is not None:
                    plan = plans.summary(turn.session, plan_id)
                    said = rounds.open_what_is_due(turn, plan)
                    if said is not None:
                        rounds.tell_managers(turn, plan, said)
        except CannotDoError:
            log.exception("cannot open the round of plan %s", plan_id)

    def _close_what_is_over(self) -> None:
        with self._turns.take() as turn:
            if turn is not None:
                for found in check_ins.rounds_over(turn.session, turn.now):
                    rounds.close(turn, plans.summary(turn.session, found.plan_id), found)


def _plan(turn: Turn, name: str, channel: str) -> PlanSummary:
    """A word that is no plan, but nearly one that goes with /plan checkin, is taken for that misspelt."""
    try:
        return which_plan.find(turn, name, channel)
    except CannotDoError as error:
        close = get_close_matches(name.partition(" ")[0].casefold(), VERBS, n=1)
        if error.part != "unknown_plan" or error.values.get("suggestion") or not close:
            raise
        raise CannotDoError("help", "unknown", word=f"checkin {name}", suggestion=f"checkin {close[0]}") from error
