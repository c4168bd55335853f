"""Turns what people press and submit in a coaching conversation into moves."""

from collections.abc import Mapping, Sequence

from bot.coaching import unsaved, written
from bot.coaching.applying import apply_move
from bot.coaching.room import CoachingRoom
from bot.messages.coaching import forms
from bot.messages.coaching.buttons import ChoicePointer, PartPointer, TickPointer
from bot.messages.coaching.names import NamesShown
from bot.messages.coaching.steering import more, stuck
from bot.messages.coaching.thread import position
from bot.messages.threads import NOUN as THREADS
from bot.messages.threads import forms as shared
from bot.messages.threads.pointers import DialogPointer, PartKey
from bot.messages.threads.replies import people_asked
from bot.people.directory import members_only
from bot.slack import ack, button_values
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Submission
from bot.threads import arranging, moving_dates, part_forms
from bot.turns import CannotDoError, Turn
from conversations.coaching import path
from conversations.coaching.moves import (
    BringBack,
    ChangeAudience,
    ConfirmAll,
    DecideNames,
    Probe,
    SetNames,
    Skip,
    SkipScope,
    Tick,
)
from conversations.coaching.state import AT_PREPARATION, CoachingState
from conversations.coaching.steering import names_open
from conversations.coaching.writing import written_from
from conversations.parts import PartKind
from conversations.rejections import DialogRejectionCode
from conversations.script import Audience
from conversations.threads.effects import AskPrivately
from conversations.threads.moves import (
    AskPeople,
    Back,
    Choose,
    Confirm,
    Control,
    Finish,
    Next,
    Park,
    Pause,
    Resume,
)
from conversations.threads.state import AT_END, Visit
from conversations.threads.stuck import is_stuck
from storage.dialogs import private_questions, replies
from storage.plans import part_parents

ASKED_AT_ONCE = 15
"""If more people have not answered, the leader chooses whom to ask."""

PLAIN: Mapping[str, type[Control]] = {
    ActionId.COACH_NEXT: Next,
    ActionId.COACH_BACK: Back,
    ActionId.COACH_PROBE: Probe,
    ActionId.COACH_BRING_BACK: BringBack,
    ActionId.COACH_PAUSE: Pause,
    ActionId.COACH_RESUME: Resume,
    ActionId.COACH_FINISH: Finish,
}
"""Buttons that say everything by themselves."""
SKIPS: Mapping[str, SkipScope] = {
    ActionId.COACH_SKIP: SkipScope.QUESTION,
    ActionId.COACH_SKIP_ITEM: SkipScope.ITEM,
    ActionId.COACH_SKIP_PASS: SkipScope.PASS,
}


# ---------------------------------------------------------------- buttons


def skip(room: CoachingRoom, click: Click, pointer: DialogPointer) -> None:
    by, at = room.me, click.action_ts
    apply_move(room, Skip(by=by, asking=pointer.asking, at=at, scope=SKIPS[click.action]))


def decide_names(room: CoachingRoom, click: Click, pointer: DialogPointer) -> None:
    is_named = click.action == ActionId.COACH_SHOW_NAMES
    apply_move(room, DecideNames(by=room.me, asking=pointer.asking, at=click.action_ts, named=is_named))


def choose(room: CoachingRoom, click: Click, pointer: ChoicePointer) -> None:
    by, at = room.me, click.action_ts
    apply_move(room, Choose(by=by, asking=pointer.asking, at=at, label=_label(room, pointer)))


def write_all(room: CoachingRoom, _click: Click, pointer: PartPointer) -> None:
    """Save every proposal for a delivery chain, as it is worded. Raises CannotDoError."""
    room.require_asked(pointer.asking)
    drafts = tuple(
        Confirm(
            by=room.me,
            asking=pointer.asking,
            kind=pointer.kind,
            values=dict(draft.values),
            source=draft.source,
            anyway=True,
        )
        for draft in unsaved.links_waiting(room, _visit(room, pointer), pointer.kind)
    )
    apply_move(room, ConfirmAll(by=room.me, asking=pointer.asking, drafts=drafts))


