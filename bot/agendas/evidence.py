"""Turns of presenters: they share evidence, with a line on what it teaches."""

import re
from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.agendas import drafting, posting
from bot.agendas.rules import EVIDENCE, BroughtEvidence
from bot.messages import agenda_forms as forms
from bot.messages.agenda_pointers import EvidenceChoice, EvidencePointer
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, button, form, opener
from bot.slack import ack
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Submission
from bot.turns import CannotDoError, Turn
from conversations.agendas import PromisedEvidence
from conversations.check_in import Subject
from conversations.highlight import EvidenceOutcome, ShownEvidence
from prompts import plain
from storage.plans.plans import PlanSummary
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
    store.show(turn.session, stored.id, pointer.evidence_id, [exhibit], turn.stamp(plan.time_zone))
    posting.show_evidence(turn, plan, stored)
    return {}


def choose(turn: Turn, _click: Click, pointer: EvidenceChoice, brought: BroughtEvidence) -> None:
    """Keep what the person posted in the thread as this evidence."""
    stored, plan = brought.agenda.stored, brought.agenda.plan
    if not store.assign(turn.session, stored.id, pointer.evidence_id, pointer.ts, person_id=turn.by.id):
        raise CannotDoError("agendas", "nothing_posted")
    posting.acknowledge(turn, plan, stored, pointer.ts)
    posting.show_evidence(turn, plan, stored)


def outcomes_of_evidence(session: Session, plan: PlanSummary, period: str) -> tuple[EvidenceOutcome, ...]:
    """What the agenda of this month's discussion asked for, and what of it was shown, for the minutes."""
    asked = _asked(session, plan, period)
    return tuple(EvidenceOutcome(what=each.what, exhibits=tuple(each.exhibits)) for each in asked)


def exhibits_of_benchmarks(session: Session, plan: PlanSummary, period: str) -> dict[str, list[str]]:
    """The files and links shown of each benchmark at this month's discussion, by the benchmark's topic key."""
    return {
        f"{Subject.BENCHMARK}:{each.benchmark_id}": [exhibit.name or exhibit.link for exhibit in linked]
        for each in _asked(session, plan, period)
        if each.benchmark_id is not None and (linked := [exhibit for exhibit in each.exhibits if exhibit.link])
    }


def _asked(session: Session, plan: PlanSummary, period: str) -> Sequence[PromisedEvidence]:
    agenda = drafting.of_discussion(session, plan, period)
    return store.of_agenda(session, agenda.id) if agenda else ()


ROUTES: tuple[Route, ...] = (
    button(ActionId.EVIDENCE_CHOOSE, EvidenceChoice.of, writes(EVIDENCE, choose)),
    opener(ActionId.EVIDENCE_SHOW, EvidencePointer.of, reads(EVIDENCE, show_form)),
    form(ViewId.EVIDENCE_SHOW, EvidencePointer.of, writes(EVIDENCE, show)),
)
