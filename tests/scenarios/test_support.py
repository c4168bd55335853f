"""Support asked for in a check-in: it reaches somebody at once, and the asker hears what comes of it."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, select

from bot.action_items.supports import Supports
from storage.models import MembershipRow, PersonRow, SupportRow
from tests.scenarios.district import District
from tests.support.people import Person
from tests.support.screens import controls

NEED = "Two half days of substitutes"


@pytest.fixture
def opened(district: District) -> District:
    district.at("2026-11-17 10:00")
    return district


def asks(district: District, **fields: str) -> None:
    """Ana is behind with 1.1.3.2 and needs support."""
    ana = district.person("ana")
    ana.clicks("Behind …", on="1.1.3.2")
    ana.fills(cause="No common hour", recovery="Dana covers a lesson", support=NEED, **fields)
    assert ana.submits() == {}
    district.settles()


def changes(district: District, **fields: str) -> None:
    ana = district.person("ana")
    ana.clicks('Change "Behind" …', on="1.1.3.2")
    ana.fills(**fields)
    assert ana.submits() == {}
    district.settles()


def drafted(district: District) -> str:
    """What the leader reads after drafting the minutes."""
    district.answers("dana", "/plan minutes")
    district.settles()
    return "\n".join(district.told("dana"))


def counts(district: District) -> str:
    """The plan's status up to its support."""
    return district.answers("dana", "/plan status").partition("*Support asked for")[0]


def news(district: District, name: str, text: str) -> list[str]:
    return [message for message in district.told(name) if text in message]


def buttons(person: Person, label: str) -> list[str]:
    """What can still be pressed in a person's messages."""
    return [control.label for message in person.messages() for control in controls(message) if control.label == label]


def test_support_without_a_name_goes_to_the_plans_leader_at_once(opened: District) -> None:
    asks(opened, support_by="2026-11-24")

    dana = opened.person("dana")
    dana.sees(f"Ana Ruiz asks you for support with 1.1.3.2 Set up pairs for peer visits: {NEED}")
    dana.sees("By Tue, Nov 24")
    opened.person("ana").opens_home()
    opened.person("ana").sees("asked of Dana Whitfield, by Tue, Nov 24")


def test_a_cause_that_is_someone_elses_is_offered_as_a_request_to_who_owns_it(opened: District) -> None:
    ana, grace = opened.person("ana"), opened.person("grace")
    ana.clicks("Behind …", on="1.1.3.2")
    ana.fills(cause="No subs this month", recovery="Dana covers a lesson", ours="no")
    assert ana.submits() == {}
    ana.sees("You said the cause isn't ours to act on")
    ana.fills(support="Two subs", support_from="U000GRACE", support_by="2026-11-24")
    assert ana.submits() == {}
    opened.settles()

    ana.sees("Behind: No subs this month (not ours to act on)")
    grace.sees("Ana Ruiz asks you for support with 1.1.3.2 Set up pairs for peer visits: Two subs")
    assert "No subs this month (not ours to act on)" in opened.answers("dana", "/plan status")
    minutes = drafted(opened)
    assert "Cause, given Tue, Nov 17: No subs this month (not ours to act on)" in minutes
    assert "nobody has been asked yet" not in minutes


def test_a_cause_that_nobody_was_asked_to_act_on_is_offered_to_the_leader_who_drafts(opened: District) -> None:
    ana, dana, grace = (opened.person(name) for name in ("ana", "dana", "grace"))
    ana.clicks("Behind …", on="1.1.3.2")
    ana.fills(cause="No subs this month", recovery="Dana covers a lesson", ours="no")
    assert ana.submits() == {}
    ana.closes()
    opened.settles()

    assert "Cause: No subs this month" in drafted(opened)
    dana.sees("Not ours to act on, and nobody has been asked yet")
    dana.clicks("Ask for support …", on="No subs this month")
    dana.fills(needed="Two subs", provider="U000GRACE")
    assert dana.submits() == {}
    opened.settles()

    grace.sees("Dana Whitfield asks you for support with 1.1.3.2")
    [listed] = news(opened, "dana", "Not ours to act on")
    assert "someone has been asked for support with each delay" in listed
    assert "Support for *1.1.3.2*: Two subs asked of Grace" in " ".join(listed.split())
    assert not buttons(dana, "Ask for support …")
    drafted(opened)
    assert len(news(opened, "dana", "Not ours to act on")) == 1


