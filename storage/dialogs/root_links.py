"""Links through a plan: from the roots of its root cause dialogs to strategies and action items."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.parts import PartKind
from conversations.root_cause import path
from conversations.root_cause.trace import Links, RootLink, root_link
from storage.dialogs import readers, root_cause
from storage.dialogs.root_cause import RootCauseDialog
from storage.models import ActionItemRow, MilestoneRow, PriorityRow, StrategyRow

TABLES: Mapping[PartKind, Any] = {PartKind.STRATEGY: StrategyRow, PartKind.ACTION_ITEM: ActionItemRow}


@dataclass(frozen=True, slots=True)
class NamedPriority:
    id: int
    title: str
    lead: str | None


def links(session: Session, plan_id: int, *, reader: str) -> Links:
    """Of a dialog that `reader` may not read, nothing but the keys of its roots."""
    dialogs = root_cause.STORE.of_plan(session, plan_id)
    closed = [dialog for dialog in dialogs if not readers.is_open_to(session, dialog.id, reader)]
    return Links(
        roots=tuple(root for dialog in dialogs if dialog not in closed for root in _roots(dialog)),
        hidden=frozenset(root.key for dialog in closed for root in _roots(dialog)),
        of_strategy=_of(session, dialogs, PartKind.STRATEGY),
        of_item=_of(session, dialogs, PartKind.ACTION_ITEM),
        declined=frozenset(_key(dialog, each.root) for dialog in dialogs for each in dialog.state.declined),
    )


def _roots(dialog: RootCauseDialog) -> Iterator[RootLink]:
    """Roots the team settled on, and roots that already had work written down before the team dug deeper."""
    tree = dialog.state.tree
    roots = [root.key for root in path.ours(tree)]
    worked = [tree.now(part.visit.item) for part in dialog.state.parts if part.kind in TABLES]
    for key in dict.fromkeys([*roots, *worked]):
        yield root_link(tree, key, prefix=str(dialog.id), thread=dialog.permalink)


def _of(session: Session, dialogs: Iterable[RootCauseDialog], kind: PartKind) -> dict[str, tuple[str, ...]]:
    """Keys of roots, by the code of the part written for them."""
    keys_by_code: dict[str, tuple[str, ...]] = {}
    for dialog in dialogs:
        codes = _codes(session, dialog, kind)
        for part in dialog.state.parts:
            if code := codes.get(part.key):
                keys_by_code[code] = tuple(dict.fromkeys([*keys_by_code.get(code, ()), _key(dialog, part.visit.item)]))
    return keys_by_code


def _codes(session: Session, dialog: RootCauseDialog, kind: PartKind) -> dict[str, str]:
    table = TABLES[kind]
    rows = root_cause.written(session, dialog.id, table.__tablename__)
    code_by_id: dict[int, str] = dict(
        session.execute(select(table.id, table.code).where(table.id.in_(rows.values()))).all()
    )
    return {key: code_by_id[row_id] for key, row_id in rows.items() if row_id in code_by_id}


def _key(dialog: RootCauseDialog, cause: str) -> str:
    return f"{dialog.id}/{dialog.state.tree.now(cause)}"


# ---------------------------------------------------------------- where things stand


def first_milestone(session: Session, strategy_id: int) -> int | None:
    statement = select(MilestoneRow.id).filter_by(strategy_id=strategy_id, dropped=False).order_by(MilestoneRow.id)
    return session.scalar(statement.limit(1))


def strategy_title(session: Session, strategy_id: int) -> str:
    return session.scalars(select(StrategyRow.title).filter_by(id=strategy_id)).one()


def priority_of(session: Session, strategy_id: int) -> int:
    return session.scalars(select(StrategyRow.priority_id).filter_by(id=strategy_id)).one()


def priority(session: Session, priority_id: int) -> NamedPriority:
    row = session.get_one(PriorityRow, priority_id)
    return NamedPriority(row.id, row.title, row.lead)
