"""Notes for the debrief, typed in the meeting's own thread: that of its agenda."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from storage.models import DebriefNoteRow
from tests.scenarios.district import District
from tests.scenarios.test_agendas import BETHEL, WALKS, drafted, names_two_areas, posts, thread_of_agenda
from tests.scenarios.test_coaching_troubles import away
from tests.support.minutes import publish

__all__ = ["drafted"]


@pytest.fixture
def met(drafted: District) -> District:
    """December's discussion follows its agenda; November's minutes are published, December's are a draft."""
    names_two_areas(drafted)
    posts(drafted)
    publish(drafted.person("dana"), on="Minutes draft")
    drafted.at("2026-12-15 10:00")
    drafted.answers("dana", "/plan minutes")
    drafted.settles()
    return drafted


def draft(district: District) -> str:
    """December's minutes as Dana has them."""
    district.settles()
    return next(
        each.text
        for each in reversed(district.person("dana").messages())
        if "Minutes draft" in each.text and "December 2026" in each.text
    )


def test_notes_in_the_thread_stand_in_the_debrief_with_who_typed_them(met: District) -> None:
    ana, thread = met.person("ana"), thread_of_agenda(met)
    ts = ana.says("*Takeaway:* Pairs need a common hour.\nSee you next week!", in_=BETHEL, thread=thread)
    met.person("maria").says("Question: Who covers grade 8?", in_=BETHEL, thread=thread)

    text = draft(met)
    ana.sees_reaction("eyes", to=ts, in_=BETHEL)
    assert "_Key take-aways_ (1)\n• Pairs need a common hour. (Ana Ruiz, Tue, Dec 15)" in text
    assert "_Outstanding questions/concerns_ (1)\n• Who covers grade 8? (Maria Okafor, Tue, Dec 15)" in text
    assert "See you next week" not in text

    dana = met.person("dana")
    dana.clicks("Publish", on="December 2026")
    assert dana.submits() == {}
    met.settles()
    written = met.files("dana", BETHEL)["Bethel-Elementary-School-minutes-2026-12.md"].decode()
    assert "- Pairs need a common hour. (Ana Ruiz, Tue, Dec 15)" in written
    ana.says("Feedback: ten minutes shorter", in_=BETHEL, thread=thread)
    met.settles()
    assert "The minutes of this discussion are published" in ana.reads(in_=BETHEL)[-1]


def test_an_edited_note_changes_a_deleted_one_goes_and_talk_is_left_alone(met: District) -> None:
    ana, thread = met.person("ana"), thread_of_agenda(met)
    ts = ana.says("Suggestion: begin with the data", in_=BETHEL, thread=thread)
    ana.says("Good question", in_=BETHEL, thread=thread)
    assert "• begin with the data (Ana Ruiz, Tue, Dec 15)" in draft(met)

    ana.edits(ts, "Suggestion: begin with student work", in_=BETHEL)
    text = draft(met)
    assert "• begin with student work (Ana Ruiz, Tue, Dec 15)" in text
    assert "begin with the data" not in text
    ana.deletes(ts, in_=BETHEL)
    assert "begin with student work" not in draft(met)


def test_a_note_beside_a_file_is_kept_and_so_is_one_posted_while_the_bot_was_away(met: District) -> None:
    ana, thread = met.person("ana"), thread_of_agenda(met)
    with away(met):
        ana.attaches("walks.xlsx", WALKS, in_=BETHEL, text="Takeaway: whole days help", thread=thread)
    for _again in range(2):
        met.bot.agendas.catch_up()

    text = draft(met)
    assert "• whole days help (Ana Ruiz, Tue, Dec 15)" in text
    assert "Shown: Tally of learning walks (walks.xlsx)" in text
    with met.database.read() as session:
        assert session.scalars(select(DebriefNoteRow.text)).all() == ["whole days help"]


def test_a_note_typed_while_the_leader_has_the_form_open_costs_nobody_their_words(met: District) -> None:
    ana, dana, thread = met.person("ana"), met.person("dana"), thread_of_agenda(met)
    ana.says("Takeaway: whole days help", in_=BETHEL, thread=thread)
    met.settles()
    dana.clicks("Edit 6", on="December 2026")
    ana.says("Feedback: ten minutes shorter", in_=BETHEL, thread=thread)
    met.settles()
    dana.fills(**{"line:0:0": "Whole days help", "added:suggestions": "Begin with the data"})
    assert dana.submits() == {}

    text = draft(met)
    for line in ("• Whole days help (Ana Ruiz", "• ten minutes shorter (Ana Ruiz", "• Begin with the data (Dana"):
        assert line in text
