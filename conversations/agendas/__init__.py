"""The agenda of a highlight discussion: what to improve in the coming month, and the evidence to bring."""

from conversations.agendas.agenda import Agenda, Area, AreaEdit, edit, renew
from conversations.agendas.drafting import (
    BehindItem,
    DueBenchmark,
    OpenPromise,
    Presenters,
    Proposal,
    QuietStrategy,
    Situation,
    draft,
)
from conversations.agendas.evidence import PromisedEvidence

__all__ = [
    "Agenda",
    "Area",
    "AreaEdit",
    "BehindItem",
    "DueBenchmark",
    "OpenPromise",
    "Presenters",
    "PromisedEvidence",
    "Proposal",
    "QuietStrategy",
    "Situation",
    "draft",
    "edit",
    "renew",
]
