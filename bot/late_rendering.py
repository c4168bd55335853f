"""The registry of content rendered at sending time: the name in `payload["make"]` and its renderer.

This keeps turns short, makes one update of ten answers in a row, and never sends outdated content. Each room brings its
renderers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from bot import charts, statuses
from bot.action_items import notifying
from bot.agendas import coverage
from bot.check_ins import rendering as check_ins
from bot.comments import answers as comment_answers
from bot.documents import desk as documents
from bot.documents import template_desk
from bot.documents.signing import archive_desk as packet_desk
from bot.documents.signing import desk as signing
from bot.documents.signing import reviewing
from bot.home import home_views
from bot.initiatives import desk as initiatives
from bot.initiatives import rating
from bot.kinds import KINDS
from bot.minutes import desk as minutes
from bot.network import desk as network
from bot.network import digests as network_digests
from bot.network.outreach import notifying as outreach
from bot.rollovers import desk as rollovers
from bot.rollovers import making as next_plans
from bot.sending.renderers import ContentRenderer, FileRenderer
from bot.sending.uploads import File
from bot.setup import sheet_desk, template_uploads
from prompts import formats
from storage.database import Database
from storage.delivery.claims import Claimed
from storage.people import people

CONTENT: Mapping[str, ContentRenderer] = MappingProxyType(
    {
        **check_ins.CONTENT,
        **notifying.CONTENT,
        **home_views.CONTENT,
        **comment_answers.CONTENT,
        **signing.CONTENT,
        **rollovers.CONTENT,
        **network.CONTENT,
        **outreach.CONTENT,
        **network_digests.CONTENT,
        **next_plans.CONTENT,
        **reviewing.CONTENT,
    }
)
FILES: Mapping[str, FileRenderer] = MappingProxyType(
    {
        **{make: render for kind in KINDS for make, render in kind.files.items()},
        **minutes.FILES,
        **coverage.FILES,
        **documents.FILES,
        **signing.FILES,
        **template_desk.FILES,
        **template_uploads.FILES,
        **packet_desk.FILES,
        **statuses.FILES,
        **network.FILES,
        **initiatives.FILES,
        **rating.FILES,
        **charts.FILES,
        **sheet_desk.FILES,
    }
)


def make(database: Database, message: Claimed, now: datetime) -> Claimed | None:
    """Add the content, unless it was rendered when it was queued. None for an obsolete message."""
    render = CONTENT.get(message.payload.get("make", ""))
    if render is None:
        return message
    with database.read() as session:
        locale = people.locale(session, message.workspace_id, message.channel)
        with formats.reading(locale=locale, today=now.date()):
            payload = render(session, message, now)
    return None if payload is None else replace(message, payload=payload)


def files(database: Database, message: Claimed) -> Sequence[File]:
    """The files of an upload."""
    return FILES[message.payload["make"]](database, message.payload)
