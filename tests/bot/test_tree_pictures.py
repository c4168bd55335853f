"""Pictures of a tree: complete for any text, in pages that fit a phone, with alternative text."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.pictures.fishbones import fishbone_svgs, pictures_pngs, pictures_svgs
from bot.pictures.lettering import ZOOM
from bot.pictures.tree_words import tree_markdown, tree_mermaid
from bot.pictures.trees import MARGIN, PAGE_HEIGHT, SCALE, WIDTH, tree_alt, why_tree_pngs, why_tree_svgs
from conversations.root_cause import Method
from conversations.root_cause.moves import Accept, Decide, GoTo, HandOn, Mark, SetAside
from conversations.root_cause.state import RootCauseStep
from conversations.root_cause.tree import SYMPTOM, Symptom
from tests.conversations.team import Team

LONG = "New teachers get a mentor only after the first semester, when habits have been formed for good or ill"


def image(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")


def grown(team: Team, number: int) -> Team:
    """A tree of causes with three at the top; every other cause has two below it."""
    keys: list[str] = []
    for each in range(number):
        under = SYMPTOM if each < 3 else keys[(each - 3) // 2]
        keys.append(team.digs(f"{each}: {LONG}", under=under))
    return team


def heights(svgs: tuple[str, ...]) -> list[float]:
    return [float(actual[1]) for svg in svgs if (actual := re.search(r'viewBox="0 0 \d+ ([\d.]+)"', svg))]


def test_a_confirmed_cause_differs_in_its_frame_and_its_words() -> None:
    team = Team()
    cause = team.digs("Teams plan alone")
    (before,) = why_tree_svgs(team.state.tree)
    team.shows("lee", "The schedule", cause=cause)
    (after,) = why_tree_svgs(team.state.tree)

    assert 'stroke-dasharray="7 5"' in before
    assert 'stroke-dasharray="7 5"' not in after
    assert (">Possible<" in before, ">Confirmed<" in after) == (True, True)


def test_a_shared_cause_is_drawn_once_in_full_and_named_as_shared() -> None:
    team = Team()
    low = team.digs("One", "Two", "Shared")
    team.digs("Other", "Shared")
    (svg,) = why_tree_svgs(team.state.tree)

    assert svg.count("Shared by 2 branches") == 1
    assert svg.count("Same cause as above, linked") == 1
    assert team.cause(low).number == 3


@pytest.mark.parametrize(
    "text",
    [
        "Équipes año Łódź žluťoučký Привет Ελλάδα",
        "<script>&amp;]]>\"'{{ x }}",
        "المعلمون يخططون وحدهم 🎉 שלום",
        "المعلمون يخططون وحدهم ولا يلتقون إلا مرة واحدة في الشهر مع من يعرفون الأسر",
        "教師は一人で計画を立て、月に一度しか会わない" * 3,
        "W" * 240,
        "long " * 47,
    ],
)
def test_any_words_stay_inside_the_picture(text: str) -> None:
    team = Team(Symptom(text, text, text), method=Method.FISHBONE, bones=(text, "Culture"))
    bone = team.digs(f"{text[:200]} 1", under="b1")
    team.digs(f"{text[:200]} 2", f"{text[:200]} 3", under=bone)

    for png in (*why_tree_pngs(team.state.tree), *pictures_pngs(team.state.tree)):
        drawn = image(png)
        assert drawn.width == round(WIDTH * SCALE * ZOOM)
        assert drawn.getpixel((drawn.width // 2, drawn.height - 1)) == (255, 255, 255)
        margin = round((MARGIN - 4) * SCALE * ZOOM)
        for left in (0, drawn.width - margin):
            edge = drawn.crop((left, 0, left + margin, drawn.height))
            assert edge.getcolors() == [(edge.width * edge.height, (255, 255, 255))]


def test_words_that_read_from_the_right_begin_at_the_right() -> None:
    team = Team()
    team.digs("المعلمون يخططون وحدهم")
    (svg,) = why_tree_svgs(team.state.tree)
    assert 'text-anchor="end">المعلمون' in svg


def test_fifty_causes_are_on_several_pictures_of_about_the_same_height() -> None:
    pages = why_tree_svgs(grown(Team(), 50).state.tree)

    assert len(pages) > 2
    assert max(heights(pages)) < PAGE_HEIGHT * 1.3
    assert min(heights(pages)) > max(heights(pages)) / 2
    assert all(f"Picture {number} of {len(pages)}" in page for number, page in enumerate(pages, start=1))
    assert "Beneath " in pages[1]
    numbers = re.findall(r'text-anchor="middle"[^>]*>(\d+)<', "".join(pages))
    assert sorted(map(int, numbers)) == list(range(1, 51))


def test_no_picture_ends_with_the_name_of_a_bone() -> None:
    for number in range(6, 26):
        team = Team(method=Method.FISHBONE, bones=("One", "Two", "Three", "Four"))
        for cause in range(number):
            team.digs(f"{cause}: {LONG}", under=f"b{cause % 4 + 1}")
        for page in why_tree_svgs(team.state.tree):
            fills = re.findall(r'rx="7" fill="(#\w+)"', page)
            assert fills[-1] != "#dfe8f3"


def test_letters_are_large_enough_on_a_phone() -> None:
    team = Team(method=Method.FISHBONE, bones=("Leadership", "Culture"))
    team.shows("lee", "The schedule", cause=team.digs("Teams plan alone", under="b1"))
    for svg in (*fishbone_svgs(team.state.tree), *why_tree_svgs(team.state.tree)):
        sizes = {int(size) for size in re.findall(r'font-size="(\d+)"', svg)}
        assert min(sizes) * 390 / WIDTH > 11


def test_a_fishbone_of_four_bones_and_24_causes_fits_one_picture() -> None:
    team = Team(method=Method.FISHBONE, bones=("Leadership", "Talent development", "Instruction", "Culture shift"))
    for number in range(24):
        team.digs(f"Teams of grade {number} plan alone", under=f"b{number % 4 + 1}")
    (svg,) = fishbone_svgs(team.state.tree)

    assert all(f">{number}<" in svg for number in range(1, 25))
    assert all(name in svg for name in ("Leadership", "Talent development", "Instruction", "Culture shift"))


def test_a_crowded_bone_goes_on_in_another_one_of_its_name() -> None:
    team = Team(method=Method.FISHBONE, bones=("Time", "Culture"))
    for number in range(50):
        team.digs(f"{number}: {LONG}", under="b1")
    pages = fishbone_svgs(team.state.tree)

    assert "Time (continued)" in "".join(pages)
    assert max(heights(pages)) < PAGE_HEIGHT * 1.3


def test_what_a_fishbone_has_no_room_for_is_in_a_why_tree_beside_it() -> None:
    team = Team(method=Method.FISHBONE, bones=("Leadership",))
    team.digs("One", "Two", under="b1")
    team.presses(Mark, causes=("c1",))
    assert team.state.tree.causes[0].marked
    assert len(pictures_svgs(team.state.tree)) == 1
    team.digs("Three", under="c2")
    assert ">Three<" in pictures_svgs(team.state.tree)[-1]


def test_an_empty_tree_can_be_drawn_and_told() -> None:
    assert why_tree_pngs(Team().state.tree)
    assert pictures_pngs(Team(method=Method.FISHBONE, bones=("Leadership",)).state.tree)
    assert "No causes yet" in tree_alt(Team().state.tree)


def test_the_words_tell_all_that_is_drawn() -> None:
    team = Team()
    low = team.digs("Lessons differ", "Teams plan alone", "No common hour")
    team.digs("Tests differ", "No common hour")
    team.shows("lee", "The schedule", cause=low)
    team.takes(SetAside(by="ana", cause="c4", version=1))

    assert tree_alt(team.state.tree) == (
        "Symptom: Grade 7 students do poorly in math. Number: 31 % reach the standard. "
        "Source: state test, spring 2026.\n"
        "1. Lessons differ (Possible.)\n"
        "2. Teams plan alone (Possible. An answer to why 1.)\n"
        "3. No common hour (Confirmed · Shared by 2 branches. An answer to why 2.)\n"
        "4. Tests differ (Parked · Possible.)\n"
        "3. No common hour (Same cause as above, linked. An answer to why 4.)"
    )


def test_the_outline_has_evidence_with_who_brought_it_and_what_came_of_it() -> None:
    team = Team()
    cause = team.digs("Lessons *differ*")
    team.shows("lee", "A look at ten lessons", cause=cause, links=("https://files/1",))
    team.presses(GoTo, step=RootCauseStep.NATURE, cause=cause)
    team.decides("cause")
    team.presses(GoTo, step=RootCauseStep.REACH, cause=cause)
    team.decides("elsewhere")
    team.presses(GoTo, step=RootCauseStep.WHOSE, cause=cause)
    team.presses(HandOn, to="dana", owner="District", need="A common plan")
    written = tree_markdown(team.state, {"lee": "Lee Park", "dana": "Dana Ruiz"}, "")

    assert "- (1) Lessons \\*differ\\* *Confirmed" in written
    assert "Evidence: A look at ten lessons https://files/1 (brought by Lee Park)" in written
    assert "Asked of Dana Ruiz, District: A common plan" in written


def test_a_flow_chart_tells_roots_and_evidence_apart_and_cannot_be_broken() -> None:
    team = Team()
    cause = team.digs('End "now"]; click')
    team.takes(Accept(by="ana", under=SYMPTOM, text="Possible", person="lee"))
    team.shows("lee", "Seen", cause=cause)
    for step, label in ((RootCauseStep.NATURE, "cause"), (RootCauseStep.DEEPER, "root")):
        team.presses(GoTo, step=step, cause=cause)
        team.presses(Decide, label=label, anyway=True)
    chart = tree_mermaid(team.state.tree)

    assert 'c1[["1. End #34;now#34;#93;#59; click"]]' in chart
    assert "class c1 confirmed" in chart
    assert "class c2 possible" in chart


def test_a_marked_cause_stands_out() -> None:
    team = Team(method=Method.FISHBONE, bones=("Leadership",))
    team.digs("Teams plan alone", under="b1")
    team.presses(Mark, causes=("c1",))
    assert "Marked" in fishbone_svgs(team.state.tree)[0]


def test_a_font_of_ones_own_is_used() -> None:
    with pytest.raises(OSError, match="cannot open resource"):
        why_tree_svgs(Team().state.tree, Path("missing.ttf"))
