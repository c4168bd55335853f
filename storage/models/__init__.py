"""Every table. What belongs to a workspace says so, directly or through its organization."""

from storage.models.action_items import HomePage, ItemNews, ItemNote, ItemOffer, Reminded, SupportRow
from storage.models.base import Base
from storage.models.check_ins import Answer, Ask, AskTopic, MinutesRow, Round
from storage.models.delivery import Budget, OutboxRow, Pause, Taken
from storage.models.dialogs import ConversationRow, Finding, PrivateAsk, ReplyRow, WrittenPart
from storage.models.people import (
    Absence,
    ClosingRow,
    Membership,
    Organization,
    OwnTime,
    Person,
    RoleChangeRow,
    RoleHolder,
    TermRow,
    Workspace,
)
from storage.models.plans import (
    ActionItemRow,
    BenchmarkRow,
    GoalRow,
    ItemEvent,
    MeasureRow,
    MilestoneRow,
    PlanRow,
    PriorityRow,
    StrategyRow,
)

__all__ = [
    "Absence",
    "ActionItemRow",
    "Answer",
    "Ask",
    "AskTopic",
    "Base",
    "BenchmarkRow",
    "Budget",
    "ClosingRow",
    "ConversationRow",
    "Finding",
    "GoalRow",
    "HomePage",
    "ItemEvent",
    "ItemNews",
    "ItemNote",
    "ItemOffer",
    "MeasureRow",
    "Membership",
    "MilestoneRow",
    "MinutesRow",
    "Organization",
    "OutboxRow",
    "OwnTime",
    "Pause",
    "Person",
    "PlanRow",
    "PriorityRow",
    "PrivateAsk",
    "Reminded",
    "ReplyRow",
    "RoleChangeRow",
    "RoleHolder",
    "Round",
    "StrategyRow",
    "SupportRow",
    "Taken",
    "TermRow",
    "Workspace",
    "WrittenPart",
]
