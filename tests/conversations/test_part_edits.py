"""Editing a part in a form: what differs from what the form showed, and what will be saved."""

from __future__ import annotations

from conversations.part_edits import EDITABLE, PartEdit, applied, changed_since, fingerprint
from conversations.parts import PartKind

MILESTONE = {"title": "Units have criteria", "lead": "Principal", "quarter": "Q2"}


def test_a_form_that_comes_back_as_it_was_changes_nothing() -> None:
    seen = fingerprint(PartKind.MILESTONE, MILESTONE)

    assert changed_since(PartKind.MILESTONE, seen, {**MILESTONE, "title": "Units have criteria \r\n", "due": ""}) == ()


def test_a_text_longer_than_a_form_can_carry_is_left_as_it_is() -> None:
    stored = {"text": "x" * 3_500, "output": "A list"}
    seen = fingerprint(PartKind.ACTION_ITEM, stored)
    typed = {"text": "x" * 3_000, "output": "A folder"}

    assert changed_since(PartKind.ACTION_ITEM, seen, typed) == ("output",)
    assert applied(PartKind.ACTION_ITEM, seen, typed, stored)["text"] == stored["text"]


def test_what_somebody_else_changed_stays_and_what_was_typed_wins() -> None:
    seen = fingerprint(PartKind.MILESTONE, MILESTONE)
    now = {**MILESTONE, "lead": "Coach", "quarter": "Q3"}

    after = applied(PartKind.MILESTONE, seen, {**MILESTONE, "quarter": "Q4"}, now)

    assert changed_since(PartKind.MILESTONE, seen, now) == ("lead", "quarter")
    assert (after["lead"], after["quarter"], after["due"]) == ("Coach", "Q4", "")


def test_a_form_of_an_older_version_counts_as_changed() -> None:
    assert changed_since(PartKind.MEASURE, "", {"indicator": "ELA"}) == EDITABLE[PartKind.MEASURE]


def test_a_date_that_is_left_out_is_no_new_date() -> None:
    edit = PartEdit(kind=PartKind.MILESTONE, before={"due": "2026-12-18"}, after={}, reason="Why", changed=("due",))

    assert edit.new_due is None
    assert edit.leaves_date_out
