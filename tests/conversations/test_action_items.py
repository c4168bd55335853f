"""The life of an action item. Ana (1) owns it, Lee (2) assigned it, Dana (3) leads."""

from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum

import pytest

from conversations.action_items import (
    AcceptOffer,
    Actor,
    AgreeDate,
    CloseOffer,
    CompleteItem,
    CreateFollowUp,
    Effect,
    GiveTo,
    HandOverItem,
    Item,
    ItemChangeKind,
    ItemState,
    KeepDate,
    MakeOffer,
    Move,
    MoveDate,
    News,
    NotifyOwner,
    NotMine,
    Offer,
    OfferKind,
    OfferState,
    RecordChange,
    RecordEvent,
    SuggestDate,
    Update,
    advance,
)
from conversations.rejections import ItemRejectionCode, Rejection
from plans.item_events import Cancelled, Completed, DueMoved, Reopened, Status, StatusReported

TODAY = date(2026, 11, 23)
DUE = date(2026, 11, 30)
LATER = date(2026, 12, 11)
ANA, LEE, DANA = 1, 2, 3
ITEM = Item(id=7, due=DUE, owners=frozenset({ANA}))
ASSIGNED = Offer(id=70, to=ANA, by=LEE, kind=OfferKind.ASSIGNED)
HANDOVER = Offer(id=71, to=LEE, by=ANA, kind=OfferKind.HANDOVER)


def plays(item: Item, move: Move, by: int) -> tuple[Effect, ...]:
    return advance(item, move, Actor(id=by, on=TODAY))


def rejections(item: Item, move: Move, by: int = ANA) -> list[StrEnum]:
    effects = plays(item, move, by)
    codes: list[StrEnum] = [effect.code for effect in effects if isinstance(effect, Rejection)]
    assert not codes or len(codes) == len(effects), "a rejected move does nothing else"
    return codes


def test_the_owner_says_it_is_on_track() -> None:
    assert plays(ITEM, Update(state=ItemState.ON_TRACK), ANA) == (
        RecordEvent(event=StatusReported(TODAY, Status.ON_TRACK)),
        RecordChange(change=ItemChangeKind.UPDATED),
    )


def test_behind_needs_its_cause() -> None:
    assert rejections(ITEM, Update(state=ItemState.BEHIND)) == [ItemRejectionCode.NO_CAUSE]
    assert RecordEvent(event=StatusReported(TODAY, Status.BEHIND, "The vendor is late")) in plays(
        ITEM, Update(state=ItemState.BEHIND, reason="The vendor is late "), ANA
    )


def test_whose_the_cause_is_counts_for_what_is_behind_alone() -> None:
    behind = Update(state=ItemState.BEHIND, reason="No subs", is_ours=False)
    assert RecordEvent(event=StatusReported(TODAY, Status.BEHIND, "No subs", False)) in plays(ITEM, behind, ANA)
    on_track = Update(state=ItemState.ON_TRACK, reason="Subs came", is_ours=False)
    assert RecordEvent(event=StatusReported(TODAY, Status.ON_TRACK, "Subs came")) in plays(ITEM, on_track, ANA)


def test_done_with_evidence_and_a_next_step() -> None:
    move = CompleteItem(evidence="List of texts", completed_on=TODAY, next_step="Label them", next_due=LATER)

    effects = plays(ITEM, move, ANA)

    assert RecordEvent(event=Completed(TODAY, TODAY)) in effects
    assert RecordChange(change=ItemChangeKind.FINISHED, reason="List of texts") in effects
    assert CreateFollowUp(text="Label them", due=LATER) in effects


def test_done_twice_at_once_is_done_once() -> None:
    done = replace(ITEM, state=ItemState.DONE)

    assert rejections(done, CompleteItem(evidence="", completed_on=TODAY)) == [ItemRejectionCode.IS_DONE]
    assert rejections(done, Update(state=ItemState.DONE)) == [ItemRejectionCode.IS_DONE]


def test_done_is_not_announced_ahead_and_a_next_date_needs_a_step() -> None:
    move = CompleteItem(evidence="", completed_on=LATER, next_due=TODAY - timedelta(days=1))

    assert rejections(ITEM, move) == [
        ItemRejectionCode.FINISHED_LATER,
        ItemRejectionCode.NO_STEP,
        ItemRejectionCode.DATE_PAST,
    ]


def test_a_word_brings_a_cancelled_item_back() -> None:
    cancelled = replace(ITEM, state=ItemState.CANCELLED)

    assert plays(cancelled, Update(state=ItemState.ON_TRACK), ANA)[0] == RecordEvent(event=Reopened(TODAY))
    assert rejections(cancelled, AcceptOffer()) == [ItemRejectionCode.IS_CANCELLED]
    assert rejections(cancelled, Update(state=ItemState.CANCELLED, reason="again")) == [ItemRejectionCode.IS_CANCELLED]


def test_cancelling_needs_a_reason_and_takes_the_offer_back() -> None:
    item = replace(ITEM, offer=ASSIGNED)

    assert rejections(item, Update(state=ItemState.CANCELLED), LEE) == [ItemRejectionCode.NO_REASON]
    assert plays(item, Update(state=ItemState.CANCELLED, reason="Not funded"), LEE) == (
        RecordEvent(event=Cancelled(TODAY, "Not funded")),
        RecordChange(change=ItemChangeKind.CANCELLED, reason="Not funded", for_other=True),
        CloseOffer(offer=70, state=OfferState.WITHDRAWN),
        NotifyOwner(to=ANA, news=News.CANCELLED, reason="Not funded"),
    )


