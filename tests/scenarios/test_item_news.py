"""Changes by others to someone's action items: notified once, in private."""

from __future__ import annotations

from pathlib import Path

from tests.scenarios.district import EXAMPLES, District
from tests.support.items import assign, delivered

TEXTS = "order the grade 7 texts"


def moves_the_date(district: District, name: str, on: str, due: str, reason: str) -> None:
    person = district.person(name)
    person.selects("Move the date …", on=on)
    person.fills(due=due, reason=reason)
    assert person.submits() == {}


def about_dana(district: District) -> list[str]:
    """The coach's notices about the principal."""
    return [text for text in district.told("ana") if "Dana Whitfield" in text]


def test_what_others_did_with_ones_items_is_one_private_message(district: District) -> None:
    dana = district.person("dana")
    for what in ("order tiles", "print maps", "book the gym", "call parents"):
        assign(district, f"me {what} by Nov 30", by="ana")
    for code, what in (("A1", "order tiles"), ("A2", "print maps")):
        district.answers("dana", f"/plan item {code}", in_="C00BETHEL")
        moves_the_date(district, "dana", what, "2026-12-04", "Too early")
    moves_the_date(district, "dana", "print maps", "2026-12-11", "The printer is broken")
    district.answers("dana", "/plan item A3", in_="C00BETHEL")
    dana.selects("Update …", on="book the gym")
    dana.fills(state="Canceled", reason="Not funded")
    assert dana.submits() == {}
    assign(district, "@ana sweep the gym by Dec 1")
    assert about_dana(district) == []

    delivered(district)

    answer = about_dana(district)
    assert len(answer) == 1
    for sentence in (
        "An action item for you",
        'Dana Whitfield has moved A1 order tiles: it\'s due Fri, Dec 4 now, not Mon, Nov 30. "Too early"',
        'has moved A2 print maps: it\'s due Fri, Dec 11 now, not Mon, Nov 30. "The printer is broken"',
        'Dana Whitfield has canceled A3 book the gym: "Not funded"',
    ):
        assert sentence in answer[0].replace("*", "")
    assert "print maps: it's due Fri, Dec 4" not in answer[0]
    delivered(district, "2026-11-16 11:00")
    assert about_dana(district) == answer
    assert not any("has moved" in text for text in district.told("dana"))


def test_an_own_date_an_agreed_one_and_that_of_a_new_item_are_no_news(district: District) -> None:
    dana, ana = district.person("dana"), district.person("ana")
    assign(district, f"@ana {TEXTS} by Nov 30")
    district.answers("dana", "/plan item A1", in_="C00BETHEL")
    moves_the_date(district, "dana", TEXTS, "2026-12-01", "A day more")
    delivered(district)
    ana.sees("Due Tue, Dec 1")
    ana.opens_home()
    moves_the_date(district, "ana", TEXTS, "2026-12-02", "Wednesday is better")
    ana.clicks("Suggest a date", on=TEXTS)
    ana.fills(due="2026-12-11", reason="Report cards come first")
    assert ana.submits() == {}
    district.settles()
    dana.clicks("Agree", on="Report cards come first")
    delivered(district, "2026-11-16 10:40")

    ana.sees("Dana Whitfield agrees: A1 order the grade 7 texts is due Fri, Dec 11")
    assert not any("has moved" in text for text in district.told("ana"))


def test_a_changed_plan_file_tells_new_owners_and_those_whose_date_it_moved(district: District, tmp_path: Path) -> None:
    delivered(district)
    assert not any("Omar Haddad" in text for name in ("lena", "daniel", "maria") for text in district.told(name))
    text = (EXAMPLES / "bethel.yml").read_text(encoding="utf-8")
    text = text.replace("owner: Maria Okafor", "owner: Lena Brandt")  # of an item that is done and one that is not
    changed = tmp_path / "bethel.yml"
    changed.write_text(text.replace("due: Dec 11, 2026", "due: Dec 18, 2026"), encoding="utf-8")
    district.imports(changed, parent="Riverbend School District")
    delivered(district, "2026-11-16 10:40")

    lena, daniel = district.person("lena"), district.person("daniel")
    lena.sees("An action item for you")
    daniel.sees("Omar Haddad has moved 1.1.2.3 Put the criteria into words children use")
    daniel.sees("it's due Fri, Dec 18 now")
    daniel.sees("changed in the file bethel.yml")
    maria = district.person("maria")
    maria.sees("to Lena Brandt, so it's no longer yours.")
    assert sum("no longer yours" in text for text in district.told("maria")) == 1
    lena.clicks("Accept", on="Omar Haddad would like")
    lena.sees("You accepted.")
