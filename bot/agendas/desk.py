"""Turns that show, edit and post agendas."""

from collections.abc import Mapping
from dataclasses import replace

from bot import draft_copies
from bot.action_items.owners import BadOwnerError, member
from bot.agendas import drafting, posting
from bot.agendas.rules import AGENDA, PlanAgenda
from bot.late_forms import too_late
from bot.messages import agenda_forms as forms
from bot.messages import agendas as messages
from bot.messages.agenda_forms import ADDED, TypedArea
from bot.messages.agenda_pointers import AgendaPointer, AreasPointer
from bot.permissions import roles
from bot.permissions.plan_rules import PlanName, in_plan
from bot.permissions.roles import Permission
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, button, form, opener
from bot.slack import ack
from bot.slack.ack import Ack
from bot.slack.blocks import Block, MessageContent
from bot.slack.button_values import PlanId
from bot.slack.identifiers import ActionId, ViewId
from bot.slack.payloads import Click, Command, Submission
from bot.turns import CannotDoError, Turn
from conversations import agendas as core
from conversations.agendas import AreaEdit
from prompts import plain
from storage.delivery.outbox import OutboxMessage
from storage.people import people
from storage.plans.plans import PlanSummary
from storage.rounds import agendas as store
from storage.rounds import minutes


def show(turn: Turn, command: Command, _name: PlanName, plan: PlanSummary) -> MessageContent:
    """Send a leader the agenda to edit and post; show anybody else the one posted last."""
    if roles.may(turn.session, turn.by, Permission.WRITE_MINUTES, plan):
        _send(turn, plan, command.key)
        return messages.sent(plan.organization)
    stored = store.newest_posted(turn.session, plan.id)
    if stored is None or stored.posted is None:
        raise CannotDoError("agendas", "not_posted", organization=plan.organization)
    return messages.answer(stored.posted, posting.posted_facts(turn, plan, stored))


def send(turn: Turn, click: Click, _pointer: PlanId, plan: PlanSummary) -> None:
    """The same for the button in the draft of the minutes."""
    _send(turn, plan, click.key)


def _send(turn: Turn, plan: PlanSummary, request_key: str) -> None:
    drafted_with = minutes.newest(turn.session, plan.id)
    if drafted_with is None:
        raise CannotDoError("agendas", "no_minutes", organization=plan.organization)
    stored = drafting.newest(turn, plan, drafted_with)
    posting.show_drafts(turn, plan, stored)
    content = messages.draft(stored, posting.draft_facts(turn, plan, stored))
    key = draft_copies.post_key(posting.draft_name(stored.id), request_key)
    turn.put(OutboxMessage.post(plan.workspace_id, turn.by.slack_id, key, content.payload()))


# ---------------------------------------------------------------- editing


def edit_form(turn: Turn, _click: Click, pointer: AgendaPointer, agenda: PlanAgenda) -> Block:
    _require_unchanged(pointer, agenda)
    return _areas_form(turn, agenda, AreasPointer(agenda.stored.id, agenda.stored.version))


def _require_unchanged(pointer: AgendaPointer, agenda: PlanAgenda) -> None:
    if pointer.version != agenda.stored.version:
        raise CannotDoError("agendas", "changed_meanwhile")


def _areas_form(turn: Turn, agenda: PlanAgenda, pointer: AreasPointer) -> Block:
    ids = {area.presenter_id for area in agenda.stored.agenda.areas if area.presenter_id is not None}
    slack_ids = {person_id: person.slack_id for person_id, person in people.by_id(turn.session, ids).items()}
    return forms.edit_form(agenda.stored, pointer, slack_ids)


def save(turn: Turn, form: Submission, pointer: AreasPointer, agenda: PlanAgenda) -> Ack:
    """Save the areas of a form. If the agenda has more, the ack shows the next ones."""
    before = agenda.stored
    typed = forms.areas_in(form.values)
    wrong, presenters = _presenters(turn, typed)
    if wrong:
        return ack.errors(wrong)
    edits = {place: _edit(area, presenters) for place, area in typed.items()}
    by_place = {int(place): edit for place, edit in edits.items() if place != ADDED}
    edited = core.edit(before.agenda, by_place, edits.get(ADDED))
    changed = store.change(turn.session, before, edited) if before.version == pointer.version else None
    if changed is None:
        return too_late(turn, "agendas", "changed_meanwhile", form.typed)
    posting.show_drafts(turn, agenda.plan, changed)
    left = sum(1 for edit in by_place.values() if edit.text)
    if ADDED in typed:
        return {}
    following = replace(pointer, version=changed.version, first=pointer.first + left)
    return ack.update(_areas_form(turn, PlanAgenda(changed, agenda.plan), following))


def _edit(area: TypedArea, presenters: Mapping[str, int]) -> AreaEdit:
    return AreaEdit(text=area.text, evidence=area.evidence, presenter_id=presenters.get(area.presenter))


def _presenters(turn: Turn, typed: Mapping[str, TypedArea]) -> tuple[dict[str, str], dict[str, int]]:
    """A sentence beside each person who can't present, and the ids of the others by Slack id."""
    wrong: dict[str, str] = {}
    presenters: dict[str, int] = {}
    for place, area in typed.items():
        try:
            if area.presenter and area.text:
                presenters[area.presenter] = member(turn, area.presenter).id
        except BadOwnerError as bad:
            wrong[forms.presenter_field(place)] = plain("action_items", bad.part, **bad.values)
    return wrong, presenters


# ---------------------------------------------------------------- posting


def post_form(_turn: Turn, _click: Click, pointer: AgendaPointer, agenda: PlanAgenda) -> Block:
    _require_unchanged(pointer, agenda)
    return forms.post_form(pointer, has_channel=bool(agenda.plan.channel))


def post(turn: Turn, _form: Submission, pointer: AgendaPointer, agenda: PlanAgenda) -> Ack:
    _require_unchanged(pointer, agenda)
    posting.post(turn, agenda)
    return {}


ROUTES: tuple[Route, ...] = (
    button(ActionId.AGENDA_OPEN, PlanId.of, writes(in_plan(Permission.WRITE_MINUTES), send)),
    opener(ActionId.AGENDA_EDIT, AgendaPointer.of, reads(AGENDA, edit_form)),
    form(ViewId.AGENDA_EDIT, AreasPointer.of, writes(AGENDA, save)),
    opener(ActionId.AGENDA_POST, AgendaPointer.of, reads(AGENDA, post_form)),
    form(ViewId.AGENDA_POST, AgendaPointer.of, writes(AGENDA, post)),
)
