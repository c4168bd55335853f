"""A small script that uses every feature, for tests of the engine."""

from conversations.script import Script
from conversations.script_files import read

SCRIPT = """
name: talk
title: A talk
step: set-direction
purpose: To see how it goes.
minutes: 10
preparation: [Bring the data., Book a room.]
tips: [Let people finish.]
follow_ups: [Why?, Who sees it in another way?]
steps:
  data:
    ask: What do the data say?
    tips: [Show a chart.]
  old-mission:
    ask: Is the mission still true?
    if: mission exists
  new-goal:
    ask: Which goal comes first?
    capture: goal
  measured:
    ask: Is there a measure for this goal? {goal}
    for_each: goal
    choices:
      - {label: "Yes", next: close}
      - {label: "No", next: which}
  which:
    ask: Which measure could we use for this goal? {goal}
    for_each: goal
    follow_ups: ["Who would count it for this goal? {goal}"]
  close:
    ask: What did we learn?
"""


def script(text: str = SCRIPT) -> Script:
    parsed, problems = read(text, "talk.yml")
    assert parsed, problems
    return parsed
