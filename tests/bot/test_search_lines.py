"""How decisions and causes of dialogs read among the matches of a search."""

from bot.messages import search as messages
from bot.messages.search import DescribedGroup, DescribedMatch
from plans.search_words import Piece
from storage.search.details import MatchDetails
from storage.search.matches import Match
from storage.search.sources import SearchedKind, SearchedSource

PIECES = (Piece("We visit "), Piece("each other", is_match=True), Piece(" <!here> weekly"))


def described(kind: SearchedKind, details: MatchDetails, *, organization: str = "") -> DescribedMatch:
    match = Match(
        kind=kind,
        source=SearchedSource.DIALOG,
        row_id=1,
        part="p1",
        plan_id=1,
        day="2026-11-03",
        is_gone=False,
        is_draft=False,
        excerpt=PIECES,
    )
    return DescribedMatch(match=match, details=details, organization=organization)


def test_a_decision_says_what_it_is_where_it_was_made_and_that_it_was_taken_back() -> None:
    details = MatchDetails(title="Look at the evidence", part_kind="decision", is_taken_back=True)
    line = described(SearchedKind.DECISION, details, organization="Bethel")
    declined = described(SearchedKind.DECISION, MatchDetails(title="Grade 7 math fell"))

    text = messages.groups("each", [DescribedGroup(kind=SearchedKind.DECISION, total=2, matches=[line, declined])]).text

    assert text == (
        "*each*: 2 decisions\n*Decisions*\n"
        "Decision: We visit *each other* &lt;!here&gt; weekly\n"
        "taken back · Look at the evidence · Tue, Nov 3, 2026 · Bethel\n"
        "Decision not to act: We visit *each other* &lt;!here&gt; weekly\nGrade 7 math fell · Tue, Nov 3, 2026"
    )


def test_a_cause_opens_with_a_link_to_its_thread() -> None:
    details = MatchDetails(title="Grade 7 math fell", link="https://x.slack.com/1")

    view = messages.opened(described(SearchedKind.CAUSE, details))

    assert view["blocks"][0]["text"]["text"] == (
        "We visit *each other* &lt;!here&gt; weekly\n"
        "Grade 7 math fell · Tue, Nov 3, 2026 · <https://x.slack.com/1|Thread>"
    )