def test_a_milestones_cause_that_is_someone_elses_is_offered_too(opened: District) -> None:
    dana, grace = opened.person("dana"), opened.person("grace")
    dana.clicks("Behind …", on="Teachers learn from each other's lessons")
    dana.fills(cause="The district sets the schedule", recovery="A new schedule", ours="no")
    assert dana.submits() == {}
    dana.closes()
    opened.settles()

    drafted(opened)
    dana.clicks("Ask for support …", on="The district sets the schedule")
    dana.sees("1.1.3 Teachers learn from each other's lessons")
    dana.fills(needed="An hour a week", provider="U000GRACE")
    assert dana.submits() == {}
    opened.settles()

    grace.sees(
        "Dana Whitfield asks you for support with 1.1.3 Teachers learn from each other's lessons: An hour a week"
    )
    [listed] = news(opened, "dana", "Not ours to act on")
    assert "someone has been asked" in listed
    assert not buttons(dana, "Ask for support …")


def test_whose_the_cause_is_may_be_said_on_home_too(opened: District) -> None:
    ana, dana = opened.person("ana"), opened.person("dana")
    ana.opens_home()
    ana.selects("Update …", on="1.1.3.2")
    ana.fills(state="Behind", reason="No subs this month", ours="no")
    assert ana.submits() == {}
    opened.settles()

    assert "No subs this month (not ours to act on)" in opened.answers("dana", "/plan status")
    assert "Cause, given Tue, Nov 17: No subs this month (not ours to act on)" in drafted(opened)
    dana.sees("Not ours to act on, and nobody has been asked yet")


def test_a_behind_without_a_word_on_whose_cause_it_is_closes_at_once(opened: District) -> None:
    opened.person("ana").clicks("Behind …", on="1.1.3.2")
    opened.person("ana").fills(cause="No common hour", recovery="Dana covers a lesson", ours="Don't know")
    assert opened.person("ana").submits() == {}

    assert not any("Who can act on it?" in text for text in opened.person("ana").reads())


def test_a_promise_for_a_day_without_school_is_pointed_out_and_kept(opened: District) -> None:
    asks(opened)
    dana = opened.person("dana")
    dana.clicks("I'll provide it …", on=NEED)
    dana.fills(promised_for="2026-12-05")
    assert dana.submits() == {}

    dana.sees("Sat, Dec 5 is on a weekend. The next open day is Mon, Dec 7.")
    dana.sees("You'll provide this by Sat, Dec 5")


def test_a_promise_becomes_an_item_of_the_provider_and_both_close_together(opened: District) -> None:
    asks(opened)
    dana, before = opened.person("dana"), counts(opened)
    dana.clicks("I'll provide it …", on=NEED)
    dana.fills(promised_for="2026-11-24")
    assert dana.submits() == {}
    opened.settles()

    dana.sees("You'll provide this by Tue, Nov 24")
    assert len(news(opened, "ana", "Dana Whitfield will provide support for")) == 1
    assert counts(opened) == before
    dana.opens_home()
    dana.sees(f"A1 Support for 1.1.3.2: {NEED}")
    dana.selects("Done …", on="Support for 1.1.3.2")
    dana.fills(evidence="Two half days, Nov 19 and 20")
    assert dana.submits() == {}
    opened.settles()

    dana.sees("You provided support to Ana Ruiz on Tue, Nov 17: Two half days, Nov 19 and 20")
    assert len(news(opened, "ana", "Dana Whitfield provided support on Tue, Nov 17")) == 1
    assert counts(opened) == before


