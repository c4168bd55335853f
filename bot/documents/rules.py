"""The signed document that a button names."""

from dataclasses import dataclass

from bot.messages.signed_documents import SignedPointer
from bot.permissions.plan_rules import find_plan
from bot.slack import button_values
from bot.turns import Turn
from conversations.documents.signed import SignedDocument
from storage.documents import signing
from storage.plans.plans import PlanSummary


@dataclass(frozen=True, slots=True)
class SignedOfPlan:
    document: SignedDocument
    plan: PlanSummary


def find_signed(turn: Turn, pointer: SignedPointer) -> SignedOfPlan:
    """The document and its plan, whoever the person is."""
    document = signing.get(turn.session, pointer.signed_id)
    if document is None:
        raise button_values.StaleValueError
    return SignedOfPlan(document, find_plan(turn, document.plan_id))
