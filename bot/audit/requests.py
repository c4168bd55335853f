"""What a request is about, as its audit record says. Rules and turns note it as they go along.

Only ids are noted: what a person typed is not looked at.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import datetime

from storage.audit.kinds import AuditKind
from storage.models import OrganizationRow, PersonRow
from storage.plans.plans import PlanSummary

MOST_PLANS = 10
"""Whoever reads of more plans at once reads of their network: one record says of how many."""
_LEADS_TO_PLAN = ("plan", "plans", "agenda", "request", "round", "dialog", "owned_by", "school", "outreach")
"""Attributes of what a rule looks up that lead to a plan or an organization."""


@dataclass(frozen=True, slots=True)
class Viewing:
    """Who was shown something when."""

    at: datetime
    workspace_id: str | None
    person_id: int | None


@dataclass(slots=True)
class AuditedRequest:
    action: str
    change_kind: AuditKind = AuditKind.CHANGED
    """Of which kind its record is if it claims its dedup key."""
    login: str | None = None
    """Of a command on the machine, whose every write is recorded: it claims no dedup keys."""
    workspace_id: str | None = None
    plan_ids: Sequence[int] = ()
    organization_id: int | None = None
    pointers: dict[str, int] = field(default_factory=dict)
    changes: bool = False
    """Whether the open turn has claimed its dedup key, so that what it does is done once."""
    is_recorded: bool = False
    viewing: Viewing | None = None

    def add(self, subject: object) -> None:
        """Note the ids of what a button carries or a rule has looked up."""
        self.pointers.update(_pointers(subject))
        self.plan_ids = list(dict.fromkeys(_plans(subject))) or self.plan_ids
        workspace_id = getattr(subject, "workspace_id", None)
        self.workspace_id = workspace_id if isinstance(workspace_id, str) else self.workspace_id
        self.organization_id = _organization(subject) or self.organization_id


_active: ContextVar[AuditedRequest | None] = ContextVar("audited_request", default=None)


def active() -> AuditedRequest | None:
    """None outside of requests."""
    return _active.get()


@contextmanager
def begun(request: AuditedRequest) -> Iterator[None]:
    """Within the block, turns belong to this request."""
    token = _active.set(request)
    try:
        yield
    finally:
        _active.reset(token)


def about(subject: object) -> None:
    """The request is about this."""
    if (request := active()) is not None:
        request.add(subject)


def exports() -> None:
    """The request sends a file."""
    if (request := active()) is not None:
        request.change_kind = AuditKind.EXPORTED


def will_change(*, changes: bool = True) -> None:
    """The open turn has claimed its dedup key, or released it again."""
    if (request := active()) is not None:
        request.changes = changes


def _pointers(subject: object) -> Mapping[str, int]:
    person = subject if isinstance(subject, PersonRow) else getattr(subject, "person", None)
    if isinstance(person, PersonRow):
        return {"about_person_id": person.id}
    if not is_dataclass(subject) or isinstance(subject, PlanSummary):
        return {}
    ids = {each.name: getattr(subject, each.name) for each in fields(subject) if each.name.endswith("_id")}
    return {name: number for name, number in ids.items() if type(number) is int and name not in _COLUMNS}


_COLUMNS = frozenset({"plan_id", "organization_id", "person_id"})


def _plans(subject: object) -> Iterator[int]:
    """The plans that the subject is, is of, or leads to."""
    if isinstance(subject, PlanSummary):
        yield subject.id
    elif isinstance(subject, (list, tuple)):
        for each in subject:
            yield from _plans(each)
    elif type(plan_id := getattr(subject, "plan_id", None)) is int:
        yield plan_id
    else:
        for name in _LEADS_TO_PLAN:
            if (further := getattr(subject, name, None)) is not None:
                yield from _plans(further)


def _organization(subject: object) -> int | None:
    if isinstance(subject, OrganizationRow):
        return subject.id
    organization_id = getattr(subject, "organization_id", None)
    if type(organization_id) is int:
        return organization_id
    further = (getattr(subject, name, None) for name in _LEADS_TO_PLAN)
    return next((place for each in further if each is not None and (place := _organization(each))), None)
