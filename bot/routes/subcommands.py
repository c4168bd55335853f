"""The subcommands of /plan. To add one: a row here, its words in prompts/messages/help.j2."""

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from types import MappingProxyType

from bot import likely, names, searches, statuses, waiting
from bot.action_items import assigning, owned, reminding, support_list
from bot.action_items import desk as items
from bot.action_items.assigning import TypedItem
from bot.action_items.desk import ITEM_NAMED, ItemName
from bot.action_items.owned import OwnerName
from bot.advice import desk as advice
from bot.agendas import coverage
from bot.agendas import desk as agendas
from bot.audit import desk as audit
from bot.check_ins import participations, round_desk
from bot.check_ins.round_desk import ANSWERABLE_FOR, OWN_CHECK_IN, RoundName, of_plan
from bot.comments import writing as comments
from bot.comments.writing import TypedComment
from bot.desk import Desk
from bot.documents import desk as documents
from bot.documents.communications import desk as communications
from bot.documents.desk import READABLE, DocumentQuestion
from bot.documents.signing import desk as document_signing
from bot.documents.tool_a import details_desk
from bot.initiatives import desk as initiatives
from bot.initiatives.rules import INVENTORY_NAMED, InitiativesQuestion
from bot.kinds import KINDS
from bot.messages import help as messages
from bot.milestones import pages as milestone_pages
from bot.milestones.pages import NAMED_MILESTONE, MilestoneCode
from bot.minutes import desk as minutes
from bot.minutes.rules import NAMED, MinutesName
from bot.modifications import aligning, coding
from bot.modifications import desk as modifications
from bot.network import desk as network
from bot.network import digests, own_practices
from bot.network.digests import DIGEST_SETTABLE, DigestChoice
from bot.network.rules import NETWORK_NAMED, NetworkQuestion
from bot.people import away, directory, revoking, sharing
from bot.people.revoking import GRANTABLE, REVOCABLE, TypedRole
from bot.permissions.guards import ANYONE, EVERY_MEMBER
from bot.permissions.plan_rules import PlanName, in_plan_named, in_some_plan
from bot.permissions.roles import Permission, held_anywhere
from bot.rollovers import desk as rollovers
from bot.rollovers.rules import ROLLOVER_NAMED
from bot.root_cause import tracing
from bot.root_cause.tracing import TracedCode
from bot.routing.guarded import opens_turns, reads, writes
from bot.routing.subcommand import Answer, Subcommand
from bot.searches import READABLE_PLANS, SearchedWords
from bot.setup import starting
from bot.setup.rules import MAY_SET_UP, may_import
from bot.slack.blocks import MessageContent
from bot.slack.payloads import Command
from bot.statuses import VISIBLE_PLANS, StatusQuestion
from bot.students import allowing
from bot.threads.rules import VISIBLE
from bot.turns import Turn
from conversations.phrases import Courtesy, understand


def typed(_command: Command, words: str) -> str:
    return words


