"""A district's leader sees what lags in several schools and does something about it, on each database.

Worked by hand, of tests/scenarios/brindle: on Nov 17, Ash Hollow, Birch Run and Cedar Grove are behind on 3b, Dogwood
isn't. The support that Ash Hollow accepts is provided on Nov 30.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.network.outreach.ticking import OutreachTick
from plans.cause_categories import CauseCategory
from plans.item_events import Completed, Event, Status, StatusReported
from storage.items import items
from storage.items.items import Stamp
from storage.models import OrganizationRow, OutreachRow, PersonRow, PlanRow, SupportRow
from storage.people import memberships
from tests.scenarios.district import District, furnish, open_district
from tests.support.people import Person

SEEDS = Path(__file__).parent / "brindle"
PRACTICE = "3b Provide rigorous evidence-based instruction"
OFFER = "Two days with a math coach"
TABLE = f"""\
*Question asked: {PRACTICE}*
>What do you lack for 3b?
Ended Mon, Dec 7
• *Ash Hollow School*: Planning time (Ada Ash, Tue, Nov 17)
• *Birch Run School*: Substitutes (Ben Birch, Tue, Nov 17)
• *Cedar Grove School*: no answer"""


@pytest.fixture
def county(database_url: str) -> Iterator[District]:
    furnish(database_url, SEEDS, SEEDS, with_past_year=False)
    with open_district(database_url, seeds=SEEDS) as opened:
        opened.at("2026-11-17 10:00")
        yield opened


def opens_3b(county: District, name: str = "grace") -> Person:
    person = county.person(name)
    county.answers(name, "/plan network", in_="dm")
    person.selects(PRACTICE, from_="Open a practice …")
    person.sees(f"Brindle County Schools: {PRACTICE}, by school")
    county.settles()
    return person


def plan_of(county: District, school: str) -> str:
    with county.database.read() as session:
        organization = select(OrganizationRow.id).where(OrganizationRow.name == school).scalar_subquery()
        return str(session.scalars(select(PlanRow.id).where(PlanRow.organization_id == organization)).one())


def records(county: District, school: str, code: str, event: Event) -> None:
    plan_id = int(plan_of(county, school))
    with county.database.write() as session:
        stamp = Stamp(at=datetime.combine(event.recorded, time(17), UTC), on=event.recorded)
        items.record(session, items.find(session, plan_id, code).id, event, stamp)


def ticks(county: District, moment: str) -> None:
    county.at(moment)
    OutreachTick(county.bot.turns).tick()
    county.settles()


def newest(county: District, name: str) -> str:
    return county.told(name)[-1]


# ---------------------------------------------------------------- an offer


def offers(county: District) -> Person:
    grace = opens_3b(county)
    grace.clicks("Offer support …")
    grace.fills(text=OFFER, due="2026-11-30")
    assert grace.submits() == {}
    county.settles()
    return grace


def test_what_is_behind_stands_in_one_sentence_for_those_who_can_act(county: District) -> None:
    opens_3b(county)
    assert "*3 of 4 schools are behind on 3b.*" in newest(county, "grace")
    opens_3b(county, "viewer")
    county.person("viewer").sees_no("schools are behind on 3b")


def test_causes_stand_beside_it_by_their_category_and_the_number_of_schools(county: District) -> None:
    named = {
        "Ash Hollow School": ("1.1.1.2", CauseCategory.STAFFING),
        "Birch Run School": ("1.1.1.1", CauseCategory.STAFFING),
        "Cedar Grove School": ("1.1.1.2", CauseCategory.TIME),
    }
    for school, (code, category) in named.items():
        report = StatusReported(date(2026, 11, 16), Status.BEHIND, "Mr. Oak left", cause_category=category)
        records(county, school, code, report)

    opens_3b(county)
    sentence = "*3 of 4 schools are behind on 3b; 2 name staffing as the cause, 1 names time.*"
    assert sentence in newest(county, "grace")
    county.person("grace").sees_no("Mr. Oak")


def test_an_offer_reaches_the_leaders_of_the_schools_behind_and_each_answer_comes_back(county: District) -> None:
    grace = offers(county)
    ash, birch = county.person("ash"), county.person("birch")
    grace.sees("Sent to the leaders of Ash Hollow School, Birch Run School and Cedar Grove School.")
    grace.closes()

    ash.sees(f"Grace Okafor (Brindle County Schools) offers Ash Hollow School support with {PRACTICE}:")
    ash.sees("By Mon, Nov 30.")
    assert not [text for text in county.told("dogwood") if OFFER in text]
    ash.clicks("Accept")
    birch.clicks("Not now")
    county.settles()

    ash.sees("Ada Ash accepted on Tue, Nov 17.")
    birch.sees("Ben Birch said not now on Tue, Nov 17.")
    grace.sees("Ash Hollow School accepted your offer. You'll provide this by Mon, Nov 30, for 3b")
    grace.sees(f"Birch Run School said not now to your offer of support with {PRACTICE}: {OFFER}.")
    grace.sees("• Ash Hollow School: accepted by Ada Ash, Tue, Nov 17")
    grace.sees("• Cedar Grove School: no answer yet")
    assert f"{OFFER}, 3b (offered by Grace Okafor, accepted Tue, Nov 17, needed by Mon, Nov 30)" in county.answers(
        "ash", "/plan supports ash", in_="dm"
    )


def test_a_second_press_and_an_old_button_change_nothing(county: District) -> None:
    offers(county)
    ash = county.person("ash")
    ash.sees("offers Ash Hollow School support")
    (old,) = [message for message in ash.messages() if OFFER in message.text]
    ash.clicks("Accept")
    county.settles()
    ash.clicks_on_copy(old, "Accept")
    county.settles()
    ash.sees("This has already been answered, so nothing was changed.")

    with county.database.read() as session:
        assert len(session.scalars(select(SupportRow)).all()) == 1


def test_a_leader_can_ask_first_and_reads_the_reply_beside_the_offer(county: District) -> None:
    grace = offers(county)
    ash = county.person("ash")
    grace.closes()
    ash.clicks("Ask …")
    ash.fills(text="Which grades?")
    assert ash.submits() == {}
    county.settles()
    grace.sees("Ada Ash (Ash Hollow School) asks about your offer of support")
    grace.clicks("Reply …")
    grace.fills(text="Grades 3 to 5")
    assert grace.submits() == {}
    county.settles()

    ash.sees("Ada Ash, Tue, Nov 17: Which grades?\nGrace Okafor, Tue, Nov 17: Grades 3 to 5")
    ash.clicks("Accept")
    county.settles()
    assert sum("Ada Ash accepted on" in text for text in county.told("ash")) == 2


def test_an_offer_ends_on_its_day_after_one_reminder(county: District) -> None:
    offers(county)
    county.person("ash").clicks("Accept")
    ticks(county, "2026-11-24 10:00")
    assert not [text for text in county.told("birch") if "A reminder" in text]
    for moment in ("2026-11-25 10:00", "2026-11-30 10:00"):
        ticks(county, moment)
        assert len([text for text in county.told("birch") if "A reminder" in text]) == 1
    ticks(county, "2026-12-01 10:00")

    county.person("birch").sees("This ended on Tue, Dec 1 without an answer.")
    assert "• *Cedar Grove School*: no answer" in newest(county, "grace")
    assert not [text for text in county.told("ash") if "A reminder" in text]


def test_an_answer_counts_until_the_day_is_over_at_the_school(county: District) -> None:
    """11 PM in the mountains on the offer's day is 1 AM of the next one at the district."""
    with county.database.write() as session:
        school = session.scalars(select(OrganizationRow).filter_by(name="Birch Run School")).one()
        school.time_zone = "America/Denver"
    offers(county)
    ticks(county, "2026-12-01 01:00")
    county.person("birch").clicks("Accept")
    county.settles()
    county.person("birch").sees("Ben Birch accepted on")
    ticks(county, "2026-12-01 02:15")
    county.person("cedar").sees("This ended on")


