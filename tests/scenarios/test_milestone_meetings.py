"""A milestone team's weekly meeting: its page, its notes and its rocks, and where they go."""

from __future__ import annotations

import pytest

from bot.milestones.rocks import RockTick
from tests.scenarios.district import District
from tests.support.screens import controls

PAGE = """1.1.2: this week
*Every unit in ELA and math has success criteria*
Bethel Elementary School · due Fri, Dec 18 · :large_blue_circle: on course
Led by Maria Okafor, with Ana Ruiz, Sam Oyelaran and Lena Brandt.
Action items completed: 1 of 4, behind 0 of 1 due
*Due by Wed, Dec 16*
• *1.1.2.2* Write success criteria for the first two math units: due Tue, Nov 24, Sam Oyelaran with Ana Ruiz
• *1.1.2.3* Put the criteria into words children use: due Fri, Dec 11, Daniel Reyes with Maria Okafor
*What's stuck, and why*
• *1.1.2.2* Support still open for 28 days: Half a day of planning time for grades 3 to 5 (asked of Dana Whitfield)
*Early evidence of change, newest first*
• Learning intentions are posted and spoken in 8 of 10 lessons visited (by Sat, Oct 31):
*45-day rocks*
None yet. What will you get done together in the next 45 days?
*Notes from your meetings*
None yet."""


def asks_on(district: District, moment: str) -> None:
    district.at(moment)
    RockTick(district.bot.turns).tick()
    district.settles()


def test_a_teams_page_for_its_weekly_meeting(district: District) -> None:
    district.at("2026-11-18 10:00")
    answer = district.answers("maria", "/plan milestone 1.1.2", in_="dm")

    lines = answer.splitlines()
    assert any(line.endswith("Sam Oyelaran with Ana Ruiz · :calendar: on a new date") for line in lines)
    assert [line for line in PAGE.splitlines() if not any(each.startswith(line) for each in lines)] == []


def test_the_page_is_for_the_team_leaders_and_plan_managers(district: District) -> None:
    for name in ("maria", "sam", "ana", "daniel", "dana", "omar"):
        assert "1.1.2: this week" in district.answers(name, "/plan milestone 1.1.2 bethel", in_="dm")
    for name in ("priya", "lee", "grace"):
        answer = district.answers(name, "/plan milestone 1.1.2 bethel", in_="dm")
        assert "Only the milestone's team, leaders and plan managers of *Bethel Elementary School* can do" in answer
    assert "has no milestone 1.1.9. Did you mean 1.1." in district.answers("dana", "/plan milestone 1.1.9", in_="dm")
    assert "Name a milestone by its number" in district.answers("dana", "/plan milestone", in_="dm")


def test_a_note_is_there_next_week_and_in_the_next_draft_of_the_minutes(district: District) -> None:
    district.at("2026-11-18 10:00")
    maria, ana = district.person("maria"), district.person("ana")
    maria.opens_home()
    maria.clicks("Open", on="1.1.2* Every unit")
    maria.clicks("Add a note …")
    maria.fills(text="Sam Oyelaran pairs with Lena for the geometry unit.")
    assert maria.submits() == {}
    maria.sees("• Wed, Nov 18, Maria Okafor: Sam Oyelaran pairs with Lena for the geometry unit.")
    maria.closes()

    district.at("2026-11-25 10:00")
    assert "• Wed, Nov 18, Maria Okafor: Sam Oyelaran pairs" in district.answers(
        "ana", "/plan milestone 1.1.2", in_="dm"
    )
    ana.says("milestone 1.1.2", in_=ana.dm())
    ana.sees("1.1.2: this week")
    district.answers("dana", "/plan minutes", in_="dm")
    draft = district.told("dana")[-1]
    assert "Team meeting, 1.1.2 Every unit in ELA and math has success criteria: Sam Oyelaran pairs with Lena" in draft
    assert district.broken_rules() == []


