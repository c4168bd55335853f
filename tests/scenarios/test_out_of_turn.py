"""Early, late, corrected, for someone else, and as a team."""

from __future__ import annotations

from bot.action_items.notifying import ItemNotifier
from storage.plans import leads, plans
from tests.scenarios.district import TEAM, District
from tests.support.minutes import publish


def november(district: District, name: str) -> list[str]:
    return [answer for answer in district.told(name) if answer.startswith("November 2026 check-in")]


def test_who_reports_before_the_round_opens_is_not_asked_again(district: District) -> None:
    answer = district.answers("ana", "/plan report bethel")
    assert "What you report now counts for it, and I won't ask you again." in answer
    ana = district.person("ana")
    ana.sees("You're early: what you report now counts for the next check-in")
    ana.clicks("On track", on="1.1.3.2")
    ana.sees("On track · Ana Ruiz, Mon, Nov 16")

    district.at("2026-11-17 10:00")
    assert len(november(district, "ana")) == 1
    assert "You're early" not in november(district, "ana")[0]
    assert "1 of 7 answered everything" in district.answers("dana", "/plan checkin")
    district.at("2026-11-20 10:00")
    assert len([answer for answer in district.told("ana") if "November 2026 check-in\n" in answer]) == 1


def test_who_has_named_a_stand_in_still_reports_to_the_open_round(district: District) -> None:
    district.at("2026-11-17 10:00")
    district.answers("ana", "/plan away until Nov 30 @sam")
    answer = district.answers("ana", "/plan report bethel")

    assert "Your check-in is in your direct messages" in answer
    assert len(november(district, "ana")) == 2
    assert not any("December" in answer for answer in district.told("ana"))
    district.person("ana").clicks("On track", on="1.1.3.2")
    district.person("sam").sees("On track · Ana Ruiz")


def test_who_gets_an_item_while_a_round_is_open_reports_to_that_round(district: District) -> None:
    district.at("2026-11-17 10:00")
    dana, grace = district.person("dana"), district.person("grace")
    assert november(district, "grace") == []
    district.person("dana").types("/plan assign @grace count the readers by Dec 4", in_="C00BETHEL")
    dana.submits()
    answer = district.answers("grace", "/plan report bethel", in_="dm")

    assert "December" not in answer
    assert len(november(district, "grace")) == 1
    grace.clicks("On track", on="count the readers")
    assert "1 of 8 answered everything" in district.answers("dana", "/plan checkin")


def test_until_its_minutes_are_published_this_months_check_in_is_the_one_reported_to(district: District) -> None:
    district.at("2026-11-17 10:00")
    district.at("2026-11-24 09:00")
    answer = district.answers("ana", "/plan report bethel")
    ana = district.person("ana")
    ana.opens_home()
    ana.clicks("Report now")
    district.settles()

    assert "Your check-in is in your direct messages" in answer
    assert not any("December" in message for message in district.told("ana"))
    ana.clicks("On track", on="1.1.3.2")
    ana.sees("On track · Ana Ruiz, Tue, Nov 24 · late")


def test_after_the_minutes_are_published_a_report_is_for_the_next_month(district: District) -> None:
    district.at("2026-11-17 10:00")
    district.person("ana").clicks("On track", on="1.1.3.2")
    district.at("2026-11-24 09:00")
    district.answers("dana", "/plan minutes")
    publish(district.person("dana"))
    district.settles()

    assert "December 2026" in district.answers("ana", "/plan report bethel")


def test_the_home_tab_offers_to_report_now(district: District) -> None:
    ana = district.person("ana")
    ana.opens_home()
    ana.clicks("Report now")
    ana.sees("You're early: what you report now counts for the next check-in")

    ana.clicks("Not started", on="1.1.3.2")
    ana.sees("Not started · Ana Ruiz")


def test_who_has_nothing_to_report_is_told_so(district: District) -> None:
    answer = district.answers("grace", "/plan report bethel", in_="CDISTRICT")

    assert "You have nothing to report in *Bethel Elementary School*" in answer


