"""From a root to work, and back: what a root cause dialog writes down leads to its thread, and can be changed."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from storage.models import ActionItemRow
from tests.scenarios.district import District
from tests.support.root_cause import ITEM, SYMPTOM, Thread


@pytest.fixture
def thread(district: District) -> Thread:
    return Thread(district)


def leads_back(thread: Thread, words: str) -> bool:
    """Whether what Dana read last with these words has a link to the thread."""
    said = [each for each in thread.dana._in_channel("C_BETHEL") if words in json.dumps(each, ensure_ascii=False)]
    newest = max(said, key=lambda each: str(each["ts"]))
    return f"/page/#c=C_BETHEL&ts={thread.ts}|" in json.dumps(newest).replace("&amp;", "&")


def code_of(district: District, text: str) -> str:
    with district.database.read() as session:
        return session.scalars(select(ActionItemRow.code).filter_by(text=text)).one()


def test_what_comes_of_it_leads_back_to_the_thread(thread: Thread) -> None:
    district = thread.district
    thread.starts()
    thread.finds_a_root()
    told = district.answers("dana", "/plan trace")
    assert "Roots without an action item" in told
    assert leads_back(thread, "Roots without an action item")

    thread.asks_for_the_practice()
    thread.writes_the_strategy()
    thread.presses("Next")
    thread.adds_an_item()
    code = code_of(district, ITEM["part:text"])
    assert ITEM["part:text"] in district.answers("dana", f"/plan trace {code}")
    assert leads_back(thread, "It is for this cause")

    thread.presses("Finish")
    thread.dana.sees(f"Root cause: {SYMPTOM}")
    assert leads_back(thread, "Roots and what we do")
    written = district.files("dana", "C_BETHEL")["root-cause-2026-11-16.md"].decode()
    assert f"/page/#c=C_BETHEL&ts={thread.ts}>" in written
