"""Pictures at turning points; at the end the record in the thread, as files, and in the month's minutes."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from zlib import crc32

from sqlalchemy.orm import Session

import prompts
from bot.messages.root_cause import record as root_cause_record
from bot.messages.root_cause import thread as messages
from bot.messages.threads import record as shared
from bot.messages.threads.record import RecordText
from bot.pictures.fishbones import pictures_pngs
from bot.pictures.tree_words import tree_markdown
from bot.pictures.trees import tree_alt
from bot.root_cause.room import NOUN, RootCauseRoom
from bot.sending.renderers import FileRenderer
from bot.sending.uploads import File
from bot.slack import limits
from bot.threads import documents
from conversations.highlight import MinutesLine, Section
from conversations.root_cause import RootCauseState, from_json, to_json
from conversations.root_cause.record import record
from conversations.threads.days import DialogDays
from prompts import plain
from storage.database import Database
from storage.dialogs import root_cause
from storage.dialogs.root_cause import RootCauseDialog
from storage.people import people
from storage.plans import places, plans
from storage.plans.plans import PlanSummary

PICTURE = "tree"
"""What the payload of an upload says when its files are pictures of the tree."""
RECORD = "root_cause"
"""And when they are a record."""


def draw(room: RootCauseRoom) -> None:
    """Post the current tree; an unchanged tree is not posted twice.

    The pictures' description holds the tree in words. If it is too long for one, the message's text does.
    """
    words = tree_alt(room.state.tree)
    name = f"picture:{crc32(words.encode()):08x}"
    text = messages.so_far(room.state.tree) if len(words) <= limits.FILE_ALT_TEXT else prompts.escape(words)
    room.upload(name, PICTURE, limits.clamp(text, limits.TEXT_POST), state=to_json(room.state))


def pictures(state_as_json: str) -> list[File]:
    """Rendered when they are sent, outside any turn, from the tree as it was at the turning point."""
    tree = from_json(state_as_json).tree
    title, alt = messages.title(tree), tree_alt(tree)
    return [
        File(name=f"root-cause-{number}.png", title=title, content=content, alt=alt)
        for number, content in enumerate(pictures_pngs(tree), start=1)
    ]


def post(room: RootCauseRoom) -> None:
    """Post the record and its files in the thread; the opening message says that the dialog is over."""
    text = _written(room.turn.session, room.dialog, room.plan, room.turn.today(room.plan.time_zone))
    room.post("record", shared.message(text))
    room.upload("files", RECORD, prompts.escape(text.title))
    room.show_opening(messages.opening(room.dialog))


def files(database: Database, dialog_id: int) -> list[File]:
    """Word and Markdown, made when they are sent."""
    with database.read() as session:
        dialog = root_cause.STORE.find(session, dialog_id)
        assert dialog is not None  # dialogs are never deleted
        plan = plans.summary(session, dialog.plan_id)
        text = _written(session, dialog, plan, dialog.started_on)
        names = _names(session, dialog.state, plan)
        codes = places.codes(session, dialog.id)
    made_on = dialog.finished_on or dialog.started_on
    days = DialogDays(dialog.started_on, made_on)
    name = days.file_stem("root-cause")
    outline = tree_markdown(dialog.state, names, dialog.permalink, days=days, codes=codes)
    return [
        _file(text.title, f"{name}.docx", documents.record_docx(text, plan.organization, made_on)),
        _file(text.title, f"{name}.md", outline.encode()),
    ]


def _file(title: str, name: str, content: bytes) -> File:
    """The title names the file's kind, because Slack shows nothing else of it."""
    part = f"record_file_{name.rpartition('.')[2]}"
    return File(name=name, title=plain(NOUN, part, title=title), content=content)


def _written(session: Session, dialog: RootCauseDialog, plan: PlanSummary, otherwise: date) -> RecordText:
    names = _names(session, dialog.state, plan)
    return root_cause_record.written(
        dialog.state,
        organization=plan.organization,
        days=DialogDays(dialog.started_on, dialog.finished_on or otherwise),
        names=names,
        codes=places.codes(session, dialog.id),
        thread=dialog.permalink,
    )


def _names(session: Session, state: RootCauseState, plan: PlanSummary) -> dict[str, str]:
    return people.names(session, plan.workspace_id, list(mentioned(state)))


def mentioned(state: RootCauseState) -> set[str]:
    """Slack IDs of everyone the record mentions."""
    evidence = [piece.person for cause in state.tree.causes for piece in cause.evidence]
    asked = [each.to for each in state.requests]
    deciders = [each.by for each in state.declined] + [each.by for each in state.parked]
    return {person for person in (state.leader, state.co_leader, *evidence, *asked, *deciders) if person}


# ---------------------------------------------------------------- the month's minutes


def minutes_lines(
    session: Session, plan: PlanSummary, first: date, last: date, *, already_listed: frozenset[str]
) -> list[tuple[Section, MinutesLine]]:
    """Lines from dialogs that finished in this period, without texts that are `already_listed`."""
    return [
        (section, MinutesLine(text=text, who=_leader(session, plan, dialog), said_on=dialog.finished_on))
        for dialog in root_cause.STORE.finished_between(session, plan.id, first, last)
        for section, text in _remarks(session, plan, dialog, already_listed)
    ]


def _leader(session: Session, plan: PlanSummary, dialog: RootCauseDialog) -> str:
    leader = dialog.state.leader
    return people.names(session, plan.workspace_id, [leader]).get(leader, "")


def _remarks(
    session: Session, plan: PlanSummary, dialog: RootCauseDialog, already_listed: frozenset[str]
) -> Iterable[tuple[Section, str]]:
    finished = record(dialog.state)
    for work in finished.roots:
        for part in work.action_items:
            if part.values.get("text", "") not in already_listed:
                yield Section.NEXT_STEPS, root_cause_record.minutes_item(dialog.state, part)
    names = _names(session, dialog.state, plan)
    for text in root_cause_record.minutes_debrief(dialog.state, finished, names):
        yield Section.DEBRIEF, text


FILES: Mapping[str, FileRenderer] = MappingProxyType(
    {
        PICTURE: lambda _database, payload: pictures(payload["state"]),
        RECORD: lambda database, payload: files(database, payload["dialog"]),
    }
)