def test_a_withdrawn_offer_is_told_to_those_who_have_not_answered_and_what_was_accepted_stays(
    county: District,
) -> None:
    grace = offers(county)
    ash, birch = county.person("ash"), county.person("birch")
    grace.closes()
    (old,) = [message for message in birch.messages() if OFFER in message.text]
    ash.clicks("Accept")
    county.settles()
    grace.clicks("Withdraw")
    county.settles()

    withdrawn = (
        f"*Grace Okafor* (Brindle County Schools) has withdrawn the offer of support with *{PRACTICE}*, so there's "
        f"nothing left to answer:\n>{OFFER}"
    )
    assert newest(county, "birch") == withdrawn
    assert newest(county, "cedar") == withdrawn
    assert withdrawn not in county.told("ash")
    birch.sees("Grace Okafor withdrew this offer on Tue, Nov 17.")
    grace.sees("You withdrew it on Tue, Nov 17.")
    birch.clicks_on_copy(old, "Accept")
    county.settles()
    birch.sees("This has ended, so nothing was changed.")
    assert f"{OFFER}, 3b (offered by Grace Okafor, accepted Tue, Nov 17" in county.answers(
        "ash", "/plan supports ash", in_="dm"
    )
    before = county.told("birch")
    ticks(county, "2026-11-25 10:00")
    assert county.told("birch") == before


