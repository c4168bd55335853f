"""The forms of root cause dialogs."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.messages.root_cause.buttons import NOUN
from bot.messages.threads import NOUN as THREADS
from bot.messages.threads import forms as shared
from bot.messages.threads.forms import Options
from bot.pictures.tree_words import marks
from bot.slack import blocks, limits
from bot.slack.blocks import Block
from bot.slack.identifiers import FieldId, ViewId
from conversations.root_cause.rules import SymptomDoubt
from conversations.root_cause.state import Method, Pick, RootCauseState
from conversations.root_cause.tree import Cause, Symptom, Tree
from conversations.threads.replies import Reply
from prompts import plain, say

SETS = ("domains", "classroom", "system")
OWN = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class RootCauseStartForm:
    """The choices of the form that starts a dialog."""

    symptom: Symptom
    metadata: str
    plans: Options = ()
    """The plans to choose from, if there are several."""
    method: str = Method.WHYS
    bones: str = SETS[0]
    own_bones: str = ""
    co_leader: str | None = None
    doubts: Sequence[SymptomDoubt] = field(default_factory=tuple)


# ---------------------------------------------------------------- starting


def start(form: RootCauseStartForm) -> Block:
    content = _doubts(form.symptom, form.doubts)
    if form.plans:
        content.append(shared.plan_choice(form.plans))
    content += _symptom(form.symptom)
    methods = [(str(each), plain(NOUN, f"method_{each}")) for each in Method]
    sets = [(each, plain(NOUN, f"bones_{each}_title")) for each in (*SETS, OWN)]
    content += [
        blocks.choice_input(FieldId.METHOD, plain(NOUN, "method_label"), methods, chosen=form.method),
        blocks.choice_input(FieldId.BONES, plain(NOUN, "bones_label"), sets, chosen=form.bones),
        _text(FieldId.OWN_BONES, "own_bones_label", form.own_bones, hint="bones_hint", optional=True, multiline=True),
        shared.co_leader(form.co_leader),
    ]
    if form.doubts:
        content.append(_anyway("as_it_is"))
    return _modal(ViewId.WHYS_START, content, form.metadata, title="form_title", submit=plain(THREADS, "start"))


def started(channel: str) -> Block:
    """The view after the form: where the thread is."""
    words = say(NOUN, "started", channel=say(THREADS, "channel_of", channel=channel) if channel else "")
    return blocks.modal(
        ViewId.NOTICE, plain(NOUN, "form_title"), blocks.sections(words), close=plain("errors", "close")
    )


def restate(symptom: Symptom, metadata: str, doubts: Sequence[SymptomDoubt] = ()) -> Block:
    content = [*_doubts(symptom, doubts), *_symptom(symptom)]
    return _modal(ViewId.WHYS_FORM, [*content, _anyway("as_it_is")] if doubts else content, metadata)


def _doubts(symptom: Symptom, doubts: Sequence[SymptomDoubt]) -> list[Block]:
    if not doubts:
        return []
    return [
        blocks.section(say(NOUN, "doubt_intro", symptom=symptom)),
        *(blocks.section(say(NOUN, f"doubt_{doubt}")) for doubt in doubts),
    ]


def _symptom(symptom: Symptom) -> list[Block]:
    return [
        _text(FieldId.SYMPTOM, "symptom_label", symptom.text, hint="symptom_hint", multiline=True),
        _text(FieldId.NUMBER, "number_label", symptom.number, hint="number_hint", optional=True),
        _text(FieldId.SOURCE, "source_label", symptom.source, hint="source_hint", optional=True),
    ]


# ---------------------------------------------------------------- who leads, and what is kept for later


def arrange(state: RootCauseState, metadata: str) -> Block:
    return _modal(ViewId.WHYS_ARRANGE, shared.leaders(state), metadata)


def finish(not_in_plan: Sequence[str], metadata: str) -> Block:
    """`not_in_plan`: what came up and would be left out of the plan."""
    words = say(NOUN, "finish_text", not_in_plan=not_in_plan)
    return shared.finish(ViewId.WHYS_FORM, plain(NOUN, "finish_title"), words, (), metadata)


def park(metadata: str) -> Block:
    return _modal(ViewId.WHYS_FORM, [shared.point()], metadata)


# ---------------------------------------------------------------- the causes


def causes(tree: Tree, deeds: Options, metadata: str) -> Block:
    """A form to choose a cause and what to do with it."""
    lines = [
        say(NOUN, "cause_line", cause=place.cause, marks=marks(tree, place))
        for place in tree.places()
        if not place.again
    ]
    content = blocks.sections("\n".join(lines))[: limits.VIEW_BLOCKS - 2] if lines else []
    content += [
        blocks.choice_input(FieldId.CAUSE, plain(NOUN, "which_label"), things(tree)),
        blocks.choice_input(FieldId.DEED, plain(NOUN, "deed_label"), deeds),
    ]
    return _modal(ViewId.WHYS_FORM, content, metadata, submit=plain(NOUN, "submit_on"))


def things(tree: Tree, *, but: str = "") -> Options:
    """Options by key: the symptom or the bones, then the causes. Slack shows 100 at most."""
    tops = [(key, tree.words(key)) for key in tree.tops()]
    return [*tops, *named(each for each in tree.causes if each.key != but)]


def named(causes: Iterable[Cause]) -> Options:
    return [(cause.key, f"{cause.number} {cause.text}") for cause in causes]


def reword(cause: Cause, metadata: str) -> Block:
    content = [_text(FieldId.CAUSE, "cause_label", cause.text, hint="cause_hint", multiline=True)]
    return _modal(ViewId.WHYS_FORM, content, metadata)


def choose(name: FieldId, label: str, words: str, options: Options, metadata: str) -> Block:
    """A form to choose one of the other causes."""
    content = [blocks.section(say(NOUN, "about", words=words)), blocks.choice_input(name, plain(NOUN, label), options)]
    return _modal(ViewId.WHYS_FORM, content, metadata)


def evidence(words: str, metadata: str) -> Block:
    content = [
        blocks.section(say(NOUN, "about", words=words)),
        _text(FieldId.EVIDENCE, "evidence_label", "", multiline=True),
        _text(FieldId.LINKS, "links_label", "", hint="bones_hint", optional=True, multiline=True),
    ]
    return _modal(ViewId.WHYS_FORM, content, metadata)


def hand_on(words: str, to: str, metadata: str) -> Block:
    """`to` is the Slack id of who is asked unless the leader chooses someone else."""
    content = [
        blocks.section(say(NOUN, "about", words=words)),
        blocks.person_input(FieldId.TO, plain(NOUN, "to_label"), chosen=to),
        _text(FieldId.OWNER, "owner_label", "", hint="owner_hint", optional=True),
        _text(FieldId.NEED, "need_label", "", hint="need_hint", multiline=True),
    ]
    return _modal(ViewId.WHYS_FORM, content, metadata)


def reason(label: str, words: str, metadata: str, before: str = "") -> Block:
    content = [blocks.section(say(NOUN, "about", words=words)), _text(FieldId.REASON, label, before, multiline=True)]
    return _modal(ViewId.WHYS_FORM, content, metadata)


def root_anyway(words: str, depth: int, metadata: str) -> Block:
    """Asks about a root near the symptom."""
    sentences = [say(NOUN, "about", words=words), say(NOUN, "doubt_shallow", depth=depth), say(NOUN, "ask_root_anyway")]
    submit = plain(NOUN, "button_root_anyway")
    return _modal(ViewId.WHYS_FORM, [blocks.section(each) for each in sentences], metadata, submit=submit)


def mark(tree: Tree, metadata: str) -> Block:
    marked = {cause.key for cause in tree.causes if cause.marked}
    return _modal(ViewId.WHYS_FORM, [_several(FieldId.CAUSE, "marked_label", named(tree.causes), marked)], metadata)


def all_but(waiting: Options, metadata: str) -> Block:
    """Which of the waiting replies are not accepted. Without a choice all are."""
    return _modal(
        ViewId.WHYS_FORM, [_several(FieldId.LEFT_OUT, "left_out_label", waiting, (), optional=True)], metadata
    )


# ---------------------------------------------------------------- everyone


def ask_all(people: Sequence[str], metadata: str) -> Block:
    content = [shared.people(people, plain(NOUN, "ask_all_hint"))]
    return _modal(ViewId.WHYS_FORM, content, metadata, submit=plain(NOUN, "submit_ask"))


def answer(symptom: str, before: Reply | None, metadata: str, *, asked: int) -> Block:
    question = say(NOUN, "ask_elephant_private", words=symptom)
    content = [*blocks.sections(question), *shared.private_answer(plain(NOUN, "elephant_label"), before, asked)]
    return _modal(ViewId.WHYS_ANSWER, content, metadata)


def differently(metadata: str) -> Block:
    return _modal(
        ViewId.WHYS_ANSWER, [_text(FieldId.REASON, "how_label", "", hint="how_hint", multiline=True)], metadata
    )


def order(roots: Options, metadata: str) -> Block:
    """One input for each root's rank. Only the first is required."""
    content = [
        blocks.choice_input(place_id(number), plain(NOUN, "order_label", number=number), roots, optional=number > 1)
        for number in range(1, len(roots) + 1)
    ]
    return _modal(ViewId.WHYS_ANSWER, content, metadata)


