"""docs/archives.md says of every table what a row is, or that it is in no export."""

import re
from pathlib import Path

from storage.archives.contents import FORMAT, LEFT_OUT, exported_tables

PAGE = Path("docs/archives.md").read_text(encoding="utf-8")


def test_every_exported_table_is_described_once() -> None:
    described = [
        name
        for row in PAGE.partition("## The tables")[2].splitlines()
        for name in re.findall(r"`(\w+)`", row.partition("| ")[2].partition(" |")[0])
    ]

    assert sorted(described) == sorted(table.name for table in exported_tables())


def test_what_is_left_out_is_named() -> None:
    left_out = PAGE.partition("## What isn't in it")[2].partition("## The tables")[0]

    assert all(f"`{name}`" in left_out for name in LEFT_OUT)
    assert f"Format {FORMAT}." in PAGE
