"""Reads sheets in the shape of an AIP activity table or a Tool A action table into a plan."""

from collections.abc import Sequence
from pathlib import PurePath

from plans.dates import PlanYear
from plans.files.assemble import assemble
from plans.files.findings import Findings
from plans.files.grid import Sheet
from plans.files.nearest import no_items
from plans.files.walk import walk
from plans.plan import Plan


def read_plan(file: str, sheets: Sequence[Sheet], hint: PlanYear | None, findings: Findings) -> Plan:
    """Raises Unreadable if the sheets contain no plan."""
    read = Findings()
    draft = walk(sheets, PurePath(file).stem, read).plan
    if not draft.items():
        read = Findings()
        draft = walk(sheets, PurePath(file).stem, read, guess=True).plan
    findings.add_all(read)
    if not draft.items():
        raise no_items(file, sheets)
    return assemble(draft, file, hint, findings)