SUBCOMMANDS: Mapping[str, Subcommand] = MappingProxyType(
    {
        "status": Subcommand(StatusQuestion.typed, opens_turns(VISIBLE_PLANS, statuses.show)),
        "network": Subcommand(NetworkQuestion.typed, opens_turns(NETWORK_NAMED, network.show)),
        "initiatives": Subcommand(InitiativesQuestion.typed, reads(INVENTORY_NAMED, initiatives.show)),
        "network digest": Subcommand(NetworkQuestion.typed, opens_turns(NETWORK_NAMED, digests.show)),
        "network digest on": Subcommand(DigestChoice.typed, writes(DIGEST_SETTABLE, digests.turn_on)),
        "network digest off": Subcommand(DigestChoice.typed, writes(DIGEST_SETTABLE, digests.turn_off)),
        "mine": Subcommand(typed, reads(EVERY_MEMBER, waiting.show)),
        "checkin": Subcommand(PlanName.typed, reads(of_plan(Permission.SEE_STATUS), round_desk.show)),
        "checkin open": Subcommand(
            RoundName.typed, opens_turns(of_plan(Permission.RUN_CHECK_INS), round_desk.open_by_hand)
        ),
        "checkin close": Subcommand(RoundName.typed, reads(of_plan(Permission.RUN_CHECK_INS), round_desk.close_form)),
        "checkin calendar": Subcommand(PlanName.typed, reads(of_plan(Permission.SEE_STATUS), round_desk.show_calendar)),
        "checkin for": Subcommand(PlanName.typed, writes(ANSWERABLE_FOR, round_desk.answer_for)),
        "report": Subcommand(PlanName.typed, writes(OWN_CHECK_IN, round_desk.report)),
        "minutes": Subcommand(MinutesName.typed, writes(NAMED, minutes.show)),
        "minutes list": Subcommand(PlanName.typed, reads(in_plan_named(Permission.WRITE_MINUTES), minutes.list_months)),
        "documents": Subcommand(DocumentQuestion.typed, writes(READABLE, documents.show)),
        "communications": Subcommand(PlanName.typed, reads(in_plan_named(Permission.SEE_STATUS), communications.show)),
        "documents list": Subcommand(
            PlanName.typed, reads(in_plan_named(Permission.SEE_STATUS), document_signing.show_list)
        ),
        "agenda": Subcommand(PlanName.typed, writes(in_plan_named(Permission.SEE_STATUS), agendas.show)),
        "coverage": Subcommand(PlanName.typed, opens_turns(in_plan_named(Permission.SEE_STATUS), coverage.show)),
        "change": modifications.CHANGE,
        "change details": details_desk.CARD,
        "value": modifications.VALUE,
        "code": coding.CODE,
        "code add": own_practices.ADD,
        "code rename": own_practices.RENAME,
        "align": aligning.ALIGN,
        "who": advice.WHO,
        "who mine": advice.WHO_MINE,
        "assign": Subcommand(TypedItem.typed, reads(in_some_plan(Permission.ASSIGN_ITEMS), assigning.command_form)),
        "item": Subcommand(ItemName.typed, reads(ITEM_NAMED, items.show)),
        "milestone": Subcommand(MilestoneCode.typed, reads(NAMED_MILESTONE, milestone_pages.show)),
        "owner": Subcommand(OwnerName.typed, reads(owned.VISIBLE_PLANS, owned.show)),
        "find": Subcommand(SearchedWords.typed, reads(READABLE_PLANS, searches.show)),
        "supports": Subcommand(PlanName.typed, reads(support_list.VISIBLE_PLANS, support_list.show)),
        "reminders": Subcommand(typed, reads(EVERY_MEMBER, reminding.command_form)),
        **{name: subcommand for kind in KINDS for name, subcommand in kind.subcommands.items()},
        "trace": Subcommand(TracedCode.typed, reads(VISIBLE, tracing.trace_code)),
        "comment": Subcommand(TypedComment.typed, writes(comments.COMMENTABLE, comments.add_typed)),
        "away": Subcommand(typed, writes(EVERY_MEMBER, away.set_absence)),
        "hours": Subcommand(typed, writes(EVERY_MEMBER, away.set_hours)),
        "participation": Subcommand(
            PlanName.typed, reads(in_plan_named(Permission.SEE_PARTICIPATION), participations.show)
        ),
        "people": Subcommand(PlanName.typed, reads(in_plan_named(Permission.ASSIGN_ROLES), directory.show_leads)),
        "people grant": Subcommand(TypedRole.to_grant, writes(GRANTABLE, revoking.grant_by_command)),
        "people revoke": Subcommand(TypedRole.to_revoke, writes(REVOCABLE, revoking.revoke_by_command)),
        "people history": Subcommand(
            PlanName.typed, reads(in_plan_named(Permission.ASSIGN_ROLES), directory.show_history)
        ),
        "names": Subcommand(typed, reads(allowing.ALLOWABLE, allowing.show)),
        "names allow": Subcommand(allowing.name_typed, writes(allowing.ALLOWABLE, allowing.allow)),
        "names remove": Subcommand(allowing.name_typed, writes(allowing.ALLOWABLE, allowing.remove)),
        "audit": audit.SHOW,
        "next": Subcommand(rollovers.typed, reads(ROLLOVER_NAMED, rollovers.show)),
        "share": sharing.SHARE,
        "setup": Subcommand(PlanName.typed, reads(MAY_SET_UP, starting.show)),
        "help": Subcommand(typed, reads(ANYONE, lambda turn, _command, words, _subject: show_help(turn, words))),
    }
)


