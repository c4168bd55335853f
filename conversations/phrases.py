"""What people mean by what they type to the bot: whole phrases from one table, and no guesses.

Another language needs a table of its own here. Names of plans and people aren't phrases: the shell looks them up.
"""

import re
from calendar import month_abbr, month_name
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

LONGEST_PHRASE = 80
"""Characters. What is longer is a message to a person, not a command; "assign …" may be of any length."""


class Courtesy(StrEnum):
    GREETING = "greeting"
    THANKS = "thanks"


@dataclass(frozen=True, slots=True)
class Meant:
    """The command that a phrase means: what would be typed after /plan."""

    subcommand: str
    words: str = ""

    @property
    def command(self) -> str:
        return f"{self.subcommand} {self.words}".strip()

    def in_plan(self, name: str) -> str:
        """The same command for one plan."""
        return f"{self.subcommand} {name} {self.words}".strip()


GREETINGS = frozenset(
    {"hi", "hello", "hey", "hi there", "hello there", "hey there", "howdy", "good morning", "morning"}
    | {"good afternoon", "good evening", "hola", "hi throughline", "hello throughline", "hey throughline"}
)
THANKS = frozenset({"thanks", "thank you", "thank you so much", "thanks a lot", "thx", "ty", "great, thanks"})
PHRASES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "mine": frozenset(
            {"mine", "my items", "my action items", "my tasks", "my list", "my plate", "what's mine", "what is mine"}
            | {"what's on my plate", "what is on my plate", "to do", "to-do", "todo", "my to-do list", "my to do list"}
            | {"what do i have to do", "what do i need to do", "what should i do", "what am i supposed to do"}
            | {"what do i have to do today", "what do i have to do this week", "what do i have to do this month"}
            | {"what's due", "what is due", "what's next", "what is next", "what do i owe", "what's waiting for me"}
            | {"what is waiting for me", "what are my action items", "what are my items"}
        ),
        "status": frozenset(
            {"status", "the status", "what's the status", "what is the status", "how are we doing"}
            | {"where do we stand", "how is the plan going", "how's the plan going", "how is our plan doing"}
        ),
        "help": frozenset(
            {"help", "help me", "?", "commands", "menu", "what can you do", "what can i do", "how does this work"}
            | {"how do you work", "what is this", "who are you", "what are you"}
        ),
        "change": frozenset({"change", "change the plan", "change our plan", "edit the plan", "update the plan"}),
        "setup": frozenset({"setup", "set up", "set up my plan", "set up a plan", "set up our plan", "get started"}),
        "minutes": frozenset({"minutes", "the minutes", "meeting minutes"}),
    }
)
"""By subcommand."""

_SUBCOMMANDS = {phrase: subcommand for subcommand, phrases in PHRASES.items() for phrase in phrases}
_MONTHS = frozenset(name.lower() for name in (*month_name[1:], *month_abbr[1:], "Sept"))
_YEAR = re.compile(r"20[0-9]{2}")
_AROUND_MONTH = frozenset({"minutes", "for", "of", "from", "the", "in"})
_CHANGE = re.compile(
    r"(?:change |move |reword |edit |(?P<cancel>cancel ))"
    r"(?P<words>[a-z]?[0-9]{1,3}(?:[-.:][0-9]{1,3}){0,3}(?: to [^|]{1,40})?)"
)
_FINDS = frozenset({"find", "search"})
_ADD = frozenset(
    {f"add {kind}" for kind in ("an action item", "a milestone", "a strategy", "a benchmark", "a measure")}
)
_BEFORE_PLAN = frozenset({"of", "for", "at"})


def understand(text: str) -> Meant | Courtesy | None:
    """None for what is in no table: nothing is guessed."""
    written = " ".join(text.split()).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    first, _, rest = written.partition(" ")
    if first.casefold() == "assign":
        return Meant("assign", rest)
    if len(written) > LONGEST_PHRASE:
        return None
    phrase = written.casefold()
    phrase = phrase.rstrip(" .,!?") or phrase
    phrase = phrase.removeprefix("please ").removesuffix(" please").rstrip(",")
    if phrase in GREETINGS:
        return Courtesy.GREETING
    if phrase in THANKS:
        return Courtesy.THANKS
    if phrase in _SUBCOMMANDS:
        return Meant(_SUBCOMMANDS[phrase])
    return _change(phrase) or _month(phrase) or _milestone(phrase) or _status_of(phrase) or _find(phrase)


def _change(phrase: str) -> Meant | None:
    """ "move 1.1.2 to Dec 4". Without the number of a part, people may mean anything else."""
    if phrase in _ADD:
        return Meant("change", phrase)
    match = _CHANGE.fullmatch(phrase)
    return Meant("change", f"{match['cancel'] or ''}{match['words']}") if match else None


def _month(phrase: str) -> Meant | None:
    """A month's name, perhaps with its year, means the minutes of that month."""
    words = [word.strip(".,") for word in phrase.split()]
    named = [word for word in words if word not in _AROUND_MONTH]
    if not named or named[0] not in _MONTHS or not all(_YEAR.fullmatch(word) for word in named[1:]):
        return None
    return Meant("minutes", " ".join(named[:2]))


def _milestone(phrase: str) -> Meant | None:
    """The page of a milestone's team: "milestone 1.1.2", perhaps with the name of its plan."""
    first, _, rest = phrase.partition(" ")
    is_numbered = any(sign.isdigit() for sign in rest.partition(" ")[0])
    return Meant("milestone", rest) if first == "milestone" and is_numbered else None


def _status_of(phrase: str) -> Meant | None:
    """The shell must know the plan: "status update: the texts are late" names none."""
    first, _, rest = phrase.partition(" ")
    preposition, _, after = rest.partition(" ")
    plan = after if preposition in _BEFORE_PLAN else rest
    return Meant("status", plan) if first == "status" and plan else None


def _find(phrase: str) -> Meant | None:
    """What follows "find" or "search" is looked for."""
    first, _, words = phrase.partition(" ")
    return Meant("find", words.removeprefix("for ")) if first in _FINDS and words else None
