"""An accelerated improvement plan: dropped in as a Word form, changed in Slack, and sent back as a document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from plans.files import read_content
from tests.plans.test_files_word import RANDOLPH
from tests.plans.word_files import typed
from tests.scenarios.district import District, open_district
from tests.support.databases import new_sqlite
from tests.support.setting_up import SEEDS, START, drops, imports


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[District]:
    new_sqlite(tmp_path / "empty.db").close()
    with open_district(tmp_path / "empty.db", START, seeds=SEEDS) as opened:
        yield opened


def test_the_word_form_comes_in_is_changed_and_goes_out(empty: District, tmp_path: Path) -> None:
    form = typed(tmp_path / "Randolph AIP.docx", *RANDOLPH)

    answer = drops(empty, "omar", form.name, form.read_bytes())

    assert "*Randolph Public Schools*, 2026-27" in answer
    imports(empty, "omar")
    omar = empty.person("omar")
    omar.types("/plan change section 1", in_=omar.dm())
    omar.sees("Students meet the standards only where what is taught is what is tested.")
    omar.fills(**{"part:theory_of_action": "If we align, then students learn.", "reason": "Shorter"})
    assert omar.submits() == {}
    omar.closes()
    omar.types("/plan documents aip as of today", in_=omar.dm())
    empty.settles()
    files = {name.rpartition(".")[2]: content for name, content in empty.files("omar", omar.dm()).items()}
    assert {"docx", "pdf", "xlsx"} <= set(files)
    plan = read_content("again.docx", files["docx"]).plan
    assert plan is not None
    assert plan.theory_of_action == "If we align, then students learn."
    assert [strategy.title for strategy in plan.strategies()] == [
        "Align materials",
        "Agree on effective teaching",
        "Coach principals",
    ]
