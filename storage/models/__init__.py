"""All tables. What belongs to a workspace says so, directly or through its organization."""

from storage.models.action_items import HomePageRow, ItemNewsRow, ItemNoteRow, ItemOfferRow, SentReminderRow, SupportRow
from storage.models.base import Base
from storage.models.check_ins import AnswerRow, CheckInRequestRow, MinutesRow, RequestTopicRow, RoundRow
from storage.models.delivery import DedupKeyRow, OutboxRow, SendBudgetRow, SendPauseRow
from storage.models.dialogs import (
    DialogReplyRow,
    DialogRow,
    PrivateAnswerRow,
    PrivateQuestionRow,
    SwotFactorRow,
    WrittenPartRow,
)
from storage.models.people import (
    AbsenceRow,
    ClosingRow,
    MembershipRow,
    OrganizationRow,
    PersonalScheduleRow,
    PersonRow,
    RoleChangeRow,
    RoleHolderRow,
    TermRow,
    WorkspaceRow,
)
from storage.models.plans import (
    ActionItemRow,
    BenchmarkRow,
    GoalRow,
    ItemEventRow,
    MeasureRow,
    MilestoneRow,
    PlanRow,
    PriorityRow,
    StrategyRow,
)
from storage.models.promises import RiskRow

__all__ = [
    "AbsenceRow",
    "ActionItemRow",
    "AnswerRow",
    "Base",
    "BenchmarkRow",
    "CheckInRequestRow",
    "ClosingRow",
    "DedupKeyRow",
    "DialogReplyRow",
    "DialogRow",
    "GoalRow",
    "HomePageRow",
    "ItemEventRow",
    "ItemNewsRow",
    "ItemNoteRow",
    "ItemOfferRow",
    "MeasureRow",
    "MembershipRow",
    "MilestoneRow",
    "MinutesRow",
    "OrganizationRow",
    "OutboxRow",
    "PersonRow",
    "PersonalScheduleRow",
    "PlanRow",
    "PriorityRow",
    "PrivateAnswerRow",
    "PrivateQuestionRow",
    "RequestTopicRow",
    "RiskRow",
    "RoleChangeRow",
    "RoleHolderRow",
    "RoundRow",
    "SendBudgetRow",
    "SendPauseRow",
    "SentReminderRow",
    "StrategyRow",
    "SupportRow",
    "SwotFactorRow",
    "TermRow",
    "WorkspaceRow",
    "WrittenPartRow",
]
