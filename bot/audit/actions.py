"""Of which kind the audit records of routes are. The others change something if they claim their dedup key."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.permissions.guards import Guard, Whose
from bot.slack.identifiers import ActionId, ViewId
from storage.audit.kinds import AuditKind

FOR_THEMSELVES: frozenset[Guard] = frozenset(
    {
        Whose.ANYONE,
        Whose.EVERY_MEMBER,
        Whose.ADDRESSEE,
        Whose.CHECK_IN,
        Whose.GIVER,
        Whose.SUPPORT_ASKER,
        Whose.PRESENTER,
        Whose.RATER,
        Whose.UPLOAD,
    }
)
"""Whoever reads what is theirs leaves no audit record; what they change does."""

REPLY = "reply"
"""A message in the thread of a dialog, an agenda or a check-in, or in answer to a private question."""
FILE = "file"
"""A file dropped into the bot's messages."""

PAGES = frozenset(
    {
        "/plan report",
        ActionId.HOME_BACK,
        ActionId.HOME_NEXT,
        ActionId.HOME_YEARS,
        ActionId.HOME_DISMISS,
        ActionId.PAGE_BACK,
        ActionId.PAGE_NEXT,
        ActionId.REPORT_NOW,
        ActionId.SAMPLE_ANSWER,
    }
)
"""They turn pages, or show somebody what is theirs."""

PRIVATE = frozenset(
    {ViewId.COACH_ANSWER, ViewId.WHYS_ANSWER, ViewId.RATING_RATE, ActionId.WHYS_VOTE, ActionId.STUDENT_TAKE_OUT}
)
"""Answers, ratings and votes that may stay without a name. Their moment in a record would lead to who gave them."""

_SHOWING = frozenset(
    {
        "/plan agenda",
        "/plan coverage",
        "/plan documents",
        "/plan minutes",
        "/plan network",
        "/plan network digest",
        "/plan status",
        ActionId.AGENDA_OPEN,
        ActionId.CHARTS_OF_PLAN,
        ActionId.CHART_OF_OUTCOME,
        ActionId.COACH_RECORD,
        ActionId.COACH_WHERE,
        ActionId.DETAILS_CARD,
        ActionId.DOCUMENT_SECTIONS,
        ActionId.INITIATIVES_MATRIX,
        ActionId.INITIATIVES_NEXT,
        ActionId.INITIATIVES_OVERLAP,
        ActionId.INITIATIVE_OPEN,
        ActionId.NETWORK_GOALS,
        ActionId.NETWORK_NEXT,
        ActionId.NETWORK_OPEN,
        ActionId.NETWORK_TURN,
        ActionId.SETUP_ITEM_SHEET,
        ActionId.SETUP_TRY,
        ActionId.WHYS_WHERE,
    }
)
"""Their turns only queue what they show."""

KINDS: Mapping[str, AuditKind] = MappingProxyType(
    {
        **dict.fromkeys(map(str, _SHOWING), AuditKind.READ),
        ActionId.DOCUMENT_MAKE: AuditKind.EXPORTED,
        ActionId.INITIATIVES_FILES: AuditKind.EXPORTED,
        ActionId.NETWORK_SHEET: AuditKind.EXPORTED,
        ActionId.SIGNED_READ: AuditKind.EXPORTED,
        ActionId.TEMPLATE_FILL: AuditKind.EXPORTED,
        ActionId.TEMPLATE_TRY: AuditKind.EXPORTED,
        ViewId.PACKET: AuditKind.EXPORTED,
        ActionId.ADVICE_RELEASE: AuditKind.PUBLISHED,
        ActionId.STATUS_SHARE: AuditKind.PUBLISHED,
        ViewId.AGENDA_POST: AuditKind.PUBLISHED,
        ViewId.MINUTES_AMEND: AuditKind.PUBLISHED,
        ViewId.MINUTES_PUBLISH: AuditKind.PUBLISHED,
        ActionId.MINUTES_SIGN: AuditKind.SIGNED,
        ViewId.DOCUMENT_FREEZE: AuditKind.SIGNED,
        ViewId.SIGNED_SIGN: AuditKind.SIGNED,
    }
)
