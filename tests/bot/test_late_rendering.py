"""The registry of what is rendered at sending time holds every name that is queued, once."""

from __future__ import annotations

import re
from pathlib import Path

import bot
from bot import charts, late_rendering, statuses
from bot.action_items import notifying
from bot.agendas import coverage
from bot.check_ins import rendering
from bot.coaching import pictures as coaching_pictures
from bot.coaching import records as coaching
from bot.comments import answers as comment_answers
from bot.documents import desk as documents
from bot.documents import template_desk
from bot.documents.signing import archive_desk as packet_desk
from bot.documents.signing import desk as signing
from bot.documents.signing import reviewing
from bot.home import home_views
from bot.initiatives import desk as initiatives
from bot.initiatives import rating
from bot.minutes import desk as minutes
from bot.network import desk as network
from bot.network import digests as network_digests
from bot.network.outreach import notifying as outreach
from bot.rollovers import desk as rollovers
from bot.rollovers import making as next_plans
from bot.root_cause import records as root_cause
from bot.setup import sheet_desk, template_uploads

ROOMS = (
    *(rendering.CONTENT, notifying.CONTENT, home_views.CONTENT, comment_answers.CONTENT, signing.CONTENT),
    *(charts.FILES, coaching.FILES, coaching_pictures.FILES, root_cause.FILES, minutes.FILES, coverage.FILES),
    *(documents.FILES, signing.FILES, template_desk.FILES, template_uploads.FILES, statuses.FILES, sheet_desk.FILES),
    *(network.FILES, network.CONTENT, network_digests.CONTENT, outreach.CONTENT, initiatives.FILES, rating.FILES),
    *(rollovers.CONTENT, next_plans.CONTENT),
    *(packet_desk.FILES, reviewing.CONTENT),
)


def test_no_two_rooms_use_the_same_name() -> None:
    registered = {**late_rendering.CONTENT, **late_rendering.FILES}

    assert len(registered) == sum(len(room) for room in ROOMS)


def test_every_name_that_is_queued_is_registered() -> None:
    sources = [path.read_text(encoding="utf-8") for path in Path(bot.__file__).parent.rglob("*.py")]
    queued = {name for source in sources for name in re.findall(r'"make": "(\w+)"', source)}

    assert queued <= {*late_rendering.CONTENT, *late_rendering.FILES}
    assert {"check_in", "minutes", "progress"} <= queued
