"""Forms about replies and causes that ask everything at once: as they open, and as they are submitted."""

from collections.abc import Collection
from dataclasses import replace

from bot.messages.root_cause import assessing as messages
from bot.messages.root_cause import forms
from bot.messages.root_cause.assessing import CauseForm, evidence_line
from bot.messages.root_cause.buttons import FormPointer, UnderCause
from bot.root_cause.applying import apply_move
from bot.root_cause.room import RootCauseRoom
from bot.root_cause.steps import accept_waiting, find_cause, find_reply, parked
from bot.slack import ack, button_values
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.identifiers import FieldId
from bot.slack.payloads import Submission
from conversations.rejections import CauseRejectionCode
from conversations.root_cause import claims
from conversations.root_cause.claims import Claims
from conversations.root_cause.effects import DoubtRoot
from conversations.root_cause.moves import Accept, Assess
from conversations.root_cause.rules import MOST_WHYS, tidy
from conversations.root_cause.state import RootCauseStep, RootVerdict
from conversations.root_cause.tree import CauseNature, Evidence, Reach
from conversations.threads.replies import Reply
from conversations.threads.state import Visit
from storage.dialogs import replies

ASKED_OF_A_CAUSE = (
    RootCauseStep.REACH,
    RootCauseStep.EVIDENCE,
    RootCauseStep.NATURE,
    RootCauseStep.DEEPER,
    RootCauseStep.CONFIRM,
)


# ---------------------------------------------------------------- as they open


def all_but_form(room: RootCauseRoom, pointer: FormPointer, argument: str) -> Block:
    waiting = [(each.ts, each.text) for each in room.waiting() if each.ts <= argument]
    return forms.all_but(waiting, str(pointer))


def accept_form(room: RootCauseRoom, pointer: FormPointer, argument: str) -> Block:
    """The form for a reply or, under a cause, for the leader's own words."""
    reply = own_or_reply(room, argument)
    return messages.cause(_of_reply(room, reply, argument), str(pointer))


def assess_form(room: RootCauseRoom, pointer: FormPointer, _argument: str) -> Block:
    return messages.cause(_of_cause(room, _item(room, pointer)), str(pointer))


def _item(room: RootCauseRoom, pointer: FormPointer) -> str:
    return room.state.askings[pointer.asking].visit.item


def own_or_reply(room: RootCauseRoom, argument: str) -> Reply | None:
    """The reply to accept; None for the leader's own words. Raises CannotDoError."""
    if not UnderCause.fits(argument):
        return find_reply(room, argument)
    if not room.state.tree.has(UnderCause.read(argument).key):
        raise room.rejected(CauseRejectionCode.NO_SUCH_CAUSE)
    return None


def _of_reply(room: RootCauseRoom, reply: Reply | None, argument: str) -> CauseForm:
    tree = room.state.tree
    under = tree.now(room.state.visit_at(reply.ts).item if reply else UnderCause.read(argument).key)
    stated = _claims_of_reply(room, reply) if reply else Claims()
    return CauseForm(
        text=claims.read(reply)[0] if reply else "",
        unders=forms.things(tree),
        under=under,
        nature=stated.nature,
        reach=stated.reach,
        verdict=stated.verdict,
        evidence="\n".join(map(evidence_line, stated.evidence)),
        wants_reason=tree.has(under) and tree.depth(under) >= MOST_WHYS,
        can_be_parked=reply is not None,
    )


def _of_cause(room: RootCauseRoom, key: str) -> CauseForm:
    tree, cause, stated = room.state.tree, find_cause(room, key), _claims_of_cause(room, key)
    used = {piece.ts for piece in cause.evidence}
    verdict = RootVerdict.ROOT if cause.root else RootVerdict.DEEPER if cause.deeper else None
    return CauseForm(
        text=cause.text,
        nature=stated.nature or cause.nature,
        reach=stated.reach or cause.reach,
        verdict=stated.verdict or verdict,
        evidence="\n".join(evidence_line(piece) for piece in stated.evidence if piece.ts not in used),
        wants_reason=tree.depth(key) >= MOST_WHYS,
    )


