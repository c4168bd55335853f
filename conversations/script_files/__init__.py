"""Reads coaching scripts from YAML and reports their errors with line numbers."""

from dataclasses import dataclass
from pathlib import Path

from conversations.script import Script
from conversations.script_files.findings import ScriptFindingCode
from conversations.script_files.flow import check_flow
from conversations.script_files.language import check_language
from conversations.script_files.limits import check_limits
from conversations.script_files.nodes import MOST_CHARACTERS, ScriptReader
from conversations.script_files.questions import check_questions
from conversations.script_files.references import check_references
from conversations.script_files.shape import shape
from plans.findings import Finding, Severity

__all__ = ["Finding", "Loaded", "Severity", "check", "load", "read", "read_text"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """The valid scripts by name, and the findings of the other files."""

    scripts: dict[str, Script]
    findings: tuple[Finding, ...]


def read(text: str, filename: str) -> tuple[Script | None, list[Finding]]:
    """The script, or None, with its errors."""
    reader = ScriptReader(filename)
    script = _read(reader, text)
    return (None if reader.findings else script), reader.findings


def check(text: str, filename: str) -> list[Finding]:
    """All findings of a script: its errors, and warnings about its language."""
    reader = ScriptReader(filename)
    script = _read(reader, text)
    if script:
        check_language(reader, script)
        check_questions(reader, script)
        check_references(reader, script)
    return sorted(reader.findings, key=lambda finding: (finding.severity, _line(finding)))


def load(folder: Path) -> Loaded:
    """All scripts of a folder. A broken file is reported and left out; the others are loaded."""
    scripts: dict[str, Script] = {}
    findings: list[Finding] = []
    for path in sorted(folder.glob("*.yml")):
        try:
            text = read_text(path)
        except OSError as error:
            reason = {"reason": error.strerror or str(error)}
            code = ScriptFindingCode.FILE_NOT_OPENED
            findings.append(Finding(f"{path.name}, line 1", code, Severity.ERROR, reason))
            continue
        script, file_findings = read(text, path.name)
        findings += file_findings
        if script:
            scripts[script.name] = script
    return Loaded(scripts, tuple(findings))


def read_text(path: Path) -> str:
    """Read at most one character more than allowed. Raises OSError."""
    with path.open(encoding="utf-8", errors="replace") as file:
        return file.read(MOST_CHARACTERS + 1)


def _read(reader: ScriptReader, text: str) -> Script | None:
    root = reader.parse(text)
    script = shape(reader, root) if root else None
    if script is None:
        return None
    expected = Path(reader.filename).stem
    if script.name and script.name != expected:
        reader.error(("name",), ScriptFindingCode.NAME_IS_NOT_THE_FILES, name=script.name, expected=expected)
    check_flow(reader, script)
    check_limits(reader, script)
    return script


def _line(finding: Finding) -> int:
    return int(finding.where.rpartition(" ")[2])
