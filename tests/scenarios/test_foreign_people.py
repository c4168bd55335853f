"""People of other organizations, guests and people who have left can do nothing."""

from __future__ import annotations

import httpx

from storage.dialogs import replies, threads
from storage.people import people
from tests.scenarios.district import TEAM, District
from tests.support.coaching import CHANNEL, begun

PARTNER = "U0PARTNER"
PARTNERS_TEAM = "T00PARTNER"


def _partner_joins(district: District) -> None:
    district.joins(PARTNER, name="partner", real_name="Pat Partner", team=PARTNERS_TEAM)
    district.slack.world.state.channels[CHANNEL].members.append(PARTNER)


def _spoken(district: District) -> set[str]:
    with district.database.read() as session:
        dialogs = threads.under_way(session)
        return {reply.text for each in dialogs for reply in replies.all_of(session, each.id)}


def test_somebody_of_another_organization_is_a_guest(district: District) -> None:
    _partner_joins(district)

    with district.database.read() as session:
        person = people.person(session, TEAM, PARTNER)
        assert person is not None
        assert person.guest


def test_only_what_full_members_say_in_a_thread_is_kept(district: District) -> None:
    _partner_joins(district)
    thread = begun(district, district.person("ana"))
    district.person("partner", PARTNER).says("Our vendor has a product for that", in_=CHANNEL, thread=thread)
    vera = district.person("vera")
    district.slack.world.state.channels[CHANNEL].members.append("U0000VERA")
    vera.says("A guest's word", in_=CHANNEL, thread=thread)
    district.person("maria").says("Grade 7 reads too little", in_=CHANNEL, thread=thread)
    district.settles()

    assert _spoken(district) == {"Grade 7 reads too little"}
    with district.database.read() as session:
        assert people.person(session, PARTNERS_TEAM, PARTNER) is None


def test_a_member_whose_joining_was_missed_is_met_when_they_speak(district: District) -> None:
    thread = begun(district, district.person("ana"))
    world = district.slack.world
    with world.lock:
        world.state.users["U00000NEW"] = type(world.state.users["U00000ANA"])("U00000NEW", "newton", "Newt Onn")
        world.state.channels[CHANNEL].members.append("U00000NEW")
    district.person("newton", "U00000NEW").says("I am new here", in_=CHANNEL, thread=thread)
    district.settles()

    assert "I am new here" in _spoken(district)


def test_nothing_is_assigned_to_somebody_of_another_organization(district: District) -> None:
    _partner_joins(district)
    answer = district.answers("ana", f"/plan assign <@{PARTNER}> order the texts by Nov 30", in_=CHANNEL)

    assert "Pat Partner" in answer
    assert "guest" in answer


def test_a_profile_without_a_zone_or_with_an_unknown_one_gets_the_schools(district: District) -> None:
    district.joins("U000NOZONE", name="nozone", real_name="No Zone", tz="")
    district.joins("U0BADZONE0", name="badzone", real_name="Bad Zone", tz="../../etc/passwd")

    with district.database.read() as session:
        zones = {person.time_zone for person in people.people(session, TEAM) if person.handle in ("nozone", "badzone")}
    assert zones == {"America/New_York"}


def test_the_messages_tab_publishes_no_home(district: District) -> None:
    before = district.calls("views.publish")
    response = httpx.post(f"{district.slack.url}/page/api/open_messages", json={"as": "U00000ANA"})
    response.raise_for_status()
    district.settles()

    assert district.calls("views.publish") == before


def test_a_command_by_somebody_of_another_organization_is_refused_in_words(district: District) -> None:
    _partner_joins(district)
    partner = district.person("partner", PARTNER)
    for command in ("/plan status", "/plan assign me order the texts", "/plan coach", "/plan report"):
        partner.types(command, in_=CHANNEL)
        assert "guest" in partner.reads(in_=CHANNEL)[-1].casefold()