def test_late_goes_into_the_same_minutes_and_after_them_into_the_next_as_a_correction(district: District) -> None:
    district.at("2026-11-17 10:00")
    district.at("2026-11-24 09:00")
    ana, dana = district.person("ana"), district.person("dana")
    ana.clicks("On track", on="1.1.3.2")
    ana.sees("On track · Ana Ruiz, Tue, Nov 24 · late")
    district.answers("dana", "/plan minutes")
    dana.sees("On Tue, Nov 24 the owner said on track; the date has passed.")
    publish(dana)
    district.settles()

    ana.sees("This month's minutes are published.")
    ana.clicks("Done", on="1.1.3.2")
    ana.sees("Done · Ana Ruiz")
    written = district.files("dana", "C00BETHEL")["Bethel-Elementary-School-minutes-2026-11.md"].decode()
    assert "Set up pairs for peer visits: due Fri, Oct 16, 39 days late." in written
    assert "Set up pairs for peer visits: done" not in written
    district.at("2026-12-15 10:00")
    district.answers("dana", "/plan minutes")

    dana.sees("Correction to November 2026: 1.1.3.2 Set up pairs for peer visits: done (Ana Ruiz, Tue, Nov 24)")


def test_once_the_next_round_asks_an_older_one_takes_nothing_more(district: District) -> None:
    district.at("2026-11-17 10:00")
    district.at("2026-11-24 09:00")
    district.at("2026-12-15 10:00")
    lena = district.person("lena")
    old = next(message for message in lena.messages() if message.text.startswith("November 2026 check-in"))
    assert "You can still answer" in old.text

    lena.clicks("Done", on="This check-in closed on Mon, Nov 23")

    lena.sees("a newer one has replaced it, so nothing was changed")


def test_a_leader_answers_for_somebody_and_it_is_marked(district: District) -> None:
    district.at("2026-11-17 10:00")
    dana = district.person("dana")
    assert "Only leaders" in district.answers("maria", "/plan checkin for @ana")
    assert "The check-in for Ana Ruiz is in your direct messages" in district.answers(
        "dana", "/plan checkin for @ana bethel"
    )
    dana.sees("You're answering for Ana Ruiz.")
    dana.clicks("Done", on="1.1.3.2")

    dana.sees("Done · Dana Whitfield for Ana Ruiz, Tue, Nov 17")
    district.person("ana").sees("· Dana Whitfield for Ana Ruiz")
    dana.sees("You're answering for Ana Ruiz.")
    district.at("2026-11-17 10:01")
    ItemNotifier(district.bot.turns).tick()
    district.person("ana").sees("Dana Whitfield has marked 1.1.3.2")


def team_answers_in(district: District, code: str, channel: str) -> None:
    with district.database.write() as session:
        plan = next(each for each in plans.summaries(session, TEAM) if each.organization.startswith("Bethel"))
        assert leads.set_channel(session, plan.id, code, channel)


def test_a_team_answers_as_one_and_the_first_answer_stands_until_it_is_changed(district: District) -> None:
    team_answers_in(district, "1.1.3", "C00BETHEL")
    district.at("2026-11-17 10:00")
    maria, ana = district.person("maria"), district.person("ana")
    maria.sees("Where do your team's action items in Bethel Elementary School stand?")
    maria.sees("You're answering as a team (1.1.3).")
    maria.clicks("On track", on="1.1.3.2")
    ana.sees("On track · Maria Okafor, Tue, Nov 17")
    ana.clicks("Done", on="1.1.3.2")

    maria.sees("Done · Ana Ruiz")
    district.answers("dana", "/plan minutes")
    dana = district.person("dana")
    dana.sees("completed Tue, Nov 17, 32 days late. No evidence named. Reported by: Ana Ruiz")
    assert not any("1.1.3.2" in answer for answer in november(district, "ana"))
    posts = [answer for answer in maria.reads(in_="C00BETHEL") if answer.startswith("November 2026 check-in")]
    assert len(posts) == 1


def test_participation_is_counted_by_team_for_leaders_only(district: District) -> None:
    district.at("2026-11-17 10:00")
    district.at("2026-11-17 10:20")
    district.person("ana").clicks("On track", on="1.1.3.2")
    district.person("ana").sees("1 of 1 answered")

    answer = district.answers("dana", "/plan participation")
    assert "*November 2026*" in answer
    assert "answered 1, on time 1, median 20 minutes" in answer
    assert "Ruiz" not in answer
    assert "Only leaders" in district.answers("maria", "/plan participation")
    assert district.broken_rules() == []
