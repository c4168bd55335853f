"""The forms behind the buttons of a root cause dialog, as they open."""

from collections.abc import Callable, Mapping, Sequence

from bot import roles
from bot.blocks import Block
from bot.identifiers import Field, View
from bot.messages import coaching_forms
from bot.messages import root_cause_forms as forms
from bot.messages.coaching_buttons import Pointer
from bot.messages.root_cause_buttons import PRIVATE, Form
from bot.messages.root_cause_parts import KEY
from bot.payloads import Click
from bot.people.directory import members_only
from bot.roles import Permission
from bot.root_cause import written
from bot.root_cause.room import NOUN, Room
from bot.root_cause.steps import find_ask, find_reply
from bot.threads.voices import stands_at
from bot.turns import CannotDoError
from conversations.coaching.effects import Refusal
from conversations.parts import PartKind
from conversations.root_cause import path
from conversations.root_cause.rules import MOST_WHYS
from conversations.root_cause.state import Pick, Step
from conversations.root_cause.tree import Cause
from conversations.root_cause.voting import ranking
from conversations.thread import Phase
from prompts import plain
from storage import replies

Members = Callable[[str], list[str]]
"""Slack ids of everybody in a channel."""

ASKED_AT_ONCE = 15
"""In a bigger channel those are filled in who have spoken here."""
DEEDS = ("reword", "merge", "link", "add", "set_aside", "take_up")
GO_TO = (Step.WHY, Step.EVIDENCE, Step.NATURE, Step.REACH, Step.DEEPER, Step.PRACTICE, Step.WORK)

Opener = Callable[[Room, Pointer, str], Block]
PARTS: Mapping[Form, PartKind] = {Form.STRATEGY: PartKind.STRATEGY, Form.ACTION_ITEM: PartKind.ACTION_ITEM}
OF_NOW = frozenset({Form.RESTATE, Form.ARRANGE, Form.CAUSES, Form.PARK})
"""Forms that are about no question in particular."""


def form_of(pointer: Pointer) -> tuple[Form, str]:
    """Raises CannotDoError for a form there is not."""
    name, _, argument = pointer.rest.partition("|")
    if name not in set(Form):
        raise CannotDoError(NOUN, "gone")
    return Form(name), argument


def opened(room: Room, click: Click, pointer: Pointer, members: Members) -> Block:
    """Raises CannotDoError for people who may not fill it in."""
    form, argument = form_of(pointer)
    if form in PRIVATE:
        return _private(room, form, argument, click)
    if form is Form.ARRANGE and is_manager(room):
        return forms.arrange(room.state, str(pointer))
    if form in OF_NOW:
        pointer = Pointer(pointer.conversation_id, room.state.asking, pointer.rest)
    require_leader(room, pointer, of_now=form not in PARTS)
    if form is Form.ASK_ALL:
        return forms.ask_all(_everybody(room, members), str(pointer))
    return form_for(room, pointer)


def form_for(room: Room, pointer: Pointer) -> Block:
    form, argument = form_of(pointer)
    if form in PARTS:
        return part(room, pointer, PARTS[form], argument.removeprefix(KEY))
    return _OPENERS[form](room, pointer, argument)


def renewed(room: Room, pointer: Pointer) -> Pointer:
    """The same form about the same cause as it is now."""
    form, argument = form_of(pointer)
    if form not in (Form.REWORD, Form.MERGE):
        return pointer
    known = cause(room, argument)
    return Pointer(pointer.conversation_id, pointer.asking, f"{form}|{known.key}:{known.version}")


def require_leader(room: Room, pointer: Pointer, *, of_now: bool) -> None:
    """Raises CannotDoError; what is about a question of before only where `of_now` says that it does not matter."""
    if not room.state.leads(room.me):
        raise _refused(room, Refusal.NOT_LEADER)
    if room.state.phase is Phase.FINISHED:
        raise _refused(room, Refusal.FINISHED)
    if (of_now and pointer.asking != room.state.asking) or not 0 <= pointer.asking <= room.state.asking:
        raise _refused(room, Refusal.STALE)


def _refused(room: Room, why: Refusal) -> CannotDoError:
    return CannotDoError(NOUN, f"refused_{why}", leader=room.state.leader)


def is_manager(room: Room) -> bool:
    return roles.may(room.turn.session, room.turn.by, Permission.HAND_OVER_COACHING, room.plan)


def _everybody(room: Room, members: Members) -> list[str]:
    session = room.turn.session
    here = members_only(session, room.plan.workspace_id, members(room.conversation.channel))
    if len(here) <= ASKED_AT_ONCE:
        return [one.slack_id for one in here]
    spoken = replies.speakers(session, room.conversation.id)
    return [one.slack_id for one in here if one.slack_id in spoken | {room.state.leader}][:ASKED_AT_ONCE]


# ---------------------------------------------------------------- one form each


