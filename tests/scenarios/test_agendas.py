"""The next discussion's agenda: drafted with the minutes, edited, posted, and what presenters hear of it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from storage.models import ShownEvidenceRow
from tests.scenarios.district import District
from tests.scenarios.test_coaching_troubles import away
from tests.scenarios.test_minutes import word_text
from tests.support.minutes import close_check_in, publish

BETHEL = "C00BETHEL"


@pytest.fixture
def drafted(district: District) -> District:
    """November's minutes are drafted, and their leader has the agenda of the next discussion before her."""
    district.at("2026-11-17 10:00")
    district.person("maria").clicks("Done", on="1.1.3.3")
    district.settles()
    close_check_in(district.person("dana"))
    district.answers("dana", "/plan minutes")
    district.settles()
    district.person("dana").clicks("Next agenda")
    district.settles()
    return district


def agenda_in_channel(district: District) -> str:
    district.settles()
    return next(
        text
        for text in district.person("maria").reads(in_=BETHEL)
        if text.startswith("*Highlight") or "We open with" in text
    )


def names_two_areas(district: District) -> None:
    """Dana clears what is drafted and names two areas of her own."""
    dana = district.person("dana")
    dana.clicks("Edit …", on="Agenda draft")
    cleared = {f"area:{place}": "" for place in range(15)}
    for field, empty in cleared.items():
        if dana._field(field) is None:
            break
        dana.fills(**{field: empty})
    dana.fills(**{"area:new": "Peer visits", "evidence:new": "Tally of learning walks", "presenter:new": "U00000ANA"})
    assert dana.submits() == {}
    district.settles()
    dana.clicks("Edit …", on="Peer visits")
    dana.fills(**{"area:new": "Unit checks", "evidence:new": "Samples of checks", "presenter:new": "U0000LENA"})
    assert dana.submits() == {}
    district.settles()


def posts(district: District, label: str = "Post") -> None:
    dana = district.person("dana")
    dana.clicks(label, on="Peer visits")
    assert dana.submits() == {}
    district.settles()


def test_the_draft_opens_with_the_three_questions_and_names_what_is_due_and_behind(drafted: District) -> None:
    draft = drafted.told("dana")[-1]

    for line in (
        "Agenda draft: Bethel Elementary School",
        "*Highlight Discussion:* Mon, Dec 28",
        "1. Are we carrying out our activities the way we planned, with fidelity?",
        "2. Are we seeing the early evidence of change we expected by now?",
        "3. Are we meeting our short-term outcomes?",
        "*Key areas for improvement in the coming month*",
        "• 1.1.3.2 Set up pairs for peer visits _(behind, 32 days late)_",
    ):
        assert line in draft
    assert "not discussed yet" not in draft  # nothing has been ticked so far, so nobody knows


def test_what_is_posted_names_no_one_beside_what_is_behind(drafted: District) -> None:
    dana = drafted.person("dana")
    dana.clicks("Post", on="Agenda draft")
    assert dana.submits() == {}
    text = agenda_in_channel(drafted)

    assert "• 1.1.3.2 Set up pairs for peer visits\n" in text
    assert "behind" not in text
    assert "late" not in text


def test_each_presenter_hears_once_what_to_bring_and_again_if_it_changed(drafted: District) -> None:
    names_two_areas(drafted)
    posts(drafted)
    posts(drafted, "Post again")

    asked = [text for text in drafted.told("ana") if "Please bring this" in text]
    assert len(asked) == 1
    assert "Please bring this to the Highlight Discussion of *Bethel Elementary School* on Mon, Dec 28." in asked[0]
    assert "• *Tally of learning walks*, for: Peer visits" in asked[0]
    assert len([text for text in drafted.told("lena") if "Please bring this" in text]) == 1

    dana = drafted.person("dana")
    dana.clicks("Edit …", on="Peer visits")
    dana.fills(**{"evidence:1": "Samples of grade 8 checks"})
    assert dana.submits() == {}
    dana.sees("You've changed it since")
    posts(drafted, "Post again")

    assert len([text for text in drafted.told("ana") if "Please bring this" in text]) == 1
    assert "The agenda changed. Please bring this" in drafted.told("lena")[-1]
    assert "Samples of grade 8 checks" in agenda_in_channel(drafted)


