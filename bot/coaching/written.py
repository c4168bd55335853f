"""Written parts of a conversation: proposed from the answers, edited in a form, and placed in the plan."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.action_items import owners
from bot.coaching import measures
from bot.coaching.room import NOUN, CoachingRoom
from bot.messages.coaching import parts
from bot.messages.coaching.parts import WHOLE, Wording
from bot.messages.threads import NOUN as THREADS
from bot.messages.threads.parts import DAYS, taken_back
from bot.messages.threads.pointers import PartKey
from bot.slack.identifiers import FieldId
from bot.threads import plan_writing, taking_back
from bot.threads.part_forms import part_to_edit
from bot.threads.plan_writing import Origin
from conversations.coaching import by_visit
from conversations.coaching.drafts import draft, link_lines
from conversations.coaching.fitting import fits
from conversations.coaching.state import AT_PREPARATION
from conversations.parts import FIELDS, PartKind
from conversations.script import Step
from conversations.threads.replies import Reply, answers
from conversations.threads.state import AT_END, Visit, WrittenPart
from plans.dates import DateColumn, PlanYear, UnreadableDate, read_when
from prompts import parts as words
from prompts import plain
from storage.dialogs import replies
from storage.people import role_holders
from storage.people.role_holders import role_key
from storage.plans import part_parents, part_values, places
from storage.plans.part_parents import PARENTS, can_belong
from storage.plans.places import PlanRowReference
from storage.plans.written_parts import NewPart

ONE_EACH = frozenset(
    {
        PartKind.GOAL,
        PartKind.STRENGTH,
        PartKind.WEAKNESS,
        PartKind.OPPORTUNITY,
        PartKind.THREAT,
        PartKind.PRIORITY,
        PartKind.STRATEGY,
        PartKind.BENCHMARK,
        PartKind.MILESTONE,
        PartKind.ACTION_ITEM,
        PartKind.SUPPORT,
        PartKind.ACTOR,
        PartKind.INFLUENCE,
        PartKind.WEAK_POINT,
        PartKind.MINIMUM_CONDITION,
        PartKind.STOP,
        PartKind.NEW_DATE,
        PartKind.ADJUSTMENT,
    }
)
"""Kinds of which a question brings several: each reply is one."""


# ---------------------------------------------------------------- a first wording


def wordings(room: CoachingRoom, visit: Visit, kind: PartKind) -> list[Wording]:
    """Proposals for the leader: one wording, or one per reply if each reply is a part of its own."""
    answered = answered_at(room, visit)
    if measures.are_asked_about(room, visit):
        return measures.wordings(room, visit, answered)
    if not answered:
        return []
    step = room.dialog.script.find(visit.step)
    if kind in ONE_EACH and not step.rewrites:
        lines = [line for reply in answered if reply.text for line in _one_each(reply, kind)]
        return [_from_line(room, visit, kind, source, line) for source, line in lines]
    fitting = [reply for reply in answered if not reply.text or fits(kind, reply.text)]
    return [Wording(WHOLE, worded(room, visit, kind, fitting or answered))]


def _from_line(room: CoachingRoom, visit: Visit, kind: PartKind, source: str, line: Reply) -> Wording:
    return Wording(source, worded(room, visit, kind, [line]), is_aside=not fits(kind, line.text))


def _one_each(reply: Reply, kind: PartKind) -> list[tuple[str, Reply]]:
    """The reply, or its lines that are links of a delivery chain, each by its source. The first has the reply's ts."""
    lines = link_lines(reply.text) if kind is PartKind.INFLUENCE else []
    sources = [reply.ts, *(f"{reply.ts}/{number}" for number in range(1, len(lines)))]
    texts = lines or [reply.text]
    return [(source, replace(reply, text=text)) for source, text in zip(sources, texts, strict=True)]


def _step(room: CoachingRoom, visit: Visit) -> Step | None:
    """None at the checklist and at the wrap-up, where action items, support and decisions are written down, too."""
    return None if visit in (AT_PREPARATION, AT_END) else room.dialog.script.find(visit.step)


