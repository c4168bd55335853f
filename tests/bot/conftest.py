"""Fixtures with the demo's district, for tests from outside the process."""

from tests.scenarios.conftest import database_path, furnished

__all__ = ["database_path", "furnished"]
