"""The audit: what people do in Slack is recorded by ids alone, and so is what they read and what they may not do."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.audit.sealing import AuditTick
from storage.audit import chain, checks, records
from storage.audit.kinds import AuditKind
from storage.models import AuditRecordRow, PersonRow, PlanRow
from storage.plans import plans
from tests.scenarios.district import District
from tests.scenarios.test_coaching_private import asks_in_private
from tests.scenarios.test_nameless_answers import answers_by_reply, answers_in_form
from tests.scenarios.test_quarry_hill import CHANNEL, live_october
from tests.support.coaching import begun

PLANTED = "Xylophone lessons collide with the tutoring hour"


def recorded(district: District) -> list[tuple[str | None, str, str]]:
    """Who, which kind, and what, in the order in which it was written."""
    district.settles()
    district.bot.turns.audit.flush()
    with district.database.read() as session:
        names = {row.id: row.slack_id for row in session.scalars(select(PersonRow))}
        rows = session.scalars(select(AuditRecordRow).order_by(AuditRecordRow.id)).all()
        return [(names.get(row.person_id or 0), row.kind, row.action) for row in rows]


def newest_row(district: District) -> AuditRecordRow:
    with district.database.read() as session:
        return session.scalars(select(AuditRecordRow).order_by(AuditRecordRow.id.desc()).limit(1)).one()


def test_a_change_is_recorded_in_its_turn_with_ids_and_its_request(district: District) -> None:
    district.at("2026-11-17 10:00")
    ana = district.person("ana")
    ana.clicks("Behind …", on="1.1.3.2")
    ana.fills(cause=PLANTED, recovery="Dana covers a lesson", support="A substitute")
    assert ana.submits() == {}

    assert recorded(district) == [("U00000ANA", "changed", "check_in.behind")]
    row = newest_row(district)
    assert row.plan_id is not None
    assert row.workspace_id == "TRIVERBEND"
    assert row.request_id
    assert set(row.details) == {"request_id"}


def test_a_form_with_errors_changes_nothing_and_leaves_no_record(district: District) -> None:
    district.at("2026-11-17 10:00")
    ana = district.person("ana")
    ana.clicks("Behind …", on="1.1.3.2")
    assert ana.submits() != {}

    assert recorded(district) == []


def test_a_form_that_comes_back_with_a_question_has_changed_nothing_yet(district: District) -> None:
    dana = district.person("dana")
    dana.types("/plan whys Grade 4 guesses at hard words", in_="C00BETHEL")
    dana.submits()
    dana.sees("There's no number yet")
    dana.submits()
    assert [what for _who, kind, what in recorded(district) if kind == "changed"] == []

    dana.fills(number="52 %", source="Fall benchmark")
    dana.submits()
    assert [what for _who, kind, what in recorded(district) if kind == "changed"] == ["root_cause.start"]


def test_who_reads_more_than_their_own_is_recorded_with_the_next_tick(district: District) -> None:
    district.answers("dana", "/plan status bethel", in_="dm")
    district.answers("dana", "/plan find tutoring", in_="dm")
    district.answers("dana", "/plan mine", in_="dm")
    district.answers("dana", "/plan help", in_="dm")
    district.person("dana").opens_home()

    assert recorded(district) == [("U0000DANA", "read", "/plan status"), ("U0000DANA", "read", "/plan find")]
    assert newest_row(district).plan_id is not None


def test_what_is_refused_is_recorded_with_its_plan(district: District) -> None:
    district.answers("sam", "/plan people bethel", in_="dm")
    district.answers("grace", "/plan documents bethel", in_="dm")
    district.answers("vera", "/plan status bethel", in_="C0GENERAL")

    assert recorded(district) == [
        ("U00000SAM", "refused", "/plan people"),
        ("U000GRACE", "refused", "/plan documents"),
        ("U0000VERA", "refused", "/plan status"),
    ]
    with district.database.read() as session:
        plans = set(session.scalars(select(AuditRecordRow.plan_id).where(AuditRecordRow.person_id.is_not(None))))
        names = {plan.id for plan in session.scalars(select(PlanRow))}
    assert len(plans & names) == 1


def test_files_and_what_is_shared_are_exported_and_published(district: District) -> None:
    district.answers("dana", "/plan documents quarter as of Nov 16")
    district.settles()
    dana = district.person("dana")
    dana.types("/plan status", in_="C00BETHEL")
    dana.clicks("Share here", on="status as of")

    assert recorded(district) == [
        ("U0000DANA", "exported", "/plan documents"),
        ("U0000DANA", "read", "/plan status"),
        ("U0000DANA", "published", "status.share"),
    ]


def test_a_reply_in_a_thread_is_a_change_and_a_private_answer_leaves_no_record(district: District) -> None:
    ana = district.person("ana")
    thread = begun(district, ana)
    ana.says("We look at attendance.", in_="C00BETHEL", thread=thread)
    assert ("U00000ANA", "changed", "reply") in recorded(district)
    asks_in_private(ana, "U00000SAM", "U0000LENA", "U000MARIA", "U00DANIEL")
    before = recorded(district)

    answers_in_form(district.person("sam"), "First thought.")
    answers_by_reply(district, district.person("lena"), "Nobody reads them.")

    assert recorded(district) == before
    assert not {"U00000SAM", "U0000LENA"} & {who for who, _kind, _action in before}


def test_nothing_that_anybody_typed_is_in_the_audit(school: District) -> None:
    """A month as a school lives it; every text of the audit is an id, a code, or the name of an action."""
    live_october(school)
    school.answers("principal", f"/plan find {PLANTED}", in_=CHANNEL)
    school.answers("principal", f"/plan status {PLANTED}", in_=CHANNEL)
    school.answers("principal", f"/plan {PLANTED}", in_=CHANNEL)
    recorded(school)

    with school.database.read() as session:
        rows = session.scalars(select(AuditRecordRow)).all()
        people = session.scalars(select(PersonRow)).all()
        texts = [text for row in rows for text in (row.login or "", row.action, repr(row.details))]
    assert len(rows) > 15
    assert {row.kind for row in rows} >= {"read", "changed"}
    words = {word for text in texts for word in text.split()}
    assert not words & set(PLANTED.split())
    assert not [name for name in (person.name for person in people) if any(name in text for text in texts)]
    assert all(isinstance(each, (int, list)) for row in rows for each in row.details.values())


def test_a_tick_writes_reads_and_seals_what_was_recorded(school: District) -> None:
    school.answers("principal", "/plan status", in_=CHANNEL)

    AuditTick(school.bot.turns).tick()

    with school.database.read() as session:
        assert not chain.needs_seals(session)
        checked = checks.check(session)
    assert checked.checked > 0
    assert checked.first_break is None


def test_a_plan_manager_reads_what_happened_in_the_plan(district: District) -> None:
    district.at("2026-11-17 10:00")
    ana = district.person("ana")
    ana.clicks("Behind …", on="1.1.3.2")
    ana.fills(cause=PLANTED, recovery="Dana covers a lesson", support="A substitute")
    assert ana.submits() == {}
    district.answers("sam", "/plan people bethel", in_="dm")
    recorded(district)

    answer = district.answers("omar", "/plan audit bethel", in_="dm")

    assert answer.startswith(
        "Audit: Bethel Elementary School\n"
        "2 records from Mon, Oct 19 to Tue, Nov 17, newest first. They name what people did, never what they wrote.\n"
        "• Tue, Nov 17, 10:00 AM: Sam Oyelaran was denied access to the roles of the plan.\n"
        "• Tue, Nov 17, 10:00 AM: Ana Ruiz answered a check-in: behind.\n"
        "For the days before: `/plan audit Bethel Elementary School as of Sun, Oct 18`."
    )
    assert recorded(district)[-1] == ("U0000OMAR", "read", "/plan audit")
    earlier = district.answers("omar", "/plan audit Bethel Elementary School as of Sun, Oct 18", in_="dm")
    assert "No one changed, exported or read anything of this plan from Sat, Sep 19 to Sun, Oct 18." in earlier
    assert "`/plan audit Bethel Elementary School as of Fri, Sep 18`" in earlier


def test_only_plan_managers_read_the_audit(district: District) -> None:
    for name in ("dana", "ana", "grace"):
        assert "Audit:" not in district.answers(name, "/plan audit bethel", in_="dm")
    assert {kind for _who, kind, _action in recorded(district)} == {"refused"}


def test_a_long_list_says_how_to_read_on(district: District) -> None:
    with district.database.write() as session:
        plan = next(each for each in plans.summaries(session, "TRIVERBEND") if each.organization.startswith("Bethel"))
        for number in range(150):
            at = district.clock.now() - timedelta(hours=6 * number)
            records.add(session, AuditKind.CHANGED, "item.update", at=at, workspace_id="TRIVERBEND", plan_id=plan.id)

    answer = district.answers("omar", "/plan audit bethel", in_="dm")

    assert "118 records from" in answer
    assert answer.count("Throughline changed an action item.") == 2 * 60  # in blocks, and in the text read aloud
    assert "58 older records of these days: `/plan audit Bethel Elementary School as of " in answer
    assert district.broken_rules() == []


def test_a_day_with_more_than_fits_leads_to_the_command_and_to_the_day_before(district: District) -> None:
    with district.database.write() as session:
        plan = next(each for each in plans.summaries(session, "TRIVERBEND") if each.organization.startswith("Bethel"))
        for _time in range(61):
            at = district.clock.now()
            records.add(session, AuditKind.CHANGED, "item.update", at=at, workspace_id="TRIVERBEND", plan_id=plan.id)

    answer = district.answers("omar", "/plan audit bethel", in_="dm")

    assert (
        "1 older record of these days doesn't fit here. Whoever runs Throughline lists all of them with"
        " `throughline audit`. For the days before: `/plan audit Bethel Elementary School as of Sun, Nov 15`."
    ) in answer
