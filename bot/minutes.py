"""Turns of the monthly minutes: drafted from the answers, edited, published once."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot import carried, documents, roles, which_plan
from bot.blocks import Block, Said
from bot.coaching import records as coaching
from bot.identifiers import Field
from bot.messages import minutes as messages
from bot.messages import notices
from bot.messages.minutes import EditPointer
from bot.payloads import Click, Command, Submission
from bot.roles import Permission
from bot.root_cause import records as root_cause
from bot.slack import File
from bot.turns import CannotDoError, Turn, Turns
from conversations import highlight
from conversations.highlight import (
    ComingUp,
    Line,
    Minutes,
    MinutesSection,
    Modification,
    Month,
    NamedRisk,
    Reply,
    Section,
)
from plans.progress import Status
from prompts import plain, say
from storage import items, outcomes, people, plans, rounds
from storage import minutes as store
from storage.database import Database
from storage.minutes import Kept
from storage.models import ActionItemRow
from storage.outbox import Kind, Message
from storage.outcomes import Said as SaidInRound
from storage.plans import PlanSummary
from storage.rounds import RoundFacts

LOOK_AHEAD = timedelta(days=31)


class MinutesDesk:
    def __init__(self, turns: Turns) -> None:
        self._turns = turns

    def open(self, command: Command, words: str) -> Said:
        """Put the draft of the latest month into the leader's own messages; it is made if there is none yet."""
        with self._turns.take(command.who, command.key) as turn:
            if turn is None:
                return Said(text="")
            plan = which_plan.find(turn, words, command.channel)
            roles.require(turn.session, turn.by, Permission.WRITE_MINUTES, plan)
            latest = rounds.latest_round(turn.session, plan.id)
            if latest is None:
                raise CannotDoError("minutes", "no_round", organization=plan.organization)
            kept = _newest_draft(turn, plan, latest)
            said = messages.draft(kept, has_channel=bool(plan.channel))
            turn.put(_message(plan, f"{command.key}:draft", Kind.POST, turn.by.slack_id, said))
            return Said(text=say("minutes", "drafted", period=latest.period, organization=plan.organization))

    # -------------------------------------------------------- editing

    def section_form(self, click: Click) -> Block:
        number, _, section = click.value.partition("|")
        with self._turns.look(click.who) as turn:
            kept, _plan = _editable(turn, carried.number(number))
            pointer = EditPointer(kept.id, kept.version, carried.section(section), 0, click.channel, click.ts)
            return messages.section_form(kept, pointer)

    def save_section(self, form: Submission) -> dict[str, Any]:
        """Save the lines of one form; where the section goes on, the ack shows its next lines."""
        pointer = EditPointer.read(form.metadata)
        with self._turns.take(form.who, form.key) as turn:
            if turn is None:
                return {}
            kept, plan = _editable(turn, pointer.minutes_id)
            if kept.version != pointer.version:
                return _changed_meanwhile(form)
            edits = messages.edits_in(form.values)
            added = form.text(Field.ADDED).splitlines()
            key, before = Section(pointer.section), len(kept.minutes.section(Section(pointer.section)).lines)
            on = turn.today(plan.time_zone)
            edited = highlight.edit(kept.minutes, key, edits, added, editor=turn.by.name, on=on)
            changed = store.change(turn.session, kept, edited)
            if changed is None:
                return _changed_meanwhile(form)
            _show(turn, plan, changed, pointer)
            removed = before + len([text for text in added if text.strip()]) - len(edited.section(key).lines)
            first = pointer.first + len(edits) - removed
            if pointer.first + len(edits) >= before:
                return {}
            following = replace(pointer, version=changed.version, first=first)
            return {"response_action": "update", "view": messages.section_form(changed, following)}

    def header_form(self, click: Click) -> Block:
        with self._turns.look(click.who) as turn:
            kept, _plan = _editable(turn, carried.number(click.value))
            pointer = EditPointer(kept.id, kept.version, "", 0, click.channel, click.ts)
            known = {person.name: person.slack_id for person in people.people(turn.session, turn.by.workspace_id)}
            chosen = [known[name] for name in kept.minutes.participants if name in known]
            others = [name for name in kept.minutes.participants if name not in known]
            return messages.header_form(kept, pointer, chosen, others)

    def save_header(self, form: Submission) -> dict[str, Any]:
        pointer = EditPointer.read(form.metadata)
        with self._turns.take(form.who, form.key) as turn:
            if turn is None:
                return {}
            kept, plan = _editable(turn, pointer.minutes_id)
            held_on = form.day(Field.HELD_ON)
            if held_on and held_on > turn.today(plan.time_zone):
                turn.hand_back()
                return {"response_action": "errors", "errors": {Field.HELD_ON: plain("minutes", "not_held_yet")}}
            names = [_name(turn.session, turn, slack_id) for slack_id in form.chosen.get(Field.PARTICIPANTS, ())]
            names += [name.strip() for name in form.text(Field.OTHERS).split(",") if name.strip()]
            edited = replace(kept.minutes, participants=tuple(names), held_on=held_on)
            changed = store.change(turn.session, kept, edited) if kept.version == pointer.version else None
            if changed is None:
                return _changed_meanwhile(form)
            _show(turn, plan, changed, pointer)
            return {}

    # -------------------------------------------------------- publishing

    def publish(self, click: Click) -> None:
        number, _, version = click.value.partition("|")
        with self._turns.take(click.who, click.key) as turn:
            if turn is None:
                return
            kept, plan = _editable(turn, carried.number(number))
            if kept.version != carried.number(version):
                raise CannotDoError("minutes", "changed_meanwhile")
            today = turn.today(plan.time_zone)
            signed = replace(
                kept.minutes,
                submitted_on=today,
                submitted_by=turn.by.name,
                held_on=kept.minutes.held_on or today,
            )
            if not store.publish(turn.session, kept, signed, by=turn.by.id, at=turn.now):
                raise CannotDoError("minutes", "changed_meanwhile")
            final = replace(kept, published=True, minutes=signed)
            _show(turn, plan, final, EditPointer(kept.id, kept.version, "", 0, click.channel, click.ts))
            _announce(turn, plan, final)


