"""Which promises of the last minutes the next agenda takes up, and who brings what about them."""

from datetime import date

from conversations.agendas import Presenters, Situation, draft
from conversations.highlight import FollowedPromise, PromiseKind, PromiseOutcome

DEC_3 = date(2026, 12, 3)
STEP = FollowedPromise(
    kind=PromiseKind.RECOVERY, text="Finish unit 2", outcome=PromiseOutcome.NO_REPORT, code="1.1.1.3", owner_id=7
)
MILESTONE = FollowedPromise(
    kind=PromiseKind.MILESTONE, text="Every unit has a check", outcome=PromiseOutcome.NOT_KEPT, code="1.1.1"
)
MITIGATION = FollowedPromise(
    kind=PromiseKind.MITIGATION, text="Agree on a second date", outcome=PromiseOutcome.PARTLY, owner_id=8
)


def proposed(*promises: FollowedPromise) -> list[tuple[str, int | None]]:
    presenters = Presenters(of_milestones={"1.1.1": 9})
    return [(each.key, each.presenter_id) for each in draft(Situation(promises=promises, presenters=presenters))]


def test_open_promises_are_brought_by_whoever_made_them() -> None:
    assert proposed(STEP, MILESTONE, MITIGATION) == [
        ("promise:recovery:1.1.1.3:Finish unit 2", 7),
        ("promise:milestone:1.1.1:Every unit has a check", 9),
        ("promise:mitigation::Agree on a second date", 8),
    ]


def test_what_is_completed_needs_no_recovery_step() -> None:
    completed = FollowedPromise(
        kind=STEP.kind, text=STEP.text, outcome=STEP.outcome, code=STEP.code, owner_id=7, completed_on=DEC_3
    )

    assert proposed(completed) == []
