"""Fixtures with the demo's district, for tests from outside the process."""

from tests.scenarios.conftest import furnished

__all__ = ["furnished"]
