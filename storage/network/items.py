"""The action items of a network's plans, grouped by what decides how they count."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from plans.progress import ItemGroup
from storage.items import progress
from storage.items.items import is_counted, newest_event_id
from storage.models import ActionItemRow, ItemEventRow
from storage.network import coding
from storage.network.view import Key, NetworkView, key_of
from storage.rows import stream


def groups(session: Session, view: NetworkView) -> dict[Key, list[ItemGroup]]:
    statement, its_coding = coding.of_items(
        select(ActionItemRow.plan_id, *progress.signature(view.day.on))
        .select_from(ActionItemRow)
        .join(ItemEventRow, ItemEventRow.id == newest_event_id(view.day.on))
        .where(ActionItemRow.plan_id.in_(view.plan_ids), is_counted()),
        view.day,
    )
    counted = statement.add_columns(its_coding.label("coding")).subquery()
    grouped: dict[Key, list[ItemGroup]] = defaultdict(list)
    for key, *columns in stream(
        session, view.grouped(counted, progress.counted_alike(counted), progress.alike(counted))
    ):
        grouped[key_of(key)].append(progress.to_group(columns))
    return grouped