def test_what_is_provided_closes_the_item_of_the_promise(opened: District) -> None:
    asks(opened)
    dana = opened.person("dana")
    dana.clicks("I'll provide it …", on=NEED)
    dana.fills(promised_for="2026-11-24")
    assert dana.submits() == {}
    opened.settles()
    dana.clicks("Provided …", on="You'll provide this")
    dana.fills(provided="Two half days")
    assert dana.submits() == {}
    opened.settles()

    assert "done" in opened.answers("dana", "/plan item A1")
    assert len(news(opened, "ana", "Dana Whitfield provided support")) == 1


def test_support_is_passed_to_the_district_and_each_step_is_heard_once(opened: District) -> None:
    asks(opened)
    dana, grace = opened.person("dana"), opened.person("grace")
    dana.clicks("Pass to the district", on=NEED)
    opened.settles()

    dana.sees("This is with Riverbend School District now")
    grace.sees(f"Ana Ruiz asks you for support with 1.1.3.2 Set up pairs for peer visits: {NEED}")
    assert len(news(opened, "ana", "is with Grace Lindqvist at Riverbend School District now")) == 1
    grace.clicks("Can't …", on=NEED)
    grace.fills(reason="No substitutes until January")
    assert grace.submits() == {}
    opened.settles()
    ana = opened.person("ana")
    ana.sees("Grace Lindqvist can't provide the support you asked for (Two half days of substitutes): \"No substitutes")
    ana.clicks("Ask someone …", on="No substitutes")
    ana.fills(provider="U0000LENA")
    assert ana.submits() == {}
    opened.settles()
    opened.person("lena").sees(f"Ana Ruiz asks you for support with 1.1.3.2 Set up pairs for peer visits: {NEED}")


def test_a_changed_answer_changes_the_same_request_and_its_message(opened: District) -> None:
    asks(opened)
    changes(opened, support="One half day", support_by="2026-11-30")
    dana = opened.person("dana")
    dana.sees("asks you for support with 1.1.3.2 Set up pairs for peer visits: One half day")
    dana.sees_no(NEED)
    changes(opened, support_from="U0000LENA")
    opened.person("lena").sees("Set up pairs for peer visits: One half day")
    dana.sees("Lena Brandt is asked for this now")
    changes(opened, support="")
    opened.person("lena").sees("Ana Ruiz no longer needs this")

    with opened.database.read() as session:
        assert [
            row.state for row in session.scalars(select(SupportRow).where(SupportRow.needed == "One half day"))
        ] == ["withdrawn"]


def test_a_leader_who_needs_support_asks_the_district(opened: District) -> None:
    dana = opened.person("dana")
    dana.clicks("Behind …", on="1.1.3.1")
    dana.fills(cause="No room", recovery="Ask the library", support="A hall for the evening")
    assert dana.submits() == {}
    opened.settles()

    opened.person("grace").sees("Dana Whitfield asks you for support with 1.1.3.1")


def test_the_person_asked_must_be_somebody_else_here_and_the_day_must_come(opened: District) -> None:
    ana = opened.person("ana")
    ana.clicks("Behind …", on="1.1.3.2")
    ana.fills(cause="No hour", recovery="A plan", support=NEED, support_from="U00000ANA", support_by="2026-11-16")
    assert ana.submits() == {
        "support_from": "Choose someone other than the person asking.",
        "support_by": "That day has passed. Choose today or later.",
    }


@pytest.fixture
def two_leaders(opened: District) -> District:
    """Lena leads the plan beside Dana."""
    with opened.database.write() as session:
        dana, lena = (
            session.scalars(select(PersonRow).filter_by(slack_id=slack_id)).one()
            for slack_id in ("U0000DANA", "U0000LENA")
        )
        place = session.scalars(select(MembershipRow.organization_id).filter_by(person_id=dana.id, role="leader")).one()
        session.add(MembershipRow(organization_id=place, person_id=lena.id, role="leader"))
    return opened


