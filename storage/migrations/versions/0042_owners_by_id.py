"""An action item names the people chosen in Slack by their ids, as its owner and among its collaborators"""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"

ITEM = sa.table(
    "action_item",
    *(sa.column(name) for name in ("id", "owner", "owner_key", "owner_id")),
    sa.column("collaborators", sa.JSON()),
)
PERSON = sa.table("person", sa.column("id"), sa.column("name"))
OFFER = sa.table("item_offer", *(sa.column(name) for name in ("item_id", "person_id", "kind")))


def upgrade() -> None:
    op.execute(ITEM.update().where(ITEM.c.owner_id.is_not(None)).values(owner=None, owner_key=""))
    _rewrite(lambda name, mention: {name: mention})


def downgrade() -> None:
    owned = sa.select(ITEM.c.id, PERSON.c.name).join_from(ITEM, PERSON, PERSON.c.id == ITEM.c.owner_id)
    for item_id, name in op.get_bind().execute(owned).all():
        words = {"owner": name, "owner_key": " ".join(name.split()).casefold()}
        op.get_bind().execute(ITEM.update().where(ITEM.c.id == item_id).values(words))
    _rewrite(lambda name, mention: {mention: name})


def _rewrite(rule: Callable[[str, str], dict[str, str]]) -> None:
    """Replace collaborators by the rule: those who were told in Slack that they are."""
    chosen = (
        sa.select(OFFER.c.item_id, PERSON.c.id, PERSON.c.name)
        .join_from(OFFER, PERSON, PERSON.c.id == OFFER.c.person_id)
        .where(OFFER.c.kind == "collaborator")
    )
    rules: dict[int, dict[str, str]] = {}
    for item_id, person_id, name in op.get_bind().execute(chosen).all():
        rules.setdefault(item_id, {}).update(rule(name, f"<@{person_id}>"))
    for item_id, replacements in rules.items():
        collaborators = op.get_bind().execute(sa.select(ITEM.c.collaborators).where(ITEM.c.id == item_id)).scalar_one()
        rewritten = [replacements.get(name, name) for name in collaborators]
        op.get_bind().execute(ITEM.update().where(ITEM.c.id == item_id).values(collaborators=rewritten))
