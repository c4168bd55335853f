"""The steps of a support request. Each adds an event, whose id it returns, and leaves the row as its newest state."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session

from storage.items import supports
from storage.items.items import Stamp
from storage.items.support_copies import SupportCopy
from storage.items.support_values import AsIntended, Effectiveness, Support, SupportState
from storage.models import SupportCopyRow, SupportEventRow, SupportRow
from storage.upsert import change


class SupportEventKind(StrEnum):
    ASKED = "asked"
    PASSED_ON = "passed_on"
    OFFERED = "offered"
    PROVIDED = "provided"
    DECLINED = "declined"
    USED = "used"
    RATED = "rated"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Whom a request goes to. `organization_id` is the organization above the plan's that they lead, if they do."""

    person_id: int
    organization_id: int | None = None
    others: tuple[int, ...] = ()
    """Ids of other people asked at once. Whoever answers first becomes the provider."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What is needed, for what, and by when.

    `provider_id` names a person; without one the plan's leader is asked. `answer_key` ties the request to a check-in
    answer, so that a changed answer changes the request.
    """

    plan_id: int
    item_id: int | None
    asker_id: int
    needed: str
    provider_id: int | None = None
    needed_by: date | None = None
    answer_key: str | None = None
    topic_code: str = ""
    topic_text: str = ""
    background: str = ""
    thread_key: str = ""
    """Key of the opening message of the dialog that asks for it."""
    follows_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """What was provided, from which source, and when."""

    provided: str
    provided_on: date
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    used: str
    as_intended: AsIntended
    effective: Effectiveness
    evidence: str


def request(session: Session, need: Need, stamp: Stamp) -> Support:
    """Add a request that has no provider yet."""
    row = SupportRow(
        plan_id=need.plan_id,
        item_id=need.item_id,
        topic_code=need.topic_code,
        topic_text=need.topic_text,
        asker_id=need.asker_id,
        answer_key=need.answer_key,
        at=stamp.at,
        needed=need.needed,
        needed_by=need.needed_by,
        background=need.background,
        thread_key=need.thread_key,
        follows_id=need.follows_id,
    )
    session.add(row)
    session.flush()
    support = supports.get(session, row.id)
    assert support is not None  # it was just added
    return support


def record(session: Session, need: Need, given: Help, stamp: Stamp) -> tuple[Support, int]:
    """Add support that was provided without being requested here, and the id of its event."""
    support = request(session, need, stamp)
    change(session, SupportRow, support.id, provider_id=need.provider_id)
    added = supports.get(session, support.id)
    assert added is not None  # it was just added
    return added, provide(session, added, given, stamp)


def ask(session: Session, support: Support, provider: Provider | None, stamp: Stamp) -> int:
    """Ask a provider; also another one after a refusal. None notes that there is nobody to ask yet."""
    asked = _provided_by(provider, stamp) | {"state": SupportState.ASKED, "provided": "", "promised_for": None}
    # What was taken back and is needed again counts its days anew.
    again = {"at": stamp.at} if support.state is SupportState.WITHDRAWN else {}
    change(session, SupportRow, support.id, **asked, **again)
    _replace_copies(session, support, provider)
    return _add(session, support, SupportEventKind.ASKED, stamp, provider, words=support.needed, day=support.needed_by)


def pass_on(session: Session, support: Support, provider: Provider, stamp: Stamp) -> int:
    """Ask the leader of an organization above in place of the present provider."""
    change(session, SupportRow, support.id, **_provided_by(provider, stamp))
    _replace_copies(session, support, provider)
    return _add(session, support, SupportEventKind.PASSED_ON, stamp, provider)


def _replace_copies(session: Session, support: Support, provider: Provider | None) -> None:
    session.execute(delete(SupportCopyRow).where(SupportCopyRow.support_id == support.id))
    others = provider.others if provider else ()
    session.add_all(SupportCopyRow(support_id=support.id, person_id=person_id) for person_id in others)
    session.flush()


def take_over(session: Session, support: Support, copy: SupportCopy) -> None:
    """Make whoever answers first the provider; the former one's message becomes a copy."""
    change(session, SupportRow, support.id, provider_id=copy.person_id, message_key=copy.message_key)
    of_copy = (SupportCopyRow.support_id == support.id, SupportCopyRow.person_id == copy.person_id)
    session.execute(
        update(SupportCopyRow).where(*of_copy).values(person_id=support.provider_id, message_key=support.message_key)
    )


