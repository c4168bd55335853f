"""Files that people drop into the bot's messages: taken at once, read soon after, and answered with what they hold."""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import PurePath

from bot.audit.actions import FILE
from bot.audit.auditing import audited
from bot.exhibits import HEARD
from bot.files.reading_limits import TooCostlyError
from bot.isolation import isolated
from bot.messages import uploads as messages
from bot.sending import outcomes
from bot.sending.clients import Patience, SlackClients
from bot.setup import edited_sheets, initiative_uploads, rules, slack_files, template_uploads
from bot.setup.file_reader import FileReading, read_in_own_process
from bot.setup.slack_files import FileFailure, FileFailureError
from bot.slack.blocks import MessageContent
from bot.slack.payloads import MessageEvent, Who
from bot.turns import AlreadyTakenError, CannotDoError, Turn, Turns
from plans.files.opening import MEGABYTE, MOST_BYTES
from plans.findings import Finding
from plans.overview import overview
from plans.time_zones import zone_named
from storage.delivery import dedup_keys
from storage.delivery.outbox import OutboxMessage
from storage.people import people
from storage.plans import uploads
from storage.plans.uploads import Upload, UploadKind, UploadState
from storage.rounds import check_in_requests

log = logging.getLogger(__name__)

PLAN_LIKE = frozenset({".xlsx", ".xls", ".xlsm", ".csv", ".tsv", ".ics", ".yml", ".yaml"})
"""Files that are most likely meant to be imported."""


