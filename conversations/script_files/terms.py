"""The field's terms, whose length doesn't count against a text, and the words that they replace.

The terms are those of docs/glossary.md and docs/voice.md. Adults who work in schools read them daily, so that their
length never speaks against a text, and no paraphrase of them is easier to understand.
"""

from collections.abc import Mapping

DOMAIN_TERMS = (
    "accountability",
    "action item",
    "baseline",
    "benchmark",
    "collaborator",
    "community",
    "data source",
    "delivery chain",
    "district",
    "early evidence",
    "effective practice",
    "evidence",
    "evaluation",
    "fidelity",
    "final outcome",
    "goal",
    "implementation",
    "improvement",
    "indicator",
    "initiative",
    "leadership team",
    "measure",
    "milestone",
    "minimum condition",
    "mission",
    "mitigation",
    "needs assessment",
    "opportunity",
    "owner",
    "performance",
    "priority",
    "root cause",
    "short-term outcome",
    "stakeholder",
    "strategy",
    "student group",
    "targeted assistance",
    "theory of action",
    "vision",
)
"""Each with its plural. In a measurement that leaves them out, a term counts as one word of two syllables."""

TERM_FOR: Mapping[str, str] = {
    "best practice": "effective practice",
    "good practice": "effective practice",
    "proven practice": "effective practice",
    "key performance indicator": "measure",
    "kpi": "measure",
    "metric": "measure",
    "yardstick": "measure",
    "deadline": "due date",
    "to-do": "action item",
    "work item": "action item",
    "subgroup": "student group",
    "underlying reason": "root cause",
    "mend": "fix",
    "secretly": "in private",
    "pupil": "student",
}
"""A word that the glossary or the voice rules out in a question, and the word to use."""
