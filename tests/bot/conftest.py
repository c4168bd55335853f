"""Fixtures with the demo's district, for tests from outside the process."""

from tests.scenarios.conftest import database_path, district, furnished

__all__ = ["database_path", "district", "furnished"]