def test_a_school_that_has_not_got_the_offer_yet_never_does_once_it_is_withdrawn(county: District) -> None:
    county.at("2026-11-17 20:00")
    grace = offers(county)
    grace.closes()
    grace.clicks("Withdraw")
    county.settles()
    ticks(county, "2026-11-18 10:00")
    assert [text for text in county.told("birch") if OFFER in text] == []


def test_of_two_leaders_the_first_answer_counts_and_the_other_reads_it(county: District) -> None:
    with county.database.write() as session:
        school = session.scalars(select(OrganizationRow).filter_by(name="Ash Hollow School")).one()
        second = session.scalars(select(PersonRow.id).filter_by(slack_id="U0000OMAR")).one()
        memberships.grant(session, school.id, second, "leader")
    offers(county)
    omar = county.person("omar")
    omar.sees("offers Ash Hollow School support")
    (old,) = [message for message in omar.messages() if OFFER in message.text]
    county.person("ash").clicks("Not now")
    county.settles()

    omar.sees("Ada Ash said not now on Tue, Nov 17.")
    omar.clicks_on_copy(old, "Accept")
    omar.sees("This has already been answered, so nothing was changed.")


def test_what_nobody_would_read_any_more_ends(county: District) -> None:
    offers(county)
    ash = county.person("ash")
    ash.sees("offers Ash Hollow School support")
    county.changes("U000GRACE", deleted=True)
    ash.clicks("Accept")
    ash.sees("This has ended, so nothing was changed.")
    ticks(county, "2026-11-18 10:00")
    ash.sees("This ended on Wed, Nov 18 without an answer.")


def test_what_someone_else_provides_is_asked_of_them_once_a_school_accepts(county: District) -> None:
    grace = opens_3b(county)
    grace.clicks("Offer support …")
    grace.fills(text=OFFER, due="2026-11-30", provider="U0000OMAR", schools=["Ash Hollow School"])
    assert grace.submits() == {}
    county.settles()
    county.person("ash").sees("By Mon, Nov 30, from Omar Haddad.")
    county.person("ash").clicks("Accept")
    county.settles()

    county.person("omar").sees("Ash Hollow School accepted support that Grace Okafor offered, from you with 3b")
    grace.sees("I've asked Omar Haddad to provide it by Mon, Nov 30.")


# ---------------------------------------------------------------- what came before and after


def completes(county: District, code: str, day: str) -> None:
    """Recorded on the day itself."""
    on = date.fromisoformat(day)
    records(county, "Ash Hollow School", code, Completed(recorded=on, completed_on=on))


