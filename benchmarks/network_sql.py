"""The counts of a network as a person would write them in SQL, for SQLite and PostgreSQL alike.

As of `:day`: every part with the coding that it had then, and every action item below the milestone that it had then.
"""

_RECODED = """
    SELECT change.row_id, change.before FROM plan_change AS change WHERE change.id IN (
        SELECT MIN(id) FROM plan_change
        WHERE place = '{place}' AND field = 'practice' AND kind = 'changed' AND recorded_on > :day GROUP BY row_id
    )
"""
_CODED = f"""
    coded_strategy AS (
        SELECT strategy.id, strategy.plan_id, strategy.code, COALESCE(recoded.before, strategy.practice) AS coding
        FROM strategy LEFT JOIN ({_RECODED.format(place="strategy")}) AS recoded ON recoded.row_id = strategy.id
    ), coded_milestone AS (
        SELECT milestone.id, milestone.plan_id, milestone.code,
            COALESCE(recoded.before, milestone.practice, above.coding) AS coding
        FROM milestone LEFT JOIN ({_RECODED.format(place="milestone")}) AS recoded ON recoded.row_id = milestone.id
        JOIN coded_strategy AS above ON above.id = milestone.strategy_id
    ), coded_item AS (
        SELECT item.id, item.plan_id, COALESCE(recoded.before, item.practice, above.coding) AS coding
        FROM action_item AS item
        LEFT JOIN ({_RECODED.format(place="action_item")}) AS recoded ON recoded.row_id = item.id
        LEFT JOIN (
            SELECT item_id, from_milestone_id FROM item_regrouping WHERE id IN (
                SELECT MIN(id) FROM item_regrouping WHERE recorded_on > :day GROUP BY item_id
            )
        ) AS moved ON moved.item_id = item.id
        JOIN coded_milestone AS above ON above.id = COALESCE(moved.from_milestone_id, item.milestone_id)
        WHERE NOT item.provides_support
    )
"""
ITEMS = f"""
    WITH {_CODED}, counted AS (
        SELECT item.coding, event.after_due AS due, event.after_first_due AS first, event.after_cancelled AS off,
            event.after_completed_on AS done_on, event.after_times_moved AS moves, event.after_said_behind AS said,
            event.after_completed_on IS NOT NULL AND event.after_completed_on <= :day AS done
        FROM coded_item AS item JOIN item_event AS event ON event.id = (
            SELECT id FROM item_event WHERE item_id = item.id AND recorded_on <= :day
            ORDER BY recorded_on DESC, id DESC LIMIT 1
        )
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
        COUNT(*) FILTER (WHERE NOT off AND NOT done AND said AND due >= :day), COUNT(*) FILTER (WHERE off)
    FROM counted GROUP BY coding
"""
MILESTONES = f"""
    WITH {_CODED}
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
SCHOOLS = f"""
    WITH {_CODED}
    SELECT coding, COUNT(DISTINCT plan_id) FROM (
        SELECT plan_id, coding FROM coded_strategy UNION SELECT plan_id, coding FROM coded_milestone
        UNION SELECT plan_id, coding FROM coded_item
    ) AS working GROUP BY coding
"""
EVIDENCE = f"""
    WITH {_CODED}
    SELECT coding, COUNT(*), COUNT(*) FILTER (WHERE newest.status = 'done')
    FROM benchmark JOIN coded_strategy AS above ON above.id = benchmark.strategy_id
    LEFT JOIN reading AS newest ON newest.id = (
        SELECT id FROM reading WHERE benchmark_id = benchmark.id AND recorded_on <= :day
        ORDER BY taken_on DESC, id DESC LIMIT 1
    )
    WHERE benchmark.kind = 'early_evidence' GROUP BY coding
"""
MEASURES = f"""
    WITH {_CODED}
    SELECT coding, COUNT(*), COUNT(*) FILTER (WHERE newest.number >= 80)
    FROM measure JOIN coded_strategy AS above ON above.id = measure.strategy_id
    LEFT JOIN reading AS newest ON newest.id = (
        SELECT id FROM reading WHERE measure_id = measure.id AND recorded_on <= :day
        ORDER BY taken_on DESC, id DESC LIMIT 1
    )
    GROUP BY coding
"""
SUPPORTS = f"""
    WITH {_CODED}
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
REPORTED = f"""
    WITH {_CODED}
    SELECT item.coding, COUNT(*), COUNT(*) FILTER (WHERE EXISTS (
        SELECT 1 FROM answer WHERE answer.round_id = round.id AND answer.item_id = topic.item_id AND answer."on" <= :day
    ))
    FROM round JOIN check_in_request AS request ON request.round_id = round.id
    JOIN request_topic AS topic ON topic.request_id = request.id JOIN coded_item AS item ON item.id = topic.item_id
    WHERE round.period = (
        SELECT MAX(period) FROM round AS other
        WHERE other.plan_id = round.plan_id AND other.state = 'closed' AND other.closed_at < :midnight
    )
    GROUP BY item.coding
"""
ALL = (ITEMS, MILESTONES, SCHOOLS, EVIDENCE, MEASURES, SUPPORTS, REPORTED)
