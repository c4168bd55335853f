"""A district's own Word template that somebody dropped in: what it holds, trying it on a plan, and using it."""

from collections.abc import Mapping
from datetime import date
from pathlib import PurePath
from types import MappingProxyType
from typing import Any

from bot.desk import Desk
from bot.documents.templates.fields import paths
from bot.documents.templates.filling import file_name, fill
from bot.documents.templates.loading import load
from bot.messages import templates as messages
from bot.messages.uploads import UploadPointer
from bot.routing.guarded import opens_turns, writes
from bot.routing.route import Route, button, form
from bot.sending.renderers import FileRenderer
from bot.sending.uploads import File
from bot.setup import places, receiving, rules
from bot.setup.rules import OWN_UPLOAD
from bot.slack import ack, button_values
from bot.slack.ack import Ack
from bot.slack.blocks import Block, MessageContent
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Submission
from bot.turns import CannotDoError, Turn
from conversations.documents.templates import TemplateReading
from plans.item_progress import Day
from prompts import plain, say
from storage.database import Database
from storage.delivery.outbox import OutboxMessage
from storage.documents import templates
from storage.plans import plans, uploads
from storage.plans.plans import PlanSummary
from storage.plans.uploads import Upload, UploadState

NOUN = messages.NOUN


def first_card(turn: Turn, upload: Upload, reading: TemplateReading, *, may_be_evidence: bool) -> MessageContent | None:
    """None for a template that can't be filled."""
    if reading.findings:
        return None
    plan = _plan_to_try(turn)
    organization = plan.organization if plan else ""
    return messages.card(upload.id, upload.name, reading.fields, organization, may_be_evidence=may_be_evidence)


def refusal(upload: Upload, reading: TemplateReading, *, may_be_evidence: bool) -> MessageContent:
    return messages.unreadable(upload.name, reading.findings, list(paths()), may_be_evidence=may_be_evidence)


def _plan_to_try(turn: Turn) -> PlanSummary | None:
    """The first of the plans that the person manages."""
    managed = {id_ for id_, _name in places.managed(turn)}
    return next(
        (plan for plan in plans.summaries(turn.session, turn.by.workspace_id) if plan.organization_id in managed), None
    )


def try_it(turn: Turn, click: Click, _pointer: UploadPointer, upload: Upload) -> None:
    """Fill it as of today. The file follows in the person's own messages."""
    receiving.require_waiting(upload)
    plan = _plan_to_try(turn)
    if plan is None:
        raise CannotDoError(NOUN, "no_plan")
    on = turn.today(plan.time_zone)
    about = say(NOUN, "tried", name=upload.name, organization=plan.organization, on=on)
    order = {"make": "template_trial", "upload": upload.id, "plan": plan.id, "as_of": on.isoformat(), "text": about}
    content = messages.note("trying", name=upload.name, organization=plan.organization).payload()
    turn.put(OutboxMessage.post(plan.workspace_id, turn.by.slack_id, f"{click.key}:trying", content))
    turn.put(OutboxMessage.upload(plan.workspace_id, turn.by.slack_id, f"{click.key}:trial", order))


def _trial(database: Database, payload: Mapping[str, Any]) -> list[File]:
    """Nothing, if the file was left meanwhile: its bytes are forgotten then."""
    day = Day(date.fromisoformat(payload["as_of"]), is_over=False)
    with database.read() as session:
        plan, upload = plans.summary(session, payload["plan"]), uploads.find(session, payload["upload"])
        if upload is None or not upload.is_waiting:
            return []
        content, fields = uploads.content(session, upload.id), load(session, plan, day)
    stem = PurePath(upload.name).stem
    return [File(name=file_name(plan, stem, day.on), title=stem, content=fill(content, fields, day.on))]


def use_form(desk: Desk, click: Click, upload: Upload) -> Block:
    with desk.turns.read(click.who) as turn:
        receiving.require_waiting(upload)
        managed = places.managed(turn)
        if not managed:
            raise CannotDoError("uploads", "no_place")
        return messages.use_form(upload.id, PurePath(upload.name).stem, managed)


def use(desk: Desk, sent: Submission, pointer: UploadPointer, upload: Upload) -> Ack:
    name = " ".join(sent.text(FieldId.NAME).split())
    if not name:
        return ack.errors({FieldId.NAME: plain(NOUN, "no_name")})
    content = receiving.stored_content(desk.turns, upload)
    with desk.turns.write(sent.who, sent.key) as turn:
        receiving.require_waiting(rules.own_upload(turn, pointer))
        place = places.find(turn, button_values.number(sent.text(FieldId.PLACE)))
        rules.require_import(turn, place, place.name)
        templates.save(turn.session, place.id, name, content, person_id=turn.by.id, at=turn.now)
        receiving.end(turn, upload, UploadState.IMPORTED, messages.in_use(upload.name, name, place.name))
    return {}


FILES: Mapping[str, FileRenderer] = MappingProxyType({"template_trial": _trial})
ROUTES: tuple[Route, ...] = (
    button(ActionId.TEMPLATE_TRY, UploadPointer.of, writes(OWN_UPLOAD, try_it)),
    form(ViewId.UPLOAD_TEMPLATE, UploadPointer.of, opens_turns(OWN_UPLOAD, use)),
)