def _newest_draft(turn: Turn, plan: PlanSummary, of: RoundFacts) -> Kept:
    """The month's draft with what has been answered since it was made; a leader's own edits stay."""
    kept = store.find(turn.session, plan.id, of.period)
    if kept is None:
        return store.add_draft(turn.session, plan.id, drafted(turn, plan, of))
    if kept.published:
        return kept
    renewed = highlight.renew(kept.minutes, drafted(turn, plan, of))
    if renewed == kept.minutes:
        return kept
    return store.change(turn.session, kept, renewed) or kept


def _announce(turn: Turn, plan: PlanSummary, kept: Kept) -> None:
    """To the plan's channel, or to whoever signed where it has none; the files go into its thread."""
    place = plan.channel or turn.by.slack_id
    key = f"minutes:{kept.id}:published"
    turn.put(_message(plan, key, Kind.POST, place, messages.published(kept, turn.by.slack_id)))
    turn.put(
        Message(
            workspace_id=plan.workspace_id,
            key=f"{key}:files",
            kind=Kind.UPLOAD,
            channel=place,
            target_key=key,
            payload={"make": "minutes", "minutes": kept.id, "text": say("minutes", "files", minutes=kept.minutes)},
        )
    )


def files(database: Database, minutes_id: int) -> list[File]:
    """The published minutes as Word and Markdown, made when they are sent."""
    with database.read() as session:
        minutes = store.get(session, minutes_id).minutes
    word, markdown = plain("minutes", "file_word", minutes=minutes), plain("minutes", "file_markdown", minutes=minutes)
    name = f"minutes-{minutes.period}"
    return [
        File(name=f"{name}.docx", title=word, content=documents.minutes_docx(minutes)),
        File(name=f"{name}.md", title=markdown, content=documents.minutes_markdown(minutes).encode()),
    ]


def _editable(turn: Turn, minutes_id: int) -> tuple[Kept, PlanSummary]:
    """Raises CannotDoError for minutes that are published or not there, and for people who do not write them."""
    try:
        kept = store.get(turn.session, minutes_id)
    except LookupError as error:
        raise carried.stale() from error
    plan = plans.summary(turn.session, kept.plan_id)
    roles.require(turn.session, turn.by, Permission.WRITE_MINUTES, plan)
    if kept.published:
        raise CannotDoError("minutes", "already_published")
    return kept, plan


def _changed_meanwhile(form: Submission) -> dict[str, Any]:
    typed = [text for text in form.values.values() if text]
    view = notices.too_late("minutes", "changed_meanwhile", typed)
    return {"response_action": "update", "view": view}


def _show(turn: Turn, plan: PlanSummary, kept: Kept, pointer: EditPointer) -> None:
    said = messages.draft(kept, has_channel=bool(plan.channel))
    key = f"minutes:{kept.id}:shown:{pointer.channel}:{pointer.ts}"
    message = _message(plan, key, Kind.UPDATE, pointer.channel, said)
    turn.put(replace(message, payload={**message.payload, "ts": pointer.ts}))