def _claims_of_reply(room: RootCauseRoom, reply: Reply) -> Claims:
    visit = room.state.visit_at(reply.ts)
    spoken = replies.to_question(room.turn.session, room.dialog, visit)
    return claims.about(room.state, spoken, sources=[reply.ts])


def _claims_of_cause(room: RootCauseRoom, key: str) -> Claims:
    """From the questions at which the cause was named, and from those about the cause itself."""
    state, cause = room.state, find_cause(room, key)
    visits = {state.visit_at(ts) for ts in cause.replies}
    visits |= {Visit(step, cause.key) for step in ASKED_OF_A_CAUSE} & set(state.visited())
    spoken = {each.ts: each for visit in visits for each in replies.to_question(room.turn.session, room.dialog, visit)}
    return claims.about(state, spoken.values(), sources=cause.replies, cause=cause.key)


# ---------------------------------------------------------------- as they are submitted


def accept_all_but(room: RootCauseRoom, form: Submission, pointer: FormPointer, argument: str) -> Ack | None:
    accept_waiting(room, pointer.asking, until=argument, left_out=form.chosen.get(FieldId.LEFT_OUT, ()))
    return None


def accept(room: RootCauseRoom, form: Submission, pointer: FormPointer, argument: str) -> Ack | None:
    reply = own_or_reply(room, argument)
    if reply and form.chosen.get(FieldId.PARK):
        apply_move(room, parked(room, reply))
        return None
    opened = _of_reply(room, reply, argument)
    move = Accept(
        by=room.me,
        under=form.text(FieldId.UNDER),
        text=form.text(FieldId.CAUSE),
        person=reply.person if reply else room.me,
        ts=reply.ts if reply else "",
        reason=form.text(FieldId.REASON),
    )
    offered = _claims_of_reply(room, reply).evidence if reply else ()
    others_wait = any(each.ts != move.ts for each in room.waiting())
    is_elsewhere = not reply or room.state.tree.now(move.under) != room.state.tree.now(_item(room, pointer))
    more_wait = others_wait or is_elsewhere
    return _assess(
        room, form, pointer, replace(_read(room, form, pointer, offered), accept=move, more_wait=more_wait), opened
    )


def assess(room: RootCauseRoom, form: Submission, pointer: FormPointer, _argument: str) -> Ack | None:
    room.require_current(pointer.asking)
    key = _item(room, pointer)
    opened, offered = _of_cause(room, key), _claims_of_cause(room, key).evidence
    return _assess(room, form, pointer, replace(_read(room, form, pointer, offered), cause=key), opened)


def _read(room: RootCauseRoom, form: Submission, pointer: FormPointer, offered: Collection[Evidence]) -> Assess:
    """Raises StaleValueError for a choice that the form does not offer."""
    nature, reach, verdict = (form.text(name) for name in (FieldId.NATURE, FieldId.REACH, FieldId.VERDICT))
    by_line = {evidence_line(piece): piece for piece in offered}
    lines = [line for line in map(tidy, form.text(FieldId.EVIDENCE).splitlines()) if line]
    return Assess(
        by=room.me,
        asking=pointer.asking,
        at=room.now_ts(),
        nature=button_values.word(CauseNature, nature) if nature else None,
        reach=button_values.word(Reach, reach) if reach else None,
        verdict=button_values.word(RootVerdict, verdict) if verdict else None,
        evidence=tuple(by_line.get(line, Evidence(line, room.me)) for line in lines),
        reason=form.text(FieldId.REASON),
        anyway=bool(form.chosen.get(FieldId.ANYWAY)),
    )


def _assess(room: RootCauseRoom, form: Submission, pointer: FormPointer, move: Assess, opened: CauseForm) -> Ack | None:
    """A doubted root comes back in the same form, as it was filled in."""
    doubt = next((effect for effect in apply_move(room, move) if isinstance(effect, DoubtRoot)), None)
    if doubt is None:
        return None
    room.turn.saves_nothing()
    filled = replace(
        opened,
        text=move.accept.text if move.accept else opened.text,
        under=move.accept.under if move.accept else "",
        nature=move.nature,
        reach=move.reach,
        verdict=move.verdict,
        evidence=form.text(FieldId.EVIDENCE),
    )
    return ack.update(messages.cause(filled, str(pointer), doubt))
