"""Who may edit and post agendas, and who shows evidence."""

from dataclasses import dataclass

from bot.messages.agenda_pointers import AgendaPointer, EvidencePointer
from bot.permissions import roles
from bot.permissions.guards import AccessRule, Whose
from bot.permissions.plan_rules import find_plan, permitted
from bot.permissions.roles import Permission
from bot.slack.button_values import StaleValueError
from bot.turns import CannotDoError, RefusedError, Turn
from storage.plans.plans import PlanSummary
from storage.rounds import agendas, evidence
from storage.rounds.agendas import StoredAgenda


@dataclass(frozen=True, slots=True)
class PlanAgenda:
    stored: StoredAgenda
    plan: PlanSummary


def _writable(turn: Turn, pointer: AgendaPointer) -> PlanAgenda:
    agenda = _find(turn, pointer.agenda_id)
    permitted(turn, Permission.WRITE_MINUTES, agenda.plan)
    return agenda


def _find(turn: Turn, agenda_id: int) -> PlanAgenda:
    try:
        stored = agendas.get(turn.session, agenda_id)
    except LookupError as error:
        raise StaleValueError from error
    return PlanAgenda(stored, find_plan(turn, stored.plan_id))


AGENDA: AccessRule[AgendaPointer, PlanAgenda] = AccessRule(Permission.WRITE_MINUTES, _writable)
"""The agenda a button belongs to."""


@dataclass(frozen=True, slots=True)
class BroughtEvidence:
    what: str
    agenda: PlanAgenda


def _brought(turn: Turn, pointer: EvidencePointer) -> BroughtEvidence:
    """Raises CannotDoError for evidence that isn't asked for anymore too."""
    by, asked = turn.by, evidence.get(turn.session, pointer.evidence_id)
    if asked is None:
        raise StaleValueError
    agenda = _find(turn, asked.agenda_id)
    if by.id != asked.presenter_id and not roles.may(turn.session, by, Permission.WRITE_MINUTES, agenda.plan):
        raise RefusedError("agendas", "not_yours", plan_id=agenda.plan.id)
    if asked.is_dropped:
        raise CannotDoError("agendas", "no_longer_asked")
    return BroughtEvidence(asked.what, agenda)


EVIDENCE: AccessRule[EvidencePointer, BroughtEvidence] = AccessRule(Whose.PRESENTER, _brought)
"""The evidence a button belongs to, for whoever brings it."""