def _causes(room: Room, pointer: Pointer, _argument: str) -> Block:
    deeds = [(deed, plain(NOUN, f"deed_{deed}")) for deed in DEEDS]
    deeds += [(f"go_to:{step}", plain(NOUN, f"deed_{step}")) for step in GO_TO]
    return forms.causes(room.state.tree, deeds, str(pointer))


def _accept(room: Room, pointer: Pointer, argument: str) -> Block:
    """For a reply; or, with `under:` and a key, for the leader's own words."""
    tree = room.state.tree
    reply = None if argument.startswith("under:") else find_reply(room, argument)
    item = argument.removeprefix("under:") if reply is None else room.state.visit_at(reply.ts).item
    under = tree.now(item)
    wants_reason = tree.has(under) and tree.depth(under) >= MOST_WHYS
    text = reply.text if reply else ""
    return forms.accept(text, forms.things(tree), under, str(pointer), wants_reason=wants_reason)


def _reword(room: Room, pointer: Pointer, argument: str) -> Block:
    return forms.reword(cause(room, argument), str(pointer))


def _merge(room: Room, pointer: Pointer, argument: str) -> Block:
    gone = cause(room, argument)
    others = forms.named(each for each in room.state.tree.causes if each.key != gone.key)
    return forms.choose(Field.INTO, "into_label", gone.text, others, str(pointer))


def _link(room: Room, pointer: Pointer, argument: str) -> Block:
    linked = cause(room, argument)
    unders = forms.things(room.state.tree, but=linked.key)
    return forms.choose(Field.UNDER, "under_label", linked.text, unders, str(pointer))


def cause(room: Room, argument: str) -> Cause:
    """`argument` is a key, perhaps with the version after a colon. Raises CannotDoError."""
    found = room.state.tree.cause(argument.partition(":")[0])
    if found is None:
        raise CannotDoError(NOUN, "problem_no_such_cause")
    return found


def _restate(room: Room, pointer: Pointer, _argument: str) -> Block:
    return forms.restate(room.state.tree.symptom, str(pointer))


def _words(room: Room, pointer: Pointer) -> str:
    return room.state.tree.words(room.state.askings[pointer.asking].visit.item)


def _decline(room: Room, pointer: Pointer, _argument: str) -> Block:
    known = room.state.not_acted_on(room.state.visit.item)
    before = known.reason if known else ""
    return forms.reason("decline_label", _words(room, pointer), str(pointer), before)


def _priorities(room: Room, pointer: Pointer, _argument: str) -> Block:
    return priorities_form(room, pointer)


def priorities_form(room: Room, pointer: Pointer, *, many: int = 0, picks: Sequence[Pick] = ()) -> Block:
    """In the order of the team; `picks` are what was filled in before."""
    roots = [cause(room, each.root) for each in ranking(room.state)]
    filled = {pick.root: pick for pick in picks} or written.known_picks(room, roots)
    return forms.priorities(roots, filled, written.goals(room), str(pointer), many=many)


def part(room: Room, pointer: Pointer, kind: PartKind, part_key: str) -> Block:
    """A new one, or, with its key, one that was written before."""
    root = room.state.askings[pointer.asking].visit.item
    values = written.first_values(room, root, kind, part_key)
    parents = written.parents(room, root, kind, part_key)
    return coaching_forms.part(kind, values, parents, str(pointer), callback=View.WHYS_FORM)


_OPENERS: Mapping[Form, Opener] = {
    Form.RESTATE: _restate,
    Form.ARRANGE: lambda room, pointer, _: forms.arrange(room.state, str(pointer)),
    Form.CAUSES: _causes,
    Form.PARK: lambda _room, pointer, _: forms.park(str(pointer)),
    Form.ACCEPT: _accept,
    Form.REWORD: _reword,
    Form.MERGE: _merge,
    Form.LINK: _link,
    Form.EVIDENCE: lambda room, pointer, _: forms.evidence(_words(room, pointer), str(pointer)),
    Form.HAND_ON: lambda room, pointer, _: forms.hand_on(_words(room, pointer), str(pointer)),
    Form.DEEPER: lambda room, pointer, _: forms.reason("reason_label", _words(room, pointer), str(pointer)),
    Form.DECLINE: _decline,
    Form.MARK: lambda room, pointer, _: forms.mark(room.state.tree, str(pointer)),
    Form.PRIORITIES: _priorities,
}


# ---------------------------------------------------------------- in private


def _private(room: Room, form: Form, argument: str, click: Click) -> Block:
    """The message that asked stands for the answer: changing it later changes that one."""
    ask = find_ask(room, argument)
    ts = stands_at(room.turn.session, ask, click.ts) if form is Form.ANSWER else click.ts
    metadata = str(Pointer(room.conversation.id, 0, f"{form}|{ask.id}:{ts}"))
    if form is Form.DIFFERENTLY:
        return forms.differently(metadata)
    if form is Form.ORDER:
        return forms.order(forms.named(path.to_act_on(room.state)), metadata)
    before = replies.find(room.turn.session, room.conversation.id, ts)
    kept = None if before and before.deleted else before
    return forms.answer(room.state.tree.symptom.text, kept, metadata)