class FileDesk:
    """`read_soon` runs `read_received` in the background."""

    def __init__(self, turns: Turns, clients: SlackClients, read_soon: Callable[[], None]) -> None:
        self._turns = turns
        self._clients = clients
        self._read_soon = read_soon

    def hear_plan(self, event: MessageEvent) -> None:
        """Take what looks like a plan or a calendar from whoever may import it, even while a check-in is open.

        Evidence in such a file goes into the check-in's thread; the answer says so.
        """
        if _is_dropped(event) and _looks_like_a_plan(event):
            with self._turns.read(event.who) as turn:
                is_importer = rules.may_import(turn)
            if is_importer:
                self._take(event)

    def hear(self, event: MessageEvent) -> None:
        """Take other files of importers, unless a dialog, an agenda or a check-in claimed the message's dedup key.

        Others hear who may import what looks like a plan.
        """
        if not _is_dropped(event):
            return
        with self._turns.read(event.who) as turn:
            is_importer = rules.may_import(turn)
            is_full_member = turn.person is not None and turn.person.active and not turn.person.guest
            if dedup_keys.is_claimed(turn.session, event.key) or not is_full_member:
                return
        if is_importer or _looks_like_a_plan(event):
            self._take(event)

    def _take(self, event: MessageEvent) -> None:
        with suppress(AlreadyTakenError):
            self._save(event)
            self._read_soon()

    def _save(self, event: MessageEvent) -> None:
        with audited(self._turns, FILE, event.who), self._turns.write(event.who, event.key) as turn:
            if not rules.may_import(turn):
                names = rules.managers(turn, event.who.team)
                content = messages.failure(event.file_names[0], "only_managers", managers=names)
                turn.put(OutboxMessage.post(event.who.team, event.who.user, f"upload:{event.key}", content.payload()))
                return
            for number, (file_id, name) in enumerate(zip(event.file_ids, event.file_names, strict=True)):
                key, by = f"upload:{event.key}:{number}", turn.by.id
                uploads.add(turn.session, key=key, person_id=by, slack_file_id=file_id, name=name, at=turn.now)
            reaction = {"name": HEARD, "ts": event.ts}
            turn.put(OutboxMessage.react(event.who.team, event.channel, f"heard:{event.key}", reaction))

    def read_received(self) -> None:
        """Read the files that nobody has read yet, except in workspaces that removed the app.

        Raises one of outcomes.TROUBLES for what may pass, in the end.
        """
        with self._turns.read() as turn:
            received = uploads.received(turn.session)
        troubles: list[Exception] = []
        for upload in received:
            with isolated("dropped file", upload.id):
                try:
                    self._read(upload)
                except outcomes.NotInstalledError:
                    continue
                except outcomes.TROUBLES as error:
                    troubles.append(error)
        if troubles:
            raise troubles[0]

    def _read(self, upload: Upload) -> None:
        today = self._today(upload)
        try:
            content = slack_files.download(self._clients.of(upload.workspace_id, Patience.LONG), upload.slack_file_id)
            reading = read_in_own_process(upload.name, content, today)
        except FileFailureError as error:
            self._refuse(upload, error.failure)
        except TooCostlyError:
            self._refuse(upload, FileFailure.TOO_COSTLY)
        else:
            self._answer(upload, content, reading)

    def _today(self, upload: Upload) -> date:
        """The day where the person is."""
        with self._turns.read() as turn:
            person = people.person(turn.session, upload.workspace_id, upload.slack_id)
            zone = person.time_zone if person is not None else ""
            return turn.now.astimezone(zone_named(zone)).date()

    def _refuse(self, upload: Upload, why: FileFailure) -> None:
        with self._turns.write(_who(upload)) as turn:
            content = messages.failure(upload.name, why, most=MOST_BYTES // MEGABYTE)
            _end(turn, upload, UploadState.UNREADABLE, content)

    def _answer(self, upload: Upload, content: bytes, reading: FileReading) -> None:
        """Another process, or this one before a restart, may have read the file meanwhile."""
        with self._turns.write(_who(upload)) as turn:
            stored = uploads.find(turn.session, upload.id, for_change=True)
            if stored is None or stored.state is not UploadState.RECEIVED:
                return
            may_be_evidence = bool(check_in_requests.requests_of(turn.session, upload.person_id))
            card = _card(turn, upload, reading, may_be_evidence=may_be_evidence)
            if card is None:
                explanation = _unreadable(turn, upload, reading, may_be_evidence=may_be_evidence)
                _end(turn, upload, UploadState.UNREADABLE, explanation)
                return
            for earlier in uploads.waiting(turn.session, upload.person_id, reading.kind):
                end(turn, earlier, UploadState.REPLACED, messages.ended("replaced", earlier.name))
            uploads.save_content(turn.session, upload.id, content, kind=reading.kind, assumed_year=reading.assumed_year)
            _post(turn, upload, card)


def _is_dropped(event: MessageEvent) -> bool:
    """Whether it's a new message with files in a DM, outside threads."""
    return bool(event.private and event.file_ids and not (event.thread_ts or event.edited or event.deleted))


def _looks_like_a_plan(event: MessageEvent) -> bool:
    return any(PurePath(name).suffix.casefold() in PLAN_LIKE for name in event.file_names)


def end(turn: Turn, upload: Upload, state: UploadState, content: MessageContent) -> bool:
    """End the wait for the person's decision, and show in the card what came of it. False if it had ended already."""
    if not uploads.finish(turn.session, upload.id, state):
        return False
    turn.put(OutboxMessage.update(upload.workspace_id, upload.slack_id, upload.key, content.payload()))
    return True


def require_waiting(upload: Upload) -> None:
    """Raises CannotDoError for a file that was imported or left already."""
    if not upload.is_waiting:
        raise CannotDoError(messages.NOUN, "over", name=upload.name)


def stored_content(turns: Turns, upload: Upload) -> bytes:
    """The bytes that were read when the file was dropped. Raises CannotDoError as `require_waiting`."""
    require_waiting(upload)
    with turns.read() as turn:
        return uploads.content(turn.session, upload.id)


def _end(turn: Turn, upload: Upload, state: UploadState, content: MessageContent) -> None:
    if uploads.finish(turn.session, upload.id, state):
        _post(turn, upload, content)


def _post(turn: Turn, upload: Upload, content: MessageContent) -> None:
    turn.put(OutboxMessage.post(upload.workspace_id, upload.slack_id, upload.key, content.payload()))


def _card(turn: Turn, upload: Upload, reading: FileReading, *, may_be_evidence: bool) -> MessageContent | None:
    """What the file holds, with the buttons to import it. None for one that can't be imported."""
    if reading.item_sheet is not None:
        return edited_sheets.first_card(turn, upload, reading.item_sheet)
    if reading.initiatives is not None:
        return initiative_uploads.first_card(upload, reading.initiatives, may_be_evidence=may_be_evidence)
    if reading.template is not None:
        return template_uploads.first_card(turn, upload, reading.template, may_be_evidence=may_be_evidence)
    if reading.kind is UploadKind.CALENDAR and reading.calendar.usable:
        return messages.calendar_card(upload.id, upload.name, reading.calendar, may_be_evidence=may_be_evidence)
    plans = [reading_of_one.plan for reading_of_one in reading.plans if reading_of_one.plan is not None]
    if reading.kind is UploadKind.PLAN and plans and len(plans) == len(reading.plans):
        return messages.plan_card(
            upload.id,
            upload.name,
            [overview(plan) for plan in plans],
            _findings(reading),
            year=reading.assumed_year,
            may_be_evidence=may_be_evidence,
        )
    return None


def _findings(reading: FileReading) -> list[Finding]:
    return [finding for reading_of_one in reading.plans for finding in reading_of_one.findings]


def _unreadable(turn: Turn, upload: Upload, reading: FileReading, *, may_be_evidence: bool) -> MessageContent:
    if reading.item_sheet is not None:
        return edited_sheets.refusal(turn, upload, reading.item_sheet)
    if reading.initiatives is not None:
        return messages.unreadable(upload.name, reading.initiatives.findings, may_be_evidence=may_be_evidence)
    if reading.template is not None:
        return template_uploads.refusal(upload, reading.template, may_be_evidence=may_be_evidence)
    findings = reading.calendar.findings if reading.kind is UploadKind.CALENDAR else _findings(reading)
    return messages.unreadable(upload.name, findings, may_be_evidence=may_be_evidence)


def _who(upload: Upload) -> Who:
    return Who(team=upload.workspace_id, user=upload.slack_id)
