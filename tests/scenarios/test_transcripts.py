"""The transcripts in docs/transcripts are what the bot says today."""

from __future__ import annotations

import pytest

from tests.scenarios.district import District
from tests.scenarios.write_transcripts import PLAYED, WRITTEN, transcript

NAMES = sorted(path.stem for path in PLAYED.glob("*.yml"))


@pytest.mark.parametrize("name", NAMES)
def test_a_transcript_is_what_the_bot_says_today(district: District, name: str) -> None:
    written = (WRITTEN / f"{name}.md").read_text(encoding="utf-8")
    assert transcript(district, name) == written, f"write it anew: python -m tests.scenarios.write_transcripts {name}"
    assert district.broken_rules() == []
