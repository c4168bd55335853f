"""A document is signed: frozen with a number and a checksum, signed by those who are asked, amended, never altered."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from sqlalchemy import text as sql
from sqlalchemy.exc import DBAPIError
from typer.testing import CliRunner, Result

from bot.__main__ import make
from bot.documents.formats.text import text
from bot.documents.signing import signed as printing
from conversations.documents.signed import SignedDocument
from storage.documents import signing
from storage.plans import plans
from tests.scenarios.district import District
from tests.scenarios.test_audit import recorded
from tests.scenarios.test_quarry_hill import CHANNEL, finishes

MADE = "Sign: Implementation Data of Quarry Hill Middle School, as of Thu, Dec 17"
FILE = "Quarry-Hill-Middle-School-implementation-data-2026-12-17-document-1"


@pytest.fixture
def quarry(school: District) -> District:
    """The principal has read the quarter's document as of the day before."""
    school.at("2026-12-18 10:04")
    school.answers("principal", "/plan documents quarter as of Dec 17", in_=CHANNEL)
    school.settles()
    return school


def signs(school: District, name: str, *, on: str, button: str = "Sign …", **more: object) -> dict[str, str]:
    person = school.person(name)
    person.clicks(button, on=on)
    fields = {"position": "Principal", "plan_role": "Leader", "confirmed": ["I have reviewed this document"], **more}
    person.fills(**fields)
    errors = person.submits()
    school.settles()
    return errors


def documents(school: District) -> list[SignedDocument]:
    with school.database.read() as session:
        (plan,) = plans.summaries(session, "TLARKMOOR")
        return list(signing.of_plan(session, plan.id))


def printed(school: District, place: int = 0) -> str:
    with school.database.read() as session:
        (plan,) = plans.summaries(session, "TLARKMOOR")
        return text(printing.print_document(session, plan, signing.of_plan(session, plan.id)[place]))


def test_a_leader_signs_and_the_files_carry_number_checksum_and_signature(quarry: District) -> None:
    assert signs(quarry, "principal", on=MADE) == {}

    principal = quarry.person("principal")
    (document,) = documents(quarry)
    principal.sees("You signed document 1 of Quarry Hill Middle School, 2026-27: Implementation Data")
    principal.sees("*Who needs to hear about this?*")
    principal.clicks("Add a communication …")
    principal.closes()
    files = quarry.files("principal", principal.dm())
    assert {f"{FILE}.{kind}" for kind in ("docx", "pdf", "xlsx")} <= set(files)
    paper = printed(quarry)
    assert "Document 1 of Quarry Hill Middle School, 2026-27" in paper
    assert f"Checksum (SHA-256): {document.checksum}" in paper
    assert re.search(
        r"\| Name \| Position \| Improvement Plan Role \| Signature \|\n"
        r"\|---\|---\|---\|---\|\n"
        r"\| Principal \| Principal \| Leader \| Signed Fri, Dec 18, 2026, 10:04 AM \|\n"
        r"(\|  \|  \|  \|  \|\n){3}",
        paper,
    )


def test_the_form_asks_for_the_position_the_role_and_the_confirmation(quarry: District) -> None:
    assert signs(quarry, "principal", on=MADE, confirmed=[]) == {"confirmed": "Please complete this required field."}
    principal = quarry.person("principal")
    principal.fills(position=" ", confirmed=["I have reviewed this document"])

    assert principal.submits() == {"position": "Fill this in: it's printed next to your name."}
    assert documents(quarry) == []


def test_who_is_asked_reads_and_signs_what_is_frozen(quarry: District) -> None:
    signs(quarry, "principal", on=MADE, people=["U000COACH"])
    quarry.at("2026-12-18 12:00")
    coach = quarry.person("coach")
    asked = "Principal asks you to sign document 1"
    coach.clicks("Read", on=asked)
    quarry.settles()
    read = set(quarry.files("coach", coach.dm()))
    finishes(coach, "1.1.1.1", completed_on="2026-12-01", evidence="template")
    signs(quarry, "coach", on=asked, position="Math Coach", plan_role="Math Coach")
    quarry.at("2026-12-18 13:00")

    assert f"{FILE}.pdf" in read
    coach.sees("You signed document 1 of Quarry Hill Middle School, 2026-27: Implementation Data")
    quarry.person("principal").sees("Math Coach signed document 1 of Quarry Hill Middle School")
    (document,) = documents(quarry)
    assert [(each.name, each.position) for each in document.signatures] == [
        ("Principal", "Principal"),
        ("Math Coach", "Math Coach"),
    ]


