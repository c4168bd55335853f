"""People who leave the workspace: their items and requests get new owners, and they are not asked again."""

from __future__ import annotations

from sqlalchemy import select

from bot.action_items.supports import Supports
from storage.models import OutboxRow
from tests.scenarios.district import District
from tests.scenarios.test_root_cause import SYMPTOM, Play
from tests.support.screens import controls

NEED = "Half a day of a substitute"


def asks_for_support(district: District) -> None:
    """The coach asks the principal."""
    ana = district.person("ana")
    ana.types("/plan assign me order the grade 7 texts by Nov 30", in_="C00BETHEL")
    ana.submits()
    ana.closes()
    ana.opens_home()
    ana.selects("Ask for support …", on="order the grade 7 texts")
    ana.fills(needed=NEED, provider="U0000DANA")
    assert ana.submits() == {}
    district.settles()


def test_support_asked_of_somebody_who_left_is_handed_over_by_the_plan_manager(district: District) -> None:
    asks_for_support(district)
    district.changes("U0000DANA", deleted=True)
    district.settles()

    ana, omar, lena = (district.person(name) for name in ("ana", "omar", "lena"))
    omar.sees("2 requests for support wait for someone else")
    omar.sees(f"Ana Ruiz asked for support with A1 order the grade 7 texts: {NEED}")
    ana.sees("Dana Whitfield has left; no one else has been asked yet")
    omar.clicks("Ask someone", on=NEED)
    omar.fills(provider="U00000ANA")
    assert set(omar.submits()) == {"provider"}
    omar.fills(provider="U0000LENA")
    assert omar.submits() == {}
    district.settles()

    lena.sees(f"Ana Ruiz asks you for support with A1 order the grade 7 texts: {NEED}")
    ana.sees("asked of Lena Brandt")
    lists = [message for message in omar.messages() if "Dana Whitfield has left" in message.text]
    assert not [message for message in lists if NEED in message.text]
    omar.sees("One request for support waits for someone else")


def test_support_asked_by_somebody_who_left_is_dropped_quietly(district: District) -> None:
    asks_for_support(district)
    dana = district.person("dana")
    dana.opens_home()
    dana.sees(NEED)
    district.changes("U00000ANA", deleted=True)
    dana.opens_home()
    dana.waits_for(lambda: not any(NEED in view.text for view in dana._home()) or None, "a Home tab without it")

    dana._at_home = False
    dana.clicks("Provided", on=NEED)
    dana.fills(provided="A substitute on Friday morning", given_on="2026-11-16")
    assert dana.submits() == {}
    for moment in ("2026-11-17 10:00", "2026-12-15 10:00"):
        district.at(moment)
        Supports(district.bot.turns).tick()
        district.settles()
    with district.database.read() as session:
        to_ana = session.scalars(select(OutboxRow.key).filter_by(channel="U00000ANA", kind="post")).all()
    assert not [key for key in to_ana if key.startswith("support:")]


def test_a_root_cause_dialog_whose_leader_left_is_given_to_another_by_the_plan_manager(district: District) -> None:
    Play(district).starts()
    district.changes("U0000DANA", deleted=True)
    district.settles()

    omar = district.person("omar")
    omar.sees(f"The person who led _{SYMPTOM}_ in")
    omar.clicks("Who leads", on="Let's get to the root cause.")
    omar.fills(**{"Who leads it?": "U00000ANA"})
    assert omar.submits() == {}
    district.settles()
    district.person("sam").sees("@U00000ANA leads.")


def test_the_list_of_what_somebody_left_says_what_was_passed_on_since(district: District) -> None:
    district.changes("U00000ANA", deleted=True)
    district.settles()
    omar = district.person("omar")
    omar.sees("Ana Ruiz has left")
    omar.clicks("Reassign", on="1.1.3.2")
    omar.fills(owner="U0000LENA")
    assert omar.submits() == {}
    district.settles()

    omar.sees("Ana Ruiz is no longer in this workspace. Everything has been passed on.")
    lists = [message for message in omar.messages() if "Ana Ruiz has left" in message.text]
    assert not [control for message in lists for control in controls(message) if control.label == "Reassign"]
