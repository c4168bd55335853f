"""The end of a conversation: its record in the thread, as files, in the history, and in the month's minutes."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from sqlalchemy.orm import Session

from bot.coaching.room import NOUN, CoachingRoom
from bot.messages.coaching import record as coaching_record
from bot.messages.coaching import thread as messages
from bot.messages.threads import NOUN as THREADS
from bot.messages.threads import record as shared
from bot.messages.threads.parts import named
from bot.messages.threads.record import RecordText
from bot.pictures.chains import chain_picture
from bot.sending.renderers import FileRenderer
from bot.sending.uploads import File
from bot.threads import documents
from bot.turns import Turn
from conversations.coaching import record
from conversations.coaching.record import CoachingRecord
from conversations.delivery_chain import chain
from conversations.highlight import MinutesLine, Section
from conversations.parts import PartKind, title_of
from conversations.threads.days import DialogDays
from conversations.threads.state import WrittenPart
from prompts import plain
from storage.database import Database
from storage.delivery.outbox import OutboxMessage
from storage.dialogs import asked_facts, coaching, replies
from storage.dialogs.coaching import CoachingDialog
from storage.people import people
from storage.plans import places, plans
from storage.plans.plans import PlanSummary

MAKE = "coaching"
"""What the payload of an upload says when its files are a record."""
CHAIN_PARTS = frozenset({PartKind.ACTOR, PartKind.INFLUENCE, PartKind.WEAK_POINT})


def post(room: CoachingRoom) -> None:
    """Post the record and its files in the thread; the opening message says that the dialog is over."""
    text = _written(room.turn.session, room.dialog, room.plan, room.turn.today(room.plan.time_zone))
    room.post("record", shared.message(text))
    room.upload("files", MAKE, plain(NOUN, "record_files", title=room.dialog.script.title))
    room.show_opening(messages.opening(room.dialog))


def send(turn: Turn, dialog: CoachingDialog, plan: PlanSummary, cause: str) -> None:
    """Send the current record and its files to a person's DM."""
    record_text = _written(turn.session, dialog, plan, turn.today(plan.time_zone))
    key = f"{dialog.key}:record:{cause}"
    text = plain(NOUN, "record_files", title=dialog.script.title)
    team, reader = plan.workspace_id, turn.by.slack_id
    turn.put(OutboxMessage.post(team, reader, key, shared.message(record_text).payload()))
    files_made = {"make": MAKE, "dialog": dialog.id, "text": text}
    turn.put(OutboxMessage.upload(team, reader, f"{key}:files", files_made, target_key=key))


def files(database: Database, dialog_id: int) -> list[File]:
    """Rendered when they are sent, outside any turn."""
    with database.read() as session:
        dialog = coaching.STORE.find(session, dialog_id)
        assert dialog is not None  # conversations are never deleted
        plan = plans.summary(session, dialog.plan_id)
        text = _written(session, dialog, plan, dialog.started_on)
    made_on = dialog.finished_on or dialog.started_on
    name = DialogDays(dialog.started_on, made_on).file_stem(dialog.script.name)
    written_as = [
        _file(dialog, f"{name}.docx", documents.record_docx(text, plan.organization, made_on)),
        _file(dialog, f"{name}.md", documents.record_markdown(text).encode()),
    ]
    return [*written_as, *_picture(dialog, name)]


def _file(dialog: CoachingDialog, name: str, content: bytes) -> File:
    """The title names the file's kind, because Slack shows nothing else of it."""
    part = f"record_file_{name.rpartition('.')[2]}"
    return File(name=name, title=plain(NOUN, part, title=dialog.script.title), content=content)


def _picture(dialog: CoachingDialog, name: str) -> list[File]:
    """The picture of the delivery chain, if there is one."""
    influences = chain(dialog.state.parts)
    if not influences.actors:
        return []
    title = plain(NOUN, "chain_picture", title=dialog.script.title)
    alt = "\n".join(coaching_record.chain_lines(influences))
    return [File(name=f"{name}.png", title=title, content=chain_picture(title, influences), alt=alt)]


def _written(session: Session, dialog: CoachingDialog, plan: PlanSummary, otherwise: date) -> RecordText:
    finished = record(dialog.state, dialog.script, replies.all_of(session, dialog.id))
    names = people.names(session, plan.workspace_id, list(_people(finished)))
    return coaching_record.written(
        finished,
        chain(dialog.state.parts),
        asked_facts.recorded(session, dialog),
        organization=plan.organization,
        days=DialogDays(dialog.started_on, dialog.finished_on or otherwise),
        names=names,
        codes=places.codes(session, dialog.id),
        thread=dialog.permalink,
    )


def _people(finished: CoachingRecord) -> Iterable[str]:
    answers = [answer for point in finished.points for answer in point.answers]
    ids = [
        finished.leader,
        finished.co_leader,
        *(answer.person for answer in (*answers, *finished.before, *finished.afterwards)),
    ]
    return {slack_id for slack_id in ids if slack_id}


# ---------------------------------------------------------------- the month's minutes


def minutes_lines(
    session: Session, plan: PlanSummary, first: date, last: date, *, already_listed: frozenset[str]
) -> list[tuple[Section, MinutesLine]]:
    """Lines from conversations that finished in this period, without texts that are `already_listed`."""
    lines: list[tuple[Section, MinutesLine]] = []
    for dialog in coaching.STORE.finished_between(session, plan.id, first, last):
        state = dialog.state
        leader = people.names(session, plan.workspace_id, [state.leader]).get(state.leader, "")
        lines += [
            (section, MinutesLine(text=text, who=leader, said_on=dialog.finished_on))
            for section, text in _remarks(session, dialog, already_listed)
        ]
    return lines


def _remarks(session: Session, dialog: CoachingDialog, already_listed: frozenset[str]) -> Iterable[tuple[Section, str]]:
    finished = record(dialog.state, dialog.script, replies.all_of(session, dialog.id))
    title = dialog.script.title
    for part in finished.action_items:
        if part.values.get("text", "") not in already_listed:
            yield Section.NEXT_STEPS, _item(part, title)
    for part in finished.decisions:
        if part.kind not in CHAIN_PARTS:
            yield Section.DEBRIEF, plain(NOUN, "minutes_decided", title=title, text=named(part))
    for line in coaching_record.joined_lines(chain(dialog.state.parts)):
        yield Section.DEBRIEF, plain(NOUN, "minutes_chain", title=title, line=line)
    for point in finished.parked:
        yield Section.DEBRIEF, plain(THREADS, "minutes_parked", title=title, text=point.text)


def _item(part: WrittenPart, title: str) -> str:
    values = part.values
    text, owner, due = title_of(part.kind, values), values.get("owner", ""), values.get("due", "")
    return plain(THREADS, "minutes_item", text=text, owner=owner, due=due, title=title)


FILES: Mapping[str, FileRenderer] = MappingProxyType(
    {MAKE: lambda database, payload: files(database, payload["dialog"])}
)