def _provided_by(provider: Provider | None, stamp: Stamp) -> dict[str, object]:
    above = provider.organization_id if provider else None
    return {
        "provider_id": provider.person_id if provider else None,
        "passed_to_id": above,
        "passed_on": stamp.on if above else None,
    }


def reword(session: Session, support: Support, needed: str, needed_by: date | None, stamp: Stamp) -> int:
    """Change what is needed, and by when, of the same request."""
    change(session, SupportRow, support.id, needed=needed, needed_by=needed_by)
    person_id, place = support.provider_id, support.passed_to_id
    provider = Provider(person_id=person_id, organization_id=place) if person_id else None
    return _add(session, support, SupportEventKind.ASKED, stamp, provider, words=needed, day=needed_by)


def set_background(session: Session, support_id: int, background: str) -> None:
    """What only the provider reads beside the need."""
    change(session, SupportRow, support_id, background=background)


def detach(session: Session, support: Support) -> None:
    """Let later answers in the check-in make a request of their own."""
    change(session, SupportRow, support.id, answer_key=None)


def offer(session: Session, support: Support, promised_for: date, stamp: Stamp) -> int:
    change(session, SupportRow, support.id, state=SupportState.OFFERED, promised_for=promised_for)
    return _add(session, support, SupportEventKind.OFFERED, stamp, day=promised_for)


def hand_over(session: Session, support: Support, provider: Provider, stamp: Stamp) -> int:
    """Give a promise to another person, with its date."""
    change(session, SupportRow, support.id, provider_id=provider.person_id)
    return _add(session, support, SupportEventKind.OFFERED, stamp, provider, day=support.promised_for)


def set_item(session: Session, support: Support, item_id: int) -> None:
    """The action item that the promise became."""
    change(session, SupportRow, support.id, provider_item_id=item_id)


def provide(session: Session, support: Support, given: Help, stamp: Stamp) -> int:
    values = {"provided": given.provided, "provided_on": given.provided_on, "source": given.source}
    change(session, SupportRow, support.id, state=SupportState.PROVIDED, provided_at=stamp.at, **values)
    kind = SupportEventKind.PROVIDED
    return _add(session, support, kind, stamp, words=given.provided, day=given.provided_on)


def decline(session: Session, support: Support, reason: str, stamp: Stamp) -> int:
    change(session, SupportRow, support.id, state=SupportState.DECLINED, provided=reason, promised_for=None)
    return _add(session, support, SupportEventKind.DECLINED, stamp, words=reason)


def withdraw(session: Session, support: Support, stamp: Stamp) -> int:
    change(session, SupportRow, support.id, state=SupportState.WITHDRAWN, promised_for=None)
    return _add(session, support, SupportEventKind.WITHDRAWN, stamp)


def rate(session: Session, support: Support, rating: Rating, stamp: Stamp) -> int:
    values = {name: getattr(rating, name) for name in ("used", "as_intended", "effective", "evidence")}
    change(session, SupportRow, support.id, state=SupportState.RATED, **values)
    _add(session, support, SupportEventKind.USED, stamp, words=rating.used)
    kind = SupportEventKind.RATED
    return _add(session, support, kind, stamp, words=rating.evidence, level=rating.effective)


def mark_rating_asked(session: Session, support_id: int) -> None:
    change(session, SupportRow, support_id, rating_asked=True)


def set_message(session: Session, support_id: int, message_key: str) -> None:
    """The message that asks the present provider."""
    change(session, SupportRow, support_id, message_key=message_key)


def set_copy(session: Session, support_id: int, person_id: int, message_key: str) -> None:
    """The message that asks someone else at once."""
    of_copy = (SupportCopyRow.support_id == support_id, SupportCopyRow.person_id == person_id)
    session.execute(update(SupportCopyRow).where(*of_copy).values(message_key=message_key))


def _add(
    session: Session,
    support: Support,
    kind: SupportEventKind,
    stamp: Stamp,
    provider: Provider | None = None,
    *,
    words: str = "",
    day: date | None = None,
    level: str = "",
) -> int:
    """The event's id."""
    asked = kind in (SupportEventKind.ASKED, SupportEventKind.PASSED_ON)
    values = {
        "support_id": support.id,
        "kind": kind.value,
        "at": stamp.at,
        "recorded_on": stamp.on,
        "person_id": stamp.by,
        "provider_id": provider.person_id if provider else None if asked else support.provider_id,
        "passed_to_id": provider.organization_id if provider else None,
        "day": day,
        "words": words,
        "level": level,
    }
    return session.scalars(insert(SupportEventRow).values(values).returning(SupportEventRow.id)).one()
