"""What the people of the demo typed for their plan's documents."""

from datetime import date

from pydantic import BaseModel, ConfigDict

from bot.turns import Turn
from conversations.communications import CommunicationAudience, CommunicationWords, Venue
from conversations.documents.names import DocumentName
from storage.documents import communications, decisions, section_texts
from storage.documents.section_texts import SectionEdit
from storage.items import items
from storage.plans.plans import PlanSummary


class _TypedModel(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CommunicationSeed(_TypedModel):
    code: str
    """Of the action item of the plan that covers it."""
    message: str
    audiences: list[CommunicationAudience]
    know: str
    use: str
    venues: list[Venue]


class DecisionSeed(_TypedModel):
    text: str
    needed_by: date


class SectionTextSeed(_TypedModel):
    document: DocumentName
    section: str
    text: str


class DocumentsSeed(_TypedModel):
    """What one person typed on one day."""

    organization: str
    by: str
    typed_on: date
    communications: list[CommunicationSeed] = []
    decisions: list[DecisionSeed] = []
    texts: list[SectionTextSeed] = []


def write(turn: Turn, plan: PlanSummary, seed: DocumentsSeed) -> None:
    """As the person of the turn."""
    stamp = turn.stamp(plan.time_zone)
    for communication in seed.communications:
        item = items.find(turn.session, plan.id, communication.code)
        words = CommunicationWords(**communication.model_dump(exclude={"code"}))
        communications.add(turn.session, plan.id, item.id, words, stamp)
    for decision in seed.decisions:
        decisions.add(turn.session, plan.id, decision.text, decision.needed_by, stamp)
    for each in seed.texts:
        edit = SectionEdit(
            plan_id=plan.id, document=each.document, section=each.section, as_of=seed.typed_on, seen=0, text=each.text
        )
        section_texts.write(turn.session, edit, stamp)
