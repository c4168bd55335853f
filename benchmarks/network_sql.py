"""The counts of a network as a person would write them in SQL, for SQLite and PostgreSQL alike.

As of `:day`: every part with the coding that it had then, and every action item below the milestone that it had then.
"""

from collections.abc import Sequence

from plans.cause_categories import CauseCategory

_CODED = """
    coded_strategy AS (
        SELECT strategy.id, plan_id, code, COALESCE({before_strategy}, strategy.practice) AS coding
        FROM strategy {join_strategy}
    ), coded_milestone AS (
        SELECT milestone.id, milestone.plan_id, milestone.code,
            COALESCE({before_milestone}, milestone.practice, above.coding) AS coding
        FROM milestone JOIN coded_strategy AS above ON above.id = milestone.strategy_id {join_milestone}
    ), coded_item AS (
        SELECT action_item.id, action_item.plan_id,
            COALESCE({before_action_item}, action_item.practice, above.coding) AS coding
        FROM action_item {join_action_item} {join_moved}
        JOIN coded_milestone AS above ON above.id = COALESCE({before_moved}, action_item.milestone_id)
        WHERE NOT action_item.provides_support
    )
"""
_LATER = "field = 'practice' AND kind = 'changed' AND recorded_on > :day AND place = '{part}'"
_SQLITE = {
    "before": f"(SELECT before FROM plan_change WHERE {_LATER} AND row_id = {{part}}.id ORDER BY id LIMIT 1)",
    "before_moved": """(
        SELECT from_milestone_id FROM item_regrouping WHERE recorded_on > :day AND item_id = action_item.id
        ORDER BY id LIMIT 1
    )""",
    "join": "",
    "join_moved": "",
    "newest": "item_event AS event ON event.id = (SELECT id FROM {newest})",
}
"""Looks up by indexes: a list of what changed later would be scanned for each part."""
_POSTGRESQL = {
    "before": "recoded_{part}.before",
    "before_moved": "moved.from_milestone_id",
    "join": f"""LEFT JOIN (
        SELECT DISTINCT ON (row_id) row_id, before FROM plan_change WHERE {_LATER} ORDER BY row_id, id
    ) AS recoded_{{part}} ON recoded_{{part}}.row_id = {{part}}.id""",
    "join_moved": """LEFT JOIN (
        SELECT DISTINCT ON (item_id) item_id, from_milestone_id FROM item_regrouping WHERE recorded_on > :day
        ORDER BY item_id, id
    ) AS moved ON moved.item_id = action_item.id""",
    "newest": "LATERAL (SELECT * FROM {newest}) AS event ON TRUE",
}
_PARTS = ("strategy", "milestone", "action_item")
_CAUSES = ", ".join(
    f"COUNT(*) FILTER (WHERE cause = '{category}' AND NOT off AND NOT done AND (said OR due < :day))"
    for category in CauseCategory
)
ITEMS = f"""
    WITH {{coded}}, counted AS (
        SELECT item.coding, event.after_due AS due, event.after_first_due AS first, event.after_cancelled AS off,
            event.after_completed_on AS done_on, event.after_times_moved AS moves, event.after_said_behind AS said,
            event.after_completed_on IS NOT NULL AND event.after_completed_on <= :day AS done,
            (
                SELECT cause_category FROM item_event WHERE id = CASE
                    WHEN event.kind = 'reported' AND event.reason <> '' THEN event.id ELSE event.after_cause_id
                END
            ) AS cause
        FROM coded_item AS item JOIN {{newest_event}}
    )
    SELECT coding, COUNT(*) FILTER (WHERE NOT off), COUNT(*) FILTER (WHERE NOT off AND done),
        COUNT(*) FILTER (WHERE NOT off AND due < :day AND done AND done_on <= due),
        COUNT(*) FILTER (WHERE NOT off AND due < :day AND done AND done_on > due),
        COUNT(*) FILTER (WHERE NOT off AND due < :day AND NOT done),
        COUNT(*) FILTER (WHERE NOT off AND first < :day AND done AND done_on <= first),
        COUNT(*) FILTER (WHERE NOT off AND first < :day AND done AND done_on > first),
        COUNT(*) FILTER (WHERE NOT off AND first < :day AND NOT done), SUM(moves), COUNT(*) FILTER (WHERE moves > 0),
        COUNT(*) FILTER (WHERE NOT off AND NOT done AND due = :day),
        COUNT(*) FILTER (WHERE NOT off AND NOT done AND due > :day),
        COUNT(*) FILTER (WHERE NOT off AND NOT done AND due IS NULL),
        COUNT(*) FILTER (WHERE NOT off AND NOT done AND said AND due >= :day), COUNT(*) FILTER (WHERE off), {_CAUSES}
    FROM counted GROUP BY coding
"""
MILESTONES = """
    WITH {coded}
    SELECT coding, COUNT(*), COUNT(*) FILTER (WHERE done.completed_on <= :day),
        COUNT(*) FILTER (WHERE dated.due < :day AND (done.completed_on IS NULL OR done.completed_on > :day))
    FROM coded_milestone AS milestone JOIN milestone_event AS dated ON dated.id = (
        SELECT MAX(id) FROM milestone_event
        WHERE milestone_id = milestone.id AND recorded_on <= :day AND kind IN ('added', 'due_moved')
    )
    LEFT JOIN milestone_event AS done ON done.id = (
        SELECT MAX(id) FROM milestone_event
        WHERE milestone_id = milestone.id AND recorded_on <= :day AND kind IN ('completed', 'reopened')
    )
    GROUP BY coding
"""
SCHOOLS = """
    WITH {coded}
    SELECT coding, COUNT(DISTINCT plan_id) FROM (
        SELECT plan_id, coding FROM coded_strategy UNION SELECT plan_id, coding FROM coded_milestone
        UNION SELECT plan_id, coding FROM coded_item
    ) AS working GROUP BY coding
"""
EVIDENCE = """
    WITH {coded}
    SELECT coding, COUNT(*), COUNT(*) FILTER (WHERE newest.status = 'done')
    FROM benchmark JOIN coded_strategy AS above ON above.id = benchmark.strategy_id
    LEFT JOIN reading AS newest ON newest.id = (
        SELECT id FROM reading WHERE benchmark_id = benchmark.id AND recorded_on <= :day
        ORDER BY taken_on DESC, id DESC LIMIT 1
    )
    WHERE benchmark.kind = 'early_evidence' GROUP BY coding
"""
MEASURES = """
    WITH {coded}
    SELECT coding, COUNT(*), COUNT(*) FILTER (WHERE newest.number >= 80)
    FROM measure JOIN coded_strategy AS above ON above.id = measure.strategy_id
    LEFT JOIN reading AS newest ON newest.id = (
        SELECT id FROM reading WHERE measure_id = measure.id AND recorded_on <= :day
        ORDER BY taken_on DESC, id DESC LIMIT 1
    )
    GROUP BY coding
"""
SUPPORTS = """
    WITH {coded}
    SELECT coding, COUNT(*), MIN(asked_on) FROM (
        SELECT item.coding, (
            SELECT MIN(recorded_on) FROM support_event
            WHERE support_id = support.id AND recorded_on <= :day AND kind IN ('asked', 'passed_on') AND id > COALESCE((
                SELECT MAX(id) FROM support_event
                WHERE support_id = support.id AND recorded_on <= :day AND kind IN ('provided', 'withdrawn')
            ), 0)
        ) AS asked_on
        FROM support JOIN coded_item AS item ON item.id = support.item_id
    ) AS requested WHERE asked_on IS NOT NULL GROUP BY coding
"""
REPORTED = """
    WITH {coded}, last_round AS (
        SELECT id FROM round WHERE period = (
            SELECT MAX(period) FROM round AS other
            WHERE other.plan_id = round.plan_id AND other.state = 'closed' AND other.closed_at < :midnight
        )
    ), asked AS (
        SELECT request.round_id, topic.item_id FROM check_in_request AS request
        JOIN request_topic AS topic ON topic.request_id = request.id
        WHERE request.round_id IN (SELECT id FROM last_round) GROUP BY 1, 2
    )
    SELECT item.coding, COUNT(*), COUNT(*) FILTER (WHERE EXISTS (
        SELECT 1 FROM answer
        WHERE answer.round_id = asked.round_id AND answer.item_id = asked.item_id AND answer."on" <= :day
    ))
    FROM asked JOIN coded_item AS item ON item.id = asked.item_id
    GROUP BY item.coding
"""
_NEWEST = "item_event WHERE item_id = item.id AND recorded_on <= :day ORDER BY recorded_on DESC, id DESC LIMIT 1"


def statements(dialect: str) -> Sequence[str]:
    """Each as it is fast in that database."""
    ways = _SQLITE if dialect == "sqlite" else _POSTGRESQL
    parts = {f"{way}_{part}": ways[way].format(part=part) for way in ("before", "join") for part in _PARTS}
    coded = _CODED.format(**parts, before_moved=ways["before_moved"], join_moved=ways["join_moved"])
    newest = ways["newest"].format(newest=_NEWEST)
    counts = (ITEMS, MILESTONES, SCHOOLS, EVIDENCE, MEASURES, SUPPORTS, REPORTED)
    return [count.format(coded=coded, newest_event=newest) for count in counts]