def test_a_leader_does_it_on_behalf_and_the_owner_hears_of_it() -> None:
    effects = plays(ITEM, CompleteItem(evidence="Seen in class", completed_on=TODAY), DANA)

    assert RecordChange(change=ItemChangeKind.FINISHED, reason="Seen in class", for_other=True) in effects
    assert NotifyOwner(to=ANA, news=News.DONE_FOR_YOU, reason="Seen in class") in effects


@pytest.mark.parametrize(
    ("due", "trouble"),
    [
        (None, ItemRejectionCode.NO_DATE),
        (TODAY - timedelta(days=1), ItemRejectionCode.DATE_PAST),
        (date(2046, 1, 1), ItemRejectionCode.DATE_TOO_FAR),
        (DUE, ItemRejectionCode.SAME_DATE),
    ],
)
def test_a_new_date_must_make_sense(due: date | None, trouble: ItemRejectionCode) -> None:
    assert rejections(ITEM, MoveDate(due=due, reason="The vendor is late")) == [trouble]


def test_moving_the_date_needs_its_reason() -> None:
    assert rejections(ITEM, MoveDate(due=LATER, reason=" ")) == [ItemRejectionCode.NO_REASON]
    assert RecordEvent(event=DueMoved(TODAY, LATER, "Late")) in plays(ITEM, MoveDate(due=LATER, reason="Late"), ANA)


# ---------------------------------------------------------------- whose it is


def test_handing_over_leaves_it_with_the_old_owner_until_the_new_one_accepts() -> None:
    offered = plays(ITEM, HandOverItem(to=LEE, reason="On leave"), ANA)

    assert MakeOffer(to=LEE, kind=OfferKind.HANDOVER, reason="On leave") in offered
    assert not any(isinstance(effect, GiveTo) for effect in offered)
    assert plays(replace(ITEM, offer=HANDOVER), AcceptOffer(), LEE) == (
        CloseOffer(offer=71, state=OfferState.ACCEPTED),
        GiveTo(person=LEE),
        RecordChange(change=ItemChangeKind.ACCEPTED),
        NotifyOwner(to=ANA, news=News.TAKEN_OVER),
    )


def test_a_declined_handover_stays_where_it_was() -> None:
    declined = plays(replace(ITEM, offer=HANDOVER), NotMine(reason="No time"), LEE)

    assert not any(isinstance(effect, GiveTo) for effect in declined)
    assert NotifyOwner(to=ANA, news=News.DECLINED, reason="No time") in declined


def test_not_mine_leaves_an_assigned_item_without_owner() -> None:
    item = replace(ITEM, offer=ASSIGNED)

    assert rejections(item, NotMine(reason="")) == [ItemRejectionCode.NO_REASON]
    effects = plays(item, NotMine(reason="That is the office's"), ANA)
    assert GiveTo(person=None, reason="That is the office's") in effects


def test_an_item_nobody_has_goes_to_the_new_owner_at_once() -> None:
    effects = plays(replace(ITEM, owners=frozenset()), HandOverItem(to=LEE), DANA)

    assert GiveTo(person=LEE) in effects
    assert MakeOffer(to=LEE, kind=OfferKind.ASSIGNED) in effects


def test_handing_over_to_yourself_as_owner_is_refused_and_taking_it_is_told() -> None:
    assert rejections(ITEM, HandOverItem(to=ANA)) == [ItemRejectionCode.TO_OWNER]
    assert plays(ITEM, HandOverItem(to=DANA), DANA)[-1] == NotifyOwner(to=ANA, news=News.TAKEN_OVER)


def test_another_date_is_suggested_and_agreed() -> None:
    suggested = plays(replace(ITEM, offer=ASSIGNED), SuggestDate(due=LATER, reason="Report cards"), ANA)
    assert NotifyOwner(to=LEE, news=News.DATE_SUGGESTED, reason="Report cards", due=LATER) in suggested
    assert not any(isinstance(effect, RecordEvent) for effect in suggested), "the date stands until it is agreed"

    offer = replace(ASSIGNED, state=OfferState.DATE_SUGGESTED, suggested_due=LATER, reason="Report cards")
    agreed = plays(replace(ITEM, offer=offer), AgreeDate(), LEE)
    assert RecordEvent(event=DueMoved(TODAY, LATER, "Report cards")) in agreed
    assert CloseOffer(offer=70, state=OfferState.ACCEPTED) in agreed


def test_a_date_kept_is_asked_again() -> None:
    offer = replace(ASSIGNED, state=OfferState.DATE_SUGGESTED, suggested_due=LATER)

    effects = plays(replace(ITEM, offer=offer), KeepDate(), LEE)

    assert effects[0] == CloseOffer(offer=70, state=OfferState.WAITING)
    assert NotifyOwner(to=ANA, news=News.DATE_KEPT, due=DUE) in effects


def test_only_who_was_asked_can_answer_and_only_once() -> None:
    item = replace(ITEM, offer=ASSIGNED)

    assert rejections(item, AcceptOffer(), DANA) == [ItemRejectionCode.NOT_YOUR_OFFER]
    assert rejections(replace(item, offer=replace(ASSIGNED, state=OfferState.ACCEPTED)), AcceptOffer()) == [
        ItemRejectionCode.OFFER_GONE
    ]
    assert rejections(item, AgreeDate(), LEE) == [ItemRejectionCode.OFFER_GONE]


def test_who_works_on_what_they_were_given_has_accepted_it() -> None:
    effects = plays(replace(ITEM, offer=ASSIGNED), Update(state=ItemState.ON_TRACK), ANA)

    assert CloseOffer(offer=70, state=OfferState.ACCEPTED) in effects
