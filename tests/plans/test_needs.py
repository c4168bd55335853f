"""Which school of a district needs support first."""

import pytest

from plans.needs import SchoolNeed, in_order_of_need
from plans.progress import Fraction


def school(name: str, supports: int = 0, days: int = 0, behind: tuple[int, int] = (0, 0)) -> SchoolNeed:
    return SchoolNeed(name=name, open_supports=supports, days_open=days, behind=Fraction(*behind))


@pytest.mark.parametrize(
    ("schools", "names"),
    [
        # Support that is still open goes before any share that is behind, and the longest wait before the others.
        ([school("A", behind=(9, 9)), school("B", 1, 2), school("C", 1, 30)], "CBA"),
        # Asked today is open, too.
        ([school("A", behind=(9, 9)), school("B", 1, 0)], "BA"),
        # How many requests are open doesn't matter.
        ([school("A", 5, 3), school("B", 1, 4)], "BA"),
        # Then the share counts and not the number, and shares are compared before they are rounded.
        ([school("A", behind=(3, 10)), school("B", behind=(1, 3))], "BA"),
        ([school("A", behind=(33, 100)), school("B", behind=(1, 3))], "BA"),
        # A school where nothing is due yet is not behind; among equals the name decides.
        ([school("C"), school("B", behind=(0, 8)), school("A", behind=(1, 8))], "ABC"),
    ],
)
def test_the_order_of_need(schools: list[SchoolNeed], names: str) -> None:
    assert "".join(in_order_of_need((each, each.name) for each in schools)) == names
