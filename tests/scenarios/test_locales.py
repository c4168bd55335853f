"""Dates and numbers in the form that a person's own Slack locale asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompts import formats
from storage.people import people
from tests.prompts import pseudo
from tests.scenarios.district import TEAM
from tests.support.coaching import CHANNEL, begun

if TYPE_CHECKING:
    from tests.scenarios.district import District

DANA = "U0000DANA"


def _locale(district: District) -> str | None:
    with district.database.read() as session:
        return people.locale(session, TEAM, DANA)


def test_a_message_has_the_forms_of_its_readers_locale(district: District) -> None:
    formats.add_translation(pseudo.LOCALE, pseudo.PseudoFormats())
    assert _locale(district) == "en-US"
    district.changes(DANA, locale=pseudo.LOCALE)
    district.settles()
    assert _locale(district) == pseudo.LOCALE

    assert "⟦6 of 22⟧ (⟦percent 27⟧)" in district.answers("dana", "/plan status bethel")
    assert "6 of 22 (27%)" in district.answers("maria", "/plan status bethel")


def test_a_locale_without_a_translation_has_american_forms(district: District) -> None:
    district.changes(DANA, locale="de-DE")
    district.settles()
    assert _locale(district) == "de-DE"
    assert "6 of 22 (27%)" in district.answers("dana", "/plan status bethel")


def test_a_thread_has_american_forms_whoever_presses_and_what_only_one_reads_has_theirs(district: District) -> None:
    formats.add_translation(pseudo.LOCALE, pseudo.PseudoFormats())
    district.changes(DANA, locale=pseudo.LOCALE)
    district.settles()
    dana = district.person("dana")
    begun(district, dana)
    texts = [message.text for message in district.person("ana").messages(CHANNEL)]
    assert any("questions" in text for text in texts)
    assert not any("⟦" in text for text in texts)

    dana.clicks("Where are we?")
    dana.sees("on question ⟦number 1⟧")