def test_a_rock_is_asked_about_on_its_date_and_its_outcome_is_on_the_page(district: District) -> None:
    district.at("2026-11-18 10:00")
    maria, sam = district.person("maria"), district.person("sam")
    district.answers("maria", "/plan milestone 1.1.2", in_="dm")
    maria.clicks("Set a rock …")
    maria.fills(text="Criteria for geometry are in every grade 4 room", owner="U00000SAM", due="2027-01-15")
    assert maria.submits() == {"due": "A rock is for 45 days at most. Choose an earlier day."}
    maria.fills(due="2026-12-04")
    assert maria.submits() == {}
    maria.sees("• Criteria for geometry are in every grade 4 room: Sam Oyelaran, by Fri, Dec 4")
    maria.closes()
    assert "Maria Okafor set a 45-day rock with your name on it" in district.told("sam")[-1]

    asks_on(district, "2026-12-03 10:00")
    assert "Is it done?" not in district.told("sam")[-1]
    asks_on(district, "2026-12-04 10:00")
    question = "Today's the day of a 45-day rock for 1.1.2 Every unit in ELA and math has success criteria"
    sam.sees(question)
    asks_on(district, "2026-12-04 11:00")
    assert len([text for text in district.told("sam") if "Is it done?" in text]) == 1

    sam.clicks("Not done …", on="geometry")
    sam.fills(reason="Two rooms wait for paper")
    assert sam.submits() == {}
    sam.sees("Noted: not done (Two rooms wait for paper).")
    sam.closes()
    page = district.answers("maria", "/plan milestone 1.1.2", in_="dm")
    assert "grade 4 room: Sam Oyelaran, not done by Fri, Dec 4: Two rooms wait for paper" in page
    assert not [text for text in district.told("sam") if "Is it done?" in text]
    district.answers("dana", "/plan minutes", in_="dm")
    assert (
        "45-day rock, 1.1.2 Every unit in ELA and math has success criteria: Criteria for" in district.told("dana")[-1]
    )
    assert district.broken_rules() == []


# ---------------------------------------------------------------- the team's channel


ASKED = "Where do your team's action items in Bethel Elementary School stand?"


def test_a_leader_has_a_team_answer_together_in_its_channel_and_alone_again(district: District) -> None:
    district.at("2026-11-10 10:00")
    dana = district.person("dana")
    page = district.answers("dana", "/plan milestone 1.1.3 bethel", in_="dm")
    assert "the team answers together" not in page
    dana.clicks("Team channel …")
    dana.sees("Each person answers check-ins alone, in direct messages with me.")
    assert dana.submits() == {"channel": "Choose the channel where the team answers."}
    dana.fills(channel="C00BETHEL")
    assert dana.submits() == {}
    dana.sees("From the next check-in on, the team of 1.1.3 Teachers learn from each other's lessons answers together")
    dana.sees_no("so I can't ask there")
    dana.closes()
    page = district.answers("maria", "/plan milestone 1.1.3 bethel", in_="dm")
    assert "Check-ins: the team answers together in #C00BETHEL." in page

    district.at("2026-11-17 10:00")
    district.person("ana").sees(ASKED)
    assert not any("1.1.3.2" in text for text in district.told("ana"))

    district.answers("dana", "/plan milestone 1.1.3 bethel", in_="dm")
    dana.clicks("Team channel …")
    dana.fills(together="Each answers alone")
    assert dana.submits() == {}
    dana.sees(
        "From the next check-in on, I'll ask each person about 1.1.3 Teachers learn from each other's lessons alone"
    )
    dana.closes()
    assert "the team answers together" not in district.answers("dana", "/plan milestone 1.1.3 bethel", in_="dm")
    assert district.broken_rules() == []


def test_a_channel_without_the_bot_is_kept_with_a_warning(district: District) -> None:
    district.slack.world.state.channels["C0GENERAL"].members.remove(district.slack.world.bot)
    omar = district.person("omar")
    district.answers("omar", "/plan milestone 1.1.3 bethel", in_="dm")
    omar.clicks("Team channel …")
    omar.fills(channel="C0GENERAL")
    assert omar.submits() == {}

    omar.sees("I'm not in #C0GENERAL yet, so I can't ask there. Type `/invite @throughline` in that channel.")


def test_only_who_runs_check_ins_chooses_a_teams_channel(district: District) -> None:
    for name in ("maria", "dana"):
        district.answers(name, "/plan milestone 1.1.2 bethel", in_="dm")
    maria, dana = district.person("maria"), district.person("dana")

    dana.clicks("Team channel …")
    labels = [control.label for surface in maria.messages(maria.dm()) for control in controls(surface)]
    assert "Set a rock …" in labels
    assert "Team channel …" not in labels


@pytest.mark.parametrize("place", ["U0000LENA", "a DM", "CDISTRICT"])
def test_a_team_is_not_asked_where_whoever_chooses_has_no_business(district: District, place: str) -> None:
    district.slack.world.state.channels["CDISTRICT"].members.remove("U0000DANA")
    dana = district.person("dana")
    district.answers("dana", "/plan milestone 1.1.3 bethel", in_="dm")
    dana.clicks("Team channel …")
    dana.fills(channel=district.person("lena").dm() if place == "a DM" else place)

    assert dana.submits() == {"channel": "You aren't in that channel. Join it first, or choose another."}