def test_a_presenter_writes_a_line_on_what_the_evidence_teaches(drafted: District) -> None:
    names_two_areas(drafted)
    posts(drafted)
    drafted.restarts()
    ana = drafted.person("ana")
    ana.clicks("Share evidence …")
    ana.fills(line="Seven of twelve rooms adjust the same day", link="walks")
    assert ana.submits() == {"link": "A link begins with https:// or http://."}
    ana.fills(link="https://example.org/walks")
    assert ana.submits() == {}

    assert "Shown: link: Seven of twelve rooms adjust the same day" in agenda_in_channel(drafted)
    ana.sees("Shared: link: Seven of twelve rooms adjust the same day")
    drafted.person("dana").sees("Shown: link: Seven of twelve rooms adjust the same day")


def test_two_leaders_editing_at_once_lose_nothing(drafted: District) -> None:
    dana, omar = drafted.person("dana"), drafted.person("omar")
    drafted.answers("omar", "/plan agenda bethel")
    drafted.settles()
    dana.clicks("Edit …", on="Agenda draft")
    omar.clicks("Edit …", on="Agenda draft")
    omar.fills(**{"area:new": "Omar's area"})
    assert omar.submits() == {}
    drafted.settles()
    dana.fills(**{"area:new": "Dana's area"})
    assert dana.submits() == {}

    dana.sees("Someone else changed this agenda meanwhile")
    dana.sees("Dana's area")
    dana.closes()
    dana.sees("Omar's area")


def test_staff_read_the_posted_agenda_and_not_what_the_leader_changes_since(drafted: District) -> None:
    assert drafted.answers("maria", "/plan agenda").startswith("No agenda is posted for *Bethel Elementary School*")
    names_two_areas(drafted)
    posts(drafted)
    dana = drafted.person("dana")
    dana.clicks("Edit …", on="Peer visits")
    dana.fills(**{"area:0": "Peer visits in pairs"})
    assert dana.submits() == {}
    agenda = drafted.answers("maria", "/plan agenda")

    assert "• Peer visits\n" in agenda
    assert "Bring: Tally of learning walks (Ana Ruiz)" in agenda
    assert "in pairs" not in agenda


def test_without_minutes_there_is_no_agenda_to_draft(district: District) -> None:
    answer = district.answers("omar", "/plan agenda fall river", in_="dm")

    assert answer.startswith("*Fall River Public Schools* has no minutes yet.")


WALKS = "d2Fsa3M="


def thread_of_agenda(district: District) -> str:
    message = next(each for each in district.person("maria").messages(BETHEL) if "We open with" in each.text)
    return str(message.container["ts"])


def test_a_file_in_the_thread_is_kept_as_its_presenters_evidence_and_the_minutes_list_it(drafted: District) -> None:
    names_two_areas(drafted)
    posts(drafted)
    publish(drafted.person("dana"), on="Minutes draft")
    drafted.at("2026-12-15 10:00")
    ana, thread = drafted.person("ana"), thread_of_agenda(drafted)
    ts = ana.attaches("walks-nov.xlsx", WALKS, in_=BETHEL, text="Seven of twelve rooms adjust.", thread=thread)
    drafted.settles()

    ana.sees_reaction("eyes", to=ts, in_=BETHEL)
    assert "Shown: walks-nov.xlsx: Seven of twelve rooms adjust." in agenda_in_channel(drafted)
    drafted.answers("dana", "/plan minutes")
    expected = (
        "Evidence promised: 1 of 2 shown. Shown: Tally of learning walks (walks-nov.xlsx): "
        "Seven of twelve rooms adjust. Not shown: Samples of checks."
    )
    assert expected in drafted.told("dana")[-1]

    dana = drafted.person("dana")
    dana.clicks("Publish", on="December 2026")
    dana.fills(others="Ana Ruiz")
    assert dana.submits() == {}
    drafted.settles()
    files = drafted.files("dana", BETHEL)
    assert expected in files["Bethel-Elementary-School-minutes-2026-12.md"].decode()
    assert expected in word_text(files["Bethel-Elementary-School-minutes-2026-12.docx"])


