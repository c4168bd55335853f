"""Which measure of a goal a question completes, and what its answers add."""

from dataclasses import replace

from conversations.coaching.measures import asks_for_new, completed, new_parts, to_complete
from conversations.coaching.state import CoachingState
from conversations.parts import PartKind
from conversations.script import Audience
from conversations.threads.replies import QuestionAnswer
from conversations.threads.state import Asking, Chosen, Visit, WrittenPart
from plans.plan import Measure
from tests.support.scripts import SCRIPTS

SCRIPT = SCRIPTS["goals-and-measures"]
CHECK = Visit("four-parts", "goal:1")
STATE = CoachingState(leader="ana", audience=Audience.SCHOOL, askings=(Asking(CHECK, "1.0"),))
COMPLETE = Measure(indicator="Readers", source="Test", baseline="50%", targets=("60%", "70%"))
ONE_TARGET = replace(COMPLETE, targets=("60%",))


def answer(text: str) -> list[QuestionAnswer]:
    return [QuestionAnswer("lee", text, ())]


def test_measures_that_lack_something_come_first_and_complete_ones_only_before_anything_is_saved() -> None:
    measures = {"measure:1": COMPLETE, "measure:2": ONE_TARGET}
    assert to_complete(measures, has_saved=False) == ["measure:2"]
    assert to_complete({"measure:1": COMPLETE}, has_saved=False) == ["measure:1"]
    assert to_complete({"measure:1": COMPLETE}, has_saved=True) == []


def test_a_second_target_follows_the_first_and_both_together_replace_it() -> None:
    assert completed(ONE_TARGET, answer("Targets: 70%"))["targets"] == "60%\n70%"
    assert completed(ONE_TARGET, answer("70%"))["targets"] == "60%\n70%"
    assert completed(ONE_TARGET, answer("Targets: 65%\nTargets: 75%"))["targets"] == "65%\n75%"


def test_an_answer_goes_to_what_is_missing_and_never_replaces_the_indicator() -> None:
    assert completed(replace(COMPLETE, baseline=""), answer("48%"))["baseline"] == "48%"
    assert completed(COMPLETE, answer("It's fine as it is."))["indicator"] == "Readers"


def test_a_pass_that_looks_for_a_new_measure_asks_about_that_one() -> None:
    assert not asks_for_new(SCRIPT, STATE, CHECK)
    for label, is_new in (("We have a measure", False), ("We need one", True)):
        state = replace(STATE, chosen=(Chosen(Visit("has-measure", "goal:1"), label, "ana"),))
        assert asks_for_new(SCRIPT, state, CHECK) is is_new
    written = WrittenPart("can-make-one@goal:1#1", PartKind.MEASURE, {"indicator": "Check"}, CHECK, "ana")
    other = replace(written, key="can-make-one@goal:2#1", visit=Visit("four-parts", "goal:2"))
    state = replace(STATE, parts=(written, other))
    assert new_parts(SCRIPT, state, CHECK) == [written]