def test_all_leaders_are_asked_at_once_and_the_first_answer_counts(two_leaders: District) -> None:
    asks(two_leaders)
    ana, dana, lena = (two_leaders.person(name) for name in ("ana", "dana", "lena"))
    for leader in (dana, lena):
        leader.sees(f"Ana Ruiz asks you for support with 1.1.3.2 Set up pairs for peer visits: {NEED}")
        leader.sees("I've asked Dana Whitfield and Lena Brandt. The first answer counts.")
        leader.opens_home()
        leader.sees("asks you for support")
    lena.clicks("I'll provide it …", on=NEED)
    lena.fills(promised_for="2026-11-24")
    assert lena.submits() == {}
    two_leaders.settles()

    lena.sees("You'll provide this by Tue, Nov 24")
    dana.sees("Lena Brandt will provide this by Tue, Nov 24, so there's nothing more to do here")
    assert len(news(two_leaders, "ana", "Lena Brandt will provide support for")) == 1
    ana.opens_home()
    ana.sees("Lena Brandt will provide it by Tue, Nov 24")


def test_what_one_leader_passes_on_or_refuses_is_settled_for_all(two_leaders: District) -> None:
    asks(two_leaders)
    dana, lena, grace = (two_leaders.person(name) for name in ("dana", "lena", "grace"))
    lena.clicks("Pass to the district", on=NEED)
    two_leaders.settles()

    for leader in (dana, lena):
        leader.sees("This is with Riverbend School District now")
    grace.sees("Ana Ruiz asks you for support with 1.1.3.2")


def test_one_leaders_refusal_stands_in_the_others_message(two_leaders: District) -> None:
    asks(two_leaders)
    dana, lena = two_leaders.person("dana"), two_leaders.person("lena")
    dana.clicks("Can't …", on=NEED)
    dana.fills(reason="No subs left")
    assert dana.submits() == {}
    two_leaders.settles()

    lena.sees('Dana Whitfield answered that it can\'t be provided ("No subs left")')
    two_leaders.person("ana").sees("Dana Whitfield can't provide the support you asked for")


def test_without_any_leader_the_asker_and_the_plan_manager_hear_it_and_a_leader_gets_it_later(
    opened: District,
) -> None:
    with opened.database.write() as session:
        session.execute(delete(MembershipRow).where(MembershipRow.role == "leader"))
    asks(opened)

    ana, omar = opened.person("ana"), opened.person("omar")
    ana.sees("I couldn't ask anyone for the support you need for 1.1.3.2")
    omar.sees(f"Ana Ruiz asks for support with 1.1.3.2 Set up pairs for peer visits: {NEED}")
    with opened.database.write() as session:
        place = session.scalars(select(MembershipRow.organization_id).where(MembershipRow.role == "coach")).first()
        lena = session.scalars(select(PersonRow).filter_by(slack_id="U0000LENA")).one()
        session.add(MembershipRow(organization_id=place, person_id=lena.id, role="leader"))
    for _ in range(2):
        Supports(opened.bot.turns).tick()
        opened.settles()
    opened.person("lena").sees(f"Ana Ruiz asks you for support with 1.1.3.2 Set up pairs for peer visits: {NEED}")
    assert len(news(opened, "ana", "is with Lena Brandt now")) == 1


def test_open_requests_stand_in_the_status_with_their_age_and_on_the_leaders_home(opened: District) -> None:
    asks(opened, support_from="U0000LENA")
    opened.at("2026-11-19 10:00")

    assert f"• *1.1.3.2* {NEED}: asked Tue, Nov 17; open 2 days" in opened.answers("ana", "/plan status")
    assert NEED not in opened.answers("ana", "/plan status as of Nov 16")
    dana = opened.person("dana")
    dana.opens_home()
    dana.sees(f"Support for 1.1.3.2: {NEED}")
    dana.sees("asked of Lena Brandt")
    dana.sees("asked by Ana Ruiz on Tue, Nov 17")