def test_only_leaders_freeze_and_only_those_asked_sign(quarry: District) -> None:
    coach, superintendent = quarry.person("coach"), quarry.person("district")
    for name in ("coach", "district"):
        quarry.answers(name, "/plan documents quarter as of Dec 17", in_="dm")
    quarry.settles()
    signs(quarry, "principal", on=MADE, people=["UDISTRICT"])

    coach.sees_no("Sign:")
    superintendent.sees_no("Sign:")
    (document,) = documents(quarry)
    assert len(document.signatures) == 1


def test_a_second_press_signs_once(quarry: District) -> None:
    signs(quarry, "principal", on=MADE)
    signs(quarry, "principal", on=MADE)

    quarry.person("principal").sees("You've already signed document 1 of Quarry Hill Middle School, 2026-27.")
    (document,) = documents(quarry)
    assert len(document.signatures) == 1


def test_what_changed_since_it_was_read_is_not_signed(quarry: District) -> None:
    quarry.answers("principal", "/plan documents quarter as of Dec 18", in_=CHANNEL)
    quarry.settles()
    finishes(quarry.person("coach"), "1.1.1.1", completed_on="2026-12-01", evidence="template")
    signs(quarry, "principal", on="as of Fri, Dec 18")

    quarry.person("principal").sees("I didn't sign it: what the document says has changed since these files were made.")
    assert documents(quarry) == []
    assert "signed" not in [kind for _who, kind, _what in recorded(quarry)]


def rename_milestone(school: District) -> None:
    """What the documents print as it is now, whatever their day."""
    with school.database.write() as session:
        session.execute(sql("UPDATE milestone SET title = 'Unit checks are common' WHERE code = '1.1.1'"))


def test_a_later_change_never_alters_it_and_is_offered_as_an_amendment(quarry: District) -> None:
    signs(quarry, "principal", on=MADE)
    before = printed(quarry)
    rename_milestone(quarry)
    quarry.at("2027-01-08 09:00")
    quarry.answers("principal", "/plan documents quarter as of Dec 17", in_=CHANNEL)
    quarry.settles()
    principal = quarry.person("principal")
    offer = next(each for each in quarry.told("principal") if "Sign an amendment" in each)
    errors = signs(quarry, "principal", on="Sign an amendment", button="Sign amendment …", reason=" ")
    principal.fills(reason="The title was corrected.")
    assert principal.submits() == {}
    quarry.settles()

    assert "This differs from document 1, which was signed by Principal and stays as it is." in offer
    assert "Milestone 1.1.1: Unit checks are common: is new: “Milestone 1.1.1: Unit checks are common”" in offer
    assert errors == {"reason": "Say why the document is amended."}
    assert printed(quarry) == before
    amendment = printed(quarry, 1)
    assert "Document 1, amendment 1 of Quarry Hill Middle School, 2026-27" in amendment
    assert "Reason for the amendment: The title was corrected" in amendment
    assert "What this amendment changes" in amendment
    listed = quarry.answers("principal", "/plan documents list", in_=CHANNEL)
    original, amended = documents(quarry)
    assert (amended.number, amended.amendment) == (1, 1)
    assert (
        "\n".join(
            (
                "Signed documents: Quarry Hill Middle School",
                "*Document 1*: Implementation Data of Quarry Hill Middle School, as of Thu, Dec 17",
                "Signed by Principal (Fri, Dec 18)",
                f"Checksum {original.checksum[:8]}",
                "*Document 1, amendment 1*: Implementation Data of Quarry Hill Middle School, as of Thu, Dec 17",
                "Reason: The title was corrected",
                "Signed by Principal (Fri, Jan 8)",
                f"Checksum {amended.checksum[:8]}",
            )
        )
        in listed
    )
    principal.sees("You signed document 1, amendment 1 of Quarry Hill Middle School, 2026-27")


