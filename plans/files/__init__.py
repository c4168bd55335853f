"""Plan files: what a school or district already has, read into a plan; and our own format, read and written.

What a reader points out is a code of plans.findings with values; its sentence is in prompts.
"""

from plans.files.as_json import to_json
from plans.files.reading import Reading, read
from plans.files.writing import write_yaml
from plans.problems import Problem, Severity

__all__ = ["Problem", "Reading", "Severity", "read", "to_json", "write_yaml"]
