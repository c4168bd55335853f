"""/plan checkin and /plan report, and the tick that opens rounds, nudges and closes them."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from functools import partial

from bot import addressees, which_plan
from bot.check_ins import nudges, opening, previews, refreshing, reporting, rounds, schedule
from bot.check_ins.nudges import Nudge
from bot.check_ins.opening import RoundAudience
from bot.check_ins.portions import PORTION
from bot.check_ins.schedule import ActivePlans, DueRound
from bot.desk import Desk
from bot.home import homes
from bot.isolation import isolated
from bot.messages import calendar as calendar_messages
from bot.messages import notices
from bot.messages.check_ins import rounds as sentences
from bot.messages.check_ins.pointers import RoundPointer
from bot.permissions.guards import EVERY_MEMBER, AccessRule, Whose
from bot.permissions.plan_rules import PlanName, in_plan, permitted
from bot.permissions.roles import Permission
from bot.routing.guarded import writes
from bot.routing.route import Route, button, form
from bot.slack import ack
from bot.slack.ack import Ack
from bot.slack.blocks import MessageContent, OpenForm
from bot.slack.button_values import NoValue, StaleValueError
from bot.slack.identifiers import ActionId, ViewId
from bot.slack.payloads import Click, Command, Submission
from bot.turns import CannotDoError, Turn, Turns
from plans.cadences import Cadence
from storage.models import PersonRow
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


# ---------------------------------------------------------------- by command


@dataclass(frozen=True, slots=True)
class RoundName(PlanName):
    """Which round is meant: "quarterly bethel" is that of a cadence, monthly by default, in a plan."""

    cadence: Cadence

    @classmethod
    def typed(cls, command: Command, words: str) -> "RoundName":
        first, _, rest = words.partition(" ")
        if first.casefold() in set(Cadence):
            return cls(rest.strip(), command.channel, Cadence(first.casefold()))
        return cls(words, command.channel, Cadence.MONTHLY)


def of_plan(permission: Permission) -> AccessRule[PlanName, PlanSummary]:
    """The plan whose check-in is meant."""
    return AccessRule(permission, lambda turn, typed: permitted(turn, permission, _plan(turn, typed)))


def _plan(turn: Turn, typed: PlanName) -> PlanSummary:
    """Find the plan. For an unknown plan that resembles a verb of /plan checkin, suggest the verb."""
    try:
        return which_plan.find(turn, typed.name, typed.channel)
    except CannotDoError as error:
        close = get_close_matches(typed.name.partition(" ")[0].casefold(), VERBS, n=1)
        if error.part != "unknown_plan" or error.values.get("suggestion") or not close:
            raise
        raise CannotDoError(
            "help", "unknown", word=f"checkin {typed.name}", suggestion=f"checkin {close[0]}"
        ) from error


OWN_CHECK_IN: AccessRule[PlanName, PlanSummary] = AccessRule(Whose.EVERY_MEMBER, _plan)


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who was asked, and the plan."""

    person: PersonRow
    plan: PlanSummary


def _answerable_for(turn: Turn, typed: PlanName) -> Asked:
    person, rest = addressees.person_first(turn, typed.name)
    plan = _plan(turn, replace(typed, name=rest))
    return Asked(person, permitted(turn, Permission.ANSWER_FOR, plan))


ANSWERABLE_FOR: AccessRule[PlanName, Asked] = AccessRule(Permission.ANSWER_FOR, _answerable_for)


def show(turn: Turn, command: Command, _name: PlanName, plan: PlanSummary) -> MessageContent:
    return rounds.show(turn, plan, private=command.channel.startswith(DM))


def show_calendar(turn: Turn, _command: Command, _name: PlanName, plan: PlanSummary) -> MessageContent:
    return calendar_messages.preview(plan, previews.preview(turn, plan))


def open_by_hand(desk: Desk, command: Command, name: RoundName, plan: PlanSummary) -> MessageContent:
    """A second "open" in a period changes nothing. The audience is read before, so that no answer waits for it."""
    with desk.turns.read(command.who) as turn:
        asking = opening.by_hand(turn, plan, name.cadence)
    if asking is None:
        return sentences.not_by_hand(plan, name.cadence)
    with desk.turns.write(command.who, command.key) as turn:
        return opening.open_round(turn, asking)


def close_form(turn: Turn, _command: Command, name: RoundName, plan: PlanSummary) -> MessageContent | OpenForm:
    return rounds.close_form(turn, plan, name.cadence)


def close_by_hand(turn: Turn, _form: Submission, pointer: RoundPointer, plan: PlanSummary) -> Ack:
    return ack.update(notices.form(rounds.close_now(turn, plan, pointer.round_id)))


def _closable(turn: Turn, pointer: RoundPointer) -> PlanSummary:
    plan = IN_PLAN.admit(turn, pointer)
    if not store.is_of_plan(turn.session, pointer.round_id, plan.id):
        raise StaleValueError
    return plan


IN_PLAN = in_plan(Permission.RUN_CHECK_INS)
CLOSABLE_ROUND: AccessRule[RoundPointer, PlanSummary] = AccessRule(IN_PLAN.guard, _closable)
"""The plan of the round that the form for closing it names."""


def answer_for(turn: Turn, command: Command, _name: PlanName, asked: Asked) -> MessageContent:
    return reporting.answer_for(turn, asked.plan, asked.person, command.key)


def report(turn: Turn, command: Command, _name: PlanName, plan: PlanSummary) -> MessageContent:
    """Send the check-in to this person now, before their send time or once more."""
    return reporting.report_now(turn, plan, command.key)


def report_from_home(turn: Turn, click: Click, _value: object, _subject: None) -> None:
    """Do the same for all their plans, from the button on the Home tab."""
    reporting.report_all(turn, click.key)
    homes.refresh(turn, turn.by)


ROUTES: tuple[Route, ...] = (
    button(ActionId.REPORT_NOW, NoValue.of, writes(EVERY_MEMBER, report_from_home)),
    form(ViewId.CLOSE_ROUND, RoundPointer.of, writes(CLOSABLE_ROUND, close_by_hand)),
)