def test_a_presenter_of_several_things_says_which_one_a_file_is(drafted: District) -> None:
    names_two_areas(drafted)
    dana = drafted.person("dana")
    dana.clicks("Edit …", on="Peer visits")
    dana.fills(**{"presenter:1": "U00000ANA"})
    assert dana.submits() == {}
    drafted.settles()
    posts(drafted)
    ana, thread = drafted.person("ana"), thread_of_agenda(drafted)
    ts = ana.attaches("checks.pdf", WALKS, in_=BETHEL, thread=thread)
    drafted.settles()
    assert "checks.pdf" not in agenda_in_channel(drafted)
    drafted.restarts()
    ana.selects("Samples of checks", on="Which evidence is this? checks.pdf")

    agenda = agenda_in_channel(drafted)
    assert "Bring: Samples of checks (Ana Ruiz)\n    Shown: checks.pdf" in agenda
    ana.deletes(ts, in_=BETHEL)
    assert "checks.pdf" not in agenda_in_channel(drafted)


def test_talk_in_the_thread_is_no_evidence(drafted: District) -> None:
    names_two_areas(drafted)
    posts(drafted)
    thread = thread_of_agenda(drafted)
    drafted.person("ana").says("I'll bring it on Monday.", in_=BETHEL, thread=thread)
    drafted.person("maria").says("See <https://example.org/x|this>", in_=BETHEL, thread=thread)

    assert "Shown:" not in agenda_in_channel(drafted)
    drafted.person("ana").says("See <https://example.org/walks|the tally>", in_=BETHEL, thread=thread)
    assert "Shown: the tally: See" in agenda_in_channel(drafted)


def test_evidence_posted_while_the_bot_was_away_is_kept_when_it_is_back(drafted: District) -> None:
    names_two_areas(drafted)
    posts(drafted)
    ana, thread = drafted.person("ana"), thread_of_agenda(drafted)
    with away(drafted):
        ana.attaches("walks-nov.xlsx", WALKS, in_=BETHEL, thread=thread)
    assert "walks-nov.xlsx" not in agenda_in_channel(drafted)
    for _again in range(2):
        drafted.bot.agendas.catch_up()

    assert "Shown: walks-nov.xlsx" in agenda_in_channel(drafted)
    with drafted.database.read() as session:
        assert session.scalars(select(ShownEvidenceRow.name)).all() == ["walks-nov.xlsx"]


def test_what_is_shown_of_a_benchmark_stands_beside_it_in_the_next_minutes(drafted: District) -> None:
    dana = drafted.person("dana")
    dana.clicks("Post", on="Agenda draft")
    assert dana.submits() == {}
    publish(dana, on="Minutes draft")
    drafted.at("2026-12-15 10:00")
    ana, early_evidence = drafted.person("ana"), "Early evidence of change, by Sat, Oct 31"
    ana.clicks("Share evidence …", on=early_evidence)
    ana.fills(line="Eight of ten rooms", link="https://example.org/walks")
    assert ana.submits() == {}
    drafted.answers("dana", "/plan minutes")
    (line,) = [line for line in drafted.told("dana")[-1].splitlines() if line.startswith(f"• {early_evidence}")][:1]

    assert "Shown at the discussion: https://example.org/walks" in line
