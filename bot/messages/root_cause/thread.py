"""The messages of a root cause dialog: its opening, and the notes between questions."""

from collections.abc import Sequence

from bot.messages.root_cause.buttons import NOUN, RootCauseForm, opener, pointer, private
from bot.messages.root_cause.questions import asked, cause_line, led_question, passed
from bot.messages.root_cause.steering import steering
from bot.messages.threads import NOUN as THREADS
from bot.messages.threads import steering as shared
from bot.messages.threads.pointers import DialogPointer
from bot.messages.threads.questions import WaitingQuestion
from bot.pictures.tree_words import marks
from bot.slack import blocks
from bot.slack.blocks import MessageContent
from bot.slack.identifiers import ActionId
from conversations.root_cause.effects import Ranked, Tally
from conversations.root_cause.state import Method, Request, RootCauseState, RootCauseStep
from conversations.root_cause.tree import Tree
from conversations.threads.replies import hides
from conversations.threads.state import DialogPhase, Visit
from prompts import plain, say
from storage.dialogs.private_questions import UnansweredQuestion
from storage.dialogs.root_cause import RootCauseDialog

__all__ = [
    "asked",
    "led_question",
    "lever",
    "opening",
    "passed",
    "paused",
    "private_question",
    "ranking",
    "so_far",
    "source_changed",
    "support_asked",
    "support_background",
    "tally",
    "title",
    "voted",
    "waiting",
    "where",
]


EVIDENCE_SHOWN = 5
"""Pieces of it, to whoever is asked for support with a cause."""


def title(tree: Tree) -> str:
    return plain(NOUN, "picture_title", symptom=tree.symptom.text, is_fishbone=bool(tree.bones))


def so_far(tree: Tree) -> str:
    """The summary above the picture."""
    return say(NOUN, "picture_so_far", is_fishbone=bool(tree.bones), **_counts(tree))


def opening(dialog: RootCauseDialog) -> MessageContent:
    state = dialog.state
    part = "opening" if state.method is Method.WHYS else "opening_fishbone"
    words = say(NOUN, part, leader=state.leader, symptom=state.tree.symptom, bones=len(state.tree.bones))
    target = pointer(dialog)
    buttons = [shared.button("where", ActionId.WHYS_WHERE, target)]
    if state.phase is not DialogPhase.FINISHED:
        buttons += [opener(RootCauseForm.RESTATE, target), opener(RootCauseForm.ARRANGE, target)]
    content = [*blocks.sections(words), blocks.actions(f"root_cause:{dialog.id}:opening", buttons)]
    if state.phase is DialogPhase.FINISHED and dialog.finished_on:
        done = say(THREADS, "opening_done", on=dialog.finished_on)
        return MessageContent(text=f"{words}\n{done}", blocks=[*content, blocks.context(done)])
    return MessageContent(text=words, blocks=content)


def paused(dialog: RootCauseDialog, by: str) -> MessageContent:
    words = say(NOUN, "paused", by=by)
    row = steering(dialog, ()).row(f"root_cause:{pointer(dialog)}:resume")
    return MessageContent(text=words, blocks=[blocks.section(words), row])


def lever(dialog: RootCauseDialog, cause: str, branches: int) -> MessageContent:
    return MessageContent(text=say(NOUN, "lever", cause=dialog.state.tree.cause(cause), branches=branches))


def support_asked(request: Request) -> MessageContent:
    return MessageContent(text=say(NOUN, "support_asked", request=request))


def support_background(tree: Tree, request: Request) -> str:
    """Which cause the support is for, and what shows it. Only the provider reads it: the dialog may be private."""
    cause = tree.cause(request.cause)
    evidence = cause.evidence if cause else ()
    facts = {"evidence": evidence[:EVIDENCE_SHOWN], "more": len(evidence[EVIDENCE_SHOWN:])}
    return plain(NOUN, "support_background", cause=tree.words(request.cause), symptom=tree.symptom.text, **facts)


def tally(counted: Tally, *, over: bool) -> MessageContent:
    """`over`: the dialog has ended, so the vote can't be discussed or repeated."""
    words = say(NOUN, "tally", tally=counted, over=over)
    return MessageContent(text=words, blocks=blocks.sections(words))


def ranking(dialog: RootCauseDialog, ranked: Sequence[Ranked]) -> MessageContent:
    lines = [{"text": dialog.state.tree.words(each.root), "points": each.points} for each in ranked]
    words = say(NOUN, "ranking", ranked=lines)
    return MessageContent(text=words, blocks=blocks.sections(words))


def where(dialog: RootCauseDialog) -> MessageContent:
    state = dialog.state
    causes = state.tree.causes
    words = say(
        NOUN,
        "where_we_are",
        symptom=state.tree.symptom.text,
        **_counts(state.tree),
        parked=len(state.parked) + sum(cause.aside for cause in causes),
    )
    lines = [cause_line(place, marks(state.tree, place)) for place in state.tree.places() if not place.again]
    text = "\n".join([words, *lines])
    return MessageContent(text=text, blocks=blocks.sections(text))


def _counts(tree: Tree) -> dict[str, int]:
    confirmed = sum(cause.confirmed for cause in tree.causes)
    return {"causes": len(tree.causes), "confirmed": confirmed, "roots": len(tree.roots())}


# ---------------------------------------------------------------- to one person


def source_changed(dialog: RootCauseDialog, cause: str, *, deleted: bool) -> MessageContent:
    return MessageContent(text=say(NOUN, "source_changed", cause=dialog.state.tree.cause(cause), deleted=deleted))


def private_question(
    dialog: RootCauseDialog, visit: Visit, question_id: int, *, asked: int, note: str = ""
) -> MessageContent:
    """A private question: its roots, its buttons, and a note on the answers recorded so far."""
    tree, target = dialog.state.tree, pointer(dialog)
    facts = {"symptom": tree.symptom.text, "leader": dialog.state.leader, "asked": asked, "hides": hides(asked)}
    words = say(NOUN, f"private_{visit.step}", **facts)
    roots = [say(NOUN, "root_line", cause=tree.cause(key)) for key in visit.item.split("+") if tree.cause(key)]
    how = [say(THREADS, "private_how", asked=asked, hides=hides(asked))] if visit.step == RootCauseStep.ELEPHANT else []
    text = "\n".join([words, *how, *roots, *([note] if note else [])])
    buttons = private(visit.step, target, question_id)
    content = [*blocks.sections(text), blocks.actions(f"root_cause:private:{question_id}", buttons)]
    return MessageContent(text=text, blocks=content)


def waiting(question: UnansweredQuestion, state: RootCauseState, visit: Visit) -> WaitingQuestion:
    """The question, the roots it is about, and the buttons of its message."""
    roots = [state.tree.words(key) for key in visit.item.split("+") if key]
    return WaitingQuestion(
        id=question.id,
        title=question.title,
        organization=question.organization,
        text=say(NOUN, f"waiting_{visit.step}", roots=roots),
        buttons=private(visit.step, DialogPointer(question.dialog_id, 0), question.id),
        in_words=visit.step == RootCauseStep.ELEPHANT,
    )


def voted(view: str) -> MessageContent:
    """The note under a private question that confirms the answer."""
    return MessageContent(text=say(NOUN, "voted", view=plain(NOUN, f"button_{view}").removesuffix(" …")))
