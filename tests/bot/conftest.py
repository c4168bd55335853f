"""The demo's district, for what is tried from outside."""

from tests.scenarios.conftest import database_path, furnished

__all__ = ["database_path", "furnished"]