def test_support_is_followed_from_the_offer_to_what_was_on_time_before_and_after(county: District) -> None:
    """Under 3b, Ash Hollow had three action items due in the four months before Nov 30: the first was on time, the
    second five weeks late, and the third was open. Of the four due in the four months from then on, the third was late.
    """
    grace, ash = offers(county), county.person("ash")
    grace.closes()
    ash.clicks("Accept")
    county.person("birch").clicks("Not now")
    completes(county, "1.1.1.2", "2026-11-20")
    county.at("2026-11-30 10:00")
    grace.clicks("Provided …", on="Ash Hollow School accepted your offer")
    assert grace.submits() == {}
    county.settles()
    ash.sees(f"Grace Okafor provided support on Mon, Nov 30 for 3b {PRACTICE.removeprefix('3b ')}: {OFFER}")
    ash.clicks("Rate it …")
    ash.fills(used="In every grade", as_intended="Yes", effective="Very effective")
    assert ash.submits() == {}
    for code, day in (("1.1.1.4", "2026-12-14"), ("1.1.1.5", "2027-01-15")):
        completes(county, code, day)

    county.at("2027-01-20 10:00")
    opens_3b(county)
    grace.sees(f"• Ash Hollow School: {OFFER} (Mon, Nov 30): before 1 of 3, after 2 of 2 so far")
    for code, day in (("1.1.1.6", "2027-02-20"), ("1.1.1.7", "2027-03-16")):
        completes(county, code, day)
    county.at("2027-04-01 10:00")
    opens_3b(county)
    grace.sees(f"• Ash Hollow School: {OFFER} (Mon, Nov 30): before 1 of 3, after 3 of 4")
    supports = county.answers("grace", "/plan supports brindle", in_="dm")
    window = "(action items due in the four months before and from Mon, Nov 30)"
    assert f"*On time, 3b:* before 1 of 3, after 3 of 4 {window}" in supports
    assert "*Provider:* Brindle County Schools" in supports
    assert "Very effective" in supports


def test_without_a_practice_it_is_about_the_whole_plan(county: District) -> None:
    """Of Ash Hollow's four action items due in the four months before, two were on time: one under 3b, one under 2b."""
    answer = county.answers("grace", "/plan network school", in_="dm")
    assert "*3 of 4 schools are behind.*" in answer
    grace, ash = county.person("grace"), county.person("ash")
    grace.clicks("Offer support …")
    grace.fills(text=OFFER, due="2026-11-30", schools=["Ash Hollow School"])
    assert grace.submits() == {}
    county.settles()
    grace.closes()
    ash.sees("Grace Okafor (Brindle County Schools) offers Ash Hollow School support:")
    ash.clicks("Accept")
    county.settles()
    county.at("2026-11-30 10:00")
    grace.clicks("Provided …", on="Ash Hollow School accepted your offer")
    assert grace.submits() == {}
    county.at("2026-12-01 10:00")

    supports = county.answers("ash", "/plan supports ash", in_="dm")
    assert "*On time:* before 2 of 4, after none due so far" in supports


# ---------------------------------------------------------------- a question


def test_one_question_goes_to_all_and_the_answers_come_back_together(county: District) -> None:
    grace = opens_3b(county)
    grace.clicks("Ask them …")
    grace.fills(text="What do you lack for 3b?", due="2026-12-04")
    assert grace.submits() == {}
    county.settles()
    grace.closes()
    for name, answer in (("ash", "Planning time"), ("birch", "Substitutes")):
        person = county.person(name)
        person.sees("asks the leaders of 3 schools about")
        person.sees("Grace Okafor alone reads your answer, with your name and your school's.")
        person.clicks("Answer …")
        person.fills(text=answer)
        assert person.submits() == {}
        county.settles()

    grace.sees("• Ash Hollow School: Planning time (Ada Ash, Tue, Nov 17)")
    grace.sees("• Cedar Grove School: no answer yet")
    ticks(county, "2026-11-25 10:00")
    county.person("cedar").sees("A reminder: this still waits for your answer.")
    ticks(county, "2026-12-07 10:00")
    assert TABLE in newest(county, "grace")
    assert not [text for name in ("birch", "omar", "dogwood") for text in county.told(name) if "Planning time" in text]


