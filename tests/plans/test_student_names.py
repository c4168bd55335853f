"""Sentences from school improvement talk: those that name a student, and those that don't."""

import pytest

from plans.student_names import is_name_of, is_within, possible_students, without_student

NAMED = [
    ("Student Maya Lopez was moved to Tier 3.", ["Maya Lopez"]),
    ("8th grader Jordan Baker missed the screening.", ["Jordan Baker"]),
    ("We met with an eighth-grader, DeShawn Carter, on Monday.", ["DeShawn Carter"]),
    ("Maya Lopez's IEP meeting is Thursday.", ["Maya Lopez"]),
    ("Maya Lopez’s mom came to conferences.", ["Maya Lopez"]),
    ("Parent of Jordan Baker asked about tutoring.", ["Jordan Baker"]),
    ("Jordan Baker was suspended twice in October.", ["Jordan Baker"]),
    ("Jordan Baker has been suspended.", ["Jordan Baker"]),
    ("José Núñez, a 7th grader, reads at a 4th grade level.", ["José Núñez"]),
    ("Anne-Marie O'Brien is a new student in Room 12.", ["Anne-Marie O'Brien"]),
    ("Students such as Maya Lopez and Jordan Baker need a mentor.", ["Maya Lopez", "Jordan Baker"]),
    ("Three students (Maya L., Jordan B. and Ty W.) are failing math.", ["Maya L", "Jordan B", "Ty W"]),
    ("Maya L. is one of the students we lost.", ["Maya L"]),
    ("J. Lopez has an IEP and isn't getting her minutes.", ["J. Lopez"]),
    ("Kids like Xavier de la Cruz don't ask for help.", ["Xavier de la Cruz"]),
    ("Students at risk: Amina Hassan, Luis Ortega", ["Amina Hassan", "Luis Ortega"]),
    ("Amina Hassan (grade 8) improved by 12 points.", ["Amina Hassan"]),
    ("Amina Hassan, grade 6, improved by 12 points.", ["Amina Hassan"]),
    ("We reviewed the 504 plan for Luis Ortega.", ["Luis Ortega"]),
    ("The IEP meeting for Luis Ortega was moved.", ["Luis Ortega"]),
    ("Luis Ortega has a 504 plan.", ["Luis Ortega"]),
    ("Spoke to Luis Ortega and his dad about attendance.", ["Luis Ortega"]),
    ("Kiara Johnson was absent 14 days this quarter.", ["Kiara Johnson"]),
    ("Kiara Johnson’s absences are up again.", ["Kiara Johnson"]),
    ("The student we discussed, Kiara Johnson, is back.", ["Kiara Johnson"]),
    ("Our scholar Kiara Johnson won the essay contest.", ["Kiara Johnson"]),
    ("Yesterday student Mei-Ling Chen cried in class.", ["Mei-Ling Chen"]),
    ("Suspended: Tyrell Washington", ["Tyrell Washington"]),
    ("A child named Noor Rahman arrived from out of state.", ["Noor Rahman"]),
    ("The pupil is Noor Rahman.", ["Noor Rahman"]),
    ("Freshman Emma K. Olsen failed algebra.", ["Emma K. Olsen"]),
    ("Student ID 204551 left the building.", ["204551"]),
    ("See student #204551 for an example.", ["204551"]),
    ("Her ID number is 88204551.", ["88204551"]),
    ("SASID 1045512233 has no fall score.", ["1045512233"]),
]

NOT_NAMED = [
    "Lincoln Elementary students grew by 6 points.",
    "Marzano's strategies are used with all students.",
    "Number Talks help students explain their thinking.",
    "The Gates Foundation pays for student laptops.",
    "Student Council will run the assembly.",
    "Ms. Alvarez's students lead their own conferences.",
    "School is closed on Martin Luther King Day, so students have no tutoring.",
    "The Student Support Team meets with Dana Reyes on Tuesday.",
    "Dana Reyes will share student data with the team.",
    "Dana Reyes's students made the most growth.",
    "Principal Maria Okafor visits a student's home each week.",
    "Dana Reyes, our literacy coach, models for students in grade 3.",
    "Maria Okafor (counselor) checks in with each child.",
    "Students in Riverbend District read Charlotte's Web.",
    "Each student reads The Crossover by Kwame Alexander.",
    "Students read The Hate U Give in grade 10.",
    "African American students are under-identified for Advanced Placement.",
    "Haitian Creole speaking students need newcomer support.",
    "In October and November students take the Fall Benchmark.",
    "8th grade students are behind in Algebra Readiness.",
    "The IEP team uses Wilson Reading with students.",
    "Students use Khan Academy and Eureka Math.",
    "Student Learning Objectives are due in January.",
    "Grade 3 students in Bethel Elementary meet the target.",
    "Check In Check Out is in place for 12 students.",
    "Boys and Girls Club runs the after-school program for kids.",
    "Students from Cesar Chavez High School visited.",
    "We follow Lucy Calkins for student writing.",
    "12500 students took the survey.",
    "Student enrollment is 12,500.",
    "The budget is $45000 for student supplies.",
    "Zoom meeting ID 84512345678, student panel at 9.",
    "Meeting ID 845123456 for the student panel.",
    "Call the student office at 555-0142 or 6175550142.",
    "Students in Room 204 start on 11/28/2026.",
    "Superintendent Ana Diaz thanked the students.",
    "The student handbook was rewritten by Priya Shah.",
    "Parents and students like the New Tech Network.",
    "Second Step lessons start in Kindergarten for all children.",
    "The Title I parent meeting is for families of English Learners.",
    "Big Brothers mentors our students.",
    "Section 504 plans are reviewed by the Student Services Office.",
]


@pytest.mark.parametrize(("sentence", "names"), NAMED, ids=[sentence for sentence, _names in NAMED])
def test_a_student_is_noticed(sentence: str, names: list[str]) -> None:
    assert list(possible_students(sentence)) == names


@pytest.mark.parametrize("sentence", NOT_NAMED)
def test_nobody_is_asked_about_anything_else(sentence: str) -> None:
    assert possible_students(sentence) == ()


@pytest.mark.parametrize(
    ("name", "full_name", "is_theirs"),
    [
        ("Maria Okafor", "Maria Okafor", True),
        ("Maria O", "Maria Ann Okafor", True),
        ("M. Okafor", "Maria Okafor", True),
        ("Jose Nunez", "José Núñez", True),
        ("Maya Okafor", "Maria Okafor", False),
        ("Maria Lopez", "Maria Okafor", False),
        ("Maria Okafor", "Maria", False),
    ],
)
def test_a_persons_name_is_recognized_in_its_shorter_forms(name: str, full_name: str, is_theirs: bool) -> None:
    assert is_name_of(name, full_name) is is_theirs


def test_a_name_within_a_title_is_no_persons() -> None:
    assert is_within("Maya Angelou", "Maya Angelou Middle School")
    assert not is_within("Maya Ang", "Maya Angelou Middle School")


def test_a_name_is_taken_out_wherever_it_stands() -> None:
    text = "Maya Lopez's mom came. So Maya Lopez and Maya Lopezo left."

    assert without_student(text, "Maya Lopez", "a student") == (
        "A student's mom came. So a student and Maya Lopezo left."
    )
    assert without_student("ID 204551, sent 1764300000.204551", "204551", "(removed)") == (
        "ID (removed), sent 1764300000.204551"
    )
