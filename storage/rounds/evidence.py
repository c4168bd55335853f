"""The evidence that posted agendas ask for, and what people show of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, select, true, update
from sqlalchemy.orm import Session

from conversations.agendas import Area, PromisedEvidence
from conversations.highlight import ShownEvidence
from storage.items.items import Stamp
from storage.models import AgendaEvidenceRow, AgendaRow, ShownEvidenceRow
from storage.people import mentions


def of_agenda(session: Session, agenda_id: int) -> list[PromisedEvidence]:
    """What the agenda asks for as posted last, with what was shown of it."""
    plan_id = _plan_id(session, agenda_id)
    exhibits: dict[int, list[ShownEvidence]] = {}
    statement = select(ShownEvidenceRow).filter_by(agenda_id=agenda_id, withdrawn=False).order_by(ShownEvidenceRow.id)
    for row in session.scalars(statement):
        if row.evidence_id is not None:
            line, name = mentions.with_names(session, plan_id, [row.line, row.name])
            exhibits.setdefault(row.evidence_id, []).append(ShownEvidence(line=line, name=name, link=row.link))
    return [
        PromisedEvidence(
            id=row.id,
            what=mentions.with_names(session, plan_id, row.what),
            key=row.key,
            presenter_id=row.presenter_id,
            benchmark_id=row.benchmark_id,
            exhibits=tuple(exhibits.get(row.id, ())),
        )
        for row in session.scalars(_standing(agenda_id))
    ]


def _standing(agenda_id: int) -> Select[AgendaEvidenceRow]:
    is_asked = (AgendaEvidenceRow.agenda_id == agenda_id) & AgendaEvidenceRow.dropped_at.is_(None)
    return select(AgendaEvidenceRow).where(is_asked).order_by(AgendaEvidenceRow.id)


@dataclass(frozen=True, slots=True)
class AskedEvidence:
    """Evidence with the agenda that asks for it, or did before it changed."""

    agenda_id: int
    what: str
    presenter_id: int | None
    is_dropped: bool


def get(session: Session, evidence_id: int) -> AskedEvidence | None:
    row = session.get(AgendaEvidenceRow, evidence_id)
    if row is None:
        return None
    what = mentions.with_names(session, _plan_id(session, row.agenda_id), row.what)
    return AskedEvidence(row.agenda_id, what, row.presenter_id, row.dropped_at is not None)


def _plan_id(session: Session, agenda_id: int) -> int:
    return session.scalars(select(AgendaRow.plan_id).filter_by(id=agenda_id)).one()


def promise(session: Session, agenda_id: int, areas: Iterable[Area], stamp: Stamp) -> set[int]:
    """Save what the agenda asks for as it is posted; return the ids of presenters whose part changed."""
    plan_id = _plan_id(session, agenda_id)
    before = {row.key: row for row in session.scalars(_standing(agenda_id))}
    changed: set[int | None] = set()
    asked = {area.key: area for area in areas if area.evidence}
    for key, area in asked.items():
        row = before.get(key)
        what = mentions.with_ids(session, plan_id, area.evidence, before=row.what if row else "")
        if row is not None and row.presenter_id == area.presenter_id:
            if row.what != what:
                row.what = what
                changed.add(area.presenter_id)
            continue
        following = _row(agenda_id, area, what, stamp)
        session.add(following)
        changed.add(area.presenter_id)
        if row is not None:
            changed.add(_drop(row, stamp))
            _hand_on(session, row, following)
    changed |= {_drop(row, stamp) for key, row in before.items() if key not in asked}
    session.flush()
    return {person_id for person_id in changed if person_id is not None}


def _drop(row: AgendaEvidenceRow, stamp: Stamp) -> int | None:
    row.dropped_at = stamp.at
    return row.presenter_id


def _hand_on(session: Session, row: AgendaEvidenceRow, following: AgendaEvidenceRow) -> None:
    """What was shown stays shown, whoever presents it now."""
    session.flush()
    of_row = update(ShownEvidenceRow).where(ShownEvidenceRow.evidence_id == row.id)
    session.execute(of_row.values(evidence_id=following.id))


def _row(agenda_id: int, area: Area, what: str, stamp: Stamp) -> AgendaEvidenceRow:
    return AgendaEvidenceRow(
        agenda_id=agenda_id,
        key=area.key,
        what=what,
        strategy_id=area.strategy_id,
        benchmark_id=area.benchmark_id,
        presenter_id=area.presenter_id,
        at=stamp.at,
        recorded_on=stamp.on,
        person_id=stamp.by,
    )


def show(
    session: Session,
    agenda_id: int,
    evidence_id: int | None,
    exhibits: Iterable[ShownEvidence],
    stamp: Stamp,
    *,
    message_ts: str = "",
) -> None:
    """Keep what a person showed; without evidence, until they say which it is."""
    plan_id, all_exhibits = _plan_id(session, agenda_id), list(exhibits)
    texts = [text for exhibit in all_exhibits for text in (exhibit.line, exhibit.name)]
    texts = mentions.with_ids(session, plan_id, texts)
    session.add_all(
        ShownEvidenceRow(
            agenda_id=agenda_id,
            evidence_id=evidence_id,
            person_id=stamp.by,
            line=line,
            name=name,
            link=exhibit.link,
            message_ts=message_ts,
            at=stamp.at,
            recorded_on=stamp.on,
        )
        for exhibit, line, name in zip(all_exhibits, texts[::2], texts[1::2], strict=True)
    )
    session.flush()


def assign(session: Session, agenda_id: int, evidence_id: int, message_ts: str, *, person_id: int) -> bool:
    """Save which evidence a person's message shows. Returns False for a message that shows nothing (any more)."""
    return _update(session, agenda_id, message_ts, ShownEvidenceRow.person_id == person_id, evidence_id=evidence_id)


def withdraw(session: Session, agenda_id: int, message_ts: str) -> bool:
    """Withdraw what a deleted or edited message showed. Returns False if it showed nothing."""
    return _update(session, agenda_id, message_ts, true(), withdrawn=True)


def _update(session: Session, agenda_id: int, message_ts: str, is_meant: ColumnElement[bool], **values: object) -> bool:
    statement = (
        update(ShownEvidenceRow)
        .where(
            ShownEvidenceRow.agenda_id == agenda_id,
            ShownEvidenceRow.message_ts == message_ts,
            ShownEvidenceRow.withdrawn.is_(False),
            is_meant,
        )
        .values(**values)
        .returning(ShownEvidenceRow.id)
    )
    return bool(session.execute(statement).all())


def links_of(session: Session, agenda_id: int, message_ts: str) -> list[str]:
    """The files and links that a message shows."""
    statement = select(ShownEvidenceRow.link).filter_by(agenda_id=agenda_id, message_ts=message_ts, withdrawn=False)
    return list(session.scalars(statement.order_by(ShownEvidenceRow.id)))