def test_two_leaders_sign_the_same_document(quarry: District) -> None:
    with quarry.database.write() as session:
        (plan,) = plans.summaries(session, "TLARKMOOR")
        grant = "INSERT INTO membership (organization_id, person_id, role) SELECT :school, id, 'leader' FROM person"
        session.execute(sql(f"{grant} WHERE slack_id = 'U0000DATA'"), {"school": plan.organization_id})
    quarry.answers("data", "/plan documents quarter as of Dec 17", in_=CHANNEL)
    quarry.settles()
    principal, data = quarry.person("principal"), quarry.person("data")
    for person in (principal, data):
        person.clicks("Sign …", on=MADE)
        person.fills(position="Leader", plan_role="Leader", confirmed=["I have reviewed this document"])
    assert principal.submits() == {}
    assert data.submits() == {}
    quarry.settles()

    (document,) = documents(quarry)
    assert [each.name for each in document.signatures] == ["Principal", "Data Coach"]


def test_another_name_of_a_person_keeps_the_checksum(quarry: District) -> None:
    signs(quarry, "principal", on=MADE)
    before = printed(quarry)
    with quarry.database.write() as session:
        session.execute(sql("UPDATE person SET name = 'Pat Vale' WHERE slack_id = 'UPRINCIPAL'"))

    (document,) = documents(quarry)
    after = printed(quarry)
    assert after == before.replace("| Principal | Principal |", "| Pat Vale | Principal |")
    with quarry.database.read() as session:
        assert document.is_unchanged(signing.content(session, document.id))
    assert document.changed_signatures() == []


def test_the_database_refuses_to_change_what_was_signed(quarry: District) -> None:
    signs(quarry, "principal", on=MADE)

    for statement in (
        "UPDATE signed_document SET reason = 'forged'",
        "DELETE FROM document_signature",
        "UPDATE document_signature SET position = 'Superintendent'",
    ):
        with pytest.raises(DBAPIError, match="signed documents never change"), quarry.database.write() as session:
            session.execute(sql(statement))


# ---------------------------------------------------------------- on the command line


@pytest.fixture
def run(quarry: District, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command line on the database of a school whose principal has signed."""
    signs(quarry, "principal", on=MADE)
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.delenv("SLACK_BOT_TOKEN", raising=False)
    return lambda *arguments: CliRunner().invoke(make("documents"), ["documents", *arguments, "--plan", "Quarry"])


def unlocked(school: District, table: str) -> str:
    """How somebody with the whole database gets around its refusal."""
    if school.database.is_sqlite:
        return f"DROP TRIGGER {table}_no_update"
    return f"ALTER TABLE {table} DISABLE TRIGGER {table}_unchanging"


def test_verify_and_list(quarry: District, run: Callable[..., Result]) -> None:
    (document,) = documents(quarry)
    verified, listed, missing = run("verify", "1"), run("list", "--json"), run("verify", "7")

    assert verified.stdout == f"Document 1: unchanged since it was signed. Checksum {document.checksum[:8]}\n"
    (values,) = json.loads(listed.stdout)
    assert (values["number"], values["document"], values["as_of"]) == (1, "quarter", "2026-12-17")
    assert values["checksum"] == document.checksum
    assert values["signatures"][0]["name"] == "Principal"
    assert missing.exit_code == 1
    assert "has no document 7" in missing.output


@pytest.mark.parametrize(
    ("table", "change", "sentence"),
    [
        (
            "signed_document",
            "content = replace(CAST(content AS TEXT), 'Outputs', 'Output')",
            "CHANGED. The document no",
        ),
        ("signed_document", "as_of = '2026-12-16'", "CHANGED. The signature of Principal"),
        ("document_signature", "position = 'Superintendent'", "CHANGED. The signature of Principal"),
    ],
)
def test_tampering_is_found(
    quarry: District, run: Callable[..., Result], table: str, change: str, sentence: str
) -> None:
    if not quarry.database.is_sqlite:
        change = change.replace("'Output')", "'Output')::json")
    with quarry.database.write() as session:
        session.execute(sql(unlocked(quarry, table)))
        session.execute(sql(f"UPDATE {table} SET {change}"))

    outcome = run("verify", "1")

    assert outcome.exit_code == 1
    assert sentence in outcome.output
