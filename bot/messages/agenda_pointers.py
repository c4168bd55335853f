"""What the buttons and forms of agendas carry."""

from dataclasses import dataclass

from bot.slack.button_values import ButtonValue


@dataclass(frozen=True, slots=True)
class AgendaPointer(ButtonValue):
    agenda_id: int
    version: int


@dataclass(frozen=True, slots=True)
class AreasPointer(AgendaPointer):
    """The agenda, its version and the first area in the form."""

    first: int = 0


@dataclass(frozen=True, slots=True)
class EvidencePointer(ButtonValue):
    evidence_id: int


@dataclass(frozen=True, slots=True)
class EvidenceChoice(EvidencePointer):
    """The evidence that a message in the agenda's thread shows."""

    ts: str
