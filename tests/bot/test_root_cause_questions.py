"""The message of a question in a root cause dialog, however much was said and accepted."""

from __future__ import annotations

from datetime import date

import pytest

from bot.messages.root_cause import questions
from bot.slack import limits
from bot.slack.blocks import text_of
from conversations.root_cause import record
from conversations.root_cause.moves import GoTo
from conversations.root_cause.state import RootCauseStep
from conversations.root_cause.tree import SYMPTOM
from conversations.threads.replies import Reply
from storage.dialogs.root_cause import RootCauseDialog
from tests.conversations.team import Team

LONG = "Lessons move on before the ideas are understood. " * 40


def dialog_of(team: Team) -> RootCauseDialog:
    return RootCauseDialog(
        id=7,
        key="root_cause:7",
        organization_id=1,
        plan_id=1,
        channel="C1",
        thread_ts="1.1",
        permalink="",
        is_private=False,
        title="",
        state=team.state,
        started_on=date(2026, 11, 16),
        finished_on=None,
    )


def asked(team: Team) -> list[dict[str, object]]:
    waiting = record.waiting(team.state, team.kept.values())
    payload = questions.asked(dialog_of(team), waiting).payload()
    assert len(str(payload["text"])) <= limits.TEXT_UPDATE
    blocks: list[dict[str, object]] = payload["blocks"]
    return blocks


def test_the_row_of_controls_is_there_whatever_was_said() -> None:
    team = Team()
    for number in range(40):
        team.names("lee", f"Cause {number}: {LONG[:200]}", under=SYMPTOM)
    for number in range(30):
        team.says("mia", f"Reply {number}: {LONG}")
    *content, row = asked(team)

    assert row["type"] == "actions"
    assert "18 more replies are waiting." in text_of(content)


@pytest.mark.parametrize("text", ["", "  "])
def test_a_reply_without_words_or_a_file_is_not_offered_as_evidence(text: str) -> None:
    team = Team()
    cause = team.digs("Teams plan alone")
    team.presses(GoTo, step=RootCauseStep.EVIDENCE, cause=cause)
    ts = team.says("mia", "A tally\n\nof ten lessons")
    blank = Reply(ts="2000.1", person="mia", text=text)
    waiting = record.waiting(team.state, [team.kept[ts], blank])

    assert [each.ts for each in waiting] == [ts]


def test_the_options_of_a_select_are_one_line_each() -> None:
    team = Team()
    team.says("mia", "Teams plan\n\nalone")
    select = asked(team)[-1]["elements"][0]  # type: ignore[index]  # elements of a row of actions

    assert [option["text"]["text"] for option in select["options"]] == ["Teams plan alone"]