def _label(room: CoachingRoom, pointer: ChoicePointer) -> str:
    visit = _visit(room, pointer)
    choices = room.dialog.script.find(visit.step).choices if _is_question(visit) else ()
    return choices[pointer.place].label if pointer.place < len(choices) else ""


def tick(turn: Turn, click: Click, pointer: TickPointer, room: CoachingRoom) -> None:
    """One list holds ten lines: those that were ticked or cleared in it, each a move."""
    ticked = {button_values.number(line) for line in click.chosen}
    for line in range(pointer.first, min(pointer.first + 10, len(room.dialog.script.preparation))):
        if (line in room.state.ticked) != (line in ticked):
            apply_move(room, Tick(by=turn.by.slack_id, line=line, done=line in ticked))


def read_tick(click: Click) -> TickPointer:
    """A checklist carries its pointer in its block id."""
    return TickPointer.read(click.block)


def _visit(room: CoachingRoom, pointer: DialogPointer) -> Visit:
    """Raises CannotDoError for an unknown asking."""
    if not 0 <= pointer.asking <= room.state.asking:
        raise CannotDoError(THREADS, "gone")
    return room.state.askings[pointer.asking].visit


def _is_question(visit: Visit) -> bool:
    return visit not in (AT_PREPARATION, AT_END)


# ---------------------------------------------------------------- forms that open


def arrange_form(_turn: Turn, _click: Click, pointer: DialogPointer, room: CoachingRoom) -> Block:
    return forms.arrange(room.state, str(pointer))


def more_form(_turn: Turn, _click: Click, pointer: DialogPointer, room: CoachingRoom) -> Block:
    room.require_current(pointer.asking)
    answered = replies.to_question(room.turn.session, room.dialog, room.state.visit)
    with room.for_person(room.me):
        lines = [position(room.dialog), *([stuck(room.dialog)] if is_stuck(answered) else [])]
        return more(room.dialog, "\n".join(lines))


def finish_form(_turn: Turn, _click: Click, pointer: DialogPointer, room: CoachingRoom) -> Block:
    room.require_current(pointer.asking)
    state, script = room.state, room.dialog.script
    sensitive = [visit for visit in names_open(state, script) if _spoken(room, visit)]
    questions = [path.alone(script, state, visit) for visit in sensitive]
    chosen = _names_chosen(state, sensitive)
    return forms.finish(unsaved.unwritten(room), questions, str(pointer), chosen=chosen)


def _names_chosen(state: CoachingState, sensitive: Sequence[Visit]) -> NamesShown | None:
    """What holds for these questions; None as long as somebody still has to decide."""
    if any(visit not in state.names_asked for visit in sensitive):
        return None
    is_nameless = any(visit in state.nameless for visit in sensitive)
    return NamesShown.WITHOUT if is_nameless else NamesShown.WITH


def park_form(_turn: Turn, _click: Click, pointer: DialogPointer, room: CoachingRoom) -> Block:
    room.require_asked(pointer.asking)
    return forms.park(str(pointer))


def quiet_form(room: CoachingRoom, pointer: DialogPointer, members: Sequence[str]) -> Block:
    """`members`: Slack ids of everyone in the channel."""
    room.require_asked(pointer.asking)
    visit = _visit(room, pointer)
    if not _is_question(visit):
        raise room.rejected(DialogRejectionCode.NOT_ASKED_HERE)
    spoken = _spoken(room, visit)
    present = members_only(room.turn.session, room.plan.workspace_id, members)
    quiet = [
        person.slack_id for person in present if person.slack_id not in spoken and person.slack_id != room.state.leader
    ]
    question = path.question(room.dialog.script, room.state, visit)
    return forms.quiet(question, quiet if len(quiet) <= ASKED_AT_ONCE else (), str(pointer))


def _spoken(room: CoachingRoom, visit: Visit) -> tuple[str, ...]:
    """The people who have answered this question."""
    answered = replies.to_question(room.turn.session, room.dialog, visit)
    return tuple({reply.person for reply in answered if not reply.deleted})