def test_once_all_have_answered_it_is_over(county: District) -> None:
    grace = opens_3b(county)
    grace.clicks("Ask them …")
    grace.fills(text="What do you lack?", due="2026-12-04", schools=["Ash Hollow School"])
    assert grace.submits() == {}
    county.settles()
    ash = county.person("ash")
    ash.clicks("Answer …")
    ash.fills(text="Time")
    assert ash.submits() == {}

    assert "Ended Tue, Nov 17\n• *Ash Hollow School*: Time" in newest(county, "grace")
    with county.database.read() as session:
        assert session.scalars(select(OutreachRow.closed_on)).one() == date(2026, 11, 17)


# ---------------------------------------------------------------- a connection


def connects(county: District) -> Person:
    grace = opens_3b(county)
    grace.clicks("Connect …")
    grace.fills(school_on_track="Dogwood School", school_behind="Ash Hollow School")
    assert grace.submits() == {}
    county.settles()
    grace.closes()
    return grace


def test_two_schools_learn_of_each_other_only_when_both_agree(county: District) -> None:
    grace = connects(county)
    ash, dogwood = county.person("ash"), county.person("dogwood")
    ash.sees("would like to connect Ash Hollow School with a school that's on track with 3b")
    dogwood.sees("would like to connect Dogwood School with a school that's behind on 3b")
    ash.clicks("Agree")
    county.settles()
    assert not [text for text in county.told("ash") if "Dogwood" in text or "Dina" in text]
    assert not [text for text in county.told("dogwood") if "Ash" in text]
    dogwood.clicks("Agree")
    county.settles()

    ash.sees(f"You both agreed: your contact for {PRACTICE} is Dina Dogwood of Dogwood School.")
    dogwood.sees(f"You both agreed: your contact for {PRACTICE} is Ada Ash of Ash Hollow School.")
    ash.sees("What made the biggest difference when you started with this?")
    grace.sees("Both agreed, so each has the other's name and your question.")


@pytest.mark.parametrize("agrees_first", [True, False])
def test_a_refusal_stays_quiet(county: District, agrees_first: bool) -> None:
    connects(county)
    ash, dogwood = county.person("ash"), county.person("dogwood")
    if agrees_first:
        ash.clicks("Agree")
        county.settles()
    dogwood.clicks("Not now")
    county.settles()

    for name in ("ash", "dogwood"):
        county.person(name).sees("This connection isn't coming about for now.")
    for name in ("ash", "grace"):
        assert not [text for text in county.told(name) if "not now" in text.lower()]
    assert not [text for text in county.told("ash") if "Dogwood" in text or "Dina" in text]
    off = [text for text in county.told("ash") if "that Grace Okafor suggested isn't coming about for now" in text]
    assert len(off) == agrees_first


# ---------------------------------------------------------------- a root cause dialog


def test_a_root_cause_dialog_begins_with_the_counts_and_the_leaders_are_invited(county: District) -> None:
    grace = opens_3b(county)
    grace.clicks("Find root causes …")
    grace.sees("A root cause dialog belongs to a plan, and Brindle County Schools has none of its own this year.")
    county.imports(SEEDS / "county.yml")
    opens_3b(county)
    grace.clicks("Find root causes …")
    grace.fills(channel="C00LEADERS")
    assert grace.submits() == {}
    grace.sees("3 of 4 schools are behind on 3b Provide rigorous evidence-based instruction.")
    assert grace.submits() == {}
    county.settles()
    grace.closes()

    for name in ("ash", "birch", "cedar"):
        county.person(name).sees(
            f"Grace Okafor (Brindle County Schools) has started a root cause dialog about {PRACTICE} in"
        )
    assert not [text for text in county.told("dogwood") if "root cause" in text]
    thread = "\n".join(county.person("dogwood").reads(in_="C00LEADERS"))
    assert "3 of 4 schools are behind on 3b" in thread
    assert "4 of 8 (50%) of the action items due are behind" in thread
    assert not [school for school in ("Ash Hollow", "Birch Run", "Cedar Grove") if school in thread]
