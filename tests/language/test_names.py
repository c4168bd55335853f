"""The language check itself: it must be able to fail."""

from tests.language.names import definitions, filler_uses, misnamed_tables, replaced_names, types_defined_twice

GLOSSARY = """
| word | what it means here | not |
|---|---|---|
| script library | All scripts. | `Shelf` `library` |
| round | One occasion. | |
"""


def test_second_names_come_from_the_last_column() -> None:
    assert replaced_names(GLOSSARY) == {"Shelf": "script library", "library": "script library"}


def test_modules_types_functions_parameters_and_variables_are_definitions() -> None:
    source = "class Shelf:\n    def find(self, title: str) -> None:\n        book = title\n"
    names = {definition.name for definition in definitions("bot/library.py", source)}
    assert names == {"library", "Shelf", "find", "self", "title", "book"}


def test_a_table_is_named_as_the_class_of_its_rows() -> None:
    rows = "class {}Row:\n    __tablename__ = 'request_topic'\n"
    assert list(misnamed_tables("models.py", rows.format("RequestTopic"))) == []
    assert list(misnamed_tables("models.py", rows.format("AskTopic"))) == [
        "models.py:2: the rows of table request_topic are called AskTopicRow"
    ]


def test_a_filler_counts_where_it_names_something_but_not_as_an_attribute_of_something_else() -> None:
    assert filler_uses("found = cell.value\nprint(found)\n") == 2


def test_a_type_name_in_two_modules_is_reported_with_both() -> None:
    sources = {"a.py": "class Line: ...", "b.py": "class Line: ...", "c.py": "class Page: ..."}
    assert types_defined_twice(sources) == {"Line": ["a.py", "b.py"]}
