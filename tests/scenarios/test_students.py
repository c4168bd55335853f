"""A text seems to name a student: its author is warned before a form saves it, and in private after a reply."""

from __future__ import annotations

from tests.scenarios.district import District

CHANNEL = "C00BETHEL"
NAMED = "Maya Lopez's IEP meeting was moved twice."
OTHER = "Maya Lopez's IEP meeting was moved, and Jordan Baker was suspended."
FIELD = "What do you see, or what would you ask?"
WARNING = (
    f":warning: “Maya Lopez” in *{FIELD}* may be a student's name. Others will read this. "
    "Take it out, or submit again to save it as it is."
)


def comment_form(district: District, text: str) -> None:
    ana = district.person("ana")
    assert district.answers("ana", "/plan comment 1.1", in_=CHANNEL) == ""
    ana.sees("What is it about?")
    ana.fills(text=text)


def test_a_form_is_shown_once_more_and_then_saved_as_it_is(district: District) -> None:
    comment_form(district, NAMED)
    ana = district.person("ana")
    assert ana.submits() == {}
    ana.sees(WARNING)
    assert ana.submits() == {}
    ana.sees("is saved")
    district.settles()
    district.person("dana").sees(NAMED)


def test_a_new_name_is_warned_about_once_more(district: District) -> None:
    comment_form(district, NAMED)
    ana = district.person("ana")
    ana.submits()
    ana.sees(WARNING)
    ana.fills(text=OTHER)
    ana.submits()
    ana.sees(f"“Jordan Baker” in *{FIELD}* may be a student's name.")
    ana.sees_no(WARNING)
    ana.submits()
    ana.sees("is saved")


def test_without_the_name_it_is_saved_at_once(district: District) -> None:
    comment_form(district, NAMED)
    ana = district.person("ana")
    ana.submits()
    ana.sees(WARNING)
    ana.fills(text="A student's IEP meeting was moved twice.")
    ana.submits()
    ana.sees("is saved")


def test_people_of_the_workspace_are_no_students(district: District) -> None:
    comment_form(district, "The student we met, Ana R., is fine. A student, Ana Ruiz, came.")
    ana = district.person("ana")
    ana.submits()
    ana.sees("is saved")


def names(district: District, words: str, person: str = "omar") -> str:
    return district.answers(person, f"/plan names {words}".strip(), in_="dm")


def test_a_plan_manager_says_whose_names_are_no_students(district: District) -> None:
    assert "No names are on the list yet." in names(district, "")
    assert names(district, "allow Maya Lopez") == "I won't ask anyone about *Maya Lopez* again."
    assert names(district, "allow maya lopez") == "*maya lopez* is on the list already."
    assert "Type a first and last name" in names(district, "allow Maya")
    listed = names(district, "")
    assert "*Names that aren't students'*\n• Maya Lopez (added by Omar" in listed
    assert "Only plan managers" in names(district, "", "ana")

    comment_form(district, NAMED)
    ana = district.person("ana")
    ana.submits()
    ana.sees("is saved")

    assert "*Maya Lopez* is off the list." in names(district, "remove Maya Lopez")
    assert "*Maya Lopez* isn't on the list." in names(district, "remove Maya Lopez")


def test_a_typed_comment_is_shown_in_its_form_first(district: District) -> None:
    ana = district.person("ana")
    assert district.answers("ana", f"/plan comment 1.1 {NAMED}", in_=CHANNEL) == ""
    ana.sees(WARNING)
    ana.submits()
    ana.sees("is saved")
