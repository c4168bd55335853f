"""Districts' own codes in files: two different names under one code are pointed out."""

from plans.files import own_codes
from plans.files.findings import Findings
from plans.findings import FindingCode
from plans.practices import read_practices


def test_two_names_under_one_code_are_pointed_out_where_the_second_is_printed() -> None:
    names: dict[str, str] = {}
    findings = Findings()
    for where, cell in (("B4", "3b-1 Number talks, 2b"), ("B9", "3b-1: number talks"), ("B14", "3b-1 Math talks")):
        own_codes.collect(names, read_practices(cell), where, findings)

    assert names == {"3b-1": "Number talks"}
    (finding,) = findings.collected
    assert (finding.where, finding.code) == ("B14", FindingCode.PRACTICE_TWO_NAMES)
    assert finding.values == {"practice": "3b-1", "first": "Number talks", "other": "Math talks"}
