"""Who was asked for support at once with its provider, and the messages that asked them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from storage.models import PersonRow, SupportCopyRow


@dataclass(frozen=True, slots=True)
class SupportCopy:
    """Another person who was asked for the same at once."""

    person_id: int
    name: str
    message_key: str | None
    is_active: bool


def of_supports(session: Session, support_ids: Sequence[int]) -> dict[int, tuple[SupportCopy, ...]]:
    if not support_ids:
        return {}
    statement = (
        select(SupportCopyRow.support_id, PersonRow.id, PersonRow.name, SupportCopyRow.message_key, PersonRow.active)
        .join(PersonRow, PersonRow.id == SupportCopyRow.person_id)
        .where(SupportCopyRow.support_id.in_(support_ids))
        .order_by(PersonRow.name)
    )
    copies: dict[int, tuple[SupportCopy, ...]] = {}
    for support_id, person_id, name, message_key, is_active in session.execute(statement):
        copy = SupportCopy(person_id, name, message_key, is_active)
        copies[support_id] = (*copies.get(support_id, ()), copy)
    return copies


def sent_to(person_id: int) -> Select[int]:
    return select(SupportCopyRow.support_id).where(SupportCopyRow.person_id == person_id)