def worded(room: CoachingRoom, visit: Visit, kind: PartKind, answered: Sequence[Reply]) -> dict[str, str]:
    """Values for the form, taken from these replies."""
    step = _step(room, visit)
    if step is None or step.capture is not kind:
        return {}
    values = draft(room.state, room.dialog.script, visit, answers(answered))
    fitting = {name: _fitting(room, kind, name, text) for name, text in values.items()}
    return {**_in_plan(room, visit, step), **fitting}


def _in_plan(room: CoachingRoom, visit: Visit, step: Step) -> dict[str, str]:
    """What the plan says of the part this step rewrites, so that an answer about one field leaves the others."""
    place = _place(room, visit.item) if step.rewrites and visit.item else None
    return part_values.values_of(room.turn.session, place) if place else {}


def _fitting(room: CoachingRoom, kind: PartKind, name: str, text: str) -> str:
    """Dates and options the form can prefill; others are left for the leader to choose."""
    if name in DAYS:
        return _day(room, name, text)
    choices: Mapping[str, str] = words()["options"].get(f"{kind}.{name}", {})
    if not choices:
        return text
    key_or_label = text.casefold()
    return next((key for key, label in choices.items() if key_or_label in (key, label.casefold())), "")


def _day(room: CoachingRoom, name: str, text: str) -> str:
    role = DateColumn.START if name in ("start", "stops_on") else DateColumn.COMPLETION
    try:
        when = read_when(text, role=role, year=PlanYear.of(room.turn.today(room.plan.time_zone)))
    except UnreadableDate:
        return ""
    day = when.start if role is DateColumn.START else when.due
    return day.isoformat() if day else ""


def answered_at(room: CoachingRoom, visit: Visit) -> list[Reply]:
    """Replies that count for this question, in the order of writing."""
    stored = replies.to_question(room.turn.session, room.dialog, visit)
    belongs = {id(reply) for reply in stored if by_visit(room.state, [reply]).get(visit)}
    return [reply for reply in stored if id(reply) in belongs]


def form_values(room: CoachingRoom, visit: Visit, kind: PartKind, source: str) -> dict[str, str]:
    """The form's initial values. `source` is that of a wording, a PartKey, or empty. Raises CannotDoError."""
    if PartKey.fits(source):
        return dict(part_to_edit(room, source, kind).values)
    if measures.are_asked_about(room, visit) and source:
        return measures.form_values(room, visit, source, answered_at(room, visit))
    return {**_beside(room, visit, kind), **_from_replies(room, visit, kind, source)}


def _from_replies(room: CoachingRoom, visit: Visit, kind: PartKind, source: str) -> dict[str, str]:
    answered = answered_at(room, visit) if source else []
    if source != WHOLE:
        answered = [line for reply in answered for at, line in _one_each(reply, kind) if at == source]
    return worded(room, visit, kind, answered)


# ---------------------------------------------------------------- where it belongs


def parents(room: CoachingRoom, visit: Visit, kind: PartKind, key: str | None) -> dict[str, str]:
    """The parents the leader can choose from; empty if the parent is clear."""
    step = _step(room, visit)
    is_rewritten = step is not None and step.rewrites and step.capture is kind
    if is_rewritten or _parent(room, visit, kind) or (key and places.place_of(room.turn.session, room.dialog.id, key)):
        return {}
    return part_parents.options(room.turn.session, room.plan.id, kind)


def _parent(room: CoachingRoom, visit: Visit, kind: PartKind) -> PlanRowReference | None:
    """The item of this pass of questions, if a part of that kind can belong to it."""
    place = _place(room, visit.item) if visit.item and kind in PARENTS else None
    return place if place and can_belong(kind, place) else None


def _beside(room: CoachingRoom, visit: Visit, kind: PartKind) -> dict[str, str]:
    """A new action item in the pass of another one: the form begins with that one's milestone."""
    place = _place(room, visit.item) if visit.item and kind is PartKind.ACTION_ITEM else None
    milestone = part_parents.milestone_of(room.turn.session, place) if place else None
    return {FieldId.PARENT: str(milestone)} if milestone else {}


