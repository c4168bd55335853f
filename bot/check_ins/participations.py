"""/plan participation: each team's participation, shown to leaders in their own messages only."""

from bot import roles, which_plan
from bot.blocks import MessageContent
from bot.messages.check_ins import participation as messages
from bot.payloads import Command
from bot.roles import Permission
from bot.turns import Turns
from plans.participation import by_team
from storage.rounds import participations


class ParticipationDesk:
    def __init__(self, turns: Turns) -> None:
        self._turns = turns

    def show(self, command: Command, words: str) -> MessageContent:
        with self._turns.read(command.who) as turn:
            plan = which_plan.find(turn, words, command.channel)
            roles.require(turn.session, turn.by, Permission.SEE_PARTICIPATION, plan)
            return messages.table(plan, by_team(participations.parts(turn.session, plan.id)))
