"""Reads plan files of schools and districts, and reads and writes the project's own format.

Problems are codes of plans/findings.py with values; their sentences are in prompts/.
"""

from plans.files.as_json import to_json
from plans.files.reading import Reading, read, read_all, read_content, read_plans
from plans.files.writing import write_yaml
from plans.findings import Finding, Severity

__all__ = ["Finding", "Reading", "Severity", "read", "read_all", "read_content", "read_plans", "to_json", "write_yaml"]
