"""Opens a month's round in the database, without Slack."""

from dataclasses import dataclass
from datetime import timedelta

from conversations.check_in import Subject
from storage.database import Database
from storage.items import items
from storage.people import role_holders
from storage.rounds import addressees, check_in_requests, rounds
from storage.rounds.addressees import Addressee
from storage.rounds.check_in_requests import RequestFacts
from storage.rounds.rounds import RoundFacts
from tests.support.districts import MORNING, ROUND_DAY


@dataclass(frozen=True)
class OpenRound:
    facts: RoundFacts
    requests: list[RequestFacts]


def open_round(database: Database, plan_id: int) -> OpenRound:
    """Asks everyone about the items they own."""
    with database.write() as session:
        facts = rounds.open_round(session, plan_id, "2026-11", opened_at=MORNING, closes_at=MORNING + timedelta(days=7))
        assert facts is not None
        holders = role_holders.by_key(session, plan_id)
        topics = {
            Addressee(holders[item.owner_key][0].id): [(Subject.ITEM, item.id)]
            for item in items.open_items(session, plan_id, started_by=ROUND_DAY)
        }
        addressees.add_requests(session, facts.id, topics)
        session.flush()
        return OpenRound(facts, check_in_requests.requests_in(session, facts.id))