def provides(district: District) -> None:
    """Dana provides what Ana asks for."""
    asks(district)
    dana = district.person("dana")
    dana.clicks("Provided …", on=NEED)
    dana.fills(provided="One half day")
    assert dana.submits() == {}
    district.settles()


def test_support_that_helped_little_is_asked_about_and_what_was_missing_becomes_a_request(opened: District) -> None:
    provides(opened)
    ana = opened.person("ana")
    ana.clicks("Rate it …", on="Dana Whitfield provided support")
    ana.fills(used="One lesson was planned", as_intended="Partly", effective="Not very effective", evidence="1 of 4")
    assert ana.submits() == {}
    ana.sees("What was missing? I'll ask for it as a new request.")
    ana.fills(needed="One more half day")
    assert ana.submits() == {}
    opened.settles()

    opened.person("dana").sees("Ana Ruiz asks you for support with 1.1.3.2 Set up pairs for peer visits: One more half")
    assert len(news(opened, "ana", "Thanks! Two half days of substitutes: Not very effective: 1 of 4")) == 1
    table = opened.answers("ana", "/plan supports")
    for line in (
        "SUPPORTS: Bethel Elementary School",
        "2 still open · 1 provided",
        "*Supports:* Two half days of substitutes (Tue, Nov 17)",
        "*Provider:* Dana Whitfield",
        "*How were supports used?* One lesson was planned. Came partly as intended",
        "*How effective were the supports?* Not very effective: 1 of 4",
        "*Supports Needed:* One more half day, 1.1.3.2 (asked Tue, Nov 17)\n*Supports Provided:* Not yet. Open 0 days",
        "*Supports Provided:* One half day (Tue, Nov 17, after 0 days)",
    ):
        assert line in table


def test_a_form_closed_before_what_was_missing_was_said_leaves_a_button(opened: District) -> None:
    provides(opened)
    ana = opened.person("ana")
    ana.clicks("Rate it …", on="Dana Whitfield provided support")
    ana.fills(used="Not at all", as_intended="No", effective="Not used")
    assert ana.submits() == {}
    ana.closes()
    opened.settles()
    ana.clicks("Ask for the rest …", on="Not used")
    ana.fills(needed="Two half days in January", provider="U000GRACE")
    assert ana.submits() == {}
    opened.settles()

    opened.person("grace").sees("Two half days in January")
    assert "Ask for the rest" not in news(opened, "ana", "Thanks!")[0]


def test_support_that_nobody_asked_for_is_recorded_and_its_owner_hears(opened: District) -> None:
    dana = opened.person("dana")
    dana.types("/plan supports", in_="C00BETHEL")
    dana.clicks("Record support …")
    dana.fills(provided="Observation guides", number="9.9.9.9")
    assert set(dana.submits()) == {"number"}
    dana.fills(number="1.1.3.2", source="State University")
    assert dana.submits() == {}
    opened.settles()

    assert len(news(opened, "ana", "State University provided support on Tue, Nov 17")) == 1
    assert "*Supports Needed:* Provided without being asked for, 1.1.3.2" in opened.answers("ana", "/plan supports")


def test_a_district_reads_the_supports_of_its_schools_and_others_do_not(opened: District) -> None:
    asks(opened)

    table = opened.answers("grace", "/plan supports riverbend", in_="dm")
    assert "SUPPORTS: Bethel Elementary School" in table
    assert "SUPPORTS: Reynolds Middle School" in table
    assert "Only " in opened.answers("ana", "/plan supports reynolds", in_="dm")


def test_a_long_list_of_supports_goes_on_in_messages(opened: District) -> None:
    with opened.database.write() as session:
        row = session.scalars(select(SupportRow)).first()
        assert row is not None
        for number in range(60):
            session.add(
                SupportRow(plan_id=row.plan_id, asker_id=row.asker_id, at=row.at, needed=f"Help {number:03d} " * 40)
            )
    opened.answers("ana", "/plan supports")
    everything = "\n".join(opened.told("ana") + opened.person("ana").reads(in_="C00BETHEL"))

    assert [number for number in range(60) if f"Help {number:03d}" not in everything] == []