def part_form(_turn: Turn, _click: Click, pointer: PartPointer, room: CoachingRoom) -> Block:
    room.require_asked(pointer.asking)
    kind, source, visit = pointer.kind, pointer.source, _visit(room, pointer)
    if written_from(room.state, visit, kind, source):
        raise room.rejected(DialogRejectionCode.ALREADY_WRITTEN)
    values = written.form_values(room, visit, kind, source)
    parents = written.parents(room, visit, kind, _key(source))
    return shared.part(
        kind,
        values,
        parents,
        str(pointer),
        callback=ViewId.COACH_PART,
        people=part_forms.item_people(room, kind, values),
        objectives=part_forms.objectives(room, kind, values),
    )


def _key(source: str) -> str | None:
    return PartKey.read(source).key if PartKey.fits(source) else None


# ---------------------------------------------------------------- forms that come back


def finish(room: CoachingRoom, form: Submission, pointer: DialogPointer) -> Ack:
    """What the form decides about the names holds before the record is written."""
    by, at = room.me, room.now_ts()
    names = button_values.word(NamesShown, form.text(FieldId.NAMES) or NamesShown.WITH)
    apply_move(room, SetNames(by=by, asking=pointer.asking, at=at, named=names is NamesShown.WITH))
    apply_move(room, Finish(by=by, asking=pointer.asking, at=at))
    return {}


def park(_turn: Turn, form: Submission, pointer: DialogPointer, room: CoachingRoom) -> Ack:
    apply_move(room, Park(by=room.me, asking=pointer.asking, text=form.text(FieldId.POINT)))
    return {}


def quiet(_turn: Turn, form: Submission, pointer: DialogPointer, room: CoachingRoom) -> Ack:
    chosen = members_only(room.turn.session, room.plan.workspace_id, form.chosen.get(FieldId.PEOPLE, ()))
    visit = _visit(room, pointer)
    spoken = _spoken(room, visit)
    before = private_questions.people_asked(room.turn.session, room.dialog.id, str(visit))
    move = AskPeople(
        by=room.me,
        asking=pointer.asking,
        at="",
        members=tuple(person.slack_id for person in chosen),
        spoken=spoken,
    )
    asked = [effect.person for effect in apply_move(room, move) if isinstance(effect, AskPrivately)]
    room.tell(room.me, people_asked(asked, before), form.key)
    return {}


def arrange(_turn: Turn, form: Submission, _pointer: DialogPointer, room: CoachingRoom) -> Ack:
    def also(by: str) -> list[ChangeAudience]:
        audience = button_values.word(Audience, form.text(FieldId.AUDIENCE))
        return [ChangeAudience(by=by, audience=audience)] if audience != room.state.audience else []

    return arranging.arrange(room, form, apply_move, also)


def write(room: CoachingRoom, form: Submission, pointer: PartPointer) -> Ack:
    kind, source = pointer.kind, pointer.source
    key, values = _key(source), part_forms.read_values(room, kind, form)
    if kind is PartKind.NEW_DATE:
        moved = written.dated(room, _visit(room, pointer), values, key)
        if errors := moving_dates.errors(room.turn, moved, values, room.turn.today(room.plan.time_zone)):
            return ack.errors(errors)
        values |= {"text": part_parents.name_of(room.turn.session, moved)} if moved else {}
    picked, errors = part_forms.read_checked(room, kind, form)
    if errors:
        return ack.errors(errors)
    values |= picked
    move = Confirm(
        by=room.me,
        asking=pointer.asking,
        kind=kind,
        values=values,
        part=key,
        source="" if key else source,
        anyway=bool(form.chosen.get(FieldId.ANYWAY)),
    )

    def parents() -> dict[str, str]:
        return written.parents(room, _visit(room, pointer), kind, key)

    return part_forms.save(room, form, move, apply_move, parents, callback=ViewId.COACH_PART)
