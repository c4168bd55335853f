"""Turns of presenters: they share evidence, with a line on what it teaches."""

import re

from bot import ack
from bot.ack import Ack
from bot.agendas import posting
from bot.agendas.rules import EVIDENCE, BroughtEvidence
from bot.blocks import Block
from bot.identifiers import ActionId, FieldId, ViewId
from bot.messages import agenda_forms as forms
from bot.messages.agenda_pointers import EvidencePointer
from bot.payloads import Click, Submission
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, form, opener
from bot.turns import Turn
from conversations.agendas import ShownEvidence
from prompts import plain
from storage.rounds import evidence as store

_LINK = re.compile(r"https?://\S+")


def show_form(_turn: Turn, _click: Click, pointer: EvidencePointer, brought: BroughtEvidence) -> Block:
    return forms.show_form(brought.what, pointer)


def show(turn: Turn, form: Submission, pointer: EvidencePointer, brought: BroughtEvidence) -> Ack:
    """Keep the line and the link; everybody sees them in the agenda."""
    line, link = form.text(FieldId.LINE), form.text(FieldId.LINK)
    if link and not _LINK.fullmatch(link):
        return ack.errors({FieldId.LINK: plain("agendas", "bad_link")})
    stored, plan = brought.agenda.stored, brought.agenda.plan
    exhibit = ShownEvidence(line=line, link=link)
    store.show(turn.session, stored.id, pointer.evidence_id, exhibit, turn.stamp(plan.time_zone), message_ts="")
    presenter = brought.presenter_id
    posting.show_evidence(turn, plan, stored, [presenter] if presenter is not None else [])
    return {}


ROUTES: tuple[Route, ...] = (
    opener(ActionId.EVIDENCE_SHOW, EvidencePointer.of, reads(EVIDENCE, show_form)),
    form(ViewId.EVIDENCE_SHOW, EvidencePointer.of, writes(EVIDENCE, show)),
)
