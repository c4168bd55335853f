"""Which strategies the next agenda takes up, so that none goes three months without being discussed."""

from plans.coverage import Aspect, Coverage, StrategyCoverage

MONTHS = ["2026-09", "2026-10", "2026-11"]


def strategy(number: int, **discussed: str) -> StrategyCoverage:
    months = {Aspect(name): frozenset(text.split()) for name, text in discussed.items()}
    return StrategyCoverage(
        strategy_id=number, code=f"1.{number}", title="T", discussed={Aspect.ACTIVITIES: frozenset(), **months}
    )


def codes(covered: Coverage) -> list[str]:
    return [each.code for each in covered.undiscussed()]


def test_a_strategy_without_a_discussion_in_two_months_is_taken_up_before_the_third() -> None:
    covered = Coverage(
        MONTHS,
        [
            strategy(1, activities="2026-11"),
            strategy(2, early_evidence="2026-10"),
            strategy(3, activities="2026-09", short_term="2026-09"),
            strategy(4),
        ],
    )

    assert codes(covered) == ["1.3", "1.4"]


def test_a_strategy_is_not_called_left_out_before_three_discussions_are_known() -> None:
    assert codes(Coverage(MONTHS[:2], [strategy(1)])) == []
    assert codes(Coverage(MONTHS[:2], [strategy(1)]).expecting("2026-11", ())) == ["1.1"]


def test_in_the_first_month_nothing_is_left_out_yet() -> None:
    assert codes(Coverage(MONTHS[:1], [strategy(1)])) == []
    assert codes(Coverage([], [strategy(1)])) == []


def test_a_month_that_is_not_published_counts_as_its_agenda_expects() -> None:
    covered = Coverage(MONTHS[:2], [strategy(1, activities="2026-09"), strategy(2, activities="2026-09")])

    assert codes(covered.expecting("2026-11", {(1, Aspect.ACTIVITIES)})) == ["1.2"]
    assert codes(covered) == []
