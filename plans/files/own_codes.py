"""The names that a file prints after districts' own codes, such as "3b-1 Number talks"."""

from collections.abc import Iterable

from plans.files.findings import Findings
from plans.findings import FindingCode
from plans.practices import ReadPractice


def collect(names: dict[str, str], practices: Iterable[ReadPractice], where: str, findings: Findings) -> None:
    """Add the names by code. Warns where the file gives one code another name than before."""
    for read in practices:
        if not read.own or not read.own_name:
            continue
        first = names.setdefault(read.own, read.own_name)
        if first.casefold() != read.own_name.casefold():
            findings.warn(where, FindingCode.PRACTICE_TWO_NAMES, practice=read.own, first=first, other=read.own_name)
