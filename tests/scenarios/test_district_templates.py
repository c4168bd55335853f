"""A district's own Word template, from its being dropped in to a school's filled document."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import make
from tests.bot.documents.test_templates import STRATEGIES, visible, written
from tests.scenarios.district import District
from tests.support.setting_up import drops

NAME = "District quarterly report.docx"


@pytest.fixture
def november(district: District) -> District:
    district.at("2026-11-17 10:00")
    return district


def test_a_template_is_tried_on_a_plan_and_then_offered_to_the_schools_below(november: District) -> None:
    omar = november.person("omar")
    answer = drops(november, "omar", NAME, written("{{ school }} in {{ school_year }}", table=STRATEGIES))

    assert f"{NAME} is a template" in answer
    assert "It has 9 fields that I can fill in. It isn't in use yet" in answer

    omar.clicks("Try it on Bethel Elementary School")
    november.settles()
    tried = november.files("omar", omar.dm())["Bethel-Elementary-School-District-quarterly-report-2026-11-17.docx"]
    assert visible(tried)[0] == "Bethel Elementary School in 2026-27"

    omar.clicks("Use it …")
    omar.fills(place="Riverbend School District", name="Quarterly report")
    assert omar.submits() == {}
    november.settles()
    assert any("`/plan documents` now offers *Quarterly report*" in text for text in november.told("omar"))


def test_a_wrong_field_is_named_before_anything_is_used(november: District) -> None:
    answer = drops(november, "omar", NAME, written("Report of {{ scool }}", "{{ school.upper() }}"))

    assert f"I can't fill {NAME} yet\n2 things need fixing:" in answer
    assert "There is no field *scool*. Did you mean *school*? It's in “Report of {{ scool }}”." in answer
    assert "*school.upper(…)* isn't allowed." in answer
    assert "strategies.milestones.quarters.actions_on_time" in answer


def test_a_template_is_checked_and_filled_on_the_command_line(
    november: District, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", november.database.url.render_as_string(hide_password=False))
    good, bad, none = tmp_path / "Good one.docx", tmp_path / "Bad.docx", tmp_path / "None.docx"
    good.write_bytes(written("{{ school }}: {{ completed }}"))
    bad.write_bytes(written("Report of {{ scool }}"))
    none.write_bytes(written("No fields"))

    def fills(file: Path) -> Result:
        where = ["--plan", "bethel", "--as-of", "2026-11-16", "--to", str(tmp_path)]
        return CliRunner().invoke(make("documents"), ["documents", "fill", str(file), *where])

    assert fills(good).exit_code == 0, fills(good).output
    assert visible((tmp_path / "Bethel-Elementary-School-Good-one-2026-11-16.docx").read_bytes())[0] == (
        "Bethel Elementary School: 27% (6 of 22)"
    )
    assert fills(bad).exit_code == 2
    assert "There is no field *scool*. Did you mean *school*?" in fills(bad).output
    assert "None.docx is no Word file (.docx) with fields in double braces, such as {{ school }}." in fills(none).output
    listed = CliRunner().invoke(make("documents"), ["documents", "fields", "--json"]).output
    assert "strategies.milestones.quarters.actions_on_time" in json.loads(listed)


def test_a_school_fills_the_districts_template_until_it_is_no_longer_offered(november: District) -> None:
    omar, maria = november.person("omar"), november.person("maria")
    drops(november, "omar", NAME, written("{{ school }}: {{ completed }} as of {{ as_of }}"))
    omar.clicks("Use it …")
    omar.fills(place="Riverbend School District", name="Quarterly report")
    assert omar.submits() == {}
    november.settles()

    offered = november.answers("maria", "/plan documents")
    assert "*Quarterly report*" in offered
    maria.selects("Today", on="Quarterly report")
    november.settles()
    (content,) = [
        content for name, content in november.files("maria", maria.dm()).items() if name.endswith("2026-11-17.docx")
    ]
    assert docx.Document(BytesIO(content)).paragraphs[0].text.startswith("Bethel Elementary School: ")

    november.answers("omar", "/plan documents bethel")
    omar.selects("Stop offering it")
    november.settles()
    assert "Quarterly report" not in november.answers("maria", "/plan documents")