def _message(plan: PlanSummary, key: str, kind: Kind, channel: str, said: Said) -> Message:
    return Message(workspace_id=plan.workspace_id, key=key, kind=kind, channel=channel, payload=said.payload())


def _name(session: Session, turn: Turn, slack_id: str) -> str:
    known = people.person(session, turn.by.workspace_id, slack_id)
    return known.name if known else slack_id


# ---------------------------------------------------------------- the draft


def drafted(turn: Turn, plan: PlanSummary, of: RoundFacts) -> Minutes:
    """The six sections from what the month brought since the round before."""
    today = turn.today(plan.time_zone)
    previous = store.published_before(turn.session, plan.id, of.period)
    month = _month(turn, plan, of, today)
    remarks = highlight.draft(month)
    sections: dict[Section, list[Line]] = {key: [] for key in Section}
    for remark in remarks:
        line = Line(text=messages.worded(remark), who=messages.who(remark), said_on=remark.said_on)
        sections[remark.section].append(line)
    told = frozenset(item.text for item in month.coming_up)
    for feed in (coaching.minutes_lines, root_cause.minutes_lines):
        for section, line in feed(turn.session, plan, _since(turn, plan, of), today, told=told):
            sections[section].append(line)
    answered = [one.name for one in outcomes.participation(turn.session, of.id) if one.answered]
    fresh = highlight.offered(
        Minutes(
            organization=plan.organization,
            plan=plan.title,
            period=of.period,
            participants=tuple(answered),
            held_on=today,
            previous_on=previous.minutes.held_on if previous else None,
            sections=tuple(MinutesSection(key=key, lines=tuple(lines)) for key, lines in sections.items()),
        )
    )
    return highlight.without(fresh, previous.minutes.offered) if previous else fresh


def _month(turn: Turn, plan: PlanSummary, of: RoundFacts, today: date) -> Month:
    session = turn.session
    since = _since(turn, plan, of)
    coming = items.due_between(session, plan.id, today, today + LOOK_AHEAD)
    replies = [_reply(said) for said in outcomes.said_in(session, of.id)]
    told = {reply.code for reply in replies}
    done = [one for one in items.finished(session, plan.id, since, today) if one.code not in told]
    return Month(
        replies=(*(_finished(one) for one in done), *replies),
        risks=tuple(
            NamedRisk(risk=risk.risk, mitigation=risk.mitigation, who=who, on=at.date())
            for who, risk, at in outcomes.risks_in(session, of.id)
        ),
        modifications=tuple(_modification(change) for change in items.date_changes(session, plan.id, since, today)),
        coming_up=tuple(_coming_up(item) for item in coming),
    )


def _since(turn: Turn, plan: PlanSummary, of: RoundFacts) -> date:
    """The first day these minutes tell about: that of the last ones, whose own lines are not told again."""
    signed = store.published_before(turn.session, plan.id, of.period)
    if signed and signed.minutes.submitted_on:
        return signed.minutes.submitted_on
    before = rounds.previous_round(turn.session, plan.id, of.period)
    return _opened_on(before, plan) if before else plan.created_on + timedelta(days=1)


def _opened_on(of: RoundFacts, plan: PlanSummary) -> date:
    return of.opened_at.astimezone(ZoneInfo(plan.time_zone)).date()


def _reply(said: SaidInRound) -> Reply:
    word = said.word
    return Reply(
        code=said.code,
        text=said.text,
        status=word.status,
        who=said.who,
        on=word.on,
        cause=word.cause,
        recovery=word.recovery,
        support=word.support,
        evidence=word.evidence,
        completed_on=word.completed_on,
        due=said.due,
        on_behalf_of=word.on_behalf_of,
        late=word.late,
        corrects=said.corrects,
    )


def _finished(one: items.Finished) -> Reply:
    """Work reported done between two check-ins: nobody had to be asked about it any more."""
    return Reply(
        code=one.code, text=one.text, status=Status.DONE, who=one.who, on=one.on, completed_on=one.completed_on
    )


def _modification(change: items.DateChange) -> Modification:
    return Modification(
        code=change.code,
        text=change.text,
        old_due=change.old_due,
        new_due=change.new_due,
        reason=change.reason,
        who=change.who,
        on=change.on,
    )


def _coming_up(item: ActionItemRow) -> ComingUp:
    assert item.due is not None  # it was found by its due date
    return ComingUp(code=item.code, text=item.text, due=item.due, owner=item.owner or "")
