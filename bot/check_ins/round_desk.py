"""/plan checkin and /plan report, and the tick that opens rounds, nudges and closes them."""

import logging
from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from functools import partial

from bot import addressees, homes, roles, which_plan
from bot.blocks import MessageContent
from bot.check_ins import nudges, opening, previews, refreshing, reporting, rounds, schedule
from bot.check_ins.nudges import Nudge
from bot.check_ins.opening import RoundAudience
from bot.check_ins.portions import PORTION
from bot.check_ins.schedule import ActivePlans, DueRound
from bot.isolation import isolated
from bot.messages import calendar as calendar_messages
from bot.messages.check_ins import rounds as sentences
from bot.payloads import Click, Command
from bot.roles import Permission
from bot.turns import CannotDoError, Turn, Turns
from plans.cadences import Cadence
from storage.plans import plans
from storage.plans.plans import PlanSummary
from storage.rounds import rounds as store
from storage.rounds.rounds import RoundFacts

log = logging.getLogger(__name__)

DM = "D"
VERBS = ("open", "close", "show", "status", "calendar", "for")


class RoundDesk:
    def __init__(self, turns: Turns) -> None:
        self._turns = turns

    def command(self, command: Command, words: str) -> MessageContent:
        """Answer /plan checkin: open, close or show a round. A second "open" in a period changes nothing."""
        verb, _, rest = words.partition(" ")
        verb = verb.casefold() if verb.casefold() in VERBS else ""
        rest = rest.strip() if verb else words
        match verb:
            case "open":
                return self._open_by_hand(command, rest)
            case "close" | "for":
                return self._change(command, verb, rest)
        with self._turns.read(command.who) as turn:
            plan = _plan(turn, rest, command.channel)
            if verb == "calendar":
                roles.require(turn.session, turn.by, Permission.SEE_STATUS, plan)
                return calendar_messages.preview(plan, previews.preview(turn, plan))
            return rounds.show(turn, plan, private=command.channel.startswith(DM))

    def _open_by_hand(self, command: Command, words: str) -> MessageContent:
        """Read the audience before the transaction, so that no answer waits for it."""
        cadence, name = _cadence(words)
        with self._turns.read(command.who) as turn:
            plan = _plan(turn, name, command.channel)
            asking = opening.by_hand(turn, plan, cadence)
        if asking is None:
            return sentences.not_by_hand(plan, cadence)
        with self._turns.write(command.who, command.key) as turn:
            return opening.open_round(turn, asking)

    def _change(self, command: Command, verb: str, words: str) -> MessageContent:
        with self._turns.write(command.who, command.key) as turn:
            if verb == "for":
                return _answer_for(turn, command, words)
            cadence, name = _cadence(words)
            return rounds.close_now(turn, _plan(turn, name, command.channel), cadence)

    def report(self, command: Command, words: str) -> MessageContent:
        """Send the check-in to this person now, before their send time or once more."""
        with self._turns.write(command.who, command.key) as turn:
            return reporting.report_now(turn, _plan(turn, words, command.channel), command.key)

    def report_from_home(self, click: Click) -> None:
        """Do the same for all their plans, from the button on the Home tab."""
        with self._turns.write(click.who, click.key) as turn:
            reporting.report_all(turn, click.key)
            homes.refresh(turn, turn.by)

    # -------------------------------------------------------- by itself

    def tick(self) -> None:
        """Open, nudge and close what is due, each round in its own turn. Usually nothing is due."""
        with self._turns.read() as turn:
            active = schedule.ActivePlans.read(turn)
            due = schedule.due(turn, active)
            over = store.rounds_over(turn.session, turn.now)
            quiet = nudges.due(turn, active)
        for due_round in due:
            with isolated("plan", due_round.plan.id):
                self._open(due_round)
        for round_over in over:
            with isolated("round", round_over.id):
                self._close(round_over)
        for nudge in quiet:
            with isolated("round", nudge.round.id):
                self._nudge(nudge, active)
        self._go_on()

    def _go_on(self) -> None:
        """Continue portions that this process, or one that has stopped since, began."""
        with self._turns.read() as turn:
            begun = store.asking(turn.session)
            to_refresh = store.to_refresh(turn.session)
        for of, day in begun:
            with isolated("round", of.id):
                self._ask_on(of, day)
        for round_id in to_refresh:
            with isolated("round", round_id):
                while self._run_portion(partial(refreshing.show_more, round_id=round_id)):
                    pass

    def _ask_on(self, of: RoundFacts, day: date) -> None:
        with self._turns.read() as turn:
            asking = RoundAudience.go_on(turn, of, day)
        while self._run_portion(partial(opening.ask_more, asking=asking, round_id=of.id)):
            pass

    def _run_portion(self, portion: Callable[[Turn], bool]) -> bool:
        """Run one portion in a turn. Return whether more are left."""
        with self._turns.write() as turn:
            return portion(turn)

    def _open(self, due_round: DueRound) -> None:
        try:
            with self._turns.read() as turn:
                asking = RoundAudience.read(turn, due_round.plan, due_round.occasion)
            with self._turns.write() as turn:
                opening.open_what_is_due(turn, asking)
        except CannotDoError:
            log.exception("cannot open %s of plan %s", due_round.occasion.period, due_round.plan.id)

    def _close(self, round_over: RoundFacts) -> None:
        with self._turns.write() as turn:
            rounds.close(turn, plans.summary(turn.session, round_over.plan_id), round_over)

    def _nudge(self, nudge: Nudge, active: ActivePlans) -> None:
        """Count the nudge after all its messages are queued. A restart repeats it; the keys prevent doubles."""
        with self._turns.read() as turn:
            waiting = nudges.waiting(turn, nudge)
        for start in range(0, len(waiting), PORTION):
            with self._turns.write() as turn:
                nudges.send(turn, nudge, active, waiting[start : start + PORTION])
        with self._turns.write() as turn:
            store.count_nudge(turn.session, nudge.round, nudge.number)


def _cadence(words: str) -> tuple[Cadence, str]:
    """Split "quarterly bethel" into cadence and rest. The default cadence is monthly."""
    first, _, rest = words.partition(" ")
    if first.casefold() in set(Cadence):
        return Cadence(first.casefold()), rest.strip()
    return Cadence.MONTHLY, words


def _answer_for(turn: Turn, command: Command, words: str) -> MessageContent:
    person, rest = addressees.person_first(turn, words)
    return reporting.answer_for(turn, _plan(turn, rest, command.channel), person, command.key)


def _plan(turn: Turn, name: str, channel: str) -> PlanSummary:
    """Find the plan. For an unknown plan that resembles a verb of /plan checkin, suggest the verb."""
    try:
        return which_plan.find(turn, name, channel)
    except CannotDoError as error:
        close = get_close_matches(name.partition(" ")[0].casefold(), VERBS, n=1)
        if error.part != "unknown_plan" or error.values.get("suggestion") or not close:
            raise
        raise CannotDoError("help", "unknown", word=f"checkin {name}", suggestion=f"checkin {close[0]}") from error
