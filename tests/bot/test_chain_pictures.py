"""Pictures of delivery chains: every link visible, nothing outside the page, legible on a phone."""

import re
from dataclasses import dataclass
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.messages.coaching.record import chain_lines
from bot.pictures.chains import chain_picture, chain_svg
from bot.pictures.trees import WIDTH
from conversations.delivery_chain import Chain, Formality, Influence, Strength

PHONE = 340
"""Slack's width of a picture on a phone of 390 points."""
LEGEND = 3
"""Arrows in the legend."""


def chain(*pairs: tuple[str, str], alone: tuple[str, ...] = ()) -> Chain:
    actors = dict.fromkeys([name for pair in pairs for name in pair] + list(alone))
    return Chain(tuple(actors), tuple(Influence(*pair, Formality.FORMAL, Strength.STRONG) for pair in pairs))


@dataclass(frozen=True)
class Rect:
    left: float
    top: float
    right: float
    bottom: float


def numbers(text: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?[\d.]+", text)]


def boxes(svg: str) -> list[Rect]:
    actual = re.findall(r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', svg)
    rects = [tuple(map(float, each)) for each in actual]
    return [Rect(x, y, x + width, y + height) for x, y, width, height in rects]


def arrows(svg: str) -> list[str]:
    return re.findall(r'<path d="(M[^"]+)" fill="none"', svg)[LEGEND:]


def lanes(svg: str) -> list[tuple[float, float, float]]:
    """The lane and the ends of every link that passes other boxes."""
    actual = [numbers(path) for path in arrows(svg) if "H" in path]
    return [(lane, min(begin, end), max(begin, end)) for _edge, begin, lane, end, _back in actual]


ACTORS = st.sampled_from([f"Actor {number}" for number in range(12)])
CHAINS = st.lists(st.tuples(ACTORS, ACTORS), min_size=1, max_size=30).map(lambda pairs: chain(*pairs))


@given(CHAINS)
def test_every_link_between_two_is_drawn_inside_the_paper_and_past_the_boxes(drawn: Chain) -> None:
    svg = chain_svg("The delivery chain", drawn)

    assert len(arrows(svg)) == sum(link.giver != link.receiver for link in drawn.influences)
    height = numbers(re.findall(r'viewBox="([^"]+)"', svg)[0])[3]
    assert all(box.bottom < height for box in boxes(svg))
    for lane, begin, end in lanes(svg):
        assert 0 < lane < WIDTH
        assert all(not box.left <= lane <= box.right for box in boxes(svg))
        assert begin < end


@given(CHAINS)
def test_no_two_links_run_on_top_of_each_other(drawn: Chain) -> None:
    runs = lanes(chain_svg("The delivery chain", drawn))
    for number, (lane, begin, end) in enumerate(runs):
        others = [run for run in runs[number + 1 :] if abs(run[0] - lane) < 1]
        assert all(end < other[1] or other[2] < begin for other in others)


def test_the_most_influential_and_the_crucial_link_stand_out_beside_their_legend() -> None:
    drawn = chain(("Principal", "Coach"), ("Coach", "Students"), ("Principal", "Students"))
    svg = chain_svg("The delivery chain", drawn)
    assert len(re.findall(r'<path class="crucial"', svg)) == 2
    assert svg.count('stroke-width="4" ') + svg.count('stroke-width="4"/') >= 2
    assert 'font-weight="700">Principal' in svg
    assert 'font-weight="500">Coach' in svg


def test_the_text_says_all_that_the_picture_shows() -> None:
    drawn = Chain(
        ("Principal", "Coach", "Students", "Union"),
        (
            Influence("Principal", "Coach", Formality.FORMAL, Strength.STRONG),
            Influence("Coach", "Students", Formality.INFORMAL, Strength.WEAK),
        ),
    )
    assert list(chain_lines(drawn)) == [
        "Principal → Coach → Students",
        "Most influential: Principal",
        "Crucial link: Coach → Students",
        "Weak links: Coach → Students",
        "Informal influence: Coach → Students",
        "Not linked to anyone: Union",
    ]


def test_actors_without_links_are_drawn_too() -> None:
    drawn = chain(alone=("Principal", "Coach"))
    assert len(boxes(chain_svg("The delivery chain", drawn))) == 2
    assert list(chain_lines(drawn)) == ["Not linked to anyone: Principal and Coach"]


def test_names_are_large_enough_on_a_phone() -> None:
    sizes = [
        float(size) for size in re.findall(r'font-size="(\d+)"', chain_svg("The delivery chain", chain(("A", "B"))))
    ]

    assert min(sizes) * PHONE / WIDTH > 11


def test_neighbours_who_influence_each_other_have_an_arrow_each() -> None:
    there, back = (numbers(path) for path in arrows(chain_svg("Chain", chain(("A", "B"), ("B", "A")))))

    assert there[0] != back[0]
    assert there[1] < there[2]
    assert back[1] > back[2]


def test_who_is_linked_with_nobody_stands_last_in_a_dashed_box() -> None:
    svg = chain_svg("Chain", chain(("A", "B"), alone=("School committee",)))

    assert svg.index("School committee") > svg.index(">B<")
    assert len(re.findall(r"<rect[^>]*stroke-dasharray", svg)) == 1


@pytest.mark.parametrize("name", ["Équipe de direction", "שלום", "long " * 80, "W" * 300, "<b>&\x00", "🎉"])
def test_any_name_can_be_drawn(name: str) -> None:
    picture = Image.open(
        BytesIO(chain_picture(name, chain((name, "Coach"), ("Coach", "Teachers"), (name, "Teachers"))))
    )

    assert picture.height > picture.width / 2
