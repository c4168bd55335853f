"""The subcommands of /plan. To add one: a row here, its words in prompts/messages/help.j2."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from types import MappingProxyType

from bot.blocks import MessageContent, OpenForm
from bot.desk import Desk
from bot.guards import Guard, Whose
from bot.messages import help as messages
from bot.payloads import Command
from bot.roles import Permission

Answer = Callable[[Desk, Command, str], MessageContent | OpenForm]
"""From what a person typed after the subcommand to what only they see in reply."""


@dataclass(frozen=True, slots=True)
class Subcommand:
    guard: Guard
    answer: Answer
    words: Mapping[str, Guard] = field(default_factory=dict)
    """The words after it that ask for something else."""


SUBCOMMANDS: Mapping[str, Subcommand] = MappingProxyType(
    {
        "status": Subcommand(Permission.SEE_STATUS, lambda desk, command, words: desk.statuses.show(command, words)),
        "checkin": Subcommand(
            Permission.SEE_STATUS,
            lambda desk, command, words: desk.rounds.command(command, words),
            words={
                "open": Permission.RUN_CHECK_INS,
                "close": Permission.RUN_CHECK_INS,
                "calendar": Permission.SEE_STATUS,
                "for": Permission.ANSWER_FOR,
            },
        ),
        "report": Subcommand(Whose.EVERY_MEMBER, lambda desk, command, words: desk.rounds.report(command, words)),
        "minutes": Subcommand(Permission.WRITE_MINUTES, lambda desk, command, words: desk.minutes.open(command, words)),
        "assign": Subcommand(
            Permission.ASSIGN_ITEMS, lambda desk, command, words: desk.assigning.command(command, words)
        ),
        "item": Subcommand(Permission.SEE_STATUS, lambda desk, command, words: desk.items.show(command, words)),
        "reminders": Subcommand(
            Whose.EVERY_MEMBER, lambda desk, command, _words: OpenForm(desk.reminding.form(command.who))
        ),
        "coach": Subcommand(
            Permission.START_COACHING,
            lambda desk, command, words: desk.coaching.command(command, words),
            words={"history": Permission.SEE_STATUS},
        ),
        "whys": Subcommand(
            Permission.START_COACHING,
            lambda desk, command, words: desk.root_cause.command(command, words),
            words={"history": Permission.SEE_STATUS},
        ),
        "trace": Subcommand(Permission.SEE_STATUS, lambda desk, command, words: desk.root_cause.trace(command, words)),
        "away": Subcommand(Whose.EVERY_MEMBER, lambda desk, command, words: desk.away.away(command, words)),
        "hours": Subcommand(Whose.EVERY_MEMBER, lambda desk, command, words: desk.away.hours(command, words)),
        "participation": Subcommand(
            Permission.SEE_PARTICIPATION, lambda desk, command, words: desk.participation.show(command, words)
        ),
        "people": Subcommand(
            Permission.ASSIGN_ROLES,
            lambda desk, command, words: desk.directory.command(command, words),
            words={"revoke": Permission.ASSIGN_ROLES},
        ),
        "help": Subcommand(Whose.EVERY_MEMBER, lambda _desk, _command, _words: messages.overview(SUBCOMMANDS)),
    }
)


ALSO: Mapping[str, str] = MappingProxyType(
    {
        "coaching": "coach",
        "why": "whys",
        "rootcause": "whys",
        "check-in": "checkin",
        "checkins": "checkin",
        "minute": "minutes",
        "?": "help",
    }
)
"""Other spellings people use."""


def answer(desk: Desk, command: Command) -> MessageContent | OpenForm:
    """The answer to /plan for the person who typed it; without a subcommand, the help."""
    word, _, words = command.text.strip().partition(" ")
    name = ALSO.get(word.casefold(), word.casefold()) or "help"
    if name in SUBCOMMANDS:
        return SUBCOMMANDS[name].answer(desk, command, words.strip())
    close = get_close_matches(name, SUBCOMMANDS, n=1, cutoff=0.5)
    return messages.unknown(word, close[0] if close else "")


def guards() -> dict[str, Guard]:
    """What each subcommand asks for, and each word after it that asks for something else."""
    return {
        " ".join(filter(None, (name, word))): guard
        for name, subcommand in SUBCOMMANDS.items()
        for word, guard in {"": subcommand.guard, **subcommand.words}.items()
    }
