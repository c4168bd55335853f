"""The monthly check-in as transcripts: one person's moves and their effects."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum

import pytest

from conversations.check_in import (
    MOST_RISKS,
    Answer,
    AnswerPhase,
    CheckIn,
    CheckInFormField,
    Complete,
    EarlierRisk,
    EarlierStep,
    Effect,
    ExplainBehind,
    Happened,
    LastAnswer,
    Move,
    MoveDue,
    NameRisk,
    NoNews,
    NoNewsKind,
    RecordAnswer,
    RecordMitigation,
    RecordNoNews,
    RecordRecovery,
    RecordRisk,
    RecordRiskOutcome,
    RemoveRisk,
    Reopen,
    ReportAllOnTrack,
    ReportMitigation,
    ReportNoNews,
    ReportRecovery,
    ReportRisk,
    ReportStatus,
    RestoreDue,
    Risk,
    RiskOutcome,
    SettleDue,
    ShowResult,
    Step,
    Subject,
    Topic,
    TurnPage,
    advance,
)
from conversations.rejections import CheckInRejectionCode, Rejection
from plans.item_events import Status

TODAY = date(2026, 11, 17)
GUIDE = Topic(subject=Subject.ITEM, id=1, code="1.1.1.2", text="Agree on a guide", due=date(2026, 9, 30))
VISITS = Topic(subject=Subject.ITEM, id=2, code="1.1.3.3", text="Visit each other", due=date(2026, 12, 18))
WALKS = Topic(subject=Subject.ITEM, id=3, code="1.1.3.1", text="Walk through", ongoing=True)
TEAM = Topic(subject=Subject.MILESTONE, id=9, code="1.1.3", text="Teachers learn from each other")
ANA = 1
ASKED = CheckIn(topics=(GUIDE, VISITS, WALKS, TEAM))


def play(start: CheckIn, *moves: Move) -> Step:
    """Apply the moves in order. Return the effects of the last."""
    effects: tuple[Effect, ...] = ()
    for move in moves:
        start, effects = advance(start, move)
    return start, effects


def says(topic: Topic, status: Status, by: str = "Ana", on: date = TODAY) -> ReportStatus:
    return ReportStatus(topic=topic.key, status=status, by=by, on=on)


def behind(topic: Topic = VISITS, cause: str = "No common hour", **more: object) -> ExplainBehind:
    given = {"topic": topic.key, "by": "Ana", "on": TODAY, "cause": cause, **more}
    return ExplainBehind(**given)  # type: ignore[arg-type]  # the tests give what the form would


def names(risk: str, mitigation: str = "", due: date | None = None, risk_id: int = 0) -> NameRisk:
    """Ana names a risk and sees to it herself."""
    return NameRisk(
        risk=risk, mitigation=mitigation, due=due, risk_id=risk_id, by=ANA, on=TODAY, owner_id=ANA, owner="Ana"
    )


def rejections(effects: tuple[Effect, ...]) -> list[tuple[StrEnum, StrEnum | None]]:
    return [(effect.code, effect.form_field) for effect in effects if isinstance(effect, Rejection)]


def status_of(check_in: CheckIn, topic: Topic) -> Status:
    return check_in.answers[topic.key].status


# ---------------------------------------------------------------- one tap


@pytest.mark.parametrize("status", [Status.ON_TRACK, Status.NOT_STARTED])
def test_one_tap_records_who_said_it_and_when(status: Status) -> None:
    check_in, effects = play(ASKED, says(VISITS, status))

    assert effects == (RecordAnswer(topic=VISITS, answer=Answer(status=status, by="Ana", on=TODAY)),)
    assert check_in.unanswered() == (GUIDE, WALKS, TEAM)


def test_done_completes_the_item_on_that_day() -> None:
    check_in, effects = play(ASKED, says(VISITS, Status.DONE))

    assert effects[1:] == (Complete(topic=VISITS, completed_on=TODAY),)
    assert check_in.answers[VISITS.key].completed_on == TODAY


def test_a_second_tap_on_done_keeps_the_day_and_the_evidence() -> None:
    displayed = ShowResult(topic=VISITS.key, by="Ana", on=TODAY, evidence="12 notes", completed_on=date(2026, 11, 9))
    check_in, effects = play(ASKED, displayed, says(VISITS, Status.DONE, by="Lee", on=date(2026, 11, 18)))

    assert check_in.answers[VISITS.key] == Answer(
        status=Status.DONE,
        by="Lee",
        on=date(2026, 11, 18),
        evidence="12 notes",
        completed_on=date(2026, 11, 9),
        revision=2,
    )
    assert [type(effect) for effect in effects] == [RecordAnswer]


@pytest.mark.parametrize("later", [Status.ON_TRACK, Status.NOT_STARTED])
def test_taking_done_back_opens_the_item_again(later: Status) -> None:
    check_in, effects = play(ASKED, says(VISITS, Status.DONE), says(VISITS, later))

    assert (effects[0], len(effects)) == (Reopen(topic=VISITS), 2)
    assert check_in.answers[VISITS.key] == Answer(status=later, by="Ana", on=TODAY, revision=2)


def test_done_and_then_behind_opens_the_item_again_and_moves_its_date() -> None:
    new_due = date(2027, 1, 15)
    _, effects = play(ASKED, says(VISITS, Status.DONE), behind(new_due=new_due, new_due_reason="Snow days"))

    assert (effects[0], effects[2]) == (
        Reopen(topic=VISITS),
        MoveDue(topic=VISITS, due=new_due, reason="Snow days"),
    )


# ---------------------------------------------------------------- milestones


def shows(evidence: str, completed_on: date = TODAY) -> ShowResult:
    return ShowResult(topic=TEAM.key, by="Ana", on=TODAY, evidence=evidence, completed_on=completed_on)


def test_a_milestone_is_complete_with_its_evidence_since_a_day() -> None:
    check_in, effects = play(ASKED, shows(" Visit notes ", date(2026, 11, 12)))

    assert effects[1:] == (Complete(topic=TEAM, completed_on=date(2026, 11, 12), evidence="Visit notes"),)
    assert status_of(check_in, TEAM) is Status.DONE


@pytest.mark.parametrize(
    ("evidence", "completed_on", "rejection"),
    [
        ("  ", TODAY, (CheckInRejectionCode.NO_EVIDENCE, CheckInFormField.EVIDENCE)),
        ("Notes", date(2026, 11, 18), (CheckInRejectionCode.FINISHED_LATER, CheckInFormField.COMPLETED_ON)),
    ],
)
def test_a_milestone_is_not_complete_without_evidence_or_in_the_future(
    evidence: str, completed_on: date, rejection: tuple[CheckInRejectionCode, CheckInFormField]
) -> None:
    check_in, effects = play(ASKED, shows(evidence, completed_on))

    assert (check_in, rejections(effects)) == (ASKED, [rejection])


def test_other_evidence_of_a_milestone_is_recorded_and_another_day_too() -> None:
    reworded = play(ASKED, shows("Notes"), shows("Notes of twelve visits"))[1]
    moved = play(ASKED, shows("Notes"), shows("Notes", date(2026, 11, 12)))[1]

    assert reworded[1:] == (Complete(topic=TEAM, completed_on=TODAY, evidence="Notes of twelve visits"),)
    assert moved[1:] == (Complete(topic=TEAM, completed_on=date(2026, 11, 12), evidence="Notes"),)


@pytest.mark.parametrize(
    "start", [play(ASKED, shows("Notes"))[0], CheckIn(topics=(replace(TEAM, completed_on=TODAY),))]
)
def test_on_course_after_complete_opens_the_milestone_again(start: CheckIn) -> None:
    _, effects = play(start, says(TEAM, Status.ON_TRACK))

    assert [type(effect) for effect in effects] == [Reopen, RecordAnswer]


def test_a_milestone_behind_gets_a_new_date_with_its_reason() -> None:
    new_due = date(2027, 1, 29)
    _, effects = play(ASKED, behind(TEAM, new_due=new_due, new_due_reason="A snow day took session 2"))

    assert effects[1:] == (MoveDue(topic=TEAM, due=new_due, reason="A snow day took session 2"),)


def test_something_nobody_was_asked_about_is_refused() -> None:
    check_in, effects = play(ASKED, ReportStatus(topic="item:77", status=Status.DONE, by="Ana", on=TODAY))

    assert check_in == ASKED
    assert rejections(effects) == [(CheckInRejectionCode.UNKNOWN_TOPIC, None)]


# ---------------------------------------------------------------- all on track


def test_all_on_track_answers_only_what_is_left() -> None:
    check_in, effects = play(ASKED, says(GUIDE, Status.DONE), ReportAllOnTrack(by="Ana", on=TODAY))

    assert status_of(check_in, GUIDE) is Status.DONE
    assert [effect.topic for effect in effects if isinstance(effect, RecordAnswer)] == [VISITS, WALKS, TEAM]
    assert check_in.unanswered() == ()


def test_all_on_track_twice_changes_nothing_the_second_time() -> None:
    done = ReportAllOnTrack(by="Ana", on=TODAY)
    first, _ = play(ASKED, done)

    assert play(first, done) == (first, ())


# ---------------------------------------------------------------- behind


def test_behind_with_a_step_to_recover_is_recorded_as_it_was_said() -> None:
    check_in, effects = play(ASKED, behind(cause=" No common hour ", recovery=" Swap duties ", support=" A sub "))

    assert check_in.answers[VISITS.key] == Answer(
        status=Status.BEHIND, by="Ana", on=TODAY, cause="No common hour", recovery="Swap duties", support="A sub"
    )
    assert [type(effect) for effect in effects] == [RecordAnswer]


def test_a_new_date_with_its_reason_moves_the_due_date() -> None:
    new_due = date(2027, 1, 15)
    check_in, effects = play(ASKED, behind(new_due=new_due, new_due_reason="The trainer is ill"))

    assert effects[1:] == (MoveDue(topic=VISITS, due=new_due, reason="The trainer is ill"),)
    moved = check_in.topic(VISITS.key)
    assert moved is not None
    assert moved.due == new_due


def test_an_ongoing_item_gets_its_first_due_date() -> None:
    check_in, effects = play(ASKED, behind(WALKS, new_due=date(2027, 2, 1), new_due_reason="The team wants an end"))

    assert effects[1:] == (MoveDue(topic=WALKS, due=date(2027, 2, 1), reason="The team wants an end"),)
    moved = check_in.topic(WALKS.key)
    assert moved is not None
    assert not moved.ongoing


def test_the_same_new_date_is_not_moved_twice() -> None:
    move = behind(GUIDE, new_due=date(2026, 12, 1), new_due_reason="Two classes are missing")
    check_in, _ = play(ASKED, move)
    _, effects = play(check_in, behind(GUIDE, cause="Reworded", recovery="A step"))

    assert [type(effect) for effect in effects] == [RecordAnswer]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ({"cause": "  ", "recovery": "A step"}, (CheckInRejectionCode.NO_CAUSE, CheckInFormField.CAUSE)),
        ({}, (CheckInRejectionCode.NO_WAY_FORWARD, CheckInFormField.RECOVERY)),
        ({"new_due_reason": "Snow"}, (CheckInRejectionCode.NO_DATE, CheckInFormField.NEW_DUE)),
        ({"new_due": date(2027, 1, 15)}, (CheckInRejectionCode.NO_REASON, CheckInFormField.NEW_DUE_REASON)),
        (
            {"new_due": date(2026, 12, 18), "new_due_reason": "Snow"},
            (CheckInRejectionCode.DATE_NOT_LATER, CheckInFormField.NEW_DUE),
        ),
        (
            {"new_due": date(2029, 1, 15), "new_due_reason": "Snow"},
            (CheckInRejectionCode.DATE_TOO_FAR, CheckInFormField.NEW_DUE),
        ),
    ],
)
def test_behind_needs_its_cause_and_a_way_forward(
    form: dict[str, object], expected: tuple[CheckInRejectionCode, CheckInFormField]
) -> None:
    check_in, effects = play(ASKED, behind(**form))  # type: ignore[arg-type]  # as the form gives it

    assert check_in == ASKED
    assert rejections(effects) == [expected]


def test_a_late_item_cannot_be_moved_to_a_day_before_today() -> None:
    _, effects = play(ASKED, behind(GUIDE, new_due=TODAY, new_due_reason="Soon"))

    assert rejections(effects) == [(CheckInRejectionCode.DATE_NOT_LATER, CheckInFormField.NEW_DUE)]


def test_several_rejections_come_at_once() -> None:
    _, effects = play(ASKED, behind(cause="", new_due=date(2026, 11, 1)))

    assert {code for code, _ in rejections(effects)} == {
        CheckInRejectionCode.NO_CAUSE,
        CheckInRejectionCode.DATE_NOT_LATER,
        CheckInRejectionCode.NO_REASON,
    }


# ---------------------------------------------------------------- results and risks


def test_the_day_of_completion_can_be_corrected() -> None:
    earlier = ShowResult(topic=VISITS.key, by="Ana", on=TODAY, evidence="", completed_on=date(2026, 11, 3))
    _, effects = play(ASKED, says(VISITS, Status.DONE), earlier)

    assert effects[1:] == (Complete(topic=VISITS, completed_on=date(2026, 11, 3)),)


def test_nothing_is_finished_in_the_future() -> None:
    check_in, effects = play(
        ASKED, ShowResult(topic=VISITS.key, by="Ana", on=TODAY, evidence="x", completed_on=date(2026, 11, 18))
    )

    assert check_in == ASKED
    assert rejections(effects) == [(CheckInRejectionCode.FINISHED_LATER, CheckInFormField.COMPLETED_ON)]


def test_a_risk_is_named_with_its_owner_and_date_changed_and_taken_back() -> None:
    named, effects = play(ASKED, names(" Snow ", mitigation=" Record it ", due=date(2026, 12, 4)))
    snow = Risk(risk="Snow", mitigation="Record it", owner_id=ANA, owner="Ana", named_by=ANA, due=date(2026, 12, 4))
    assert effects == (RecordRisk(risk=snow),)
    assert named.unanswered() == ASKED.topics

    saved = replace(named, risks=(replace(snow, id=7),))
    changed, effects = play(saved, names("Snow", risk_id=7))
    assert effects == (
        RecordRisk(risk=Risk(risk="Snow", mitigation="", owner_id=ANA, owner="Ana", named_by=ANA, id=7)),
    )
    assert len(changed.risks) == 1

    emptied, effects = play(saved, names("", risk_id=7))
    assert (emptied.risks, effects) == ((), (RemoveRisk(risk=7),))


def test_one_person_names_several_risks_and_no_more_than_a_message_holds() -> None:
    check_in = ASKED
    for place in range(MOST_RISKS):
        check_in, _ = play(check_in, names(f"Risk {place}"))

    refused, effects = play(check_in, names("One more"))

    assert [risk.risk for risk in check_in.risks] == [f"Risk {place}" for place in range(MOST_RISKS)]
    assert refused == check_in
    assert rejections(effects) == [(CheckInRejectionCode.TOO_MANY_RISKS, CheckInFormField.RISK)]


@pytest.mark.parametrize(
    ("move", "rejection"),
    [
        (names(" ", mitigation="Record it"), (CheckInRejectionCode.NO_RISK, CheckInFormField.RISK)),
        (names(" "), (CheckInRejectionCode.NO_RISK, CheckInFormField.RISK)),
        (names("Snow", due=date(2026, 11, 16)), (CheckInRejectionCode.DATE_PAST, CheckInFormField.RISK_DUE)),
        (names("Snow", risk_id=99), (CheckInRejectionCode.UNKNOWN_RISK, None)),
    ],
)
def test_a_risk_needs_words_a_day_to_come_and_must_exist(
    move: NameRisk, rejection: tuple[CheckInRejectionCode, CheckInFormField | None]
) -> None:
    check_in, effects = play(ASKED, move)

    assert check_in.risks == ()
    assert rejections(effects) == [rejection]


def test_in_a_team_a_risk_is_changed_only_by_the_person_who_named_it() -> None:
    snow = Risk(id=7, risk="Snow", mitigation="", owner_id=ANA, owner="Ana", named_by=ANA)
    team = replace(ASKED, risks=(snow,), by_team=True)

    assert rejections(play(team, replace(names("Rain", risk_id=7), by=ANA + 1))[1]) == [
        (CheckInRejectionCode.NOT_YOUR_RISK, None)
    ]
    assert play(team, names("Rain", risk_id=7))[0].risks[0].risk == "Rain"


# ---------------------------------------------------------------- no news


@pytest.mark.parametrize("kind", list(NoNewsKind))
def test_having_no_news_is_said_once_and_answers_no_topic(kind: NoNewsKind) -> None:
    check_in, effects = play(ASKED, ReportNoNews(kind=kind, by="Ana", on=TODAY))

    assert effects == (RecordNoNews(kind=kind),)
    assert check_in.no_news == NoNews(kind=kind, by="Ana", on=TODAY)
    assert check_in.unanswered() == ASKED.topics


# ---------------------------------------------------------------- changing one's mind

MOVED = behind(new_due=date(2027, 1, 15), new_due_reason="Both visits fell through")


def settles(*, restores: bool) -> SettleDue:
    return SettleDue(topic=VISITS.key, restores=restores, by="Ana", on=TODAY)


def due_of(check_in: CheckIn) -> date | None:
    topic = check_in.topic(VISITS.key)
    assert topic is not None
    return topic.due


def question(check_in: CheckIn) -> date | None:
    topic = check_in.topic(VISITS.key)
    assert topic is not None
    return check_in.old_due_in_question(topic)


def test_after_behind_with_a_new_date_on_track_asks_whether_the_old_date_stands() -> None:
    moved, _ = play(ASKED, MOVED)
    assert question(moved) is None

    changed, effects = play(moved, says(VISITS, Status.ON_TRACK))
    assert (question(changed), due_of(changed)) == (VISITS.due, date(2027, 1, 15))
    assert [type(effect) for effect in effects] == [RecordAnswer]


def test_the_old_date_stands_again_as_a_move_of_its_own() -> None:
    restored, effects = play(ASKED, MOVED, says(VISITS, Status.ON_TRACK), settles(restores=True))

    assert effects == (RestoreDue(topic=replace(VISITS, due=date(2027, 1, 15)), due=date(2026, 12, 18)),)
    assert (question(restored), due_of(restored)) == (None, VISITS.due)
    assert status_of(restored, VISITS) is Status.ON_TRACK


def test_the_new_date_stays_and_the_question_does_not_come_back() -> None:
    settled, effects = play(ASKED, MOVED, says(VISITS, Status.ON_TRACK), settles(restores=False))

    assert [type(effect) for effect in effects] == [RecordAnswer]
    assert (question(settled), due_of(settled)) == (None, date(2027, 1, 15))
    assert question(play(settled, says(VISITS, Status.ON_TRACK))[0]) is None


def test_moved_twice_in_a_round_the_date_before_both_may_stand_again() -> None:
    later = behind(new_due=date(2027, 1, 29), new_due_reason="Later still")
    changed, _ = play(ASKED, MOVED, later, says(VISITS, Status.NOT_STARTED))

    assert question(changed) == VISITS.due


@pytest.mark.parametrize(
    "moves",
    [
        (says(VISITS, Status.ON_TRACK),),
        (behind(recovery="A step"), says(VISITS, Status.ON_TRACK)),
        (MOVED,),
        (MOVED, says(VISITS, Status.DONE)),
        (MOVED, says(VISITS, Status.ON_TRACK), settles(restores=True)),
    ],
)
def test_nobody_is_asked_about_a_date_that_was_not_moved_or_no_longer_matters(moves: tuple[Move, ...]) -> None:
    check_in, _ = play(ASKED, *moves)

    assert question(check_in) is None
    assert rejections(play(check_in, settles(restores=True))[1]) == [(CheckInRejectionCode.NOT_ASKED, None)]


def test_what_was_typed_in_behind_can_be_saved_again_whatever_was_answered_between() -> None:
    on_track, _ = play(ASKED, MOVED, says(VISITS, Status.ON_TRACK))
    assert on_track.typed[VISITS.key, Status.BEHIND].cause == "No common hour"

    again, effects = play(on_track, MOVED)
    assert rejections(effects) == []
    assert [type(effect) for effect in effects] == [RecordAnswer]
    assert question(play(again, says(VISITS, Status.ON_TRACK))[0]) == VISITS.due


def test_the_cause_of_behind_with_a_new_date_can_be_corrected_without_another_date() -> None:
    corrected = replace(MOVED, cause="The bus")

    assert rejections(play(ASKED, MOVED, corrected)[1]) == []


def test_the_day_of_a_step_may_pass_before_its_words_are_corrected() -> None:
    promised = behind(recovery="A step", recovery_by=TODAY)
    later = replace(promised, cause="The bus", on=TODAY + timedelta(days=2))

    assert rejections(play(ASKED, promised, later)[1]) == []


def test_done_again_has_the_evidence_typed_before() -> None:
    shown_evidence = ShowResult(topic=VISITS.key, by="Ana", on=TODAY, evidence="12 notes", completed_on=TODAY)
    check_in, _ = play(ASKED, shown_evidence, says(VISITS, Status.ON_TRACK), says(VISITS, Status.DONE))

    assert check_in.answers[VISITS.key].evidence == "12 notes"


# ---------------------------------------------------------------- what was promised last month

LAST = LastAnswer(id=70, period="2026-10", status=Status.BEHIND, recovery="Cover a lesson")
PROMISED = replace(VISITS, last=LAST)
SNOW = EarlierRisk(id=5, period="2026-10", risk="Snow", mitigation="Two dates")


def test_a_recovery_step_is_reported_beside_the_answer_and_answers_nothing() -> None:
    asked = replace(ASKED, topics=(GUIDE, PROMISED))
    check_in, effects = play(asked, ReportRecovery(topic=VISITS.key, happened=Happened.PARTLY))

    assert effects == (RecordRecovery(topic=PROMISED, answer=70, happened=Happened.PARTLY),)
    assert check_in.topics[1].last == replace(LAST, happened=Happened.PARTLY)
    assert check_in.unanswered() == check_in.topics
    assert (asked.promises_without_report(), check_in.promises_without_report()) == (1, 0)


def test_what_became_of_a_risk_and_of_its_mitigation_are_two_questions() -> None:
    asked = replace(ASKED, earlier_risks=(SNOW,))
    half, effects = play(asked, ReportRisk(risk_id=5, outcome=RiskOutcome.AVOIDED))
    assert effects == (RecordRiskOutcome(risk=5, outcome=RiskOutcome.AVOIDED),)
    assert half.promises_without_report() == 1

    whole, effects = play(half, ReportMitigation(risk_id=5, happened=Happened.YES))
    assert effects == (RecordMitigation(risk=5, happened=Happened.YES),)
    assert whole.promises_without_report() == 0


@pytest.mark.parametrize(
    "move",
    [
        ReportRecovery(topic=GUIDE.key, happened=Happened.YES),
        ReportRecovery(topic="item:99", happened=Happened.YES),
        ReportMitigation(risk_id=99, happened=Happened.YES),
        ReportRisk(risk_id=99, outcome=RiskOutcome.OPEN),
    ],
)
def test_only_what_is_asked_is_reported(move: Move) -> None:
    assert rejections(play(ASKED, move)[1]) == [(CheckInRejectionCode.NOT_ASKED, None)]


def test_what_an_earlier_round_reported_is_not_asked_again() -> None:
    settled = replace(VISITS, last=replace(LAST, is_settled=True))
    check_in = replace(ASKED, topics=(settled,), earlier_risks=(replace(SNOW, is_mitigation_settled=True),))

    assert check_in.promises_without_report() == 1
    assert rejections(play(check_in, ReportRecovery(topic=VISITS.key, happened=Happened.YES))[1])
    assert rejections(play(check_in, ReportMitigation(risk_id=5, happened=Happened.YES))[1])


def test_all_on_track_leaves_promises_to_be_asked() -> None:
    check_in, _ = play(replace(ASKED, topics=(GUIDE, PROMISED)), ReportAllOnTrack(by="Ana", on=TODAY))

    assert (check_in.unanswered(), check_in.promises_without_report()) == ((), 1)


def test_a_steps_day_needs_the_step_and_lies_ahead() -> None:
    dated, effects = play(ASKED, behind(recovery="Cover a lesson", recovery_by=TODAY))
    assert dated.answers[VISITS.key].recovery_by == TODAY
    assert rejections(effects) == []

    without = behind(new_due=date(2027, 1, 15), new_due_reason="r", recovery_by=TODAY)
    assert rejections(play(ASKED, without)[1]) == [(CheckInRejectionCode.NO_STEP, CheckInFormField.RECOVERY)]
    past = behind(recovery="Cover a lesson", recovery_by=date(2026, 11, 16))
    assert rejections(play(ASKED, past)[1]) == [(CheckInRejectionCode.DATE_PAST, CheckInFormField.RECOVERY_BY)]


def test_more_risks_of_last_month_than_a_page_holds_have_pages_of_their_own() -> None:
    risks = tuple(replace(SNOW, id=number) for number in range(5))
    check_in = replace(ASKED, earlier_risks=risks)
    seen: list[EarlierStep | EarlierRisk] = []
    for page in range(check_in.pages):
        seen += replace(check_in, page=page).earlier_on_page()

    assert (check_in.pages, tuple(seen)) == (3, risks)
    assert replace(check_in, page=1).on_page() == ()


# ---------------------------------------------------------------- pages


def test_many_items_come_five_to_a_page_and_none_is_left_out() -> None:
    topics = tuple(Topic(subject=Subject.ITEM, id=n, code=str(n), text="x") for n in range(1, 24))
    check_in = CheckIn(topics=topics)
    seen: list[Topic] = []
    for page in range(check_in.pages):
        check_in, effects = play(check_in, TurnPage(to=page))
        assert effects == ()
        seen += check_in.on_page()

    assert (check_in.pages, tuple(seen)) == (5, topics)


@pytest.mark.parametrize(("to", "lands_on"), [(-3, 0), (99, 4), (2, 2)])
def test_a_page_that_does_not_exist_is_the_nearest_one(to: int, lands_on: int) -> None:
    topics = tuple(Topic(subject=Subject.ITEM, id=n, code=str(n), text="x") for n in range(23))

    assert play(CheckIn(topics=topics), TurnPage(to=to))[0].page == lands_on


# ---------------------------------------------------------------- after it has closed


@pytest.mark.parametrize(
    "move",
    [
        says(VISITS, Status.ON_TRACK),
        ReportAllOnTrack(by="Ana", on=TODAY),
        behind(recovery="A step"),
        ShowResult(topic=VISITS.key, by="Ana", on=TODAY, evidence="x", completed_on=TODAY),
        names("Snow"),
        ReportRisk(risk_id=5, outcome=RiskOutcome.OPEN),
    ],
)
def test_nothing_is_taken_after_it_has_closed(move: Move) -> None:
    closed = CheckIn(topics=ASKED.topics, phase=AnswerPhase.OVER)

    assert play(closed, move) == (closed, (Rejection(code=CheckInRejectionCode.CLOSED),))


def test_pages_can_still_be_read_after_it_has_closed() -> None:
    topics = tuple(Topic(subject=Subject.ITEM, id=n, code=str(n), text="x") for n in range(7))

    assert play(CheckIn(topics=topics, phase=AnswerPhase.OVER), TurnPage(to=1))[0].page == 1


# ---------------------------------------------------------------- late, and as a team


@pytest.mark.parametrize("phase", [AnswerPhase.LATE, AnswerPhase.CORRECTION])
def test_what_comes_late_or_corrects_is_taken(phase: AnswerPhase) -> None:
    check_in, effects = play(CheckIn(topics=ASKED.topics, phase=phase), says(VISITS, Status.ON_TRACK))

    assert isinstance(effects[0], RecordAnswer)
    assert check_in.answers[VISITS.key].status is Status.ON_TRACK


def test_a_risk_for_the_next_month_comes_too_late_once_the_minutes_are_published() -> None:
    published = CheckIn(topics=ASKED.topics, phase=AnswerPhase.CORRECTION)

    assert play(published, names("Snow"))[1] == (Rejection(code=CheckInRejectionCode.CLOSED),)
    assert play(CheckIn(topics=ASKED.topics, phase=AnswerPhase.LATE), names("Snow"))[1]


TOGETHER = CheckIn(topics=ASKED.topics, by_team=True)


def test_in_a_team_nobody_overrules_an_answer_they_have_not_seen() -> None:
    first, _ = play(TOGETHER, says(VISITS, Status.ON_TRACK, by="Ana"))

    same, effects = advance(first, says(VISITS, Status.DONE, by="Lee"))

    assert effects == (Rejection(code=CheckInRejectionCode.ANSWERED_MEANWHILE),)
    assert same == first


def test_in_a_team_somebody_who_has_seen_the_answer_may_change_it_and_so_may_whoever_gave_it() -> None:
    first, _ = play(TOGETHER, says(VISITS, Status.ON_TRACK, by="Ana"))
    seen = ReportStatus(topic=VISITS.key, status=Status.DONE, by="Lee", on=TODAY, seen_revision=1)

    amended, _ = advance(first, seen)
    own, _ = advance(first, says(VISITS, Status.NOT_STARTED, by="Ana"))

    assert (amended.answers[VISITS.key].by, amended.answers[VISITS.key].revision) == ("Lee", 2)
    assert own.answers[VISITS.key].status is Status.NOT_STARTED
