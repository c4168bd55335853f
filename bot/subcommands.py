"""The subcommands of /plan, one line each. To add one: a row here, its words in prompts/messages/help.j2."""

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from types import MappingProxyType

from bot.blocks import MessageContent, OpenForm
from bot.desk import Desk
from bot.messages import help as messages
from bot.payloads import Command

Answer = Callable[[Desk, Command, str], MessageContent | OpenForm]
"""From what a person typed after the subcommand to what only they see in reply."""

SUBCOMMANDS: Mapping[str, Answer] = MappingProxyType(
    {
        "status": lambda desk, command, words: desk.statuses.show(command, words),
        "checkin": lambda desk, command, words: desk.rounds.command(command, words),
        "report": lambda desk, command, words: desk.rounds.report(command, words),
        "minutes": lambda desk, command, words: desk.minutes.open(command, words),
        "assign": lambda desk, command, words: desk.assigning.command(command, words),
        "item": lambda desk, command, words: desk.items.show(command, words),
        "reminders": lambda desk, command, _words: OpenForm(desk.reminding.form(command.who)),
        "coach": lambda desk, command, words: desk.coaching.command(command, words),
        "whys": lambda desk, command, words: desk.root_cause.command(command, words),
        "trace": lambda desk, command, words: desk.root_cause.trace(command, words),
        "away": lambda desk, command, words: desk.away.away(command, words),
        "hours": lambda desk, command, words: desk.away.hours(command, words),
        "participation": lambda desk, command, words: desk.participation.show(command, words),
        "people": lambda desk, command, words: desk.directory.command(command, words),
        "help": lambda _desk, _command, _words: messages.overview(SUBCOMMANDS),
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
    """What /plan says to whoever typed it; without a word it explains itself."""
    word, _, words = command.text.strip().partition(" ")
    name = ALSO.get(word.casefold(), word.casefold()) or "help"
    if name in SUBCOMMANDS:
        return SUBCOMMANDS[name](desk, command, words.strip())
    close = get_close_matches(name, SUBCOMMANDS, n=1, cutoff=0.5)
    return messages.unknown(word, close[0] if close else "")