def place_id(number: int) -> str:
    """The input for the root in this place of the order."""
    return f"{FieldId.ORDER}:{number}"


def priorities(
    roots: Sequence[Cause], picks: Mapping[str, Pick], goals: Options, metadata: str, *, many: int = 0
) -> Block:
    """A name and a goal for each root, in the team's order. A root without a name is no priority."""
    content = [blocks.section(say(NOUN, "warn_many_priorities", count=many))] if many else []
    for root in roots:
        pick = picks.get(root.key, Pick(root.key, ""))
        content.append(blocks.section(say(NOUN, "root_line", cause=root)))
        label = plain(NOUN, "priority_label")
        name = f"{FieldId.TITLE}:{root.key}"
        content.append(blocks.text_input(name, label, value=pick.title, optional=True, multiline=False))
        if goals:
            goal = next((key for key, text in goals if text == pick.goal), "")
            name, label = f"{FieldId.GOAL}:{root.key}", plain(NOUN, "goal_label")
            content.append(blocks.choice_input(name, label, goals, chosen=goal, optional=True))
    if many:
        content.append(_anyway("keep_all"))
    return _modal(ViewId.WHYS_FORM, content, metadata)


# ---------------------------------------------------------------- pieces


def _text(
    name: str, label: str, value: str, *, hint: str = "", optional: bool = False, multiline: bool = False
) -> Block:
    hint_text = plain(NOUN, hint) if hint else ""
    return blocks.text_input(
        name, plain(NOUN, label), value=value, hint=hint_text, optional=optional, multiline=multiline
    )


def _several(name: FieldId, label: str, options: Options, chosen: Collection[str], *, optional: bool = False) -> Block:
    return blocks.choices_input(name, plain(NOUN, label), options, chosen=chosen, optional=optional)


def _anyway(label: str) -> Block:
    return shared.anyway(plain(NOUN, f"button_{label}"))


def _modal(view: ViewId, content: Sequence[Block], metadata: str, *, title: str = "title", submit: str = "") -> Block:
    return shared.modal(view, plain(NOUN, title), content, metadata, submit=submit or plain(NOUN, "submit"))
