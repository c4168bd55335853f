"""The message of a question: its answers so far, and the leader's buttons."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot import blocks, limits
from bot.blocks import Block, MessageContent
from bot.identifiers import ActionId
from bot.messages.root_cause import leader_buttons
from bot.messages.root_cause.buttons import (
    NOUN,
    RootCauseForm,
    about_reply,
    opener,
    pointer,
    reopen,
)
from bot.messages.root_cause.leader_buttons import practice_name
from bot.messages.threads.pointers import DialogPointer
from bot.messages.threads.steering import LedQuestion
from bot.pictures.tree_words import marks
from conversations.root_cause.record import Candidate, candidates, record
from conversations.root_cause.rules import cover
from conversations.root_cause.state import ASKS_FOR_CAUSES, ASKS_FOR_EVIDENCE, RootCauseState, RootCauseStep
from conversations.root_cause.tree import Tree, TreePosition
from conversations.root_cause.walking import OF_ONE_ROOT
from conversations.threads.replies import Reply, Voice
from conversations.threads.state import AT_END, DialogPhase, Visit
from prompts import Safe, plain, say
from storage.dialogs.root_cause import RootCauseDialog

REPLIES_SHOWN = 12
"""Replies in a message. Each takes three of Slack's 50 blocks at most."""
MOST_COUNTED = REPLIES_SHOWN + 100
"""Waiting replies are counted up to this number, so that long threads cost no more."""
HELPED = frozenset(
    {
        RootCauseStep.WHY,
        RootCauseStep.EVIDENCE,
        RootCauseStep.WHOSE,
        RootCauseStep.DEEPER,
        RootCauseStep.CONFIRM,
        RootCauseStep.STRATEGY,
        RootCauseStep.WORK,
    }
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the message and its buttons."""

    text: str
    buttons: tuple[Block, ...] = ()


def cause_line(place: TreePosition, marks: str) -> Safe:
    return say(NOUN, "cause_line", cause=place.cause, marks=marks)


def passed(dialog: RootCauseDialog, asking: int) -> MessageContent:
    """A past question: its result instead of its buttons."""
    state = dialog.state
    visit = state.askings[asking].visit
    question, *_help = _words(state, visit)
    came = _came_of_it(state, visit, pointer(dialog, asking))
    text = "\n".join([question, *(line.text for line in came)])
    buttons = [button for line in came for button in line.buttons]
    row = [blocks.actions(f"root_cause:{pointer(dialog, asking)}:passed", buttons)] if buttons else []
    return MessageContent(text=text, blocks=[*blocks.sections(text), *row])


def asked(dialog: RootCauseDialog, replies: Sequence[Reply]) -> MessageContent:
    """The present question with its replies."""
    state = dialog.state
    visit, target = state.visit, pointer(dialog)
    words = _words(state, visit)
    lines = _lines(state, visit, target, replies)
    text = "\n".join([*words, *(line.text for line in lines)])
    if state.phase is not DialogPhase.OPEN:
        return MessageContent(text=text, blocks=blocks.sections(text))
    content = [blocks.section(words[0]), *map(blocks.context, words[1:])]
    for number, line in enumerate(lines):
        content += blocks.sections(line.text)
        if line.buttons:
            content.append(blocks.actions(f"root_cause:{target}:line:{number}", line.buttons))
    if answers := leader_buttons.answers(state, visit, target):
        content.append(blocks.actions(f"root_cause:{target}:answers", answers))
    content.append(leader_buttons.steering(state, target).row(f"root_cause:{target}:on"))
    return MessageContent(text=text, blocks=content)


def led_question(dialog: RootCauseDialog) -> LedQuestion:
    """The current question as its leader's Home tab shows it."""
    state = dialog.state
    return LedQuestion(_words(state, state.visit)[0], leader_buttons.steering(state, pointer(dialog)))


# ---------------------------------------------------------------- the words


def _words(state: RootCauseState, visit: Visit) -> list[Safe]:
    """The question and its help text."""
    if visit == AT_END:
        finished = record(state)
        counts = {"roots": len(state.tree.roots()), "without_work": len(finished.without_work())}
        return [say(NOUN, "wrap_up", open_ends=len(finished.open_ends), **counts)]
    words = state.tree.words(visit.item)
    sentences = [say(NOUN, f"ask_{visit.step}", words=words, leader=state.leader, count=len(visit.item.split("+")))]
    if visit.step in HELPED:
        sentences.append(say(NOUN, f"ask_{visit.step}_help"))
    if visit.step == RootCauseStep.BENEATH and (hides := cover(words)):
        sentences.append(say(NOUN, f"ask_beneath_{hides}"))
    return sentences


def _lines(state: RootCauseState, visit: Visit, target: DialogPointer, replies: Sequence[Reply]) -> list[Shown]:
    recorded = _recorded(state.tree, visit)
    if visit.step in ASKS_FOR_CAUSES:
        return [*recorded, *_candidates(state, visit, target, replies)]
    if visit.step in ASKS_FOR_EVIDENCE:
        return [*recorded, *_possible_evidence(state.tree, visit.item, target, replies)]
    if visit.step in (RootCauseStep.VOTE, RootCauseStep.RANK):
        roots = (state.tree.cause(key) for key in visit.item.split("+"))
        return [*(Shown(say(NOUN, "root_line", cause=cause)) for cause in roots if cause), *_answered(state, visit)]
    return _asked_in_private(state, visit) if visit.step == RootCauseStep.ELEPHANT else []


def _came_of_it(state: RootCauseState, visit: Visit, target: DialogPointer) -> list[Shown]:
    """The results of a past question, with buttons that reopen decisions about a root."""
    lines = _recorded(state.tree, visit)
    if answer := _decision(state, visit):
        buttons = (reopen(target, RootCauseStep.PRACTICE, visit.item),) if visit.step == RootCauseStep.PRACTICE else ()
        lines.append(Shown(say(NOUN, "decided", answer=answer), buttons))
    declined = state.not_acted_on(visit.item) if visit.step in OF_ONE_ROOT else None
    if declined:
        words = say(NOUN, "not_acted_on", declined=declined)
        lines.append(Shown(words, (reopen(target, RootCauseStep.WORK, visit.item),)))
    return lines


def _decision(state: RootCauseState, visit: Visit) -> str:
    """The label of the button or option that answered the question."""
    if visit.step == RootCauseStep.PRACTICE:
        code = state.choice(visit)
        return practice_name(code) if code else ""
    cause = state.tree.cause(visit.item)
    label: str | None = None
    if cause and visit.step == RootCauseStep.NATURE:
        label = cause.nature
    elif cause and visit.step == RootCauseStep.REACH:
        label = cause.reach
    elif cause and visit.step == RootCauseStep.DEEPER:
        label = "root" if cause.root else "deeper" if cause.deeper else None
    return plain(NOUN, f"button_{label}") if label else ""


def _asked_in_private(state: RootCauseState, visit: Visit) -> list[Shown]:
    asked_round = state.round_of(visit)
    if asked_round is None or asked_round.closed:
        return []
    return [Shown(say(NOUN, "asked_in_private", asked=len(asked_round.asked)))]


def _answered(state: RootCauseState, visit: Visit) -> list[Shown]:
    """The count of answers in an open private round, which the leader closes with Next."""
    asked_round = state.round_of(visit)
    if asked_round is None or asked_round.closed:
        return []
    count = len(asked_round.ballots) + len(asked_round.orders)
    return [Shown(say(NOUN, "answered_so_far", answered=count, asked=len(asked_round.asked)))]


def _recorded(tree: Tree, visit: Visit) -> list[Shown]:
    """The causes or evidence that the team has accepted for this question."""
    if visit.step in ASKS_FOR_CAUSES:
        return _accepted(tree, visit.item)
    return _evidence(tree, visit.item) if visit.step in ASKS_FOR_EVIDENCE else []


def _accepted(tree: Tree, under: str) -> list[Shown]:
    """The causes directly under this one, each with its marks."""
    places = [place for place in tree.places() if place.above == tree.now(under)]
    return [Shown(cause_line(place, marks(tree, place))) for place in places]


def _candidates(state: RootCauseState, visit: Visit, target: DialogPointer, replies: Sequence[Reply]) -> list[Shown]:
    waiting = [candidate for candidate in candidates(state, replies) if candidate.under == state.tree.now(visit.item)]
    lines = [
        Shown(
            say(NOUN, "candidate_line", person=candidate.person, text=candidate.text, for_room=candidate.for_room),
            _for_candidate(state.tree, candidate, target),
        )
        for candidate in waiting[:REPLIES_SHOWN]
    ]
    if len(waiting) >= MOST_COUNTED:
        lines.append(Shown(say(NOUN, "many_more_replies", count=len(waiting) - REPLIES_SHOWN)))
    elif len(waiting) > REPLIES_SHOWN:
        lines.append(Shown(say(NOUN, "more_replies", count=len(waiting) - REPLIES_SHOWN)))
    return [*lines, *([_all_at_once(waiting, target)] if len(waiting) > 1 else [])]


def _all_at_once(waiting: Sequence[Candidate], target: DialogPointer) -> Shown:
    """The buttons carry the newest reply, so that one that comes later is never accepted unread."""
    newest = waiting[-1].ts
    accept = about_reply("accept_all", ActionId.WHYS_ACCEPT_ALL, target, newest)
    return Shown(say(NOUN, "all_replies"), (accept, opener(RootCauseForm.ACCEPT_ALL_BUT, target, newest)))


def _for_candidate(tree: Tree, candidate: Candidate, target: DialogPointer) -> tuple[Block, ...]:
    accept = about_reply("accept", ActionId.WHYS_ACCEPT, target, candidate.ts)
    twin = tree.cause(candidate.twin) if candidate.twin else None
    if twin:
        accept["text"] = blocks.plain(plain(NOUN, "button_link", number=twin.number), limits.BUTTON)
    edited = opener(RootCauseForm.ACCEPT, target, candidate.ts)
    return accept, edited, about_reply("set_aside", ActionId.WHYS_LET_GO, target, candidate.ts)


def _evidence(tree: Tree, key: str) -> list[Shown]:
    cause = tree.cause(key)
    return [Shown(say(NOUN, "kept_evidence", shown=content)) for content in cause.evidence] if cause else []


def _possible_evidence(tree: Tree, key: str, target: DialogPointer, replies: Sequence[Reply]) -> list[Shown]:
    cause = tree.cause(key)
    used = {piece.ts for piece in cause.evidence} if cause else set()
    open_ones = [each for each in replies if each.voice.is_in_thread and not each.deleted and each.ts not in used]
    return [
        Shown(
            say(
                NOUN,
                "candidate_line",
                person=reply.person,
                text=" ".join([reply.text, *reply.evidence]),
                for_room=reply.voice is Voice.ROOM,
            ),
            (about_reply("keep_evidence", ActionId.WHYS_KEEP, target, reply.ts),),
        )
        for reply in open_ones[-REPLIES_SHOWN:]
    ]