def test_support_for_a_milestone_is_asked_for_as_well(opened: District) -> None:
    dana = opened.person("dana")
    dana.clicks("Behind …", on="Teachers learn from each other's lessons")
    dana.fills(cause="No common hour", recovery="A new schedule", support="Two substitutes a month")
    assert dana.submits() == {}
    opened.settles()

    asked = "Dana Whitfield asks you for support with 1.1.3 Teachers learn from each other's lessons: Two substitutes"
    opened.person("grace").sees(asked)
    assert "• *1.1.3* Two substitutes a month: asked Tue, Nov 17" in opened.answers("dana", "/plan status")


def test_done_takes_back_what_nobody_has_promised_yet(opened: District) -> None:
    asks(opened)
    opened.person("ana").clicks("Done", on="1.1.3.2")
    opened.settles()

    opened.person("dana").sees("Ana Ruiz no longer needs this")
    assert NEED not in opened.answers("dana", "/plan status")


def test_a_promise_that_is_handed_over_or_moved_is_heard_once(opened: District) -> None:
    asks(opened)
    dana = opened.person("dana")
    dana.clicks("I'll provide it …", on=NEED)
    dana.fills(promised_for="2026-11-24")
    assert dana.submits() == {}
    opened.settles()
    dana.opens_home()
    dana.selects("Move the date …", on="Support for 1.1.3.2")
    dana.fills(due="2026-12-04", reason="No substitutes this week")
    assert dana.submits() == {}
    opened.settles()

    assert len(news(opened, "ana", "by Fri, Dec 4")) == 1
    dana.opens_home()
    dana.selects("Update …", on="Support for 1.1.3.2")
    dana.fills(state="Canceled", reason="No substitutes at all")
    assert dana.submits() == {}
    opened.settles()
    assert len(news(opened, "ana", "can't provide the support you asked for")) == 1


def test_what_is_no_longer_needed_is_taken_back_with_the_item_of_its_provider(opened: District) -> None:
    asks(opened)
    dana, ana = opened.person("dana"), opened.person("ana")
    dana.clicks("I'll provide it …", on=NEED)
    dana.fills(promised_for="2026-11-24")
    assert dana.submits() == {}
    opened.settles()
    ana.opens_home()
    ana.sees("Dana Whitfield will provide it by Tue, Nov 24")
    ana.clicks("Not needed", on=NEED)
    opened.settles()

    dana.sees("Ana Ruiz no longer needs this, so there's nothing to do")
    assert "canceled" in opened.answers("dana", "/plan item A1")
    assert NEED not in opened.answers("dana", "/plan status")


def test_support_typed_by_a_leader_for_somebody_is_asked_in_their_name(opened: District) -> None:
    dana = opened.person("dana")
    opened.answers("dana", "/plan checkin for @ana")
    opened.settles()
    dana.clicks("Behind …", on="Set up pairs for peer visits")
    dana.fills(cause="No common hour", recovery="A new schedule", support=NEED)
    assert dana.submits() == {}
    opened.settles()

    dana.sees(f"Ana Ruiz asks you for support with 1.1.3.2 Set up pairs for peer visits: {NEED}")


def test_a_leader_asks_someone_else_after_a_refusal(opened: District) -> None:
    asks(opened, support_from="U0000LENA")
    lena, dana = opened.person("lena"), opened.person("dana")
    lena.clicks("Can't …", on=NEED)
    lena.fills(reason="I teach then")
    assert lena.submits() == {}
    dana.opens_home()
    dana.clicks("Ask someone …", on=NEED)
    dana.fills(provider="U000MARIA")
    assert dana.submits() == {}
    opened.settles()

    opened.person("maria").sees(f"Ana Ruiz asks you for support with 1.1.3.2 Set up pairs for peer visits: {NEED}")