def dated(room: CoachingRoom, visit: Visit, values: Mapping[str, str], key: str | None) -> PlanRowReference | None:
    """The action item or milestone whose date the form moves."""
    chosen = values.get(FieldId.PARENT, "")
    if chosen:
        return PlanRowReference.parse(chosen)
    return (_place(room, key) if key else None) or _parent(room, visit, PartKind.NEW_DATE)


def _place(room: CoachingRoom, key: str) -> PlanRowReference | None:
    """The place of a part in the plan, whether written in this conversation or before."""
    return places.place_of_part(room.turn.session, room.dialog.id, room.plan.id, key)


# ---------------------------------------------------------------- saving


def save(room: CoachingRoom, part: WrittenPart) -> None:
    """Save a part: in the plan, if its kind belongs there, and in the thread."""
    new = NewPart(
        plan_id=room.plan.id,
        kind=part.kind,
        values=_for_plan(part),
        place=_place(room, part.key),
        parent=plan_writing.chosen_parent(part) or _parent(room, part.visit, part.kind),
        stamp=room.turn.stamp(room.plan.time_zone),
    )
    saved = plan_writing.save(room, part, new, _origin(room))
    message = parts.saved(
        room.dialog,
        part,
        code=saved.code if saved else "",
        organization=room.plan.organization,
        in_plan=saved is not None,
        nobody=_unknown_holder(room, part) if saved else "",
        asked=plan_writing.asked_of(room, saved) if saved and part.kind is PartKind.SUPPORT else None,
    )
    room.show(f"part:{part.key}", message)
    show_proposals(room, part)


def take_back(room: CoachingRoom, part: WrittenPart, by: str) -> None:
    """Its first wording can be saved anew."""
    taking_back.take_back(room, part)
    room.show(f"part:{part.key}", taken_back(part, by))
    show_proposals(room, part)


def propose(room: CoachingRoom, asking: int, kind: PartKind) -> None:
    """The proposals of a question that are not saved yet."""
    visit = room.state.askings[asking].visit
    room.show(_proposed(asking), parts.proposal(room.dialog, asking, kind, wordings(room, visit, kind)))


def pass_by(room: CoachingRoom, asking: int) -> None:
    """The question has passed: its proposals can still be saved, but its Next button is gone."""
    if room.has_shown(_proposed(asking)):
        step = room.dialog.script.find(room.state.askings[asking].visit.step)
        assert step.capture is not None  # only such questions propose
        propose(room, asking, step.capture)


def show_proposals(room: CoachingRoom, part: WrittenPart) -> None:
    """Update the messages in which it was proposed: it is saved now."""
    for number, asking in enumerate(room.state.askings):
        if asking.visit == part.visit and room.has_shown(_proposed(number)):
            propose(room, number, part.kind)


def _proposed(asking: int) -> str:
    return f"propose:{asking}"


def _for_plan(part: WrittenPart) -> dict[str, str]:
    """A purpose is stored as one sentence made of its three parts."""
    if part.kind is not PartKind.PURPOSE:
        return part.values
    theory = {name: part.values.get(name, "") for name in FIELDS[part.kind]}
    return {"text": plain(THREADS, "theory", **theory)}


def _origin(room: CoachingRoom) -> Origin:
    why = plain(NOUN, "moved_in", title=room.dialog.script.title)
    return Origin.of(room.dialog, why)


_PERSONS = ("owner", "provider", "informed_by", "lead")


def _unknown_holder(room: CoachingRoom, part: WrittenPart) -> str:
    """The owner, provider or lead to whom no one is assigned; a person with exactly that name in Slack is matched."""
    turn, plan = room.turn, room.plan
    lead = part.values.get("lead", "")
    person = owners.person_named(turn, plan, lead) if lead else None
    if person and role_key(lead) not in role_holders.by_key(turn.session, plan.id):
        role_holders.assign(turn.session, plan.id, lead, [person.id])
    named = next((part.values[name] for name in _PERSONS if part.values.get(name)), "")
    return "" if not named or owners.is_assignable(turn, plan, named) else named
