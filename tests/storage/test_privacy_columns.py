"""What every column holds about people is said, also of the newest."""

from prompts import records
from storage.privacy.columns import SPOKEN, Holds, UnclassifiedColumnError, columns_with, holds, listed, tables


def test_every_column_is_classified() -> None:
    missing = []
    for table in tables():
        for column in table.columns:
            try:
                holds(column)
            except UnclassifiedColumnError as error:
                missing.append(str(error))

    assert missing == [], "say in storage/privacy/columns.py what these hold about people"


def test_what_is_listed_exists_and_once() -> None:
    real = {(table.name, column.name) for table in tables() for column in table.columns}
    named = [(table, column) for table, column, _kind in listed()]

    assert [name for name in named if name not in real] == []
    assert len(named) == len(set(named))


def test_every_pointer_to_a_person_is_one() -> None:
    """Foreign keys, and the few ids without one."""
    answer, audit = (next(table for table in tables() if table.name == name) for name in ("answer", "audit_record"))

    assert [column.name for column in columns_with(answer, Holds.POINTER)] == ["person_id", "for_person_id"]
    assert [column.name for column in columns_with(audit, Holds.POINTER)] == ["person_id"]


def test_whatever_names_people_has_words_for_people() -> None:
    about_people = (Holds.POINTER, Holds.SLACK_ID, Holds.FROZEN, Holds.KEY, *SPOKEN)
    unnamed = [
        table.name for table in tables() if columns_with(table, *about_people) and table.name not in records()["tables"]
    ]

    assert unnamed == []
