"""The message of a question: its answers so far, and the leader's buttons."""

from collections.abc import Sequence

from bot.messages.root_cause.buttons import NOUN, pointer
from bot.messages.root_cause.steering import REPLIES_SHOWN, practice_name, steering
from bot.messages.threads.steering import LedQuestion
from bot.pictures.tree_words import marks
from bot.slack import blocks, limits
from bot.slack.blocks import MessageContent
from conversations.root_cause.record import Candidate, record
from conversations.root_cause.rules import cover
from conversations.root_cause.state import ASKS_FOR_CAUSES, ASKS_FOR_EVIDENCE, RootCauseState, RootCauseStep
from conversations.root_cause.tree import Tree, TreePosition
from conversations.root_cause.walking import OF_ONE_ROOT
from conversations.threads.state import AT_END, DialogPhase, Visit
from prompts import Safe, plain, say
from storage.dialogs.root_cause import RootCauseDialog

MOST_COUNTED = REPLIES_SHOWN + 100
"""Waiting replies are counted up to this number, so that long threads cost no more."""
QUESTION_LENGTH = 1_500
REPLY_LENGTH = 350
"""Characters of a waiting reply, so that the controls always fit Slack's message. The thread has the replies whole."""
RECORDED_AT_HOME = 500
"""Characters of what was accepted already, on the leader's Home tab."""
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


def cause_line(place: TreePosition, marks: str) -> Safe:
    return say(NOUN, "cause_line", cause=place.cause, marks=marks)


def passed(dialog: RootCauseDialog, asking: int) -> MessageContent:
    """A past question with what came of it, without buttons."""
    state = dialog.state
    visit = state.askings[asking].visit
    question, *_help = _words(state, visit)
    text = "\n".join([question, *_came_of_it(state, visit)])
    return MessageContent(text=text, blocks=blocks.sections(text))


def asked(dialog: RootCauseDialog, waiting: Sequence[Candidate]) -> MessageContent:
    """The present question with what was accepted, the replies that wait, and one row of controls."""
    state = dialog.state
    words, recorded, replies = _words(state, state.visit), _lines(state, state.visit), _waiting(state, waiting)
    text = "\n".join([*words, *recorded, *replies])
    if state.phase is not DialogPhase.OPEN:
        return MessageContent(text=text, blocks=blocks.sections(text))
    content = [blocks.section(limits.clamp(words[0], QUESTION_LENGTH)), *map(blocks.context, words[1:])]
    room = limits.SECTION if replies else 3 * limits.SECTION
    for lines, most in ((recorded, room), (replies, 2 * limits.SECTION)):
        content += blocks.sections(limits.clamp("\n".join(lines), most)) if lines else []
    content.append(steering(dialog, waiting).row(f"root_cause:{pointer(dialog)}:on"))
    return MessageContent(text=text, blocks=content)


def led_question(dialog: RootCauseDialog, waiting: Sequence[Candidate]) -> LedQuestion:
    """The current question as its leader's Home tab shows it, with less of what was accepted."""
    state = dialog.state
    recorded = limits.clamp("\n".join(_lines(state, state.visit)), RECORDED_AT_HOME)
    lines = [_words(state, state.visit)[0], *filter(None, [recorded]), *_waiting(state, waiting)]
    return LedQuestion("\n".join(lines), steering(dialog, waiting))


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


def _lines(state: RootCauseState, visit: Visit) -> list[Safe]:
    if visit.step in (RootCauseStep.VOTE, RootCauseStep.RANK):
        roots = (state.tree.cause(key) for key in visit.item.split("+"))
        return [*(say(NOUN, "root_line", cause=cause) for cause in roots if cause), *_answered(state, visit)]
    if visit.step == RootCauseStep.ELEPHANT:
        return _asked_in_private(state, visit)
    return _recorded(state.tree, visit)


def _came_of_it(state: RootCauseState, visit: Visit) -> list[Safe]:
    lines = _recorded(state.tree, visit)
    if answer := _decision(state, visit):
        lines.append(say(NOUN, "decided", answer=answer))
    if declined := state.not_acted_on(visit.item) if visit.step in OF_ONE_ROOT else None:
        lines.append(say(NOUN, "not_acted_on", declined=declined))
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


def _asked_in_private(state: RootCauseState, visit: Visit) -> list[Safe]:
    asked_round = state.round_of(visit)
    if asked_round is None or asked_round.closed:
        return []
    return [say(NOUN, "asked_in_private", asked=len(asked_round.asked))]


def _answered(state: RootCauseState, visit: Visit) -> list[Safe]:
    """The count of answers in an open private round, which the leader closes with Next."""
    asked_round = state.round_of(visit)
    if asked_round is None or asked_round.closed:
        return []
    count = len(asked_round.ballots) + len(asked_round.orders)
    return [say(NOUN, "answered_so_far", answered=count, asked=len(asked_round.asked))]


def _recorded(tree: Tree, visit: Visit) -> list[Safe]:
    """The causes or evidence that the team has accepted for this question."""
    if visit.step in ASKS_FOR_CAUSES:
        return _accepted(tree, visit.item)
    return _evidence(tree, visit.item) if visit.step in ASKS_FOR_EVIDENCE else []


def _accepted(tree: Tree, under: str) -> list[Safe]:
    """The causes directly under this one, each with its marks."""
    places = [place for place in tree.places() if place.above == tree.now(under)]
    return [cause_line(place, marks(tree, place)) for place in places]


def _evidence(tree: Tree, key: str) -> list[Safe]:
    cause = tree.cause(key)
    return [say(NOUN, "kept_evidence", shown=content) for content in cause.evidence] if cause else []


def _waiting(state: RootCauseState, waiting: Sequence[Candidate]) -> list[Safe]:
    if not waiting:
        return []
    lines = [say(NOUN, "waiting_replies"), *(_candidate(state.tree, each) for each in waiting[:REPLIES_SHOWN])]
    if len(waiting) >= MOST_COUNTED:
        lines.append(say(NOUN, "many_more_replies", count=len(waiting) - REPLIES_SHOWN))
    elif len(waiting) > REPLIES_SHOWN:
        lines.append(say(NOUN, "more_replies", count=len(waiting) - REPLIES_SHOWN))
    return lines


def _candidate(tree: Tree, candidate: Candidate) -> Safe:
    twin = tree.cause(candidate.twin) if candidate.twin else None
    facts = {"person": candidate.person, "text": candidate.text, "for_room": candidate.for_room, "twin": twin}
    return Safe(limits.clamp(say(NOUN, "candidate_line", **facts), REPLY_LENGTH))
