"""The container files, where Docker isn't: what they promise, and the steps they take, without it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.configuration.settings import Settings

ROOT = Path(__file__).parents[1]
PINNED = re.compile(r"[a-z/]+:\d[\w.-]*")
INTERPOLATED = re.compile(r"\$\{([A-Z_]+)")


@pytest.fixture(scope="module")
def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions with their words, continued lines joined, arguments filled in."""
    text = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    arguments = dict(line.split(" ", 1)[1].split("=") for line in lines if line.startswith("ARG "))
    for name, default in arguments.items():
        lines = [line.replace(f"${{{name}}}", default) for line in lines]
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1].strip()) for line in lines]


@pytest.fixture(scope="module")
def final(instructions: list[tuple[str, str]]) -> dict[str, str]:
    """The last stage's instructions; of repeated ones, the last."""
    last = max(place for place, (word, _rest) in enumerate(instructions) if word == "FROM")
    return dict(instructions[last:])


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((ROOT / "compose.yml").read_text())
    return read


def test_every_image_has_a_version(instructions: list[tuple[str, str]], compose: dict[str, Any]) -> None:
    images = [rest.split(" ")[0] for word, rest in instructions if word == "FROM"]
    images += [service["image"] for service in compose["services"].values()]

    assert len(images) == 5
    for image in images:
        assert PINNED.fullmatch(image), image


def test_the_image_is_of_this_version(compose: dict[str, Any]) -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]

    assert compose["services"]["bot"]["image"] == f"throughline:{version}"


def test_the_program_runs_without_root_and_writes_only_into_its_volume(final: dict[str, str]) -> None:
    assert final["USER"] == "10001:10001"
    assert final["VOLUME"] == final["WORKDIR"] == "/data"
    assert "DATABASE_URL=sqlite:////data/throughline.db" in final["ENV"]
    assert final["ENTRYPOINT"] == '["throughline"]'
    assert final["CMD"] == '["run"]'


def test_the_health_check_asks_the_port_of_the_setting(final: dict[str, str]) -> None:
    (port,) = re.findall(r"HEALTH_PORT=(\d+)", final["ENV"])

    assert f"http://127.0.0.1:{port}/health" in final["HEALTHCHECK"]
    assert final["EXPOSE"] == port


def test_no_secret_is_in_the_files(compose: dict[str, Any], final: dict[str, str]) -> None:
    for name in Settings.secrets() - {"DATABASE_URL"}:
        assert name not in final["ENV"]
        assert compose["services"]["bot"]["environment"].get(name, "${").startswith("${")
    assert "xox" not in (ROOT / "compose.yml").read_text()


def test_what_the_wheel_is_made_from_is_in_the_build(instructions: list[tuple[str, str]]) -> None:
    assert ("COPY", ". .") in instructions
    included = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]["find"]["include"]

    assert {package.rstrip("*") for package in packages} <= included
    assert {"pyproject.toml", "constraints.txt", "README.md", "app_manifest.yml", "examples"} <= included
    assert all((ROOT / name).exists() for name in included)


@pytest.mark.parametrize("service", ["migrate", "bot"])
def test_a_service_of_ours_may_change_nothing_but_its_volumes(compose: dict[str, Any], service: str) -> None:
    settings = compose["services"][service]

    assert settings["read_only"] is True
    assert settings["cap_drop"] == ["ALL"]
    assert settings["security_opt"] == ["no-new-privileges:true"]
    assert "ports" not in settings


def test_the_services_wait_for_each_other(compose: dict[str, Any]) -> None:
    services = compose["services"]

    assert services["migrate"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert services["bot"]["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}
    volumes = {volume.split(":")[0] for service in services.values() for volume in service.get("volumes", ())}
    assert volumes == set(compose["volumes"])


def test_every_variable_of_the_bot_is_a_setting_and_the_required_ones_are_explained(compose: dict[str, Any]) -> None:
    assert set(compose["services"]["bot"]["environment"]) <= Settings.names()
    text = (ROOT / "compose.yml").read_text()
    required = set(re.findall(r"\$\{([A-Z_]+):\?", text))

    assert required == {"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "POSTGRES_PASSWORD"}
    assert all(name in text.partition("name:")[0] for name in required)
    for name in set(INTERPOLATED.findall(text)):
        assert name in (ROOT / "docs" / "deploy.md").read_text(), name