ALSO: Mapping[str, str] = MappingProxyType(
    {
        "coaching": "coach",
        "why": "whys",
        "rootcause": "whys",
        "check-in": "checkin",
        "checkins": "checkin",
        "checkin show": "checkin",
        "checkin status": "checkin",
        "minute": "minutes",
        "status network": "network",
        "support": "supports",
        "initiative": "initiatives",
        "search": "find",
        "next-year": "next",
        "rollover": "next",
        "?": "help",
    }
)
"""Other spellings people use."""


SURELY, PERHAPS = 0.7, 0.5
"""How much alike a word and a subcommand are, from 0 to 1. A plan's name that is nearly right comes in between."""


def show_help(turn: Turn, words: str) -> MessageContent:
    """What this person can do: the likeliest commands, or all of them. Whoever can do nothing sees the whole list."""
    guards = {name: subcommand.guard for name, subcommand in SUBCOMMANDS.items() if " " not in name}
    if turn.person is None or turn.person.guest or not turn.person.active:
        return messages.overview(guards)
    roles = held_anywhere(turn.session, turn.person)
    if words.casefold() == messages.EVERYTHING:
        return messages.overview(likely.allowed(guards, roles, may_set_up=may_import(turn)))
    return messages.likeliest(likely.likeliest(roles, may_set_up=may_import(turn)))


NAMED_IN_TEXT = reads(ANYONE, names.in_text)


def answer(desk: Desk, command: Command) -> Answer:
    """The answer to /plan for the person who typed it; without a subcommand, the help."""
    word, _, words = command.text.strip().partition(" ")
    name, words = ALSO.get(word.casefold(), word.casefold()) or "help", words.strip()
    if name not in SUBCOMMANDS:
        return _without_subcommand(desk, command, word, words)
    name, words = _with_further_words(desk, command, name, words)
    subcommand = SUBCOMMANDS[name]
    return subcommand.handler.run_as(f"/plan {name}", desk, command, subcommand.read(command, words))


def _without_subcommand(desk: Desk, command: Command, word: str, words: str) -> Answer:
    """Understood as a message to the bot would be: a phrase, a plan's or a person's name; else a suggestion."""
    meaning = understand(command.text)
    if isinstance(meaning, Courtesy):
        return answer(desk, replace(command, text="help"))
    if meaning is not None and meaning.subcommand in SUBCOMMANDS:
        return answer(desk, replace(command, text=meaning.command))
    named = NAMED_IN_TEXT.run(desk, command, command.text)
    if named.command:
        return answer(desk, replace(command, text=named.command))
    close = _close_to(word, SURELY) or ([f"status {named.plan}"] if named.plan else _close_to(word, PERHAPS))
    rest = words if close and close[0] in SUBCOMMANDS else ""
    return messages.unknown(word, close[0] if close else "", rest)


def _close_to(word: str, cutoff: float) -> list[str]:
    """The subcommand whose name, or another spelling of it, is most like the word, if any is."""
    single = [name for name in (*SUBCOMMANDS, *ALSO) if " " not in name]
    return [ALSO.get(name, name) for name in get_close_matches(word.casefold(), single, n=1, cutoff=cutoff)]


def _with_further_words(desk: Desk, command: Command, name: str, words: str) -> tuple[str, str]:
    """The subcommand that most of the first words name, and the words after it."""
    second, _, rest = words.partition(" ")
    both = ALSO.get(f"{name} {second.casefold()}", f"{name} {second.casefold()}")
    if both in SUBCOMMANDS and SUBCOMMANDS[both].applies(desk, command, rest.strip()):
        return _with_further_words(desk, command, both, rest.strip())
    return name, words
