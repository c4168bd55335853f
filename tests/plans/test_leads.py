"""Who leads: one owner, the others collaborators, whatever the cell looks like."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plans.lead_doubts import LeadDoubt, lead_doubts
from plans.leads import Leads, read_leads


@pytest.mark.parametrize(
    "name",
    [
        "Literacy Director",
        "Director of Curriculum and Instruction",
        "Directors of Curriculum, Instruction, and Assessment",
        "Health and Wellness Coordinator",
        "Family and Community Engagement Coordinator",
        "Special Education and ELL Directors",
        "Math, Science and ELA Directors",
        "Parent and Community Liaison",
        "School Review Partners",
        "District leadership",
        "Jane Doe (Literacy Director)",
        "Teaching and Learning",
        "Dr. Maria Lopez, Superintendent",
        "Kim Park, Ed.D., Principal",
        "Director of C & I",
        "ELA/Math Coaches",
        "ELA/MATH COACHES",
        "DIRECTOR OF CURRICULUM AND INSTRUCTION",
    ],
)
def test_one_name_stays_one(name: str) -> None:
    assert read_leads(name) == Leads(owner=name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Curriculum\ndirectors", "Curriculum directors"),
        ("Chief Academic\nOfficer", "Chief Academic Officer"),
        ("Assistant\nSuperintendent", "Assistant Superintendent"),
        ("Director of Student \nAssessment ", "Director of Student Assessment"),
        ("District Leadership\nTeam", "District Leadership Team"),
        ("Lead\nTeachers", "Lead Teachers"),
        ("ELA Lead\nTeacher", "ELA Lead Teacher"),
        ("Head\nTeacher", "Head Teacher"),
        ("Assistant\nHead\nTeacher", "Assistant Head Teacher"),
        ("Maria\nLopez", "Maria Lopez"),
        ("Lopez, M.", "Lopez, M"),
    ],
)
def test_a_wrapped_line_is_one_name(text: str, name: str) -> None:
    assert read_leads(text) == Leads(owner=name)


@pytest.mark.parametrize(
    ("text", "owner", "collaborators"),
    [
        ("A and B", "A", ("B",)),
        ("A & B", "A", ("B",)),
        ("A, B", "A", ("B",)),
        ("Ana Cruz, Ben Ode and Kim Park", "Ana Cruz", ("Ben Ode", "Kim Park")),
        ("Superintendent and Assistant Superintendent", "Superintendent", ("Assistant Superintendent",)),
        ("Superintendent and\nAssistant\nSuperintendent", "Superintendent", ("Assistant Superintendent",)),
        ("Program directors\nPrincipals", "Program directors", ("Principals",)),
        ("Principals\nCurriculum\ndirectors", "Principals", ("Curriculum directors",)),
        ("ELA Lead Teacher\n \nAssistant\nSuperintendent", "ELA Lead Teacher", ("Assistant Superintendent",)),
        ("School Review Partners\n& Chief Academic\nOfficer", "School Review Partners", ("Chief Academic Officer",)),
        (
            "Literacy Director &\nInstructional\nServices Director",
            "Literacy Director",
            ("Instructional Services Director",),
        ),
        ("Literacy Director/ELA Lead Teacher", "Literacy Director", ("ELA Lead Teacher",)),
        ("• Principal\n• Dean of Students", "Principal", ("Dean of Students",)),
        (
            "Director of Curriculum and Instruction and Principals",
            "Director of Curriculum and Instruction",
            ("Principals",),
        ),
        ("Dean of Students, Math and ELA Coaches", "Dean of Students", ("Math and ELA Coaches",)),
        ("Coach Rivera, Principal Dunn", "Coach Rivera", ("Principal Dunn",)),
        ("Ms. Ruiz (Principal) and J. Lee", "Ms. Ruiz (Principal)", ("J. Lee",)),
        ("@ana and @ben", "@ana", ("@ben",)),
        ("Principal with staff", "Principal", ("staff",)),
        ("Principal and Principal", "Principal", ()),
        ("Curriculum directors (or assistant superintendent)", "Curriculum directors", ("assistant superintendent",)),
        ("Ana Cruz, Ben Ode (lead)", "Ben Ode", ("Ana Cruz",)),
        ("Lead: Kim Park; Support: Ben Ode", "Kim Park", ("Ben Ode",)),
        ("Support: Ben Ode\nLead: Kim Park", "Kim Park", ("Ben Ode",)),
        ("Facilitators: Kim Park & Ben Ode", "Kim Park", ("Ben Ode",)),
        ("Kim Park, Principal; Ben Ode, AP", "Kim Park, Principal", ("Ben Ode, AP",)),
        ("Kim Park, Principal and Ben Ode, Coach", "Kim Park, Principal", ("Ben Ode, Coach",)),
        ("Mr. Ode, Ms. Park, Principal", "Mr. Ode", ("Ms. Park, Principal",)),
        ("Ana Cruz, Kim Park, Director of Arts and Music", "Ana Cruz", ("Kim Park, Director of Arts and Music",)),
        ("Kim Park, Principals", "Kim Park", ("Principals",)),
        ("Principal M. Lopez and AP J. Ortiz", "Principal M. Lopez", ("AP J. Ortiz",)),
        ("Principal with support from Coach", "Principal", ("Coach",)),
        ("Lopez, M. and Ortiz, J.", "Lopez, M", ("Ortiz, J",)),
        ("– Principal\n– Coach", "Principal", ("Coach",)),
        ("MARIA LOPEZ AND BEN ODE", "MARIA LOPEZ", ("BEN ODE",)),
        ("ILT/PRINCIPAL", "ILT", ("PRINCIPAL",)),
        ("Principal, Teachers, Students", "Principal", ("Teachers", "Students")),
        ("Teachers\nStudents", "Teachers", ("Students",)),
        ("School Head\nTeachers\nOBE Team", "School Head", ("Teachers", "OBE Team")),
        (
            "School Head\nTeachers,\nParents, 4Ps beneficiaries",
            "School Head",
            ("Teachers", "Parents", "4Ps beneficiaries"),
        ),
        ("Learners, Advisers", "Learners", ("Advisers",)),
        (
            "Coordinator, & School Reading Team, Learners from Grades 2 to 6",
            "Coordinator",
            ("School Reading Team", "Learners from Grades 2 to 6"),
        ),
        (
            "Reading Coach, 2nd grade teachers teaching students in the intensive range",
            "Reading Coach",
            ("2nd grade teachers teaching students in the intensive range",),
        ),
        ("Department Head\nPrincipal", "Department Head", ("Principal",)),
        ("Math Lead\nPrincipal", "Math Lead", ("Principal",)),
        ("Led by\nMoana and Ruth", "Moana", ("Ruth",)),
        ("Coordinated by the Principal", "Principal", ()),
        ("Principal: Kim Park\nCoach: Ben Ode", "Kim Park", ("Ben Ode",)),
        ("Principal - Kim Park, Coach - Ben Ode", "Kim Park", ("Ben Ode",)),
        ("Lead - Kim Park\nSupport - Ben Ode", "Kim Park", ("Ben Ode",)),
        ("Ana de la Cruz and Ludwig van Beethoven", "Ana de la Cruz", ("Ludwig van Beethoven",)),
    ],
)
def test_the_first_named_owns_and_the_others_help(text: str, owner: str, collaborators: tuple[str, ...]) -> None:
    assert read_leads(text) == Leads(owner=owner, collaborators=collaborators)


@pytest.mark.parametrize(
    "text",
    ["TBD", "All", "To be determined", "n/a", "N/A", "everyone", "All staff", "Whole staff", "All faculty", "?", "—"],
)
def test_words_that_name_nobody(text: str) -> None:
    assert read_leads(text) == Leads(nobody=text)


@pytest.mark.parametrize("text", ["Principal and others", "Principal, et al.", "Principal or his/her designee"])
def test_others_without_a_name_are_nobody(text: str) -> None:
    leads = read_leads(text)

    assert (leads.owner, leads.collaborators) == ("Principal", ())


def test_an_empty_cell_says_nothing_at_all() -> None:
    assert read_leads(" \n ") == Leads()


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("Principal, whoever is free", LeadDoubt.COMMA),
        ("Principal, Room 12", LeadDoubt.COMMA),
        ("Principal, community", LeadDoubt.COMMA),
        ("Principal\nwhoever is free at lunch", LeadDoubt.LINES),
        ("Monitoring: see tab 3", LeadDoubt.LABEL),
        ("Teacher: all grades", LeadDoubt.LABEL),
        ("All teachers, Principal", LeadDoubt.PASSED_OVER),
        ("Everyone; Kim Park", LeadDoubt.PASSED_OVER),
    ],
)
def test_a_name_with_more_than_a_name_in_it_is_doubted(text: str, doubt: LeadDoubt) -> None:
    assert [each for _, each in lead_doubts(text, read_leads(text))] == [doubt]


@pytest.mark.parametrize(
    "text",
    [
        "Math, Science and ELA Directors",
        "Directors of Curriculum, Instruction, and Assessment",
        "Kim Park, Principal; Ben Ode, AP",
        "Kim Park, Ed.D., Principal",
        "Lopez, M.",
        "Curriculum\ndirectors",
        "Principal and others",
        "Principal, Teachers, Students",
        "Principal: Kim Park\nCoach: Ben Ode",
    ],
)
def test_names_as_people_write_them_are_not_doubted(text: str) -> None:
    assert list(lead_doubts(text, read_leads(text))) == []


@given(text=some.text(some.sampled_from("Ab ,&/\n()•-;.and"), max_size=60))
def test_any_text_gives_whole_names(text: str) -> None:
    leads = read_leads(text)
    names = [*([leads.owner] if leads.owner else []), *leads.collaborators]

    assert all(name == name.strip() and "\n" not in name for name in names)
    assert len({name.casefold() for name in names}) == len(names)
